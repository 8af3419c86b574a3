//! What can be done on a page and over the API comes to the same: chats that are muted, devices, what is sent again, what was read.

use app::CanManage;
use app::commands::webhooks::{NewWebhook, create};
use app::queries::notices::Part;
use domain::notices::Topic;
use domain::notices::webhooks::Format;
use rstest::rstest;
use serde_json::{Value, json};

use super::{page, person, read, submit};
use crate::notices::{anna, everywhere, known, listed, reads_mail, reviewed, site, wants};
use crate::support::mailbox::{Letter, Manners};
use crate::support::pushes::Browser;
use crate::support::receiver::Says;
use crate::support::*;

/// By which way somebody does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Page,
    Api,
}

use Way::{Api, Page};

async fn form(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    Answer::of(submit(client, path, fields)).await
}

/// Every address of a page that begins so and is in such an attribute.
fn addresses(html: &str, attribute: &str, begins: &str) -> Vec<String> {
    let mark = format!("{attribute}=\"");
    let found = html.split(&mark).skip(1).filter_map(|rest| rest.split('"').next());
    found.filter(|path| path.starts_with(begins)).map(|path| path.replace("&amp;", "&")).collect()
}

/// Ольга writes to «Тёплый дом» about her plaid.
async fn talk(olga: &Client) -> String {
    let about = json!({"sku": PLAID.to_string(), "order_id": DELIVERED});
    olga.post("/api/v1/buyer/chats", about).await.ok().text_at("/chat_id")
}

async fn say(client: &Client, chat: &str, text: &str) {
    client.post(&format!("/api/v1/{chat}/messages"), json!({"text": text})).await.ok();
}

/// Turns a chat silent for somebody, or lets it be heard again.
async fn mute(client: &Client, way: Way, chat: &str, muted: bool) {
    let id = chat.rsplit('/').next().unwrap();
    match (way, muted) {
        (Page, true) => client.press(&format!("{chat}/do/mute")).await.ok(),
        (Page, false) => client.press(&format!("{chat}/do/unmute")).await.ok(),
        (Api, true) => client.put(&format!("/api/v1/me/mutes/{id}"), json!({})).await.ok(),
        (Api, false) => client.delete(&format!("/api/v1/me/mutes/{id}")).await.ok(),
    };
}

/// How often somebody was told of a message.
async fn heard(site: &Site, part: Part) -> usize {
    site.work().await;
    listed(site, part).await.iter().filter(|kind| *kind == "chat_message").count()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_muted_chat_is_silent_for_whoever_muted_it_until_they_unmute_it(
    #[values(Page, Api)] way: Way,
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, boris) = (site.signed_in(OLGA).await, site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    let chat = talk(&olga).await;
    let (shops, buyers) = (format!("chats/{chat}"), format!("buyer/chats/{chat}"));
    say(&olga, &buyers, "Плед колется, это нормально?").await;
    assert_eq!(heard(&site, Part::staff(BORIS, HOME)).await, 1);

    mute(&boris, way, &format!("/chats/{chat}"), true).await;
    let shown = page(&boris, &format!("/chats/{chat}")).await;
    assert!(read(&shown).contains("Уведомлять об этом чате"), "{}", read(&shown));
    assert_eq!(boris.get(&format!("/api/v1/me/mutes/{chat}")).await.ok().json()["muted"], true);
    assert_eq!(anna.get(&format!("/api/v1/me/mutes/{chat}")).await.ok().json()["muted"], false);
    say(&olga, &buyers, "И катышки").await;
    assert_eq!([heard(&site, Part::staff(BORIS, HOME)).await, heard(&site, Part::staff(ANNA, HOME)).await], [1, 2]);

    mute(&boris, way, &format!("/chats/{chat}"), false).await;
    assert!(read(&page(&boris, &format!("/chats/{chat}")).await).contains("Не уведомлять об этом чате"));
    say(&olga, &buyers, "Вы здесь?").await;
    assert_eq!(heard(&site, Part::staff(BORIS, HOME)).await, 2);

    mute(&olga, way, &format!("/shop/chats/{chat}"), true).await;
    say(&anna, &shops, "Здесь, сейчас посмотрим").await;
    assert_eq!(heard(&site, Part::buyer(OLGA)).await, 0);
    mute(&olga, way, &format!("/shop/chats/{chat}"), false).await;
    say(&anna, &shops, "Заменим").await;
    assert_eq!(heard(&site, Part::buyer(OLGA)).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_mutes_a_strangers_chat_on_its_page() {
    let site = Site::start(Sqlite).await;
    let chat = talk(&site.signed_in(OLGA).await).await;
    for (who, path) in [(STEPAN, format!("/chats/{chat}")), (PYOTR, format!("/shop/chats/{chat}"))] {
        let stranger = site.signed_in(who).await;
        assert_eq!(stranger.press(&format!("{path}/do/mute")).await.status, 404);
        assert_eq!(stranger.get(&format!("/api/v1/me/mutes/{chat}")).await.ok().json()["muted"], false);
    }
}

/// Somebody allows pushes in a browser.
async fn allow(client: &Client, way: Way, browser: &Browser, endpoint: &str) -> Answer {
    let (p256dh, auth) = browser.keys();
    match way {
        Page => {
            let fields = [("endpoint", endpoint), ("p256dh", p256dh.as_str()), ("auth", auth.as_str())];
            form(client, "/menu/notifications/devices", &fields).await
        }
        Api => {
            let keys = json!({"p256dh": p256dh, "auth": auth});
            client.post("/api/v1/me/devices", json!({"endpoint": endpoint, "keys": keys, "device": "x"})).await
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_allows_pushes_gets_them_until_it_takes_its_leave_back(
    #[values(Page, Api)] way: Way,
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let mailbox = Mailbox::open().await;
    let (site, service) = (site(engine, &mailbox).await, PushService::open().await);
    known(&site, ANNA).await;
    wants(&site, anna(), Topic::Reviews, everywhere).await;
    let phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile";
    let anna = site.signed_in(ANNA).await.with("user-agent", phone);
    site.send().await;
    let browser = Browser::with_keys("phone");
    let endpoint = format!("{}/push/phone", service.url);
    allow(&anna, way, &browser, &endpoint).await.ok();
    allow(&anna, way, &browser, &endpoint).await.ok();
    let devices = anna.get("/api/v1/me/devices").await.ok().json();
    assert_eq!(devices["items"].as_array().unwrap().len(), 1, "asked twice, there once");
    assert_eq!(devices["items"][0]["device"], if way == Page { "Chrome, Android" } else { "x" });
    let shown = page(&anna, "/menu/notifications").await;
    assert!(!shown.contains(&endpoint), "an address at a push service lets others push");

    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert_eq!(browser.told(&service).last().unwrap()["title"], "Новый отзыв о вашем товаре");
    let before = service.to("phone").len();
    match way {
        Page => form(&anna, "/menu/notifications/devices/forget", &[("endpoint", &endpoint)]).await.ok(),
        Api => {
            let id = devices["items"][0]["id"].as_str().unwrap();
            anna.delete(&format!("/api/v1/me/devices/{id}")).await.ok()
        }
    };
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 2).await;
    site.send().await;
    assert_eq!(service.to("phone").len(), before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_names_an_address_inside_the_house_is_refused(#[values(Page, Api)] way: Way) {
    let site = Site::start(Sqlite).await;
    let (anna, inside) = (site.signed_in(ANNA).await, Receiver::open().await);
    let browser = Browser::with_keys("phone");
    let here = inside.url.replace("http://", "https://");
    for endpoint in [here.as_str(), "https://10.0.0.7/push", "https://[::1]/push", "http://push.example.com/a", "push"]
    {
        let refused = allow(&anna, way, &browser, endpoint).await;
        assert_eq!(refused.status, 400, "{endpoint}");
        match way {
            Page => assert!(read(&refused.text).contains("нельзя отправлять"), "{endpoint}: {}", read(&refused.text)),
            Api => assert_eq!(refused.text_at("/code"), "push_address_invalid", "{endpoint}"),
        }
    }
    assert_eq!(anna.get("/api/v1/me/devices").await.ok().json()["items"], json!([]));
    assert!(inside.calls().is_empty());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_made_again_from_the_log(#[values(Page, Api)] way: Way, #[values(Sqlite, Postgres)] engine: Engine) {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(engine, &mailbox).await, Receiver::open().await);
    let anna = site.signed_in(ANNA).await;
    let new = json!({"url": program.url, "types": ["review_published"]});
    let id = anna.post("/api/v1/webhooks", new).await.ok().text_at("/id");
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert_eq!(program.calls().len(), 1);
    let again = match way {
        Page => addresses(&page(&anna, &format!("/menu/webhooks/{id}")).await, "action", "/menu/webhooks/")
            .into_iter()
            .find(|path| path.ends_with("/resend"))
            .unwrap(),
        Api => {
            let call = anna.get(&format!("/api/v1/webhooks/{id}/calls")).await.ok().text_at("/items/0/id");
            format!("/api/v1/webhooks/{id}/calls/{call}/resend")
        }
    };
    for stranger in [STEPAN, OLGA] {
        assert_eq!(site.signed_in(stranger).await.press(&again).await.status, 404, "{stranger}");
    }
    assert_eq!(site.signed_in(BORIS).await.press(&again).await.status, 403, "a manager has no webhooks");
    anna.press(&again).await.ok();
    assert_eq!(anna.press(&again).await.status, 404, "it is on its way already");
    site.send().await;
    let calls = program.calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].header("webhook-id"), calls[1].header("webhook-id"), "the program knows it by its id");
}

/// Tries a webhook at once: what its owner is told, in words or as data.
async fn tried(client: &Client, way: Way, id: &str) -> Answer {
    match way {
        Page => client.press(&format!("/menu/webhooks/{id}/check")).await,
        Api => client.press(&format!("/api/v1/webhooks/{id}/test")).await,
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_is_tried_at_once_and_its_owner_sees_what_came_back(#[values(Page, Api)] way: Way) {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    let anna = site.signed_in(ANNA).await;
    let made = anna.post("/api/v1/webhooks", json!({"url": program.url, "types": ["review_published"]})).await.ok();
    let (id, secret) = (made.text_at("/id"), made.text_at("/secret"));
    program.say(Says::This(202, r#"{"queued":true}"#));
    let taken = tried(&anna, way, &id).await.ok();
    match way {
        Page => {
            let words = read(&taken.text);
            assert!(words.contains("Программа приняла пробное событие") && words.contains("202"), "{words}");
            assert!(words.contains("queued") && !taken.text.contains("whsec_"), "{words}");
        }
        Api => {
            let said = taken.json();
            assert_eq!((&said["taken"], &said["status"], &said["error"]), (&json!(true), &json!(202), &Value::Null));
            assert_eq!(said["answer"], r#"{"queued":true}"#);
            assert!(said["took"].is_u64());
        }
    }
    let calls = program.calls();
    let [call] = calls.as_slice() else { panic!("{calls:?}") };
    assert!(call.is_signed_by(&secret));
    assert_eq!(call.json()["type"], "test");
    assert_eq!(call.json()["timestamp"], "2026-03-10T12:00:00Z");
    assert_eq!(call.json()["data"]["webhook_id"], id);

    let elsewhere = Receiver::open().await;
    for (says, status, why) in [
        (Says::This(503, r#"{"sorry":"busy"}"#), 503, "the answer was 503"),
        (Says::This(503, "we are busy"), 503, "we are busy"),
        (Says::With(307, "location", elsewhere.url.clone()), 307, "nobody is followed elsewhere"),
        (Says::This(410, ""), 410, "the address is gone"),
    ] {
        program.say(says);
        let refused = tried(&anna, way, &id).await;
        match way {
            Page => {
                let words = read(&refused.text);
                assert_eq!(refused.status, 409);
                assert!(words.contains("Программа не приняла пробное событие") && words.contains(why), "{words}");
                assert!(words.contains("кодом от 200 до 299"), "and what to do: {words}");
            }
            Api => {
                let said = refused.ok().json();
                assert_eq!((&said["taken"], &said["status"]), (&json!(false), &json!(status)));
                assert!(format!("{} {}", said["error"], said["answer"]).contains(why), "{said}");
            }
        }
    }
    assert!(elsewhere.calls().is_empty());
    let known = anna.get(&format!("/api/v1/webhooks/{id}")).await.ok().json();
    assert_eq!((&known["on"], &known["failing_since"]), (&json!(true), &Value::Null), "a trial changes nothing");
    assert_eq!(anna.get(&format!("/api/v1/webhooks/{id}/calls")).await.ok().json()["items"], json!([]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_is_switched_off_can_be_tried_and_a_strangers_cannot(#[values(Page, Api)] way: Way) {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    let anna = site.signed_in(ANNA).await;
    let made = anna.post("/api/v1/webhooks", json!({"url": program.url})).await.ok();
    let (id, old) = (made.text_at("/id"), made.text_at("/secret"));
    let path = format!("/api/v1/webhooks/{id}");
    let new = anna.patch(&path, json!({"on": false, "rotate": true})).await.ok().text_at("/secret");
    tried(&anna, way, &id).await.ok();
    let calls = program.calls();
    assert!(calls[0].is_signed_by(&new) && calls[0].is_signed_by(&old), "a day after the change both sign");
    assert_eq!(anna.get(&path).await.ok().json()["on"], false);
    assert_eq!(tried(&site.signed_in(STEPAN).await, way, &id).await.status, 404);
    assert_eq!(tried(&site.signed_in(BORIS).await, way, &id).await.status, 403);
    assert_eq!(program.calls().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_inside_the_house_is_not_called_for_a_trial_either() {
    let site = Site::start(Sqlite).await;
    let (anna, inside) = (site.signed_in(ANNA).await, Receiver::open().await);
    let port = inside.url.rsplit(':').next().unwrap().split('/').next().unwrap();
    let url = format!("https://localhost:{port}/hook");
    let refused = anna.post("/api/v1/webhooks", json!({"url": url})).await;
    assert_eq!((refused.status, refused.text_at("/code").as_str()), (400, "webhook_address_refused"));
    // As if the name had led outside when it was given.
    let manager = person(&site, ANNA).await.member(None).unwrap().with::<CanManage>().unwrap();
    let new = NewWebhook { format: Format::Standard, url, types: Vec::new() };
    let id = create(&site.app, &manager, new).await.unwrap().id.to_string();
    let said = tried(&anna, Api, &id).await.ok().json();
    assert_eq!((&said["taken"], &said["status"]), (&json!(false), &Value::Null));
    assert!(said["error"].as_str().unwrap().contains("the address is not called"), "{said}");
    assert!(inside.calls().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_the_marketplaces_format_is_tried_as_the_marketplace_does() {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    let anna = site.signed_in(ANNA).await;
    let new = json!({"url": program.url, "format": "ozon", "types": ["TYPE_NEW_MESSAGE"]});
    let id = anna.post("/api/v1/webhooks", new).await.ok().text_at("/id");
    program.say(Says::This(200, r#"{"version":"1","name":"CRM","time":"2026-03-10T12:00:00Z"}"#));
    assert_eq!(tried(&anna, Api, &id).await.ok().json()["taken"], true);
    assert_eq!(program.calls()[0].json()["message_type"], "TYPE_PING");
    program.say(Says::This(200, r#"{"result":true}"#));
    assert_eq!(tried(&anna, Api, &id).await.ok().json()["error"], "WRONG_RESULT_FIELD");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_was_given_up_is_sent_again_from_the_desk(#[values(Sqlite, Postgres)] engine: Engine) {
    let mailbox = Mailbox::open().await;
    let site = site(engine, &mailbox).await;
    let person = known(&site, ANNA).await;
    reads_mail(&site, &mailbox, &person, "anna@example.com").await;
    wants(&site, anna(), Topic::Reviews, everywhere).await;
    mailbox.behave(Manners::AtLetter("554 5.6.0 we do not like it"));
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    let modest = site.signed_in(MODEST).await;
    let shown = page(&modest, "/desk/unsent").await;
    let words = read(&shown);
    assert!(words.contains("Новый отзыв о вашем товаре") && words.contains("we do not like it"), "{words}");
    assert!(!words.contains("Ждёт отправки"), "{words}");
    let again = addresses(&shown, "action", "/desk/unsent/");
    assert_eq!(again.len(), 1);
    for stranger in [ANNA, OLGA] {
        assert_eq!(site.signed_in(stranger).await.press(&again[0]).await.status, 404, "{stranger}");
    }
    mailbox.behave(Manners::Takes);
    assert!(read(&modest.press(&again[0]).await.ok().text).contains("Всё ушло"));
    assert_eq!(modest.press(&again[0]).await.status, 404, "it is on its way already");
    site.send().await;
    let texts: Vec<String> = mailbox.to("anna@example.com").iter().map(Letter::text).collect();
    assert!(texts.iter().any(|text| text.contains("Новый отзыв о вашем товаре")), "{texts:?}");
}

/// What is unread as the bell of a page and the API say it.
async fn unread(client: &Client) -> (String, Value) {
    let shown = page(client, "/notices").await;
    let bell = shown.split("data-bell=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (bell, client.get("/api/v1/me/notices").await.ok().json()["unread"].clone())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_one_device_has_read_no_other_counts(
    #[values(Page, Api)] way: Way,
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (phone, desktop, boris) = (site.signed_in(ANNA).await, site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    site.work().await;
    phone.post("/api/v1/me/notices/read", json!({})).await.ok();
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.work().await;
    let of_reviews = json!([{"topic": "reviews", "unread": 1}]);
    assert_eq!(unread(&desktop).await, ("1".to_owned(), of_reviews));
    let mut live = Feed::open(&desktop, "/live?told=1", None).await;
    match way {
        Page => {
            let shown = page(&phone, "/notices").await;
            let up_to = shown.split("name=\"up_to\" value=\"").nth(1).unwrap().split('"').next().unwrap();
            form(&phone, "/notices/read", &[("up_to", up_to)]).await.ok()
        }
        Api => {
            let newest = phone.get("/api/v1/me/notices").await.ok().text_at("/items/0/id");
            phone.post("/api/v1/me/notices/read", json!({"up_to": newest})).await.ok()
        }
    };
    let told = loop {
        let message = live.next().await.unwrap();
        // The number that the page shows may be said once more: on PostgreSQL what happened before reaches a feed a little later.
        if message.event == "notices" && message.data != r#"{"unread":1}"# {
            break message.data;
        }
    };
    assert_eq!(told, r#"{"unread":0}"#, "the open page is told at once");
    assert_eq!(unread(&desktop).await, ("0".to_owned(), json!([])));
    assert_ne!(unread(&boris).await.0, "0", "a colleague reads for themselves");
}

#[tokio::test(flavor = "multi_thread")]
async fn unread_chats_are_counted_on_the_first_page_as_on_every_other() {
    let site = Site::start(Sqlite).await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    let chat = talk(&olga).await;
    say(&olga, &format!("buyer/chats/{chat}"), "Плед порвался").await;
    for path in ["/", "/reviews", "/menu"] {
        let page = page(&anna, path).await;
        let badge = page.split("data-count=\"/chats/unread\"").nth(1).unwrap();
        assert!(badge.split_once("</span>").unwrap().0.ends_with("<span>1"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_time_for_daily_mail_comes_back_as_it_was_typed_with_what_to_do() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let at = "/menu/notifications/digest";
    form(&anna, at, &[("every", "day"), ("at", "08:15")]).await.ok();
    for typed in ["25:00", "9", "", "утром"] {
        let refused = form(&anna, at, &[("every", "day"), ("at", typed)]).await;
        assert_eq!(refused.status, 400, "{typed}");
        assert!(refused.text.contains(&format!("name=\"at\" value=\"{typed}\"")), "{}", refused.text);
        assert!(refused.text.contains("name=\"every\" value=\"day\" checked"), "{}", refused.text);
        assert!(read(&refused.text).contains("укажите время от 00:00 до 23:59"), "{}", read(&refused.text));
    }
    assert!(read(&page(&anna, "/menu/notifications").await).contains("раз в день в 08:15"), "what was there stays");
    form(&anna, at, &[("every", "hour"), ("at", "")]).await.ok();
    assert!(read(&page(&anna, "/menu/notifications").await).contains("раз в час"));
}
