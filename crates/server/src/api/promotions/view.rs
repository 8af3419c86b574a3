//! A promotion and its products as the API tells them.

use app::queries::promotions::{Candidate, Card, Consent};
use domain::promotions as rules;
use domain::promotions::admission::Agreed;
use domain::{Lang, Refusal};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::types::{Number, Sum, Time, mirror};

mirror! {
    /// What sort of promotion it is.
    PromotionKind = rules::Kind {
        /// Each product at a price that its seller sets.
        Discount,
        /// The same for a number of pieces.
        StockDiscount,
        /// A short one.
        Flash,
        /// Of every so many pieces some are free.
        MultiBuy,
        /// A discount on an order from a sum on.
        OrderDiscount,
        /// The more is ordered, the greater the discount.
        MultiLevel,
        /// For who has a code.
        Voucher,
        /// For who pays with the marketplace's card.
        CardDiscount,
        /// Paid in parts.
        Installment,
    }
}

mirror! {
    /// Who pays the discount.
    PromotionFunding = rules::Funding {
        /// The seller.
        Seller,
        /// The marketplace.
        Marketplace,
    }
}

mirror! {
    /// Where a promotion stands.
    PromotionPhase = rules::Phase {
        /// Being prepared.
        Draft,
        /// Its beginning is to come.
        Scheduled,
        /// Prices follow it.
        Running,
        /// Held by its owner.
        Paused,
        /// Over.
        Finished,
    }
}

mirror! {
    /// What a product does in a promotion.
    ProductStanding = rules::Standing {
        /// Takes part.
        In,
        /// Waits for the operator's word.
        Nominated,
        /// The operator said no.
        Refused,
        /// Was taken out, or fell out.
        Left,
        /// Took part until the promotion was over.
        Ended,
    }
}

mirror! {
    /// How a product came in.
    ProductMode = rules::Mode {
        /// Its seller put it in.
        Manual,
        /// By the seller's standing answer, or by the operator's contract.
        Auto,
    }
}

mirror! {
    /// What silence means when products are to be enrolled by themselves.
    SilenceMeans = rules::Enrol {
        /// No.
        Ask,
        /// Yes: the operator's contract says so.
        Contract,
    }
}

mirror! {
    /// What happens where a promotion would bring a product under its floor.
    FloorChoice = rules::OnFloor {
        /// The price is cut to the floor.
        Cut,
        /// The product is left out.
        Leave,
    }
}

/// Something in both languages; a seller's own promotion may have one only.
#[derive(Debug, Serialize, ToSchema)]
pub struct InBothLanguages {
    /// In Russian.
    pub ru: String,
    /// In English; empty where it was not written.
    pub en: String,
}

impl From<&(String, String)> for InBothLanguages {
    fn from(both: &(String, String)) -> Self {
        Self { ru: both.0.clone(), en: both.1.clone() }
    }
}

/// A promotion.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Promotion)]
pub struct PromotionOut {
    /// Its number.
    pub id: Number,
    /// What sort it is.
    pub kind: PromotionKind,
    /// What it is called.
    pub title: InBothLanguages,
    /// What it says of itself.
    pub description: InBothLanguages,
    /// Where it stands.
    pub phase: PromotionPhase,
    /// Who pays the discount.
    pub funding: PromotionFunding,
    /// From when on.
    pub starts_at: Time,
    /// Until when; the end itself is after it.
    pub ends_at: Time,
    /// From when on prices only fall, pieces only grow, and products neither come nor go.
    pub freeze_at: Option<Time>,
    /// When products are enrolled by themselves.
    pub auto_add_at: Option<Time>,
    /// What silence means then.
    pub silence_means: SilenceMeans,
    /// What it gives: `{"type":"price"}`, `{"type":"percent","bp":1500}`. Shares are hundredths of a percent.
    #[schema(value_type = Object)]
    pub benefit: Value,
    /// What must hold, all of it: `{"type":"min_discount","bp":1500}`.
    #[schema(value_type = Vec<Object>)]
    pub conditions: Value,
    /// Products wait for the operator's word before they are in.
    pub nominates: bool,
    /// How many of the shop's products are in it.
    pub joined: i64,
    /// How many of the shop's products are for sale in its categories with its stock; counted once a minute.
    pub could_join: i64,
    /// How many will come in by themselves.
    pub coming: i64,
}

impl From<Card> for PromotionOut {
    fn from(card: Card) -> Self {
        let promotion = &card.running.promotion;
        Self {
            id: Number(promotion.id.0),
            kind: promotion.kind.into(),
            title: (&promotion.title).into(),
            description: (&promotion.description).into(),
            phase: card.phase.into(),
            funding: promotion.funding.into(),
            starts_at: promotion.starts_at.into(),
            ends_at: promotion.ends_at.into(),
            freeze_at: promotion.freeze_at.map(Time),
            auto_add_at: promotion.auto_add_at.map(Time),
            silence_means: promotion.enrol.into(),
            benefit: serde_json::to_value(&card.running.benefit).unwrap_or_default(),
            conditions: serde_json::to_value(&card.running.conditions).unwrap_or_default(),
            nominates: promotion.nominates,
            joined: card.joined,
            could_join: card.could,
            coming: card.autos,
        }
    }
}

/// Why something was refused, in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductRefusal {
    /// The stable name; programs decide by it.
    #[schema(example = "price_under_floor")]
    pub code: String,
    /// The field that it concerns.
    pub field: Option<String>,
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

impl From<&Refusal> for ProductRefusal {
    fn from(refusal: &Refusal) -> Self {
        Self {
            code: refusal.code.as_str().to_owned(),
            field: refusal.field.map(str::to_owned),
            ru: refusal.words(Lang::Ru),
            en: refusal.words(Lang::En),
        }
    }
}

/// What a product takes part with.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreedTerms {
    /// The price of one piece in minor units; absent where the promotion takes none.
    pub price: Option<i64>,
    /// Pieces; absent for all there are.
    pub quantity: Option<i64>,
    /// The price was brought up to the floor.
    pub cut_to_floor: bool,
}

impl From<Agreed> for AgreedTerms {
    fn from(agreed: Agreed) -> Self {
        Self { price: agreed.price, quantity: agreed.quantity, cut_to_floor: agreed.cut }
    }
}

/// What a product does in a promotion.
#[derive(Debug, Serialize, ToSchema)]
pub struct Participation {
    /// What.
    pub standing: ProductStanding,
    /// The price of one piece in minor units.
    pub price: Option<i64>,
    /// Pieces; absent for all there are.
    pub quantity: Option<i64>,
    /// Pieces of these that are sold.
    pub sold: i64,
    /// Pieces of these that are kept for baskets.
    pub reserved: i64,
    /// How it came in.
    pub mode: ProductMode,
    /// Who agreed: `staff:…`, `key:…`, `system`.
    pub agreed_by: String,
    /// When.
    pub agreed_at: Time,
    /// Grows with each change; what `ETag` is made of.
    pub version: i64,
}

/// A product beside a promotion.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromotionProduct {
    /// Its number for buyers.
    pub sku: Number,
    /// The seller's own article.
    pub offer_id: String,
    /// Its name.
    pub name: String,
    /// Its price without discounts.
    pub list_price: Sum,
    /// The price on its card now.
    pub shown_price: Sum,
    /// What it never sells under; 0 where nothing is set.
    pub floor: i64,
    /// What happens there.
    pub on_floor: FloorChoice,
    /// Pieces in stock.
    pub stock: i64,
    /// The highest price with which it may take part, minor units; absent where the promotion takes no prices.
    pub max_price: Option<i64>,
    /// What is left for the seller of that price, minor units; absent where the cost is not known.
    pub margin_at_max: Option<i64>,
    /// With what it would take part if nothing else is said.
    pub offered: Option<AgreedTerms>,
    /// Why it cannot take part.
    pub why_not: Option<ProductRefusal>,
    /// What it does in the promotion.
    pub participation: Option<Participation>,
}

impl From<Candidate> for PromotionProduct {
    fn from(one: Candidate) -> Self {
        let currency = one.product.price.currency;
        let margin = one.max_price.and_then(|price| one.margin(price)).map(|(minor, _)| minor);
        let participation = one.participation.as_ref().map(|there| Participation {
            standing: there.standing.into(),
            price: there.price,
            quantity: there.quantity,
            sold: there.sold,
            reserved: there.reserved,
            mode: there.mode.into(),
            agreed_by: there.agreed_by.clone(),
            agreed_at: there.agreed_at.into(),
            version: there.version,
        });
        Self {
            sku: Number(one.product.sku.0),
            list_price: one.product.price.into(),
            shown_price: domain::Money::new(one.shown, currency).into(),
            floor: one.floor,
            on_floor: one.on_floor.into(),
            stock: one.product.stock,
            max_price: one.max_price,
            margin_at_max: margin,
            why_not: one.offered.as_ref().err().map(ProductRefusal::from),
            offered: one.offered.ok().map(AgreedTerms::from),
            participation,
            offer_id: one.product.offer_id,
            name: one.product.name,
        }
    }
}

/// A line of the ledger: who agreed to what, when.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Consent)]
pub struct ConsentOut {
    /// Its id: later is greater.
    pub id: String,
    /// Which product; absent for all that the shop has there.
    pub sku: Option<Number>,
    /// What happened: `joined`, `changed`, `left`, `enrolled`, `announced`, `left_out`, `cut`, `dropped`.
    #[schema(example = "joined")]
    pub what: String,
    /// Who: `staff:…`, `key:…`, `system`.
    pub by: String,
    /// When.
    pub at: Time,
    /// To which terms: price, quantity, the regular price, the promotion's dates and version.
    #[schema(value_type = Object)]
    pub terms: Value,
}

impl From<Consent> for ConsentOut {
    fn from(line: Consent) -> Self {
        Self {
            id: line.id.to_string(),
            sku: line.sku.map(|sku| Number(sku.0)),
            what: line.what,
            by: line.by,
            at: line.at.into(),
            terms: serde_json::from_str(&line.terms).unwrap_or_default(),
        }
    }
}
