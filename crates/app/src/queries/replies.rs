//! Templates of a shop.

use domain::TemplateId;
use store::replies;

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::replies::Template;

/// A shop's templates, the most used first.
pub async fn templates(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<Template>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(replies::templates(tx, seller)?)).await
}

/// One template.
pub async fn template(app: &App, staff: &SellerStaff<CanRead>, id: TemplateId) -> Result<Option<Template>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(replies::template(tx, seller, id)?)).await
}
