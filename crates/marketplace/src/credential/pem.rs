//! Takes a PEM file apart. Whatever stands between its sections, such as a key vault's remarks, is passed over.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One section: what it says it is, and its bytes.
pub(super) struct Section<'a> {
    pub(super) label: &'a str,
    pub(super) der: Vec<u8>,
}

/// The sections in order; those that are no base64 are left out.
pub(super) fn sections(text: &str) -> Vec<Section<'_>> {
    text.split(BEGIN).skip(1).filter_map(section).collect()
}

fn section(text: &str) -> Option<Section<'_>> {
    let (label, rest) = text.split_once(DASHES)?;
    let (body, _) = rest.split_once(END)?;
    let body: String = body.split_ascii_whitespace().collect();
    Some(Section { label, der: BASE64_STANDARD.decode(body).ok()? })
}
