//! What every page has around it.

use axum::response::{Html, IntoResponse as _, Response};
use http::StatusCode;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Place;
use super::language::Language;
use super::words::Words;

/// The one style, allowed by its hash.
pub(super) const STYLE: &str = include_str!("style.css");

/// A page in a language, under a title of its own.
pub(super) fn page(place: &Place, language: Language, status: StatusCode, heading: &str, body: &Markup) -> Response {
    let (config, words) = (&place.landing.config, Words(language));
    let title = words.with("title", &[("publisher", &config.publisher)]);
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (heading) " – " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { p class="logo" { (config.logo.as_deref().unwrap_or(&config.publisher)) } }
                main {
                    h1 { (heading) }
                    (body)
                }
                @if let Some(support) = &config.support {
                    footer { p { (words.with("help", &[("support", support)])) } }
                }
            }
        }
    };
    (status, Html(page.into_string())).into_response()
}
