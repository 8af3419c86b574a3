//! `/promotions` and `/menu/prices`, as the shop's staff use them.

use app::commands::import::{self, NewPromotion};
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::{Enrol, Funding, Kind};
use domain::{PromotionId, Timestamp};

use super::{form, multipart, page, read};
use crate::support::{ANNA, Client, HOME, PILLOW, PLAID, STEPAN, Site, Sqlite, TEAPOT, VERA};

const WINTER: PromotionId = PromotionId(9_200_000_000_000_001);
const DAY: i64 = 86_400;

/// A sale that runs for ten days and asks for 15 %, and its page.
async fn winter(site: &Site) -> String {
    let at = |seconds: i64| Timestamp(site.app.now().0 + seconds * 1_000_000);
    let promotion = NewPromotion {
        id: WINTER,
        kind: Kind::Discount,
        title: ("Зимняя распродажа".into(), "Winter sale".into()),
        description: ("Тёплые вещи".into(), "Warm things".into()),
        funding: Funding::Seller,
        conditions: vec![Condition::MinDiscount { bp: 1_500 }],
        benefit: Benefit::Price,
        time: (at(-60), at(10 * DAY)),
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
    };
    import::promotions(&site.app, vec![promotion]).await.unwrap();
    format!("/promotions/{WINTER}")
}

/// Puts the plaid in at 900 roubles.
async fn with_plaid(client: &Client, path: &str) {
    let (sku, price) = (PLAID.to_string(), format!("price-{PLAID}"));
    let fields = [("sku", sku.as_str()), (price.as_str(), "900"), ("mode", "recommended"), ("do", "add")];
    let answer = form(client, &format!("{path}/add"), &fields).await.ok();
    assert!(read(&answer.text).contains("900 ₽"), "{}", read(&answer.text));
}

async fn card_price(site: &Site) -> i64 {
    app::queries::prices::shown(&site.app, vec![(HOME, PLAID)]).await.unwrap()[0].price
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_finds_a_promotion_sees_what_would_come_of_it_adds_products_and_leaves() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    assert!(read(&page(&anna, "/promotions").await).contains("Открытых акций сейчас нет"));
    let path = winter(&site).await;

    let list = read(&page(&anna, "/promotions").await);
    assert!(list.contains("Зимняя распродажа") && list.contains("нужно −15 %"), "{list}");
    assert!(list.contains("подходит 2 товара") && list.contains("Скидку платит магазин"), "{list}");
    assert!(read(&page(&anna, "/promotions?kind=flash").await).contains("Ничего не нашлось"));

    let candidates = read(&page(&anna, &format!("{path}/add")).await);
    assert!(candidates.contains("Плед шерстяной") && candidates.contains("1 011,50 ₽"), "{candidates}");
    let (plaid, pillow) = (PLAID.to_string(), PILLOW.to_string());
    let (price_plaid, price_pillow) = (format!("price-{plaid}"), format!("price-{pillow}"));
    let chosen = [
        ("sku", plaid.as_str()),
        ("sku", pillow.as_str()),
        (price_plaid.as_str(), "900"),
        (price_pillow.as_str(), "1100"),
        ("quantity", "5"),
        ("mode", "recommended"),
    ];
    let preview = [chosen.as_slice(), &[("do", "preview")]].concat();
    let told = read(&form(&anna, &format!("{path}/add"), &preview).await.ok().text);
    assert!(told.contains("Не войдёт: 1") && told.contains("можно до 1 011,50 ₽"), "{told}");
    assert!(told.contains("Отдадите скидкой1 450 ₽"), "five plaids at 900 instead of 1 190: {told}");
    assert!(read(&page(&anna, &path).await).contains("Ваших товаров здесь пока нет"), "nothing was added yet");

    let add = [chosen.as_slice(), &[("do", "add")]].concat();
    let told = read(&form(&anna, &format!("{path}/add"), &add).await.ok().text);
    assert!(told.contains("товар добавлен") && told.contains("можно до 1 011,50 ₽"), "{told}");
    assert_eq!(card_price(&site).await, 90_000);
    let inside = read(&page(&anna, &path).await);
    assert!(inside.contains("1 товар") && inside.contains("900 ₽") && inside.contains("0 из 5"), "{inside}");
    assert!(inside.contains("Анна: добавлен товар, Плед шерстяной"), "the ledger says who agreed: {inside}");
    assert!(read(&page(&anna, "/promotions?tab=mine").await).contains("уже 1"));

    let left = read(&form(&anna, &format!("{path}/leave"), &[]).await.ok().text);
    assert!(left.contains("Магазин вышел из акции"), "{left}");
    assert_eq!(card_price(&site).await, 119_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_editor_reckons_the_worst_case_follows_whichever_was_changed_and_says_why_it_cannot_save() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let path = winter(&site).await;
    with_plaid(&anna, &path).await;
    let editor = format!("{path}/products/{PLAID}");
    let shown = read(&page(&anna, &editor).await);
    assert!(shown.contains("Худший случай: 7 шт × 900 ₽"), "{shown}");
    assert!(shown.contains("Порога нет"), "{shown}");

    // Without a script the price stands as it was, and the discount is what was changed.
    let typed = |discount: &'static str, act: &'static str| {
        [
            ("version", "1"),
            ("was", "24,36;900"),
            ("discount", discount),
            ("price", "900"),
            ("quantity", "4"),
            ("do", act),
        ]
    };
    let reckoned = form(&anna, &editor, &typed("30", "reckon")).await.ok().text;
    assert!(reckoned.contains("value=\"833\"") && read(&reckoned).contains("4 шт × 833 ₽"), "{}", read(&reckoned));
    let refused = form(&anna, &editor, &typed("5", "save")).await;
    assert_eq!(refused.status, 400);
    assert!(read(&refused.text).contains("Сохранить нельзя: Цена выше предела акции"), "{}", read(&refused.text));
    for nonsense in ["NaN", "1e308", "-5", "0,1234567891"] {
        assert_eq!(form(&anna, &editor, &typed(nonsense, "save")).await.status, 400, "{nonsense}");
    }
    assert_eq!(card_price(&site).await, 90_000, "nothing of it was kept");
    form(&anna, &editor, &typed("30", "save")).await.ok();
    assert_eq!(card_price(&site).await, 83_300);

    let deleted = read(&form(&anna, &format!("{editor}/delete"), &[]).await.ok().text);
    assert!(deleted.contains("Товар убран из акции"), "{deleted}");
    assert_eq!(form(&anna, &format!("{editor}/delete"), &[]).await.status, 404, "what is not in cannot be taken out");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_editors_sees_both_values_and_decides() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let path = winter(&site).await;
    with_plaid(&anna, &path).await;
    let editor = format!("{path}/products/{PLAID}");
    let save = |price: &'static str, version: &'static str| {
        [
            ("version", version),
            ("was", "24,36;900"),
            ("discount", "24,36"),
            ("price", price),
            ("quantity", ""),
            ("do", "save"),
        ]
    };
    form(&anna, &editor, &save("850", "1")).await.ok();
    let second = form(&anna, &editor, &save("800", "1")).await;
    assert_eq!(second.status, 409);
    let both = read(&second.text);
    assert!(both.contains("коллега сохранил другое") && both.contains("Сохранено850 ₽"), "{both}");
    assert!(second.text.contains("value=\"800\""), "what was typed is not lost");
    assert_eq!(card_price(&site).await, 85_000);
    form(&anna, &editor, &save("800", "2")).await.ok();
    assert_eq!(card_price(&site).await, 80_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_the_table_are_saved_together_and_a_refused_one_comes_back_as_it_was_typed() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let path = winter(&site).await;
    with_plaid(&anna, &path).await;
    let name = |field: &str| format!("{field}-{PLAID}");
    let row = |price: &str| {
        vec![
            (name("discount"), "24,36".to_owned()),
            (name("was"), "1;24,36;900;".to_owned()),
            (name("price"), price.to_owned()),
            (name("quantity"), "3".to_owned()),
        ]
    };
    let send = async |price: &str| {
        let row = row(price);
        let fields: Vec<_> = row.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        form(&anna, &format!("{path}/products"), &fields).await
    };
    let refused = send("1190,505").await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("value=\"1190,505\"") && refused.text.contains("value=\"1;24,36;900;\""));
    assert!(read(&refused.text).contains("Цена должна быть больше нуля"), "{}", read(&refused.text));
    send("880").await.ok();
    assert_eq!(card_price(&site).await, 88_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_floor_of_the_shop_cuts_a_price_and_says_so() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let path = winter(&site).await;
    let wrong = form(&anna, "/menu/prices/rule", &[("percent", "170"), ("margin", ""), ("on_floor", "cut")]).await;
    assert_eq!(wrong.status, 400);
    assert!(read(&wrong.text).contains("Впишите процент от 0 до 100") && wrong.text.contains("value=\"170\""));
    form(&anna, "/menu/prices/rule", &[("percent", "80"), ("margin", ""), ("on_floor", "cut")]).await.ok();
    assert!(read(&page(&anna, "/menu/prices").await).contains("952 ₽ по правилу магазина"));

    let (sku, price) = (PLAID.to_string(), format!("price-{PLAID}"));
    let fields = [("sku", sku.as_str()), (price.as_str(), "900"), ("do", "preview")];
    let told = read(&form(&anna, &format!("{path}/add"), &fields).await.ok().text);
    assert!(told.contains("Цена поднята до порога") && told.contains("952 ₽"), "{told}");

    let (cost, version) = (format!("cost-{sku}"), format!("version-{sku}"));
    let floor = format!("floor-{sku}");
    let costs = [(version.as_str(), "0"), (cost.as_str(), "700"), (floor.as_str(), "1000,50")];
    form(&anna, "/menu/prices", &costs).await.ok();
    let shown = read(&page(&anna, "/menu/prices").await);
    assert!(shown.contains("1 000,50 ₽ свой") && shown.contains("маржа 41,17 %"), "{shown}");
    let wrong = form(&anna, "/menu/prices", &[(version.as_str(), "1"), (cost.as_str(), "1e308")]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("value=\"1e308\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_looked_at_before_it_is_applied_and_says_row_by_row_what_is_wrong() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let path = winter(&site).await;
    let file = format!(
        "\u{feff}SKU;Цена в акции, ₽;Количество\r\nA-{PLAID};900;5\r\n{PILLOW};=B2*0,8;5\r\n{TEAPOT};500;1\r\nA-{PILLOW};1180;1\r\n"
    );
    let answer = multipart(&anna, &format!("{path}/sheet"), &[], &[("file", "цены.csv", file.as_bytes())]).await.ok();
    let told = read(&answer.text);
    assert!(told.contains("Применить строк: 1"), "{told}");
    assert!(told.contains("3Здесь формула") && told.contains("4Товар не найден"), "{told}");
    assert!(told.contains("5Цена выше предела акции"), "{told}");
    assert_eq!(card_price(&site).await, 119_000, "nothing has changed yet");

    let (_, rest) = answer.text.split_once("name=\"rows\" value=\"").unwrap();
    let rows = rest.split_once('"').unwrap().0;
    form(&anna, &format!("{path}/sheet/apply"), &[("rows", rows)]).await.ok();
    assert_eq!(card_price(&site).await, 90_000);

    let csv = anna.get(&format!("{path}/products.csv")).await.ok().text;
    assert!(
        csv.starts_with('\u{feff}') && csv.contains(&format!("{PLAID};Плед шерстяной;A-{PLAID};1190;900;24,36;5")),
        "{csv}"
    );
    let back = multipart(&anna, &format!("{path}/sheet"), &[], &[("file", "p.csv", csv.as_bytes())]).await.ok();
    assert!(read(&back.text).contains("Применить строк: 1"), "what was taken away comes back");
    let nothing = multipart(&anna, &format!("{path}/sheet"), &[], &[("file", "x.csv", b"name,colour\n1,2\n")]).await;
    assert_eq!(nothing.status, 400);
    assert!(read(&nothing.text).contains("нет столбца «SKU»"), "{}", read(&nothing.text));

    let costs = format!("sku,cost,floor\n{PLAID},700,950\n{PILLOW},дорого,1\n");
    let told = multipart(&anna, "/menu/prices/sheet", &[], &[("file", "c.csv", costs.as_bytes())]).await.ok();
    assert!(read(&told.text).contains("Сохранено строк: 1"), "{}", read(&told.text));
    assert!(read(&page(&anna, "/menu/prices").await).contains("950 ₽ свой"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_analyst_reads_and_changes_nothing_and_strangers_products_are_not_found() {
    let site = Site::start(Sqlite).await;
    let path = winter(&site).await;
    let vera = site.signed_in(VERA).await;
    let shown = read(&page(&vera, &path).await);
    assert!(shown.contains("Менять участие могут") && !shown.contains("Выйти из акции"), "{shown}");
    for action in
        [format!("{path}/add"), format!("{path}/leave"), "/menu/prices/rule".into(), "/promotions/standing".into()]
    {
        assert_eq!(form(&vera, &action, &[("do", "add"), ("percent", "1")]).await.status, 403, "{action}");
    }
    let stepan = site.signed_in(STEPAN).await;
    assert_eq!(stepan.get(&format!("{path}/products/{PLAID}")).await.status, 404);
    let sku = PLAID.to_string();
    let stolen = form(&stepan, &format!("{path}/add"), &[("sku", sku.as_str()), ("do", "add")]).await;
    assert_eq!(stolen.status, 400, "a stranger's product is as none");
    assert_eq!(stepan.get("/promotions/7").await.status, 404);
    assert_eq!(stepan.get("/promotions/nonsense").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_answers_enrolment_once_per_kind_and_sees_dates_on_the_calendar() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    winter(&site).await;
    let calendar = read(&page(&anna, "/promotions/calendar").await);
    assert!(calendar.contains("Зимняя распродажа"), "{calendar}");
    assert!(read(&page(&anna, "/promotions/calendar?month=2020-02").await).contains("В этом месяце акций нет"));
    assert!(read(&page(&anna, "/promotions/calendar?month=nonsense").await).contains("Зимняя распродажа"));
    assert!(read(&page(&anna, "/promotions/standing").await).contains("Объявленных автодобавлений нет"));
    form(&anna, "/promotions/standing", &[("answer-discount", "never"), ("answer-gift", "join")]).await.ok();
    let kept = page(&anna, "/promotions/standing").await;
    assert!(kept.contains("name=\"answer-discount\" value=\"never\" checked"), "{kept}");
}
