//! What a build and its server said to each other, written down: so that a server of a later build can be asked the same again, and must answer
//! in a way that the old build understands.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

/// Headers of a request that say something about it, not about the connection.
const TELLING: [&str; 8] = [
    "authorization",
    "content-type",
    "content-encoding",
    "accept-encoding",
    "range",
    "if-range",
    "upload-offset",
    "upload-complete",
];

/// What a message carried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Nothing.
    Nothing,
    /// JSON, unpacked.
    Json(Value),
    /// Anything else, base64.
    Bytes(String),
}

impl Body {
    fn of(bytes: &[u8], encoding: Option<&str>) -> Result<Self> {
        let bytes = match encoding {
            Some("zstd") => zstd::decode_all(bytes)?,
            Some(other) => anyhow::bail!("a body packed as {other}"),
            None => bytes.to_vec(),
        };
        Ok(match serde_json::from_slice(&bytes) {
            _ if bytes.is_empty() => Self::Nothing,
            Ok(value) => Self::Json(value),
            Err(_) => Self::Bytes(STANDARD.encode(&bytes)),
        })
    }

    /// The bytes as they travel, packed as they were.
    ///
    /// # Errors
    /// When they cannot be made.
    pub fn bytes(&self, encoding: Option<&str>) -> Result<Vec<u8>> {
        let plain = match self {
            Self::Nothing => Vec::new(),
            Self::Json(value) => serde_json::to_vec(value)?,
            Self::Bytes(text) => STANDARD.decode(text)?,
        };
        match encoding {
            Some("zstd") => Ok(zstd::encode_all(plain.as_slice(), 3)?),
            _ => Ok(plain),
        }
    }
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// The method.
    pub method: String,
    /// The path with what follows it.
    pub path: String,
    /// The headers that say something about the request.
    pub headers: BTreeMap<String, String>,
    /// What was asked.
    pub asked: Body,
    /// The status of the answer.
    pub status: u16,
    /// The answer.
    pub answered: Body,
}

/// A conversation from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Which build spoke: the version and the protocol version.
    pub build: String,
    /// In the order of the questions.
    pub exchanges: Vec<Exchange>,
}

impl Conversation {
    /// Reads a conversation that was written down.
    ///
    /// # Errors
    /// When the file is not one.
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read(file).with_context(|| file.display().to_string())?;
        Ok(serde_json::from_slice(&text)?)
    }

    /// Writes it down.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, file: &Path) -> Result<()> {
        Ok(std::fs::write(file, serde_json::to_vec_pretty(self)?)?)
    }
}

/// Stands between phones and a server and writes down what they say, one question after the other, so that the order is the server's own too.
/// What only waits for news is passed on beside them and not kept.
pub struct Recorder {
    address: SocketAddr,
    heard: Heard,
    task: JoinHandle<()>,
}

type Heard = Arc<Mutex<Vec<Exchange>>>;

impl Recorder {
    /// Begins to listen in front of a server.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn before(server: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let heard = Heard::default();
        let kept = Arc::clone(&heard);
        let http = crate::http()?;
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(listen(stream, server, http.clone(), Arc::clone(&kept)));
            }
        });
        Ok(Self {
            address,
            heard,
            task,
        })
    }

    /// The address to give a phone instead of the server's.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was said until now.
    pub async fn heard(&self) -> Vec<Exchange> {
        self.heard.lock().await.clone()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(stream: TcpStream, server: SocketAddr, http: reqwest::Client, kept: Heard) {
    let passing = hyper::service::service_fn(move |request| {
        let (http, kept) = (http.clone(), Arc::clone(&kept));
        async move { pass(request, server, &http, &kept).await }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), passing);
    // Whoever closes it early is told by the answer that does not come.
    drop(connection.await);
}

async fn pass(
    request: Request<Incoming>,
    server: SocketAddr,
    http: &reqwest::Client,
    kept: &Heard,
) -> Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let asked = body.collect().await?.to_bytes();
    let path = head
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let headers: BTreeMap<String, String> = TELLING
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), text(&head.headers, name)?)))
        .collect();
    let mut passed = http.request(head.method.clone(), format!("http://{server}{path}"));
    for (name, value) in &headers {
        passed = passed.header(name, value);
    }
    let kept = if path.starts_with("/v1/wait") {
        None
    } else {
        Some(kept.lock().await)
    };
    let answer = passed.body(asked.clone()).send().await?;
    let status = answer.status();
    let answer_headers = answer.headers().clone();
    let answered = answer.bytes().await?;
    if let Some(mut kept) = kept {
        let exchange = Exchange {
            method: head.method.to_string(),
            path,
            asked: Body::of(&asked, headers.get("content-encoding").map(String::as_str))?,
            headers,
            status: status.as_u16(),
            answered: Body::of(
                &answered,
                text(&answer_headers, "content-encoding").as_deref(),
            )?,
        };
        kept.push(exchange);
    }
    let mut response = Response::builder().status(status);
    for (name, value) in &answer_headers {
        if !["content-length", "transfer-encoding", "connection"].contains(&name.as_str()) {
            response = response.header(name, value);
        }
    }
    Ok(response.body(Full::new(answered))?)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}
