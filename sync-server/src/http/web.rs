//! The web client's files. Names that carry their content's hash are kept by browsers for ever, everything else is asked for again;
//! a path without an extension is a place inside the client.

use std::path::Path;

use axum::body::Body;
use axum::extract::{self, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use super::State;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
/// Hex digits of a content hash in a file's name.
const HASH_DIGITS: usize = 10;

pub(super) async fn file(
    extract::State(state): extract::State<State>,
    request: Request,
) -> Response {
    let Some(folder) = &state.0.config.web else {
        return plain(StatusCode::NOT_FOUND, "铁脚板服务器正在运行,这里没有网页");
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "这个地址不接受这种请求");
    }
    let name = request
        .uri()
        .path()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let mut response = if name.contains('.') {
        from_folder(folder, request).await
    } else {
        from_index(folder, request).await
    };
    if response.status() == StatusCode::NOT_FOUND {
        return plain(StatusCode::NOT_FOUND, "没有这个文件");
    }
    let keeps = if carries_hash(&name) {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    let value = HeaderValue::from_static(keeps);
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

async fn from_folder(folder: &Path, request: Request) -> Response {
    let service = ServeDir::new(folder)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    match service.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

async fn from_index(folder: &Path, request: Request) -> Response {
    let service = ServeFile::new(folder.join("index.html"))
        .precompressed_br()
        .precompressed_gzip();
    match service.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

fn carries_hash(name: &str) -> bool {
    name.split(['.', '-', '_'])
        .any(|part| part.len() == HASH_DIGITS && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in [
            "app-0123456789.js",
            "app_bg.0123abcdef.wasm",
            "main.0a1b2c3d4e.css",
        ] {
            assert!(carries_hash(name), "{name}");
        }
        for name in [
            "",
            "index.html",
            "sw.js",
            "manifest.webmanifest",
            "app-012345678.js",
            "jingtaiwen.js",
        ] {
            assert!(!carries_hash(name), "{name}");
        }
    }
}
