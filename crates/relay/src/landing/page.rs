//! What every page has around it.

use axum::response::{Html, IntoResponse as _, Response};
use http::StatusCode;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Place;
use super::language::Language;
use super::words::Words;

/// The one style, allowed by its hash.
pub(super) const STYLE: &str = include_str!("style.css");

/// A page in a language, with a heading that is its title too.
pub(super) fn page(place: &Place, language: Language, status: StatusCode, heading: &str, body: &Markup) -> Response {
    titled(place, language, status, (heading, heading), body)
}

/// The same under another title: it is what screen readers say first.
pub(super) fn titled(
    place: &Place,
    language: Language,
    status: StatusCode,
    (title, heading): (&str, &str),
    body: &Markup,
) -> Response {
    let (config, words) = (&place.landing.config, Words(language));
    let whose = words.with("title", &[("publisher", &config.publisher)]);
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – " (whose) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { p class="logo" { (config.logo.as_deref().unwrap_or(&config.publisher)) } }
                main {
                    h1 { (heading) }
                    (body)
                }
                @if let Some(support) = &config.support {
                    footer { p { (help(words, support)) } }
                }
            }
        }
    };
    (status, Html(page.into_string())).into_response()
}

/// Whom to write to, as a link where it is an address.
fn help(words: Words, support: &str) -> Markup {
    let sentence = words.with("help", &[("support", support)]);
    let is_address = support.contains('@') && !support.contains(|letter: char| letter.is_whitespace());
    match sentence.split_once(support).filter(|_| is_address) {
        Some((before, after)) => html! { (before) a href={ "mailto:" (support) } { (support) } (after) },
        None => html! { (sentence) },
    }
}
