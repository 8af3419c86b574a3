//! Addresses that are told of chats by pushes.

pub(super) mod change;
pub(super) mod list;

use app::queries::notices::{self as queries, Webhook};
use app::{App, CanManage, Failure, SellerStaff};
use domain::notices::webhooks::Format;
use domain::{Code, WebhookId};

use super::fields::Words;
use super::invalid::Invalid;

/// Every type of push that the marketplace knows, with what it says; here only the first four are ever sent.
const TYPES: &[(&str, &str)] = &[
    ("TYPE_NEW_MESSAGE", "Новое сообщение в чате"),
    ("TYPE_UPDATE_MESSAGE", "Сообщение в чате изменено"),
    ("TYPE_MESSAGE_READ", "Сообщение в чате прочитано"),
    ("TYPE_CHAT_CLOSED", "Чат закрыт"),
    ("TYPE_NEW_POSTING", "Новое отправление"),
    ("TYPE_POSTING_CANCELLED", "Отмена отправления"),
    ("TYPE_STATE_CHANGED", "Изменение статуса отправления"),
    ("TYPE_DELIVERY_DATE_CHANGED", "Изменение даты доставки отправления"),
    ("TYPE_CUTOFF_DATE_CHANGED", "Изменение даты отгрузки отправления"),
    ("TYPE_CREATE_ITEM", "Создание товара"),
    ("TYPE_UPDATE_ITEM", "Обновление товара"),
    ("TYPE_CREATE_OR_UPDATE_ITEM", "Создание и обновление товара"),
    ("TYPE_STOCKS_CHANGED", "Изменение остатков"),
    ("TYPE_FBO_POSTING_NEW", "Новое отправление FBO"),
    ("TYPE_FBO_POSTING_CANCELLED", "Отмена отправления FBO"),
    ("TYPE_FBO_POSTING_STATE_CHANGED", "Изменение статуса отправления FBO"),
    ("TYPE_FBO_POSTING_DELIVERY_DATE_CHANGED", "Изменение даты доставки отправления FBO"),
    ("TYPE_FBO_STOCKS_CHANGED", "Изменение остатков FBO"),
    ("TYPE_ORDER_NEW", "Новый заказ"),
    ("TYPE_ORDER_CANCELLED", "Отмена заказа"),
    ("TYPE_ORDER_STATE_CHANGED", "Изменение статуса заказа"),
];

/// How many of them are sent.
const SENT: usize = 4;

fn description(name: &str) -> &'static str {
    TYPES.iter().find(|(known, _)| *known == name).map_or("", |(_, words)| words)
}

/// Types as a program names them: in any case, each once.
fn types(given: Vec<Words>) -> Result<Vec<String>, Invalid> {
    if given.is_empty() {
        return Err(Invalid::new("types", "value must contain at least 1 item(s)"));
    }
    let mut all: Vec<String> = Vec::new();
    for (at, Words(name)) in given.iter().enumerate() {
        let known = TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let (known, _) =
            known.ok_or_else(|| Invalid::new(format!("types[{at}]"), "value is no type of notifications"))?;
        if !all.iter().any(|one| one == known) {
            all.push((*known).to_owned());
        }
    }
    Ok(all)
}

/// The number by which programs know an address: its time and some bits of chance, and no more than any reader of numbers keeps.
fn number(id: WebhookId) -> i64 {
    let bits = id.0.as_u128();
    i64::try_from((bits >> 80) << 12 | (bits >> 64) & 0xfff).unwrap_or(i64::MAX)
}

/// A shop's addresses of this dialect, the oldest first.
async fn addresses<P: app::actors::Grant>(app: &App, staff: &SellerStaff<P>) -> Result<Vec<Webhook>, Failure> {
    let mut all = queries::webhooks(app, staff).await?;
    all.retain(|webhook| webhook.format == Format::Ozon);
    Ok(all)
}

/// The address that a program names by its number.
async fn named(app: &App, staff: &SellerStaff<CanManage>, asked: i64) -> Result<Webhook, Failure> {
    let all = addresses(app, staff).await?;
    all.into_iter().find(|webhook| number(webhook.id) == asked).ok_or_else(|| Code::WebhookNotFound.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> WebhookId {
        WebhookId::parse(text).unwrap()
    }

    #[test]
    fn a_number_is_one_that_every_reader_keeps_and_grows_with_time() {
        let first = number(id("0199f0a0-0000-7001-8000-000000000002"));
        let later = number(id("0199f0a0-0001-7000-8000-000000000002"));
        assert!(0 < first && first < later && later < 1 << 53);
        assert!(number(id("01ffffff-ffff-7fff-bfff-ffffffffffff")) < 1 << 53, "until 2039");
    }

    #[test]
    fn types_are_known_in_any_case_and_kept_once() {
        let words = |names: &[&str]| names.iter().map(|name| Words((*name).to_owned())).collect::<Vec<_>>();
        let read = types(words(&["type_new_message", "TYPE_NEW_MESSAGE", "TYPE_ORDER_NEW"])).unwrap();
        assert_eq!(read, ["TYPE_NEW_MESSAGE", "TYPE_ORDER_NEW"]);
        assert!(types(words(&["TYPE_PING"])).is_err() && types(Vec::new()).is_err());
    }

    #[test]
    fn what_is_sent_is_what_own_api_offers() {
        let sent: Vec<_> = TYPES.iter().take(SENT).map(|(name, _)| *name).collect();
        assert_eq!(sent, crate::api::webhooks::PUSHES);
    }
}
