//! `/v1/blobs`: the bytes of photos, voice notes and signatures. They are handed out as bytes to be saved, never as something that a
//! browser shows or runs, and nothing on the way keeps a copy.

use axum::Json;
use axum::body::Body;
use axum::extract::{self, Path};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::blob::{self, COMPLETE, OFFSET, THUMBNAIL_BYTES, YES};
use protocol::{BlobState, ErrorCode};

use super::answer::Refusal;
use super::auth::Caller;
use super::{State, body};
use crate::blobs::files::Files;
use crate::blobs::{self, Arriving};
use crate::clock;
use crate::error::Error;

impl State {
    /// A ledger without a folder has no place for bytes.
    fn files(&self) -> Result<&Files, Refusal> {
        let files = self.0.files.as_ref();
        files.ok_or_else(|| Error::NotFound("blob").into())
    }
}

fn hash_of(text: &str) -> Result<[u8; 32], Refusal> {
    blobs::read_hash(text).ok_or_else(|| Error::NotFound("blob").into())
}

pub(super) async fn head(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    Path(hash): Path<String>,
) -> Result<Response, Refusal> {
    let hash = hash_of(&hash)?;
    let (state, length) = blobs::state(
        &state.0.store,
        state.files()?,
        device.id,
        hash,
        clock::now(),
    )
    .await?;
    let is_complete = matches!(state, BlobState::Complete);
    let headers = [
        (OFFSET, length.to_string()),
        (
            COMPLETE,
            if is_complete { YES } else { blob::NO }.to_owned(),
        ),
    ];
    Ok(headers.into_response())
}

pub(super) async fn put(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    Path(hash): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<BlobState>, Refusal> {
    let hash = hash_of(&hash)?;
    let offset = match text(&headers, OFFSET) {
        None => 0,
        Some(offset) => offset
            .parse()
            .map_err(|_| Refusal::new(ErrorCode::BadRequest, "上传位置写得不对"))?,
    };
    let is_last = text(&headers, COMPLETE) == Some(YES);
    let (bytes, cut) = body::part(body).await;
    let arriving = Arriving {
        hash,
        offset,
        // What was cut is kept as far as it came, and goes on from there.
        is_last: is_last && cut.is_none(),
        bytes,
    };
    let (store, files) = (&state.0.store, state.files()?);
    let reply = blobs::put(store, files, &device, arriving, clock::now()).await?;
    match cut {
        None => Ok(Json(reply)),
        Some(refusal) => Err(refusal),
    }
}

pub(super) async fn put_thumbnail(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    Path(hash): Path<String>,
    body: Body,
) -> Result<Json<BlobState>, Refusal> {
    let hash = hash_of(&hash)?;
    let (bytes, cut) = body::part(body).await;
    if let Some(refusal) = cut {
        return Err(refusal);
    }
    if bytes.len() > THUMBNAIL_BYTES {
        return Err(Refusal::new(ErrorCode::TooLarge, "小图太大"));
    }
    let (store, files) = (&state.0.store, state.files()?);
    let reply = blobs::put_thumbnail(store, files, &device, (hash, bytes), clock::now()).await?;
    Ok(Json(reply))
}

pub(super) async fn get(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let hash = hash_of(&name)?;
    let row = blobs::fetching(&state.0.store, device.id, hash, clock::now()).await?;
    let row = row.ok_or(Error::NotFound("blob"))?;
    let tag = format!("\"{name}\"");
    let range = text(&headers, header::RANGE.as_str())
        // Bytes never change under their hash, so another tag is of other bytes.
        .filter(|_| text(&headers, header::IF_RANGE.as_str()).is_none_or(|held| held == tag))
        .and_then(|range| read_range(range, row.size));
    let (from, end) = range.unwrap_or((0, row.size));
    if from >= end && row.size > 0 {
        let all = format!("bytes */{}", row.size);
        let status = StatusCode::RANGE_NOT_SATISFIABLE;
        return Ok((status, [(header::CONTENT_RANGE, all)]).into_response());
    }
    let bytes = state
        .files()?
        .run(move |files| files.read(&hash, from, end - from))
        .await?;
    let mut response = as_bytes(bytes);
    let said = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        said.insert(header::ETAG, tag);
    }
    said.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if range.is_some() {
        let part = format!("bytes {from}-{}/{}", end - 1, row.size);
        if let Ok(part) = HeaderValue::from_str(&part) {
            said.insert(header::CONTENT_RANGE, part);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

pub(super) async fn get_thumbnail(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    Path(hash): Path<String>,
) -> Result<Response, Refusal> {
    let hash = hash_of(&hash)?;
    // The small one may be here before the whole is; when the whole is here and it is not, there is none.
    let whole = blobs::fetching(&state.0.store, device.id, hash, clock::now()).await?;
    let small = state.files()?.run(move |files| files.thumbnail(&hash));
    match small.await? {
        Some(bytes) => Ok(as_bytes(bytes)),
        None if whole.is_some() => Ok(StatusCode::NO_CONTENT.into_response()),
        None => Err(Error::NotFound("thumbnail").into()),
    }
}

/// Bytes that a browser neither guesses at, nor shows, nor runs.
fn as_bytes(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
    ];
    (headers, bytes).into_response()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// `bytes=from-to` and `bytes=from-` as from and end; other ranges are answered with all.
fn read_range(range: &str, size: u64) -> Option<(u64, u64)> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let from = from.parse().ok()?;
    let end = match to {
        "" => size,
        to => to.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    Some((from, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_they_are_meant() {
        assert_eq!(read_range("bytes=0-99", 250), Some((0, 100)));
        assert_eq!(read_range("bytes=200-299", 250), Some((200, 250)));
        assert_eq!(read_range("bytes=100-", 250), Some((100, 250)));
        for other in ["bytes=-5", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", ""] {
            assert_eq!(read_range(other, 250), None, "{other}");
        }
    }
}
