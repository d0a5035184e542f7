//! Why an access cannot be changed so. Pure.

use domain::account::{Access, AccountAction};

use crate::contract::{AccessAction, Sentence};

/// What decides whether an access may be changed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing<'a> {
    /// What holds.
    pub access: &'a Access,
    /// There is somebody to tell.
    pub has_receiver: bool,
    /// Something about it is on its way, or stuck.
    pub is_waiting: bool,
    /// A newer program wrote the journal.
    pub is_read_only: bool,
}

impl From<AccessAction> for AccountAction {
    fn from(action: AccessAction) -> Self {
        match action {
            AccessAction::Suspend => Self::Suspend,
            AccessAction::Reinstate => Self::Reinstate,
            AccessAction::Close => Self::Close,
        }
    }
}

/// Why this cannot be done; the reason a person can do most about comes first.
pub(crate) fn refusal(standing: &Standing<'_>, action: AccessAction) -> Option<Sentence> {
    let key = match (action, standing.access) {
        _ if standing.is_read_only => "no-read-only",
        _ if !standing.has_receiver => "no-access-receiver",
        _ if standing.is_waiting => "no-access-waiting",
        (AccessAction::Suspend, Access::Suspended) => "no-access-suspended",
        (AccessAction::Suspend, Access::Closed) | (AccessAction::Close, Access::Closed) => "no-access-closed",
        (AccessAction::Reinstate, Access::Open) => "no-access-open",
        _ => return None,
    };
    Some(Sentence::plain(key))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn standing(access: &Access) -> Standing<'_> {
        Standing { access, has_receiver: true, is_waiting: false, is_read_only: false }
    }

    fn key(standing: &Standing<'_>, action: AccessAction) -> Option<String> {
        refusal(standing, action).map(|why| why.key)
    }

    #[rstest]
    #[case::open(Access::Open, [None, Some("no-access-open"), None])]
    #[case::suspended(Access::Suspended, [Some("no-access-suspended"), None, None])]
    #[case::closed(Access::Closed, [Some("no-access-closed"), None, Some("no-access-closed")])]
    #[case::nobody_knows(Access::Unknown, [None, None, None])]
    #[case::a_word_nobody_knows(Access::read("frozen"), [None, None, None])]
    fn what_is_so_already_cannot_be_asked_for(#[case] access: Access, #[case] refused: [Option<&str>; 3]) {
        let actions = [AccessAction::Suspend, AccessAction::Reinstate, AccessAction::Close];
        let found = actions.map(|action| key(&standing(&access), action));
        assert_eq!(found.each_ref().map(Option::as_deref), refused);
    }

    #[test]
    fn without_a_receiver_or_while_one_is_on_its_way_nothing_can_be_asked_for() {
        let open = Access::Open;
        let nobody = Standing { has_receiver: false, is_waiting: true, ..standing(&open) };
        assert_eq!(key(&nobody, AccessAction::Suspend).as_deref(), Some("no-access-receiver"));
        let waiting = Standing { is_waiting: true, ..standing(&open) };
        assert_eq!(key(&waiting, AccessAction::Suspend).as_deref(), Some("no-access-waiting"));
        let read_only = Standing { is_read_only: true, ..nobody };
        assert_eq!(key(&read_only, AccessAction::Close).as_deref(), Some("no-read-only"));
    }
}
