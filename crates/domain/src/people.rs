//! Who works for a shop or for the operator, and what each may do.

/// What somebody may do in a shop. Every command of a seller names the one that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See reviews, questions, products.
    Read,
    /// Answer buyers in the shop's name.
    Reply,
    /// Templates, API keys, staff.
    Manage,
    /// Take part in promotions.
    Promote,
}

impl Permission {
    /// The name in refusals and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Reply => "reply",
            Self::Manage => "manage",
            Self::Promote => "promote",
        }
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every one, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in storage and in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The one with this name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str() == text)
            }
        }
    };
}
pub(crate) use named;

named! {
    /// What somebody is in a shop.
    Role {
        /// Everything.
        Owner = "owner",
        /// Everything but giving the shop away.
        Admin = "admin",
        /// Answers buyers.
        Manager = "manager",
        /// Promotions and prices.
        Promoter = "promoter",
        /// Reads only.
        Analyst = "analyst",
    }
}

impl Role {
    /// Whether this role carries a permission.
    pub fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::Read => true,
            Permission::Reply => matches!(self, Self::Owner | Self::Admin | Self::Manager),
            Permission::Manage => matches!(self, Self::Owner | Self::Admin),
            Permission::Promote => matches!(self, Self::Owner | Self::Admin | Self::Promoter),
        }
    }
}

named! {
    /// What an API key may do; the names are those of the dialect's `/v1/roles`.
    KeyRole {
        /// Everything a program can do.
        Admin = "Admin",
        /// Everything that changes nothing.
        AdminReadOnly = "Admin read only",
        /// Reviews and questions.
        Reviews = "Review management",
        /// Products, reading.
        ProductsReadOnly = "Product read-only",
        /// Chats with buyers and support.
        Chats = "Chat management",
        /// Promotions and prices.
        Promotions = "Promotion management",
    }
}

/// What a key opens to be looked at: the dialect gives its roles by such areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Reviews with all that hangs on them.
    Reviews,
    /// Products and their categories.
    Products,
    /// Chats.
    Chats,
    /// Promotions, prices and what buyers ask for.
    Promotions,
}

impl Area {
    /// The name in refusals.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reviews => "reviews",
            Self::Products => "products",
            Self::Chats => "chats",
            Self::Promotions => "promotions",
        }
    }
}

impl KeyRole {
    /// Whether a key with this role may look at an area.
    pub fn opens(self, area: Area) -> bool {
        match self {
            Self::Admin | Self::AdminReadOnly => true,
            Self::Reviews => area == Area::Reviews,
            Self::ProductsReadOnly => area == Area::Products,
            Self::Chats => area == Area::Chats,
            Self::Promotions => area == Area::Promotions,
        }
    }

    /// Whether a key with this role carries a permission over what it opens.
    pub fn may(self, permission: Permission) -> bool {
        match (self, permission) {
            (Self::Admin, _)
            | (_, Permission::Read)
            | (Self::Reviews | Self::Chats, Permission::Reply)
            | (Self::Promotions, Permission::Promote) => true,
            (Self::AdminReadOnly | Self::ProductsReadOnly | Self::Reviews | Self::Chats | Self::Promotions, _) => false,
        }
    }
}

named! {
    /// What somebody is among the operator's staff.
    DeskRole {
        /// Decides what becomes public.
        Moderator = "moderator",
        /// Stops fraud.
        Safety = "safety",
        /// Helps people.
        Support = "support",
        /// Runs promotions.
        Marketer = "marketer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_analyst_reads_and_does_nothing_else() {
        assert!(Role::Analyst.may(Permission::Read));
        for permission in [Permission::Reply, Permission::Manage, Permission::Promote] {
            assert!(!Role::Analyst.may(permission));
        }
    }

    #[test]
    fn an_owner_may_everything_and_a_manager_answers_but_makes_no_keys() {
        for permission in [Permission::Read, Permission::Reply, Permission::Manage, Permission::Promote] {
            assert!(Role::Owner.may(permission));
        }
        assert!(Role::Manager.may(Permission::Reply));
        assert!(!Role::Manager.may(Permission::Manage));
    }

    #[test]
    fn a_key_for_products_opens_no_reviews_and_a_key_for_reviews_no_products() {
        assert!(KeyRole::ProductsReadOnly.opens(Area::Products) && !KeyRole::ProductsReadOnly.opens(Area::Reviews));
        assert!(KeyRole::Reviews.opens(Area::Reviews) && !KeyRole::Reviews.opens(Area::Products));
        assert!(KeyRole::AdminReadOnly.opens(Area::Reviews) && KeyRole::AdminReadOnly.opens(Area::Products));
    }

    #[test]
    fn a_role_is_read_back_by_the_name_it_is_written_with() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(*role));
        }
        assert_eq!(Role::parse("god"), None);
    }
}
