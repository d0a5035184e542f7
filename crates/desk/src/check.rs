//! The guided check: one question after the other, from "is this an id" to "are there customers", so that the first
//! thing that is wrong is named alone.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Clock;
use marketplace::{Api, ApiError, SignInProblem};

use crate::contract::{
    CheckReport, CheckState, CheckStep, CheckStepName, Code, ConnectionCard, ConnectionDraft, CredentialDraft,
    CredentialKind, Fault, Sentence,
};
use crate::explain;
use crate::opened::{api_of, credential_of};
use crate::profile::Connection;
use crate::sync_line::moment;

/// Beyond this, a person should look at the clock.
const CLOCK_MAY_BE_WRONG_BY: TimeDelta = TimeDelta::minutes(1);
/// Beyond this, Entra refuses a certificate's assertion.
const CLOCK_MUST_NOT_BE_WRONG_BY: TimeDelta = TimeDelta::minutes(5);

const STEPS: [CheckStepName; 9] = [
    CheckStepName::Details,
    CheckStepName::Reach,
    CheckStepName::Clock,
    CheckStepName::Directory,
    CheckStepName::Application,
    CheckStepName::Credential,
    CheckStepName::Resource,
    CheckStepName::Subscriptions,
    CheckStepName::NotEmpty,
];

/// Runs the check; `told` sees it after every step.
pub(crate) async fn run(
    draft: &ConnectionDraft,
    clock: &Arc<dyn Clock>,
    told: impl Fn(&CheckReport) + Send + Sync,
) -> CheckReport {
    let mut check = Check { report: blank(), clock, told };
    // The error is already on its step; the steps behind it wait.
    let _stopped = check.all(draft).await;
    check.report.passed =
        check.report.steps.iter().all(|step| matches!(step.state, CheckState::Done | CheckState::Attention));
    (check.told)(&check.report);
    check.report
}

/// The first field that cannot be used as it is, by the name the page gives it.
pub(crate) fn unusable_field(draft: &ConnectionDraft) -> Option<&'static str> {
    let secret_is_empty = match &draft.credential {
        CredentialDraft::Secret { value, .. } => value.trim().is_empty(),
        CredentialDraft::Certificate { pem } => pem.trim().is_empty(),
    };
    let fields = [
        ("publisher", draft.publisher.trim().is_empty()),
        ("tenant", !is_tenant(&draft.tenant)),
        ("application", uuid::Uuid::try_parse(draft.application.trim()).is_err()),
        ("credential", secret_is_empty),
    ];
    fields.into_iter().find_map(|(name, unusable)| unusable.then_some(name))
}

/// A GUID or a domain; `common` and `organizations` do not work where an application signs in as itself.
fn is_tenant(text: &str) -> bool {
    let text = text.trim();
    let is_domain = text.contains('.') && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    uuid::Uuid::try_parse(text).is_ok() || is_domain
}

fn blank() -> CheckReport {
    let step = |name| CheckStep { name, state: CheckState::Waiting, detail: None, fault: None, asked_at: None };
    CheckReport { steps: STEPS.into_iter().map(step).collect(), passed: false }
}

/// A step failed, and says why; the check stops.
struct Stopped;

struct Check<'a, T> {
    report: CheckReport,
    clock: &'a Arc<dyn Clock>,
    told: T,
}

impl<T: Fn(&CheckReport) + Send + Sync> Check<'_, T> {
    async fn all(&mut self, draft: &ConnectionDraft) -> Result<(), Stopped> {
        let api = self.details(draft)?;
        self.directory(&api).await?;
        self.sign_in(&api, draft).await?;
        self.subscriptions(&api).await
    }

    fn details(&mut self, draft: &ConnectionDraft) -> Result<Api, Stopped> {
        self.begin(CheckStepName::Details);
        let api = match unusable_field(draft) {
            Some(field) => Err(Fault::invalid(field)),
            None => credential_of(&draft.credential)
                .and_then(|credential| api_of(&sketched(draft), &credential, self.clock)),
        };
        match api {
            Ok(api) => {
                self.done(CheckStepName::Details, None);
                Ok(api)
            }
            Err(fault) => Err(self.failed(CheckStepName::Details, fault)),
        }
    }

    /// One question answers three steps: somebody answers, at what time, and whether the directory exists.
    async fn directory(&mut self, api: &Api) -> Result<(), Stopped> {
        self.begin(CheckStepName::Reach);
        let answer = api.directory_exists().await;
        if let Err(error) = &answer
            && !matches!(error, ApiError::SignIn(_))
        {
            return Err(self.failed(CheckStepName::Reach, explain::api(error)));
        }
        self.done(CheckStepName::Reach, None);
        self.clock_agrees(api)?;
        self.begin(CheckStepName::Directory);
        match answer {
            Ok(found) => {
                let detail = found.tenant.map(|tenant| Sentence::plain("check-directory-name").with("tenant", tenant));
                self.done(CheckStepName::Directory, detail);
                Ok(())
            }
            Err(error) => Err(self.failed(CheckStepName::Directory, explain::api(&error))),
        }
    }

    fn clock_agrees(&mut self, api: &Api) -> Result<(), Stopped> {
        self.begin(CheckStepName::Clock);
        let skew = api.clock_skew().unwrap_or_default();
        let detail = Sentence::plain("check-clock-apart").with("seconds", skew.num_seconds());
        if skew.abs() > CLOCK_MUST_NOT_BE_WRONG_BY {
            let sentence = Sentence::plain("fault-clock-wrong").with("seconds", skew.num_seconds());
            return Err(self.failed(CheckStepName::Clock, Fault::new(Code::SignIn, sentence)));
        }
        let state = if skew.abs() > CLOCK_MAY_BE_WRONG_BY { CheckState::Attention } else { CheckState::Done };
        self.set(CheckStepName::Clock, state, Some(detail), None);
        Ok(())
    }

    /// One question answers three steps: Entra looks at the application, then at the credential, then at the resource.
    async fn sign_in(&mut self, api: &Api, draft: &ConnectionDraft) -> Result<(), Stopped> {
        self.begin(CheckStepName::Application);
        let answer = api.token_check().await;
        let stopped_at = answer.as_ref().err().map(step_of);
        for step in [CheckStepName::Application, CheckStepName::Credential, CheckStepName::Resource] {
            if let (Err(error), true) = (&answer, stopped_at == Some(step)) {
                return Err(self.failed(step, with_guess(explain::api(error), error, draft)));
            }
            self.done(step, None);
        }
        Ok(())
    }

    async fn subscriptions(&mut self, api: &Api) -> Result<(), Stopped> {
        self.begin(CheckStepName::Subscriptions);
        let page = match api.page(None).await {
            Ok(page) => page,
            Err(error) => return Err(self.failed(CheckStepName::Subscriptions, explain::api(&error))),
        };
        let seen = Sentence::plain("check-subscriptions-seen").with("count", page.records.len());
        self.done(CheckStepName::Subscriptions, Some(seen));
        let is_empty = page.records.is_empty() && page.next.is_none();
        let (state, detail) = match is_empty {
            true => (CheckState::Attention, Some(Sentence::plain("check-list-empty"))),
            false => (CheckState::Done, None),
        };
        self.set(CheckStepName::NotEmpty, state, detail, None);
        Ok(())
    }

    fn begin(&mut self, name: CheckStepName) {
        self.set(name, CheckState::Running, None, None);
        (self.told)(&self.report);
    }

    fn done(&mut self, name: CheckStepName, detail: Option<Sentence>) {
        self.set(name, CheckState::Done, detail, None);
    }

    fn failed(&mut self, name: CheckStepName, fault: Fault) -> Stopped {
        self.set(name, CheckState::Failed, None, Some(fault));
        Stopped
    }

    fn set(&mut self, name: CheckStepName, state: CheckState, detail: Option<Sentence>, fault: Option<Fault>) {
        if let Some(step) = self.report.steps.iter_mut().find(|step| step.name == name) {
            *step = CheckStep { name, state, detail, fault, asked_at: Some(moment(self.clock.now())) };
        }
    }
}

/// A connection as it would be, for asking once.
fn sketched(draft: &ConnectionDraft) -> Connection {
    Connection {
        card: ConnectionCard {
            id: String::new(),
            publisher: draft.publisher.clone(),
            environment: draft.environment,
            tenant: draft.tenant.trim().to_owned(),
            application: draft.application.trim().to_owned(),
            credential: match draft.credential {
                CredentialDraft::Secret { .. } => CredentialKind::Secret,
                CredentialDraft::Certificate { .. } => CredentialKind::Certificate,
            },
            credential_expires: None,
        },
        authority: draft.authority.clone().filter(|text| !text.trim().is_empty()),
        base: draft.base.clone().filter(|text| !text.trim().is_empty()),
        relay: None,
    }
}

/// Which step an error of sign-in belongs to.
fn step_of(error: &ApiError) -> CheckStepName {
    match error {
        ApiError::SignIn(error) => match error.kind {
            SignInProblem::AppUnknown | SignInProblem::AppDisabled => CheckStepName::Application,
            SignInProblem::ResourceMissing | SignInProblem::ScopeMalformed => CheckStepName::Resource,
            _ => CheckStepName::Credential,
        },
        _ => CheckStepName::Application,
    }
}

/// A wrong secret in the shape of an id is nearly always the secret's id, which Entra shows beside its value.
fn with_guess(fault: Fault, error: &ApiError, draft: &ConnectionDraft) -> Fault {
    let wrong = matches!(error, ApiError::SignIn(error) if error.kind == SignInProblem::SecretWrong);
    let is_id = matches!(&draft.credential, CredentialDraft::Secret { value, .. } if uuid::Uuid::try_parse(value.trim()).is_ok());
    if wrong && is_id { Fault { sentence: Sentence::plain("fault-secret-id-pasted"), ..fault } } else { fault }
}
