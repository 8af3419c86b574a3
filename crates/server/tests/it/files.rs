//! Files of chats, as a browser asks for them.

use app::actors::Speaker;
use app::commands::chats::files::{Attached, add};
use app::commands::chats::open::by_buyer_about_order;
use app::commands::people;
use app::files::links;
use domain::OrderId;

use crate::support::*;

/// Ольга brings a file into the chat about her plaid.
async fn brings(site: &Site, name: &str, bytes: &[u8]) -> Attached {
    let link = people::link(&site.app, OLGA, std::time::Duration::from_secs(60)).await.unwrap();
    let token = people::sign_in(&site.app, &link).await.unwrap();
    let olga = app::queries::people::by_session(&site.app, &token).await.unwrap().unwrap().buyer();
    let chat = by_buyer_about_order(&site.app, &olga, OrderId(DELIVERED.into()), PLAID).await.unwrap();
    add(&site.app, &Speaker::from(&olga), chat, name, bytes.to_vec()).await.unwrap()
}

async fn address(site: &Site, file: &Attached) -> String {
    links(&site.app).await.unwrap().whole(file).unwrap()
}

#[tokio::test]
async fn a_file_is_saved_under_its_name_and_nothing_of_it_can_run() {
    let site = Site::start(Sqlite).await;
    let file = brings(&site, "Мерки <b>.txt", "Размер 42".as_bytes()).await;
    let answer = site.nobody().get(&address(&site, &file).await).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "Размер 42"));
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        (
            "content-disposition",
            "attachment; filename=\"_____ _b_.txt\"; filename*=UTF-8''%D0%9C%D0%B5%D1%80%D0%BA%D0%B8%20_b_.txt",
        ),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "private, max-age=600, immutable"),
        ("accept-ranges", "bytes"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_picture_opens_in_the_page_large_and_small_and_can_be_saved() {
    let site = Site::start(Sqlite).await;
    let mut sent = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(900, 600, image::Rgb([200, 120, 40]))
        .write_to(&mut sent, image::ImageFormat::Png)
        .unwrap();
    let file = brings(&site, "скол.exe", sent.get_ref()).await;
    let links = links(&site.app).await.unwrap();
    let nobody = site.nobody();
    let large = nobody.get(&links.whole(&file).unwrap()).await;
    assert_eq!((large.status, large.header("content-type")), (200, Some("image/jpeg")));
    assert!(large.header("content-disposition").unwrap().starts_with("inline; filename=\"____.jpg\""));
    let small = nobody.get(&links.thumb(&file).unwrap()).await;
    let len = |answer: &Answer| answer.header("content-length").unwrap().parse::<usize>().unwrap();
    assert!(small.status == 200 && len(&small) < len(&large));
    let saved = nobody.get(&links.download(&file).unwrap()).await;
    assert!(saved.header("content-disposition").unwrap().starts_with("attachment"));
}

#[tokio::test]
async fn a_download_that_broke_off_goes_on_where_it_was() {
    let site = Site::start(Sqlite).await;
    let file = brings(&site, "note.txt", b"0123456789").await;
    let there = address(&site, &file).await;
    let asked = |range: &str| Answer::of(site.nobody().request("GET", &there).header("range", range));
    let part = asked("bytes=6-").await;
    assert_eq!((part.status, part.text.as_str()), (206, "6789"));
    assert_eq!(part.header("content-range"), Some("bytes 6-9/10"));
    assert_eq!(part.header("content-security-policy"), Some("sandbox; default-src 'none'"));
    assert_eq!(asked("bytes=10-").await.status, 416);
}

#[tokio::test]
async fn an_address_that_has_ended_says_so_and_a_made_up_one_leads_nowhere() {
    let site = Site::start(Sqlite).await;
    let file = brings(&site, "note.txt", b"note").await;
    let there = address(&site, &file).await;
    let nobody = site.nobody();
    // Another name at the end changes nothing: it is decoration, and never what the file is saved under.
    let renamed = nobody.get(&there.replace("note.txt", "evil.exe")).await;
    assert!(renamed.header("content-disposition").unwrap().contains("note.txt"));

    site.wait(601);
    let old = nobody.get(&there).await;
    assert_eq!(old.status, 410);
    assert!(old.text.contains("Откройте файл из чата ещё раз"), "{}", old.text);
    assert!(!old.header("cache-control").unwrap().contains("max-age"));

    let other = brings(&site, "other.txt", b"other").await;
    let token = address(&site, &other).await.split('/').nth(3).unwrap().to_owned();
    for made_up in [
        format!("/files/{}/{token}/note.txt", file.id),
        format!("/files/{}/AAAA/note.txt", file.id),
        format!("/files/..%2F..%2Fetc/{token}/passwd"),
    ] {
        assert_eq!(nobody.get(&made_up).await.status, 404, "{made_up}");
    }
}
