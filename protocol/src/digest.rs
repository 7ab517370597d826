//! Do both sides hold the same? A digest of records is their number and a sum over which records they are and how far each has come.
//! It does not depend on their order, so both sides keep it up as records come and go. The answer to a sync carries the server's; where
//! the device's differs, [`DIGEST_PATH`](crate::version::DIGEST_PATH) gives it in 256 parts, and
//! [`MEND_PATH`](crate::version::MEND_PATH) puts one part right.

use domain::{RecordId, Scope, Seq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Pulled;

/// Into so many parts records are divided, by the last byte of their id.
pub const BUCKETS: usize = 256;

/// The part that a record belongs to.
#[must_use]
pub fn bucket_of(id: RecordId) -> u8 {
    let [.., last] = id.bytes();
    last
}

/// The digest of a set of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Digest {
    /// How many records.
    pub records: u64,
    /// The sum, modulo 2¹²⁸, of the first sixteen bytes of BLAKE3 over id and sequence (eight bytes, little-endian) of each.
    #[serde(serialize_with = "write_sum", deserialize_with = "read_sum")]
    pub sum: u128,
}

impl Digest {
    /// Adds a record that has come as far as `seq`.
    pub fn add(&mut self, id: RecordId, seq: Seq) {
        self.records = self.records.wrapping_add(1);
        self.sum = self.sum.wrapping_add(of_one(id, seq));
    }

    /// Takes a record out that had come as far as `seq`.
    pub fn remove(&mut self, id: RecordId, seq: Seq) {
        self.records = self.records.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(of_one(id, seq));
    }

    /// Adds all records of another set, none of which is in this one.
    pub fn join(&mut self, other: Self) {
        self.records = self.records.wrapping_add(other.records);
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

fn of_one(id: RecordId, seq: Seq) -> u128 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&id.bytes());
    hasher.update(&seq.0.to_le_bytes());
    let mut first = [0; 16];
    hasher.finalize_xof().fill(&mut first);
    u128::from_le_bytes(first)
}

fn write_sum<S: Serializer>(sum: &u128, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{sum:032x}"))
}

fn read_sum<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    let text = String::deserialize(deserializer)?;
    u128::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
}

/// What `POST /v1/digest` asks: the parts of the digest over these scopes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DigestRequest {
    /// The device's scopes, sealed ones left out.
    pub scopes: Vec<Scope>,
}

/// What it answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DigestReply {
    /// The server's history.
    pub epoch: String,
    /// One for each part, [`BUCKETS`] in all.
    pub buckets: Vec<Digest>,
}

/// What `POST /v1/mend` asks: to put one part right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MendRequest {
    /// As in [`DigestRequest`].
    pub scopes: Vec<Scope>,
    /// Which part.
    pub bucket: u8,
    /// The records of that part that the device holds, and how far each has come there.
    pub held: Vec<(RecordId, Seq)>,
}

/// What it answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MendReply {
    /// The server's history.
    pub epoch: String,
    /// What the device lacks or has otherwise, whole, and what it must give back.
    pub changes: Vec<Pulled>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> RecordId {
        RecordId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn the_order_does_not_matter_and_what_comes_and_goes_leaves_nothing() {
        let (mut one, mut other) = (Digest::default(), Digest::default());
        for n in 0..100 {
            one.add(id(n), Seq(1));
            other.add(id(99 - n), Seq(1));
        }
        assert_eq!(one, other);
        for n in 0..100 {
            one.remove(id(n), Seq(1));
        }
        assert_eq!(one, Digest::default());
    }

    #[test]
    fn another_record_or_another_place_of_one_is_another_digest() {
        let of = |n: u128, seq: u64| {
            let mut digest = Digest::default();
            digest.add(id(n), Seq(seq));
            digest
        };
        assert_ne!(of(1, 1), of(2, 1));
        assert_ne!(of(1, 1), of(1, 2));
        let mut both = of(1, 1);
        both.join(of(2, 7));
        let mut one_by_one = of(2, 7);
        one_by_one.add(id(1), Seq(1));
        assert_eq!(both, one_by_one);
    }

    #[test]
    fn it_travels_as_hexadecimal_digits() {
        let digest = Digest {
            records: 3,
            sum: 0xab,
        };
        let json = serde_json::to_string(&digest).unwrap();
        assert_eq!(
            json,
            r#"{"records":3,"sum":"000000000000000000000000000000ab"}"#
        );
        assert_eq!(serde_json::from_str::<Digest>(&json).unwrap(), digest);
        assert!(serde_json::from_str::<Digest>(r#"{"records":3,"sum":"xy"}"#).is_err());
    }
}
