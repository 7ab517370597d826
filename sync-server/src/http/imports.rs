//! `/v1/imports`: registers as sheets, looked at before and undone after.

use axum::Json;
use axum::body::Body;
use axum::extract::{self, Path};
use axum::http::HeaderMap;
use protocol::ErrorCode;
use protocol::imports::{
    IMPORT_BODY_BYTES, ImportReply, ImportRequest, ImportsReply, UndoReply, UndoRequest,
};

use super::State;
use super::answer::Refusal;
use super::auth::Caller;
use super::body::{bytes_of, read_up_to};
use super::routes::{json_of, read_json};
use crate::audit::Actor;
use crate::error::Error;
use crate::import::{Sheet, past, preview, undo};
use crate::{clock, office};

pub(super) async fn list(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
) -> Result<Json<ImportsReply>, Refusal> {
    let now = clock::now();
    let list = state.0.store.read(move |view| {
        office::importer(view, &device, now)?;
        past::list(view)
    });
    Ok(Json(list.await?))
}

pub(super) async fn import(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ImportReply>, Refusal> {
    let (store, now) = (&state.0.store, clock::now());
    let asking = device.clone();
    // Before anything large is taken in.
    store
        .read(move |view| office::importer(view, &asking, now))
        .await?;
    let request: ImportRequest = json_of(&read_up_to(IMPORT_BODY_BYTES, &headers, body).await?)?;
    let mark = request.write.clone();
    let sheet = tokio::task::spawn_blocking(move || read(&request))
        .await
        .map_err(|error| Error::Internal(format!("reading a sheet: {error}")))??;
    let reply = match mark {
        None => {
            let seen = store.read(move |view| preview::preview(view, &sheet));
            seen.await?
        }
        Some(mark) => {
            let done = store.transact(move |tx| {
                let member = office::importer(tx, &device, now)?;
                preview::import_as_seen(tx, Actor::Member(member), (&sheet, &mark), now)
            });
            done.await?
        }
    };
    Ok(Json(reply))
}

fn read(request: &ImportRequest) -> Result<Sheet, Refusal> {
    let bytes = bytes_of(&request.sheet)?;
    let reading = register::read(&bytes, clock::local_date(clock::now()))
        .map_err(|error| Refusal::new(ErrorCode::BadRequest, error.message()))?;
    let decided = request.choices.iter();
    let choices = decided.map(|decided| (decided.row, decided.choice));
    Ok(Sheet {
        village: request.village.clone(),
        choices: choices.collect(),
        ..Sheet::of(reading)
    })
}

pub(super) async fn undo(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    Path(import): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<UndoReply>, Refusal> {
    let import: u64 = import.parse().map_err(|_| Error::NotFound("import"))?;
    let UndoRequest { write } = read_json(&headers, body).await?;
    let (store, now) = (&state.0.store, clock::now());
    let reply = if write {
        let done = store.transact(move |tx| {
            let member = office::importer(tx, &device, now)?;
            undo::undo(tx, Actor::Member(member), import, now)
        });
        done.await?
    } else {
        let told = store.read(move |view| {
            office::importer(view, &device, now)?;
            undo::would_undo(view, import)
        });
        told.await?
    };
    Ok(Json(reply))
}
