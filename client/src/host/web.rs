//! The web host. The page's side starts the worker and passes calls and words as JSON; the worker's side holds the files, which
//! only a dedicated worker can, and runs the backend.

mod glue;

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use domain::tree;
use futures_channel::mpsc;
use futures_util::StreamExt as _;
use js_sys::{Array, Uint8Array};
use protocol::blob;
use protocol::limits::STALL_SECONDS;
use rusqlite::Connection;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_rs::vfs::VfsFilesManager as _;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};
use wasm_bindgen::prelude::*;

use super::{
    Clock, Content, HttpAnswer, HttpRequest, Journal, Notice, Options, Outside, Unreachable,
};
use crate::backend::{self, Backend, Heard};
use crate::error::Error;
use crate::handle::{Call, Ear, Handle, Word};
use crate::keyring::seal::Key;

const LOCK: &str = "tiejiaoban-store";
const DIRECTORY: &str = "tiejiaoban";
/// Keyring, store and a few that were set aside, each with its journal.
const SLOTS: usize = 16;
/// A reload leaves the lock a moment later than the new page asks for it.
const LOCK_TRIES: u32 = 15;
const LOCK_PAUSE_MS: u64 = 200;

/// What the backend needs from this platform.
#[derive(Clone)]
pub(crate) struct Services(Rc<Inner>);

struct Inner {
    clock: Clock,
    device_secret: Key,
    persisted: Cell<Option<bool>>,
    files: OpfsSAHPoolUtil,
}

// ---- The page's side ----

pub(super) fn start(_options: Options) -> Handle {
    let ear = Ear::default();
    let heard = ear.clone();
    let hear = Closure::<dyn Fn(String)>::new(move |text: String| {
        // Words of another version of the app cannot be read; the page of that version has its own worker.
        if let Ok(word) = tree::from_str::<Word>(&text) {
            heard.hear(word);
        }
    });
    let silent = ear.clone();
    let gone = Closure::<dyn Fn()>::new(move || silent.silence());
    let post = glue::start_worker(hear.as_ref().unchecked_ref(), gone.as_ref().unchecked_ref());
    // The worker lives as long as the page.
    hear.forget();
    gone.forget();
    let lost = ear.clone();
    let handle = Handle::with_ear(ear, move |call: Call| {
        let posted = serde_json::to_string(&call)
            .map_err(|error| JsValue::from_str(&error.to_string()))
            .and_then(|text| post.call1(&JsValue::NULL, &JsValue::from_str(&text)));
        if posted.is_err() {
            lost.silence();
        }
    });
    forward_page(&handle);
    handle
}

/// Tells the worker what only the page can know or ask.
fn forward_page(handle: &Handle) {
    let waker = handle.clone();
    let awake = Closure::<dyn Fn()>::new(move || {
        let handle = waker.clone();
        spawn(async move {
            // Nobody waits for the answer.
            drop(handle.call(Notice(Outside::Awake)).await);
        });
    });
    let teller = handle.clone();
    let line = Closure::<dyn Fn(bool)>::new(move |costly| {
        let handle = teller.clone();
        spawn(async move { drop(handle.call(Notice(Outside::Costly(costly))).await) });
    });
    glue::watch_page(
        awake.as_ref().unchecked_ref(),
        line.as_ref().unchecked_ref(),
    );
    awake.forget();
    line.forget();
    let asker = handle.clone();
    spawn(async move {
        let persisted = matches!(glue::persist().await, Ok(value) if value.is_truthy());
        drop(asker.call(Notice(Outside::Persisted(persisted))).await);
    });
}

pub(super) fn is_worker() -> bool {
    glue::is_worker()
}

// ---- The worker's side ----

pub(super) fn run_worker() {
    let (sender, mut calls) = mpsc::unbounded::<Call>();
    let hear = Closure::<dyn Fn(String)>::new(move |text: String| {
        if let Ok(call) = tree::from_str::<Call>(&text) {
            // The receiver lives as long as the worker, but after a close: then nobody runs calls any more.
            drop(sender.unbounded_send(call));
        }
    });
    // Listening begins before anything is awaited, so that no call is lost.
    glue::listen(hear.as_ref().unchecked_ref());
    hear.forget();
    spawn(async move {
        let speak = |word: Word| {
            if let Ok(text) = serde_json::to_string(&word) {
                glue::speak(&text);
            }
        };
        let backend = Backend::start(Services::open().await, speak);
        while let Some(call) = calls.next().await {
            if let Heard::Close(n) = backend.hear(call) {
                backend.close();
                speak(backend::closed(n));
                break;
            }
        }
    });
}

/// Runs a future on this thread.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Waits.
pub(crate) async fn sleep(milliseconds: u64) {
    let milliseconds = milliseconds as f64;
    // A timer cannot fail.
    drop(glue::sleep(milliseconds).await);
}

impl Services {
    async fn open() -> Result<Self, Error> {
        if !glue::is_supported() {
            return Err(Error::StorageUnsupported);
        }
        take_lock().await?;
        let config = OpfsSAHPoolCfgBuilder::new()
            .directory(DIRECTORY)
            .initial_capacity(SLOTS)
            .build();
        let files = install_pool(&config).await?;
        let secret = glue::device_secret()
            .await
            .map_err(|error| Error::Internal(format!("device secret: {}", words(&error))))?;
        let device_secret = Key::try_from(Uint8Array::new(&secret).to_vec())
            .map_err(|_| Error::Internal("device secret: not 32 bytes".to_owned()))?;
        let persisted = glue::persisted().await.map(|value| value.is_truthy());
        Ok(Self(Rc::new(Inner {
            clock: Clock::default(),
            device_secret,
            persisted: Cell::new(persisted.ok()),
            files,
        })))
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Opens or makes a database file. No other connection ever has it open, so it is locked once and for all, and a log beside
    /// it needs no shared memory, which these files do not know.
    pub(crate) fn connect(&self, name: &str) -> rusqlite::Result<Connection> {
        let db = Connection::open(name)?;
        db.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
        Ok(db)
    }

    /// Removes a file; one that is not there is gone already.
    pub(crate) fn remove(&self, name: &str) -> Result<(), Error> {
        match self.0.files.remove(name) {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::Internal(format!("removing a file: {error}"))),
        }
    }

    /// A log beside the file takes one flush a commit where a rollback journal takes four, which is what a save waits for. A
    /// town that comes in is mostly pages that were not there before: those a rollback journal writes once, a log twice. The log
    /// is kept at 8 MB: opening after a kill reads all of it, and copying it into the file holds one commit up.
    pub(crate) fn journal(&self) -> Journal {
        Journal {
            usual: "WAL",
            town: "TRUNCATE",
            checkpoint_pages: 2_000,
        }
    }

    /// A secret that stays in this browser and is mixed into the PIN's key.
    pub(crate) fn device_secret(&self) -> &Key {
        &self.0.device_secret
    }

    /// Has the browser promised to keep the data?
    pub(crate) fn persisted(&self) -> Option<bool> {
        self.0.persisted.get()
    }

    pub(crate) fn set_persisted(&self, persisted: bool) {
        self.0.persisted.set(Some(persisted));
    }

    /// Space used and allowed.
    pub(crate) async fn estimate(&self) -> Option<(u64, u64)> {
        let pair = Array::from(&glue::estimate().await.ok()?);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bytes of a disk"
        )]
        let bytes = |place: u32| pair.get(place).as_f64().map(|bytes| bytes as u64);
        Some((bytes(0)?, bytes(1)?)).filter(|(_, quota)| *quota > 0)
    }

    pub(crate) async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, Unreachable> {
        let bytes = |bytes: Vec<u8>| Some(Uint8Array::from(bytes.as_slice()));
        let (method, body, said) = match request.content {
            Content::Nothing => ("GET", None, String::new()),
            Content::Range { from, length } => {
                let last = from.saturating_add(length).saturating_sub(1);
                ("GET", None, format!("range: bytes={from}-{last}"))
            }
            Content::Json(json) => ("POST", bytes(json), String::new()),
            Content::Part {
                offset,
                is_last,
                bytes: part,
            } => {
                let complete = if is_last { blob::YES } else { blob::NO };
                let said = format!("{}: {offset}\n{}: {complete}", blob::OFFSET, blob::COMPLETE);
                ("PUT", bytes(part), said)
            }
        };
        let stall = (STALL_SECONDS * 1000) as f64;
        let answer = glue::send(&request.url, request.token, method, said, body, stall)
            .await
            .map_err(|error| Unreachable(words(&error)))?;
        let pair = Array::from(&answer);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a status has three digits"
        )]
        let status = pair.get(0).as_f64().unwrap_or_default() as u16;
        Ok(HttpAnswer {
            status,
            body: Uint8Array::new(&pair.get(1)).to_vec(),
        })
    }
}

async fn take_lock() -> Result<(), Error> {
    for _ in 0..LOCK_TRIES {
        match glue::take_lock(LOCK).await {
            Ok(taken) if taken.is_truthy() => return Ok(()),
            Ok(_) => sleep(LOCK_PAUSE_MS).await,
            Err(_) => return Err(Error::StorageUnsupported),
        }
    }
    Err(Error::OpenElsewhere)
}

async fn install_pool(
    config: &sqlite_wasm_vfs::sahpool::OpfsSAHPoolCfg,
) -> Result<OpfsSAHPoolUtil, Error> {
    let mut last = Error::StorageUnsupported;
    for _ in 0..LOCK_TRIES {
        match install::<WasmOsCallback>(config, true).await {
            Ok(files) => return Ok(files),
            Err(OpfsSAHError::NotSupported) => return Err(Error::StorageUnsupported),
            // The files of the page before this one are let go a moment later than its lock.
            Err(error) => {
                last = Error::Internal(format!("files: {error}"));
                sleep(LOCK_PAUSE_MS).await;
            }
        }
    }
    Err(last)
}

/// A JavaScript error's own words.
fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| "unknown".to_owned(), |error| error.message().into())
}
