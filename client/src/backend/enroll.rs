//! Enrolling: a one-time code becomes a credential and a store; on a device that has one, a new credential and a new PIN for it.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::tree;
use protocol::version::{self, ENROLL_PATH};
use protocol::{ApiError, EnrollReply, EnrollRequest, ErrorCode};
use serde::de::DeserializeOwned;

use super::session::FIRST_FILE;
use super::{Inner, forget};
use crate::command::{Command as _, decode, encode};
use crate::commands::session::{Enroll, Session};
use crate::error::Error;
use crate::host::{HttpRequest, Services};
use crate::keyring::seal::{KEY_BYTES, Key};
use crate::keyring::{NewLock, Opened, pin};
use crate::profile::Profile;
use crate::store::care::CareKey;
use crate::store::meta;
use crate::sync::{APP, Content};

/// Runs the call. A second one while the first waits for the server is refused.
pub(super) async fn call(inner: &Rc<Inner>, body: &str) -> Result<String, Error> {
    let enroll: Enroll = decode(Enroll::NAME, body)?;
    if inner.state.borrow().enrolling {
        return Err(Error::TooMany);
    }
    inner.state.borrow_mut().enrolling = true;
    let session = enrolled(inner, &enroll).await;
    inner.state.borrow_mut().enrolling = false;
    encode(Enroll::NAME, &session?)
}

async fn enrolled(inner: &Rc<Inner>, enroll: &Enroll) -> Result<Session, Error> {
    if !pin::is_strong(&enroll.pin) {
        return Err(Error::WeakPin);
    }
    let lock = inner.state.borrow().keyring.lock()?;
    let recovery = recovery_for(inner, enroll.code.trim())?;
    let request = EnrollRequest {
        v: version::CURRENT,
        app: APP.to_owned(),
        code: enroll.code.trim().to_owned(),
        device_name: enroll.device_name.clone(),
        previous: lock.as_ref().map(|lock| lock.device),
        recovery: BASE64.encode(recovery),
    };
    let server = address(&enroll.server);
    let reply = ask(&inner.host, &server, &request).await?;
    let given_back = given_back(&reply);
    let profile = Profile::of(&server, reply);
    match lock {
        None => first_time(inner, enroll, profile, &recovery)?,
        Some(lock) if lock.member != profile.member => return Err(Error::OtherMember),
        Some(_) => again(inner, enroll, profile, given_back, &recovery)?,
    }
    inner.state.borrow_mut().attempt = None;
    inner.session()
}

/// The recovery secret of a device that was known before.
pub(super) fn given_back(reply: &EnrollReply) -> Option<Key> {
    let text = reply.recovery.as_deref()?;
    Key::try_from(BASE64.decode(text).ok()?).ok()
}

/// A fresh secret; for a code that was sent before, the one sent with it.
pub(super) fn recovery_for(inner: &Inner, code: &str) -> Result<Key, Error> {
    let mut state = inner.state.borrow_mut();
    if let Some((sent, recovery)) = &state.attempt
        && sent == code
    {
        return Ok(*recovery);
    }
    let recovery: Key = inner.host.random()?;
    state.attempt = Some((code.to_owned(), recovery));
    Ok(recovery)
}

fn first_time(
    inner: &Rc<Inner>,
    enroll: &Enroll,
    profile: Profile,
    recovery: &Key,
) -> Result<(), Error> {
    forget::remove_left_behind(&inner.host, &inner.state.borrow().keyring)?;
    let key: [u8; KEY_BYTES] = inner.host.random()?;
    let new = NewLock {
        store_file: FIRST_FILE,
        key: &key,
        recovery,
        pin: &enroll.pin,
        profile: &profile,
    };
    let mut state = inner.state.borrow_mut();
    state.keyring.write(&inner.host, &new)?;
    state.keyring.begin_care(&inner.host, &key, recovery)?;
    drop(state);
    inner.open(Opened { key, profile })
}

/// The same member on the same device: the store stays, PIN and credential are new.
fn again(
    inner: &Rc<Inner>,
    enroll: &Enroll,
    profile: Profile,
    given_back: Option<Key>,
    fresh_recovery: &Key,
) -> Result<(), Error> {
    let key = known_key(inner, enroll, given_back.as_ref())?;
    {
        let state = inner.state.borrow();
        let (host, keyring) = (&inner.host, &state.keyring);
        keyring.set_profile(host, &key, &profile)?;
        keyring.set_pin(host, &key, &enroll.pin)?;
        if given_back.is_none() {
            keyring.set_recovery(host, &key, fresh_recovery)?;
            let care = state.open.as_ref().and_then(|open| open.store.own().care);
            keyring.set_care_recovery(host, care.as_ref().map(CareKey::key), fresh_recovery)?;
        }
    }
    inner.lock();
    inner.open(Opened { key, profile })?;
    let mut state = inner.state.borrow_mut();
    if let Some(open) = state.open.as_mut() {
        meta::set(open.store.db(), meta::SIGNED_OUT, "0")?;
        open.engine.signed_in();
    }
    Ok(())
}

/// The store's key: it is open, or the server gave the recovery secret back, or the PIN is still the right one.
fn known_key(inner: &Inner, enroll: &Enroll, given_back: Option<&Key>) -> Result<Key, Error> {
    let state = inner.state.borrow();
    if let Some(open) = &state.open {
        return Ok(open.key);
    }
    if let Some(recovery) = given_back
        && let Some(opened) = state.keyring.open_with_recovery(recovery)?
    {
        return Ok(opened.key);
    }
    let opened = state.keyring.open_with_pin(&inner.host, &enroll.pin)?;
    Ok(opened.key)
}

/// The address as the requests want it: with a scheme, without a slash at its end.
fn address(typed: &str) -> String {
    let typed = typed.trim().trim_end_matches('/');
    if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    }
}

pub(super) async fn ask(
    host: &Services,
    server: &str,
    request: &EnrollRequest,
) -> Result<EnrollReply, Error> {
    let body = serde_json::to_vec(request)
        .map_err(|error| Error::Internal(format!("encode enrolment: {error}")))?;
    let request = HttpRequest {
        url: format!("{server}{ENROLL_PATH}"),
        token: None,
        content: Content::Json(body),
    };
    answered(host, request).await
}

/// Sends a request that a person waits for, and reads what was answered.
pub(super) async fn answered<T: DeserializeOwned>(
    host: &Services,
    request: HttpRequest,
) -> Result<T, Error> {
    let answer = host.send(request).await.map_err(|_| Error::Offline)?;
    if (200..300).contains(&answer.status) {
        // What cannot be read comes from something else than our server.
        return tree::from_slice(&answer.body).map_err(|_| Error::Offline);
    }
    let Ok(refusal) = tree::from_slice::<ApiError>(&answer.body) else {
        return Err(Error::Offline);
    };
    Err(refused(refusal))
}

fn refused(refusal: ApiError) -> Error {
    match refusal.code {
        ErrorCode::CodeUnknown => Error::CodeUnknown,
        ErrorCode::CodeUsed => Error::CodeUsed,
        ErrorCode::CodeExpired => Error::CodeExpired,
        ErrorCode::TooMany => Error::TooMany,
        ErrorCode::BadRequest
        | ErrorCode::Unauthorized
        | ErrorCode::Forbidden
        | ErrorCode::NotFound
        | ErrorCode::TooLarge
        | ErrorCode::BadEncoding
        | ErrorCode::TooOld
        | ErrorCode::Internal
        | ErrorCode::Busy
        | ErrorCode::Unknown => Error::Refused {
            message: refusal.message,
        },
    }
}
