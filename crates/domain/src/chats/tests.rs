use std::time::Duration;

use super::*;
use crate::chats::window::Order;

const HOUR: Duration = Duration::from_secs(3600);

fn noon() -> Timestamp {
    Timestamp(1_790_000_000_000_000)
}

fn facts() -> Facts {
    Facts {
        kind: ChatKind::Customer,
        closed: false,
        frozen_for: None,
        blocked: false,
        window: Window::Open(Open::Always),
        decided: false,
        off_until: None,
        friction: Step::None,
        friction_until: None,
    }
}

fn saying(author: Author) -> Saying {
    Saying { author, last_at: None, carries: false }
}

fn code(facts: &Facts, saying: Saying) -> Option<Code> {
    may_write(facts, &saying, noon()).err().map(|refusal| refusal.code)
}

fn order(scheme: Scheme, delivered_at: Option<Timestamp>) -> Order {
    Order { scheme, paid_at: Some(noon().before(HOUR * 500)), delivered_at }
}

#[test]
fn with_fbo_a_shop_replies_for_48_hours_and_never_begins() {
    let (rules, fbo) = (Windows::default(), order(Scheme::Fbo, None));
    assert_eq!(rules.window(Some(&fbo), None, noon()), Window::Closed(Closed::BuyerStarts));
    let wrote = noon().before(HOUR * 48);
    let end = Window::Closed(Closed::Over(noon()));
    assert_eq!(rules.window(Some(&fbo), Some(wrote), noon()), end, "the last second is not in it");
    let before = Timestamp(noon().0 - 1);
    assert_eq!(rules.window(Some(&fbo), Some(wrote), before), Window::Open(Open::Reply(noon())));
}

#[test]
fn with_fbs_a_shop_writes_from_payment_to_72_hours_after_delivery_and_later_replies() {
    let rules = Windows::default();
    assert_eq!(rules.window(Some(&order(Scheme::Fbs, None)), None, noon()), Window::Open(Open::OnTheWay));
    let delivered = order(Scheme::Rfbs, Some(noon().before(HOUR * 71)));
    assert_eq!(rules.window(Some(&delivered), None, noon()), Window::Open(Open::Delivered(noon().after(HOUR))));
    let long_ago = order(Scheme::Fbs, Some(noon().before(HOUR * 100)));
    assert!(!rules.window(Some(&long_ago), None, noon()).is_open());
    let wrote = noon().before(HOUR);
    assert_eq!(rules.window(Some(&long_ago), Some(wrote), noon()), Window::Open(Open::Reply(noon().after(HOUR * 47))));
    let unpaid = Order { scheme: Scheme::Fbs, paid_at: None, delivered_at: None };
    assert_eq!(rules.window(Some(&unpaid), None, noon()), Window::Closed(Closed::NotPaid));
}

#[test]
fn support_is_reached_whatever_is_switched_off() {
    let off = Facts {
        kind: ChatKind::SellerSupport,
        off_until: Some(noon()),
        friction: Step::Off,
        frozen_for: Some(Author::Seller),
        ..facts()
    };
    assert_eq!(code(&off, saying(Author::Seller)), None);
    assert_eq!(code(&Facts { kind: ChatKind::Customer, ..off }, saying(Author::Seller)), Some(Code::ChatsOff));
}

#[test]
fn a_closed_window_stops_the_shop_and_not_the_buyer() {
    let closed = Facts { window: Window::Closed(Closed::Over(noon())), ..facts() };
    assert_eq!(code(&closed, saying(Author::Seller)), Some(Code::WindowOver));
    assert_eq!(code(&closed, saying(Author::Buyer)), None);
    assert_eq!(code(&Facts { kind: ChatKind::Dispute, ..closed }, saying(Author::Seller)), None);
}

#[test]
fn each_step_of_friction_takes_more_away() {
    let carries = Saying { carries: true, ..saying(Author::Buyer) };
    let hasty = Saying { last_at: Some(noon().before(Duration::from_secs(29))), ..saying(Author::Buyer) };
    let at = |friction| Facts { friction, friction_until: Some(noon().after(HOUR)), ..facts() };
    assert_eq!(code(&at(Step::None), hasty), None);
    assert_eq!(code(&at(Step::Slow), hasty), Some(Code::TooOften));
    assert_eq!(code(&at(Step::Slow), carries), None);
    assert_eq!(code(&at(Step::NoLinks), carries), Some(Code::NoLinks));
    assert_eq!(code(&at(Step::ReadOnly), saying(Author::Buyer)), Some(Code::ReadOnly));
    assert_eq!(code(&at(Step::Off), saying(Author::Buyer)), Some(Code::ChatsOff));
}

#[test]
fn a_chat_frozen_after_a_report_is_frozen_for_one_side() {
    let frozen = Facts { frozen_for: Some(Author::Buyer), ..facts() };
    assert_eq!(code(&frozen, saying(Author::Buyer)), Some(Code::ChatFrozen));
    assert_eq!(code(&frozen, saying(Author::Seller)), None);
}

#[test]
fn nobody_but_its_author_sees_what_is_held_or_blocked_and_notes_stay_on_their_side() {
    for state in [MessageState::Held, MessageState::Blocked] {
        assert!(sees(Author::Buyer, Author::Buyer, MessageKind::Text, state));
        assert!(!sees(Author::Seller, Author::Buyer, MessageKind::Text, state));
    }
    assert!(!sees(Author::Buyer, Author::Seller, MessageKind::Note, MessageState::Delivered));
    assert!(sees(Author::Buyer, Author::Seller, MessageKind::Text, MessageState::Deleted));
}

#[test]
fn a_message_is_changed_within_ten_minutes_and_not_later() {
    let sent = noon();
    assert!(may_change(sent, MessageState::Delivered, sent.after(EDIT_WINDOW)).is_ok());
    assert!(may_change(sent, MessageState::Delivered, Timestamp(sent.after(EDIT_WINDOW).0 + 1)).is_err());
    assert!(may_change(sent, MessageState::Deleted, sent).is_err());
}

#[test]
fn a_dispute_is_answered_once_and_decided_once_and_not_before_the_shop_had_its_time() {
    let opened = Dispute::open(DisputeReason::Defect, noon());
    assert_eq!(opened.decide(Outcome::Buyer, noon()).unwrap_err().code, Code::DisputeTooEarly);
    assert!(opened.decide(Outcome::Buyer, opened.due_at).is_ok());
    let answered = opened.answered(noon().after(HOUR));
    assert_eq!((answered.state, answered.answered(noon().after(HOUR * 9))), (DisputeState::Answered, answered));
    let decided = answered.decide(Outcome::Seller, noon()).unwrap();
    assert_eq!(decided.decide(Outcome::Buyer, noon()).unwrap_err().code, Code::DisputeDecided);
    assert_eq!(decided.answered(noon()), decided);
}

#[test]
fn ids_of_messages_grow_within_a_chat_and_are_beyond_what_javascript_holds() {
    let first = crate::MessageId::next(None, noon(), 7);
    assert!(first.0 > 1 << 53);
    let second = crate::MessageId::next(Some(first), noon(), 3);
    assert_eq!(second.0, first.0 + 1, "a message of the same millisecond");
    assert!(crate::MessageId::next(Some(second), noon().before(HOUR), 0) > second, "a clock that was set back");
}
