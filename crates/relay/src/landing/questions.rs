//! What a buyer answered, out of a form.

use std::collections::BTreeMap;

use domain::relay_feed::VisitAnswer;
use url::form_urlencoded;

use super::language::Language;
use crate::config::{AnswerKind, Question};

/// Longer than any address there is.
const MOST_OF_AN_ADDRESS: usize = 254;
/// Letters of one answer.
const MOST_OF_AN_ANSWER: usize = 2_000;

/// What was typed, by the name of its field; the first where one comes twice.
#[derive(Default)]
pub(super) struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Out of a form's bytes. What is no text on one line becomes it.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body) {
            let line: String = value.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
            fields.entry(name.into_owned()).or_insert_with(|| line.trim().to_owned());
        }
        Self(fields)
    }

    /// With an address that is known already.
    pub(super) fn knowing(contact: Option<&str>) -> Self {
        Self(contact.map(|contact| ("contact".to_owned(), contact.to_owned())).into_iter().collect())
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// The field of a question.
pub(super) fn field(question: &Question) -> String {
    format!("q-{}", question.id)
}

/// What is missing or wrong, as the name of its field.
pub(super) type Wrong = Vec<String>;

/// A contact address and all answers, or what is wrong.
pub(super) fn answers(
    questions: &[Question],
    typed: &Typed,
    language: Language,
) -> Result<(String, Vec<VisitAnswer>), Wrong> {
    let contact = typed.get("contact").to_owned();
    let mut wrong = Wrong::new();
    if !is_address(&contact) {
        wrong.push("contact".to_owned());
    }
    let mut answers = Vec::new();
    for question in questions {
        match answer(question, typed.get(&field(question)), language) {
            Some(answer) => answers.push(answer),
            None => wrong.push(field(question)),
        }
    }
    if wrong.is_empty() { Ok((contact, answers)) } else { Err(wrong) }
}

fn answer(question: &Question, typed: &str, language: Language) -> Option<VisitAnswer> {
    let answer = match question.kind {
        _ if typed.is_empty() => (!question.required).then(String::new)?,
        AnswerKind::Text => (typed.chars().count() <= MOST_OF_AN_ANSWER).then(|| typed.to_owned())?,
        AnswerKind::Choice => {
            let chosen = question.choices.iter().find(|choice| choice.id == typed)?;
            chosen.label.text(language.tag()).to_owned()
        }
    };
    Some(VisitAnswer { question: question.id.clone(), asked: question.label.text(language.tag()).to_owned(), answer })
}

/// Whether mail might arrive there. More cannot be told without sending some.
fn is_address(text: &str) -> bool {
    let is_plain = !text.contains(|letter: char| letter.is_whitespace() || "<>()[]\\,;:\"".contains(letter));
    let has_both_sides = text.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    text.len() <= MOST_OF_AN_ADDRESS && is_plain && has_both_sides
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ines@seahall.example", true)]
    #[case("inès+tide@port.seahall.example", true)]
    #[case("", false)]
    #[case("ines", false)]
    #[case("@seahall.example", false)]
    #[case("ines@localhost", false)]
    #[case("ines@seahall.example.", false)]
    #[case("ines@a@b.example", false)]
    #[case("Ines <ines@seahall.example>", false)]
    #[case("a@b.example,c@d.example", false)]
    fn an_address_is_one_that_mail_might_arrive_at(#[case] text: &str, #[case] is_one: bool) {
        assert_eq!(is_address(text), is_one);
    }

    #[test]
    fn what_is_typed_is_one_line_and_the_first_of_its_name() {
        let typed = Typed::read(b"contact=a%0d%0aBcc%3A+b&contact=c");
        assert_eq!(typed.get("contact"), "a  Bcc: b");
    }
}
