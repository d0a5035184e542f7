//! What a receiver answers, as far as it is read.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, header};
use reqwest::Response;

/// Words of a receiver are read this far.
const MOST_BYTES: usize = 16 * 1024;
/// And kept this far, in letters.
const MOST_LETTERS: usize = 500;
/// No receiver may ask for more patience than this.
const LONGEST_ASKED: Duration = Duration::from_secs(24 * 60 * 60);

/// The beginning of an answer; what comes before it breaks off, where it does.
pub(crate) async fn beginning(mut response: Response) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Ok(Some(piece)) = response.chunk().await {
        bytes.extend_from_slice(&piece);
        if bytes.len() >= MOST_BYTES {
            bytes.truncate(MOST_BYTES);
            break;
        }
    }
    bytes
}

/// What somebody may be shown of it: text, in one line.
pub(crate) fn words(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|word| !word.is_empty());
    line.collect::<Vec<_>>().join(" ").chars().take(MOST_LETTERS).collect()
}

/// The patience a receiver asks for, in seconds or until a moment by its own clock.
pub(crate) fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let moment = |text| httpdate::parse_http_date(text).ok().map(DateTime::<Utc>::from);
    let asked = text(header::RETRY_AFTER)?;
    let wait = match asked.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => (moment(asked)? - text(header::DATE).and_then(moment).unwrap_or(now)).to_std().ok()?,
    };
    Some(wait.min(LONGEST_ASKED))
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::seconds(&[("retry-after", " 7 ")], Some(7))]
    #[case::a_date_by_our_clock(&[("retry-after", "Sun, 15 Nov 2026 12:00:30 GMT")], Some(30))]
    #[case::a_date_by_their_clock(
        &[("retry-after", "Sun, 15 Nov 2026 10:00:30 GMT"), ("date", "Sun, 15 Nov 2026 10:00:10 GMT")], Some(20))]
    #[case::past(&[("retry-after", "Sun, 15 Nov 2026 11:00:00 GMT")], None)]
    #[case::nonsense(&[("retry-after", "soon")], None)]
    #[case::absurd(&[("retry-after", "18446744073709551615")], Some(86_400))]
    #[case::nothing(&[], None)]
    fn a_receiver_may_say_later_in_many_ways(
        #[case] given: &[(&'static str, &'static str)],
        #[case] seconds: Option<u64>,
    ) {
        let header = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let now = "2026-11-15T12:00:00Z".parse().unwrap();
        assert_eq!(retry_after(&given.iter().map(header).collect(), now), seconds.map(Duration::from_secs));
    }

    #[test]
    fn words_are_one_line_of_text_and_not_too_many() {
        assert_eq!(words(b" {\"error\":\r\n\t\"no such\0account\"} "), "{\"error\": \"no such account\"}");
        assert_eq!(words(&[0xff, b'a']), "\u{fffd}a");
        assert_eq!(words("é".repeat(900).as_bytes()).chars().count(), 500);
    }
}
