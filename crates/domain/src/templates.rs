//! Answer templates: prepared texts with variables, filled in for each review.
//!
//! A template is read once ([`Template::parse`]) and filled many times ([`Template::fill`]). A variable that cannot be
//! filled never goes out as a gap or as `{buyer}`: it is a hole, and holes block sending until a person writes the word.

mod parse;
mod repeats;

use std::fmt;
use std::ops::Range;

use crate::reviews::Rating;
use crate::{Code, Refusal};

pub use repeats::repeats;

/// What a template can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variable {
    /// The buyer's display name.
    Buyer,
    /// The product's name.
    Product,
    /// The product's number as buyers see it.
    Sku,
    /// The shop's name.
    Shop,
    /// The number of the order.
    Order,
    /// How many stars the buyer gave.
    Rating,
}

impl Variable {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Buyer, Self::Product, Self::Sku, Self::Shop, Self::Order, Self::Rating];

    /// The name between braces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Product => "product",
            Self::Sku => "sku",
            Self::Shop => "shop",
            Self::Order => "order",
            Self::Rating => "rating",
        }
    }
}

impl fmt::Display for Variable {
    /// As it is written in a template: `{buyer}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.name())
    }
}

/// What is known of the review that a template is filled for. What is unknown or blank makes a hole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// The buyer's display name.
    pub buyer: Option<&'a str>,
    /// The product's name.
    pub product: Option<&'a str>,
    /// The product's number.
    pub sku: Option<crate::Sku>,
    /// The shop's name.
    pub shop: Option<&'a str>,
    /// The order's number.
    pub order: Option<&'a str>,
    /// The stars.
    pub rating: Option<Rating>,
}

impl Facts<'_> {
    fn get(&self, variable: Variable) -> Option<String> {
        let text = match variable {
            Variable::Buyer => self.buyer?.to_owned(),
            Variable::Product => self.product?.to_owned(),
            Variable::Sku => self.sku?.to_string(),
            Variable::Shop => self.shop?.to_owned(),
            Variable::Order => self.order?.to_owned(),
            Variable::Rating => self.rating?.stars().to_string(),
        };
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }
}

/// Variables that could not be filled, each once, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holes(pub Vec<Variable>);

impl From<Holes> for Refusal {
    /// `template_hole`, naming all of them.
    fn from(holes: Holes) -> Self {
        let names: Vec<String> = holes.0.iter().map(Variable::to_string).collect();
        Refusal::new(Code::TemplateHole).at("text").with("variable", names.join(", "))
    }
}

/// A prepared text, read.
///
/// Variables stand between braces: `{buyer}`; spaces and capitals inside them do not matter. A brace that is meant as a
/// brace is doubled: `{{`. A single `}` stands for itself, and so does `}}` for one.
///
/// # Examples
///
/// ```
/// use domain::templates::{Facts, Template};
///
/// let template = Template::parse("{buyer}, спасибо за отзыв о «{product}»! {{:")?;
/// let facts = Facts { buyer: Some("Анна"), product: Some("Кроссовки беговые"), ..Facts::default() };
/// assert_eq!(template.fill(&facts).unwrap(), "Анна, спасибо за отзыв о «Кроссовки беговые»! {:");
/// # Ok::<(), domain::Refusal>(())
/// ```
///
/// A name that the marketplace does not tell is a hole, and says so:
///
/// ```
/// # use domain::templates::{Facts, Template};
/// use domain::{Lang, Refusal};
///
/// let template = Template::parse("{buyer}, ваш заказ {order} уже в пути")?;
/// let holes = template.fill(&Facts { buyer: Some("  "), ..Facts::default() }).unwrap_err();
/// assert_eq!(Refusal::from(holes).words(Lang::En), "Nothing to put into {buyer}, {order}: write it by hand.");
/// # Ok::<(), domain::Refusal>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Variable(Variable, Range<usize>),
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    ///
    /// - `template_unknown_variable`: with the name as it was written and the known one nearest to it;
    /// - `template_broken`: a brace that is not closed, with its place, counted in characters from 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use domain::Lang;
    /// use domain::templates::Template;
    ///
    /// let words = |text| Template::parse(text).unwrap_err().words(Lang::Ru);
    /// assert_eq!(words("{bayer}, спасибо"), "Такой переменной нет: {bayer}. Похоже на {buyer}.");
    /// assert_eq!(words("{товар} отличный"), "Такой переменной нет: {товар}. Похоже на {product}.");
    /// assert_eq!(
    ///     words("Ой, {buyer, спасибо"),
    ///     "Шаблон не читается: скобка у знака 5 не закрыта. Чтобы написать саму скобку, удвойте её."
    /// );
    /// ```
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        parse::pieces(text).map(|pieces| Self { pieces })
    }

    /// The text for one review, or the variables that nothing is known for.
    ///
    /// What is put in is put in as it is: a buyer who calls himself `{order}` changes nothing. Line ends in it become
    /// spaces.
    pub fn fill(&self, facts: &Facts<'_>) -> Result<String, Holes> {
        let mut text = String::new();
        let mut holes = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Variable(variable, _) => match facts.get(*variable) {
                    Some(value) => text.push_str(&value),
                    None if !holes.contains(variable) => holes.push(*variable),
                    None => {}
                },
            }
        }
        if holes.is_empty() { Ok(text) } else { Err(Holes(holes)) }
    }

    /// The variables and the bytes which they take in the template, in order; for an editor that marks them.
    pub fn variables(&self) -> impl Iterator<Item = (Variable, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Variable(variable, range) => Some((*variable, range.clone())),
            Piece::Words(_) => None,
        })
    }
}

#[cfg(test)]
mod tests;
