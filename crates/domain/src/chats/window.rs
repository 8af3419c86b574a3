//! Until when a shop may write to a buyer: the marketplace's rule, as data for each way of delivery.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::people::named;
use crate::{Code, Refusal, Timestamp};

named! {
    /// Who stores and who brings the goods.
    Scheme {
        /// The marketplace stores and brings them.
        Fbo = "fbo",
        /// The shop stores, the marketplace brings them.
        Fbs = "fbs",
        /// The shop does both.
        Rfbs = "rfbs",
    }
}

/// The rule of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchemeRule {
    /// Whether the shop may write first, from the payment on.
    pub shop_starts: bool,
    /// Hours after delivery in which the shop may write, where it may write first.
    pub after_delivery_hours: u32,
    /// Hours after the buyer's last message in which the shop may reply.
    pub reply_hours: u32,
}

/// The rules of all schemes; the configuration's table `[chats.windows]`.
///
/// The numbers are those of the marketplace's API (`/v1/chat/start`, `/v1/chat/send/message`): FBO: the buyer begins, the
/// shop replies within 48 h; FBS and rFBS: from the payment to 72 h after delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Windows {
    /// Stored and brought by the marketplace.
    pub fbo: SchemeRule,
    /// Stored by the shop.
    pub fbs: SchemeRule,
    /// Stored and brought by the shop.
    pub rfbs: SchemeRule,
}

impl Default for Windows {
    fn default() -> Self {
        let by_shop = SchemeRule { shop_starts: true, after_delivery_hours: 72, reply_hours: 48 };
        let by_marketplace = SchemeRule { shop_starts: false, after_delivery_hours: 0, reply_hours: 48 };
        Self { fbo: by_marketplace, fbs: by_shop, rfbs: by_shop }
    }
}

/// What is known of the order that a chat is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// How it is delivered.
    pub scheme: Scheme,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// When it was delivered, or ended otherwise.
    pub delivered_at: Option<Timestamp>,
}

/// Whether the shop may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// It may.
    Open(Open),
    /// It may not.
    Closed(Closed),
}

/// Why a window is open, and until when: the first moment at which it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Talks with support have no end.
    Always,
    /// The order is on its way: until some time after delivery.
    OnTheWay,
    /// Delivered: until the time after delivery is over.
    Delivered(Timestamp),
    /// The buyer has written: until the time to reply is over.
    Reply(Timestamp),
}

/// Why a window is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// With this way of delivery the buyer writes first.
    BuyerStarts,
    /// The order is not paid.
    NotPaid,
    /// The time after delivery, and the time to reply, are over since then.
    Over(Timestamp),
}

impl Closed {
    /// The name in refusals and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BuyerStarts => "buyer_starts",
            Self::NotPaid => "not_paid",
            Self::Over(_) => "over",
        }
    }

    /// What a shop is told that writes nevertheless.
    pub fn refusal(self) -> Refusal {
        match self {
            Self::BuyerStarts => Code::WindowBuyerStarts.into(),
            Self::NotPaid => Code::WindowNotPaid.into(),
            Self::Over(until) => Refusal::new(Code::WindowOver).with("until", until),
        }
    }
}

impl Window {
    /// Until when it is open; `None` where it is closed or has no end.
    pub fn until(self) -> Option<Timestamp> {
        match self {
            Self::Open(Open::Delivered(until) | Open::Reply(until)) => Some(until),
            Self::Open(Open::Always | Open::OnTheWay) | Self::Closed(_) => None,
        }
    }

    /// Whether the shop may write.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open(_))
    }
}

fn hours(hours: u32) -> Duration {
    Duration::from_secs(u64::from(hours) * 3600)
}

impl Windows {
    /// The rule of a scheme.
    pub fn of(&self, scheme: Scheme) -> &SchemeRule {
        match scheme {
            Scheme::Fbo => &self.fbo,
            Scheme::Fbs => &self.fbs,
            Scheme::Rfbs => &self.rfbs,
        }
    }

    /// Whether the shop may write to the buyer now. A chat about a product without an order is as one whose buyer begins.
    pub fn window(&self, order: Option<&Order>, buyer_wrote: Option<Timestamp>, now: Timestamp) -> Window {
        let rule = self.of(order.map_or(Scheme::Fbo, |order| order.scheme));
        let reply = buyer_wrote.map(|at| at.after(hours(rule.reply_hours)));
        let own = order.filter(|_| rule.shop_starts).and_then(|order| own_time(rule, order));
        if own == Some(Until::NoEnd) {
            return Window::Open(Open::OnTheWay);
        }
        let delivered = match own {
            Some(Until::At(until)) => Some(until),
            _ => None,
        };
        match (delivered, reply) {
            (Some(own), Some(reply)) if reply > own && now < reply => Window::Open(Open::Reply(reply)),
            (Some(own), _) if now < own => Window::Open(Open::Delivered(own)),
            (_, Some(reply)) if now < reply => Window::Open(Open::Reply(reply)),
            (own, reply) => Window::Closed(match own.max(reply) {
                Some(over) => Closed::Over(over),
                None if rule.shop_starts => Closed::NotPaid,
                None => Closed::BuyerStarts,
            }),
        }
    }
}

#[derive(PartialEq, Eq)]
enum Until {
    NoEnd,
    At(Timestamp),
}

/// The shop's own time: from the payment on, to some hours after delivery.
fn own_time(rule: &SchemeRule, order: &Order) -> Option<Until> {
    match (order.paid_at, order.delivered_at) {
        (_, Some(delivered)) => Some(Until::At(delivered.after(hours(rule.after_delivery_hours)))),
        (Some(_), None) => Some(Until::NoEnd),
        (None, None) => None,
    }
}
