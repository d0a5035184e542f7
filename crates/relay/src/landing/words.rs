//! The words of the pages.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::language::Language;

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en-GB", include_str!("words/en.ftl")));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle("fr-FR", include_str!("words/fr.ftl")));

fn bundle(locale: &str, text: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(locale.parse().into_iter().collect());
    // The marks around names would be shown as boxes by some browsers' address fields and screen readers.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The words of one language.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) Language);

impl Words {
    /// A text without a name in it.
    pub(super) fn text(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with names in it. They are text, to be escaped by whoever writes the page.
    pub(super) fn with(self, key: &str, names: &[(&str, &str)]) -> String {
        let bundle = match self.0 {
            Language::English => &*ENGLISH,
            Language::French => &*FRENCH,
        };
        let mut args = FluentArgs::new();
        for (name, value) in names {
            args.set(*name, FluentValue::from(*value));
        }
        let message = bundle.get_message(key).and_then(|message| message.value());
        message.map_or_else(String::new, |text| bundle.format_pattern(text, Some(&args), &mut Vec::new()).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(text: &str) -> BTreeSet<&str> {
        let lines = text.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =").map(|(key, _)| key)).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (english, french) = (keys(include_str!("words/en.ftl")), keys(include_str!("words/fr.ftl")));
        assert_eq!(english, french);
        for key in english {
            for language in [Language::English, Language::French] {
                assert!(!Words(language).text(key).is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn names_are_put_in_as_they_are() {
        let text = Words(Language::French).with("welcome", &[("publisher", "Quai <Nord>")]);
        assert!(text.contains("Quai <Nord>"), "{text}");
    }
}
