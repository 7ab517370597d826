//! What the office does about people and devices waits for the server, so it runs beside the commands on the store.

use std::rc::Rc;

use protocol::people::{PEOPLE_PATH, PeopleReply};

use super::Inner;
use super::asking::{ask, json};
use crate::command::{Command as _, decode, encode};
use crate::commands::people::{self, DoPeople, OpenPeople, PeopleDone, PeoplePage};
use crate::error::Error;
use crate::sync::Content;

/// Is this a call that [`call`] answers?
pub(super) fn is_for_here(name: &str) -> bool {
    [OpenPeople::NAME, DoPeople::NAME].contains(&name)
}

/// Runs the call.
pub(super) async fn call(inner: &Rc<Inner>, name: &str, body: &str) -> Result<String, Error> {
    if name == DoPeople::NAME {
        let asked: DoPeople = decode(name, body)?;
        let done: PeopleDone = ask(inner, PEOPLE_PATH, json(&asked.act)?).await?;
        return encode(name, &done);
    }
    encode(name, &listed(inner).await?)
}

async fn listed(inner: &Rc<Inner>) -> Result<PeoplePage, Error> {
    match ask::<PeopleReply>(inner, PEOPLE_PATH, Content::Nothing).await {
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
