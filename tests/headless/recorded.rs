//! Answers that the real service gave, through client, sweep and cache.

use std::collections::BTreeMap;

use acceptance::programs::recorded;
use domain::filter::Filter;
use simulator::Options;
use store::ListQuery;

use crate::world::World;

/// The world of recorded answers, where this checkout has them.
async fn recorded_world() -> Option<World> {
    let Some(folder) = recorded() else {
        println!("skipped: no recorded answers beside this checkout");
        return None;
    };
    Some(World::start(Options { recorded: Some(folder), ..Options::default() }).await)
}

#[tokio::test]
async fn every_recorded_subscription_arrives_whole() {
    let Some(world) = recorded_world().await else { return };
    let mut pages = 0;
    let source = &world.source;
    let swept = sync::sweep(&source.api, &source.store, &source.clock, |page| pages = page.state.pages).await.unwrap();
    let counts = source.store.cache.counts().await.unwrap();

    assert_eq!((swept.subscriptions, pages), (380, 5));
    assert_eq!((counts.unsubscribed, counts.subscribed, counts.pending), (326, 47, 7));
    assert_eq!((counts.total, counts.quarantined), (380, 0), "nothing is left out, nothing is put aside");
    let resolved_later = "b8d6908b-0058-413a-cd62-b6761cf31997";
    assert_eq!(world.unlike().await, [resolved_later], "every record that was listed is kept as it came");
}

#[tokio::test]
async fn the_list_shows_the_recorded_subscriptions_by_status() {
    let Some(world) = recorded_world().await else { return };
    world.sweep().await.unwrap();
    let now = world.source.clock.now();
    let mut counted = BTreeMap::new();
    for (search, hide_cancelled) in [("", true), ("", false), ("status:active", true), ("status:pending", true)] {
        let query = ListQuery { filter: Filter::read(search, now), hide_cancelled, sort: Vec::new() };
        counted.insert((search, hide_cancelled), world.source.store.cache.count(&query).await.unwrap().total);
    }
    let expected = [(("", true), 54), (("", false), 380), (("status:active", true), 47), (("status:pending", true), 7)];
    assert_eq!(counted, BTreeMap::from(expected));
}

#[tokio::test]
async fn recorded_plans_show_their_prices_terms_and_included_quantities() {
    let Some(world) = recorded_world().await else { return };
    world.sweep().await.unwrap();
    let id = "71e76a10-6e31-54c3-3715-79b62121f712".into();
    let reading = sync::read_customer(&world.source.api, &world.source.store, &world.source.clock, &id).await;
    assert!(reading.plans.is_none(), "{:?}", reading.plans);

    let raws = world.source.store.cache.plans(&id).await.unwrap().unwrap().raws;
    let plans: Vec<_> = raws.iter().map(|raw| marketplace::read_plan(raw).unwrap().value).collect();
    let base = plans.iter().find(|plan| plan.id.as_str() == "base").unwrap();
    let price = base.prices.first().unwrap();
    assert_eq!(
        (price.amount.code.as_str(), price.term.as_str(), price.description.as_str()),
        ("USD", "P1M", "1 Month Subscription")
    );
    let included: Vec<_> = price.included.iter().map(|one| (one.dimension.as_str(), one.units.as_str())).collect();
    assert_eq!(included, [("dim1", "10")]);
    let terms: Vec<usize> = plans.iter().map(|plan| plan.prices.len()).collect();
    assert!(terms.iter().any(|count| *count > 1), "some plan is sold for several terms: {terms:?}");
}
