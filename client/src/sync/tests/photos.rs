//! Bytes on their way: after the words, resumed wherever they were cut, never in the words' way; and those of others, when a screen asks.

mod line;
mod of_others;

use domain::{
    Act, Attachment, AttachmentKind, Change, ChangeId, DeviceId, Fields, Kind, RecordId, Visit,
};
use uuid::Uuid;

use super::world::{Fate, World};
use crate::commands::Part;
use crate::event::LightState;
use crate::store::{blobs, fetched, uploads};
use crate::sync::{Action, Content, Happened, Why};
use crate::testing::{GRID, OTHER, code};

fn picture(seed: u8, size: usize) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff];
    let mut n = u32::from(seed) + 1;
    while bytes.len() < size {
        n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.push((n >> 24).to_le_bytes()[0]);
    }
    bytes
}

fn named(bytes: &[u8]) -> Attachment {
    Attachment {
        hash: blake3::hash(bytes).to_hex().to_string(),
        kind: AttachmentKind::Photo,
        media_type: "image/jpeg".to_owned(),
        size: bytes.len() as u64,
        made_at: chrono::DateTime::UNIX_EPOCH,
        width: None,
        height: None,
        seconds: None,
    }
}

impl World {
    fn visit_with(&self, remarks: &str, attachment: Attachment) -> Act {
        let visit = Visit {
            remarks: Some(remarks.to_owned()),
            attachments: vec![attachment],
            ..Visit::routine(RecordId(Uuid::from_u128(5)), self.now)
        };
        Act::Create(Fields::of(&visit))
    }

    /// A visit is saved with a photo; its hash.
    fn save_photo(&mut self, remarks: &str, bytes: &[u8]) -> String {
        let attachment = named(bytes);
        let blob = blobs::Blob {
            hash: &attachment.hash,
            kind: attachment.kind,
            media_type: &attachment.media_type,
            made_at: self.now,
            thumbnail: &picture(200, 2_000),
            content: bytes,
        };
        blobs::put(self.store.db(), &blob).unwrap();
        let hash = attachment.hash.clone();
        let act = self.visit_with(remarks, attachment);
        let record = RecordId(self.id());
        self.append(record, act);
        self.tell(Happened::Woken(Why::Saved));
        hash
    }

    /// Somebody else's visit names a photo.
    fn other_names(&mut self, bytes: &[u8]) -> String {
        let attachment = named(bytes);
        let hash = attachment.hash.clone();
        let act = self.visit_with("别人的", attachment);
        let (record, id) = (RecordId(self.id()), ChangeId(self.id()));
        let change = Change {
            id,
            record,
            kind: Kind::Visit,
            area: code(GRID),
            author: OTHER,
            device: DeviceId(Uuid::from_u128(0x99)),
            device_seq: 1,
            captured_at: self.now,
            base: None,
            act,
        };
        self.server.append(change, self.now);
        hash
    }

    /// A screen wants it.
    fn want(&mut self, hash: &str, part: Part) {
        fetched::want(self.store.db(), hash, part, self.now).unwrap();
        self.tell(Happened::Woken(Why::Bytes));
    }

    fn has(&self, hash: &str, part: Part) -> Option<Vec<u8>> {
        fetched::content(self.store.db(), hash, part).unwrap()
    }

    /// Everything arrives; pauses are waited for while bytes wait.
    fn bring_all(&mut self) {
        for _ in 0..200 {
            self.arrive_all();
            let waits = uploads::counts(self.store.db()).unwrap().waiting > 0
                || fetched::due_at(self.store.db()).unwrap().is_some();
            if !waits || self.next_try_ms().is_none() {
                return;
            }
            self.wait_for_timer();
        }
        panic!("bytes do not come to rest");
    }

    /// When the engine looks again by itself.
    pub(super) fn next_try_ms(&self) -> Option<u64> {
        self.timer.map(|(_, after_ms)| after_ms)
    }

    fn waiting(&self) -> u64 {
        self.light().blobs_waiting
    }

    fn next_path(&self) -> &str {
        self.sent.front().map_or("", |request| &request.path)
    }

    /// Until a part of bytes is on its way.
    fn arrive_at_bytes(&mut self) {
        for _ in 0..20 {
            let part = self.sent.front().map(|request| &request.content);
            if matches!(part, Some(Content::Part { .. }))
                && !self.next_path().ends_with("/thumbnail")
            {
                return;
            }
            self.round(Fate::Arrive);
        }
        panic!("no bytes are sent");
    }
}

#[test]
fn a_photo_follows_its_words_small_first_and_is_told_apart() {
    let mut world = World::started();
    let bytes = picture(1, 300_000);
    let hash = world.save_photo("有照片", &bytes);
    assert_eq!((world.light().unsent, world.waiting()), (1, 1));
    assert_eq!(world.next_path(), "/v1/sync");
    world.round(Fate::Arrive);
    assert_eq!(world.server.log_of("有照片"), 1);
    assert!(world.next_path().ends_with("/thumbnail"));
    let light = world.light();
    assert_eq!((light.unsent, light.blobs_waiting), (0, 1));
    assert_eq!(light.state, LightState::Synced, "the words are all there");
    world.bring_all();
    assert_eq!(world.server.bytes.whole[&hash], bytes);
    assert_eq!(world.server.bytes.small[&hash], picture(200, 2_000));
    assert_eq!(world.server.bytes.taken, bytes.len(), "no byte goes twice");
    assert_eq!(world.waiting(), 0);
    assert!(world.watches(), "and news are waited for meanwhile");
}

#[derive(Debug, Clone, Copy)]
enum Trouble {
    Fate(Fate),
    Cut(usize),
    Crash,
    CrashAfterCut(usize),
}

#[test]
fn whatever_is_cut_at_whichever_part_goes_on_where_it_was() {
    let bytes = picture(2, 260_000);
    let troubles = [
        Trouble::Fate(Fate::LoseRequest),
        Trouble::Fate(Fate::LoseAnswer),
        Trouble::Fate(Fate::Double),
        Trouble::Cut(1),
        Trouble::Cut(50_000),
        Trouble::Crash,
        Trouble::CrashAfterCut(30_000),
    ];
    for trouble in troubles {
        for part in 0..3 {
            let mut world = World::started();
            let hash = world.save_photo("照片", &bytes);
            for _ in 0..part {
                world.arrive_at_bytes();
                world.round(Fate::Arrive);
            }
            if world.waiting() == 0 {
                continue;
            }
            world.arrive_at_bytes();
            let request = world.sent.front().cloned().unwrap();
            match trouble {
                Trouble::Fate(fate) => world.round(fate),
                Trouble::Cut(most) => {
                    world.sent.pop_front();
                    world.server.bytes.cut(&request, most);
                    world.lost(request.number);
                }
                Trouble::Crash => world.crash(),
                Trouble::CrashAfterCut(most) => {
                    world.server.bytes.cut(&request, most);
                    world.crash();
                }
            }
            world.bring_all();
            assert_eq!(world.server.bytes.whole[&hash], bytes, "{trouble:?} {part}");
            assert_eq!(world.waiting(), 0, "{trouble:?} {part}");
            let more = world.server.bytes.taken - bytes.len();
            assert!(more <= 256 * 1024, "{trouble:?} {part}: {more} bytes twice");
        }
    }
}

#[test]
fn a_save_waits_for_one_part_at_the_most() {
    let mut world = World::started();
    let bytes = picture(3, 500_000);
    let hash = world.save_photo("照片", &bytes);
    world.arrive_at_bytes();
    world.save("后来的");
    assert_eq!(world.sent.len(), 1, "one thing at a time");
    world.round(Fate::Arrive);
    assert_eq!(world.next_path(), "/v1/sync");
    assert!(!world.server.bytes.whole.contains_key(&hash));
    world.round(Fate::Arrive);
    assert_eq!(world.server.log_of("后来的"), 1);
    world.bring_all();
    assert_eq!(world.server.bytes.whole[&hash], bytes);
}

#[test]
fn bytes_that_do_not_get_through_hold_up_no_words() {
    let mut world = World::started();
    world.server.bytes.is_broken = true;
    let hash = world.save_photo("照片", &picture(4, 90_000));
    for n in 0..6 {
        world.arrive_all();
        world.save(&format!("话{n}"));
        world.arrive_all();
        assert_eq!(world.server.log_of(&format!("话{n}")), 1, "at once");
        if n % 2 == 0 {
            world.wait_for_timer();
        }
    }
    assert_eq!(world.waiting(), 1);
    let pause = world.next_try_ms().unwrap();
    assert!(pause >= 10_000, "{pause} ms: asked less and less often");
    world.server.bytes.is_broken = false;
    world.press();
    world.bring_all();
    assert_eq!(world.server.bytes.whole[&hash].len(), 90_000);
}

#[test]
fn what_is_refused_says_so_and_the_others_go() {
    let mut world = World::started();
    let bad = world.save_photo("一", &picture(5, 70_000));
    let good = world.save_photo("二", &picture(6, 70_000));
    world.server.bytes.refuses = Some(bad.clone());
    world.bring_all();
    assert!(world.server.bytes.whole.contains_key(&good));
    let light = world.light();
    assert_eq!((light.blobs_waiting, light.blobs_refused), (0, 1));
    assert_eq!((light.unsent, light.quarantined), (0, 0));
    assert_eq!(light.state, LightState::NeedsHand);
    let db = world.store.db();
    assert!(blobs::content(db, &bad).unwrap().is_some(), "it stays here");
    let refused = uploads::refused(db).unwrap();
    assert_eq!(uploads::message(refused[0].1.clone()), "带有附加信息");
}

#[test]
fn a_photo_of_words_that_were_set_aside_waits_and_others_do_not() {
    let mut world = World::started();
    let aside = world.save_photo("坏", &picture(7, 9_000));
    let good = world.save_photo("好", &picture(8, 9_000));
    world.arrive_all();
    assert!(world.server.bytes.whole.contains_key(&good));
    assert!(!world.server.bytes.whole.contains_key(&aside));
    assert_eq!(world.waiting(), 1);
    assert!(world.next_try_ms().is_some(), "it is tried again");
}

#[test]
fn a_page_of_a_hotel_is_no_receipt_for_a_photo() {
    let mut world = World::started();
    let hash = world.save_photo("照片", &picture(9, 90_000));
    world.arrive_at_bytes();
    world.server.is_a_hotel = true;
    world.round(Fate::Arrive);
    assert_eq!(world.waiting(), 1);
    world.server.is_a_hotel = false;
    world.bring_all();
    assert_eq!(world.server.bytes.whole[&hash].len(), 90_000);
}

#[test]
fn damaged_bytes_are_not_sent_for_ever() {
    let mut world = World::started();
    let hash = world.save_photo("照片", &picture(10, 20_000));
    let spoil = "UPDATE blob SET content = zeroblob(20000)";
    world.store.db().execute(spoil, []).unwrap();
    world.bring_all();
    assert!(!world.server.bytes.whole.contains_key(&hash));
    assert_eq!((world.waiting(), world.light().blobs_refused), (0, 1));
}

#[test]
fn a_restored_server_is_given_the_photos_again() {
    let mut world = World::started();
    let bytes = picture(11, 40_000);
    let hash = world.save_photo("照片", &bytes);
    world.bring_all();
    world.server.restore(0);
    world.server.bytes.lose_all();
    world.press();
    world.settle();
    world.bring_all();
    assert_eq!(world.server.log_of("照片"), 1);
    assert_eq!(world.server.bytes.whole[&hash], bytes);
    assert_eq!(world.server.bytes.small.len(), 1);
}
