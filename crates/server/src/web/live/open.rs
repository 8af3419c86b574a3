//! What is open on a page, and who is writing there.

use app::actors::Reader;
use app::commands::replies::ReplyTo;
use app::{App, Buyer, CanRead, Desk, Failure, SellerStaff, queries};
use domain::chats::Author;
use domain::{ChatId, Code};
use uuid::Uuid;

use crate::live::{Courtesy, Follows};
use crate::web::visit::Visit;

/// Something that is open.
#[derive(Debug, Clone)]
pub(super) enum Open {
    /// A review or a question.
    Reply(Uuid, ReplyTo),
    /// A chat.
    Chat(Chat),
}

/// A chat, with what the sides are called on the page.
#[derive(Debug, Clone)]
pub(super) struct Chat {
    id: ChatId,
    own: Author,
    buyer: String,
    shop: String,
    support: &'static str,
}

/// Somebody for whom a page is open.
pub(super) trait Reads: Follows {
    /// As somebody who reads chats, where they do.
    fn reader(&self) -> Option<Reader>;

    /// Colleagues who have the composer open.
    fn colleagues(&self, _: &App, _: ReplyTo) -> impl Future<Output = Result<Vec<String>, Failure>> + Send {
        async { Ok(Vec::new()) }
    }
}

impl Reads for SellerStaff<CanRead> {
    fn reader(&self) -> Option<Reader> {
        Some(Reader::from(self))
    }

    async fn colleagues(&self, app: &App, open: ReplyTo) -> Result<Vec<String>, Failure> {
        queries::replies::answering(app, self, open).await
    }
}

impl Reads for Buyer {
    fn reader(&self) -> Option<Reader> {
        Some(Reader::from(self))
    }
}

impl Reads for Desk {
    fn reader(&self) -> Option<Reader> {
        self.support().ok().map(|support| Reader::from(&support))
    }
}

impl Open {
    /// A review or a question.
    pub(super) fn reply(id: Uuid, to: impl Into<ReplyTo>) -> Self {
        Self::Reply(id, to.into())
    }

    /// A chat, where it is theirs.
    pub(super) async fn chat(visit: &Visit, who: &impl Reads, id: Option<ChatId>) -> Result<Option<Self>, Failure> {
        let Some((id, reader)) = id.zip(who.reader()) else { return Ok(None) };
        let view = match queries::chats::chat(&visit.app, &reader, id).await {
            Err(Failure::Refusal(refusal)) if refusal.code == Code::ChatNotFound => return Ok(None),
            view => view?,
        };
        let (buyer, shop) = (view.chat.buyer_name, view.chat.shop.unwrap_or_default());
        Ok(Some(Self::Chat(Chat { id, own: reader.side(), buyer, shop, support: visit.w().chats.role_support })))
    }

    /// What others write about.
    pub(super) fn id(&self) -> Uuid {
        match self {
            Self::Reply(id, _) => *id,
            Self::Chat(chat) => chat.id.0,
        }
    }

    /// Who is writing, for somebody who looks on; `None` where it is not to be told.
    pub(super) async fn names(&self, app: &App, who: &impl Reads, courtesy: &Courtesy) -> Option<Vec<String>> {
        match (self, courtesy) {
            (Self::Reply(_, to), Courtesy::Answering) => who.colleagues(app, *to).await.ok(),
            (Self::Chat(chat), Courtesy::Answering) => chat.colleagues(app, who).await,
            (Self::Chat(chat), Courtesy::Typing(side)) => match Author::parse(side)? {
                side if side == chat.own => chat.colleagues(app, who).await,
                side => Some(vec![chat.name(side)?.to_owned()]),
            },
            (Self::Reply(..), Courtesy::Typing(_)) => None,
        }
    }
}

impl Chat {
    async fn colleagues(&self, app: &App, who: &impl Reads) -> Option<Vec<String>> {
        let names = who.colleagues(app, ReplyTo::from(self.id)).await.ok()?;
        // They alone are writing themselves.
        (!names.is_empty()).then_some(names)
    }

    fn name(&self, side: Author) -> Option<&str> {
        match side {
            Author::Buyer => Some(&self.buyer),
            Author::Seller => Some(&self.shop),
            Author::Support => Some(self.support),
            Author::System => None,
        }
    }
}
