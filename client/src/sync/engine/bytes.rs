//! The bytes of photos, voice notes and signatures: sent and fetched when no words wait, one part at a time, so that a save never waits
//! for more than one of them. Whatever goes wrong here holds up no words; what was sent or came goes on where it was.

use chrono::{DateTime, Duration, Utc};
use domain::tree;
use protocol::blob::{self, BlobRefusal, THUMBNAIL_BYTES};
use protocol::{ApiError, BlobState, ErrorCode};
use rusqlite::Connection;

use super::{Doing, Engine};
use crate::commands::Part;
use crate::error::Error;
use crate::event::Event;
use crate::store::fetched::{self, Wanted};
use crate::store::uploads::{self, Upload};
use crate::store::{Store, blobs, meta};
use crate::sync::{Action, Content, backoff};

/// Whatever a server says, no more than this comes into memory for one hash.
const MOST_FETCHED: u64 = 4 * 1024 * 1024;

/// A part on its way.
#[derive(Debug)]
pub(super) struct Moving {
    pub(super) number: u64,
    what: What,
    asked_at: DateTime<Utc>,
}

#[derive(Debug)]
enum What {
    SendSmall(Upload),
    /// With how many bytes of it.
    Send(Upload, usize),
    /// So many bytes at the most.
    Fetch(Wanted, u64),
}

/// What an answer meant.
enum Went {
    Well,
    Badly,
}

impl Engine {
    /// Sends nothing, or sends again. What a person looks at is fetched all the same.
    pub(crate) fn hold_uploads(&mut self, holds: bool) {
        self.line.is_costly = holds;
    }

    /// Sends or fetches the next part, when nothing else is under way.
    pub(super) fn move_bytes(
        &mut self,
        store: &Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if self.signed_out || self.is_busy() {
            return Ok(());
        }
        let db = store.db();
        if !self.line.is_held(now) {
            if let Some(wanted) = fetched::next(db, now)? {
                self.fetch(wanted, now, actions);
                return Ok(());
            }
            let upload = if self.line.is_costly {
                None
            } else {
                uploads::next(db, now)?
            };
            if let Some(upload) = upload {
                return self.send_next(upload, db, now, actions);
            }
        }
        let sending = uploads::due_at(db)?.filter(|_| !self.line.is_costly);
        let due = [sending, fetched::due_at(db)?];
        let Some(due) = due.into_iter().flatten().min() else {
            return Ok(());
        };
        // A server that is asked from time to time is asked soon enough.
        if !self.polls {
            let due = due.max(self.line.next_at.timestamp_millis());
            let wait = (due - now.timestamp_millis()).clamp(1_000, uploads::LONGEST_MS);
            self.set_timer(wait.unsigned_abs(), actions);
        }
        Ok(())
    }

    fn fetch(&mut self, wanted: Wanted, now: DateTime<Utc>, actions: &mut Vec<Action>) {
        let length = self.line.part as u64;
        let (path, content) = match wanted.part {
            Part::Thumbnail => (blob::thumbnail_path(&wanted.hash), Content::Nothing),
            Part::Whole => {
                let from = wanted.here;
                (blob::path(&wanted.hash), Content::Range { from, length })
            }
        };
        self.move_part(path, content, What::Fetch(wanted, length), now, actions);
    }

    fn send_next(
        &mut self,
        upload: Upload,
        db: &Connection,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if upload.has_small {
            let bytes = blobs::thumbnail(db, &upload.hash)?.unwrap_or_default();
            let content = Content::Part {
                offset: 0,
                is_last: true,
                bytes,
            };
            let path = blob::thumbnail_path(&upload.hash);
            self.move_part(path, content, What::SendSmall(upload), now, actions);
            return Ok(());
        }
        let bytes = if self.line.is_unsure {
            Vec::new()
        } else {
            uploads::part(db, &upload.hash, upload.sent, self.line.part as u64)?
        };
        let length = bytes.len();
        let content = Content::Part {
            offset: upload.sent,
            is_last: !self.line.is_unsure && upload.sent + length as u64 >= upload.size,
            bytes,
        };
        let path = blob::path(&upload.hash);
        self.move_part(path, content, What::Send(upload, length), now, actions);
        Ok(())
    }

    fn move_part(
        &mut self,
        path: String,
        content: Content,
        what: What,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) {
        let number = self.send(path, content, actions);
        self.doing = Doing::Moving(Moving {
            number,
            what,
            asked_at: now,
        });
    }

    /// Was this request one for bytes? Then it is over.
    pub(super) fn was_moving(&mut self, number: u64) -> bool {
        matches!(&self.doing, Doing::Moving(moving) if moving.number == number)
            && self.forget(number)
    }

    /// An answer about bytes.
    pub(super) fn moved(
        &mut self,
        moving: &Moving,
        status: u16,
        body: &[u8],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let at = now + Duration::milliseconds(store.offset_ms());
        let went = match (&moving.what, status) {
            (What::Fetch(wanted, asked), 200 | 204 | 206) => {
                fetched_part(store.db(), wanted, *asked, status, body, actions)?
            }
            (What::SendSmall(upload), 200) => match tree::from_slice(body) {
                Ok(BlobState::Complete | BlobState::Refused { .. }) => {
                    uploads::small_is_sent(store.db(), &upload.hash)?;
                    Went::Well
                }
                Ok(BlobState::Part { .. } | BlobState::Unknown) | Err(_) => Went::Badly,
            },
            (What::Send(upload, length), 200) => match tree::from_slice(body) {
                Ok(state) => self.sent_part(store.db(), (upload, *length), &state, at, actions)?,
                Err(_) => Went::Badly,
            },
            _ => return self.bytes_refused(moving, body, store, now, actions),
        };
        match went {
            Went::Well => {
                let bytes = match &moving.what {
                    What::Send(_, length) => *length,
                    What::SendSmall(_) | What::Fetch(..) => body.len(),
                };
                self.line.went_well(bytes, now - moving.asked_at);
                // A device that is to forget everything may do so once the last of it is handed in.
                let is_leaving = meta::get(store.db(), meta::LEAVING)?.as_deref() == Some("1");
                if is_leaving && uploads::counts(store.db())?.waiting == 0 {
                    self.again = true;
                }
                self.go_on(store, now, actions)
            }
            Went::Badly => self.bytes_failed(None, store, now, actions),
        }
    }

    fn sent_part(
        &mut self,
        db: &Connection,
        (upload, length): (&Upload, usize),
        state: &BlobState,
        at: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<Went, Error> {
        let hash = &upload.hash;
        match state {
            BlobState::Complete => uploads::receive(db, hash, at)?,
            BlobState::Refused { .. } => uploads::refuse(db, hash, state)?,
            BlobState::Unknown => return Ok(Went::Badly),
            BlobState::Part { offset } => {
                let offset = (*offset).min(upload.size);
                uploads::is_sent(db, hash, offset)?;
                if offset > upload.sent || (self.line.is_unsure && length == 0) {
                    return Ok(Went::Well);
                }
                // What was sent was not what the server has: either it lost some, or these bytes are not those of their hash.
                if !uploads::are_sound(db, hash)? {
                    let damaged = BlobState::Refused {
                        code: BlobRefusal::Unknown,
                        message: String::new(),
                    };
                    uploads::refuse(db, hash, &damaged)?;
                    actions.push(about(hash));
                }
                return Ok(Went::Badly);
            }
        }
        actions.push(about(hash));
        Ok(Went::Well)
    }

    /// No answer came: the next part is smaller, and begins where the server says.
    pub(super) fn bytes_lost(
        &mut self,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.bytes_failed(None, store, now, actions)
    }

    fn bytes_refused(
        &mut self,
        moving: &Moving,
        body: &[u8],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        // What does not speak our language is not our server.
        let Ok(refusal) = tree::from_slice::<ApiError>(body) else {
            return self.bytes_failed(None, store, now, actions);
        };
        match refusal.code {
            ErrorCode::Unauthorized => self.sign_out(store),
            ErrorCode::NotFound | ErrorCode::Forbidden => {
                self.put_off(moving, store.db(), now, actions)?;
                self.go_on(store, now, actions)
            }
            ErrorCode::TooMany | ErrorCode::Busy => {
                self.bytes_failed(refusal.retry_after, store, now, actions)
            }
            // It may be these bytes alone that the server cannot deal with: others get their turn.
            ErrorCode::BadRequest
            | ErrorCode::TooLarge
            | ErrorCode::BadEncoding
            | ErrorCode::CodeUsed
            | ErrorCode::CodeExpired
            | ErrorCode::CodeUnknown
            | ErrorCode::TooOld
            | ErrorCode::Internal
            | ErrorCode::Unknown => {
                self.put_off(moving, store.db(), now, actions)?;
                self.line
                    .stumbled(refusal.retry_after, now, &mut self.jitter);
                self.go_on(store, now, actions)
            }
        }
    }

    /// The server knows no record that names them, or has none of them yet: this blob waits, others need not.
    fn put_off(
        &mut self,
        moving: &Moving,
        db: &Connection,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let mut later = |tries: u32| {
            let delay = backoff::delay_ms(
                tries.saturating_add(1),
                backoff::LONGEST_MS,
                &mut self.jitter,
            );
            now + Duration::milliseconds(delay.cast_signed())
        };
        match &moving.what {
            What::SendSmall(upload) | What::Send(upload, _) => {
                uploads::put_off(db, &upload.hash, later(upload.tries))
            }
            What::Fetch(wanted, _) => {
                fetched::put_off(db, &wanted.hash, wanted.part, later(wanted.tries))?;
                if wanted.tries == 0 {
                    actions.push(about(&wanted.hash));
                }
                Ok(())
            }
        }
    }

    fn bytes_failed(
        &mut self,
        ordered_seconds: Option<u32>,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.line.failed(ordered_seconds, now, &mut self.jitter);
        self.go_on(store, now, actions)
    }
}

fn fetched_part(
    db: &Connection,
    wanted: &Wanted,
    asked: u64,
    status: u16,
    body: &[u8],
    actions: &mut Vec<Action>,
) -> Result<Went, Error> {
    let hash = &wanted.hash;
    let came = body.len() as u64;
    let is_here = match (wanted.part, status) {
        // There is no small picture of what is there: then the whole.
        (Part::Thumbnail, 204) => {
            fetched::take_whole_instead(db, hash)?;
            return Ok(Went::Well);
        }
        (Part::Thumbnail, 200) => {
            let is_small = body.len() <= THUMBNAIL_BYTES && body.starts_with(b"\xff\xd8\xff");
            if is_small {
                fetched::put_thumbnail(db, hash, body)?;
            }
            is_small
        }
        (Part::Whole, 206) if wanted.here + came <= MOST_FETCHED => {
            let is_whole = fetched::add(db, hash, body)?;
            if !is_whole && came == asked {
                return Ok(Went::Well);
            }
            is_whole
        }
        // All of it, though a part was asked for.
        (Part::Whole, 200) if came <= MOST_FETCHED => {
            fetched::begin_anew(db, hash)?;
            fetched::add(db, hash, body)?
        }
        _ => false,
    };
    if is_here {
        actions.push(about(hash));
        return Ok(Went::Well);
    }
    fetched::begin_anew(db, hash)?;
    Ok(Went::Badly)
}

fn about(hash: &str) -> Action {
    let hash = hash.to_owned();
    Action::Tell(Event::Blob { hash })
}
