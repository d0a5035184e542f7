//! Names as they may stand in an address: accents spelled out, everything else in plain ASCII.

/// A name as it may stand in an address: ASCII letters and digits, words joined by `joint`. Empty where nothing fits.
pub(crate) fn slug(name: &str, joint: char) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        match plain(letter) {
            Some(plain) => out.push_str(plain),
            None if letter.is_ascii_alphanumeric() => out.push(letter.to_ascii_lowercase()),
            None if letter == ' ' && !out.is_empty() && !out.ends_with(joint) => out.push(joint),
            None => {}
        }
    }
    out.trim_end_matches(joint).to_owned()
}

/// The ASCII spelling of an accented letter.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ą' | 'Á' | 'À' | 'Å' | 'Ą' => "a",
        'ä' | 'Ä' => "ae",
        'ç' | 'ć' | 'Ç' | 'Ć' => "c",
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'É' | 'Ê' => "e",
        'ğ' => "g",
        'í' | 'î' | 'ï' | 'ı' | 'Í' | 'İ' => "i",
        'ł' | 'Ł' => "l",
        'ñ' | 'ń' | 'Ñ' => "n",
        'ó' | 'ô' | 'õ' | 'ō' | 'Ō' | 'Ó' => "o",
        'ö' | 'Ö' | 'œ' | 'Œ' => "oe",
        'ś' | 'ş' | 'Ś' | 'Ş' => "s",
        'ß' => "ss",
        'ú' | 'û' | 'ū' | 'Ú' => "u",
        'ü' | 'Ü' => "ue",
        'ź' | 'ż' | 'Ź' | 'Ż' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::culture::CULTURES;

    #[test]
    fn addresses_are_plain_ascii() {
        assert_eq!(slug("Jäger & Söhne", '-'), "jaeger-soehne", "accents are spelled out");
        assert_eq!(slug("さくら", '-'), "", "what has no spelling is left to the caller");
        for culture in CULTURES {
            for name in culture.given.iter().chain(culture.family) {
                assert!(slug(name, '.').is_ascii() && !slug(name, '.').is_empty(), "{name} needs a spelling");
            }
        }
    }
}
