//! How deep a JSON text is nested, found without following it.

/// The deepest nesting that is read. Real messages have three layers.
const DEEPEST: usize = 32;

/// Whether a text is nested deeper than makes sense. Brackets within strings do not count.
pub(super) fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut is_within_string, mut is_escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_within_string => is_escaped = true,
            b'"' => is_within_string = !is_within_string,
            b'{' | b'[' if !is_within_string => depth = depth.saturating_add(1),
            b'}' | b']' if !is_within_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}
