//! Server-sent events, read from bytes as they come. Pure: it knows neither a connection nor what is told.

use super::RelayError;

/// Larger than any event of a relay: a snapshot of twenty thousand held requests.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sent {
    /// Its kind; empty where none was named.
    pub name: String,
    /// Its id; empty where it has none.
    pub id: String,
    /// What it tells.
    pub data: String,
}

/// Reads events, however they are cut on the way.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// What has come of the line that is not at its end.
    line: Vec<u8>,
    /// What has come of the event that is not at its end.
    event: Sent,
    /// Whether the event has any data line.
    has_data: bool,
    /// Bytes in the event.
    size: usize,
    /// The last byte was a carriage return: a line feed after it belongs to it.
    was_return: bool,
    /// The first line may begin with a byte order mark.
    has_begun: bool,
}

impl Reader {
    /// Takes bytes, and gives the events they end. Comments say only that the line is alive.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<Sent>, RelayError> {
        let mut sent = Vec::new();
        for byte in bytes {
            match byte {
                b'\n' if std::mem::take(&mut self.was_return) => {}
                b'\n' | b'\r' => {
                    self.was_return = *byte == b'\r';
                    sent.extend(self.end_of_line());
                }
                other => {
                    self.was_return = false;
                    self.line.push(*other);
                    self.size += 1;
                    if self.size > MOST_BYTES {
                        return Err(RelayError::TooLarge);
                    }
                }
            }
        }
        Ok(sent)
    }

    fn end_of_line(&mut self) -> Option<Sent> {
        let bytes = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&bytes);
        let line = if self.has_begun { &*line } else { line.trim_start_matches('\u{feff}') };
        self.has_begun = true;
        if line.is_empty() {
            return self.end_of_event();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "id" => value.clone_into(&mut self.event.id),
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            _ => {}
        }
        None
    }

    fn end_of_event(&mut self) -> Option<Sent> {
        self.size = 0;
        let event = std::mem::take(&mut self.event);
        std::mem::take(&mut self.has_data).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn sent(name: &str, id: &str, data: &str) -> Sent {
        Sent { name: name.to_owned(), id: id.to_owned(), data: data.to_owned() }
    }

    #[rstest]
    #[case::one("event: event\nid: log-1\ndata: {}\n\n", vec![sent("event", "log-1", "{}")])]
    #[case::without_a_space("event:hello\ndata:{}\n\n", vec![sent("hello", "", "{}")])]
    #[case::lines_of_data("data: a\ndata: b\n\n", vec![sent("", "", "a\nb")])]
    #[case::a_heartbeat(": beat\n\n", vec![])]
    #[case::of_windows("event: x\r\ndata: 1\r\n\r\n", vec![sent("x", "", "1")])]
    #[case::of_old_macs("event: x\rdata: 1\r\r", vec![sent("x", "", "1")])]
    #[case::not_at_its_end("data: 1\n", vec![])]
    #[case::without_data("event: x\n\n", vec![])]
    #[case::a_mark_first("\u{feff}data: 1\n\n", vec![sent("", "", "1")])]
    #[case::a_field_of_tomorrow("retry: 5\nmood: good\ndata: 1\n\n", vec![sent("", "", "1")])]
    fn events_are_read(#[case] text: &str, #[case] expected: Vec<Sent>) {
        assert_eq!(Reader::default().push(text.as_bytes()).unwrap(), expected);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_how_the_bytes_are_cut(cuts in proptest::collection::vec(1_usize..9, 0..40)) {
            let text = ": beat\n\nevent: event\r\nid: log-7\ndata: {\"customer\": \"Küstenwache\"}\n\ndata: 2\n\n";
            let whole = Reader::default().push(text.as_bytes()).unwrap();
            let (mut reader, mut pieces, mut rest) = (Reader::default(), Vec::new(), text.as_bytes());
            for cut in cuts {
                let (piece, left) = rest.split_at(cut.min(rest.len()));
                pieces.extend(reader.push(piece).unwrap());
                rest = left;
            }
            pieces.extend(reader.push(rest).unwrap());
            prop_assert_eq!(pieces, whole);
        }
    }

    #[test]
    fn an_event_without_an_end_is_given_up() {
        let mut reader = Reader::default();
        let piece = vec![b'a'; 1024 * 1024];
        let outcome = (0..65).try_for_each(|_| reader.push(&piece).map(drop));
        assert!(matches!(outcome, Err(RelayError::TooLarge)));
    }
}
