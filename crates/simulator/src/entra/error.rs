//! What the token endpoint says when it says no.

use serde::Serialize;

use crate::{api::answer::Answer, sim::Sim, when::write_moment};

/// A refusal with its AADSTS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    UnknownTenant,
    MalformedTenant,
    TenantNotNamed,
    UnknownApplication,
    WrongSecret,
    ExpiredSecret,
    NoCredential,
    NoResourcePrincipal,
    BadScope,
    MissingMember(&'static str),
    UnsupportedGrant,
    AssertionUnsigned,
    AssertionMalformed,
    AssertionWrongSubject,
    AssertionWrongAudience,
    AssertionOutOfTime,
    CodeUnknown,
    VerifierWrong,
    RedirectWrong,
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    error_description: String,
    error_codes: [u32; 1],
    timestamp: String,
    trace_id: String,
    correlation_id: String,
    error_uri: String,
}

impl Refusal {
    /// The AADSTS number.
    pub(crate) const fn code(self) -> u32 {
        match self {
            Self::UnknownTenant => 90_002,
            Self::MalformedTenant => 900_023,
            Self::TenantNotNamed => 50_059,
            Self::UnknownApplication => 700_016,
            Self::WrongSecret => 7_000_215,
            Self::ExpiredSecret => 7_000_222,
            Self::NoCredential => 7_000_218,
            Self::NoResourcePrincipal => 500_011,
            Self::BadScope => 70_011,
            Self::MissingMember(_) => 900_144,
            Self::UnsupportedGrant => 70_003,
            Self::AssertionUnsigned => 700_027,
            Self::AssertionMalformed => 50_027,
            Self::AssertionWrongSubject => 700_021,
            Self::AssertionWrongAudience => 700_023,
            Self::AssertionOutOfTime => 700_024,
            Self::CodeUnknown => 54_005,
            Self::VerifierWrong => 501_481,
            Self::RedirectWrong => 50_011,
        }
    }

    /// The `error` member.
    pub(crate) const fn error(self) -> &'static str {
        match self {
            Self::UnknownTenant | Self::MalformedTenant | Self::TenantNotNamed | Self::MissingMember(_) => {
                "invalid_request"
            }
            Self::UnknownApplication => "unauthorized_client",
            Self::NoResourcePrincipal => "invalid_resource",
            Self::BadScope => "invalid_scope",
            Self::UnsupportedGrant => "unsupported_grant_type",
            Self::CodeUnknown | Self::VerifierWrong | Self::RedirectWrong => "invalid_grant",
            _ => "invalid_client",
        }
    }

    fn status(self) -> u16 {
        if self.error() == "invalid_client" { 401 } else { 400 }
    }

    fn words(self, tenant: &str, application: &str) -> String {
        match self {
            Self::UnknownTenant => format!("Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."),
            Self::MalformedTenant => format!("Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain."),
            Self::TenantNotNamed => "No tenant-identifying information found in either the request or implied by any provided credentials.".to_owned(),
            Self::UnknownApplication => format!("Application with identifier '{application}' was not found in the directory '{tenant}'."),
            Self::WrongSecret => format!("Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{application}'."),
            Self::ExpiredSecret => format!("The provided client secret keys for app '{application}' are expired. Visit the Azure portal to create new keys for your app."),
            Self::NoCredential => "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.".to_owned(),
            Self::NoResourcePrincipal => format!("The resource principal named {} was not found in the tenant named {tenant}.", super::RESOURCE),
            Self::BadScope => "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid.".to_owned(),
            Self::MissingMember(member) => format!("The request body must contain the following parameter: '{member}'."),
            Self::UnsupportedGrant => "The app requested an unsupported grant type.".to_owned(),
            Self::AssertionUnsigned => "The certificate with identifier used to sign the client assertion is not registered on application.".to_owned(),
            Self::AssertionMalformed => "JWT token is invalid or malformed.".to_owned(),
            Self::AssertionWrongSubject => "Client assertion application identifier doesn't match 'client_id' parameter.".to_owned(),
            Self::AssertionWrongAudience => "Client assertion audience claim does not match Realm issuer.".to_owned(),
            Self::AssertionOutOfTime => "Client assertion is not within its valid time range.".to_owned(),
            Self::CodeUnknown => "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.".to_owned(),
            Self::VerifierWrong => "The Code_Verifier does not match the code_challenge supplied in the authorization request.".to_owned(),
            Self::RedirectWrong => format!("The redirect URI specified in the request does not match the redirect URIs configured for the application '{application}'."),
        }
    }

    /// The whole answer.
    pub(crate) fn answer(self, sim: &Sim, tenant: &str, application: &str) -> Answer {
        let (trace, correlation, code) = (sim.guid(), sim.guid(), self.code());
        let timestamp = write_moment(sim.clock.millis(), 0).replace('T', " ");
        let body = Body {
            error: self.error(),
            error_description: format!(
                "AADSTS{code}: {} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
                self.words(tenant, application)
            ),
            error_codes: [code],
            timestamp,
            trace_id: trace,
            correlation_id: correlation,
            error_uri: format!("https://login.microsoftonline.com/error?code={code}"),
        };
        Answer::json(self.status(), &body)
    }
}
