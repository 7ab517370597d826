//! Lines that are slow or cost, and clocks that are wrong.

use chrono::Duration;

use super::*;

#[test]
fn a_line_that_costs_carries_words_and_what_is_looked_at() {
    let mut world = World::started();
    world.engine.hold_uploads(true);
    let hash = world.save_photo("照片", &picture(21, 9_000));
    let others = world.other_names(&picture(22, 9_000));
    let there = picture(22, 9_000);
    world
        .server
        .bytes
        .whole
        .insert(others.clone(), there.clone());
    world.arrive_all();
    world.want(&others, Part::Whole);
    world.arrive_all();
    assert_eq!(
        fetched::content(world.store.db(), &others, Part::Whole).unwrap(),
        Some(there)
    );
    let light = world.light();
    assert_eq!(
        (light.unsent, light.blobs_waiting, light.blobs_held),
        (0, 1, true)
    );
    assert!(world.server.bytes.small.is_empty());
    world.engine.hold_uploads(false);
    world.tell(Happened::Woken(Why::Bytes));
    world.arrive_all();
    assert!(world.server.bytes.whole.contains_key(&hash));
}

#[test]
fn a_clock_that_ran_ahead_does_not_put_a_photo_off() {
    let mut world = World::started();
    let hash = world.save_photo("坏", &picture(19, 9_000));
    world.turn_clock(Duration::days(40));
    world.press();
    world.arrive_all();
    world.turn_clock(Duration::zero());
    uploads::put_off(world.store.db(), &hash, world.now + Duration::days(40)).unwrap();
    let next = uploads::next(world.store.db(), world.now).unwrap();
    assert_eq!(next.map(|upload| upload.hash), Some(hash));
}

#[test]
fn parts_grow_on_a_quick_line_and_shrink_on_a_slow_one() {
    let sizes = |seconds: i64| {
        let mut world = World::started();
        world.save_photo("照片", &picture(18, 550_000));
        let mut sizes = Vec::new();
        while world.waiting() > 0 {
            world.arrive_at_bytes();
            if let Some(Content::Part { bytes, .. }) = world.sent.front().map(|sent| &sent.content)
            {
                sizes.push(bytes.len());
            }
            world.pass(seconds);
            world.round(Fate::Arrive);
        }
        sizes
    };
    let quick = sizes(1);
    assert!(
        quick.windows(2).take(1).all(|pair| pair[1] > pair[0]),
        "{quick:?}"
    );
    // One part that is smaller for a photo's end is no reason for larger ones, nor are small pictures.
    let mut world = World::started();
    for n in 0..4 {
        world.save_photo(&format!("小{n}"), &picture(30 + n, 3_000));
    }
    world.bring_all();
    world.save_photo("照片", &picture(40, 200_000));
    world.arrive_at_bytes();
    let first = world.sent.front().map(|sent| &sent.content);
    assert!(matches!(first, Some(Content::Part { bytes, .. }) if bytes.len() == 64 * 1024));
    let slow = sizes(20);
    assert!(slow.len() > 20 && slow[4] < slow[0], "{slow:?}");
    assert!(slow.iter().all(|size| *size <= 128 * 1024));
}
