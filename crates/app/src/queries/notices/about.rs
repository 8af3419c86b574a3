//! What notices are about, in a few words: "a new review" alone does not say whether one has to look at once.

use std::collections::HashMap;

use domain::moderation::queue::Queue;
use domain::notices::kinds;
use domain::{AnswerId, ChatId, KeyId, PromotionId, QuestionId, RequestId, ReviewId, SellerId, Sku};
use store::{Tx, answers, chats, discount_requests, people, products, promotions, questions, reviews};

use crate::{App, Failure};

/// What a notice says by its names alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Whose shop it is about.
    pub seller: SellerId,
    /// What it says.
    pub kind: String,
    /// What it is about, as an id.
    pub id: String,
}

/// What that is, as far as it is known and still there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The name of the product, of the promotion, of the key: in Russian and in English, where it has two.
    pub title: (String, String),
    /// The name that the buyer goes by.
    pub buyer: String,
    /// The stars of a review.
    pub stars: Option<u8>,
    /// The queue of the desk.
    pub queue: Option<Queue>,
}

/// What each of them is about, in the order given.
pub async fn about(app: &App, subjects: Vec<Subject>) -> Result<Vec<About>, Failure> {
    app.store()
        .glance(move |tx| {
            let mut known: HashMap<&Subject, About> = HashMap::new();
            let mut all = Vec::with_capacity(subjects.len());
            for subject in &subjects {
                let about = match known.get(subject) {
                    Some(about) => about.clone(),
                    None => look(tx, subject)?,
                };
                known.insert(subject, about.clone());
                all.push(about);
            }
            Ok(all)
        })
        .await
}

fn look(tx: &mut Tx<'_>, subject: &Subject) -> Result<About, Failure> {
    let found = match subject.kind.as_str() {
        kinds::CHAT_MESSAGE | kinds::SUPPORT_MESSAGE | kinds::DISPUTE_MOVED | kinds::REPLY_DUE => chat(tx, subject)?,
        kinds::PROMOTION_OPEN
        | kinds::PROMOTION_FREEZES
        | kinds::PROMOTION_ENDS
        | kinds::PROMOTION_BEGUN
        | kinds::ENROLMENT_ANNOUNCED
        | kinds::ENROLMENT_ASKED => promotion(tx, subject)?,
        kinds::KEY_CREATED | kinds::KEY_REVOKED => key(tx, subject)?,
        kinds::VERDICTS_DUE => Some(About { queue: Queue::parse(&subject.id), ..About::default() }),
        kind => match kind.split('_').next() {
            Some("review" | "media") => review(tx, subject)?,
            Some("question") => question(tx, subject)?,
            Some("answer") => answer(tx, subject)?,
            Some("discount") => request(tx, subject)?,
            _ => None,
        },
    };
    Ok(found.unwrap_or_default())
}

fn review(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<About>, Failure> {
    let Some(id) = ReviewId::parse(&subject.id) else { return Ok(None) };
    let Some(review) = reviews::one(tx, subject.seller, id)? else { return Ok(None) };
    let stars = u8::try_from(review.stars).ok().filter(|_| review.stars != reviews::NO_STARS);
    Ok(Some(About { title: product(tx, subject.seller, review.sku)?, buyer: review.buyer_name, stars, queue: None }))
}

fn question(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<About>, Failure> {
    let Some(id) = QuestionId::parse(&subject.id) else { return Ok(None) };
    let Some(question) = questions::one(tx, subject.seller, id)? else { return Ok(None) };
    let title = product(tx, subject.seller, Some(question.sku))?;
    Ok(Some(About { title, buyer: question.buyer_name, ..About::default() }))
}

fn answer(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<About>, Failure> {
    let Some(id) = AnswerId::parse(&subject.id) else { return Ok(None) };
    let Some(answer) = answers::one(tx, subject.seller, id)? else { return Ok(None) };
    Ok(Some(About { title: product(tx, subject.seller, Some(answer.sku))?, ..About::default() }))
}

fn chat(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<About>, Failure> {
    let Some(id) = ChatId::parse(&subject.id) else { return Ok(None) };
    let Some(chat) = chats::one(tx, subject.seller, id)? else { return Ok(None) };
    Ok(Some(About { title: product(tx, subject.seller, chat.sku)?, buyer: chat.buyer_name, ..About::default() }))
}

fn request(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<About>, Failure> {
    let Ok(id) = subject.id.parse().map(RequestId) else { return Ok(None) };
    let Some(request) = discount_requests::one(tx, subject.seller, id)? else { return Ok(None) };
    let title = product(tx, subject.seller, Some(request.sku))?;
    Ok(Some(About { title, buyer: request.buyer_name, ..About::default() }))
}

fn promotion(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<About>, Failure> {
    let Ok(id) = subject.id.parse().map(PromotionId) else { return Ok(None) };
    let found = promotions::by_id(tx, id)?;
    Ok(found.map(|promotion| About { title: promotion.title, ..About::default() }))
}

fn key(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<About>, Failure> {
    let Some(id) = KeyId::parse(&subject.id) else { return Ok(None) };
    let found = people::keys(tx, subject.seller)?.into_iter().find(|key| key.id == id);
    Ok(found.map(|key| About { title: (key.label, String::new()), ..About::default() }))
}

fn product(tx: &mut Tx<'_>, seller: SellerId, sku: Option<Sku>) -> Result<(String, String), Failure> {
    let Some(sku) = sku else { return Ok(Default::default()) };
    let found = products::one(tx, seller, sku)?;
    Ok((found.map(|product| product.name).unwrap_or_default(), String::new()))
}
