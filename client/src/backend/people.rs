//! What the office does about people and devices waits for the server, so it runs beside the commands on the store.

use std::rc::Rc;

use protocol::people::{PEOPLE_PATH, PeopleReply};
use serde::de::DeserializeOwned;

use super::{Inner, enroll};
use crate::command::{Command as _, decode, encode};
use crate::commands::people::{self, DoPeople, OpenPeople, PeopleDone, PeoplePage};
use crate::error::Error;
use crate::host::HttpRequest;
use crate::sync::Content;

/// Is this a call that [`call`] answers?
pub(super) fn is_for_here(name: &str) -> bool {
    [OpenPeople::NAME, DoPeople::NAME].contains(&name)
}

/// Runs the call.
pub(super) async fn call(inner: &Rc<Inner>, name: &str, body: &str) -> Result<String, Error> {
    if name == DoPeople::NAME {
        let asked: DoPeople = decode(name, body)?;
        let act = serde_json::to_vec(&asked.act)
            .map_err(|error| Error::Internal(format!("encode act: {error}")))?;
        let done: PeopleDone = ask(inner, Content::Json(act)).await?;
        return encode(name, &done);
    }
    encode(name, &listed(inner).await?)
}

async fn listed(inner: &Rc<Inner>) -> Result<PeoplePage, Error> {
    match ask::<PeopleReply>(inner, Content::Nothing).await {
        Ok(reply) => on_store(inner, |db, server| {
            people::keep(db, &reply)?;
            people::page(db, reply, (server, false))
        }),
        Err(Error::Offline) => on_store(inner, |db, server| {
            let reply = people::kept(db)?.ok_or(Error::Offline)?;
            people::page(db, reply, (server, true))
        }),
        Err(error) => Err(error),
    }
}

fn on_store<T>(
    inner: &Rc<Inner>,
    work: impl FnOnce(&rusqlite::Connection, String) -> Result<T, Error>,
) -> Result<T, Error> {
    let state = inner.state.borrow();
    // It may have been closed while the server was asked.
    let open = state.open.as_ref().ok_or(Error::Locked)?;
    work(open.store.db(), open.profile.server.clone())
}

async fn ask<T: DeserializeOwned>(inner: &Rc<Inner>, content: Content) -> Result<T, Error> {
    let request = {
        let state = inner.state.borrow();
        let profile = &state.open.as_ref().ok_or(Error::Locked)?.profile;
        HttpRequest {
            url: format!("{}{PEOPLE_PATH}", profile.server),
            token: Some(profile.token.clone()),
            content,
        }
    };
    enroll::answered(&inner.host, request).await
}
