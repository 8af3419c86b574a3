//! What is said once after a redirect, by the code in `?done=`: a stranger's link can name a sentence, never write one.

use super::words::Words;

/// The sentence of a code, and whether it is a problem.
pub fn said(w: &Words, code: &str) -> Option<(&'static str, bool)> {
    let r = &w.reviews;
    let good = match code {
        "sent" => r.sent,
        "answer-sent" => w.questions.sent,
        "answer-changed" => w.questions.changed,
        "appealed" => w.track.appeal_sent,
        "undone" => r.undone,
        "deleted" => r.deleted,
        "changed" => r.changed,
        "pinned" => r.pin_done,
        "unpinned" => r.unpin_done,
        "marked" => r.status_done,
        "reported" => r.reported,
        "saved" => w.common.saved,
        "template-saved" => w.menu.template_saved,
        "template-deleted" => w.menu.template_deleted,
        "key-revoked" => w.menu.key_revoked,
        "signed-out" => w.menu.signed_out,
        "published" => w.shop.published,
        "review-changed" => w.shop.changed,
        "review-deleted" => w.shop.deleted,
        "verdict-undone" => w.moderation.verdict_undone,
        "reason-saved" => w.moderation.reason_saved,
        "asked" => w.asking.said_asked,
        "asked-waiting" => w.asking.said_waiting,
        "question-deleted" => w.asking.said_deleted,
        "buyers-answer" => w.asking.said_answer,
        "buyers-answer-deleted" => w.asking.said_answer_deleted,
        "buyers-appeal" => w.asking.said_appealed,
        "message-edited" => w.chats.said_edited,
        "message-deleted" => w.chats.said_deleted,
        "chat-closed" => w.chats.said_closed,
        "chat-reopened" => w.chats.said_reopened,
        "chat-archived" => w.chats.said_archived,
        "chat-unarchived" => w.chats.said_unarchived,
        "chat-assigned" => w.chats.said_assigned,
        "chat-snoozed" => w.chats.said_snoozed,
        "chat-unsnoozed" => w.chats.said_unsnoozed,
        "buyer-blocked" => w.chats.said_blocked,
        "buyer-unblocked" => w.chats.said_unblocked,
        "fraud-reported" => w.chats.said_reported,
        "chat-appealed" => w.chats.said_appealed,
        "chat-appealed-before" => w.chats.appeal_waits,
        "sessions-ended" => w.chats.said_sessions,
        "keys-revoked" => w.chats.said_keys,
        "shop-blocked" => w.shop_chats.said_blocked,
        "shop-unblocked" => w.shop_chats.said_unblocked,
        "chat-rated" => w.shop_chats.rated,
        "dispute-opened" => w.shop_chats.said_dispute,
        "support-taken" => w.support.said_taken,
        "support-nobody" => w.support.nobody_next,
        "support-transferred" => w.support.said_transferred,
        "support-closed" => w.support.said_closed,
        "dispute-decided" => w.support.decision_done,
        "macro-saved" => w.support.macro_saved,
        "macro-deleted" => w.support.macro_deleted,
        "campaign-blocked" => w.safety.said_blocked,
        "switched-off" => w.safety.switched,
        "switched-on" => w.safety.lifted,
        "rules-live" => w.safety.said_live,
        "bulk-undone" => r.bulk_undone,
        _ => return problem(w, code).map(|text| (text, true)),
    };
    Some((good, false))
}

fn problem(w: &Words, code: &str) -> Option<&'static str> {
    match code {
        "answer-late" => Some(w.questions.undo_late),
        "late" => Some(w.reviews.undo_late),
        "verdict-final" => Some(w.moderation.verdict_final),
        "none" => Some(w.reviews.bulk_none),
        _ => None,
    }
}
