//! Imports wait for the server, so they run beside the commands on the store.

use std::rc::Rc;

use protocol::imports::{
    IMPORTS_PATH, ImportReply, ImportsReply, UndoReply, UndoRequest, undo_path,
};

use super::Inner;
use super::asking::{ask, json};
use crate::command::{Command as _, decode, encode};
use crate::commands::imports::{self, OpenImports, TryImport, UndoImport};
use crate::error::Error;
use crate::sync::Content;

/// Is this a call that [`call`] answers?
pub(super) fn is_for_here(name: &str) -> bool {
    [OpenImports::NAME, TryImport::NAME, UndoImport::NAME].contains(&name)
}

/// Runs the call.
pub(super) async fn call(inner: &Rc<Inner>, name: &str, body: &str) -> Result<String, Error> {
    if name == TryImport::NAME {
        let asked: TryImport = decode(name, body)?;
        let reply: ImportReply = ask(inner, IMPORTS_PATH, json(&asked.request)?).await?;
        return encode(name, &reply);
    }
    if name == UndoImport::NAME {
        let UndoImport { import, write } = decode(name, body)?;
        let content = json(&UndoRequest { write })?;
        let reply: UndoReply = ask(inner, &undo_path(import), content).await?;
        return encode(name, &reply);
    }
    let reply: ImportsReply = ask(inner, IMPORTS_PATH, Content::Nothing).await?;
    let made = inner.with_context(|cx| imports::made(cx.db(), reply))??;
    encode(name, &made)
}
