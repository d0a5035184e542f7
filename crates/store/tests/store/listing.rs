//! The list: however it is answered, the answer is the one a plain reading of all subscriptions gives.

use domain::filter::{Bound, Condition, Filter};
use domain::folding::{fold, sort_key};
use domain::{Channel, Received, Status, Subscription, TermUnit};
use proptest::prelude::*;
use rstest::rstest;
use store::{Cache, ListQuery, ListRow, Sort, SortField, StoreError};

use crate::given::{Bought, Desk, at, crowd, page};

/// What a list is, said in the plainest way.
fn plainly(all: &[Received<Subscription>], query: &ListQuery) -> Vec<String> {
    let hide = query.hide_cancelled && !query.filter.asks_for_status();
    let mut found: Vec<(usize, &Subscription)> = all
        .iter()
        .map(|record| &record.value)
        .enumerate()
        .filter(|(_, it)| !hide || it.status != Status::Unsubscribed)
        .filter(|(_, it)| query.filter.conditions.iter().all(|condition| holds(condition, it)))
        .filter(|(_, it)| query.filter.words.iter().all(|word| occurs(word, it)))
        .collect();
    let direction = query.sort.first().is_some_and(|sort| sort.descending);
    let name = Sort { field: SortField::Name, descending: direction };
    let order: Vec<Sort> = query.sort.iter().copied().chain([name]).collect();
    let row_descends = order.iter().find(|sort| sort.field == SortField::Name).unwrap().descending;
    found.sort_by(|(left_row, left), (right_row, right)| {
        let turned = |by: std::cmp::Ordering, descending: bool| if descending { by.reverse() } else { by };
        order
            .iter()
            .map(|sort| turned(key(sort.field, left).cmp(&key(sort.field, right)), sort.descending))
            .find(|by| by.is_ne())
            .unwrap_or(turned(left_row.cmp(right_row), row_descends))
    });
    found.into_iter().map(|(_, it)| it.id.to_string()).collect()
}

fn key(field: SortField, it: &Subscription) -> (i64, String) {
    let text = |text: &str| (0, text.to_ascii_lowercase());
    match field {
        SortField::Name => (0, sort_key(&it.name)),
        SortField::Status => {
            let life = ["NotStarted", "PendingFulfillmentStart", "Subscribed", "Suspended", "Unsubscribed"];
            (life.iter().position(|word| *word == it.status.as_str()).unwrap_or(5) as i64, String::new())
        }
        SortField::Offer => text(it.offer.as_str()),
        SortField::Plan => text(it.plan.as_str()),
        SortField::Seats => (it.seats.map_or(-1, i64::from), String::new()),
        SortField::TermEnd => (0, it.term.end.map(|day| day.to_string()).unwrap_or_default()),
        SortField::Created => (it.created.map_or(i64::MIN, |at| at.timestamp_micros()), String::new()),
    }
}

fn holds(condition: &Condition, it: &Subscription) -> bool {
    let is_one = |word: &str, of: &[String]| of.iter().any(|other| other.eq_ignore_ascii_case(word));
    match condition {
        Condition::Status(of) => of.is_empty() || of.contains(&it.status),
        Condition::Offer(of) => is_one(it.offer.as_str(), of),
        Condition::Plan(of) => is_one(it.plan.as_str(), of),
        Condition::Term(of) => is_one(it.term.unit.as_ref().map_or("", TermUnit::as_str), of),
        Condition::Channel(channel) => it.channel() == *channel,
        Condition::Renew(on) => it.auto_renew == Some(*on),
        Condition::Trial(on) => it.is_free_trial == *on,
        Condition::Ends(bound) => it.term.end.is_some_and(|day| within(day, bound)),
        Condition::Created(bound) => it.created.is_some_and(|at| within(at.date_naive(), bound)),
        Condition::Seats(bound) => it.seats.is_some_and(|seats| within(seats, bound)),
    }
}

fn within<T: Copy + PartialOrd>(value: T, bound: &Bound<T>) -> bool {
    match bound {
        Bound::Below(limit) => value < *limit,
        Bound::Above(limit) => value > *limit,
        Bound::At(limit) => value == *limit,
    }
}

fn occurs(word: &str, it: &Subscription) -> bool {
    let word = fold(word);
    let texts = [&it.name, &it.purchaser.email, &it.beneficiary.email, it.offer.as_str(), it.plan.as_str()].map(fold);
    if word.chars().count() >= 3 {
        return texts.iter().any(|text| text.contains(&word)) || fold(it.id.as_str()).starts_with(&word);
    }
    let starts = |start: &str| {
        texts.iter().any(|text| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(start)))
    };
    word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).all(starts)
}

fn subscription() -> impl Strategy<Value = Subscription> {
    let name = prop_oneof![
        "(Vale|Hôpital|Anchor|Ön) (Ltd|SA|& Co|\"x\")( [0-9])?",
        "[a-cA-C]{1,3}( [a-c]{1,2})?",
        Just("Vale Ltd".to_owned()),
        "\\PC{0,6}",
    ];
    let day = prop::option::of((1_u32..28).prop_map(|day| format!("2026-12-{day:02}").parse().unwrap()));
    let created = prop::option::of((0_i64..100_000).prop_map(|minutes| at(-minutes)));
    let texts = (name, prop::sample::select(vec!["Fieldbook", "archive", "fieldbook"]), "gold|silver|Gold|a_b%");
    let rest = (prop::option::of(0_u32..9), 0_u8..6, day, created, prop::option::of(any::<bool>()), any::<bool>());
    (texts, rest, any::<bool>()).prop_map(|((name, offer, plan), (seats, status, end, created, renew, trial), csp)| {
        let mut it = Bought::by("", &name).plan(&plan).seats(seats).0;
        it.status = ["NotStarted", "PendingFulfillmentStart", "Subscribed", "Suspended", "Unsubscribed", "Odd"]
            .map(Status::read)[usize::from(status)]
        .clone();
        it.offer = offer.into();
        it.term.end = end;
        it.term.unit = end.is_some().then_some(TermUnit::P1Y);
        it.created = created;
        it.auto_renew = renew;
        it.is_free_trial = trial;
        it.sandbox = if csp { "Csp" } else { "None" }.to_owned();
        it
    })
}

fn subscriptions() -> impl Strategy<Value = Vec<Received<Subscription>>> {
    prop::collection::vec(subscription(), 1..60).prop_map(|all| {
        let numbered = all.into_iter().enumerate().map(|(n, mut it)| {
            it.id = format!("{:02x}A{n:03}", n * 7 % 256).into();
            Bought(it).received()
        });
        numbered.collect()
    })
}

fn query() -> impl Strategy<Value = ListQuery> {
    let word = prop_oneof![
        "[a-co-v]{1,2}",
        "vale|ltd|HOP|exam|gol|aaa",
        "0[0-9]A",
        "\\PC{1,4}",
        "[\"&.*%_-]{1,3}",
        "v. |a\"|l-",
    ];
    let token = prop_oneof![
        Just("status:active,suspended"),
        Just("status:any"),
        Just("status:cancelled"),
        Just("offer:FIELDBOOK"),
        Just("plan:gold,nothing"),
        Just("term:p1y"),
        Just("channel:csp"),
        Just("renew:off"),
        Just("renew:on"),
        Just("trial:yes"),
        Just("ends<20d"),
        Just("ends>2026-12-14"),
        Just("ends:2026-12-10"),
        Just("created<30d"),
        Just("created>30d"),
        Just("created:2026-11-18"),
        Just("seats<4"),
        Just("seats>4"),
        Just("seats:0"),
    ];
    let fields = vec![
        SortField::Name,
        SortField::Status,
        SortField::Offer,
        SortField::Plan,
        SortField::Seats,
        SortField::TermEnd,
        SortField::Created,
    ];
    let sort = (prop::sample::select(fields), any::<bool>()).prop_map(|(field, descending)| Sort { field, descending });
    let words = prop::collection::vec(word, 0..3);
    (words, prop::collection::vec(token, 0..3), any::<bool>(), prop::collection::vec(sort, 0..3)).prop_map(
        |(words, tokens, hide_cancelled, mut sort)| {
            let mut filter = Filter::read(&tokens.join(" "), at(0));
            filter.words = words;
            let mut seen = Vec::new();
            sort.retain(|sort| {
                !seen.contains(&sort.field) && {
                    seen.push(sort.field);
                    true
                }
            });
            ListQuery { filter, hide_cancelled, sort }
        },
    )
}

fn ids(rows: &[ListRow]) -> Vec<String> {
    rows.iter().map(|row| row.id.to_string()).collect()
}

/// The whole list, asked for again while it may be a little old: a busy computer renews it behind the first answer.
async fn renewed(cache: &Cache, query: &ListQuery, expected: &[String]) -> Vec<String> {
    let mut listed = Vec::new();
    for _ in 0..5_000 {
        listed = ids(&cache.list(query, 0, 500).await.unwrap().rows);
        if listed == expected {
            break;
        }
        tokio::task::yield_now().await;
    }
    listed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn every_way_to_a_list_leads_to_the_same_list(
        all in subscriptions(),
        later in subscription(),
        queries in prop::collection::vec(query(), 12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let desk = Desk::new();
            let cache = &desk.store.cache;
            desk.sweeps(&[&all], at(0)).await;
            for query in &queries {
                let expected = plainly(&all, query);
                let (mut by_key, mut after) = (Vec::new(), None);
                loop {
                    let (rows, next) = cache.page_after(query, after.as_ref(), 7).await.unwrap();
                    by_key.extend(ids(&rows));
                    if next.is_none() { break; }
                    after = next;
                }
                prop_assert_eq!(&by_key, &expected, "by key: {:?}", query);
            }
            let first = cache.list(&queries[0], 0, 500).await.unwrap();
            prop_assert_eq!(ids(&first.rows), plainly(&all, &queries[0]), "from the file");
            cache.warm().await;
            for query in &queries {
                let expected = plainly(&all, query);
                let page = cache.list(query, 3, 10).await.unwrap();
                let part: Vec<_> = expected.iter().skip(3).take(10).cloned().collect();
                prop_assert_eq!(ids(&page.rows), part, "by place: {:?}", query);
                let count = cache.count(query).await.unwrap();
                prop_assert_eq!((count.total as usize, count.everything as usize), (expected.len(), all.len()));
            }
            let mut changed = all.clone();
            let mut it = later;
            it.id = all[0].value.id.clone();
            changed[0] = Bought(it.clone()).received();
            it.id = "new".into();
            changed.push(Bought(it).received());
            for record in [&changed[0], &changed[all.len()]] {
                desk.store.apply_one(record.clone(), at(1)).await.unwrap();
            }
            for query in &queries {
                let expected = plainly(&changed, query);
                let listed = renewed(cache, query, &expected).await;
                prop_assert_eq!(listed, expected, "after a change: {:?}", query);
            }
            Ok(())
        })?;
    }
}

fn asking(search: &str) -> ListQuery {
    ListQuery { filter: Filter::read(search, at(0)), hide_cancelled: true, sort: Vec::new() }
}

#[tokio::test]
async fn a_list_says_its_length_at_once_where_nothing_narrows_it() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(30)], at(0)).await;
    let (desk, _) = desk.reopened();
    let page = desk.store.cache.list(&asking(""), 5, 10).await.unwrap();
    assert_eq!((page.total, page.rows.len(), page.from), (Some(30), 10, 5));
    assert_eq!(page.rows[0].name, "Customer 000005");
}

#[tokio::test]
async fn words_that_stand_in_many_rows_are_found_as_surely_as_rare_ones() {
    let desk = Desk::new();
    let all: Vec<_> = (0..9_000)
        .map(|n| Bought::by(&format!("id-{n}"), &format!("{} {n:05}", if n % 3 == 0 { "Often" } else { "Other" })))
        .map(Bought::received)
        .collect();
    desk.sweeps(&[&all], at(0)).await;
    desk.store.cache.warm().await;
    for search in ["often", "of", "o", "00017", "often 0899", "ot 12", "zz"] {
        let expected = plainly(&all, &asking(search));
        for from in [0, 40, 2_000] {
            let page = desk.store.cache.list(&asking(search), from, 50).await.unwrap();
            let part: Vec<_> = expected.iter().skip(from as usize).take(50).cloned().collect();
            assert_eq!(ids(&page.rows), part, "{search} from {from}");
            assert!(page.total.is_none_or(|total| total as usize == expected.len()), "no length, or the right one");
        }
        assert_eq!(desk.store.cache.count(&asking(search)).await.unwrap().total as usize, expected.len());
    }
}

#[rstest]
#[case("plan:gold", 1)]
#[case("channel:reseller", 0)]
#[case("VÁLE", 2)]
#[tokio::test]
async fn a_filter_narrows_the_list(#[case] search: &str, #[case] found: usize) {
    let desk = Desk::new();
    let all = [Bought::by("a", "Vale One"), Bought::by("b", "Vale Two").plan("Gold"), Bought::by("c", "Other")];
    desk.sweeps(&[&all.map(Bought::received)], at(0)).await;
    assert_eq!(desk.store.cache.list(&asking(search), 0, 10).await.unwrap().rows.len(), found);
    assert_eq!(Channel::Direct, Bought::by("a", "Vale").0.channel());
}

#[tokio::test]
async fn a_newer_question_ends_an_older_count() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(10)], at(0)).await;
    desk.store.cache.warm().await;
    let (customer, other) = (asking("customer"), asking("other"));
    let counts = tokio::join!(biased; desk.store.cache.count(&customer), desk.store.cache.count(&other));
    assert!(matches!(counts.0, Err(StoreError::Superseded) | Ok(_)), "given up, unless it was quicker");
    assert_eq!(counts.1.unwrap().total, 0);
}

#[tokio::test]
async fn a_list_shows_what_a_page_brought_at_once() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(3)], at(0)).await;
    desk.store.cache.warm().await;
    let state = desk.store.cache.begin_sweep(at(5)).await.unwrap();
    let brought = [Bought::by("aa", "Aardvark").received()];
    desk.store.apply_page(&state, page(&brought, None), at(5)).await.unwrap();
    let list = desk.store.cache.list(&asking(""), 0, 10).await.unwrap();
    assert_eq!((list.total, list.rows[0].name.as_str()), (Some(4), "Aardvark"));
}
