//! The native host: the backend on its own thread, files in a folder, reqwest over rustls.

mod http;

use std::cell::OnceCell;
use std::fs::{self, File, OpenOptions};
use std::future::Future;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread::JoinHandle;
use std::time::Duration;

use futures_channel::mpsc;
use futures_util::StreamExt as _;
use rusqlite::Connection;

use super::{Clock, HttpAnswer, HttpRequest, Journal, Options, Unreachable};
use crate::backend::{self, Backend, Heard};
use crate::error::Error;
use crate::handle::{Call, Ear, Handle, Word};
use crate::keyring::seal::{KEY_BYTES, Key};

/// What the backend needs from this platform.
#[derive(Clone)]
pub(crate) struct Services(Rc<Inner>);

struct Inner {
    folder: PathBuf,
    clock: Clock,
    device_secret: Key,
    client: OnceCell<reqwest::Client>,
    // Held for as long as the backend lives: a second one on the same files would be a second engine.
    _lock: File,
}

pub(super) fn start(options: Options) -> Handle {
    let (sender, receiver) = mpsc::unbounded::<Call>();
    let ear = Ear::default();
    let thread_ear = ear.clone();
    let started = std::thread::Builder::new()
        .name("tiejiaoban-backend".to_owned())
        .spawn(move || run(options, receiver, &thread_ear));
    let lost = ear.clone();
    let has_started = started.is_ok();
    let line = Line {
        sender: Some(sender),
        thread: started.ok(),
    };
    let handle = Handle::with_ear(ear, move |call| {
        if !line.send(call) {
            lost.silence();
        }
    });
    if !has_started {
        // The receiver is gone with the closure: every call is answered with "the backend is gone".
        handle.ear().silence();
    }
    handle
}

/// The way to the backend's thread. When the last handle goes, the thread ends and is waited for: a process that ends while its store is
/// inside the cipher takes the cipher's library away under it.
struct Line {
    sender: Option<mpsc::UnboundedSender<Call>>,
    thread: Option<JoinHandle<()>>,
}

impl Line {
    fn send(&self, call: Call) -> bool {
        let sender = self.sender.as_ref();
        sender.is_some_and(|sender| sender.unbounded_send(call).is_ok())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.sender = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        // An answer may have held the last handle on the thread itself, which cannot wait for its own end. How it ended was said by silence.
        if thread.thread().id() != std::thread::current().id() {
            drop(thread.join());
        }
    }
}

pub(super) fn is_worker() -> bool {
    false
}

pub(super) fn run_worker() {}

fn run(options: Options, mut calls: mpsc::UnboundedReceiver<Call>, ear: &Ear) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        ear.silence();
        return;
    };
    let speaker = ear.clone();
    let local = tokio::task::LocalSet::new();
    let closing = local.block_on(&runtime, async move {
        let speak = move |word: Word| speaker.hear(word);
        let backend = Backend::start(Services::open(options), speak);
        let mut closing = None;
        while let Some(call) = calls.next().await {
            if let Heard::Close(n) = backend.hear(call) {
                closing = Some(n);
                break;
            }
        }
        backend.close();
        closing
    });
    // Timers and requests under way hold the files too.
    drop(local);
    if let Some(n) = closing {
        ear.hear(backend::closed(n));
    }
    ear.silence();
}

/// Runs a future on the backend's thread.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    drop(tokio::task::spawn_local(future));
}

/// Waits.
pub(crate) async fn sleep(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

impl Services {
    /// Services on a folder, for tests of what stands on them.
    #[cfg(test)]
    pub(crate) fn open_at(options: Options) -> Result<Self, Error> {
        Self::open(options)
    }

    fn open(options: Options) -> Result<Self, Error> {
        let folder = options
            .folder
            .or_else(default_folder)
            .ok_or(Error::StorageUnsupported)?;
        let failed = |error: std::io::Error| Error::Internal(format!("data folder: {error}"));
        fs::create_dir_all(&folder).map_err(failed)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("lock"))
            .map_err(failed)?;
        lock.try_lock().map_err(|_| Error::OpenElsewhere)?;
        let device_secret = device_secret(&folder.join("device-secret")).map_err(failed)?;
        Ok(Self(Rc::new(Inner {
            folder,
            clock: options.clock,
            device_secret,
            client: OnceCell::new(),
            _lock: lock,
        })))
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Opens or makes a database file.
    pub(crate) fn connect(&self, name: &str) -> rusqlite::Result<Connection> {
        Connection::open(self.0.folder.join(name))
    }

    /// Removes a file; one that is not there is gone already.
    pub(crate) fn remove(&self, name: &str) -> Result<(), Error> {
        match fs::remove_file(self.0.folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::Internal(format!("removing a file: {error}")))
            }
            _ => Ok(()),
        }
    }

    /// A log beside the file, so that a commit is one flush. It grows to 16 MB, so that a first pull copies it into the file a
    /// few times only.
    pub(crate) fn journal(&self) -> Journal {
        Journal {
            usual: "WAL",
            town: "WAL",
            checkpoint_pages: 4_000,
        }
    }

    /// A secret that stays on this device and is mixed into the PIN's key.
    pub(crate) fn device_secret(&self) -> &Key {
        &self.0.device_secret
    }

    /// Has the platform promised to keep the data? The question does not arise for files.
    pub(crate) fn persisted(&self) -> Option<bool> {
        None
    }

    pub(crate) fn set_persisted(&self, _persisted: bool) {}

    /// Space used and allowed, where the platform tells.
    pub(crate) async fn estimate(&self) -> Option<(u64, u64)> {
        std::future::ready(None).await
    }

    pub(crate) async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, Unreachable> {
        let client = match self.0.client.get() {
            Some(client) => client,
            None => {
                let made = http::client()?;
                self.0.client.get_or_init(|| made)
            }
        };
        http::send(client, request).await
    }
}

fn default_folder() -> Option<PathBuf> {
    let named = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let data = named("XDG_DATA_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".local/share")))?;
    Some(data.join("tiejiaoban"))
}

/// Reads the secret, or makes it: a file that only this user can read.
fn device_secret(path: &Path) -> std::io::Result<Key> {
    if let Ok(bytes) = fs::read(path)
        && let Ok(secret) = Key::try_from(bytes.as_slice())
    {
        return Ok(secret);
    }
    let mut secret = [0; KEY_BYTES];
    getrandom::fill(&mut secret).map_err(|error| std::io::Error::other(error.to_string()))?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    Ok(secret)
}
