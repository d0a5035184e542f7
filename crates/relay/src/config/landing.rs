//! The landing page of one publisher, as the owner says it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use url::{Host, Url};

use super::{ConfigError, Hidden};

/// What must not become longer: it is shown on every page.
const MOST_LETTERS: usize = 300;
/// More questions than this nobody answers.
const MOST_QUESTIONS: usize = 20;

/// A landing page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandingConfig {
    /// Its address, as in the offer's Technical configuration.
    pub address: Url,
    /// The multi-tenant application buyers sign in to: not the one the offer names.
    pub application: String,
    /// That application's secret.
    pub secret: Option<Hidden>,
    /// A file with it.
    pub secret_file: Option<PathBuf>,
    /// Who publishes, as buyers know them.
    pub publisher: String,
    /// What stands at the top; the publisher's name where nothing is said.
    pub logo: Option<String>,
    /// Where buyers manage what they have, later.
    pub manage: Option<Url>,
    /// Whom buyers write to for help.
    pub support: Option<String>,
    /// What the publisher asks besides.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

/// One of the publisher's questions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in events: letters, digits and hyphens.
    pub id: String,
    /// What is asked.
    pub label: Label,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What it is answered with.
    #[serde(default)]
    pub kind: AnswerKind,
    /// What there is to choose from.
    #[serde(default, rename = "choice")]
    pub choices: Vec<Choice>,
}

/// What a question is answered with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// A line of text.
    #[default]
    Text,
    /// One of several.
    Choice,
}

/// Something to choose.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in forms.
    pub id: String,
    /// As buyers read it.
    pub label: Label,
}

/// Text by language: `en`, and `fr` where it is translated.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Label(BTreeMap<String, String>);

impl Label {
    /// In this language, or else in English.
    pub fn text(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.get("en")).map_or("", String::as_str)
    }

    fn is_whole(&self) -> bool {
        self.0.get("en").is_some_and(|text| !text.trim().is_empty())
            && self.0.values().all(|text| text.chars().count() <= MOST_LETTERS)
            && self.0.keys().all(|language| ["en", "fr"].contains(&language.as_str()))
    }
}

impl LandingConfig {
    /// The path of the page itself.
    pub fn path(&self) -> String {
        self.address.path().trim_end_matches('/').to_owned()
    }

    /// A page below it.
    pub fn below(&self, page: &str) -> String {
        format!("{}/{page}", self.path())
    }

    /// Every path it takes.
    pub fn paths(&self) -> [String; 4] {
        [self.path(), self.below("signed-in"), self.below("form"), self.below("thanks")]
    }

    /// Where Entra sends buyers back to: to be registered on the application.
    pub fn redirect(&self) -> Url {
        let mut address = self.address.clone();
        address.set_path(&self.below("signed-in"));
        address
    }

    /// Its secret.
    ///
    /// # Errors
    /// Where none is named, or the file cannot be read.
    pub fn read_secret(&self) -> Result<Hidden, ConfigError> {
        let from_file = self.secret_file.as_deref().map(Hidden::from_file).transpose()?;
        let none = || ConfigError::Unfit("the landing page's application names no secret".to_owned());
        self.secret.clone().or(from_file).ok_or_else(none)
    }

    /// What is wrong with it, if anything is.
    pub(super) fn problem(&self) -> Option<&'static str> {
        let mut names = BTreeSet::new();
        match () {
            () if !is_safe(&self.address) => Some("its landing page needs an https address"),
            () if self.address.query().is_some() || self.address.fragment().is_some() => {
                Some("its landing page's address has neither ? nor #")
            }
            () if self.path().is_empty() => Some("its landing page's address has a path"),
            () if self.application.trim().is_empty() => Some("its landing page names no application"),
            () if self.publisher.trim().is_empty() || self.publisher.len() > MOST_LETTERS => {
                Some("its landing page names no publisher, or one too long")
            }
            () if self.manage.as_ref().is_some_and(|manage| !is_safe(manage)) => Some("manage needs an https address"),
            () if self.questions.len() > MOST_QUESTIONS => Some("its landing page asks too much"),
            () if !self.questions.iter().all(Question::is_whole) => {
                Some("a question needs an id of letters, digits and hyphens, a label in English, and choices to choose")
            }
            () if !self.questions.iter().all(|question| names.insert(&question.id)) => {
                Some("two questions have one id")
            }
            () => None,
        }
    }
}

impl Question {
    fn is_whole(&self) -> bool {
        let has_choices = !self.choices.is_empty();
        let are_choices_whole = self.choices.iter().all(|choice| is_word(&choice.id) && choice.label.is_whole());
        is_word(&self.id)
            && self.label.is_whole()
            && has_choices == (self.kind == AnswerKind::Choice)
            && are_choices_whole
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-')
}

/// Plain HTTP is for this very machine, in tests.
fn is_safe(address: &Url) -> bool {
    let is_here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    address.scheme() == "https" && address.has_host() || address.scheme() == "http" && is_here
}
