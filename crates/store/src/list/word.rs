//! Free words of a search, and what each is found by.
//!
//! All of them must occur: three characters and more anywhere in a name, an address, an offer or a plan, or at the
//! beginning of an id; one or two characters at the beginning of a word. Signs alone ask for nothing.

use domain::folding::fold;

use crate::cache::words::one_line;

/// One free word, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word {
    /// Three characters or more: found anywhere.
    Anywhere(String),
    /// One or two letters or digits: found at the beginning of a word.
    AtStart(String),
}

impl Word {
    /// What the words of a search ask for, the longest first because it finds least.
    pub(crate) fn all(words: &[String]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for word in words.iter().flat_map(|word| Self::of(word)) {
            if !all.contains(&word) {
                all.push(word);
            }
        }
        all.sort_by_key(|word| std::cmp::Reverse(word.text().len()));
        all
    }

    fn of(word: &str) -> Vec<Self> {
        let folded = one_line(&fold(word));
        if folded.chars().count() >= 3 {
            return vec![Self::Anywhere(folded)];
        }
        let starts = folded.split(|c: char| !c.is_alphanumeric()).filter(|start| !start.is_empty());
        starts.map(|start| Self::AtStart(start.to_owned())).collect()
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Anywhere(text) | Self::AtStart(text) => text,
        }
    }

    /// What of it stands in an index, each of which is found in at least as many rows as the word.
    pub(crate) fn parts(&self) -> Vec<Self> {
        let Self::Anywhere(word) = self else { return vec![self.clone()] };
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let three = ends.windows(4).filter_map(|ends| Some((*ends.first()?, *ends.last()?)));
        three.filter_map(|(from, to)| word.get(from..to)).map(|part| Self::Anywhere(part.to_owned())).collect()
    }

    /// The word as FTS5 reads it: a quoted string, in which nothing is a sign of its language.
    pub(crate) fn quoted(&self) -> String {
        format!("\"{}\"", self.text().replace('"', "\"\""))
    }

    /// Whether it occurs in this search text, or the id begins with it.
    pub(crate) fn occurs(&self, search_text: &str, id: &str) -> bool {
        match self {
            Self::Anywhere(word) => search_text.contains(word.as_str()) || begins(id, word),
            Self::AtStart(start) => {
                search_text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(start.as_str()))
            }
        }
    }
}

fn begins(id: &str, word: &str) -> bool {
    id.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &[&str]) -> Vec<Word> {
        Word::all(&typed.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn short_words_are_beginnings_and_long_ones_may_stand_anywhere() {
        let expected = [Word::Anywhere("hopital".to_owned()), Word::AtStart("st".to_owned())];
        assert_eq!(words(&["St", "Hôpital", "st"]), expected, "folded, each once, the longest first");
    }

    #[test]
    fn signs_alone_ask_for_nothing() {
        assert_eq!(words(&["&", "a.", "--"]), [Word::AtStart("a".to_owned())]);
    }

    #[test]
    fn a_long_word_has_its_parts_of_three() {
        let three = |word: &str| Word::Anywhere(word.to_owned());
        assert_eq!(three("sölv").parts(), [three("söl"), three("ölv")]);
        assert_eq!(three("ltd").parts(), [three("ltd")]);
        assert_eq!(Word::AtStart("l".to_owned()).parts().len(), 1);
    }

    #[test]
    fn quotes_do_not_break_out() {
        assert_eq!(Word::Anywhere("a\" OR \"b".to_owned()).quoted(), "\"a\"\" OR \"\"b\"");
    }

    #[test]
    fn an_id_is_found_by_its_beginning_alone() {
        let (text, id) = ("vale", "3F2A-99");
        assert!(Word::Anywhere("3f2a".to_owned()).occurs(text, id), "whatever its case");
        assert!(!Word::Anywhere("2a-9".to_owned()).occurs(text, id), "digits occur by chance in its middle");
    }
}
