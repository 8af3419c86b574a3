//! Talks: lists by what they are about, what each side sees of what was said, the search, files.

use domain::chats::{Author, ChatKind, Dispute, DisputeReason, MessageKind, MessageState};
use domain::fraud::Verdict;
use domain::text::{Query, index_words};
use domain::{ChatId, FileId, MessageId, OrderId, SellerId};
use store::chats::files::{self, ChatFile};
use store::chats::list::{self, After, Filter};
use store::chats::messages::{self, From, Message};
use store::chats::{self, Chat, Last, Sides};
use store::reviews::list::Words;
use store::{StoreError, Tx, support};

use super::given::{SHOP, STRANGER, minute, person, product, reviewed_shop, uuid};
use super::{Case, tell};

fn id(number: u32) -> ChatId {
    ChatId::parse(&uuid(500 + number)).expect("a UUID")
}

/// A talk of the buyer with the shop that nobody has said anything in.
pub fn chat(seller: SellerId, number: u32, kind: ChatKind) -> Chat {
    let at = minute(i64::from(number));
    Chat {
        seller,
        id: id(number),
        kind,
        theme: format!("{}:{number}", kind.as_str()),
        buyer: (kind != ChatKind::SellerSupport).then(|| person(100 + number % 2)),
        buyer_name: "Олег".to_owned(),
        order: (number.is_multiple_of(2)).then(|| OrderId(format!("4817392{number}-0142-1"))),
        sku: Some(product(seller, 1 + i64::from(number % 2), "").sku),
        opened_at: at,
        closed: false,
        archived: false,
        snoozed_until: None,
        assignee: None,
        frozen_for: None,
        blocked_by: None,
        last: Last { message: None, at, author: Author::System, line: String::new() },
        turn: None,
        buyer_wrote_at: None,
        read: Sides { seller: MessageId(0), buyer: MessageId(0), support: MessageId(0) },
        unread: Sides::default(),
        matter: None,
        waiting_since: None,
        rating: None,
        dispute: None,
        version: 1,
        product: None,
        picture: None,
        category: None,
        ordered: None,
        order_status: None,
        shop: None,
    }
}

/// Something that the buyer says in a talk.
pub fn message(chat: &Chat, number: i64, text: &str) -> Message {
    Message {
        seller: chat.seller,
        chat: chat.id,
        id: MessageId::next(None, minute(number), u16::try_from(number).expect("small")),
        author: Author::Buyer,
        author_id: "buyer:1".to_owned(),
        author_name: "Олег".to_owned(),
        client_id: Some(format!("phone-{number}")),
        kind: MessageKind::Text,
        text: text.to_owned(),
        reply_to: None,
        files: "[]".to_owned(),
        state: MessageState::Delivered,
        verdict: Verdict::Allow,
        why: "[]".to_owned(),
        simhash: number,
        sent_at: minute(number),
        edited_at: None,
        held_until: None,
        version: 1,
    }
}

/// Keeps a message with its words.
pub fn say(tx: &mut Tx<'_>, message: &Message) -> Result<(), StoreError> {
    assert!(messages::insert(tx, message)?, "its number is free");
    messages::index(tx, message.seller, message.id, &index_words(message.seller, &[&message.text]))
}

/// Six talks of the shop in all states, and one of a stranger.
fn talking_shop(tx: &mut Tx<'_>) -> Result<Vec<Chat>, StoreError> {
    reviewed_shop(tx)?;
    let mut all: Vec<Chat> = [
        ChatKind::Customer,
        ChatKind::Customer,
        ChatKind::SellerSupport,
        ChatKind::Dispute,
        ChatKind::Customer,
        ChatKind::Customer,
    ]
    .into_iter()
    .zip(1..)
    .map(|(kind, number)| chat(SHOP, number, kind))
    .collect();
    (all[0].turn, all[0].unread.seller) = (Some(Author::Seller), 2);
    all[1].turn = Some(Author::Buyer);
    all[3].dispute = Some(Dispute::open(DisputeReason::Defect, minute(4)));
    (all[3].waiting_since, all[3].unread.seller) = (Some(minute(4)), 1);
    all[4].archived = true;
    all[5].snoozed_until = Some(minute(100));
    for chat in &all {
        assert!(chats::insert(tx, chat)?);
    }
    assert!(chats::insert(tx, &chat(STRANGER, 7, ChatKind::Customer))?);
    Ok(all)
}

fn listed(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<ChatId>, StoreError> {
    Ok(list::page(tx, SHOP, filter, None, 10, minute(50))?.iter().map(|chat| chat.id).collect())
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a shop lists its talks by what they are about, and what is put away or put off is not among them",
            story: |tx| {
                let all = talking_shop(tx)?;
                let by = |filter: Filter| filter;
                let sku = all[0].sku.expect("one");
                let filters = [
                    by(Filter::default()),
                    by(Filter { kind: Some(ChatKind::Customer), ..Filter::default() }),
                    by(Filter { unread: Some(true), ..Filter::default() }),
                    by(Filter { turn: Some(Author::Seller), ..Filter::default() }),
                    by(Filter { order: all[1].order.clone(), ..Filter::default() }),
                    by(Filter { skus: vec![sku], ..Filter::default() }),
                    by(Filter { archived: true, ..Filter::default() }),
                    by(Filter { kind: Some(ChatKind::Dispute), unread: Some(true), ..Filter::default() }),
                ];
                let pages: Vec<_> = filters.iter().map(|filter| listed(tx, filter)).collect::<Result<_, _>>()?;
                assert_eq!(pages[0], [id(4), id(3), id(2), id(1)]);
                assert_eq!(pages[2], [id(4), id(1)]);
                assert_eq!(pages[6], [id(5)]);
                let after = Some(After { at: all[2].last.at, chat: all[2].id });
                let rest = list::page(tx, SHOP, &Filter::default(), after, 1, minute(200))?;
                assert_eq!(rest.iter().map(|chat| chat.id).collect::<Vec<_>>(), [id(2)]);
                let mut counts = list::unread_counts(tx, SHOP, minute(50))?;
                counts.sort_by_key(|(kind, _)| kind.as_str());
                tell((
                    pages,
                    counts,
                    list::turn_count(tx, SHOP, Author::Seller)?,
                    list::total_unread(tx, SHOP)?,
                    list::dialect_page(tx, SHOP, Some(false), Some(true), None, 10)?,
                    list::dialect_numbered(tx, SHOP, Some(false), None, 1, 2)?,
                    all[1].order.as_ref().map(|order| list::of_order(tx, SHOP, order)).transpose()?,
                ))
            },
        },
        Case {
            name: "a talk is opened once, is changed as a whole and is not there for a stranger",
            story: |tx| {
                let mut all = talking_shop(tx)?;
                let again = Chat { id: id(99), ..all[0].clone() };
                assert!(!chats::insert(tx, &again)?, "the same talk is there already");
                let chat = &mut all[0];
                (chat.closed, chat.rating) = (true, Some(4));
                (chat.frozen_for, chat.blocked_by) = (Some(Author::Buyer), Some(Author::Seller));
                chat.assignee = Some(("staff:1".to_owned(), "Анна".to_owned()));
                chat.last.line = "Спасибо!".to_owned();
                chat.buyer_wrote_at = Some(minute(9));
                chats::update(tx, chat)?;
                assert!(chats::one(tx, STRANGER, chat.id)?.is_none());
                let by_theme = chats::by_theme(tx, SHOP, &chat.theme)?;
                assert_eq!(by_theme, chats::one(tx, SHOP, chat.id)?);
                tell((by_theme, chats::by_public_id(tx, id(7))?.map(|chat| chat.seller)))
            },
        },
        Case {
            name: "a buyer lists talks with all shops, and support those that wait, the longest first",
            story: |tx| {
                let all = talking_shop(tx)?;
                let mine = list::of_buyer(tx, person(101), None, 10)?;
                let after = mine.first().map(|chat| After { at: chat.last.at, chat: chat.id });
                let rest = list::of_buyer(tx, person(101), after, 10)?;
                assert_eq!(rest.len() + 1, mine.len());
                let mut asked = chat(SellerId(0), 40, ChatKind::BuyerSupport);
                (asked.waiting_since, asked.unread.buyer) = (Some(minute(2)), 3);
                assert!(chats::insert(tx, &asked)?);
                let waiting = support::waiting(tx, None, 10)?;
                assert_eq!(waiting.iter().map(|chat| chat.id).collect::<Vec<_>>(), [asked.id, all[3].id]);
                let next = support::waiting(tx, Some((minute(2), asked.id)), 10)?;
                assert_eq!(next.len(), 1);
                let mut counts = support::count_waiting(tx)?;
                counts.sort_by_key(|(kind, _, _)| kind.as_str());
                let ids: Vec<_> = mine.iter().map(|chat| chat.id).collect();
                tell((ids, counts, list::buyer_unread(tx, person(100))?, list::buyer_unread(tx, person(102))?))
            },
        },
        Case {
            name: "each side sees what was said to it: no notes of others, nothing that is held or stopped",
            story: |tx| {
                let chat = talking_shop(tx)?.remove(0);
                let mut all = vec![
                    message(&chat, 1, "Куртка пришла, молния расходится"),
                    message(&chat, 2, "Назовите код"),
                    message(&chat, 3, "Перейдите по ссылке"),
                    message(&chat, 4, "Ответим завтра"),
                    message(&chat, 5, "Заметка: вернуть деньги"),
                    message(&chat, 6, "Спасибо"),
                ];
                (all[1].state, all[1].verdict) = (MessageState::Blocked, Verdict::Block);
                (all[2].state, all[2].verdict, all[2].held_until) =
                    (MessageState::Held, Verdict::Hold, Some(minute(60)));
                all[3].author = Author::Seller;
                (all[4].author, all[4].kind) = (Author::Seller, MessageKind::Note);
                for message in &all {
                    say(tx, message)?;
                }
                let again = Message { id: MessageId(all[0].id.0 + 1), ..all[0].clone() };
                assert!(!messages::insert(tx, &again)?, "the phone has sent it before");
                let mut pages = Vec::new();
                for reader in [Some(Author::Buyer), Some(Author::Seller), None] {
                    pages.push(messages::page(tx, SHOP, chat.id, From::Before(None), reader, 10)?);
                }
                assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [5, 4, 6]);
                let after = messages::page(tx, SHOP, chat.id, From::After(all[3].id), Some(Author::Seller), 1)?;
                assert_eq!(after[0].id, all[4].id);
                let unread = messages::unread(tx, SHOP, chat.id, all[0].id, Author::Seller)?;
                assert_eq!(unread, 1);
                assert_eq!(messages::last_number(tx, SHOP, chat.id)?, Some(all[5].id));
                let first = messages::first_unread(tx, SHOP, chat.id, MessageId(0), Author::Seller)?;
                assert_eq!(first, Some(all[0].id));
                tell((
                    pages,
                    messages::newest(tx, SHOP, chat.id)?,
                    messages::recent_texts(tx, SHOP, chat.id, all[0].id, Author::Buyer, "buyer:1", 2)?,
                    messages::pace(tx, "buyer:1", minute(2), 10)?,
                    messages::by_client(tx, SHOP, chat.id, "buyer:1", "phone-6")?.map(|m| m.id),
                    messages::latest(tx, MessageId(0), 10)?.len(),
                    messages::flagged_of_author(tx, "buyer:1", minute(100), 10)?.len(),
                    messages::by_public_id(tx, all[2].id)?.map(|m| m.text),
                ))
            },
        },
        Case {
            name: "a page that was drawn at a time asks for what has changed since",
            story: |tx| {
                let chat = talking_shop(tx)?.remove(0);
                let (old, mut changed) = (message(&chat, 1, "Здравствуйте"), message(&chat, 2, "Размер 42"));
                for message in [&old, &changed] {
                    say(tx, message)?;
                }
                (changed.text, changed.edited_at) = ("Размер 43".to_owned(), Some(minute(10)));
                messages::update(tx, &changed, minute(10))?;
                let since = messages::changed_since(tx, SHOP, chat.id, old.id, minute(5), Author::Seller, 10)?;
                assert_eq!(since.iter().map(|m| m.id).collect::<Vec<_>>(), [changed.id]);
                (changed.state, changed.edited_at) = (MessageState::Deleted, Some(minute(11)));
                messages::update(tx, &changed, minute(11))?;
                assert_eq!(messages::erase_gone(tx, minute(11))?, 0);
                assert_eq!(messages::erase_gone(tx, minute(12))?, 1);
                tell((since, messages::one(tx, SHOP, chat.id, changed.id)?))
            },
        },
        Case {
            name: "a shop finds what was said to it by its words, and nobody else's talks",
            story: |tx| {
                let chat = talking_shop(tx)?.remove(0);
                let stranger = super::chats::chat(STRANGER, 7, ChatKind::Customer);
                let mut all = vec![
                    message(&chat, 1, "Молния на куртке расходится"),
                    message(&chat, 2, "Куртка красивая"),
                    message(&stranger, 3, "Молния сломалась"),
                    message(&chat, 4, "Молния, держится за молнию"),
                ];
                all[3].state = MessageState::Held;
                for message in &all {
                    say(tx, message)?;
                }
                let query = Query::parse("молния");
                let words = Words {
                    fts5: query.to_fts5(SHOP).expect("words"),
                    tsquery: query.to_tsquery(SHOP).expect("words"),
                };
                let found = messages::found(tx, SHOP, &words, None, Author::Seller, 10)?;
                assert_eq!(found.iter().map(|m| m.id).collect::<Vec<_>>(), [all[0].id]);
                messages::unindex(tx, SHOP, all[0].id)?;
                assert!(messages::found(tx, SHOP, &words, None, Author::Seller, 10)?.is_empty());
                tell(found)
            },
        },
        Case {
            name: "a file is sent once, and one that was never sent goes",
            story: |tx| {
                let chat = talking_shop(tx)?.remove(0);
                let file = |number: u32| ChatFile {
                    seller: SHOP,
                    chat: chat.id,
                    id: FileId::parse(&uuid(900 + number)).expect("a UUID"),
                    message: None,
                    kind: "picture".to_owned(),
                    content_type: "image/jpeg".to_owned(),
                    name: "молния.jpg".to_owned(),
                    bytes: 1024,
                    width: 640,
                    height: 480,
                    scan: "checking".to_owned(),
                    uploaded_by: "buyer:1".to_owned(),
                    created_at: minute(i64::from(number)),
                };
                for number in [1, 2] {
                    files::insert(tx, &file(number))?;
                }
                let said = message(&chat, 1, "");
                say(tx, &said)?;
                assert!(files::attach(tx, SHOP, chat.id, file(1).id, said.id)?);
                assert!(!files::attach(tx, SHOP, chat.id, file(1).id, said.id)?, "it was sent");
                files::set_scan(tx, SHOP, chat.id, file(1).id, "clean")?;
                let unsent = files::unsent(tx, minute(60), 10)?;
                assert_eq!(unsent.len(), 1);
                let count = |tx: &mut Tx<'_>, at| files::unsent_count(tx, "buyer:1", minute(at));
                assert_eq!((count(tx, 2)?, count(tx, 3)?, files::unsent_count(tx, "buyer:2", minute(0))?), (1, 0, 0));
                files::delete(tx, SHOP, chat.id, file(2).id)?;
                let rest = tell((files::by_id(tx, file(1).id)?, files::by_id(tx, file(2).id)?, unsent));
                let gone =
                    Message { state: MessageState::Deleted, files: "[1]".into(), edited_at: Some(minute(9)), ..said };
                messages::update(tx, &gone, minute(9))?;
                assert_eq!((files::delete_gone(tx, minute(9))?, files::delete_gone(tx, minute(10))?), (0, 1));
                assert_eq!(messages::erase_gone(tx, minute(10))?, 1, "a message of a file alone is erased too");
                rest
            },
        },
    ]
}
