//! A buyer's basket, as pages: putting in, changing, ordering, and what is said when something is otherwise.

use super::{page, read};
use crate::support::{Answer, Client, OLGA, PLAID, PYOTR, Site, Sqlite};

async fn form(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    Answer::of(super::submit(client, path, fields)).await
}

async fn put(client: &Client) -> Answer {
    let sku = PLAID.to_string();
    form(client, "/shop/basket", &[("sku", sku.as_str()), ("next", "/shop/basket")]).await
}

/// What a hidden field of a page says.
fn hidden(html: &str, name: &str) -> String {
    let (_, rest) = html.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}"));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_puts_a_plaid_into_the_basket_and_orders_it_once() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    assert!(read(&page(&olga, "/shop/basket").await).contains("Корзина пуста"));
    assert!(read(&page(&olga, &format!("/shop/p/{PLAID}")).await).contains("В корзину"));
    let seen = put(&olga).await.ok().text;
    assert!(read(&seen).contains("Цены закреплены ещё"), "{}", read(&seen));
    let (total, key) = (hidden(&seen, "total"), hidden(&seen, "key"));
    let agreed = [("total", total.as_str()), ("key", key.as_str())];
    let done = form(&olga, "/shop/basket/order", &agreed).await.ok().text;
    assert!(read(&done).contains("Заказ оформлен") && read(&done).contains("Оплата при получении"), "{}", read(&done));
    let again = form(&olga, "/shop/basket/order", &agreed).await.ok().text;
    assert_eq!(read(&again), read(&done), "pressing twice is one order");
    let order =
        done.split("<b class=\"num\">Заказ ").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
    assert!(page(&olga, "/shop/orders").await.contains(&order));
    let stranger = site.signed_in(PYOTR).await;
    let refused = stranger.get(&format!("/shop/orders/{}", order.trim())).await;
    assert_eq!(refused.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_said_above_the_basket_as_it_is() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    put(&olga).await.ok();
    let path = format!("/shop/basket/{PLAID}");
    for (typed, said) in
        [("1001", "от 1 до 1000"), ("много", "от 1 до 1000"), ("-3", "от 1 до 1000"), ("999", "осталось")]
    {
        let answer = form(&olga, &path, &[("quantity", typed)]).await;
        assert_eq!(answer.status, 409);
        assert!(read(&answer.text).contains(said), "{typed}: {}", read(&answer.text));
    }
    let unknown = form(&olga, "/shop/basket/coupon", &[("code", "нет такого")]).await;
    assert!(read(&unknown.text).contains("Такого промокода нет"));
    let dearer = form(&olga, "/shop/basket/order", &[("total", "1"), ("key", "k")]).await;
    assert!(read(&dearer.text).contains("Ничего не заказано"), "{}", read(&dearer.text));
    let gone = form(&olga, &path, &[("quantity", "1"), ("step", "-1")]).await.ok().text;
    assert!(read(&gone).contains("Корзина пуста"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_led_to_the_sign_in() {
    let site = Site::start(Sqlite).await;
    let nobody = site.nobody();
    assert!(read(&page(&nobody, &format!("/shop/p/{PLAID}")).await).contains("Войти и купить"));
}
