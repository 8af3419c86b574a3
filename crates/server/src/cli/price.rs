//! `otklik price check`: what the price rules make of baskets in a file. The format: `docs/price-cases.md`.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::promotions::OnFloor;
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::{BuyerFacts, Condition};
use domain::promotions::price::{self, Basket, LeftOut, Priced, Source, Why};
use domain::{Currency, PromotionId, RequestId, Sku, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What the price rules make of baskets. Exit codes: 0 all priced, 1 some could not be, 2 wrong usage.
#[derive(Debug, Args)]
pub struct PriceCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Reads baskets with their promotions, one JSON object a line, and writes what each costs and why.
    Check,
}

/// The highest price of one piece, in minor units.
const PRICE_MAX: i64 = 1_000_000_000_000_000;
/// The most pieces of a product in a basket.
const PIECES_MAX: u32 = 1_000_000;
/// The most lines of a basket, promotions around it, and products in one of them.
const MANY: usize = 1_000;

/// A basket as it stands in a file. Sums are minor units.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: Value,
    #[serde(default = "roubles")]
    currency: String,
    #[serde(default)]
    now: Option<String>,
    #[serde(default)]
    coupon: Option<i64>,
    #[serde(default)]
    buyer: Buyer,
    lines: Vec<Line>,
    #[serde(default)]
    offers: Vec<Offer>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Buyer {
    orders: Option<u32>,
    business: bool,
    card: bool,
    listed: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    sku: i64,
    #[serde(default = "one")]
    quantity: u32,
    list: i64,
    #[serde(default)]
    floor: i64,
    #[serde(default = "cut")]
    on_floor: OnFloor,
    #[serde(default)]
    currency: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offer {
    #[serde(default)]
    promotion: Option<i64>,
    #[serde(default)]
    request: Option<i64>,
    #[serde(default)]
    starts: Option<String>,
    #[serde(default)]
    ends: Option<String>,
    benefit: Benefit,
    #[serde(default)]
    conditions: Vec<Condition>,
    #[serde(default)]
    budget: Option<i64>,
    #[serde(default)]
    currency: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    sku: i64,
    #[serde(default)]
    price: Option<i64>,
    #[serde(default)]
    pieces: Option<u32>,
}

fn roubles() -> String {
    Currency::Rub.code().into()
}

fn one() -> u32 {
    1
}

fn cut() -> OnFloor {
    OnFloor::Cut
}

impl PriceCommand {
    pub(super) fn run(self) -> ExitCode {
        let What::Check = self.what;
        let (input, output) = (std::io::stdin().lock(), std::io::stdout().lock());
        match check(input, &mut std::io::BufWriter::new(output), &mut std::io::stderr()) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            // Whoever reads the prices has had enough of them.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("otklik: the cases cannot be read or the prices not written: {error}");
                ExitCode::FAILURE
            }
        }
    }
}

/// Prices every line; whether all of them could be read.
fn check(input: impl BufRead, out: &mut impl Write, wrong: &mut impl Write) -> std::io::Result<bool> {
    let mut whole = true;
    for (place, line) in input.split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match priced(&line) {
            Ok(priced) => writeln!(out, "{priced}")?,
            Err(why) => {
                whole = false;
                writeln!(wrong, "line {}: {why}", place + 1)?;
            }
        }
    }
    out.flush()?;
    Ok(whole)
}

fn priced(line: &[u8]) -> Result<Value, String> {
    let mut json = serde_json::Deserializer::from_slice(line);
    let case: Case = serde_path_to_error::deserialize(&mut json).map_err(|error| error.to_string())?;
    json.end().map_err(|error| error.to_string())?;
    case.is_meant()?;
    let now = time(case.now.as_deref(), "now")?.unwrap_or(Timestamp(0));
    let lines: Vec<price::Line> = case.lines.iter().map(Line::read).collect();
    let places: HashMap<i64, usize> = case.lines.iter().enumerate().map(|(place, line)| (line.sku, place)).collect();
    let read = |(place, offer): (usize, &Offer)| offer.read(&places).map_err(|why| format!("offers[{place}].{why}"));
    let offers: Vec<price::Offer> = case.offers.iter().enumerate().map(read).collect::<Result<_, _>>()?;
    let listed: Vec<PromotionId> = case.buyer.listed.iter().copied().map(PromotionId).collect();
    let Buyer { orders, business, card, .. } = case.buyer;
    let buyer = BuyerFacts { orders, business, card, listed: &listed };
    let basket = Basket { lines: &lines, coupon: case.coupon.map(PromotionId), buyer, now };
    Ok(written(&case, &price::price(&basket, &offers)))
}

impl Case {
    /// Whether the numbers can be meant, and the parts fit together; why not.
    fn is_meant(&self) -> Result<(), String> {
        let currency = Currency::from_code(&self.currency);
        let known = Currency::ALL.map(Currency::code).join(", ");
        (currency.is_some()).or_else_why(|| format!("currency: `{}` is none of {known}", self.currency))?;
        (1..=MANY).contains(&self.lines.len()).or_else_why(|| format!("lines: a basket has 1 to {MANY}"))?;
        (self.offers.len() <= MANY).or_else_why(|| format!("offers: at most {MANY}"))?;
        let same = |other: Option<&String>| other.is_none_or(|code| Currency::from_code(code) == currency);
        let mut skus = HashSet::new();
        for (place, line) in self.lines.iter().enumerate() {
            line.is_meant().map_err(|why| format!("lines[{place}].{why}"))?;
            let code = line.currency.as_ref();
            same(code).or_else_why(|| format!("lines[{place}].currency: the basket is in {}", self.currency))?;
            skus.insert(line.sku).or_else_why(|| format!("lines[{place}].sku: {} stands in two lines", line.sku))?;
        }
        let mut sources = HashSet::new();
        for (place, offer) in self.offers.iter().enumerate() {
            let code = offer.currency.as_ref();
            same(code).or_else_why(|| format!("offers[{place}].currency: the basket is in {}", self.currency))?;
            let source = (offer.promotion, offer.request);
            sources.insert(source).or_else_why(|| format!("offers[{place}]: the same as another one"))?;
            offer.is_meant(&self.lines).map_err(|why| format!("offers[{place}].{why}"))?;
        }
        Ok(())
    }
}

impl Line {
    fn is_meant(&self) -> Result<(), String> {
        (self.sku > 0).or_else_why(|| "sku: a positive number is wanted".into())?;
        (1..=PIECES_MAX).contains(&self.quantity).or_else_why(|| format!("quantity: 1 to {PIECES_MAX} pieces"))?;
        (1..=PRICE_MAX).contains(&self.list).or_else_why(|| format!("list: 1 to {PRICE_MAX} minor units"))?;
        (0..=self.list).contains(&self.floor).or_else_why(|| "floor: from 0 to the list price".into())
    }

    fn read(&self) -> price::Line {
        let Self { sku, quantity, list, floor, on_floor, .. } = *self;
        price::Line { sku: Sku(sku), quantity, list, floor, on_floor }
    }
}

impl Offer {
    fn is_meant(&self, lines: &[Line]) -> Result<(), String> {
        let sources = [self.promotion, self.request];
        let named = sources.iter().flatten().count() == 1 && sources.iter().flatten().all(|id| *id > 0);
        named.or_else_why(|| "promotion: either this or `request`, a positive number".into())?;
        self.benefit.is_sound().or_else_why(|| "benefit: its numbers cannot be meant".into())?;
        let unsound = self.conditions.iter().position(|condition| !condition.is_sound());
        unsound
            .is_none()
            .or_else_why(|| format!("conditions[{}]: its number cannot be meant", unsound.unwrap_or(0)))?;
        self.budget.is_none_or(|budget| budget >= 0).or_else_why(|| "budget: not under 0".into())?;
        (self.entries.len() <= MANY).or_else_why(|| format!("entries: at most {MANY}"))?;
        let mut skus = HashSet::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let line = lines.iter().find(|line| line.sku == entry.sku);
            let list = line.ok_or_else(|| format!("entries[{place}].sku: {} is not in the basket", entry.sku))?.list;
            let price = entry.price.is_none_or(|price| (1..=list).contains(&price));
            price.or_else_why(|| format!("entries[{place}].price: from 1 to the list price"))?;
            skus.insert(entry.sku).or_else_why(|| format!("entries[{place}].sku: {} stands here twice", entry.sku))?;
        }
        Ok(())
    }

    fn read(&self, places: &HashMap<i64, usize>) -> Result<price::Offer, String> {
        let source = match (self.promotion, self.request) {
            (Some(id), _) => Source::Promotion(PromotionId(id)),
            (None, id) => Source::Request(RequestId(id.unwrap_or(0))),
        };
        let starts = time(self.starts.as_deref(), "starts")?.unwrap_or(Timestamp(i64::MIN));
        let ends = time(self.ends.as_deref(), "ends")?.unwrap_or(Timestamp(i64::MAX));
        (starts < ends).or_else_why(|| "ends: before it starts".into())?;
        let entries = self.entries.iter().filter_map(|entry| {
            Some(price::Entry { line: *places.get(&entry.sku)?, price: entry.price, pieces: entry.pieces })
        });
        Ok(price::Offer {
            source,
            starts,
            ends,
            benefit: self.benefit.clone(),
            conditions: self.conditions.clone(),
            budget: self.budget,
            entries: entries.collect(),
        })
    }
}

fn time(text: Option<&str>, field: &str) -> Result<Option<Timestamp>, String> {
    let read = |text| Timestamp::parse(text).ok_or_else(|| format!("{field}: `{text}` is no time (RFC 3339)"));
    text.map(read).transpose()
}

trait OrElseWhy {
    /// What is wrong, where this does not hold.
    fn or_else_why(self, why: impl FnOnce() -> String) -> Result<(), String>;
}

impl OrElseWhy for bool {
    fn or_else_why(self, why: impl FnOnce() -> String) -> Result<(), String> {
        if self { Ok(()) } else { Err(why()) }
    }
}

/// What was taken off, as it is written.
#[derive(Serialize)]
struct Step {
    #[serde(flatten)]
    source: Source,
    pieces: u32,
    minor: i64,
    cut_by_floor: bool,
}

fn written(case: &Case, priced: &Priced) -> Value {
    let lines = case.lines.iter().zip(&priced.lines).map(|(line, priced)| {
        let step = |step: &price::Given| Step {
            source: step.source,
            pieces: step.pieces,
            minor: step.minor,
            cut_by_floor: step.cut_by_floor,
        };
        json!({
            "sku": line.sku,
            "quantity": line.quantity,
            "undiscounted": priced.undiscounted,
            "total": priced.total,
            "steps": priced.steps.iter().map(step).collect::<Vec<_>>(),
            "left_out": priced.left_out.iter().map(left_out).collect::<Vec<_>>(),
        })
    });
    json!({
        "id": case.id,
        "currency": case.currency.to_ascii_uppercase(),
        "undiscounted": priced.undiscounted,
        "total": priced.total,
        "lines": lines.collect::<Vec<_>>(),
    })
}

fn left_out(out: &LeftOut) -> Value {
    let (why, missing) = match out.why {
        Why::Floor => ("floor", None),
        Why::SoldOut => ("sold_out", None),
        Why::Budget => ("budget", None),
        Why::SumMissing(minor) => ("sum_missing", Some(minor)),
        Why::PiecesMissing(pieces) => ("pieces_missing", Some(i64::from(pieces))),
        Why::Better => ("better", None),
    };
    let mut said = match out.source {
        Source::Promotion(id) => json!({ "promotion": id, "why": why }),
        Source::Request(id) => json!({ "request": id, "why": why }),
    };
    if let Some(missing) = missing {
        said["missing"] = missing.into();
    }
    said
}
