//! How quick the store is: fills a cache with invented customers and times what people wait for.
//!
//! `cargo run --release -p store --example pace -- 100000`

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::filter::Filter;
use domain::{Person, Received, Status, Subscription, Term, TermUnit};
use serde_json::json;
use store::{Key, ListQuery, PageToApply, Sort, SortField, Store};

const PER_PAGE: u32 = 80;
const ROUNDS: u32 = 200;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let count: u32 = std::env::args().nth(1).map_or(Ok(100_000), |count| count.parse())?;
    let folder = std::env::temp_dir().join(format!("marketdesk-pace-{count}"));
    if !folder.join("filled").exists() {
        let _ = std::fs::remove_dir_all(&folder);
        fill(&folder, count).await?;
        std::fs::write(folder.join("filled"), [])?;
    }
    start(&folder).await?;
    let store = Store::open(&folder, &key())?.0;
    warm(&store).await?;
    pages(&store, count).await?;
    searches(&store).await?;
    changes(&store, count).await?;
    say("memory", &status("VmRSS"));
    again(&store, count).await?;
    for file in ["cache.db", "journal.db"] {
        say(file, &format!("{} MiB", std::fs::metadata(folder.join(file))?.len() >> 20));
    }
    Ok(())
}

fn key() -> Key {
    Key::new([7; 32])
}

#[expect(clippy::print_stdout, reason = "to print is what it is for")]
fn say(what: &str, answer: &str) {
    println!("{what:<48} {answer}");
}

fn day() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// A first sweep.
async fn fill(folder: &Path, count: u32) -> Outcome {
    let store = Store::open(folder, &key())?.0;
    let pages = invented(count);
    let began = Instant::now();
    sweep(&store, pages).await?;
    say("first sweep", &format!("{:.0} rows/s", f64::from(count) / began.elapsed().as_secs_f64()));
    Ok(())
}

async fn sweep(store: &Store, pages: impl Iterator<Item = PageToApply>) -> Outcome {
    let mut state = store.cache.begin_sweep(day()).await?;
    for page in pages {
        state = store.apply_page(&state, page, day()).await?.state;
    }
    store.finish_sweep(&state, day()).await?;
    Ok(())
}

/// A sweep in which nothing has changed.
async fn again(store: &Store, count: u32) -> Outcome {
    let pages: Vec<PageToApply> = invented(count.min(100_000)).collect();
    let mut state = store.cache.begin_sweep(day()).await?;
    let began = Instant::now();
    for page in pages {
        state = store.apply_page(&state, page, day()).await?.state;
    }
    let rate = f64::from(count.min(100_000)) / began.elapsed().as_secs_f64();
    say("sweep without changes", &format!("{rate:.0} rows/s"));
    Ok(())
}

/// From nothing to the first page.
async fn start(folder: &Path) -> Outcome {
    let began = Instant::now();
    let store = Store::open(folder, &key())?.0;
    let opened = began.elapsed();
    let page = store.cache.list(&query("", SortField::Name), 0, 100).await?;
    let shown = began.elapsed();
    store.cache.counts().await?;
    say("open / first page of 100", &format!("{opened:.1?} / {shown:.1?} ({} rows)", page.rows.len()));
    Ok(())
}

/// Until lists come from memory.
async fn warm(store: &Store) -> Outcome {
    let began = Instant::now();
    let filtered = query("status:suspended", SortField::Name);
    while store.cache.list(&filtered, 0, 100).await?.total.is_none() {}
    say("until lists come from memory", &format!("{:.1?}", began.elapsed()));
    Ok(())
}

fn query(search: &str, field: SortField) -> ListQuery {
    let sort = vec![Sort { field, descending: false }];
    ListQuery { filter: Filter::read(search, day()), hide_cancelled: true, sort }
}

async fn pages(store: &Store, count: u32) -> Outcome {
    let fields = [SortField::Name, SortField::Status, SortField::Seats, SortField::TermEnd, SortField::Created];
    for field in fields {
        let asked = query("", field);
        let mut keys = Vec::new();
        let (mut place, mut after) = (0, None);
        while place < count / 2 {
            let (_, next) = store.cache.page_after(&asked, after.as_ref(), 5_000).await?;
            keys.extend(next.clone());
            after = next;
            place += 5_000;
        }
        let mut by_key = Vec::new();
        let mut by_place = Vec::new();
        let first = Instant::now();
        store.cache.list(&asked, 0, 100).await?;
        let first = first.elapsed();
        for round in 0..ROUNDS {
            let key = keys.get(scattered(round) as usize % keys.len());
            by_key.push(timed(store.cache.page_after(&asked, key, 100)).await?);
            let from = scattered(round) % (count * 6 / 10);
            by_place.push(timed(store.cache.list(&asked, from, 100)).await?);
        }
        say(&format!("page of 100 by {field:?}: by key"), &percentiles(by_key));
        say(&format!("page of 100 by {field:?}: by place, first {first:.1?}"), &percentiles(by_place));
    }
    Ok(())
}

async fn searches(store: &Store) -> Outcome {
    let typed =
        ["example", "contoso", "ltd", "northwind", "gold", "harbour", "anna", "xu", "zq", "sölv", "8f", "brook"];
    for length in 1..=6 {
        let (mut listed, mut counted, mut slowest) = (Vec::new(), Vec::new(), (Duration::ZERO, String::new()));
        for field in [SortField::Name, SortField::TermEnd, SortField::Plan] {
            for word in typed {
                let start: String = word.chars().take(length).collect();
                let asked = query(&start, field);
                let took = timed(store.cache.list(&asked, 0, 100)).await?;
                slowest = slowest.max((took, start.clone()));
                listed.push(took);
                counted.push(timed(store.cache.count(&asked)).await?);
            }
        }
        say(&format!("search, {length} characters: first page"), &percentiles(listed));
        say("   slowest", &format!("{:.1?} {}", slowest.0, slowest.1));
        say("   count", &percentiles(counted));
    }
    let two = query("a contoso", SortField::Name);
    say("two words", &format!("{:.1?}", timed(store.cache.list(&two, 0, 100)).await?));
    Ok(())
}

/// The list right after a page of a sweep changed something.
async fn changes(store: &Store, count: u32) -> Outcome {
    let mut took = Vec::new();
    for round in 0..50 {
        let mut it = subscription(scattered(round) % count);
        it.seats = Some(round + 1_000);
        store.apply_one(received(it), day()).await?;
        took.push(timed(store.cache.list(&query("", SortField::Name), 5_000, 100)).await?);
    }
    say("page by place right after a change", &percentiles(took));
    Ok(())
}

async fn timed<T>(asking: impl Future<Output = Result<T, store::StoreError>>) -> Outcome<Duration> {
    let began = Instant::now();
    asking.await?;
    Ok(began.elapsed())
}

fn percentiles(mut took: Vec<Duration>) -> String {
    took.sort_unstable();
    let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default();
    format!("p50 {:.2?}  p95 {:.2?}  max {:.2?}", at(50), at(95), took.last().copied().unwrap_or_default())
}

fn status(name: &str) -> String {
    let all = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    all.lines().find(|line| line.starts_with(name)).unwrap_or("not told").to_owned()
}

fn invented(count: u32) -> impl Iterator<Item = PageToApply> {
    (0..count.div_ceil(PER_PAGE)).map(move |page| {
        let (from, to) = (page * PER_PAGE, ((page + 1) * PER_PAGE).min(count));
        let records = (from..to).map(|n| Ok(received(subscription(n)))).collect();
        PageToApply { records, next: (to < count).then(|| format!("page-{page}")) }
    })
}

/// A number that looks like chance, the same one every time.
fn scattered(n: u32) -> u32 {
    let mut x = n.wrapping_add(0x9e37_79b9);
    for factor in [0x85eb_ca6b, 0xc2b2_ae35] {
        x = (x ^ (x >> 16)).wrapping_mul(factor);
    }
    x ^ (x >> 13)
}

fn one<'a>(of: &[&'a str], n: u32, salt: u32) -> &'a str {
    of.get(scattered(n ^ salt.wrapping_mul(0x0101_0101)) as usize % of.len()).copied().unwrap_or_default()
}

const FIRST: &[&str] = &[
    "Contoso",
    "Northwind",
    "Adatum",
    "Fabrikam",
    "Harbour",
    "Sölvang",
    "Brookfield",
    "Vale",
    "Anchor",
    "Quayside",
    "Lakeside",
    "Granite",
    "Meadow",
    "Juniper",
    "Orchard",
    "Zephyr",
    "Xenon",
    "Ulmen",
    "Ivory",
    "Hôpital",
];
const SECOND: &[&str] =
    &["Logistics", "Foods", "Bank", "Clinic", "Energy", "Media", "Textiles", "Robotics", "Travel", "Partners"];
const LAST: &[&str] = &["Ltd", "GmbH", "Inc", "SA", "AB", "LLC"];
const PEOPLE: &[&str] = &["anna", "xu", "omar", "ines", "piotr", "ravi", "chloe", "mateo", "yuki", "sven", "amara"];

fn subscription(n: u32) -> Subscription {
    let name = format!("{} {} {} {}", one(FIRST, n, 1), one(SECOND, n, 2), one(LAST, n, 3), scattered(n) % 9_000);
    let host = format!("{}{}.example", one(FIRST, n, 1).to_lowercase(), scattered(n) % 9_000);
    let person = |salt| Person {
        email: format!("{}.{}@{host}", one(PEOPLE, n, salt), one(SECOND, n, salt).to_lowercase()),
        object_id: uuid(n, salt),
        tenant_id: uuid(n, 40),
        puid: format!("{:016X}", scattered(n)),
    };
    let status = match scattered(n ^ 77) % 100 {
        0..=5 => Status::Suspended,
        6..=9 => Status::PendingFulfillmentStart,
        10..=74 => Status::Subscribed,
        _ => Status::Unsubscribed,
    };
    let begin = day() - TimeDelta::days(i64::from(scattered(n ^ 5) % 365));
    Subscription {
        id: uuid(n, 9).into(),
        name,
        publisher: "fabrikam".to_owned(),
        offer: one(&["fieldbook", "archive", "ledger-preview", "harbourmaster"], n, 11).into(),
        plan: one(&["bronze", "silver", "gold", "team", "crew", "free"], n, 12).into(),
        seats: (!scattered(n ^ 3).is_multiple_of(3)).then(|| scattered(n ^ 4) % 500),
        status,
        beneficiary: person(21),
        purchaser: person(22),
        term: Term {
            unit: Some(if n.is_multiple_of(3) { TermUnit::P1Y } else { TermUnit::P1M }),
            start: Some(begin.date_naive()),
            end: Some((begin + TimeDelta::days(365)).date_naive()),
            charge_duration: None,
        },
        auto_renew: Some(!n.is_multiple_of(4)),
        is_test: false,
        is_free_trial: n.is_multiple_of(9),
        allowed: vec!["Read".to_owned(), "Update".to_owned(), "Delete".to_owned()],
        sandbox: "None".to_owned(),
        session_mode: "None".to_owned(),
        created: Some(begin + TimeDelta::milliseconds(i64::from(scattered(n)))),
    }
}

fn uuid(n: u32, salt: u32) -> String {
    let part = |add: u32| scattered(n ^ salt.wrapping_mul(0x0107_0103)).wrapping_add(add).wrapping_mul(2_654_435_761);
    format!("{:08x}-{:04x}-{:04x}-{:04x}-{:08x}{:04x}", scattered(n), salt, n >> 16, n & 0xffff, part(1), salt)
}

fn received(it: Subscription) -> Received<Subscription> {
    let person = |person: &Person| json!({"emailId": person.email, "objectId": person.object_id, "tenantId": person.tenant_id, "puid": person.puid});
    let raw = json!({
        "id": it.id.as_str(), "name": it.name, "publisherId": it.publisher, "offerId": it.offer.as_str(),
        "planId": it.plan.as_str(), "quantity": it.seats, "saasSubscriptionStatus": it.status.as_str(),
        "beneficiary": person(&it.beneficiary), "purchaser": person(&it.purchaser),
        "term": {"termUnit": it.term.unit.as_ref().map(TermUnit::as_str), "startDate": it.term.start,
                 "endDate": it.term.end, "chargeDuration": null},
        "autoRenew": it.auto_renew, "isTest": false, "isFreeTrial": it.is_free_trial,
        "allowedCustomerOperations": it.allowed, "sandboxType": it.sandbox, "sessionMode": it.session_mode,
        "created": it.created, "lastModified": "0001-01-01T00:00:00",
    });
    Received { raw: raw.to_string(), value: it }
}
