//! The tasks that hand things over, as they run beside the worker.

use app::commands::webhooks::{self, NewWebhook};
use domain::notices::Topic;
use domain::notices::webhooks::Format;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::support::pushes::Browser;
use crate::support::receiver::Says;

#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_holds_nobody_up_and_not_the_end_either() {
    let (mailbox, service) = (Mailbox::open().await, PushService::open().await);
    let site = site(Sqlite, &mailbox).await;
    let (hanging, swift) = (Receiver::open().await, Receiver::open().await);
    hanging.say(Says::Nothing);
    let anna = known(&site, ANNA).await;
    let boris = known(&site, BORIS).await;
    reads_mail(&site, &mailbox, &boris, "boris@example.com").await;
    Browser::of(&site, &service, &anna, "hanging").await;
    let phone = Browser::of(&site, &service, &boris, "phone").await;
    service.answer("hanging", 0, &[]);
    for part in [super::anna(), Part::staff(BORIS, HOME)] {
        wants(&site, part, Topic::Reviews, everywhere).await;
    }
    let manager = anna.member(None).unwrap().with::<app::CanManage>().unwrap();
    for url in [&hanging.url, &swift.url] {
        let new = NewWebhook { format: Format::Standard, url: url.clone(), types: vec!["review_published".into()] };
        webhooks::create(&site.app, &manager, new).await.unwrap();
    }

    let stop = CancellationToken::new();
    let running = tokio::spawn(server::outward::run(site.app.clone(), site.outward.clone(), stop.clone()));
    for (buyer, order) in [(OLGA, DELIVERED), (PYOTR, "48173920-0004-1")] {
        reviewed(&site, buyer, order, PLAID, 1).await;
        site.work().await;
    }
    eventually("both letters", || mailbox.to("boris@example.com").len() == 2).await;
    eventually("both pushes", || phone.told(&service).len() == 2).await;
    eventually("both calls", || swift.calls().len() == 2).await;
    eventually("those who hang were called", || !hanging.calls().is_empty() && !service.to("hanging").is_empty()).await;
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(30), running).await.unwrap().unwrap();
}
