//! The audit log lies with the server alone: it is asked, and nothing of it stays on the device.

use std::rc::Rc;

use super::Inner;
use super::asking::ask;
use crate::command::{Command as _, decode, encode};
use crate::commands::OpenAudit;
use crate::commands::audit::AuditReply;
use crate::error::Error;
use crate::sync::Content;

/// Is this the call that [`call`] answers?
pub(super) fn is_for_here(name: &str) -> bool {
    name == OpenAudit::NAME
}

/// Runs the call.
pub(super) async fn call(inner: &Rc<Inner>, name: &str, body: &str) -> Result<String, Error> {
    let OpenAudit { query } = decode(name, body)?;
    let reply: AuditReply = ask(inner, &query.path(), Content::Nothing).await?;
    encode(name, &reply)
}
