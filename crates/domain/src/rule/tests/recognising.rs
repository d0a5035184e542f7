//! What looks like a request and is none, and what was promised a yes.

use rstest::rstest;

use super::*;
use crate::intent::Change;
use crate::operation::OperationSource;

fn plan(plan: &str) -> Change {
    Change::Plan(plan.into())
}

fn pass(to: Change, hours: i64) -> Pass {
    Pass { subscription: "sub-1".into(), to, until: now() + TimeDelta::hours(hours), given_by: "Ines".to_owned() }
}

fn expected(to: Change, hours: i64) -> Expected {
    Expected { subscription: "sub-1".into(), to, until: now() + TimeDelta::hours(hours) }
}

/// Refused an hour ago: from `crew` to `basic`, or so.
fn refused(from: Option<Change>, to: Change) -> Refused {
    let at = now() - TimeDelta::hours(1);
    Refused { subscription: "sub-1".into(), operation: Some("op-1".into()), from, to, at }
}

fn without_present(request: Request) -> Request {
    Request { from_plan: None, from_seats: Seats::Unknown, ..request }
}

#[rstest]
#[case::plan(to_plan("crew"))]
#[case::seats(to_seats(12))]
fn what_asks_for_what_is_so_takes_a_refusal_back(#[case] request: Request) {
    assert_eq!(recognise(&request, None, &[], &[], &[]), Known::Revert(None), "remembered or not");
    let passes = [pass(request.target().unwrap(), 1)];
    assert_eq!(recognise(&request, None, &passes, &[], &[]), Known::Revert(None), "the pass is kept for a request");
}

#[test]
fn a_revert_names_the_refusal_it_takes_back() {
    let refusals = [refused(Some(plan("crew")), plan("bridge")), refused(Some(plan("crew")), plan("basic"))];
    assert_eq!(recognise(&to_plan("crew"), None, &[], &[], &refusals), Known::Revert(Some(&refusals[1])));
}

#[rstest]
#[case::sparse(without_present(to_plan("crew")), Some(plan("crew")), true)]
#[case::shows_what_was_refused(
    Request { from_plan: Some("basic".into()), ..to_plan("crew") }, Some(plan("crew")), true)]
#[case::shows_something_else(
    Request { from_plan: Some("deck".into()), ..to_plan("crew") }, Some(plan("crew")), false)]
#[case::goes_elsewhere(without_present(to_plan("deck")), Some(plan("crew")), false)]
#[case::asks_again(to_plan("basic"), Some(plan("crew")), false)]
#[case::other_kind(without_present(to_seats(12)), Some(plan("crew")), false)]
#[case::start_unknown(without_present(to_plan("crew")), None, false)]
#[case::names_no_target(Request { to_plan: None, ..to_plan("") }, Some(plan("crew")), false)]
#[case::two_days_later(
    Request { moment: now() + TimeDelta::days(2), ..without_present(to_plan("crew")) }, Some(plan("crew")), false)]
#[case::other_customer(
    Request { subscription: "sub-2".into(), ..without_present(to_plan("crew")) }, Some(plan("crew")), false)]
fn a_sparse_revert_goes_back_to_where_a_refusal_started(
    #[case] request: Request,
    #[case] from: Option<Change>,
    #[case] is_revert: bool,
) {
    let refusals = [refused(from, plan("basic"))];
    let known = recognise(&request, Some(&OperationSource::Azure), &[], &[], &refusals);
    assert_eq!(known, if is_revert { Known::Revert(Some(&refusals[0])) } else { Known::New });
}

#[rstest]
#[case::ours(to_plan("basic"), 1, true)]
#[case::over(to_plan("basic"), -1, false)]
#[case::other_target(to_plan("bridge"), 1, false)]
#[case::other_kind(to_seats(3), 1, false)]
#[case::other_customer(Request { subscription: "sub-2".into(), ..to_plan("basic") }, 1, false)]
fn an_expected_change_and_a_pass_fit_one_target_in_time(
    #[case] request: Request,
    #[case] hours: i64,
    #[case] fits: bool,
) {
    let (coming, passes) = ([expected(plan("basic"), hours)], [pass(plan("basic"), hours)]);
    let echo = recognise(&request, None, &[], &coming, &[]);
    assert_eq!(echo, if fits { Known::Echo(&coming[0]) } else { Known::New });
    let passed = recognise(&request, Some(&OperationSource::Azure), &passes, &[], &[]);
    assert_eq!(passed, if fits { Known::Pass(&passes[0]) } else { Known::New });
}

#[test]
fn a_change_by_another_program_of_the_publisher_is_its_own() {
    let partner = Some(&OperationSource::Partner);
    let (coming, passes) = ([expected(Change::Seats(5), 1)], [pass(plan("basic"), 1)]);
    assert_eq!(recognise(&to_plan("basic"), partner, &passes, &coming, &[]), Known::OwnChange, "no pass is used up");
    assert_eq!(recognise(&sparse(RequestKind::Plan, "sub-1"), partner, &[], &[], &[]), Known::OwnChange);
    assert_eq!(recognise(&to_seats(5), partner, &[], &coming, &[]), Known::Echo(&coming[0]));
}

#[test]
fn an_expected_change_is_known_though_it_has_come_to_effect() {
    let coming = [expected(plan("crew"), 1)];
    assert_eq!(recognise(&to_plan("crew"), None, &[], &coming, &[]), Known::Echo(&coming[0]));
}

#[test]
fn what_names_no_target_is_new() {
    let request = sparse(RequestKind::Plan, "sub-1");
    let (coming, passes) = ([expected(plan("basic"), 1)], [pass(plan("basic"), 1)]);
    assert_eq!(recognise(&request, None, &passes, &coming, &[]), Known::New);
}
