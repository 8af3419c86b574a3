//! Texts on their way to the public: sent, judged and appealed over the last months by the same commands as anybody's, at a
//! clock that is set back. What can be done at once is, so that many commands share a commit.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use app::commands::moderation::{appeals, desk};
use app::commands::{answers, asking, buyers, people, questions as shop_questions, reviews};
use app::queries::moderation::{Appealed, Track, Way};
use app::queries::{self, reviews as lists};
use app::{App, Buyer, CanReply, Failure, Moderator, Person, SellerStaff};
use domain::moderation::{Decision, Reason, Subject};
use domain::people::DeskRole;
use domain::reviews::{Rating, ReportReason};
use domain::text::Text;
use domain::{AnswerId, CaseId, Code, OrderId, PersonId, QuestionId, ReviewId, SellerId, Sku, Timestamp};
use futures::future::{join_all, try_join_all};

use super::clock::DemoClock;
use super::load::{Known, days_before};
use super::questions::{self, Standing};
use super::rows::{self, What};
use super::{Cast, ids};

const MODERATION: &str = include_str!("../../demo/moderation.jsonl");
/// Commands that are under way at once.
const AT_ONCE: usize = 64;
/// How long the links work by which the demo's people act while it is loaded.
const LINK: Duration = Duration::from_secs(600);

/// Asks, answers, judges and appeals; nothing where that was done before.
pub(super) async fn add(app: &App, clock: &DemoClock, known: &Known, cast: &Cast) -> Result<(), Failure> {
    if !queries::moderation::chains(app).await?.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<rows::Judged> = rows::lines(MODERATION)?;
    let answered: HashSet<String> = rows.iter().filter_map(|row| row.to.clone()).collect();
    let asked = questions::add(app, known, &answered).await?;
    rows.extend(asked.to_judge);
    rows.sort_by(|a, b| b.days_ago.total_cmp(&a.days_ago));
    let mut stage = Stage { app, clock, now: app.now(), known, standing: asked.standing, actors: Actors::default() };
    stage.sign_in(cast, &rows).await?;
    let done = stage.play(rows).await;
    clock.go();
    done
}

/// Who acts: the shops' managers (so that whoever tries the demo as an owner begins in good standing), buyers by their number, the two moderators.
#[derive(Default)]
struct Actors {
    shops: HashMap<SellerId, SellerStaff<CanReply>>,
    buyers: HashMap<usize, Buyer>,
    moderators: Vec<Moderator>,
}

/// Everything that is needed to act.
struct Stage<'a> {
    app: &'a App,
    clock: &'a DemoClock,
    now: Timestamp,
    known: &'a Known,
    standing: HashMap<String, Standing>,
    actors: Actors,
}

/// What was sent.
struct Sent<'a> {
    row: rows::Judged,
    author: Author<'a>,
    id: String,
    at: Timestamp,
}

#[derive(Clone, Copy)]
enum Author<'a> {
    Shop(&'a SellerStaff<CanReply>),
    Buyer(&'a Buyer),
}

impl Stage<'_> {
    async fn sign_in(&mut self, cast: &Cast, rows: &[rows::Judged]) -> Result<(), Failure> {
        let of_items = self.known.unreviewed.iter().take(rows.len()).map(|item| item.buyer);
        let of_answers = rows.iter().filter(|row| row.what == What::BuyersAnswer).filter_map(|row| self.bought(row));
        let numbers: HashSet<usize> =
            rows.iter().filter_map(|row| row.buyer).chain(of_items).chain(of_answers).collect();
        let buyers =
            numbers.into_iter().map(async |number| Ok((number, self.person(ids::buyer(number)).await?.buyer())));
        let buyers: Result<_, Failure> = try_join_all(buyers).await.map(|all| all.into_iter().collect());
        let managers = cast.managers.iter().map(async |(seller, manager)| {
            Ok::<_, Failure>((*seller, self.person(*manager).await?.member(Some(*seller))?.with()?))
        });
        let shops = try_join_all(managers).await?.into_iter().collect();
        let moderators = cast.staff.iter().filter(|(role, _)| *role == DeskRole::Moderator);
        let moderators = moderators.map(async |(_, id)| Ok::<_, Failure>(self.person(*id).await?.desk()?.moderator()?));
        let moderators = try_join_all(moderators).await?;
        self.actors = Actors { shops, buyers: buyers?, moderators };
        Ok(())
    }

    /// Signs somebody in and out again: what they may do is known then.
    async fn person(&self, id: PersonId) -> Result<Person, Failure> {
        let link = people::link(self.app, id, LINK).await?;
        let session = people::sign_in(self.app, &link).await?;
        let person = queries::people::by_session(self.app, &session).await?.ok_or(Code::SignInNeeded)?;
        people::sign_out(self.app, &session).await?;
        Ok(person)
    }

    /// Somebody who has received the product that a question is about.
    fn bought(&self, row: &rows::Judged) -> Option<usize> {
        let question = self.standing.get(row.to.as_deref()?)?;
        self.known.received.get(&question.sku.0)?.iter().copied().find(|buyer| Some(*buyer) != question.buyer)
    }

    async fn play(mut self, rows: Vec<rows::Judged>) -> Result<(), Failure> {
        let (later, first): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.to.is_some());
        let actors = std::mem::take(&mut self.actors);
        let mut items = self.known.unreviewed.iter();
        let mut reviews = self.reviews(&actors).await?;
        let mut first_tasks = Vec::new();
        for row in first {
            let item = if row.what == What::Review { items.next() } else { None };
            let review =
                row.seller.and_then(|n| self.known.sellers.get(&n)).and_then(|seller| reviews.get_mut(seller)?.pop());
            first_tasks.push((row, item, review));
        }
        let mut sent = self.all(first_tasks, |(row, item, review)| self.first(&actors, row, item, review)).await?;
        for one in &sent {
            if let (Some(key), Author::Buyer(buyer), Some(sku)) = (&one.row.id, one.author, one.row.sku)
                && let (Some(id), Some(seller)) = (QuestionId::parse(&one.id), self.known.shops.get(&sku))
            {
                let asked = Standing { seller: *seller, id, sku: Sku(sku), buyer: number_of(&actors, buyer) };
                self.standing.insert(key.clone(), asked);
            }
        }
        sent.extend(self.all(later, |row| self.reply(&actors, row)).await?);
        self.judge(&actors, &sent, false).await?;
        let appealed: Vec<&Sent<'_>> = sent.iter().filter(|one| one.row.appeal.is_some()).collect();
        self.all(appealed, |one| self.appeal(one)).await?;
        self.judge(&actors, &sent, true).await
    }

    /// Does something for each, many at once; what is not there to be done with is passed over.
    async fn all<T, R, F>(&self, things: Vec<T>, run: impl Fn(T) -> F) -> Result<Vec<R>, Failure>
    where
        F: Future<Output = Result<Option<R>, Failure>>,
    {
        let (mut done, mut things) = (Vec::new(), things.into_iter().peekable());
        while things.peek().is_some() {
            let some: Vec<F> = things.by_ref().take(AT_ONCE).map(&run).collect();
            for one in join_all(some).await {
                done.extend(one?);
            }
        }
        Ok(done)
    }

    /// When a text is sent. A command reads the clock before it first waits, so many can be under way, each at its own time.
    fn stand(&self, at: Timestamp) {
        self.clock.stand(at);
    }

    /// Reviews that nobody of the shop has answered, to be commented and reported.
    async fn reviews(&self, actors: &Actors) -> Result<HashMap<SellerId, Vec<ReviewId>>, Failure> {
        let mut all = HashMap::new();
        for (seller, staff) in &actors.shops {
            let filter = lists::Filter { answered: Some(false), ..lists::Filter::default() };
            let page = lists::list(self.app, &staff.reader(), filter, lists::Order::default(), None, 20).await?;
            all.insert(*seller, page.reviews.into_iter().map(|review| review.id).collect());
        }
        Ok(all)
    }

    async fn first<'b>(
        &self,
        actors: &'b Actors,
        row: rows::Judged,
        item: Option<&Item>,
        review: Option<ReviewId>,
    ) -> Result<Option<Sent<'b>>, Failure> {
        let at = days_before(self.now, row.days_ago);
        let shop = row.seller.and_then(|n| actors.shops.get(self.known.sellers.get(&n)?));
        let buyer = row.buyer.or(item.map(|item| item.buyer)).and_then(|number| actors.buyers.get(&number));
        let (author, id) = match (row.what, shop, buyer) {
            (What::Question, _, Some(buyer)) => {
                let (sku, text) = (Sku(row.sku.unwrap_or_default()), Text::new(&row.text)?);
                self.stand(at);
                (Author::Buyer(buyer), asking::ask(self.app, buyer, sku, text, None).await?.question.to_string())
            }
            (What::Review, _, Some(buyer)) => {
                let Some(item) = item else { return Ok(None) };
                let opinion = opinion(&row)?;
                self.stand(at);
                let id = buyers::submit(self.app, buyer, item.order.clone(), item.sku, opinion, None).await?;
                (Author::Buyer(buyer), id.to_string())
            }
            (What::Comment, Some(shop), _) => {
                let (Some(review), text) = (review, Text::new(&row.text)?) else { return Ok(None) };
                let new = answers::NewAnswer {
                    review,
                    text,
                    parent: None,
                    settles: true,
                    seen: None,
                    undo: false,
                    once: None,
                };
                self.stand(at);
                (Author::Shop(shop), answers::send(self.app, shop, new).await?.comment.to_string())
            }
            (What::Report, Some(shop), _) => {
                let reason = row.reason.as_deref().and_then(ReportReason::parse).unwrap_or(ReportReason::Other);
                let Some(review) = review else { return Ok(None) };
                self.stand(at);
                let id = reviews::report(self.app, shop, review, reason, &row.text, Vec::new(), None).await?;
                (Author::Shop(shop), id.to_string())
            }
            _ => return Ok(None),
        };
        Ok(Some(Sent { row, author, id, at }))
    }

    async fn reply<'b>(&self, actors: &'b Actors, row: rows::Judged) -> Result<Option<Sent<'b>>, Failure> {
        let at = days_before(self.now, row.days_ago);
        let Some(question) = row.to.as_deref().and_then(|key| self.standing.get(key)) else { return Ok(None) };
        let text = Text::new(&row.text)?;
        let (author, answer) = if row.what == What::BuyersAnswer {
            let Some(buyer) = self.bought(&row).and_then(|number| actors.buyers.get(&number)) else { return Ok(None) };
            self.stand(at);
            (Author::Buyer(buyer), asking::answer(self.app, buyer, question.id, text, None).await?)
        } else {
            let Some(shop) = actors.shops.get(&question.seller) else { return Ok(None) };
            let new = shop_questions::NewAnswer { question: question.id, text, seen: None, undo: false, once: None };
            self.stand(at);
            (Author::Shop(shop), shop_questions::send(self.app, shop, new).await?.answer)
        };
        Ok(Some(Sent { row, author, id: answer.to_string(), at }))
    }

    /// Decides the first verdicts, or the appeals, and brings them into force.
    async fn judge(&self, actors: &Actors, sent: &[Sent<'_>], appeals: bool) -> Result<(), Failure> {
        self.clock.go();
        let wanted: Vec<&Sent<'_>> = sent.iter().filter(|one| one.verdict(appeals).is_some()).collect();
        let cases =
            self.all(wanted, |one| async move { Ok(self.case(one, appeals).await?.map(|case| (one, case))) }).await?;
        let decided = cases.into_iter().filter_map(|(one, (seller, case))| {
            let (verdict, at) = one.verdict(appeals)?;
            Some((actors.moderators.get(verdict.by)?, seller, case, verdict, at))
        });
        let decided: Vec<_> = decided.collect();
        self.all(decided.clone(), async |(moderator, seller, case, _, at)| {
            self.stand(at);
            desk::take(self.app, moderator, seller, case).await.map(Some)
        })
        .await?;
        self.all(decided, async |(moderator, seller, case, verdict, at)| {
            let verdict = spoken(verdict);
            self.stand(at);
            desk::decide(self.app, moderator, seller, case, verdict).await.map(Some)
        })
        .await?;
        self.clock.go();
        while app::worker::turn(self.app).await? {}
        Ok(())
    }

    /// The open case of what was sent.
    async fn case(&self, one: &Sent<'_>, appeal: bool) -> Result<Option<(SellerId, CaseId)>, Failure> {
        let Some((seller, track)) = self.track(one).await? else { return Ok(None) };
        Ok(match (appeal, track) {
            (false, Track { way: Way::Waiting(queued), .. })
            | (true, Track { appeal: Some(Appealed::Waiting(queued)), .. }) => Some((seller, queued.case)),
            _ => None,
        })
    }

    async fn track(&self, one: &Sent<'_>) -> Result<Option<(SellerId, Track)>, Failure> {
        Ok(match (one.row.what, one.author) {
            (What::Question, Author::Buyer(buyer)) => {
                let own = queries::asking::own(self.app, buyer, None, 20).await?;
                own.into_iter()
                    .find(|own| own.question.id.to_string() == one.id)
                    .map(|own| (own.question.seller, own.track))
            }
            (What::BuyersAnswer, Author::Buyer(buyer)) => match AnswerId::parse(&one.id) {
                Some(id) => {
                    let own = queries::asking::own_answer(self.app, buyer, id).await?;
                    Some((own.question.seller, own.track))
                }
                None => None,
            },
            (What::Review, Author::Buyer(buyer)) => match ReviewId::parse(&one.id) {
                Some(id) => {
                    let seller = queries::shop::own_review(self.app, buyer, id).await?.seller;
                    Some((seller, queries::shop::own_track(self.app, buyer, id).await?))
                }
                None => None,
            },
            (What::Answer, Author::Shop(shop)) => match AnswerId::parse(&one.id) {
                Some(id) => {
                    let answer = queries::questions::answer(self.app, &shop.reader(), id).await?;
                    Some((answer.answer.seller, answer.track))
                }
                None => None,
            },
            _ => None,
        })
    }

    async fn appeal(&self, one: &Sent<'_>) -> Result<Option<()>, Failure> {
        let (Some(appeal), Some((_, verdict_at))) = (&one.row.appeal, one.verdict(false)) else { return Ok(None) };
        let (id, words) = (one.id.clone(), Text::new(&appeal.text)?);
        self.stand(hours_after(verdict_at, appeal.hours));
        match one.author {
            Author::Shop(shop) => appeals::by_shop(self.app, shop, Subject::Answer, id, words).await?,
            Author::Buyer(buyer) => {
                let subject = if one.row.what == What::Review { Subject::Review } else { Subject::Question };
                appeals::by_buyer(self.app, buyer, subject, id, words).await?
            }
        };
        Ok(Some(()))
    }
}

impl Sent<'_> {
    /// What is decided and when: the first verdict, or the one on the appeal.
    fn verdict(&self, of_appeal: bool) -> Option<(&rows::Verdict, Timestamp)> {
        let first = self.row.verdict.as_ref()?;
        let at = hours_after(self.at, first.hours);
        if !of_appeal {
            return Some((first, at));
        }
        let appeal = self.row.appeal.as_ref()?;
        let second = appeal.verdict.as_ref()?;
        Some((second, hours_after(hours_after(at, appeal.hours), second.hours)))
    }
}

fn hours_after(at: Timestamp, hours: f64) -> Timestamp {
    at.after(Duration::from_secs_f64(hours.max(0.0) * 3_600.0))
}

fn spoken(verdict: &rows::Verdict) -> desk::Verdict {
    desk::Verdict {
        decision: Decision::parse(&verdict.decision).unwrap_or(Decision::Publish),
        reasons: verdict.reasons.iter().filter_map(|code| Reason::parse(code)).collect(),
        note_author: verdict.note.clone(),
        note_desk: String::new(),
    }
}

fn opinion(row: &rows::Judged) -> Result<buyers::Opinion, Failure> {
    Ok(buyers::Opinion {
        rating: row.stars.map(Rating::new).transpose()?,
        text: row.text.clone(),
        pros: String::new(),
        cons: String::new(),
        media: Vec::new(),
    })
}

fn number_of(actors: &Actors, buyer: &Buyer) -> Option<usize> {
    actors.buyers.iter().find(|(_, known)| known.id() == buyer.id()).map(|(number, _)| *number)
}

/// An item that was delivered and that nobody has reviewed.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) buyer: usize,
    pub(super) order: OrderId,
    pub(super) sku: Sku,
}
