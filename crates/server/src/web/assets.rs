//! The files that ship inside the binary: style, script, icons, manifest, service worker.

use std::sync::LazyLock;

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// A short fingerprint of all assets. It stands in their addresses, so browsers may keep them for ever.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut names: Vec<_> = Assets::iter().collect();
        names.sort();
        let mut hash = Sha256::new();
        for file in names.iter().filter_map(|name| Assets::get(name)) {
            hash.update(file.metadata.sha256_hash());
        }
        hash.finalize().iter().take(6).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    });
    &VERSION
}

/// Serves `/assets/{name}`. With `?v=` the answer never changes; without it browsers ask again by `ETag`.
pub fn serve(name: &str, versioned: bool, asked: &HeaderMap) -> Response {
    match Assets::get(name) {
        Some(file) => answer(name, &file, versioned, asked),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(name: &str, file: &EmbeddedFile, versioned: bool, asked: &HeaderMap) -> Response {
    let keep = if versioned { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = file.metadata.sha256_hash().iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let tag = format!("\"{tag}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(name))),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::ETAG, HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))),
    ];
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let is_script = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "js");
    let body = if is_script { squeezed(&file.data) } else { file.data.clone().into_owned() };
    (headers, body).into_response()
}

/// A script without what only people read: lines of comment, indentation, empty lines.
fn squeezed(script: &[u8]) -> Vec<u8> {
    let lines = script.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines.filter(|line| !line.is_empty() && !line.starts_with(b"//")).collect::<Vec<_>>().join(&b'\n')
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        Some("html") => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_only_what_people_read() {
        let told = squeezed("// Why.\n(() => {\n\n  say(\"a  b\"); // kept\n})();\n".as_bytes());
        assert_eq!(String::from_utf8_lossy(&told), "(() => {\nsay(\"a  b\"); // kept\n})();");
    }

    #[test]
    fn no_text_of_a_script_goes_over_several_lines_for_its_indentation_is_taken_away() {
        for name in Assets::iter().filter(|name| name.ends_with(".js")) {
            let script =
                Assets::get(&name).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default();
            assert!(!script.is_empty(), "{name}");
            for line in script.lines() {
                assert_eq!(line.matches('`').count() % 2, 0, "{name}: {line}");
            }
        }
    }
}
