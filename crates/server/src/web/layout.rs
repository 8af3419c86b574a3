//! What surrounds every page: the shell with its navigation, theme, language and toast.

use super::words::{Lang, Speaks, Words};

/// The theme a person chose; the default follows the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value in cookies and in `data-theme`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a cookie or form value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// For whom a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Sellers and their staff.
    Cabinet,
    /// Buyers.
    Shop,
    /// The operator's staff.
    Desk,
    /// Nobody in particular: sign-in, errors.
    Plain,
}

impl Surface {
    /// The class of `<body>`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Cabinet => "cabinet",
            Self::Shop => "shop",
            Self::Desk => "desk",
            Self::Plain => "plain",
        }
    }
}

/// Which entry of the navigation is the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// `/`
    Home,
    /// `/chats`
    Chats,
    /// `/reviews`
    Reviews,
    /// `/promotions`
    Promotions,
    /// `/menu`
    Menu,
    /// `/shop`
    Products,
    /// `/shop/basket`
    Basket,
    /// `/shop/orders`
    Orders,
    /// `/shop/chats`
    ShopChats,
    /// `/shop/questions`
    OwnQuestions,
    /// `/notices`, `/shop/notices`, `/desk/notices`
    Notices,
    /// `/desk`
    Desk,
    /// `/desk/moderation`
    Moderation,
    /// `/desk/support`
    Support,
    /// `/desk/safety`
    Safety,
    /// `/desk/promotions`
    DeskPromotions,
    /// `/desk/moderation/stats`
    Figures,
    /// `/desk/moderation/reasons`
    Reasons,
    /// `/desk/components`
    Components,
    /// None of them.
    Nowhere,
}

/// The person who looks at the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// As colleagues read it: "Анна".
    pub name: String,
    /// The shop, for sellers: "Северная линия".
    pub shop: Option<String>,
}

impl Viewer {
    /// One or two letters for the round sign.
    pub fn initials(&self) -> String {
        initials(self.shop.as_deref().unwrap_or(&self.name))
    }
}

/// The first letters of the first two words of a name.
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
        .take(2)
        .collect::<String>()
        .to_uppercase()
}

/// Something said once, after a redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// A problem is announced at once and stays; good news leaves by itself.
    pub problem: bool,
}

/// Everything that the layout needs beside the page itself.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The words.
    pub w: &'static Words,
    /// The theme.
    pub theme: Theme,
    /// For whom.
    pub surface: Surface,
    /// Where in the navigation.
    pub tab: Tab,
    /// The page's title, without the product's name.
    pub title: String,
    /// For search engines and link previews.
    pub description: String,
    /// Who looks; nobody on public pages.
    pub viewer: Option<Viewer>,
    /// New reviews, for the badge on the tab.
    pub new_reviews: u64,
    /// Chats with unread messages, for the badge on the tab.
    pub new_chats: u64,
    /// What the reader was told and has not read, for the badge on the bell.
    pub new_notices: u64,
    /// Where the bell leads; absent where nobody is told anything.
    pub bell: Option<&'static str>,
    /// Products in a buyer's basket, for the badge in the shop's bar.
    pub in_basket: u64,
    /// What to say once.
    pub toast: Option<Toast>,
    /// Changes with the assets, so that browsers keep them for ever and still see a new version.
    pub version: &'static str,
}

impl Shell {
    /// A shell for this surface, tab and title.
    pub fn new(lang: Lang, surface: Surface, tab: Tab, title: impl Into<String>) -> Self {
        let w = lang.words();
        Self {
            w,
            theme: Theme::System,
            surface,
            tab,
            title: title.into(),
            description: w.common.tagline.to_owned(),
            viewer: None,
            new_reviews: 0,
            new_chats: 0,
            new_notices: 0,
            bell: None,
            in_basket: 0,
            toast: None,
            version: super::assets::version(),
        }
    }

    /// The same with a description.
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The same as this person sees it.
    pub fn seen_by(mut self, viewer: Viewer) -> Self {
        self.viewer = Some(viewer);
        self
    }

    /// `aria-current` of a navigation entry.
    pub fn current(&self, tab: Tab) -> &'static str {
        if self.tab == tab { " aria-current=\"page\"" } else { "" }
    }

    /// The count on the bell; beyond 99 it only says so.
    pub fn notices_badge(&self) -> String {
        capped(self.new_notices)
    }

    /// The count on the tab of reviews; beyond 99 it only says so.
    pub fn badge(&self) -> String {
        capped(self.new_reviews)
    }

    /// The count on the tab of chats; beyond 99 it only says so.
    pub fn chats_badge(&self) -> String {
        capped(self.new_chats)
    }
}

/// A count as a badge has room for it.
pub fn capped(count: u64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}
