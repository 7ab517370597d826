//! What a worker adds to a record besides words: photos, voice notes, a signature. The record holds what each is and the
//! hash of its bytes; the bytes themselves stand beside the records and travel by themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::change::{Act, Fields};
use crate::codes::codes;
use crate::issue::{Issue, IssueCode};

codes! {
    /// What is added to a record.
    pub enum AttachmentKind = "attachment-kind" {
        /// A picture, shrunk on the device, without the camera's own notes of time and place.
        Photo = "photo" => "照片",
        /// A short recording.
        Voice = "voice" => "录音",
        /// Written with the finger.
        Signature = "signature" => "签字",
    }
}

impl AttachmentKind {
    /// How many of it one record is meant to have.
    #[must_use]
    pub fn most(self) -> usize {
        match self {
            Self::Photo => 4,
            Self::Voice => 3,
            Self::Signature | Self::Unknown => 2,
        }
    }

    /// The most bytes one may have.
    #[must_use]
    pub fn most_bytes(self) -> u64 {
        match self {
            Self::Photo => 600 * 1024,
            Self::Voice | Self::Unknown => 1536 * 1024,
            Self::Signature => 64 * 1024,
        }
    }

    /// Are bytes of this media type what the kind says?
    #[must_use]
    pub fn takes(self, media_type: &str) -> bool {
        match self {
            Self::Photo => media_type == "image/jpeg",
            Self::Voice => media_type.starts_with("audio/"),
            Self::Signature => media_type == "image/png",
            Self::Unknown => true,
        }
    }
}

/// The longest recording, seconds.
pub const LONGEST_SECONDS: u32 = 60;

/// One thing added to a record. Immutable: another picture is another attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// BLAKE3 of the bytes, 64 small hexadecimal digits.
    pub hash: String,
    /// What it is.
    pub kind: AttachmentKind,
    /// Such as `image/jpeg`.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When it was made, milliseconds, the phone's clock put right.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub made_at: DateTime<Utc>,
    /// Pixels across, of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels down, of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// How long, of a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
}

/// What was added to a record; nothing where the field is empty or of a newer version.
#[must_use]
pub fn of(fields: &Fields) -> Vec<Attachment> {
    let added = fields.get("attachments").map(Vec::deserialize);
    added.and_then(Result::ok).unwrap_or_default()
}

/// What an act names: the bytes that belong to it.
#[must_use]
pub fn named_by(act: &Act) -> Vec<Attachment> {
    match act {
        Act::Create(fields) | Act::Edit(fields) => of(fields),
        Act::Step(step) => of(&step.fields),
        Act::Void { .. } | Act::Other(_) => Vec::new(),
    }
}

/// A list as it stands in a record's fields.
#[must_use]
pub fn value_of(added: &[Attachment]) -> Value {
    serde_json::to_value(added).unwrap_or_default()
}

/// Is this a hash as [`Attachment::hash`] is written?
#[must_use]
pub fn is_hash(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What is not right about the attachments of a record.
///
/// More than meant is only worth a look: two people who added theirs without a network have done nothing wrong, and the record
/// must stay one that can be corrected.
#[must_use]
pub fn issues(attachments: &[Attachment]) -> Vec<Issue> {
    const FIELD: &str = "attachments";
    let mut issues = Vec::new();
    for kind in AttachmentKind::ALL {
        let count = attachments.iter().filter(|one| one.kind == *kind).count();
        if count > kind.most() * 5 {
            issues.push(Issue::block(FIELD, IssueCode::TooMany));
        } else if count > kind.most() {
            issues.push(Issue::warn(FIELD, IssueCode::TooMany));
        }
    }
    let is_sound = |one: &Attachment| is_hash(&one.hash) && one.kind.takes(&one.media_type);
    if !attachments.iter().all(is_sound) {
        issues.push(Issue::block(FIELD, IssueCode::WrongType));
    }
    if attachments
        .iter()
        .any(|one| one.size > one.kind.most_bytes())
    {
        issues.push(Issue::block(FIELD, IssueCode::TooBig));
    }
    issues
}

/// Both lists in one, each attachment once, the first list's first: how the additions of two people come together.
#[must_use]
pub(crate) fn together(first: &Value, second: &Value) -> Value {
    let items = |list: &Value| list.as_array().cloned().unwrap_or_default();
    let mut all = items(first);
    for item in items(second) {
        let is_here = all.iter().any(|one| one.get("hash") == item.get("hash"));
        if !is_here {
            all.push(item);
        }
    }
    Value::Array(all)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn photo(n: u8) -> Attachment {
        Attachment {
            hash: format!("{n:064x}"),
            kind: AttachmentKind::Photo,
            media_type: "image/jpeg".to_owned(),
            size: 180_000,
            made_at: DateTime::UNIX_EPOCH,
            width: Some(1600),
            height: Some(1200),
            seconds: None,
        }
    }

    #[test]
    fn what_is_meant_is_right_and_a_few_more_are_only_worth_a_look() {
        let photos = |count: u8| (0..count).map(photo).collect::<Vec<_>>();
        assert_eq!(issues(&photos(4)), []);
        let few = issues(&photos(6));
        assert_eq!(few, [Issue::warn("attachments", IssueCode::TooMany)]);
        let many = issues(&photos(21));
        assert_eq!(many, [Issue::block("attachments", IssueCode::TooMany)]);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let cases = [
            (
                Attachment {
                    hash: "../../etc/passwd".to_owned(),
                    ..photo(1)
                },
                IssueCode::WrongType,
            ),
            (
                Attachment {
                    hash: photo(10).hash.to_uppercase(),
                    ..photo(1)
                },
                IssueCode::WrongType,
            ),
            (
                Attachment {
                    media_type: "text/html".to_owned(),
                    ..photo(1)
                },
                IssueCode::WrongType,
            ),
            (
                Attachment {
                    size: 5_000_000,
                    ..photo(1)
                },
                IssueCode::TooBig,
            ),
        ];
        for (attachment, code) in cases {
            let found = issues(std::slice::from_ref(&attachment));
            assert_eq!(found, [Issue::block("attachments", code)], "{attachment:?}");
        }
    }

    #[test]
    fn the_additions_of_two_people_both_stay() {
        let both = together(
            &json!([{"hash": "a"}, {"hash": "b"}]),
            &json!([{"hash": "a"}, {"hash": "c"}]),
        );
        assert_eq!(both, json!([{"hash": "a"}, {"hash": "b"}, {"hash": "c"}]));
        assert_eq!(
            together(&Value::Null, &json!([{"hash": "a"}])),
            json!([{"hash": "a"}])
        );
    }

    #[test]
    fn an_attachment_travels_by_its_names() {
        let text = json!({
            "hash": photo(1).hash, "kind": "photo", "media_type": "image/jpeg", "size": 180_000,
            "made_at": 0, "width": 1600, "height": 1200,
        });
        assert_eq!(serde_json::to_value(photo(1)).unwrap(), text);
        assert_eq!(
            serde_json::from_value::<Attachment>(text).unwrap(),
            photo(1)
        );
    }
}
