//! What the server asks for, and what the line allows: pauses, an update, smaller pages.

use protocol::{Directive, SyncRequest};

use super::world::{Fate, World};
use crate::sync::Content;

#[test]
fn a_pause_that_the_server_asks_for_is_kept_by_saves_and_not_by_the_button() {
    let mut world = World::started();
    world.server.asks = vec![Directive::Wait { seconds: 120 }];
    world.save("甲");
    world.round(Fate::Arrive);
    assert_eq!(world.light().unsent, 0, "what was handed in is received");
    assert_eq!(world.next_try_ms(), Some(120_000));
    world.server.asks.clear();
    world.save("乙");
    assert!(world.sent.is_empty(), "a save waits for the pause to end");
    assert!(world.next_try_ms().is_some_and(|ms| ms <= 120_000));
    world.press();
    assert_eq!(world.sent.len(), 1);
    world.settle();
    assert_eq!(world.server.log_of("乙"), 1);
}

#[test]
fn a_version_that_is_too_old_says_so_and_goes_on_handing_in() {
    let mut world = World::started();
    assert!(!world.light().outdated);
    world.server.asks = vec![Directive::Update];
    world.save("甲");
    world.settle();
    assert!(world.light().outdated);
    assert_eq!(world.server.log_of("甲"), 1);
    world.save("乙");
    world.settle();
    assert_eq!(world.server.log_of("乙"), 1);
    world.server.asks.clear();
    world.press();
    world.settle();
    assert!(!world.light().outdated);
}

/// How many changes the next sync asks for.
fn wanted(world: &World) -> usize {
    let Content::Json(body) = &world.sent[0].content else {
        panic!("a sync");
    };
    let request: SyncRequest = serde_json::from_slice(body).unwrap();
    request.limit.unwrap()
}

#[test]
fn a_line_that_breaks_is_asked_for_less_and_sent_less() {
    let mut world = World::started();
    for n in 0..60 {
        world.save(&n.to_string());
    }
    world.settle();
    world.press();
    let before = wanted(&world);
    world.round(Fate::LoseAnswer);
    world.press();
    assert_eq!(wanted(&world), before / 2);
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
}
