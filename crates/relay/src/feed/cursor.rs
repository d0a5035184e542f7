//! Cursors: the name of the log and a position in it.

use crate::log::{Bounds, Position};

/// As text for desks, to whom it means nothing.
pub(super) fn write(log: &str, position: Position) -> String {
    format!("{log}-{position}")
}

/// The position a cursor leads to; nothing where it is of another log, or before or beyond what the log holds.
pub(super) fn read(cursor: &str, log: &str, bounds: Bounds) -> Option<Position> {
    let (name, position) = cursor.trim().rsplit_once('-')?;
    let position: Position = position.parse().ok()?;
    (name == log && (bounds.forgotten..=bounds.last).contains(&position)).then_some(position)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::the_end("log-a-9", Some(9))]
    #[case::the_oldest_kept("log-a-3", Some(3))]
    #[case::too_old("log-a-2", None)]
    #[case::beyond_the_end("log-a-10", None)]
    #[case::of_another_log("log-b-5", None)]
    #[case::nonsense("log-a-", None)]
    #[case::empty("", None)]
    fn a_cursor_leads_to_its_place_or_nowhere(#[case] cursor: &str, #[case] position: Option<Position>) {
        assert_eq!(read(cursor, "log-a", Bounds { forgotten: 3, last: 9 }), position);
    }

    #[test]
    fn what_was_written_is_read_again() {
        let bounds = Bounds { forgotten: 0, last: 99 };
        assert_eq!(read(&write("a-b-c", 42), "a-b-c", bounds), Some(42));
    }
}
