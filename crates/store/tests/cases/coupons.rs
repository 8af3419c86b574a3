//! Codes of promotions.

use domain::{PersonId, PromotionId};
use store::coupons::{self, Coupon};

use super::given::{SHOP, STRANGER, uuid};
use super::{Case, tell};

pub fn cases() -> Vec<Case> {
    vec![Case {
        name: "a code is nobody's twice, and a promotion's codes come in their own order",
        story: |tx| {
            let (mine, strange) = (PromotionId(9_300_000_000_000_001), PromotionId(9_300_000_000_000_002));
            let code = |code: &str| Coupon { code: code.to_owned(), buyer: None, uses: Some(1), used: 0 };
            let olgas = Coupon { buyer: PersonId::parse(&uuid(7)), ..code("C") };
            for coupon in [code("B"), olgas, Coupon { uses: None, ..code("A") }] {
                assert!(coupons::insert(tx, SHOP, mine, &coupon)?);
            }
            assert!(coupons::insert(tx, STRANGER, strange, &code("D"))?);
            assert!(!coupons::insert(tx, STRANGER, strange, &code("A"))?, "it is a stranger's already");
            let first = coupons::page(tx, SHOP, mine, "", 2)?;
            let rest = coupons::page(tx, SHOP, mine, &first[1].code, 9)?;
            tell((first, rest, coupons::counts(tx, SHOP, mine)?, coupons::counts(tx, SHOP, strange)?))
        },
    }]
}
