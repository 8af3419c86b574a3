//! Who came, and how they want to see things: from cookies and headers.

use app::actors::Grant;
use app::{App, Member, Person, SellerStaff, queries};
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, Method, Uri, request::Parts};
use domain::{Code, Lang, Refusal, SellerId};

use super::layout::{Shell, Surface, Tab, Theme, Toast, Viewer};
use super::notices::Place;
use super::respond::WebError;
use super::said::said;
use super::words::{Speaks, Words};
use crate::{Site, session};

/// How a person wants to see pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Look {
    /// The language: chosen, or the browser's, or Russian.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
}

impl Look {
    /// What the cookies and the browser ask for.
    pub fn of(headers: &HeaderMap) -> Self {
        let theme = session::cookie(headers, session::THEME).and_then(Theme::from_code).unwrap_or_default();
        Self { lang: session::lang(headers), theme }
    }
}

/// What a script wants to swap in place, instead of the whole page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// The list.
    List,
    /// What is open.
    Detail,
    /// What changed in the open chat.
    Changes,
}

/// A request of somebody.
#[derive(Clone)]
pub struct Visit {
    /// The application.
    pub app: App,
    /// How they want to see it.
    pub look: Look,
    /// Who, where they are signed in.
    pub person: Option<Person>,
    /// The session's token.
    pub token: Option<String>,
    /// Only a part of the page is wanted.
    pub fragment: Option<Fragment>,
    /// What to say once, by its code in `?done=`.
    pub done: Option<String>,
    /// The page's own address, with its query.
    pub uri: Uri,
    /// The shop that they chose among theirs.
    pub shop: Option<SellerId>,
    /// The site, for cookies.
    pub site: Site,
    /// Where they are told something on this surface.
    pub place: Option<Place>,
    /// What they were told and have not read, for the bell; counted for pages only.
    pub unread: u64,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, WebError> {
        let app = site.app.clone();
        let headers = &parts.headers;
        let token = session::cookie(headers, session::SESSION).map(str::to_owned);
        let person = match &token {
            Some(token) => queries::people::by_session(&app, token).await?,
            None => None,
        };
        let fragment = match headers.get("x-fragment").and_then(|value| value.to_str().ok()) {
            Some("list") => Some(Fragment::List),
            Some("detail") => Some(Fragment::Detail),
            Some("changes") => Some(Fragment::Changes),
            _ => None,
        };
        let done = super::query::pairs(parts.uri.query().unwrap_or_default());
        let done = done.into_iter().find_map(|(name, value)| (name == "done").then_some(value));
        let shop = session::cookie(headers, session::SHOP).and_then(|text| text.parse().ok()).map(SellerId);
        let (look, uri, site) = (Look::of(headers), parts.uri.clone(), site.clone());
        let place = person.as_ref().and_then(|person| Place::of(uri.path(), person, shop));
        let feed = headers.get(ACCEPT).is_some_and(|value| value == "text/event-stream");
        let unread = match place {
            Some(place) if parts.method == Method::GET && fragment.is_none() && !feed => {
                super::notices::unread(&app, place).await?
            }
            _ => 0,
        };
        Ok(Self { app, look, person, token, fragment, done, uri, shop, site, place, unread })
    }
}

impl Visit {
    /// The words in this person's language.
    pub fn w(&self) -> &'static Words {
        self.look.lang.words()
    }

    /// The time, in microseconds.
    pub fn now(&self) -> i64 {
        self.app.now().0
    }

    /// The person, or a refusal that leads to the sign-in.
    pub fn person(&self) -> Result<&Person, Refusal> {
        self.person.as_ref().ok_or_else(|| Code::SignInNeeded.into())
    }

    /// The person as somebody of the shop that they chose, or of their first.
    pub fn member(&self) -> Result<Member, Refusal> {
        let person = self.person()?;
        person.member(self.shop).or_else(|_| person.member(None))
    }

    /// The person as somebody of their shop who may do what `P` says.
    pub fn staff<P: Grant>(&self) -> Result<SellerStaff<P>, Refusal> {
        self.member()?.with()
    }

    fn shop_name(&self) -> Option<String> {
        let seller = self.member().ok()?.seller();
        self.person.as_ref()?.shops().iter().find(|shop| shop.seller == seller).map(|shop| shop.name.clone())
    }

    /// The person as a buyer.
    pub fn buyer(&self) -> Result<app::Buyer, Refusal> {
        Ok(self.person()?.buyer())
    }

    /// A refusal in this person's words.
    pub fn tell(&self, refusal: &Refusal) -> String {
        refusal.words(self.look.lang)
    }

    /// The shell of a page on this surface.
    pub fn shell(&self, surface: Surface, tab: Tab, title: impl Into<String>) -> Shell {
        let mut shell = Shell::new(self.look.lang, surface, tab, title);
        shell.theme = self.look.theme;
        shell.viewer = self.person.as_ref().map(|person| Viewer {
            name: person.name().to_owned(),
            shop: self.shop_name().filter(|_| surface == Surface::Cabinet),
        });
        shell.new_notices = self.unread;
        shell.bell = self.place.map(Place::list);
        shell.toast = self.toast();
        shell
    }

    /// What is to be said once on this visit.
    pub fn toast(&self) -> Option<Toast> {
        let (text, problem) = said(self.w(), self.done.as_deref()?)?;
        Some(Toast { text: text.to_owned(), problem })
    }

    /// Whoever has opened a thing has read what they were told of it.
    pub async fn saw(&self, subject: impl std::fmt::Display) -> Result<(), WebError> {
        let Some(place) = self.place else { return Ok(()) };
        let part = place.part;
        Ok(app::commands::notices::saw(&self.app, part.person, part.seller, &subject.to_string()).await?)
    }

    /// The shell of a page of the shop, with the numbers in its bar.
    pub async fn shop(&self, tab: Tab, title: impl Into<String>) -> Result<Shell, WebError> {
        let mut shell = self.shell(Surface::Shop, tab, title);
        if let Some(person) = &self.person {
            let chats = queries::chats::buyer_unread(&self.app, &person.buyer()).await?;
            shell.new_chats = u64::try_from(chats).unwrap_or(0);
            let basket = queries::basket::count(&self.app, &person.buyer()).await?;
            shell.in_basket = u64::try_from(basket).unwrap_or(0);
        }
        Ok(shell)
    }

    /// The shell of a page of the cabinet, with the numbers of new reviews and of unread chats.
    pub async fn cabinet(&self, tab: Tab, title: &str) -> Result<Shell, WebError> {
        let staff = self.staff::<app::CanRead>()?;
        let every_review = queries::reviews::Filter::default();
        let (counts, chats) = tokio::try_join!(
            queries::reviews::counts(&self.app, &staff, &every_review),
            queries::chats::unread(&self.app, &staff),
        )?;
        let mut shell = self.shell(Surface::Cabinet, tab, title);
        shell.new_chats = u64::try_from(chats).unwrap_or(0);
        shell.new_reviews = u64::try_from(counts.with_status(domain::reviews::ReviewStatus::New)).unwrap_or(0);
        Ok(shell)
    }
}
