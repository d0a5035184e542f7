//! The words of notices and of the tray: the page's own files, read here too.

use chrono::{Datelike as _, NaiveDate};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::contract::{InboxItem, ItemKind, Language, Sentence};

const ENGLISH: [&str; 6] = [
    include_str!("../../../../ui/words/en/account.ftl"),
    include_str!("../../../../ui/words/en/life.ftl"),
    include_str!("../../../../ui/words/en/many.ftl"),
    include_str!("../../../../ui/words/en/notices.ftl"),
    include_str!("../../../../ui/words/en/relay.ftl"),
    include_str!("../../../../ui/words/en/sentences.ftl"),
];
const FRENCH: [&str; 6] = [
    include_str!("../../../../ui/words/fr/account.ftl"),
    include_str!("../../../../ui/words/fr/life.ftl"),
    include_str!("../../../../ui/words/fr/many.ftl"),
    include_str!("../../../../ui/words/fr/notices.ftl"),
    include_str!("../../../../ui/words/fr/relay.ftl"),
    include_str!("../../../../ui/words/fr/sentences.ftl"),
];
/// Arguments by which words choose a plural; every other stays text, so that a code keeps its digits.
const COUNTED: [&str; 3] = ["seconds", "count", "known"];
/// Arguments that are days, as Microsoft counts them.
const DATED: [&str; 1] = ["end"];
/// Characters of one name or value; a desktop shows a few lines.
const LONGEST: usize = 120;

/// The words of the tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayWords {
    /// Opens the window.
    pub open: String,
    /// How many items wait.
    pub count: String,
    /// What quitting stops.
    pub quit: String,
    /// What the icon says of itself.
    pub tip: String,
}

/// The words of the tray, in the chosen language or else the system's.
pub fn tray_words(language: Option<Language>, items: u32, unsent: u32) -> TrayWords {
    let words = Words::of(language);
    TrayWords {
        open: words.text("tray-open", []),
        count: words.text("tray-count", [("count", items.into())]),
        quit: match unsent {
            0 => words.text("tray-quit", []),
            unsent => words.text("tray-quit-unsent", [("count", unsent.into())]),
        },
        tip: words.text("tray-tip", [("count", items.into())]),
    }
}

/// The words of one language.
pub(crate) struct Words(FluentBundle<FluentResource>);

impl Words {
    /// In the chosen language, or else the system's; what is spoken in neither is said in English.
    pub(crate) fn of(language: Option<Language>) -> Self {
        let (locale, texts) = match language.unwrap_or_else(of_the_system) {
            Language::En => ("en-GB", ENGLISH),
            Language::Fr => ("fr-FR", FRENCH),
        };
        let mut bundle = FluentBundle::new(locale.parse().into_iter().collect());
        bundle.set_use_isolating(false);
        for text in texts {
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self(bundle)
    }

    /// What a notice says of an item: its title, and the line below.
    pub(super) fn of_item(&self, item: &InboxItem) -> (String, String) {
        let title = self.text("notice-title", [("kind", item.kind.word().into())]);
        let place = |name: &str| item.what.args.get(name).map_or_else(String::new, |value| tidy(value));
        let customer = tidy(&item.customer);
        let body = if customer.is_empty() {
            self.say(&item.what)
        } else if item.kind == ItemKind::Request && item.what.key == "what-request-plan" {
            let args = [("customer", customer.into()), ("from", place("from").into()), ("to", place("to").into())];
            self.text("notice-request", args)
        } else {
            self.text("notice-item", [("customer", customer.into()), ("what", self.say(&item.what).into())])
        };
        (title, body)
    }

    /// What one notice says of many items.
    pub(super) fn of_many(&self, count: u32) -> String {
        self.text("notice-many", [("count", count.into())])
    }

    /// A sentence of the desk, as the page says it.
    pub(crate) fn say(&self, sentence: &Sentence) -> String {
        let args = sentence.args.iter().map(|(name, value)| (name.as_str(), self.argument(name, value)));
        self.text(&sentence.key, args)
    }

    fn argument(&self, name: &str, value: &str) -> FluentValue<'static> {
        if COUNTED.contains(&name) && value.parse::<f64>().is_ok() {
            return FluentValue::try_number(value).into_owned();
        }
        match value.parse::<NaiveDate>() {
            Ok(day) if DATED.contains(&name) => self.day(day).into(),
            _ => tidy(value).into(),
        }
    }

    fn day(&self, day: NaiveDate) -> String {
        let (number, year) = (day.day().to_string(), day.year().to_string());
        self.text("notice-day", [("day", number.into()), ("month", day.month().into()), ("year", year.into())])
    }

    /// A text by its key. One that is missing is its key, as on the page.
    fn text<'a>(&self, key: &str, args: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let Some(pattern) = self.0.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "a text is missing");
            return key.to_owned();
        };
        let args: FluentArgs<'a> = args.into_iter().collect();
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a text could not be filled");
        }
        text
    }
}

/// What this computer speaks.
fn of_the_system() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if locale.to_lowercase().starts_with("fr") => Language::Fr,
        _ => Language::En,
    }
}

/// A customer's own text on one line. What would turn the line's direction could make it read otherwise than it is.
fn tidy(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept = text.trim().chars().filter(|c| !turns(c)).map(|c| if c.is_control() { ' ' } else { c });
    let mut kept: Vec<char> = kept.take(LONGEST + 1).collect();
    if kept.len() > LONGEST {
        kept.truncate(LONGEST - 1);
        kept.push('…');
    }
    kept.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn item(kind: ItemKind, customer: &str, what: Sentence) -> InboxItem {
        InboxItem {
            id: "a".to_owned(),
            kind,
            stage: None,
            subscription: None,
            customer: customer.to_owned(),
            offer: String::new(),
            what,
            due: String::new(),
            due_is_estimate: false,
            closes_at: None,
            effect: None,
            owner: None,
            snoozed_until: None,
            notes: 0,
            buttons: Vec::new(),
            changed_at: String::new(),
        }
    }

    const BOTH: [Language; 2] = [Language::En, Language::Fr];

    /// Every key with its places, as the code fills them.
    fn everything() -> Vec<(&'static str, Vec<(&'static str, FluentValue<'static>)>)> {
        let text = |name| (name, FluentValue::from("Tidewatch"));
        let mut all = vec![
            ("notice-request", vec![text("customer"), text("from"), text("to")]),
            ("notice-item", vec![text("customer"), text("what")]),
            ("notice-day", vec![("day", "3".into()), ("month", 3.into()), ("year", "2027".into())]),
            ("tray-open", vec![]),
            ("tray-quit", vec![]),
        ];
        for key in ["notice-many", "tray-count", "tray-tip", "tray-quit-unsent"] {
            all.extend([0, 1, 2, 1_000_000].map(|count| (key, vec![("count", FluentValue::from(count))])));
        }
        for key in ["what", "what-request", "what-silent", "what-unseen"] {
            let places = vec![text("from"), text("to")];
            let plan: &'static str = Box::leak(format!("{key}-plan").into_boxed_str());
            let seats: &'static str = Box::leak(format!("{key}-seats").into_boxed_str());
            all.extend([(plan, places.clone()), (seats, places)]);
        }
        for key in [
            "what-access-open-though-suspended",
            "what-access-shut-though-subscribed",
            "what-access-open-though-ended",
            "what-account-suspend",
            "what-account-reinstate",
            "what-account-close",
        ] {
            all.push((key, vec![]));
        }
        all.extend([
            ("what-purchase", vec![text("plan")]),
            ("what-suspended", vec![]),
            ("what-reinstated", vec![]),
            ("what-cancelled", vec![]),
            ("what-renewal", vec![text("end")]),
            ("what-trial", vec![text("end")]),
            ("what-unreadable", vec![text("field")]),
            ("what-missing", vec![]),
            ("what-secret-ends", vec![text("end")]),
            ("what-secret-ended", vec![]),
            ("what-sign-in-fails", vec![]),
            ("what-clock", vec![("seconds", 61.into())]),
        ]);
        all
    }

    #[test]
    fn every_text_is_there_in_both_languages_and_can_be_filled() {
        for language in BOTH {
            let words = Words::of(Some(language));
            for (key, args) in everything() {
                let message = words.0.get_message(key).unwrap_or_else(|| panic!("{key} is missing in {language:?}"));
                let mut errors = Vec::new();
                let args: FluentArgs<'_> = args.into_iter().collect();
                let text = words.0.format_pattern(message.value().unwrap(), Some(&args), &mut errors);
                assert!(errors.is_empty(), "{key} in {language:?}: {errors:?}");
                assert!(!text.contains('{') && !text.trim().is_empty(), "{key} in {language:?}: {text}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_title_of_its_own() {
        use ItemKind::{
            Access, Cancelled, Connection, Intent, Missing, Purchase, Reinstated, Renewal, Request, Suspended, Trial,
            Unreadable,
        };
        let kinds = [
            Request, Purchase, Suspended, Reinstated, Cancelled, Renewal, Trial, Intent, Unreadable, Missing,
            Connection, Access,
        ];
        for language in BOTH {
            let words = Words::of(Some(language));
            let other = words.text("notice-title", [("kind", "no such kind".into())]);
            for kind in kinds {
                let (title, _) = words.of_item(&item(kind, "Tidewatch", Sentence::plain("what-missing")));
                assert_ne!(title, other, "{kind:?} in {language:?}");
            }
        }
    }

    #[rstest]
    #[case(Language::En, "Contoso asks for gold instead of silver")]
    #[case(Language::Fr, "Contoso demande gold au lieu de silver")]
    fn a_request_says_who_asks_for_what(#[case] language: Language, #[case] expected: &str) {
        let what = Sentence::plain("what-request-plan").with("from", "silver").with("to", "gold");
        assert_eq!(Words::of(Some(language)).of_item(&item(ItemKind::Request, "Contoso", what)).1, expected);
    }

    #[rstest]
    #[case(Language::En, "Contoso: the free trial ends 3 March 2027")]
    #[case(Language::Fr, "Contoso : l’essai gratuit finit le 3 mars 2027")]
    fn a_day_is_written_as_people_write_it(#[case] language: Language, #[case] expected: &str) {
        let what = Sentence::plain("what-trial").with("end", "2027-03-03");
        assert_eq!(Words::of(Some(language)).of_item(&item(ItemKind::Trial, "Contoso", what)).1, expected);
    }

    #[test]
    fn what_is_about_no_customer_names_none() {
        let what = Sentence::plain("what-sign-in-fails");
        let (_, body) = Words::of(Some(Language::En)).of_item(&item(ItemKind::Connection, "", what));
        assert_eq!(body, "Microsoft does not accept the sign-in");
    }

    #[test]
    fn a_name_stays_on_its_line_and_reads_as_it_is() {
        assert_eq!(tidy("Con\u{202e}toso\nLtd"), "Contoso Ltd");
        assert_eq!(tidy(&"é".repeat(500)).chars().count(), LONGEST);
        assert_eq!(tidy(&"é".repeat(LONGEST)).chars().last(), Some('é'));
    }

    #[test]
    fn plurals_follow_the_language() {
        let said = |language, count| tray_words(Some(language), count, 0).count;
        assert_ne!(said(Language::En, 0), said(Language::En, 1).replace('1', "0"), "English: no item is many");
        assert_eq!(said(Language::Fr, 0), said(Language::Fr, 1).replace('1', "0"), "French: no item is one");
        assert_ne!(tray_words(None, 0, 0).quit, tray_words(None, 0, 2).quit, "quitting says what waits unsent");
    }
}
