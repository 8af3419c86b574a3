//! `/v1/seller-actions/list`: the shop's own promotions.

use app::queries::own_promotions::{self, Filter};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::PromotionId;
use domain::promotions::{Kind, Phase};
use serde::{Deserialize, Serialize};

use super::said::{Said, mechanics};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Words, choice, within};
use crate::dialect::invalid::Invalid;

/// Promotions on a page, at most.
const PAGE: i64 = 100;
/// Numbers that can be asked for at once.
const IDS: usize = 100;

/// A list that was asked for.
pub(in crate::dialect) struct List {
    filter: Filter,
    offset: usize,
    limit: usize,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    action_ids: Option<Vec<Int>>,
    action_type: Option<Vec<Words>>,
    limit: Option<Int>,
    offset: Option<Int>,
    search: Option<Words>,
    status: Option<Vec<Words>>,
}

/// `INDIVIDUAL_DISCOUNT_BY_PRODUCTS` are bonuses of sellers, of which there are none here.
const TYPES: &[(&str, &str)] = &[
    ("DISCOUNT", "DISCOUNT"),
    ("VOUCHER_DISCOUNT", "VOUCHER_DISCOUNT"),
    ("DISCOUNT_WITH_CONDITION", "DISCOUNT_WITH_CONDITION"),
    ("INSTALLMENT", "INSTALLMENT"),
    ("INDIVIDUAL_DISCOUNT_BY_PRODUCTS", "INDIVIDUAL_DISCOUNT_BY_PRODUCTS"),
    ("OZON_ACCOUNT_DISCOUNT", "OZON_ACCOUNT_DISCOUNT"),
    ("MULTI_LEVEL_DISCOUNT_ON_AMOUNT", "MULTI_LEVEL_DISCOUNT_ON_AMOUNT"),
];

const STATUSES: &[(&str, &[Phase])] = &[
    ("ACTIVE", &[Phase::Running]),
    ("ENDED", &[Phase::Finished]),
    ("PLANNED", &[Phase::Scheduled]),
    ("PAUSED", &[Phase::Draft, Phase::Paused]),
];

impl Message for List {
    const NAME: &'static str = "SellerActionsListRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let ids = raw.action_ids.unwrap_or_default();
        if ids.len() > IDS {
            return Err(Invalid::new("action_ids", format!("value must contain no more than {IDS} item(s)")));
        }
        let named = raw.action_type.unwrap_or_default();
        let types: Vec<&str> =
            named.iter().map(|name| choice("action_type", Some(name), TYPES)).collect::<Result<_, _>>()?;
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| types.contains(&mechanics(*kind))).collect();
        let statuses = raw.status.unwrap_or_default();
        let phases: Vec<&[Phase]> =
            statuses.iter().map(|name| choice("status", Some(name), STATUSES)).collect::<Result<_, _>>()?;
        let words = raw.search.map_or_else(String::new, |Words(words)| words);
        if !words.is_empty() && words.chars().count() < 3 {
            return Err(Invalid::new("search", "value length must be at least 3 runes"));
        }
        let mut ids: Vec<PromotionId> = ids.into_iter().map(|Int(id)| PromotionId(id)).collect();
        if kinds.is_empty() && !types.is_empty() {
            // Only what there is none of was asked for.
            ids = vec![PromotionId(0)];
        }
        let limit = within("limit", raw.limit, 1, PAGE)?;
        let offset = within("offset", raw.offset, 0, i64::from(i32::MAX))?;
        Ok(Self {
            filter: Filter { kinds, phases: phases.concat(), words, ids, archived: false },
            offset: usize::try_from(offset).unwrap_or(0),
            limit: usize::try_from(limit).unwrap_or(0),
        })
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    actions: Vec<Said<'a>>,
    total: usize,
}

/// `POST /v1/seller-actions/list`.
pub(in crate::dialect) async fn list(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(list): Asked<List>,
) -> Result<Answer, Error> {
    tell(&app, &staff, list).await.map_err(|failure| Error::of(&app, failure, List::NAME))
}

async fn tell(app: &App, staff: &SellerStaff<CanRead>, list: List) -> Result<Answer, Failure> {
    let all = own_promotions::list(app, staff, list.filter).await?;
    let page = all.iter().skip(list.offset).take(list.limit);
    Answer::of(&Listed { actions: page.map(Said::new).collect(), total: all.len() })
}
