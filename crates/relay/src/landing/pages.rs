//! The pages a buyer sees.

use axum::response::{IntoResponse as _, Response};
use domain::relay_feed::Visit;
use http::header::LOCATION;
use http::{HeaderValue, StatusCode};
use maud::{Markup, html};

use super::Place;
use super::language::Language;
use super::page::{page, titled};
use super::questions::{Typed, Wrong, field};
use super::words::Words;
use crate::config::{AnswerKind, Question};
use crate::log::LogError;

/// Why a buyer does not get on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    NoToken,
    Spoilt,
    Expired,
    StartAgain,
    NotSignedIn,
    Ended,
    NotNow,
    TooMany,
}

impl Problem {
    fn key(self) -> &'static str {
        match self {
            Self::NoToken => "no-token",
            Self::Spoilt => "spoilt",
            Self::Expired => "expired",
            Self::StartAgain => "start-again",
            Self::NotSignedIn => "not-signed-in",
            Self::Ended => "ended",
            Self::NotNow => "not-now",
            Self::TooMany => "too-many",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::NoToken | Self::Ended => StatusCode::OK,
            Self::Spoilt | Self::Expired | Self::StartAgain => StatusCode::BAD_REQUEST,
            Self::NotSignedIn => StatusCode::FORBIDDEN,
            Self::NotNow | Self::TooMany => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Whether opening it from Microsoft again helps.
    fn is_mended_at_microsoft(self) -> bool {
        !matches!(self, Self::Ended | Self::NotNow | Self::TooMany)
    }
}

/// What is wrong, and what to do.
pub(super) fn problem(place: &Place, language: Language, problem: Problem) -> Response {
    let (words, key) = (Words(language), problem.key());
    place.relay.metrics.count("landing_total", &[("connection", &place.connection.name), ("what", key)]);
    let body = html! {
        p { (words.text(&format!("{key}-why"))) }
        @if problem.is_mended_at_microsoft() { p { (words.text("how-to-open")) } }
    };
    page(place, language, problem.status(), &words.text(key), &body)
}

/// The log takes nothing.
pub(super) fn not_now(place: &Place, language: Language, error: &LogError) -> Response {
    tracing::error!(connection = %place.connection.name, %error, "a buyer could not be served");
    problem(place, language, Problem::NotNow)
}

/// On to another page.
pub(super) fn redirect(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    match HeaderValue::from_str(to) {
        Ok(to) => drop(response.headers_mut().insert(LOCATION, to)),
        Err(_) => *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE,
    }
    response
}

/// To the publisher's own page, or a word that nothing is to be done.
pub(super) fn manage(place: &Place, language: Language) -> Response {
    if let Some(manage) = &place.landing.config.manage {
        return redirect(manage.as_str());
    }
    let words = Words(language);
    let body = html! { p { (words.text("already-why")) } };
    page(place, language, StatusCode::OK, &words.text("already"), &body)
}

/// What was bought, and what is asked.
pub(super) fn form(
    place: &Place,
    language: Language,
    visit: &Visit,
    csrf: &str,
    typed: &Typed,
    wrong: &Wrong,
) -> Response {
    let (words, config) = (Words(language), &place.landing.config);
    let questions = &config.questions;
    let body = html! {
        @if !wrong.is_empty() { (what_is_wrong(words, questions, wrong)) }
        p { (words.text("welcome-why")) }
        (bought(words, visit))
        form method="post" action=(config.below("form")) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            (contact(words, typed, wrong))
            @for question in questions { (asked(words, question, typed, wrong)) }
            button type="submit" { (words.text("send")) }
        }
    };
    let heading = words.with("welcome", &[("publisher", &config.publisher)]);
    let (status, title) = match wrong.is_empty() {
        true => (StatusCode::OK, heading.clone()),
        false => (StatusCode::UNPROCESSABLE_ENTITY, words.text("wrong")),
    };
    titled(place, language, status, (&title, &heading), &body)
}

/// Nothing more is to be done.
pub(super) fn thanks(place: &Place, language: Language, visit: &Visit) -> Response {
    let (words, config) = (Words(language), &place.landing.config);
    let contact = visit.who.contact.as_deref().unwrap_or_default();
    let body = html! {
        p role="status" { (words.with("thanks-contact", &[("contact", contact)])) }
        (bought(words, visit))
        p { (words.text("thanks-next")) }
        @if let Some(manage) = &config.manage {
            p { a class="button" href=(manage.as_str()) { (words.text("manage")) } }
        }
    };
    page(place, language, StatusCode::OK, &words.text("thanks"), &body)
}

fn bought(words: Words, visit: &Visit) -> Markup {
    let line = |key: &str, value: &str| {
        html! { @if !value.is_empty() { dt { (words.text(key)) } dd { (value) } } }
    };
    html! {
        section aria-labelledby="bought" {
            h2 id="bought" { (words.text("bought")) }
            @if let Some(bought) = &visit.bought {
                dl {
                    (line("bought-name", &bought.name))
                    (line("bought-offer", bought.offer.as_str()))
                    (line("bought-plan", bought.plan.as_str()))
                    (line("bought-seats", &bought.seats.map(|seats| seats.to_string()).unwrap_or_default()))
                }
            } @else { p { (words.text("bought-unknown")) } }
            @if !visit.who.name.is_empty() {
                p class="hint" { (words.with("signed-in-as", &[("name", &visit.who.name)])) }
            }
        }
    }
}

/// At the top, with a way to each.
fn what_is_wrong(words: Words, questions: &[Question], wrong: &Wrong) -> Markup {
    html! {
        div class="wrong" role="alert" tabindex="-1" autofocus {
            h2 { (words.text("wrong")) }
            ul { @for name in wrong { li { a href={ "#" (name) } { (complaint(words, questions, name)) } } } }
        }
    }
}

fn complaint(words: Words, questions: &[Question], name: &str) -> String {
    match questions.iter().find(|question| field(question) == name) {
        Some(question) => words.with("wrong-required", &[("question", question.label.text(words.0.tag()))]),
        None => words.text("wrong-contact"),
    }
}

fn contact(words: Words, typed: &Typed, wrong: &Wrong) -> Markup {
    let is_wrong = wrong.iter().any(|name| name == "contact");
    html! {
        div class="field" {
            label for="contact" { (words.text("contact")) }
            span class="hint" id="contact-hint" { (words.text("contact-hint")) }
            @if is_wrong { span class="error" id="contact-error" { (words.text("wrong-contact")) } }
            input type="email" id="contact" name="contact" autocomplete="email" required maxlength="254"
                value=(typed.get("contact")) aria-invalid=(is_wrong)
                aria-describedby=(if is_wrong { "contact-hint contact-error" } else { "contact-hint" });
        }
    }
}

fn asked(words: Words, question: &Question, typed: &Typed, wrong: &Wrong) -> Markup {
    let (name, label) = (field(question), question.label.text(words.0.tag()));
    let is_wrong = wrong.contains(&name);
    let (error, value) = (format!("{name}-error"), typed.get(&name));
    let described = is_wrong.then_some(error.as_str());
    let complaint = html! {
        @if is_wrong { span class="error" id=(error) { (words.with("wrong-required", &[("question", label)])) } }
    };
    let optional = html! { @if !question.required { span class="hint" { (words.text("optional")) } } };
    match question.kind {
        AnswerKind::Text => html! {
            div class="field" {
                label for=(name) { (label) }
                (optional) (complaint)
                input type="text" id=(name) name=(name) required[question.required] maxlength="2000" value=(value)
                    aria-invalid=(is_wrong) aria-describedby=[described];
            }
        },
        AnswerKind::Choice => html! {
            fieldset id=(name) aria-describedby=[described] {
                legend { (label) }
                (optional) (complaint)
                @for choice in &question.choices {
                    label {
                        input type="radio" name=(name) value=(choice.id) required[question.required]
                            checked[value == choice.id];
                        " " (choice.label.text(words.0.tag()))
                    }
                }
                @if !question.required {
                    label { input type="radio" name=(name) value="" checked[value.is_empty()]; " " (words.text("choose-none")) }
                }
            }
        },
    }
}
