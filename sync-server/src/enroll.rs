//! One-time codes and the credentials they become. Neither is stored: only their hashes are.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::{DeviceId, MemberId};
use protocol::enroll::ScopeSize;
use protocol::{ApiError, EnrollReply, EnrollRequest, ErrorCode};
use serde_json::json;

use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::error::Error;
use crate::rights::Rights;
use crate::storage::{CodeRow, DeviceRow, Tx, View};

/// Letters and digits that are not mistaken for one another, read aloud or in bad light.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LENGTH: usize = 8;
/// What a device may say about itself.
const NAME_MAX: usize = 80;
const RECOVERY_MAX: usize = 256;

/// A fresh code, written `XXXX-XXXX`. It is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// As a person types it.
    pub text: String,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
}

/// Makes a code for a member.
///
/// # Errors
/// [`Error::NotFound`] when the member has no rights here now, so that nobody is enrolled who could do nothing.
pub fn make_code(
    tx: &dyn Tx,
    by: Actor,
    member: MemberId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<Code, Error> {
    Rights::of(tx, member)?
        .role_and_areas(now)
        .ok_or(Error::NotFound("member"))?;
    let letters = random_letters()?;
    tx.put_code(&CodeRow {
        code_hash: hash("code", &letters),
        member,
        made_at: now,
        expires_at,
        used_at: None,
        used_by: None,
    })?;
    let minutes = (expires_at - now).num_minutes();
    let about = [("member", json!(member)), ("minutes", json!(minutes))];
    audit::note(tx, now, by, (Deed::Code, &about))?;
    let (first, second) = letters
        .split_at_checked(CODE_LENGTH / 2)
        .unwrap_or_default();
    Ok(Code {
        text: format!("{first}-{second}"),
        expires_at,
    })
}

fn random_letters() -> Result<String, Error> {
    let mut letters = String::with_capacity(CODE_LENGTH);
    while letters.len() < CODE_LENGTH {
        for byte in clock::random::<16>()? {
            // 248 is the last multiple of 31 in a byte: without this cut some letters would come more often.
            let place = usize::from(byte % 31);
            if byte < 248
                && letters.len() < CODE_LENGTH
                && let Some(letter) = ALPHABET.get(place)
            {
                letters.push(char::from(*letter));
            }
        }
    }
    Ok(letters)
}

/// The hash of a credential.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    hash("token", token)
}

fn hash(purpose: &str, secret: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(match purpose {
        "code" => "tiejiaoban 2026 enrolment code",
        _ => "tiejiaoban 2026 device token",
    });
    hasher.update(secret.as_bytes());
    *hasher.finalize().as_bytes()
}

/// The code as it was made, however it was typed.
fn tidy(code: &str) -> String {
    code.chars()
        .map(|c| match c {
            // Full-width letters and digits of a Chinese keyboard.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Turns a code into a credential.
///
/// # Errors
/// [`Error::Refused`] when the code is unknown, used or expired.
pub fn enroll(
    tx: &dyn Tx,
    request: &EnrollRequest,
    now: DateTime<Utc>,
) -> Result<EnrollReply, Error> {
    let code_hash = hash("code", &tidy(&request.code));
    let mut code = tx
        .code(&code_hash)?
        .ok_or_else(|| refused(ErrorCode::CodeUnknown, "没有这个登记码,请核对后再输入"))?;
    let known = known_device(tx, &code, request)?;
    if code.used_at.is_some() && known.as_ref().map(|device| device.id) != code.used_by {
        return Err(refused(
            ErrorCode::CodeUsed,
            "这个登记码已经用过,请让镇综治中心再发一个",
        ));
    }
    if now >= code.expires_at {
        return Err(refused(
            ErrorCode::CodeExpired,
            "这个登记码已过期,请让镇综治中心再发一个",
        ));
    }
    let token = URL_SAFE_NO_PAD.encode(clock::random::<32>()?);
    let was_known = known.is_some() && code.used_at.is_none();
    let device = device_for(known, &code, request, &token, now);
    tx.put_device(&device)?;
    let about = [
        ("device", json!(device.id)),
        ("member", json!(device.member)),
        ("again", json!(was_known)),
    ];
    audit::note(tx, now, Actor::Member(device.member), (Deed::Enrol, &about))?;
    code.used_at = Some(now);
    code.used_by = Some(device.id);
    tx.put_code(&code)?;
    reply(tx, &device, token, was_known, now)
}

/// The installation this request comes from, when it was enrolled before by the same member: it says so itself, or it repeats
/// an enrolment whose answer was lost on the way, which its secret proves.
fn known_device(
    tx: &dyn Tx,
    code: &CodeRow,
    request: &EnrollRequest,
) -> Result<Option<DeviceRow>, Error> {
    if let Some(used_by) = code.used_by {
        let device = tx.device(used_by)?;
        let repeats = |device: &DeviceRow| {
            !request.recovery.is_empty() && device.recovery == request.recovery
        };
        return Ok(device.filter(repeats));
    }
    let Some(previous) = request.previous else {
        return Ok(None);
    };
    let device = tx.device(previous)?;
    Ok(device.filter(|device| device.member == code.member && device.revoked_at.is_none()))
}

fn device_for(
    known: Option<DeviceRow>,
    code: &CodeRow,
    request: &EnrollRequest,
    token: &str,
    now: DateTime<Utc>,
) -> DeviceRow {
    let short = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let fresh = || DeviceRow {
        id: DeviceId(clock::new_id()),
        member: code.member,
        token_hash: [0; 32],
        name: String::new(),
        app: String::new(),
        recovery: short(&request.recovery, RECOVERY_MAX),
        enrolled_at: now,
        last_seen_at: now,
        last_device_seq: 0,
        forked_at: None,
        revoked_at: None,
    };
    let mut device = match known {
        // Two installations counted under this id (a restored or copied phone): this one goes on under an id of its own,
        // with the secret that opens its store.
        Some(forked) if forked.forked_at.is_some() => DeviceRow {
            recovery: forked.recovery,
            ..fresh()
        },
        Some(known) => known,
        None => fresh(),
    };
    device.token_hash = token_hash(token);
    device.name = short(&request.device_name, NAME_MAX);
    device.app = short(&request.app, NAME_MAX / 2);
    device.enrolled_at = now;
    device
}

fn reply(
    view: &dyn View,
    device: &DeviceRow,
    token: String,
    was_known: bool,
    now: DateTime<Utc>,
) -> Result<EnrollReply, Error> {
    let town = view.town()?;
    let rights = Rights::of(view, device.member)?;
    let (role, areas) = rights.role_and_areas(now).ok_or_else(|| {
        refused(
            ErrorCode::Forbidden,
            "你目前没有负责的网格,请联系镇综治中心",
        )
    })?;
    let scopes = rights
        .scopes(now)
        .into_iter()
        // Care files are fetched when their own PIN is given, not with the first pull; a sync names them.
        .filter(|scope| scope.file.is_none())
        .map(|scope| {
            let records = view.count(&scope)?;
            Ok(ScopeSize { scope, records })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(EnrollReply {
        device: device.id,
        token,
        recovery: was_known.then(|| device.recovery.clone()),
        member: device.member,
        name: name_of(view, device.member)?,
        role,
        areas,
        town: town.code,
        town_name: town.name,
        scopes,
        epoch: town.epoch,
        now,
    })
}

/// The name in a member's own record; empty when there is no such record.
///
/// # Errors
/// When the storage cannot be read.
pub fn name_of(view: &dyn View, member: MemberId) -> Result<String, Error> {
    let record = view.record(member.into())?;
    let name = record.and_then(|record| record.fields.text("name").map(str::to_owned));
    Ok(name.unwrap_or_default())
}

fn refused(code: ErrorCode, message: &str) -> Error {
    Error::Refused(ApiError::new(code, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        for typed in [
            "ABCD-2345",
            "abcd2345",
            " abcd 2345 ",
            "ＡＢＣＤ－２３４５",
            "abcd—2345",
        ] {
            assert_eq!(tidy(typed), "ABCD2345", "{typed}");
        }
    }

    #[test]
    fn codes_use_every_letter_about_equally() {
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..4_000 {
            for letter in random_letters().unwrap().chars() {
                *counts.entry(letter).or_insert(0_u32) += 1;
            }
        }
        assert_eq!(counts.len(), 31);
        // 32,000 letters: about 1,032 each.
        assert!(
            counts.values().all(|count| (800..1300).contains(count)),
            "{counts:?}"
        );
    }
}
