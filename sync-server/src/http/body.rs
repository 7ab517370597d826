//! Reading a body: bounded as sent and as decoded, given up when it stalls, never because it is slow.

use std::io::Read;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::BodyExt;
use protocol::{ErrorCode, limits};

use super::answer::Refusal;

/// Frames of a stronger zstd need more memory than this many bytes (as a power of two) and are refused; RFC 8878 asks for 8 MB.
const ZSTD_WINDOW_LOG: u32 = 23;

enum Encoding {
    Identity,
    Gzip,
    Zstd,
}

/// Reads and decodes a body of at most [`limits::BODY_BYTES`].
pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Refusal> {
    read_up_to(limits::BODY_BYTES, headers, body).await
}

/// Reads and decodes a body of at most so many bytes, as sent and as decoded.
pub(super) async fn read_up_to(
    most: usize,
    headers: &HeaderMap,
    body: Body,
) -> Result<Vec<u8>, Refusal> {
    let encoding = encoding_of(headers)?;
    let sent = match collect(most, body).await {
        (_, Some(refusal)) => return Err(refusal),
        (collected, None) => collected,
    };
    match encoding {
        Encoding::Identity => Ok(sent),
        Encoding::Gzip => decode(most, flate2::read::MultiGzDecoder::new(sent.as_slice())),
        Encoding::Zstd => {
            let mut decoder =
                zstd::stream::read::Decoder::with_buffer(sent.as_slice()).map_err(bad_encoding)?;
            decoder
                .window_log_max(ZSTD_WINDOW_LOG)
                .map_err(bad_encoding)?;
            decode(most, decoder)
        }
    }
}

fn encoding_of(headers: &HeaderMap) -> Result<Encoding, Refusal> {
    let named = headers.get(header::CONTENT_ENCODING);
    let name = named.map_or(Ok("identity"), |value| value.to_str());
    match name.unwrap_or("unreadable").trim() {
        "identity" | "" => Ok(Encoding::Identity),
        "gzip" => Ok(Encoding::Gzip),
        "zstd" => Ok(Encoding::Zstd),
        _ => Err(Refusal::new(
            ErrorCode::BadEncoding,
            "服务器不支持这种压缩方式",
        )),
    }
}

/// A body of at most [`limits::BODY_BYTES`] as far as it came, and why it did not come to its end.
pub(super) async fn part(body: Body) -> (Vec<u8>, Option<Refusal>) {
    collect(limits::BODY_BYTES, body).await
}

async fn collect(most: usize, mut body: Body) -> (Vec<u8>, Option<Refusal>) {
    let stall = Duration::from_secs(limits::STALL_SECONDS);
    let mut collected = Vec::new();
    let cut = |message: &str| Some(Refusal::new(ErrorCode::BadRequest, message));
    loop {
        let Ok(next) = tokio::time::timeout(stall, body.frame()).await else {
            return (collected, cut("网络中断,内容没有收全,请重新发送"));
        };
        let bytes: Bytes = match next {
            None => return (collected, None),
            Some(Err(_)) => return (collected, cut("内容没有收全,请重新发送")),
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
        };
        if collected.len() + bytes.len() > most {
            return (collected, Some(too_large()));
        }
        collected.extend_from_slice(&bytes);
    }
}

fn decode(most: usize, decoder: impl Read) -> Result<Vec<u8>, Refusal> {
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let mut decoded = Vec::new();
    // One byte more than allowed tells "full" from "too much"; the rest of a bomb is never unpacked.
    decoder
        .take(most + 1)
        .read_to_end(&mut decoded)
        .map_err(bad_encoding)?;
    if decoded.len() as u64 > most {
        return Err(too_large());
    }
    Ok(decoded)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "used as a function for map_err"
)]
fn bad_encoding(error: std::io::Error) -> Refusal {
    tracing::debug!(%error, "a body could not be decoded");
    Refusal::new(ErrorCode::BadEncoding, "内容解压失败,请重新发送")
}

fn too_large() -> Refusal {
    Refusal::new(ErrorCode::TooLarge, "一次发送的内容太多,请分批发送")
}

/// A file that came in base64 inside a request.
pub(super) fn bytes_of(base64: &str) -> Result<Vec<u8>, Refusal> {
    STANDARD
        .decode(base64)
        .map_err(|_| Refusal::new(ErrorCode::BadRequest, "请求内容无法读取"))
}
