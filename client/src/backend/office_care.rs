//! The office's opening of a care file waits for the server, so it runs beside the commands on the store, and leaves nothing in it.

use std::rc::Rc;

use domain::OpeningId;
use protocol::care::{
    CARE_TEAM_PATH, CareTeamRequest, OPEN_CARE_PATH, OpenCareReply, OpenCareRequest, OpenedFile,
};

use super::Inner;
use super::asking::{ask, json};
use crate::command::{Command as _, decode, encode};
use crate::commands::office_care::{self, OpenForOffice, SeatForOffice};
use crate::error::Error;

/// Is this a call that [`call`] answers?
pub(super) fn is_for_here(name: &str) -> bool {
    [OpenForOffice::NAME, SeatForOffice::NAME].contains(&name)
}

/// Runs the call.
pub(super) async fn call(inner: &Rc<Inner>, name: &str, body: &str) -> Result<String, Error> {
    if name == SeatForOffice::NAME {
        return seat(inner, name, decode(name, body)?).await;
    }
    let asked: OpenForOffice = decode(name, body)?;
    let opening = OpeningId(inner.with_context(|cx| cx.new_id())??);
    let request = OpenCareRequest {
        id: opening,
        area: asked.area,
        name: asked.name,
        purpose: asked.purpose,
    };
    let reply: OpenCareReply = ask(inner, OPEN_CARE_PATH, json(&request)?).await?;
    let shown = inner.with_context(|cx| office_care::shown(cx, opening, reply))??;
    encode(name, &shown)
}

async fn seat(inner: &Rc<Inner>, name: &str, asked: SeatForOffice) -> Result<String, Error> {
    let request = CareTeamRequest {
        opening: asked.opening,
        file: asked.file,
        seats: asked.seats,
    };
    let opened: OpenedFile = ask(inner, CARE_TEAM_PATH, json(&request)?).await?;
    let file = inner.with_context(|cx| office_care::file(cx, &opened))??;
    let file = file.ok_or_else(|| Error::Internal("a file of a newer version".to_owned()))?;
    encode(name, &file)
}
