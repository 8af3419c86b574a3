//! What a notice says and where it leads: the same in the app, in a push and in a letter.

use app::queries::notices::{About, Notice, Sending, Subject};
use domain::Lang;
use domain::notices::{Side, kinds};

use crate::web::desk::queue;
use crate::web::words::Words;

/// What a notice says.
pub fn text(w: &Words, side: Side, kind: &str) -> &'static str {
    let n = &w.notices;
    match kind {
        kinds::REVIEW_NEW => n.review_new,
        kinds::QUESTION_NEW => n.question_new,
        kinds::REVIEW_ANSWERED => n.review_answered,
        kinds::QUESTION_ANSWERED => n.question_answered,
        kinds::CHAT_MESSAGE if side == Side::Buyer => n.shop_message,
        kinds::CHAT_MESSAGE => n.buyer_message,
        kinds::SUPPORT_MESSAGE => n.support_message,
        kinds::DISPUTE_MOVED => n.dispute_moved,
        kinds::REPLY_DUE => n.reply_due,
        kinds::VERDICTS_DUE => n.verdicts_due,
        kinds::CHATS_FRICTION => n.chats_friction,
        kinds::CHATS_FREE => n.chats_free,
        kinds::PROMOTION_OPEN => n.promotion_open,
        kinds::PROMOTION_FREEZES => n.promotion_freezes,
        kinds::PROMOTION_ENDS => n.promotion_ends,
        kinds::ENROLMENT_ANNOUNCED => n.enrolment_announced,
        kinds::ENROLMENT_ASKED => n.enrolment_asked,
        kinds::PROMOTION_BEGUN => n.promotion_begun,
        kinds::DISCOUNT_ASKED => n.discount_asked,
        kinds::DISCOUNT_APPROVED => n.discount_approved,
        kinds::DISCOUNT_DECLINED => n.discount_declined,
        kinds::DISCOUNT_EXPIRED => n.discount_expired,
        kinds::SIGNED_IN => n.signed_in,
        kinds::TELEGRAM_LINKED => n.telegram_linked,
        kinds::TELEGRAM_LOST => n.telegram_lost,
        kinds::KEY_CREATED => n.key_created,
        kinds::KEY_REVOKED => n.key_revoked,
        kinds::WEBHOOK_OFF => n.webhook_off,
        kinds::NEWS => n.news,
        kinds::TEST => n.test,
        kinds::CONFIRM_EMAIL => n.confirm_email,
        "question_published" => n.question_published,
        "question_refused" => n.question_refused,
        "review_published" => n.review_published,
        "review_refused" => n.review_refused,
        "media_published" => n.media_published,
        "media_refused" => n.media_refused,
        "answer_published" => n.answer_published,
        "answer_refused" => n.answer_refused,
        _ if kind.ends_with("_appeal_won") => n.appeal_won,
        _ if kind.ends_with("_appeal_lost") => n.appeal_lost,
        _ => n.other,
    }
}

/// What a notice is about, in a few words; empty where nothing more is known than it says.
pub fn about(w: &Words, side: Side, about: &About) -> String {
    let stars = about.stars.map(|stars| format!("{stars}★"));
    // A buyer knows their own name.
    let buyer = Some(about.buyer.clone()).filter(|name| side != Side::Buyer && !name.is_empty());
    let (russian, english) = &about.title;
    let title = if w.lang == Lang::En && !english.is_empty() { english } else { russian };
    let title = Some(title.clone()).filter(|title| !title.is_empty());
    let queue = about.queue.map(|queue| queue::name(w, queue).1.to_owned());
    [stars, buyer, title, queue].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What to ask for to learn what a notice is about.
pub fn subject(notice: &Notice) -> Subject {
    Subject { seller: notice.seller, kind: notice.kind.clone(), id: notice.subject.clone() }
}

/// The same for one on its way.
pub fn subject_of(sending: &Sending) -> Subject {
    Subject { seller: sending.seller, kind: sending.kind.clone(), id: sending.subject.clone() }
}

/// Where a notice leads, from the root of the site.
pub fn href(side: Side, kind: &str, subject: &str) -> String {
    let subject = crate::web::query::encode(subject);
    match side {
        Side::Buyer => of_buyer(kind, &subject),
        Side::Shop => of_shop(kind, &subject),
        Side::Desk => of_desk(kind, &subject),
    }
}

fn of_desk(kind: &str, subject: &str) -> String {
    match kind {
        kinds::VERDICTS_DUE => format!("/desk/moderation?queue={subject}"),
        _ => "/desk".to_owned(),
    }
}

fn of_buyer(kind: &str, subject: &str) -> String {
    match kind {
        kinds::CHAT_MESSAGE | kinds::SUPPORT_MESSAGE | kinds::DISPUTE_MOVED => format!("/shop/chats/{subject}"),
        kinds::CHATS_FRICTION | kinds::CHATS_FREE => "/shop/chats".to_owned(),
        kinds::PROMOTION_BEGUN => "/shop".to_owned(),
        kinds::TELEGRAM_LINKED | kinds::TELEGRAM_LOST => "/shop/notifications".to_owned(),
        _ => match kind.split('_').next() {
            Some("question") => format!("/shop/q/{subject}"),
            Some("answer") => format!("/shop/answers/{subject}"),
            Some("discount") => format!("/shop/requests#request-{subject}"),
            Some("review" | "media") => format!("/shop/reviews/{subject}"),
            _ => "/shop/notices".to_owned(),
        },
    }
}

fn of_shop(kind: &str, subject: &str) -> String {
    match kind {
        kinds::REVIEW_NEW => format!("/reviews/{subject}"),
        kinds::QUESTION_NEW => format!("/questions/{subject}"),
        kinds::CHAT_MESSAGE | kinds::SUPPORT_MESSAGE | kinds::DISPUTE_MOVED | kinds::REPLY_DUE => {
            format!("/chats/{subject}")
        }
        kinds::CHATS_FRICTION | kinds::CHATS_FREE => "/chats".to_owned(),
        kinds::PROMOTION_OPEN
        | kinds::PROMOTION_FREEZES
        | kinds::PROMOTION_ENDS
        | kinds::ENROLMENT_ANNOUNCED
        | kinds::ENROLMENT_ASKED => format!("/promotions/{subject}"),
        kinds::DISCOUNT_ASKED => format!("/promotions/requests/{subject}"),
        kinds::KEY_CREATED | kinds::KEY_REVOKED => "/menu/keys".to_owned(),
        kinds::WEBHOOK_OFF => "/menu/webhooks".to_owned(),
        kinds::TELEGRAM_LINKED | kinds::TELEGRAM_LOST => "/menu/notifications".to_owned(),
        kinds::NEWS => "/chats/announcements".to_owned(),
        _ => "/notices".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::{EN, RU};

    #[test]
    fn every_kind_says_something_of_its_own_on_each_side_that_hears_of_it() {
        for (kind, _) in kinds::ALL {
            for side in Side::ALL.iter().copied().filter(|side| kinds::is_for(kind, *side)) {
                for w in [&RU, &EN] {
                    assert_ne!(text(w, side, kind), w.notices.other, "{kind}");
                }
                assert!(href(side, kind, "1").starts_with('/'));
            }
        }
    }
}
