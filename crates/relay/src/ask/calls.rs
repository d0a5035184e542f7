//! What desks say about questions.

use axum::Json;
use axum::extract::Path;
use domain::relay_feed::{AnswerQuestion, Question, QuestionState};

use crate::desks::{Caller, Trouble};
use crate::log::{Doc, Kind, Which, Write, Written};
use crate::telling;

/// How often a mark is tried anew where others mark too.
const MOST_TRIES: u32 = 8;

/// Questions that are open.
pub(crate) async fn list(caller: Caller) -> Result<Json<Vec<Question>>, Trouble> {
    let which = Which { kind: Kind::Question, open_only: true, limit: 1_000 };
    let docs = caller.relay.log.docs(&caller.connection.id, which).await?;
    Ok(Json(docs.iter().map(Doc::read).collect::<Result<_, _>>()?))
}

/// The desk shows it.
pub(crate) async fn shown(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Json<Question>, Trouble> {
    mark(&caller, &id, |shown_by, desk| {
        if !shown_by.iter().any(|one| one == desk) {
            shown_by.push(desk.to_owned());
        }
    })
    .await
}

/// The desk shows it no more.
pub(crate) async fn hidden(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Json<Question>, Trouble> {
    mark(&caller, &id, |shown_by, desk| shown_by.retain(|one| one != desk)).await
}

/// A person answers. The first answer wins; whoever comes later is told so.
pub(crate) async fn answer(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Json(said): Json<AnswerQuestion>,
) -> Result<Json<Question>, Trouble> {
    for _ in 0..MOST_TRIES {
        let (doc, mut question) = open(&caller, &id).await?;
        let now = caller.relay.time.now();
        if now >= question.until {
            return Err(Trouble::NotPossible("The time is over."));
        }
        question.state = QuestionState::Answered { by: caller.desk.clone(), at: now, answer: said.answer };
        if write(&caller, &doc, question.clone()).await? == Written::Done {
            return Ok(Json(question));
        }
    }
    Err(Trouble::Overtaken)
}

/// Marks who shows it. Others may mark at the same time, so an overtaken mark is made again.
async fn mark(caller: &Caller, id: &str, change: impl Fn(&mut Vec<String>, &str)) -> Result<Json<Question>, Trouble> {
    for _ in 0..MOST_TRIES {
        let (doc, mut question) = open(caller, id).await?;
        let before = question.shown_by.clone();
        change(&mut question.shown_by, &caller.desk);
        if question.shown_by == before || write(caller, &doc, question.clone()).await? == Written::Done {
            return Ok(Json(question));
        }
    }
    Err(Trouble::Overtaken)
}

async fn open(caller: &Caller, id: &str) -> Result<(Doc, Question), Trouble> {
    let doc = caller.relay.log.doc(&caller.connection.id, Kind::Question, id).await?.ok_or(Trouble::NotFound)?;
    let question: Question = doc.read()?;
    match question.state {
        QuestionState::Open => Ok((doc, question)),
        QuestionState::Answered { .. } => Err(Trouble::Overtaken),
        QuestionState::Silence | QuestionState::NobodyLooked => Err(Trouble::NotPossible("The time is over.")),
    }
}

async fn write(caller: &Caller, doc: &Doc, question: Question) -> Result<Written, Trouble> {
    let (put, event) = telling::question(Some(doc), question)?;
    let write = Write::new(&caller.connection.id, caller.relay.time.now()).put(put).event(event);
    Ok(caller.relay.log.write(write).await?)
}
