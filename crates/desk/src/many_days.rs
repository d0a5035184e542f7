//! Days on which one thing is done to many: chosen, looked at, begun, stopped, killed, and told to the last one.

mod shutting_out;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use marketplace::WriteIds;
use simulator::{Fault as Spoil, FaultKind, Purchase, RouteKind};
use uuid::Uuid;

use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{items, ready, until};
use crate::testing::Computer;

/// Without any progress in this time a test has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody buys so many times; the desk has not read it yet.
fn buy(computer: &Computer, name: &str, number: u32) -> Vec<String> {
    let control = computer.service.control();
    let purchase = |number| Purchase { name: Some(format!("{name} {number:04}")), ..Purchase::default() };
    (0..number).map(|number| control.purchase(&purchase(number)).unwrap()).collect()
}

fn all(search: &str, but: &[&str]) -> Selection {
    let query = ListQuery { search: search.to_owned(), hide_cancelled: false, sort: Vec::new() };
    Selection::AllBut { query, but: but.iter().map(|id| (*id).to_owned()).collect() }
}

async fn preview(desk: &Desk, selection: &Selection, action: &ManyAction) -> ManyPreview {
    desk.preview_many(ManyRequest { selection: selection.clone(), action: action.clone() }).await.unwrap()
}

/// As it was shown, it is begun.
async fn begin(desk: &Desk, selection: Selection, action: ManyAction) -> ManyBegun {
    let agreed = preview(desk, &selection, &action).await.agreed;
    desk.begin_many(BeginMany { selection, action, reason: "the spring fair".to_owned(), agreed }).await.unwrap()
}

async fn page(desk: &Desk, id: &str, only: Option<ManyFate>) -> ManyPage {
    desk.many(ManyProgress { id: Some(id.to_owned()), only, from: 0, limit: 200 }).await.unwrap()
}

async fn card(desk: &Desk, id: &str) -> ManyCard {
    page(desk, id, None).await.many.unwrap()
}

fn number(card: &ManyCard, fate: ManyFate) -> u32 {
    card.counts.iter().find(|count| count.fate == fate).map_or(0, |count| count.count)
}

/// Time passes until it is so; impatient only where nothing moves any more.
async fn passing(computer: &Computer, desk: &Desk, id: &str, is_so: impl Fn(&ManyCard) -> bool) -> ManyCard {
    let mut moved = tokio::time::Instant::now();
    let mut last = card(desk, id).await;
    while !is_so(&last) {
        computer.service.control().advance(Duration::from_secs(2)).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = card(desk, id).await;
        if now != last {
            moved = tokio::time::Instant::now();
        }
        assert!(moved.elapsed() < PATIENCE, "it stands still: {now:?}");
        last = now;
    }
    last
}

/// How often each activation was received.
fn received(computer: &Computer) -> BTreeMap<String, u32> {
    let mut received = BTreeMap::new();
    for entry in computer.service.control().ledger(0) {
        if entry.what == "activation received" {
            *received.entry(entry.subscription).or_default() += 1;
        }
    }
    received
}

/// Somebody else activates it, with a program of their own.
async fn activate_elsewhere(desk: &Desk, id: &str) {
    let api = desk.opened().await.unwrap().source.api.clone();
    let found = api.subscription(&id.into()).await.unwrap().value;
    let ids = WriteIds { request: Uuid::from_u128(7), correlation: Uuid::from_u128(8) };
    api.activate(&found.id, &found.plan, found.seats, &ids).await.unwrap();
}

#[tokio::test]
async fn a_preview_says_who_is_left_out_and_why_and_never_adds_two_currencies() {
    let computer = Computer::new(300).await;
    let bought = buy(&computer, "Rush", 6);
    let desk = ready(&computer).await;
    let one = LifeRequest { subscription: bought[0].clone(), step: LifeStep::Activate };
    let price = desk.preview_step(one).await.unwrap().side.per_month.unwrap();
    let request = TakeLifeStep {
        subscription: bought[1].clone(),
        step: LifeStep::Activate,
        typed: String::new(),
        reason: String::new(),
    };
    desk.take_step(request).await.unwrap();

    let active = desk.list_subscriptions(listed("status:active", 3)).await.unwrap().rows;
    let mut ids: Vec<String> = active.iter().map(|row| row.id.clone()).collect();
    ids.extend(bought.clone());
    ids.extend(["nobody-knows-me".to_owned(), bought[0].clone()]);
    let said = preview(&desk, &Selection::These { ids }, &ManyAction::Activate).await;
    assert_eq!((said.selected, said.touched, said.refused), (10, 5, None), "a customer named twice is one");
    let skipped: Vec<_> = said.skipped.iter().map(|group| (group.why.key.as_str(), group.count)).collect();
    assert_eq!(skipped, [("no-active-already", 3), ("no-queued", 1), ("many-unknown", 1)]);
    assert_eq!(said.skipped[1].first, ["Rush 0001"]);
    assert_eq!((said.per_month, said.unpriced), (vec![price], 4), "what nobody has read is not guessed");
    assert_eq!(said.notes.first().map(|note| note.key.as_str()), Some("many-billing"));

    let but = preview(&desk, &all("rush", &[&bought[2], &bought[3]]), &ManyAction::Activate).await;
    assert_eq!((but.selected, but.touched), (4, 3));
}

fn listed(search: &str, limit: u32) -> ListRequest {
    let query = ListQuery { search: search.to_owned(), hide_cancelled: false, sort: Vec::new() };
    ListRequest { query, from: 0, limit }
}

#[tokio::test]
async fn only_what_was_shown_is_begun() {
    let computer = Computer::new(60).await;
    let bought = buy(&computer, "Rush", 3);
    let desk = ready(&computer).await;
    let (selection, action) = (all("rush", &[]), ManyAction::Activate);
    let agreed = preview(&desk, &selection, &action).await.agreed;
    let request = TakeLifeStep {
        subscription: bought[1].clone(),
        step: LifeStep::Activate,
        typed: String::new(),
        reason: String::new(),
    };
    desk.take_step(request).await.unwrap();
    let begin = BeginMany { selection, action, reason: String::new(), agreed };
    assert_eq!(desk.begin_many(begin).await.unwrap_err().sentence.key, "many-changed");
    let nobody = Selection::These { ids: vec![bought[1].clone()] };
    let refused = preview(&desk, &nobody, &ManyAction::Activate).await.refused;
    assert_eq!(refused.map(|why| why.key).as_deref(), Some("many-nobody"));
}

#[tokio::test]
async fn what_is_stopped_before_it_leaves_never_leaves_and_can_go_on() {
    let computer = Computer::new(60).await;
    buy(&computer, "Rush", 12);
    let desk = ready(&computer).await;
    let id = begin(&desk, all("rush", &[]), ManyAction::Activate).await.id.unwrap();
    let held = card(&desk, &id).await;
    assert_eq!((held.state, held.may_stop, number(&held, ManyFate::NotBegun)), (ManyState::Held, true, 12));
    let stopped = desk.stop_many(id.clone()).await.unwrap();
    assert_eq!((stopped.state, stopped.may_stop, stopped.may_go_on), (ManyState::Stopped, false, true));
    assert_eq!(desk.stop_many(id.clone()).await.unwrap_err().sentence.key, "no-many-stop");
    computer.service.control().advance(Duration::from_secs(60)).await;
    assert!(received(&computer).is_empty());

    desk.go_on_many(id.clone()).await.unwrap();
    assert_eq!(desk.go_on_many(id.clone()).await.unwrap_err().sentence.key, "no-many-go-on");
    let over = passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    assert_eq!(number(&over, ManyFate::Effective), 12);
    assert!(received(&computer).values().all(|times| *times == 1));
}

#[tokio::test]
async fn items_of_many_are_given_to_somebody_and_noted_and_customers_are_exported() {
    let computer = Computer::new(60).await;
    let bought = buy(&computer, "=Rush", 5);
    let desk = ready(&computer).await;
    until("the purchases are in the inbox", async || {
        let found = items(&desk, "kind:purchase").await;
        (found.iter().filter(|item| item.customer.starts_with("=Rush")).count() == 5).then_some(())
    })
    .await;
    let selection = all("rush", &[&bought[4]]);
    let assign = ManyAction::Assign { owner: "Hanna".to_owned() };
    let id = begin(&desk, selection.clone(), assign.clone()).await.id.unwrap();
    passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    let mine = items(&desk, "owner:Hanna").await;
    assert_eq!(mine.len(), 4);
    let again = preview(&desk, &selection, &assign).await;
    assert_eq!((again.touched, again.skipped[0].why.key.as_str()), (0, "many-owned-already"));

    let note = ManyAction::Note { text: " Called them all ".to_owned() };
    let id = begin(&desk, selection.clone(), note).await.id.unwrap();
    let over = passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    assert_eq!(number(&over, ManyFate::Effective), 4);
    for item in mine {
        let notes = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap().notes;
        assert_eq!(notes.len(), 1);
        assert_eq!((notes[0].actor.as_str(), notes[0].text.as_str()), ("Ada", "Called them all"));
    }
    let empty = ManyAction::Note { text: "  ".to_owned() };
    let agreed = preview(&desk, &selection, &empty).await.agreed;
    let empty = BeginMany { selection: selection.clone(), action: empty, reason: String::new(), agreed };
    assert_eq!(desk.begin_many(empty).await.unwrap_err().sentence.key, "many-no-text");

    let begun = begin(&desk, selection, ManyAction::Export).await;
    let sheet = std::fs::read_to_string(begun.path.unwrap()).unwrap();
    assert_eq!(sheet.lines().count(), 5, "a head and exactly these");
    assert!(sheet.contains("\n'=Rush 0000,"), "no cell starts a formula: {sheet}");
    let report = desk.export(ExportKind::Many(id)).await.unwrap();
    let report = std::fs::read_to_string(report.path).unwrap();
    assert_eq!(report.lines().filter(|line| line.contains(",done,")).count(), 4, "{report}");
}

/// Of a thousand, those with whom it does not go smoothly.
struct Fifty<'a> {
    cancelled: &'a [String],
    elsewhere: &'a [String],
    failing: &'a [String],
}

/// Ten are cancelled before their turn, ten are activated by somebody else, and Microsoft has its moods.
async fn trouble(computer: &Computer, desk: &Desk, fifty: &Fifty<'_>) {
    let control = computer.service.control();
    for one in fifty.cancelled {
        control.cancel(one).unwrap();
    }
    for one in fifty.elsewhere {
        activate_elsewhere(desk, one).await;
    }
    let spoil = |after, times, kind| {
        let routes = vec![RouteKind::Activate];
        control.add_fault(Spoil { routes, after, times: Some(times), probability: None, kind });
    };
    let (code, message) = ("BadArgument".to_owned(), "The purchase is under review.".to_owned());
    spoil(350, 10, FaultKind::Refused { status: 400, code, message });
    spoil(420, 10, FaultKind::Throttled { seconds: 5, as_date: false });
    spoil(700, 10, FaultKind::ServerError { status: 500, afterwards: false });
    spoil(800, 5, FaultKind::Reset { afterwards: true });
}

/// It is stopped in the middle, and nothing more leaves.
async fn stopped_in_the_middle(computer: &Computer, desk: &Desk, id: &str) {
    passing(computer, desk, id, |card| number(card, ManyFate::Effective) > 150).await;
    desk.stop_many(id.to_owned()).await.unwrap();
    let stopped = passing(computer, desk, id, |card| number(card, ManyFate::Working) == 0).await;
    assert_eq!(stopped.state, ManyState::Stopped);
    let left = received(computer).len();
    assert!(number(&stopped, ManyFate::NotBegun) > 500, "{stopped:?}");
    computer.service.control().advance(Duration::from_secs(120)).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(received(computer).len(), left, "what was stopped stays where it is");
}

/// Activations of these are received, and come to nothing.
async fn come_to_nothing(computer: &Computer, failing: &[String]) {
    let control = computer.service.control();
    let mut ended = BTreeSet::new();
    while ended.len() < failing.len() {
        let now = received(computer);
        for one in failing.iter().filter(|one| now.contains_key(*one)) {
            if ended.insert(one) {
                control.cancel(one).unwrap();
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        control.advance(Duration::from_secs(1)).await;
    }
}

/// What became of each, to the last one.
async fn told_to_the_last(computer: &Computer, desk: &Desk, over: &ManyCard, fifty: &Fifty<'_>) {
    let stuck = page(desk, &over.id, Some(ManyFate::Stuck)).await;
    assert_eq!(number(over, ManyFate::Effective), 960, "{over:?}; {:?}", stuck.rows.first());
    assert_eq!(number(over, ManyFate::AlreadySo), 10);
    assert_eq!(number(over, ManyFate::Refused), 20);
    assert_eq!((over.total, number(over, ManyFate::Stuck), stuck.total), (1_000, 10, 10), "nobody is left out");
    let why = |rows: &[ManyRow], key: &str| {
        rows.iter().filter(|row| row.why.as_ref().is_some_and(|why| why.key == key)).count()
    };
    assert_eq!(why(&stuck.rows, "intent-ended"), 10);
    let refused = page(desk, &over.id, Some(ManyFate::Refused)).await.rows;
    assert_eq!((why(&refused, "intent-refused"), refused.len()), (10, 20), "the rest was cancelled: {refused:?}");
    let said = refused.iter().filter_map(|row| row.intent.as_ref()?.raw.clone());
    assert_eq!(said.filter(|raw| raw.contains("under review")).count(), 10, "in Microsoft's words");

    let times = received(computer);
    assert_eq!(times.len(), 960 + fifty.elsewhere.len() + fifty.failing.len());
    assert!(times.values().all(|times| *times == 1), "nothing is doubled");
    let ledger = computer.service.control().ledger(0);
    let billed = ledger.into_iter().filter(|entry| entry.what == "activated").count();
    assert_eq!(billed, 960 + fifty.elsewhere.len());
    let report = desk.export(ExportKind::Many(over.id.clone())).await.unwrap();
    assert_eq!(std::fs::read_to_string(report.path).unwrap().lines().count(), 1_001);
}

/// Five in a hundred fail, in five ways; somebody stops it in the middle and goes on; the program is killed in the
/// middle and goes on by itself.
#[tokio::test]
async fn a_thousand_purchases_are_activated_each_once_whatever_happens() {
    let computer = Computer::new(20).await;
    let bought = buy(&computer, "Rush", 1_000);
    let fifty = Fifty { cancelled: &bought[100..110], elsewhere: &bought[200..210], failing: &bought[600..610] };
    let desk = ready(&computer).await;
    let control = computer.service.control();
    let selection = all("rush", &[]);
    let said = preview(&desk, &selection, &ManyAction::Activate).await;
    assert_eq!((said.selected, said.touched), (1_000, 1_000));
    let id = begin(&desk, selection, ManyAction::Activate).await.id.unwrap();
    trouble(&computer, &desk, &fifty).await;
    stopped_in_the_middle(&computer, &desk, &id).await;

    control.switch(|switches| switches.activation_delay_ms = 120_000);
    desk.go_on_many(id.clone()).await.unwrap();
    come_to_nothing(&computer, fifty.failing).await;
    control.switch(|switches| switches.activation_delay_ms = 2_000);
    passing(&computer, &desk, &id, |card| number(card, ManyFate::Effective) > 650).await;
    drop(desk);

    let desk = computer.start();
    let over = passing(&computer, &desk, &id, |card| card.state == ManyState::Over).await;
    told_to_the_last(&computer, &desk, &over, &fifty).await;
}

#[tokio::test]
async fn all_that_match_are_as_many_as_the_list_says() {
    let computer = Computer::new(3_000).await;
    let desk = ready(&computer).await;
    let query = ListQuery { search: "status:pending,suspended".to_owned(), hide_cancelled: true, sort: Vec::new() };
    let as_listed = async || desk.count_subscriptions(query.clone()).await.unwrap().total;
    let selection = Selection::AllBut { query: query.clone(), but: Vec::new() };
    let selected = async || preview(&desk, &selection, &ManyAction::Activate).await.selected;
    assert_eq!(selected().await, as_listed().await);
    let active = computer.service.control().subscriptions(0, 3_000).into_iter();
    let mut active = active.filter(|one| one["saasSubscriptionStatus"] == "Subscribed");
    let id = active.next().unwrap()["id"].as_str().unwrap().to_owned();
    computer.service.control().suspend(&id).unwrap();
    desk.refresh_customer(CustomerRequest { id }).await.unwrap();
    until("as many, also after one was read by itself", async || (selected().await == as_listed().await).then_some(()))
        .await;
}
