//! The code for the token, at Entra's token endpoint.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use serde::Deserialize;
use url::form_urlencoded;

use super::{BuyerSignIn, NotSignedIn, SCOPE};
use crate::settings::within;
use crate::sign_in::Refusal;
use crate::webhook::key::EVERY_TENANT;
use crate::wire::Request;

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Of the answer only this is read. Never printed.
#[derive(Deserialize)]
struct Granted {
    id_token: String,
}

impl BuyerSignIn {
    pub(super) async fn exchange(&self, code: &str, verifier: &str) -> Result<String, NotSignedIn> {
        let request = self.request(code, verifier).ok_or(NotSignedIn::OutOfReach)?;
        let answer = self.wire.send(request).await.map_err(|_| NotSignedIn::OutOfReach)?;
        let status = answer.status().as_u16();
        tracing::debug!(status, "exchanged a buyer's code");
        match status {
            200 => serde_json::from_slice(answer.body())
                .map(|Granted { id_token }| id_token)
                .map_err(|_| NotSignedIn::Token("there is none")),
            400 | 401 => Err(refused(answer.body())),
            _ => Err(NotSignedIn::OutOfReach),
        }
    }

    fn request(&self, code: &str, verifier: &str) -> Option<Request> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("client_id", self.app.application.trim())
            .append_pair("client_secret", self.app.secret.expose())
            .append_pair("redirect_uri", self.app.redirect.as_str())
            .append_pair("scope", SCOPE)
            .append_pair("code", code)
            .append_pair("code_verifier", verifier)
            .finish();
        let mut request = Request::new(body.into_bytes());
        *request.method_mut() = Method::POST;
        let address = within(&self.authority, &[EVERY_TENANT, "oauth2", "v2.0", "token"]);
        *request.uri_mut() = address.as_str().parse().ok()?;
        request.headers_mut().insert(CONTENT_TYPE, FORM);
        Some(request)
    }
}

/// `invalid_grant` is about the code; everything else is about the application. The words are left out: they may repeat
/// what was sent.
fn refused(body: &[u8]) -> NotSignedIn {
    let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    let number = refusal.number().unwrap_or_default();
    if refusal.error == "invalid_grant" { NotSignedIn::Code(number) } else { NotSignedIn::Application(number) }
}
