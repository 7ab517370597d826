//! The model server's part for bytes: what is half here, what is whole, and what it refuses.

use std::collections::BTreeMap;

use protocol::blob::BlobRefusal;
use protocol::{BlobState, ErrorCode};

use super::model::{Answer, refusal};
use crate::sync::{Content, Request};

/// What a server does with bytes.
#[derive(Default)]
pub(super) struct Bytes {
    half: BTreeMap<String, Vec<u8>>,
    pub(super) whole: BTreeMap<String, Vec<u8>>,
    pub(super) small: BTreeMap<String, Vec<u8>>,
    /// Bytes that came in all, over and over included.
    pub(super) taken: usize,
    /// It refuses what has this hash.
    pub(super) refuses: Option<String>,
    /// Whatever is asked fails.
    pub(super) is_broken: bool,
    /// It gives other bytes than those asked for.
    pub(super) lies: bool,
}

impl Bytes {
    pub(super) fn answer(&mut self, request: &Request, is_named: impl Fn(&str) -> bool) -> Answer {
        if self.is_broken {
            return refusal(500, ErrorCode::Internal, None);
        }
        let path = request.path.strip_prefix("/v1/blobs/").unwrap();
        let (hash, is_small) = match path.strip_suffix("/thumbnail") {
            Some(hash) => (hash, true),
            None => (path, false),
        };
        if !is_named(hash) {
            return refusal(404, ErrorCode::NotFound, None);
        }
        match &request.content {
            Content::Part { bytes, .. } if is_small => {
                self.small.insert(hash.to_owned(), bytes.clone());
                said(&BlobState::Complete)
            }
            Content::Part {
                offset,
                is_last,
                bytes,
            } => said(&self.put(hash, *offset, bytes, *is_last)),
            Content::Nothing => match (self.small.get(hash), self.whole.contains_key(hash)) {
                (Some(small), _) => (200, small.clone()),
                (None, true) => (204, Vec::new()),
                (None, false) => refusal(404, ErrorCode::NotFound, None),
            },
            Content::Range { from, length } => self.range(hash, *from, *length),
            Content::Json(_) => panic!("bytes are no JSON"),
        }
    }

    /// Only the first of these bytes came, and nobody hears the answer.
    pub(super) fn cut(&mut self, request: &Request, most: usize) {
        let hash = request.path.strip_prefix("/v1/blobs/").unwrap();
        if let Content::Part { offset, bytes, .. } = &request.content {
            let came = &bytes[..most.min(bytes.len())];
            self.put(hash, *offset, came, false);
        }
    }

    fn put(&mut self, hash: &str, offset: u64, bytes: &[u8], is_last: bool) -> BlobState {
        self.taken += bytes.len();
        if self.whole.contains_key(hash) {
            return BlobState::Complete;
        }
        let half = self.half.entry(hash.to_owned()).or_default();
        if offset != half.len() as u64 {
            let offset = half.len() as u64;
            return BlobState::Part { offset };
        }
        half.extend_from_slice(bytes);
        if !is_last {
            let offset = half.len() as u64;
            return BlobState::Part { offset };
        }
        let all = self.half.remove(hash).unwrap();
        if blake3::hash(&all).to_hex().as_str() != hash {
            return BlobState::Part { offset: 0 };
        }
        if self.refuses.as_deref() == Some(hash) {
            return BlobState::Refused {
                code: BlobRefusal::NotPlain,
                message: "带有附加信息".to_owned(),
            };
        }
        self.whole.insert(hash.to_owned(), all);
        BlobState::Complete
    }

    fn range(&self, hash: &str, from: u64, length: u64) -> Answer {
        let Some(whole) = self.whole.get(hash) else {
            return refusal(404, ErrorCode::NotFound, None);
        };
        let from = usize::try_from(from).unwrap();
        let end = from.saturating_add(usize::try_from(length).unwrap());
        match whole.get(from..end.min(whole.len())) {
            Some(part) if !part.is_empty() && self.lies => (206, vec![7; part.len()]),
            Some(part) if !part.is_empty() => (206, part.to_vec()),
            _ => (416, Vec::new()),
        }
    }

    /// As restored from a copy that was made before any of it came.
    pub(super) fn lose_all(&mut self) {
        *self = Self::default();
    }
}

fn said(state: &BlobState) -> Answer {
    (200, serde_json::to_vec(state).unwrap())
}
