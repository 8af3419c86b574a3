//! Who does something. An actor is made only by checking, so a command that takes one needs no check of its own.

use std::marker::PhantomData;

use domain::chats::Author;
use domain::event::By;
use domain::people::{Area, DeskRole, KeyRole, Permission, Role};
use domain::{Code, PersonId, Refusal, SellerId};

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) shops: Vec<Shop>,
    pub(crate) desk: Option<DeskRole>,
}

/// A shop in which somebody works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// Which.
    pub seller: SellerId,
    /// Its name.
    pub name: String,
    /// What they are there.
    pub role: Role,
}

impl Person {
    /// Their id.
    pub fn id(&self) -> PersonId {
        self.id
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The shops in which they work.
    pub fn shops(&self) -> &[Shop] {
        &self.shops
    }

    /// What they are among the operator's staff.
    pub fn desk_role(&self) -> Option<DeskRole> {
        self.desk
    }

    /// As somebody of a shop: the one named, or the first; a shop in which they do not work is not found.
    pub fn member(&self, seller: Option<SellerId>) -> Result<Member, Refusal> {
        let shop = match seller {
            Some(seller) => self.shops.iter().find(|shop| shop.seller == seller),
            None => self.shops.first(),
        };
        let shop = shop.ok_or_else(|| Refusal::new(Code::SellerNotFound))?;
        Ok(Member {
            seller: shop.seller,
            shop: shop.name.clone(),
            by: By::Staff(self.id),
            name: self.name.clone(),
            rights: Rights::Role(shop.role),
        })
    }

    /// As a buyer: everybody may buy.
    pub fn buyer(&self) -> Buyer {
        Buyer { id: self.id, name: self.name.clone() }
    }

    /// As one of the operator's staff; the desk is not there for anybody else.
    pub fn desk(&self) -> Result<Desk, Refusal> {
        let role = self.desk.ok_or_else(|| Refusal::new(Code::PageNotFound))?;
        Ok(Desk { id: self.id, name: self.name.clone(), role })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rights {
    Role(Role),
    Key(Vec<KeyRole>),
}

/// Somebody or some program of a shop, before it is known what they want to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub(crate) seller: SellerId,
    pub(crate) shop: String,
    pub(crate) by: By,
    pub(crate) name: String,
    pub(crate) rights: Rights,
}

impl Member {
    /// The shop.
    pub fn seller(&self) -> SellerId {
        self.seller
    }

    /// The shop's name.
    pub fn shop(&self) -> &str {
        &self.shop
    }

    /// Whether they may.
    pub fn may(&self, permission: Permission) -> bool {
        match &self.rights {
            Rights::Role(role) => role.may(permission),
            Rights::Key(roles) => roles.iter().any(|role| role.may(permission)),
        }
    }

    /// The same, where they may look at an area: people may look at all of their shop, a key at what its roles open.
    pub fn within(self, area: Area) -> Result<Self, Refusal> {
        match &self.rights {
            Rights::Key(roles) if !roles.iter().any(|role| role.opens(area)) => {
                Err(Refusal::new(Code::NotAllowed).with("permission", area.as_str()))
            }
            Rights::Key(_) | Rights::Role(_) => Ok(self),
        }
    }

    /// The actor with a permission, or a refusal that names it.
    pub fn with<P: Grant>(&self) -> Result<SellerStaff<P>, Refusal> {
        if !self.may(P::PERMISSION) {
            return Err(Refusal::new(Code::NotAllowed).with("permission", P::PERMISSION.as_str()));
        }
        Ok(SellerStaff { member: self.clone(), granted: PhantomData })
    }
}

/// A permission as a type.
pub trait Grant {
    /// Which.
    const PERMISSION: Permission;
}

macro_rules! grants {
    ($($(#[$doc:meta])* $name:ident $permission:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;

        impl Grant for $name {
            const PERMISSION: Permission = Permission::$permission;
        }
    )*};
}

grants! {
    /// May see the shop's reviews and products.
    CanRead Read;
    /// May answer in the shop's name.
    CanReply Reply;
    /// May change templates, keys, staff.
    CanManage Manage;
    /// May take part in promotions.
    CanPromote Promote;
}

/// Somebody or some program of a shop who may do what `P` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerStaff<P> {
    member: Member,
    granted: PhantomData<P>,
}

impl<P> SellerStaff<P> {
    /// The shop.
    pub fn seller(&self) -> SellerId {
        self.member.seller
    }

    /// The shop's name.
    pub fn shop(&self) -> &str {
        &self.member.shop
    }

    /// Who it is, for the log.
    pub fn by(&self) -> By {
        self.member.by
    }

    /// Their name, for colleagues.
    pub fn name(&self) -> &str {
        &self.member.name
    }

    /// The person; `None` for a program.
    pub fn person(&self) -> Option<PersonId> {
        match self.member.by {
            By::Staff(person) => Some(person),
            _ => None,
        }
    }

    /// The same as a reader: whoever may do anything in a shop may read.
    pub fn reader(&self) -> SellerStaff<CanRead> {
        SellerStaff { member: self.member.clone(), granted: PhantomData }
    }

    /// Whether they may also do something else.
    pub fn may(&self, permission: Permission) -> bool {
        self.member.may(permission)
    }
}

/// Somebody who buys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buyer {
    pub(crate) id: PersonId,
    pub(crate) name: String,
}

impl Buyer {
    /// Their id.
    pub fn id(&self) -> PersonId {
        self.id
    }

    /// The name under their reviews.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Somebody of the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) role: DeskRole,
}

impl Desk {
    /// Their id.
    pub fn id(&self) -> PersonId {
        self.id
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they are.
    pub fn role(&self) -> DeskRole {
        self.role
    }
}

impl Desk {
    /// As somebody who decides cases: moderators and safety staff do, the others look on.
    pub fn moderator(&self) -> Result<Moderator, Refusal> {
        match self.role {
            DeskRole::Moderator | DeskRole::Safety => Ok(Moderator { desk: self.clone() }),
            DeskRole::Support | DeskRole::Marketer => Err(Code::DeskDecides.into()),
        }
    }
}

impl Desk {
    /// As somebody who talks with shops and buyers for the marketplace.
    pub fn support(&self) -> Result<Support, Refusal> {
        match self.role {
            DeskRole::Support | DeskRole::Safety => Ok(Support { desk: self.clone() }),
            DeskRole::Moderator | DeskRole::Marketer => Err(Code::SupportOnly.into()),
        }
    }

    /// As somebody who runs the marketplace's promotions.
    pub fn marketer(&self) -> Result<Marketer, Refusal> {
        match self.role {
            DeskRole::Marketer => Ok(Marketer { desk: self.clone() }),
            DeskRole::Moderator | DeskRole::Support | DeskRole::Safety => Err(Code::MarketerOnly.into()),
        }
    }

    /// As somebody who stops fraud.
    pub fn safety(&self) -> Result<Safety, Refusal> {
        match self.role {
            DeskRole::Safety => Ok(Safety { desk: self.clone() }),
            DeskRole::Moderator | DeskRole::Support | DeskRole::Marketer => Err(Code::DeskDecides.into()),
        }
    }
}

macro_rules! desk_actors {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            desk: Desk,
        }

        impl $name {
            /// Their id.
            pub fn id(&self) -> PersonId {
                self.desk.id
            }

            /// Their name.
            pub fn name(&self) -> &str {
                &self.desk.name
            }

            /// Who it is, for the log.
            pub fn by(&self) -> By {
                By::Desk(self.desk.id)
            }

            /// The same as one who looks on.
            pub fn desk(&self) -> &Desk {
                &self.desk
            }
        }
    )*};
}

desk_actors! {
    /// Somebody of the operator who talks with shops and buyers.
    Support;
    /// Somebody of the operator who stops fraud.
    Safety;
    /// Somebody of the operator who runs promotions.
    Marketer;
}

/// Somebody who may look at a side's chats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub(crate) side: Author,
    pub(crate) by: By,
    pub(crate) name: String,
    /// The shop, on the shop's side.
    pub(crate) seller: Option<SellerId>,
}

impl Reader {
    /// Which side.
    pub fn side(&self) -> Author {
        self.side
    }

    /// Who, for the log.
    pub fn by(&self) -> By {
        self.by
    }

    /// The shop, on the shop's side.
    pub fn seller(&self) -> Option<SellerId> {
        self.seller
    }
}

/// Somebody who may write for a side in its chats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker(Reader);

impl Speaker {
    /// The same as one who reads.
    pub fn reader(&self) -> &Reader {
        &self.0
    }
}

impl std::ops::Deref for Speaker {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.0
    }
}

impl From<&SellerStaff<CanRead>> for Reader {
    fn from(staff: &SellerStaff<CanRead>) -> Self {
        let (by, name) = (staff.by(), staff.name().to_owned());
        Self { side: Author::Seller, by, name, seller: Some(staff.seller()) }
    }
}

impl From<&SellerStaff<CanReply>> for Speaker {
    fn from(staff: &SellerStaff<CanReply>) -> Self {
        Self(Reader::from(&staff.reader()))
    }
}

impl From<&Buyer> for Reader {
    fn from(buyer: &Buyer) -> Self {
        Self { side: Author::Buyer, by: By::Buyer(buyer.id), name: buyer.name.clone(), seller: None }
    }
}

impl From<&Buyer> for Speaker {
    fn from(buyer: &Buyer) -> Self {
        Self(Reader::from(buyer))
    }
}

impl From<&Support> for Reader {
    fn from(support: &Support) -> Self {
        Self { side: Author::Support, by: support.by(), name: support.name().to_owned(), seller: None }
    }
}

impl From<&Support> for Speaker {
    fn from(support: &Support) -> Self {
        Self(Reader::from(support))
    }
}

/// Somebody of the operator who decides cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moderator {
    desk: Desk,
}

impl Moderator {
    /// Their id.
    pub fn id(&self) -> PersonId {
        self.desk.id
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.desk.name
    }

    /// What they are.
    pub fn role(&self) -> DeskRole {
        self.desk.role
    }

    /// Who it is, for the log.
    pub fn by(&self) -> By {
        By::Desk(self.desk.id)
    }

    /// The same as one who looks on.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }
}
