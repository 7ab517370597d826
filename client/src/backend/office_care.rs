//! The office's opening of a care file waits for the server, so it runs beside the commands on the store, and leaves nothing in it.

use std::rc::Rc;

use domain::OpeningId;
use protocol::care::{OPEN_CARE_PATH, OpenCareReply, OpenCareRequest};

use super::Inner;
use super::asking::{ask, json};
use crate::command::{Command as _, decode, encode};
use crate::commands::office_care::{self, OpenForOffice};
use crate::error::Error;

/// Is this a call that [`call`] answers?
pub(super) fn is_for_here(name: &str) -> bool {
    name == OpenForOffice::NAME
}

/// Runs the call.
pub(super) async fn call(inner: &Rc<Inner>, name: &str, body: &str) -> Result<String, Error> {
    let asked: OpenForOffice = decode(name, body)?;
    let request = OpenCareRequest {
        id: OpeningId(inner.with_context(|cx| cx.new_id())??),
        area: asked.area,
        name: asked.name,
        purpose: asked.purpose,
    };
    let reply: OpenCareReply = ask(inner, OPEN_CARE_PATH, json(&request)?).await?;
    let shown = inner.with_context(|cx| office_care::shown(cx, reply))??;
    encode(name, &shown)
}
