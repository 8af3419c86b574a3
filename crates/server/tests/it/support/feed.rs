//! Somebody who listens to server-sent events.

use std::collections::VecDeque;

use super::Client;

/// An open feed.
pub struct Feed {
    response: reqwest::Response,
    rest: String,
    ready: VecDeque<Message>,
}

/// One message of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    pub id: String,
    pub event: String,
    pub data: String,
}

impl Message {
    /// A field of the data.
    pub fn field(&self, name: &str) -> String {
        let data: serde_json::Value = serde_json::from_str(&self.data).unwrap();
        data[name].as_str().unwrap_or_default().to_owned()
    }
}

impl Feed {
    /// Opens the feed of a shop, after an event or from now on.
    pub async fn open(client: &Client, path: &str, last: Option<&str>) -> Self {
        let request = client.request("GET", path);
        let request = match last {
            Some(id) => request.header("last-event-id", id),
            None => request,
        };
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, rest: String::new(), ready: VecDeque::new() }
    }

    /// The next message; `None` where the feed has ended. Comments are passed over. A test that would wait for ever fails.
    pub async fn next(&mut self) -> Option<Message> {
        let next = tokio::time::timeout(std::time::Duration::from_secs(30), self.read());
        next.await.expect("something comes within half a minute")
    }

    async fn read(&mut self) -> Option<Message> {
        loop {
            if let Some(message) = self.ready.pop_front() {
                return Some(message);
            }
            let more = self.response.chunk().await.ok().flatten()?;
            self.rest.push_str(std::str::from_utf8(&more).unwrap());
            while let Some(end) = self.rest.find("\n\n") {
                self.ready.extend(message_of(&self.rest[..end]));
                self.rest.drain(..end + 2);
            }
        }
    }

    /// The next so many messages.
    pub async fn take(&mut self, count: usize) -> Vec<Message> {
        let mut all = Vec::new();
        while all.len() < count {
            all.push(self.next().await.expect("the feed goes on"));
        }
        all
    }
}

fn message_of(text: &str) -> Option<Message> {
    let mut message = Message::default();
    for line in text.lines() {
        match line.split_once(": ") {
            Some(("id", id)) => id.clone_into(&mut message.id),
            Some(("event", event)) => event.clone_into(&mut message.event),
            Some(("data", data)) => message.data.push_str(data),
            _ => {}
        }
    }
    (!message.data.is_empty()).then_some(message)
}
