//! Chats and messages in the words of the dialect.

use app::files::open::Links;
use app::queries::chats::{Attached, Chat, Line, Message, read_files};
use domain::chats::{Author, ChatKind, MessageKind, MessageState, SystemLine};
use domain::{Lang, MessageId, SellerId, Timestamp};
use serde::Serialize;

use crate::dialect::base::Base;
use crate::dialect::fields::Int;
use crate::dialect::invalid::Invalid;
use crate::dialect::written;

/// The versions of the chat methods that differ in names only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dialect) enum Version {
    V2,
    V3,
}

impl Version {
    /// How a chat stands.
    pub(super) fn status(self, closed: bool) -> &'static str {
        match (self, closed) {
            (Self::V2, false) => "Opened",
            (Self::V2, true) => "Closed",
            (Self::V3, false) => "OPENED",
            (Self::V3, true) => "CLOSED",
        }
    }

    /// Who talks in it. A dispute is between a buyer and a shop.
    pub(in crate::dialect) fn kind(self, kind: ChatKind) -> &'static str {
        match (self, kind.is_support()) {
            (Self::V2, false) => "Buyer_Seller",
            (Self::V2, true) => "Seller_Support",
            (Self::V3, false) => "BUYER_SELLER",
            (Self::V3, true) => "SELLER_SUPPORT",
        }
    }

    /// Who says something.
    pub(in crate::dialect) fn author(self, author: Author) -> &'static str {
        match (self, author) {
            (Self::V2, Author::Buyer) => "customer",
            (Self::V2, Author::Seller) => "seller",
            (Self::V2, Author::Support) => "support",
            (Self::V2, Author::System) => "crm",
            (Self::V3, Author::Buyer) => "Customer",
            (Self::V3, Author::Seller) => "Seller",
            (Self::V3, Author::Support) => "Support",
            (Self::V3, Author::System) => "Crm",
        }
    }
}

/// A message that a request names; 0 and nothing name none.
pub(super) fn message_id(path: &'static str, given: Option<Int>) -> Result<Option<MessageId>, Invalid> {
    match given {
        None | Some(Int(0)) => Ok(None),
        Some(Int(id)) if id > 0 => Ok(Some(MessageId(id))),
        Some(_) => Err(Invalid::new(path, "value must be greater than 0")),
    }
}

/// Who says something.
#[derive(Debug, Serialize)]
pub(super) struct User {
    id: String,
    r#type: &'static str,
}

impl User {
    /// A side of a chat: the buyer by their id, the shop by its number, the marketplace by its name.
    pub(super) fn new(version: Version, author: Author, chat: &Chat) -> Self {
        let r#type = version.author(author);
        Self { id: id_of(author, chat.buyer.map(|buyer| buyer.to_string()), chat.seller, r#type), r#type }
    }
}

pub(in crate::dialect) fn id_of(author: Author, buyer: Option<String>, seller: SellerId, otherwise: &str) -> String {
    match author {
        Author::Buyer => buyer.unwrap_or_default(),
        Author::Seller => seller.to_string(),
        Author::Support | Author::System => otherwise.to_lowercase(),
    }
}

#[derive(Debug, Serialize)]
struct Context {
    order_number: String,
    sku: String,
}

/// A message as the third version has it.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    message_id: i64,
    user: User,
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    is_read: bool,
    data: Vec<String>,
    context: Context,
    is_image: bool,
    moderate_image_status: &'static str,
}

/// A message as the second version has it; the schema and the example call its number differently.
#[derive(Debug, Serialize)]
pub(super) struct SaidV2 {
    #[serde(rename = "messageId")]
    by_schema: i64,
    message_id: i64,
    user: User,
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    is_read: bool,
    data: Vec<String>,
}

/// Writes messages of one chat.
pub(super) struct Telling<'a> {
    pub(super) chat: &'a Chat,
    pub(super) links: &'a Links,
    pub(super) base: &'a Base,
}

impl Telling<'_> {
    /// Whether a program is shown this: not what colleagues note for each other, what was taken away or never arrived.
    pub(super) fn shows(line: &Line) -> bool {
        let message = &line.message;
        message.kind != MessageKind::Note && !matches!(message.state, MessageState::Deleted | MessageState::Blocked)
    }

    pub(super) fn v3(&self, line: &Line) -> Said {
        let files = read_files(&line.message.files);
        let pictures: Vec<&Attached> = files.iter().filter(|file| file.kind == "picture").collect();
        Said {
            message_id: line.message.id.0,
            user: User::new(Version::V3, line.message.author, self.chat),
            created_at: line.message.sent_at,
            is_read: self.is_read(line),
            data: self.data(line, &files),
            context: Context {
                order_number: self.chat.order.as_ref().map(|order| order.0.clone()).unwrap_or_default(),
                sku: self.chat.sku.map(|sku| sku.to_string()).unwrap_or_default(),
            },
            is_image: !pictures.is_empty(),
            moderate_image_status: checked(&pictures),
        }
    }

    pub(super) fn v2(&self, line: &Line) -> SaidV2 {
        SaidV2 {
            by_schema: line.message.id.0,
            message_id: line.message.id.0,
            user: User::new(Version::V2, line.message.author, self.chat),
            created_at: line.message.sent_at,
            is_read: self.is_read(line),
            data: self.data(line, &read_files(&line.message.files)),
        }
    }

    /// The shop's own: by the other side; the other's: by the shop.
    fn is_read(&self, line: &Line) -> bool {
        if line.own { line.read } else { line.message.id <= self.chat.read.seller }
    }

    fn data(&self, line: &Line, files: &[Attached]) -> Vec<String> {
        data(&line.message, files, self.links, self.base.site())
    }
}

/// What a message says, in Markdown: its text, then a line for each file, with addresses below `site`.
pub(in crate::dialect) fn data(message: &Message, files: &[Attached], links: &Links, site: &str) -> Vec<String> {
    let text = match message.kind {
        MessageKind::System => SystemLine::parse(&message.text).map_or("", |line| line.words(Lang::Ru)),
        MessageKind::Text | MessageKind::Note => message.text.as_str(),
    };
    let text = (!text.is_empty()).then(|| escaped(text));
    text.into_iter().chain(files.iter().map(|it| file(it, links, site))).collect()
}

/// A link to a file; its name alone while nobody gets it.
fn file(file: &Attached, links: &Links, site: &str) -> String {
    let name = escaped(&file.name);
    let Some(path) = links.whole(file) else { return name };
    if file.kind == "picture" { format!("![]({site}{path})") } else { format!("[{name}]({site}{path})") }
}

/// Of several pictures the one that is worst off.
fn checked(pictures: &[&Attached]) -> &'static str {
    if pictures.iter().any(|file| file.scan == "infected") {
        "FAILED"
    } else if pictures.iter().any(|file| file.scan == "checking") {
        "MODERATION"
    } else {
        "SUCCESS"
    }
}

/// A text as Markdown that says just this: what would make something of it has a stroke before it.
pub(in crate::dialect) fn escaped(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + text.len() / 16);
    for sign in text.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '<' | '#') {
            marked.push('\\');
        }
        marked.push(sign);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_means_in_markdown_what_it_says() {
        assert_eq!(escaped(r"2*3*4 [тут](x) _да_ C:\a `x` <b> #1"), r"2\*3\*4 \[тут\](x) \_да\_ C:\\a \`x\` \<b> \#1");
        assert_eq!(escaped("Ваш заказ собран в 12:30!"), "Ваш заказ собран в 12:30!");
    }

    #[test]
    fn names_follow_the_version() {
        assert_eq!(Version::V3.kind(ChatKind::Dispute), "BUYER_SELLER");
        assert_eq!(Version::V2.kind(ChatKind::SellerSupport), "Seller_Support");
        assert_eq!(Version::V3.author(Author::Buyer), "Customer", "in Latin letters");
        assert!(Version::V3.author(Author::Buyer).is_ascii());
    }
}
