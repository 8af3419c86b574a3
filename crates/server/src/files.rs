//! `/files/{id}/{token}/{name}`: files of chats, for whoever has an address that has not ended.
//!
//! The name in the address is for the person who reads it; what a file is called and what it is comes from the database.
//! Nothing here is run: browsers are told not to guess, to open it in a cage without any right, and to save what is
//! neither picture nor film.

use app::files::address::{Shown, encoded};
use app::files::open::{self, Opened};
use app::{App, Failure};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, Response};
use domain::{Code, FileId, Timestamp};

use crate::ranges;
use crate::web::respond::Page;

/// The file.
pub async fn file(
    State(app): State<App>,
    Path((id, token, _)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Page {
    let id = FileId::parse(&id).ok_or(Code::MediaNotFound)?;
    let opened = open::open(&app, id, &token).await?;
    Ok(answer(&opened, &headers, app.now()).await?)
}

async fn answer(opened: &Opened, headers: &HeaderMap, now: Timestamp) -> Result<Response, Failure> {
    let common = AppendHeaders([
        (header::CONTENT_TYPE, opened.content_type.clone()),
        (header::CONTENT_DISPOSITION, disposition(opened.shown, &opened.name)),
        // The browser may keep it as long as the address lives, and nobody between may keep it at all.
        (header::CACHE_CONTROL, format!("private, max-age={}, immutable", opened.until.since(now).as_secs())),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".into()),
        ("cross-origin-resource-policy".parse().map_err(Failure::fault)?, "same-origin".into()),
        (header::REFERRER_POLICY, "no-referrer".into()),
    ]);
    ranges::answer(headers, opened.len, common, async |from, count| opened.bytes(from, count).await).await
}

/// How the browser shows it and under which name it saves it (RFC 6266). The name is written twice, since older programs
/// know only the plain form.
fn disposition(shown: Shown, name: &str) -> String {
    let how = match shown {
        Shown::Inline | Shown::Thumb => "inline",
        Shown::Download => "attachment",
    };
    let plain: String = name.chars().map(|sign| if is_plain(sign) { sign } else { '_' }).collect();
    let exact = encoded(name);
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

fn is_plain(sign: char) -> bool {
    sign.is_ascii_graphic() && !matches!(sign, '"' | '\\' | '%') || sign == ' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_a_russian_name_is_saved_under_it() {
        assert_eq!(
            disposition(Shown::Download, "Счёт 7.pdf"),
            "attachment; filename=\"____ 7.pdf\"; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%207.pdf"
        );
    }

    #[test]
    fn a_name_cannot_say_more_than_a_name() {
        let header = disposition(Shown::Inline, "a\"; filename=evil.exe\r\n\\x%41.jpg");
        assert!(header.starts_with("inline; filename=\"a_; filename=evil.exe___x_41.jpg\"; filename*=UTF-8''a%22%3B"));
        assert!(!header.contains(['\r', '\n']));
    }
}
