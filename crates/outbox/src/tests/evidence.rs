//! Every row of what Microsoft's data can say.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{Answer, Operation, OperationStatus, Seen};
use rstest::rstest;

use super::{answer, operation, seen, to_gold};
use crate::Wait;
use crate::entry::Trouble;
use crate::evidence::{Evidence, Finding, read_back};
use crate::ports::Read;

fn found(status: OperationStatus) -> Option<Read<Operation>> {
    Some(Read::Found(operation(status)))
}

fn not_now<T>() -> Read<T> {
    Read::NotNow { why: Wait::Offline, after: Duration::from_secs(7) }
}

fn later() -> Finding {
    Finding::NotNow { after: TimeDelta::seconds(7) }
}

fn failed() -> Finding {
    Finding::Trouble(Trouble::Failed { message: "Failed".to_owned() })
}

#[rstest]
#[case::target_shows(seen("gold", 5), None, Finding::Effective)]
#[case::target_shows_whatever_the_operation_says(
    seen("gold", 9),
    found(OperationStatus::InProgress),
    Finding::Effective
)]
#[case::nothing_read(seen("silver", 5), Some(not_now()), later())]
#[case::nothing_known(seen("silver", 5), Some(Read::Unknown), Finding::Unchanged)]
#[case::nothing_asked(seen("silver", 5), None, Finding::Unchanged)]
#[case::moved_elsewhere(seen("bronze", 5), Some(Read::Unknown), Finding::Elsewhere)]
#[case::begun(seen("silver", 5), found(OperationStatus::NotStarted), Finding::Running("o".into()))]
#[case::running(seen("silver", 5), found(OperationStatus::InProgress), Finding::Running("o".into()))]
#[case::odd(seen("silver", 5), found(OperationStatus::Other("Odd".to_owned())), Finding::Running("o".into()))]
#[case::succeeded(seen("silver", 5), found(OperationStatus::Succeeded), Finding::Lagging)]
#[case::succeeded_and_changed_since(seen("bronze", 5), found(OperationStatus::Succeeded), Finding::Effective)]
#[case::failed(seen("silver", 5), found(OperationStatus::Failed), failed())]
fn a_change_is_read_back(#[case] present: Seen, #[case] operation: Option<Read<Operation>>, #[case] finding: Finding) {
    let evidence = Evidence { subscription: Read::Found(present), operation };
    assert_eq!(read_back(&to_gold(), &seen("silver", 5), None, &evidence), finding);
}

#[rstest]
#[case::guessed(None, Finding::Unchanged)]
#[case::named_by_microsoft(Some("o".into()), Finding::Lagging)]
fn an_operation_that_does_something_else_is_ours_only_where_microsoft_named_it(
    #[case] named: Option<domain::OperationId>,
    #[case] finding: Finding,
) {
    let other = Operation { plan: Some("bronze".into()), ..operation(OperationStatus::Succeeded) };
    let evidence = Evidence { subscription: Read::Found(seen("silver", 5)), operation: Some(Read::Found(other)) };
    assert_eq!(read_back(&to_gold(), &seen("silver", 5), named.as_ref(), &evidence), finding);
}

#[rstest]
#[case::accepted(
    "silver",
    found(OperationStatus::Succeeded),
    Finding::Effective,
    Finding::Trouble(Trouble::NotHonoured)
)]
#[case::so_already(
    "silver",
    found(OperationStatus::Conflict),
    Finding::Effective,
    Finding::Trouble(Trouble::NotHonoured)
)]
#[case::refused("silver", found(OperationStatus::Failed), failed(), Finding::Effective)]
#[case::waits("silver", found(OperationStatus::InProgress), Finding::Waits, Finding::Waits)]
#[case::shows_before_its_operation("gold", found(OperationStatus::InProgress), Finding::Effective, Finding::Waits)]
#[case::unreadable("silver", Some(Read::Unknown), Finding::Unchanged, Finding::NotCome)]
#[case::unreadable_and_shows("gold", Some(Read::Unknown), Finding::Effective, Finding::Trouble(Trouble::NotHonoured))]
#[case::not_asked_for("silver", None, Finding::Unchanged, Finding::NotCome)]
#[case::nothing_read("gold", Some(not_now()), later(), later())]
fn an_answer_is_read_back(
    #[case] plan: &str,
    #[case] operation: Option<Read<Operation>>,
    #[case] accepting: Finding,
    #[case] refusing: Finding,
) {
    let evidence = Evidence { subscription: Read::Found(seen(plan, 5)), operation };
    let read = |wish| read_back(&wish, &seen("silver", 5), None, &evidence);
    assert_eq!(read(answer(Answer::Accept)), accepting);
    assert_eq!(read(answer(Answer::Refuse)), refusing);
}

#[rstest]
#[case::unknown(Read::Unknown, Finding::Trouble(Trouble::Unknown))]
#[case::out_of_reach(not_now(), later())]
fn nothing_is_concluded_without_the_subscription(#[case] subscription: Read<Seen>, #[case] finding: Finding) {
    let evidence = Evidence { subscription, operation: found(OperationStatus::Succeeded) };
    assert_eq!(read_back(&to_gold(), &seen("silver", 5), None, &evidence), finding);
}
