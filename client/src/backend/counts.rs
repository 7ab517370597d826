//! Ledgers that only the server can count: it is asked before the command runs, and what it said is kept, so that the ledger can still be
//! read, printed and filed without a network.

use std::rc::Rc;

use protocol::ledgers::ledger_path;

use super::Inner;
use super::asking::ask;
use crate::command::{Command as _, decode};
use crate::commands::ledgers::{self, LedgerQuery, Table};
use crate::commands::{ExportLedger, OpenLedger};
use crate::error::Error;
use crate::sync::Content;

/// The ledger that this call is about, when only the server can count it for who asks.
pub(super) fn asked_of_server(inner: &Inner, name: &str, body: &str) -> Option<LedgerQuery> {
    let query = if name == OpenLedger::NAME {
        decode::<OpenLedger>(name, body).ok()?.query
    } else if name == ExportLedger::NAME {
        decode::<ExportLedger>(name, body).ok()?.query
    } else {
        return None;
    };
    let role = inner.state.borrow().open.as_ref()?.profile.role;
    ledgers::is_counted_by_server(role, &query.key).then_some(query)
}

/// Asks the server and keeps what it says. Without a network what was kept before stands.
///
/// # Errors
/// What the server refuses.
pub(super) async fn fetch(inner: &Rc<Inner>, query: LedgerQuery) -> Result<(), Error> {
    let path = {
        let state = inner.state.borrow();
        let profile = &state.open.as_ref().ok_or(Error::Locked)?.profile;
        let area = query.area.as_ref().unwrap_or(&profile.town);
        ledger_path(&query.key, area, (query.from, query.to))
    };
    let table: Table = match ask(inner, &path, Content::Nothing).await {
        Ok(table) => table,
        Err(Error::Offline) => return Ok(()),
        Err(error) => return Err(error),
    };
    inner.with_context(|cx| ledgers::keep_counted(cx, &query, table))?
}
