//! The area tree waits for the server, so it runs beside the commands on the store.

use std::rc::Rc;

use protocol::areas::{AREAS_PATH, AREAS_SHEET_PATH};

use super::Inner;
use super::asking::{ask, json};
use crate::command::{Command as _, decode, encode};
use crate::commands::tree::{AreaDone, AreasLines, AreasReply, DoArea, OpenTree, ReadAreasSheet};
use crate::error::Error;
use crate::sync::Content;

/// Is this a call that [`call`] answers?
pub(super) fn is_for_here(name: &str) -> bool {
    [OpenTree::NAME, DoArea::NAME, ReadAreasSheet::NAME].contains(&name)
}

/// Runs the call.
pub(super) async fn call(inner: &Rc<Inner>, name: &str, body: &str) -> Result<String, Error> {
    if name == DoArea::NAME {
        let asked: DoArea = decode(name, body)?;
        let done: AreaDone = ask(inner, AREAS_PATH, json(&asked.act)?).await?;
        return encode(name, &done);
    }
    if name == ReadAreasSheet::NAME {
        let asked: ReadAreasSheet = decode(name, body)?;
        let lines: AreasLines = ask(inner, AREAS_SHEET_PATH, json(&asked.sheet)?).await?;
        return encode(name, &lines);
    }
    let reply: AreasReply = ask(inner, AREAS_PATH, Content::Nothing).await?;
    encode(name, &reply)
}
