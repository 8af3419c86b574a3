//! Reads the braces of a template.

use super::{Piece, Variable};
use crate::{Code, Refusal};

/// Characters of a variable's name, at most; a brace that is not closed by then is not closed.
const NAME_MAX: usize = 40;

pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, Refusal> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        words.push_str(&rest[..at]);
        let from = text.len() - rest.len() + at;
        let brace = &rest[at..];
        if brace.starts_with("{{") || brace.starts_with("}}") {
            words.push_str(&brace[..1]);
            rest = &brace[2..];
        } else if let Some(after) = brace.strip_prefix('}') {
            words.push('}');
            rest = after;
        } else {
            let name = name(&brace[1..]).ok_or_else(|| broken(text, from))?;
            let to = from + name.len() + 2;
            pieces.extend((!words.is_empty()).then(|| Piece::Words(std::mem::take(&mut words))));
            pieces.push(Piece::Variable(variable(name)?, from..to));
            rest = &text[to..];
        }
    }
    words.push_str(rest);
    pieces.extend((!words.is_empty()).then_some(Piece::Words(words)));
    Ok(pieces)
}

/// What stands between an opening brace and its closing one.
fn name(after: &str) -> Option<&str> {
    let end = after.find(['{', '}', '\n'])?;
    let name = &after[..end];
    (after[end..].starts_with('}') && name.chars().count() <= NAME_MAX).then_some(name)
}

fn broken(text: &str, at: usize) -> Refusal {
    let position = text[..at].chars().count() + 1;
    Refusal::new(Code::TemplateBroken).at("text").with("position", position)
}

fn variable(written: &str) -> Result<Variable, Refusal> {
    let name = written.trim().to_lowercase();
    Variable::ALL.into_iter().find(|variable| variable.name() == name).ok_or_else(|| {
        Refusal::new(Code::TemplateUnknownVariable)
            .at("text")
            .with("variable", format!("{{{written}}}"))
            .with("nearest", nearest(&name))
    })
}

/// The variable whose name, or one of whose other names, takes the fewest typing errors to get to.
fn nearest(name: &str) -> Variable {
    let names = |variable: Variable| std::iter::once(variable.name()).chain(other_names(variable).iter().copied());
    let distance = |variable: &Variable| names(*variable).map(|known| edits(name, known)).min();
    Variable::ALL.into_iter().min_by_key(distance).unwrap_or(Variable::Buyer)
}

/// What people write when they mean a variable and do not know its name.
fn other_names(variable: Variable) -> &'static [&'static str] {
    match variable {
        Variable::Buyer => &["name", "client", "customer", "user", "покупатель", "имя", "клиент"],
        Variable::Product => &["item", "goods", "title", "товар", "продукт", "название"],
        Variable::Sku => &["article", "артикул", "код"],
        Variable::Shop => &["seller", "store", "brand", "магазин", "продавец", "бренд"],
        Variable::Order => &["posting", "number", "заказ", "номер", "отправление"],
        Variable::Rating => &["stars", "score", "grade", "оценка", "звёзды", "рейтинг"],
    }
}

/// Levenshtein's distance in characters.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.iter().enumerate() {
            let swap = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = swap.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
