//! `/api/docs` and `/problems/{code}`.

use domain::Code;

use crate::support::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_tells_every_operation_and_every_problem_in_both_languages() {
    let site = Site::start(Sqlite).await;
    let document = serde_json::to_value(server::api::document::document()).unwrap();
    for (lang, title) in [("ru", "API для программ"), ("en", "API for programs")] {
        let page = site.nobody().with("accept-language", lang).get("/api/docs").await.ok();
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(page.text.contains(&format!("<html lang=\"{lang}\"")) && page.text.contains(title));
        for item in document["paths"].as_object().unwrap().values() {
            for operation in item.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap();
                assert!(page.text.contains(&format!("id=\"{id}\"")), "{id}");
            }
        }
        for code in Code::ALL {
            assert!(page.text.contains(&format!("id=\"problem-{}\"", code.as_str())), "{code:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_works_without_a_network() {
    let site = Site::start(Sqlite).await;
    let page = site.nobody().get("/api/docs").await.ok().text;
    for elsewhere in ["src=\"http", "href=\"http", "src=\"//", "href=\"//", "url("] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    // Every link within the page leads somewhere on it.
    for link in page.split("href=\"#").skip(1) {
        let target = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{target}\"")), "#{target}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_type_of_a_problem_leads_to_its_line() {
    let site = Site::start(Sqlite).await;
    let problem = site.nobody().get("/api/v1/reviews").await;
    let line = site.nobody().get(&problem.text_at("/type")).await.ok();
    assert!(line.text.contains("id=\"problem-sign_in_needed\""));
    assert_eq!(site.nobody().get("/problems/nothing").await.status, 404);
}
