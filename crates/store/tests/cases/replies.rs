//! Drafts, templates, who is answering, answers in bulk.

use domain::TemplateId;
use store::replies::{self, BulkLine, Template};

use super::given::{SHOP, STRANGER, minute, person, reviewed_shop, uuid};
use super::{Case, tell};

fn template(number: u32, name: &str) -> Template {
    Template {
        id: TemplateId::parse(&uuid(number)).expect("a UUID"),
        name: name.to_owned(),
        text: "Здравствуйте, {buyer}!".to_owned(),
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "each colleague has a draft of their own",
            story: |tx| {
                let review = reviewed_shop(tx)?[0].id;
                replies::save_draft(tx, SHOP, review, person(1), "Спас", minute(1))?;
                replies::save_draft(tx, SHOP, review, person(1), "Спасибо", minute(2))?;
                replies::save_draft(tx, SHOP, review, person(2), "Извините", minute(3))?;
                replies::save_draft(tx, SHOP, review, person(3), "Давно", minute(-9))?;
                assert_eq!(replies::delete_old_drafts(tx, minute(0))?, 1);
                replies::delete_draft(tx, SHOP, review, person(2))?;
                tell((
                    replies::draft(tx, SHOP, review, person(1))?,
                    replies::draft(tx, SHOP, review, person(2))?,
                    replies::draft(tx, STRANGER, review, person(1))?,
                ))
            },
        },
        Case {
            name: "the template that is used most stands first",
            story: |tx| {
                for (number, name) in [(1, "Благодарность"), (2, "Извинение"), (3, "Лишний")]
                {
                    replies::save_template(tx, SHOP, &template(number, name), minute(0))?;
                }
                replies::save_template(tx, SHOP, &template(2, "Извинения"), minute(1))?;
                replies::use_template(tx, SHOP, template(2, "").id)?;
                let deleted = [
                    replies::delete_template(tx, STRANGER, template(3, "").id)?,
                    replies::delete_template(tx, SHOP, template(3, "").id)?,
                ];
                let one = replies::template(tx, SHOP, template(2, "").id)?;
                tell((deleted, one, replies::templates(tx, SHOP)?, replies::templates(tx, STRANGER)?))
            },
        },
        Case {
            name: "a colleague is seen while answering, and no longer",
            story: |tx| {
                let review = reviewed_shop(tx)?[0].id;
                for (who, name, until) in [(1, "Я", 9), (2, "Анна", 3), (3, "Борис", 9), (4, "Ушла", 9)] {
                    replies::answering(tx, SHOP, review, person(who), name, minute(until))?;
                }
                replies::answering(tx, SHOP, review, person(2), "Анна", minute(9))?;
                replies::stopped_answering(tx, SHOP, review, person(4))?;
                let now = replies::who_is_answering(tx, SHOP, review, person(1), minute(5))?;
                tell((now, replies::who_is_answering(tx, SHOP, review, person(1), minute(9))?))
            },
        },
        Case {
            name: "an answer to many goes on where it stopped",
            story: |tx| {
                let reviews = reviewed_shop(tx)?;
                for review in &reviews[..3] {
                    let line = BulkLine {
                        review: review.id,
                        text: "Спасибо!".to_owned(),
                        person: person(1),
                        processed: review.stars > 2,
                    };
                    replies::insert_bulk(tx, SHOP, "письмо", &line)?;
                    replies::insert_bulk(tx, SHOP, "письмо", &line)?;
                }
                let finished = [
                    replies::finish_bulk_line(tx, SHOP, "письмо", reviews[0].id, None)?,
                    replies::finish_bulk_line(tx, SHOP, "письмо", reviews[0].id, None)?,
                    replies::finish_bulk_line(tx, SHOP, "письмо", reviews[1].id, Some("review_deleted"))?,
                ];
                assert_eq!(finished, [true, false, true]);
                let mut progress = replies::bulk_progress(tx, SHOP, "письмо")?;
                progress.sort();
                tell((replies::bulk_waiting(tx, SHOP, "письмо", 10)?, progress))
            },
        },
    ]
}
