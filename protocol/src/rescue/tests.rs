use serde_json::value::RawValue;
use uuid::Uuid;

use super::*;

const PRIVATE: Key = [7; 32];

fn header() -> Header {
    Header {
        v: V1,
        town: AreaCode::new("629999101").unwrap(),
        key: key_id(&public_of(&PRIVATE)),
        algorithm: ALGORITHM.to_owned(),
        device: DeviceId(Uuid::from_u128(5)),
        written_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        changes: 1,
        blobs: 1,
        part: 1,
        parts: 1,
    }
}

fn pieces() -> Vec<Piece> {
    let change = RawValue::from_string(r#"{"id":"x","act":{"create":{}}}"#.to_owned()).unwrap();
    vec![
        Piece::Device {
            token: "secret-token".into(),
        },
        Piece::Changes(vec![change]),
        Piece::Blob {
            hash: "ab".repeat(32),
            bytes: vec![1, 2, 3],
        },
        Piece::Thumbnail {
            hash: "ab".repeat(32),
            bytes: vec![9],
        },
    ]
}

fn written(header: &Header, pieces: &[Piece]) -> Vec<u8> {
    let mut count = 0u8;
    let mut random = || {
        count += 1;
        Ok::<_, std::convert::Infallible>([count; 32])
    };
    let mut writer = Writer::begin(header, &public_of(&PRIVATE), &mut random);
    for piece in pieces {
        writer.add(piece).unwrap();
    }
    writer.end().unwrap()
}

#[test]
fn what_is_written_is_read_with_the_private_key_only() {
    let file = written(&header(), &pieces());
    let opened = open(&file, &PRIVATE).unwrap();
    assert_eq!(opened.header, header());
    assert_eq!(opened.pieces, pieces());
    assert!(opened.is_whole);
    assert_eq!(
        open(&file, &[8; 32]),
        Err(RescueError::OtherKey(header().key))
    );
    let text = String::from_utf8_lossy(&file);
    assert!(
        !text.contains("secret-token") && !text.contains("create"),
        "sealed"
    );
}

#[test]
fn a_file_that_was_cut_gives_what_came_before_and_says_so() {
    let file = written(&header(), &pieces());
    let label = file.iter().filter(|byte| **byte == b'\n').count();
    assert!(label >= 2);
    let mut seen = std::collections::BTreeSet::new();
    for length in 0..file.len() {
        match open(&file[..length], &PRIVATE) {
            Ok(opened) => {
                assert!(!opened.is_whole, "{length}");
                let count = opened.pieces.len();
                assert_eq!(opened.pieces, pieces()[..count]);
                seen.insert(count);
            }
            Err(error) => assert!(
                matches!(error, RescueError::NotOne | RescueError::Damaged),
                "{length}: {error:?}"
            ),
        }
    }
    assert_eq!(seen.len(), 5, "every number of pieces");
}

#[test]
fn no_byte_can_be_changed_unseen() {
    let file = written(&header(), &pieces());
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 1;
        let outcome = open(&changed, &PRIVATE);
        let is_seen = outcome.as_ref().map_or(true, |opened| !opened.is_whole);
        assert!(is_seen, "{place}: {outcome:?}");
    }
}

#[test]
fn pieces_cannot_be_left_out_or_moved_to_another_file() {
    let all = written(&header(), &pieces());
    let begin = all.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let begin = begin.map(|(place, _)| place).nth(1).unwrap() + 1;
    let length = u32::from_le_bytes(all[begin..begin + 4].try_into().unwrap());
    let mut without = all.clone();
    without.drain(begin..begin + 4 + length as usize);
    assert_eq!(open(&without, &PRIVATE), Err(RescueError::Damaged));

    let other = Header {
        part: 2,
        ..header()
    };
    let second = written(&other, &pieces());
    let mut mixed = second[..begin].to_vec();
    mixed.extend(&all[begin..]);
    assert_eq!(open(&mixed, &PRIVATE), Err(RescueError::Damaged));
}

#[test]
fn another_file_and_a_newer_version_are_told_apart() {
    assert_eq!(read_header(b"PK\x03\x04"), Err(RescueError::NotOne));
    assert_eq!(read_header(b""), Err(RescueError::NotOne));
    let newer = Header { v: 2, ..header() };
    let file = written(&newer, &[]);
    assert_eq!(open(&file, &PRIVATE), Err(RescueError::Newer));
}

#[test]
fn keys_are_written_as_text() {
    let key = public_of(&PRIVATE);
    assert_eq!(key_from_text(&key_to_text(&key)), Some(key));
    assert_eq!(key_from_text("kurz"), None);
}
