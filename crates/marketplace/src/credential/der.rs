//! As much of DER as finding a certificate's last day and a key within its wrapping takes: tags, lengths, contents.

use chrono::{DateTime, NaiveDateTime, Utc};

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const VERSION: u8 = 0xa0;
/// Two-digit years from here on are of the last century.
const CENTURY_SPLIT: u8 = 50;

/// What we need of an X.509 certificate.
pub(super) struct X509<'a> {
    pub(super) not_after: DateTime<Utc>,
    /// The bits of its public key.
    pub(super) public_key: &'a [u8],
}

/// Reads a certificate; its signature is not our business.
pub(super) fn x509(der: &[u8]) -> Option<X509<'_>> {
    let mut certificate = Reader(Reader(der).take(SEQUENCE)?);
    let mut body = Reader(certificate.take(SEQUENCE)?);
    body.skip_if(VERSION)?;
    body.take(INTEGER)?; // serial number
    body.take(SEQUENCE)?; // signature algorithm
    body.take(SEQUENCE)?; // issuer
    let mut validity = Reader(body.take(SEQUENCE)?);
    body.take(SEQUENCE)?; // subject
    let mut key = Reader(body.take(SEQUENCE)?);
    validity.any()?;
    let (tag, not_after) = validity.any()?;
    key.take(SEQUENCE)?; // key algorithm
    let (_unused_bits, public_key) = key.take(BIT_STRING)?.split_first()?;
    Some(X509 { not_after: moment(tag, not_after)?, public_key })
}

/// The key within PKCS#8.
pub(super) fn unwrap_pkcs8(der: &[u8]) -> Option<&[u8]> {
    let mut info = Reader(Reader(der).take(SEQUENCE)?);
    info.take(INTEGER)?;
    info.take(SEQUENCE)?;
    info.take(OCTET_STRING)
}

fn moment(tag: u8, text: &[u8]) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(text).ok()?;
    let full = match tag {
        GENERALIZED_TIME => text.to_owned(),
        UTC_TIME if text.get(..2)?.parse::<u8>().ok()? < CENTURY_SPLIT => format!("20{text}"),
        UTC_TIME => format!("19{text}"),
        _ => return None,
    };
    NaiveDateTime::parse_from_str(&full, "%Y%m%d%H%M%SZ").ok().map(|moment| moment.and_utc())
}

/// The rest of a sequence.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The next element's tag and content.
    fn any(&mut self) -> Option<(u8, &'a [u8])> {
        let (tag, rest) = self.0.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, rest) = match usize::from(*first) {
            short @ 0..0x80 => (short, rest),
            long => {
                let (digits, rest) = rest.split_at_checked(long - 0x80).filter(|(digits, _)| digits.len() <= 4)?;
                (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
            }
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((*tag, content))
    }

    /// The next element's content, if it is of this kind.
    fn take(&mut self, wanted: u8) -> Option<&'a [u8]> {
        self.any().filter(|(tag, _)| *tag == wanted).map(|(_, content)| content)
    }

    /// Passes over an element that may be left out.
    fn skip_if(&mut self, tag: u8) -> Option<()> {
        if self.0.first() == Some(&tag) { self.any().map(drop) } else { Some(()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reader, UTC_TIME, moment, unwrap_pkcs8, x509};

    #[test]
    fn a_length_beyond_the_end_is_nothing() {
        for bytes in [&[0x30, 5, 1][..], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x80], &[0x30, 0xff], &[0x30]] {
            assert!(Reader(bytes).any().is_none_or(|(_, content)| content.is_empty()), "{bytes:x?}");
        }
    }

    #[test]
    fn two_digits_of_a_year_are_of_the_nearer_century() {
        assert_eq!(moment(UTC_TIME, b"260131235959Z").unwrap().to_rfc3339(), "2026-01-31T23:59:59+00:00");
        assert_eq!(moment(UTC_TIME, b"990131235959Z").unwrap().to_rfc3339(), "1999-01-31T23:59:59+00:00");
        assert!(moment(UTC_TIME, "é60131235959Z".as_bytes()).is_none());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = (x509(&bytes).is_some(), unwrap_pkcs8(&bytes).is_some());
        }
    }
}
