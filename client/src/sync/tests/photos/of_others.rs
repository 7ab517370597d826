//! Bytes of others: fetched when a screen asks, given back with their record.

use super::*;

/// A phone that has pulled a visit whose photo the server has.
fn with_a_photo_of_another(bytes: &[u8]) -> (World, String) {
    let mut world = World::started();
    let hash = world.other_names(bytes);
    world
        .server
        .bytes
        .whole
        .insert(hash.clone(), bytes.to_vec());
    world
        .server
        .bytes
        .small
        .insert(hash.clone(), picture(201, 3_000));
    world.settle();
    (world, hash)
}

#[test]
fn a_photo_of_another_comes_when_it_is_looked_at_and_not_before() {
    let bytes = picture(12, 400_000);
    let (mut world, hash) = with_a_photo_of_another(&bytes);
    assert!(world.sent.is_empty());
    world.want(&hash, Part::Thumbnail);
    world.arrive_all();
    assert_eq!(world.has(&hash, Part::Thumbnail), Some(picture(201, 3_000)));
    assert_eq!(world.has(&hash, Part::Whole), None);
    world.want(&hash, Part::Whole);
    world.round(Fate::Arrive);
    assert_eq!(world.has(&hash, Part::Whole), None, "half is none");
    world.crash();
    world.arrive_all();
    assert_eq!(world.has(&hash, Part::Whole), Some(bytes));
    assert!(world.sent.is_empty());
}

#[test]
fn what_is_not_there_yet_is_asked_for_again_and_what_has_no_small_picture_comes_whole() {
    let bytes = picture(13, 30_000);
    let (mut world, hash) = with_a_photo_of_another(&bytes);
    world.server.bytes.lose_all();
    world.want(&hash, Part::Thumbnail);
    world.arrive_all();
    assert!(fetched::is_missing(world.store.db(), &hash).unwrap());
    world.server.bytes.whole.insert(hash.clone(), bytes.clone());
    world.bring_all();
    assert_eq!(world.has(&hash, Part::Whole), Some(bytes));
    assert!(!fetched::is_missing(world.store.db(), &hash).unwrap());
}

#[test]
fn bytes_that_are_not_those_asked_for_are_never_shown() {
    let bytes = picture(14, 30_000);
    let (mut world, hash) = with_a_photo_of_another(&bytes);
    world.server.bytes.lies = true;
    world.want(&hash, Part::Whole);
    for _ in 0..3 {
        world.arrive_all();
        world.wait_for_timer();
    }
    assert_eq!(world.has(&hash, Part::Whole), None);
    world.server.bytes.lies = false;
    world.bring_all();
    assert_eq!(world.has(&hash, Part::Whole), Some(bytes));
}

#[test]
fn photos_go_with_the_scope_of_their_record_and_unsent_ones_once_they_are_received() {
    let bytes = picture(15, 30_000);
    let (mut world, others) = with_a_photo_of_another(&bytes);
    world.want(&others, Part::Whole);
    let received = world.save_photo("交了", &picture(16, 20_000));
    world.bring_all();
    assert!(world.has(&others, Part::Whole).is_some());
    world.server.bytes.is_broken = true;
    let unsent = world.save_photo("没交", &picture(17, 20_000));
    world.arrive_all();
    world.server.withdraw();
    world.press();
    world.settle();
    let is_here = |world: &World, hash: &str| blobs::exists(world.store.db(), hash).unwrap();
    assert_eq!(world.has(&others, Part::Whole), None);
    assert!(!is_here(&world, &received));
    assert!(is_here(&world, &unsent), "nobody else has it");
    world.server.bytes.is_broken = false;
    world.press();
    world.bring_all();
    assert_eq!(world.server.bytes.whole[&unsent].len(), 20_000);
    assert!(!is_here(&world, &unsent));
    assert_eq!(world.waiting(), 0);
}

#[test]
fn screens_are_told_when_bytes_come() {
    let (mut world, hash) = with_a_photo_of_another(&picture(20, 5_000));
    world.want(&hash, Part::Whole);
    let request = world.sent.pop_front().unwrap();
    let (status, body) = world.server.answer(&request, world.now);
    let number = request.number;
    let now = world.now;
    let actions = world.handle(
        Happened::Answered {
            number,
            status,
            body,
        },
        now,
    );
    let told = Action::Tell(crate::event::Event::Blob { hash });
    assert!(actions.contains(&told), "{actions:?}");
}
