//! HTTP through reqwest: zstd both ways, a stall timeout, no timeout on the whole.

use std::time::Duration;

use protocol::blob;
use protocol::limits::STALL_SECONDS;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RANGE};

use super::super::{Content, HttpAnswer, HttpRequest, Unreachable};

/// Below this a body is not worth compressing.
const COMPRESS_FROM: usize = 256;
const CONNECT_SECONDS: u64 = 10;
const ZSTD_LEVEL: i32 = 6;

pub(super) fn client() -> Result<reqwest::Client, Unreachable> {
    // Somebody else in this process may have chosen a provider already: then that one serves.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(CONNECT_SECONDS))
        .read_timeout(Duration::from_secs(STALL_SECONDS))
        .build()
        .map_err(unreachable)
}

pub(super) async fn send(
    client: &reqwest::Client,
    request: HttpRequest,
) -> Result<HttpAnswer, Unreachable> {
    let mut builder = match request.content {
        Content::Nothing => client.get(&request.url),
        Content::Range { from, length } => {
            let range = format!(
                "bytes={from}-{}",
                from.saturating_add(length).saturating_sub(1)
            );
            client.get(&request.url).header(RANGE, range)
        }
        Content::Part {
            offset,
            is_last,
            bytes,
        } => client
            .put(&request.url)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(blob::OFFSET, offset)
            .header(blob::COMPLETE, if is_last { blob::YES } else { blob::NO })
            .body(bytes),
        Content::Json(body) => {
            let builder = client
                .post(&request.url)
                .header(CONTENT_TYPE, "application/json");
            match compressed(&body) {
                Some(smaller) => builder.header(CONTENT_ENCODING, "zstd").body(smaller),
                None => builder.body(body),
            }
        }
    };
    if let Some(token) = request.token {
        builder = builder.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    let answer = builder.send().await.map_err(unreachable)?;
    let status = answer.status().as_u16();
    let body = answer.bytes().await.map_err(unreachable)?.to_vec();
    Ok(HttpAnswer { status, body })
}

/// A body that did not get smaller goes as it is.
fn compressed(body: &[u8]) -> Option<Vec<u8>> {
    if body.len() < COMPRESS_FROM {
        return None;
    }
    zstd::bulk::compress(body, ZSTD_LEVEL).ok()
}

fn unreachable(error: reqwest::Error) -> Unreachable {
    // Addresses may carry cursors and names of areas: the kind of failure is enough.
    Unreachable(error.without_url().to_string())
}
