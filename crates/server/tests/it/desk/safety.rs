//! The safety desk: held messages, campaigns, switches, rules tried on what was written.

use app::actors::Speaker;
use app::commands::chats::open::by_buyer_about_product;
use app::commands::chats::send::{NewMessage, Sent, send as say};
use domain::chats::MessageState;
use domain::{ChatId, PersonId, Sku};

use reqwest::header::HeaderMap;

use super::send;
use crate::support::*;
use crate::web::{multipart, page, person, read};

const CAMPAIGN: &str = "Здравствуйте! Ваш заказ задержан на складе, подтвердите личность: пришлите код из СМС";
const RULES: &str = include_str!("../../../../domain/data/guard.toml");

async fn writes(site: &Site, who: PersonId, about: Sku, text: &str) -> (ChatId, Sent) {
    let buyer = person(site, who).await.buyer();
    let chat = by_buyer_about_product(&site.app, &buyer, about).await.unwrap();
    let new = NewMessage { text: text.into(), ..NewMessage::default() };
    (chat, say(&site.app, &Speaker::from(&buyer), chat, new).await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_message_is_judged_with_the_talk_around_it_and_what_its_author_did() {
    let site = Site::start(Sqlite).await;
    writes(&site, OLGA, PLAID, "Плед не колется?").await;
    let text = "Смотрите такой же плед на plaid-sale.site/catalog, там все цвета";
    let (_, sent) = writes(&site, OLGA, PLAID, text).await;
    assert_eq!(sent.state, MessageState::Held);
    let zoya = site.signed_in(ZOYA).await;
    let overview = read(&page(&zoya, "/desk/safety").await);
    assert!(overview.contains("Дела ждут1"), "{overview}");
    let case = page(&zoya, "/desk/moderation?queue=safety").await;
    let told = read(&case);
    assert!(told.contains("Сообщение в чате") && told.contains("Переписка вокруг Ольга"), "{told}");
    assert!(told.contains("Плед не колется?") && case.contains("<mark class=") && told.contains("Доставить"), "{told}");
    let path = super::case_on(&Answer { status: 200, headers: HeaderMap::default(), text: case });
    send(&zoya, &format!("{path}/decide"), &[("do", "publish")]).await.ok();
    site.wait(11);
    site.work().await;
    let around = read(&page(&zoya, &format!("/desk/safety/messages/{}", sent.message)).await);
    assert!(around.contains("plaid-sale.site") && !around.contains("ждёт человека"), "{around}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_is_blocked_in_one_decision_after_it_was_shown_what_that_does() {
    let site = Site::start(Sqlite).await;
    // What harms is stopped at once; that there is a campaign is seen all the same.
    for product in [PLAID, PILLOW, TEAPOT] {
        writes(&site, OLGA, product, CAMPAIGN).await;
        site.wait(61);
    }
    let zoya = site.signed_in(ZOYA).await;
    let list = page(&zoya, "/desk/safety/campaigns").await;
    assert!(read(&list).contains("3 сообщения · 3 человека · 1 автор"), "{}", read(&list));
    let (_, rest) = list.split_once("href=\"/desk/safety/campaigns/").unwrap();
    let path = format!("/desk/safety/campaigns/{}", rest.split('"').next().unwrap());
    let shown = page(&zoya, &path).await;
    assert!(read(&shown).contains("остановлена"), "{}", read(&shown));
    assert_eq!(zoya.get("/desk/safety/campaigns/1").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_delivered_of_a_campaign_is_taken_back_from_those_who_got_it() {
    let site = Site::start(Sqlite).await;
    let text = "Пишите нам в телеграм @plaid_sale, там скидка сорок процентов на все пледы и подушки";
    let mut chats = Vec::new();
    for product in [PLAID, PILLOW, TEAPOT] {
        let (chat, sent) = writes(&site, OLGA, product, text).await;
        assert_eq!(sent.state, MessageState::Delivered, "it is only warned of");
        chats.push(chat);
        site.wait(61);
    }
    let zoya = site.signed_in(ZOYA).await;
    let list = page(&zoya, "/desk/safety/campaigns").await;
    let (_, rest) = list.split_once("href=\"/desk/safety/campaigns/").unwrap_or_else(|| panic!("{}", read(&list)));
    let block = format!("/desk/safety/campaigns/{}/block", rest.split('"').next().unwrap());
    assert_eq!(send(&zoya, &block, &[("do", "preview")]).await.status, 400, "nobody is ticked");
    let author = format!("buyer:{OLGA}");
    let ticked = |what| [("author", author.as_str()), ("reason", "external_contact"), ("do", what)];
    let preview = send(&zoya, &block, &ticked("preview")).await.ok();
    assert!(read(&preview.text).contains("Заблокируем 3 сообщения у 3 человек"), "{}", read(&preview.text));
    let blocked = send(&zoya, &block, &ticked("block")).await.ok();
    assert!(read(&blocked.text).contains("Рассылка остановлена"), "{}", read(&blocked.text));
    let anna = site.signed_in(ANNA).await;
    assert!(!page(&anna, &format!("/chats/{}", chats[0])).await.contains("@plaid_sale"), "the shop does not see it");
    let olga = site.signed_in(OLGA).await;
    let hers = read(&page(&olga, &format!("/shop/chats/{}", chats[0])).await);
    assert!(hers.contains("Не доставлено") && hers.contains("уводит разговор"), "{hers}");
}

#[tokio::test(flavor = "multi_thread")]
async fn chats_are_switched_off_after_a_preview_and_on_again_before_the_time() {
    let site = Site::start(Sqlite).await;
    let (chat, _) = writes(&site, OLGA, PLAID, "Плед не колется?").await;
    let zoya = site.signed_in(ZOYA).await;
    let path = "/desk/safety/switches";
    assert!(read(&page(&zoya, path).await).contains("Чаты открыты у всех"));
    let form = |who, what| {
        [("scope", "seller"), ("who", who), ("reason", "fraud"), ("words", "Проверяем."), ("span", "day"), ("do", what)]
    };
    let nobody = send(&zoya, path, &form("77", "preview")).await;
    assert_eq!(nobody.status, 400);
    assert!(read(&nobody.text).contains("Такого нет"), "{}", read(&nobody.text));
    let preview = send(&zoya, path, &form("1001", "preview")).await.ok();
    let told = read(&preview.text);
    assert!(told.contains("Магазин «Тёплый дом»") && told.contains("1 открытый чат"), "{told}");
    assert!(read(&page(&zoya, path).await).contains("Чаты открыты у всех"), "a preview does nothing");
    let off = send(&zoya, path, &form("1001", "switch")).await.ok();
    assert!(read(&off.text).contains("Мошенничество из этого аккаунта"), "{}", read(&off.text));
    let anna = site.signed_in(ANNA).await;
    assert!(read(&page(&anna, &format!("/chats/{chat}")).await).contains("Проверяем."));

    site.wait(60);
    let (_, rest) = off.text.split_once("action=\"/desk/safety/switches/").unwrap();
    zoya.press(&format!("/desk/safety/switches/{}", rest.split('"').next().unwrap())).await.ok();
    assert!(read(&page(&zoya, "/desk/safety/switches?show=ended").await).contains("включено: Вы"));
    assert!(!read(&page(&anna, &format!("/chats/{chat}")).await).contains("Проверяем."));
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_tried_on_what_was_written_before_they_are_put_in_force() {
    let site = Site::start(Sqlite).await;
    writes(&site, OLGA, PLAID, "Плед не колется?").await;
    let zoya = site.signed_in(ZOYA).await;
    let path = "/desk/safety/rules";
    let wrong = multipart(&zoya, path, &[("rules", "version = 1\n[[")], &[]).await;
    assert_eq!(wrong.status, 400);
    assert!(read(&wrong.text).contains("Правила не читаются"), "{}", read(&wrong.text));
    let same = multipart(&zoya, path, &[("last", "1000")], &[("file", "guard.toml", RULES.as_bytes())]).await.ok();
    assert!(read(&same.text).contains("Разницы нет"), "{}", read(&same.text));
    let live = multipart(&zoya, path, &[("rules", RULES), ("do", "live")], &[]).await.ok();
    assert!(read(&live.text).contains("включены здесь, № 1"), "{}", read(&live.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn support_sees_how_much_waits_for_safety_and_nothing_else() {
    let site = Site::start(Sqlite).await;
    let roman = site.signed_in(ROMAN).await;
    let overview = read(&page(&roman, "/desk/safety").await);
    assert!(overview.contains("Решает служба безопасности"), "{overview}");
    for path in ["campaigns", "switches", "switches/new", "rules", "guard", "messages/1"] {
        assert_eq!(roman.get(&format!("/desk/safety/{path}")).await.status, 403, "{path}");
    }
    assert_eq!(send(&roman, "/desk/safety/switches", &[("scope", "all"), ("do", "switch")]).await.status, 403);
}
