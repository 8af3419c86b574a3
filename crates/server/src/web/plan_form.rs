//! The form of a promotion's terms: the same fields in the cabinet and on the desk, read into what the rules judge.

use std::collections::HashMap;

use domain::promotions::Kind;
use domain::promotions::benefit::{Cut, Step, less};
use domain::promotions::condition::Segment;
use domain::promotions::own::{CodeSort, Codes, Gives, NO_END, Plan};
use domain::{Code, Currency, Money, Refusal, Timestamp};

use super::parts::Choice;
use super::words::Words;

/// What somebody typed, by the names of fields.
#[derive(Clone, Debug, Default)]
pub struct Typed(HashMap<String, String>);

impl Typed {
    /// What a form sent.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// What stands in a field, trimmed; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// A decimal number in hundredths: roubles as kopecks, percent as hundredths of a percent; `None` where nothing is typed.
    pub fn hundredths(&self, name: &'static str) -> Result<Option<i64>, Refusal> {
        match self.get(name) {
            "" => Ok(None),
            text => hundredths(text).map(Some).ok_or(Refusal::new(Code::SumInvalid).at(name)),
        }
    }

    /// A whole number.
    pub fn whole(&self, name: &'static str) -> Result<Option<i64>, Refusal> {
        match self.get(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Refusal::new(Code::QuantityInvalid).at(name)),
        }
    }

    /// A moment on Moscow's clock, as `datetime-local` writes it.
    pub fn moment(&self, name: &'static str) -> Result<Option<Timestamp>, Refusal> {
        let text = self.get(name);
        if text.is_empty() {
            return Ok(None);
        }
        let seconds = if text.matches(':').count() == 1 { ":00" } else { "" };
        let read = Timestamp::parse(&format!("{text}{seconds}+03:00"));
        read.map(Some).ok_or(Refusal::new(Code::PromotionTimes).at(name))
    }
}

fn hundredths(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)
}

/// Hundredths as somebody types them: "1190", "12,5".
pub fn typed(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{},{}", hundredths / 100, format!("{rest:02}").trim_end_matches('0')),
    }
}

/// A moment as `datetime-local` wants it, on Moscow's clock.
pub fn local(at: Timestamp) -> String {
    let moscow = Timestamp(at.0.saturating_add(3 * 3_600 * 1_000_000));
    moscow.civil().strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Reads a plan. What is wrong names its field.
pub fn read(typed: &Typed, kind: Kind, now: Timestamp) -> Result<Plan, Refusal> {
    let gives = gives(typed, kind)?;
    let ends_at = match kind {
        Kind::Installment => NO_END,
        _ => typed.moment("ends_at")?.ok_or(Refusal::new(Code::PromotionTimes).at("ends_at"))?,
    };
    let codes = (kind == Kind::Voucher).then(|| codes(typed)).transpose()?;
    Ok(Plan {
        title: typed.get("title").to_owned(),
        starts_at: typed.moment("starts_at")?.unwrap_or(now),
        ends_at,
        gives,
        segment: Segment::parse(typed.get("segment")),
        budget: typed.hundredths("budget")?,
        codes,
    })
}

fn gives(typed: &Typed, kind: Kind) -> Result<Gives, Refusal> {
    let number = |name| Ok::<_, Refusal>(typed.hundredths(name)?.unwrap_or(0));
    let set = |name| Ok::<_, Refusal>(u32::try_from(typed.whole(name)?.unwrap_or(0)).unwrap_or(0));
    let cut = |number: i64| if typed.get("sort") == "money" { Cut::Amount(number) } else { Cut::Percent(number) };
    Ok(match kind {
        Kind::Discount => Gives::Discount { min: number("min_discount")? },
        Kind::StockDiscount => Gives::StockDiscount { min: number("min_discount")? },
        Kind::Flash => Gives::Flash { min: number("min_discount")? },
        Kind::MultiBuy => Gives::MultiBuy { take: set("take")?, pay: set("pay")? },
        Kind::OrderDiscount => Gives::OrderDiscount { from: number("from")?, cut: cut(number("discount")?) },
        Kind::MultiLevel => Gives::MultiLevel { steps: steps(typed, cut)? },
        Kind::Voucher => Gives::Voucher { from: number("from")?, cut: cut(number("discount")?) },
        Kind::CardDiscount => Gives::CardDiscount { bp: number("discount")? },
        Kind::Installment => Gives::Installment,
    })
}

const STEPS: [(&str, &str); 4] = [("steps", "off_1"), ("from_2", "off_2"), ("from_3", "off_3"), ("from_4", "off_4")];

fn steps(typed: &Typed, cut: impl Fn(i64) -> Cut) -> Result<Vec<Step>, Refusal> {
    let mut steps = Vec::new();
    for (from, off) in STEPS {
        let (from, off) = (typed.hundredths(from)?, typed.hundredths(off)?);
        if from.is_some() || off.is_some() {
            steps.push(Step { from_minor: from.unwrap_or(0), cut: cut(off.unwrap_or(0)) });
        }
    }
    Ok(steps)
}

fn codes(typed: &Typed) -> Result<Codes, Refusal> {
    let sort = CodeSort::parse(typed.get("code_sort")).unwrap_or(CodeSort::Once);
    let word = Some(typed.get("word")).filter(|word| !word.is_empty()).map(str::to_owned);
    let count = typed.whole("count")?.unwrap_or(1);
    Ok(Codes { sort, count, word, ..Codes::default() })
}

/// What a plan looks like in the form.
pub fn fill(plan: &Plan) -> Typed {
    let mut form = Typed::default();
    form.set("title", plan.title.clone());
    form.set("starts_at", local(plan.starts_at));
    if plan.ends_at != NO_END {
        form.set("ends_at", local(plan.ends_at));
    }
    let off = |cut: Cut| match cut {
        Cut::Percent(number) => ("percent", typed(number)),
        Cut::Amount(number) => ("money", typed(number)),
    };
    let mut all: Vec<(&str, String)> = Vec::new();
    match &plan.gives {
        Gives::Discount { min } | Gives::StockDiscount { min } | Gives::Flash { min } => {
            all.push(("min_discount", typed(*min)));
        }
        Gives::MultiBuy { take, pay } => all.extend([("take", take.to_string()), ("pay", pay.to_string())]),
        Gives::OrderDiscount { from, cut } | Gives::Voucher { from, cut } => {
            let (sort, number) = off(*cut);
            all.extend([("sort", sort.to_owned()), ("discount", number)]);
            all.extend((*from > 0).then(|| ("from", typed(*from))));
        }
        Gives::MultiLevel { steps } => {
            for (step, names) in steps.iter().zip(STEPS) {
                let (sort, number) = off(step.cut);
                all.extend([("sort", sort.to_owned()), (names.0, typed(step.from_minor)), (names.1, number)]);
            }
        }
        Gives::CardDiscount { bp } => all.push(("discount", typed(*bp))),
        Gives::Installment => {}
    }
    all.extend(plan.budget.map(|budget| ("budget", typed(budget))));
    all.extend(plan.segment.map(|segment| ("segment", segment.as_str().to_owned())));
    for (name, value) in all {
        form.set(name, value);
    }
    form
}

/// A field of the form.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What stands in it.
    pub value: String,
    /// What it does, under it.
    pub hint: Option<&'static str>,
    /// Why it was refused.
    pub error: Option<String>,
    /// `text`, `datetime-local`, `decimal`, `numeric`.
    pub sort: &'static str,
    /// Behind the field: ₽, %.
    pub unit: Option<&'static str>,
}

/// A line of the form: fields beside one another, or a choice.
#[derive(Clone, Debug)]
pub enum Line {
    /// One field, or two beside one another.
    Fields(Vec<Input>),
    /// One of several.
    Choice {
        /// The form's name.
        name: &'static str,
        /// What is chosen.
        label: &'static str,
        /// From what.
        choices: Vec<Choice>,
    },
}

/// Draws the lines of a form.
pub struct Drawing<'a> {
    /// The words.
    pub w: &'static Words,
    /// What was typed.
    pub typed: &'a Typed,
    /// What was refused, and in which words.
    pub refused: Option<(&'static str, String)>,
    /// The currency of its sums.
    pub currency: Currency,
}

impl Drawing<'_> {
    /// A field.
    pub fn input(&self, name: &'static str, label: &'static str, sort: &'static str) -> Input {
        let error = self.refused.as_ref().filter(|(field, _)| *field == name).map(|(_, words)| words.clone());
        Input { name, label, value: self.typed.get(name).to_owned(), hint: None, error, sort, unit: None }
    }

    fn money(&self, name: &'static str, label: &'static str) -> Input {
        Input { unit: Some(self.currency.sign()), ..self.input(name, label, "decimal") }
    }

    fn share(&self, name: &'static str, label: &'static str) -> Input {
        Input { unit: Some(self.w.plans.percent), ..self.input(name, label, "decimal") }
    }

    /// A choice; the first where none is made.
    pub fn choice(&self, name: &'static str, label: &'static str, of: &[(&str, &str)]) -> Line {
        let chosen = self.typed.get(name);
        let chosen = if of.iter().any(|(value, _)| *value == chosen) { chosen } else { of[0].0 };
        let choices = of.iter().map(|(value, label)| Choice::new(*value, *label, *value == chosen)).collect();
        Line::Choice { name, label, choices }
    }

    fn sort(&self) -> Line {
        let p = &self.w.plans;
        self.choice("sort", p.discount_in, &[("percent", p.in_percent), ("money", p.in_money)])
    }

    /// The lines of a kind's own terms.
    pub fn of_kind(&self, kind: Kind, is_new: bool) -> Vec<Line> {
        let p = &self.w.plans;
        let mut lines = match kind {
            Kind::Discount | Kind::StockDiscount | Kind::Flash => {
                vec![Line::Fields(vec![self.share("min_discount", p.min)])]
            }
            Kind::MultiBuy => {
                let pay = self.input("pay", p.pay, "numeric");
                vec![Line::Fields(vec![self.input("take", p.take, "numeric"), pay])]
            }
            Kind::OrderDiscount => {
                let off = self.input("discount", p.discount, "decimal");
                vec![self.sort(), Line::Fields(vec![self.money("from", p.order_from), off])]
            }
            Kind::Voucher => {
                let from = Input { hint: Some(p.any_order_hint), ..self.money("from", p.order_from) };
                vec![self.sort(), Line::Fields(vec![self.input("discount", p.discount, "decimal"), from])]
            }
            Kind::MultiLevel => {
                let labels = [p.step_1, p.step_2, p.step_3, p.step_4];
                let step = |(names, label): ((&'static str, &'static str), &'static str)| {
                    Line::Fields(vec![self.money(names.0, label), self.input(names.1, p.discount, "decimal")])
                };
                std::iter::once(self.sort()).chain(STEPS.into_iter().zip(labels).map(step)).collect()
            }
            Kind::CardDiscount => vec![Line::Fields(vec![self.share("discount", p.discount)])],
            Kind::Installment => Vec::new(),
        };
        if kind == Kind::Voucher && is_new {
            let sorts = [("once", p.code_once), ("always", p.code_always)];
            let word = Input { hint: Some(p.code_word_hint), ..self.input("word", p.code_word, "text") };
            lines.push(self.choice("code_sort", p.code_sort, &sorts));
            lines.push(Line::Fields(vec![self.input("count", p.code_count, "numeric"), word]));
        }
        lines
    }

    /// When it begins and ends.
    pub fn times(&self, kind: Kind) -> Line {
        let p = &self.w.plans;
        let hint = Some(p.starts_hint);
        let mut fields = vec![Input { hint, ..self.input("starts_at", p.starts, "datetime-local") }];
        if kind != Kind::Installment {
            fields.push(self.input("ends_at", p.ends, "datetime-local"));
        }
        Line::Fields(fields)
    }

    /// How much it may give.
    pub fn budget(&self) -> Line {
        let p = &self.w.plans;
        Line::Fields(vec![Input { hint: Some(p.budget_hint), ..self.money("budget", p.budget) }])
    }

    /// For whom it is.
    pub fn segment(&self) -> Line {
        let p = &self.w.plans;
        let all = [
            ("", p.segment_all),
            ("new", p.segment_new),
            ("returning", p.segment_returning),
            ("business", p.segment_business),
        ];
        self.choice("segment", p.segment, &all)
    }
}

/// What a plan costs at worst, sentence by sentence.
pub fn worst(w: &Words, plan: &Plan, currency: Currency) -> Vec<String> {
    let p = &w.plans;
    let money = |minor: i64| Money::new(minor, currency).to_string();
    let order = |from: i64, cut: Cut| {
        let off = match cut {
            Cut::Percent(bp) => from - less(from, bp),
            Cut::Amount(minor) => minor,
        };
        format!("{} {}", p.order_worst.put2(money(from), money(off)), p.order_pays.put(money(from - off)))
    };
    let mut all = match &plan.gives {
        Gives::Discount { min } | Gives::StockDiscount { min } | Gives::Flash { min } => {
            vec![p.at_least.put(typed(*min)), p.worst_products.to_owned()]
        }
        Gives::MultiBuy { take, pay } => {
            let share = i64::from(take - pay) * 10_000 / i64::from(*take);
            vec![p.set_worst.put2(take, pay), p.set_share.put(typed(share))]
        }
        Gives::OrderDiscount { from, cut } => vec![order(*from, *cut)],
        Gives::MultiLevel { steps } => steps.iter().map(|step| order(step.from_minor, step.cut)).collect(),
        Gives::Voucher { from, cut } if *from > 0 => vec![order(*from, *cut)],
        Gives::Voucher { cut: Cut::Percent(bp), .. } => vec![p.any_percent.put(typed(*bp))],
        Gives::Voucher { cut: Cut::Amount(minor), .. } => vec![p.any_money.put(money(*minor))],
        Gives::CardDiscount { bp } => vec![p.any_percent.put(typed(*bp)), p.worst_card.to_owned()],
        Gives::Installment => return vec![p.worst_installment.to_owned()],
    };
    if let (Some(codes), Gives::Voucher { cut, .. }) = (&plan.codes, &plan.gives)
        && codes.sort != CodeSort::Always
    {
        all.push(p.codes_worst.put(codes.count));
        if let Cut::Amount(minor) = cut {
            all.push(p.codes_sum.put(money(minor.saturating_mul(codes.count))));
        }
    }
    all.push(plan.budget.map_or_else(|| p.no_budget.to_owned(), |budget| p.budget_worst.put(money(budget))));
    all.push(p.floor_holds.to_owned());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_type_them() {
        for (text, number) in [("1190", 119_000), ("1 190,5", 119_050), ("0.05", 5), ("5", 500)] {
            assert_eq!(hundredths(text), Some(number), "{text}");
        }
        for text in ["", "1,005", "-5", "1e3", "NaN", "9223372036854775807", "1.2.3"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
        assert_eq!((typed(119_050), typed(500)), ("1190,5".to_owned(), "5".to_owned()));
    }

    #[test]
    fn a_plan_goes_through_the_form_unharmed() {
        let step = |from_minor, bp| Step { from_minor, cut: Cut::Percent(bp) };
        for gives in [
            Gives::Discount { min: 550 },
            Gives::MultiBuy { take: 3, pay: 2 },
            Gives::OrderDiscount { from: 300_000, cut: Cut::Amount(25_050) },
            Gives::MultiLevel { steps: vec![step(100_000, 500), step(200_000, 950)] },
            Gives::CardDiscount { bp: 300 },
            Gives::Installment,
        ] {
            let ends_at = if gives == Gives::Installment { NO_END } else { Timestamp(1_790_000_040_000_000) };
            let plan = Plan {
                title: "Скидка".into(),
                starts_at: Timestamp(1_780_000_020_000_000),
                ends_at,
                gives,
                segment: Some(Segment::New),
                budget: Some(500_000),
                codes: None,
            };
            assert_eq!(read(&fill(&plan), plan.gives.kind(), Timestamp(0)), Ok(plan));
        }
    }
}
