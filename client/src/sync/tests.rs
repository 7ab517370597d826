//! The engine without a network: whatever is cut, lost, doubled or restored, every saved change ends on the server exactly once,
//! and the phone shows what the server has.

mod asked;
mod bytes;
mod model;
mod photos;
mod world;

use proptest::prelude::*;

use self::world::{Fate, Step, World};
use crate::event::LightState;

#[test]
fn the_first_pull_brings_everything_page_by_page() {
    let mut world = World::new();
    for n in 0..7 {
        world.other_creates(n);
    }
    world.begin();
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
    assert_eq!(world.light().state, LightState::Synced);
}

/// A phone whose first pull is of five pages, two records each, and that has been told its scopes.
fn before_five_pages() -> World {
    let mut world = World::new();
    for n in 0..10 {
        world.other_creates(n);
    }
    world.begin();
    world.arrive_at_the_image();
    world
}

#[test]
fn pages_that_come_quickly_are_put_in_together_and_a_cut_line_keeps_them() {
    let mut world = before_five_pages();
    world.round(Fate::Arrive);
    world.round(Fate::Arrive);
    assert_eq!(world.phone_records().len(), 0, "two pages wait for more");
    world.round(Fate::LoseRequest);
    assert_eq!(world.phone_records().len(), 4, "what came is in");
    let asked = world.server.requests;
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
    // The round trip after the pause, three pages, the next one, the last scope's page, and the last one.
    assert_eq!(world.server.requests, asked + 7, "no page comes twice");
}

#[test]
fn a_page_that_came_slowly_waits_for_no_other() {
    let mut world = before_five_pages();
    for pages in 1..=3 {
        world.pass(2);
        world.round(Fate::Arrive);
        world.round(Fate::Arrive);
        let here = world.phone_records().len();
        assert!(here + 2 >= 2 * pages, "{here} records after {pages} pages");
    }
    world.crash();
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
}

#[test]
fn a_full_phone_asks_less_and_less_often_for_the_page_that_does_not_fit() {
    let mut world = before_five_pages();
    world.set_full(true);
    for _ in 0..12 {
        world.arrive_all();
        assert_eq!(world.phone_records().len(), 0);
        world.wait_for_timer();
    }
    world.arrive_all();
    let pause = world.next_try_ms().unwrap();
    assert!(
        pause >= 15 * 60 * 1000,
        "{pause} ms: the server answered every time"
    );
    world.set_full(false);
    world.press();
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
}

#[test]
fn a_save_between_two_pages_brings_in_those_that_wait() {
    let mut world = before_five_pages();
    world.round(Fate::Arrive);
    world.round(Fate::Arrive);
    world.save("甲");
    world.round(Fate::Arrive);
    world.round(Fate::Arrive);
    assert_eq!(
        world.phone_records().len(),
        7,
        "three pages and the own record"
    );
    world.settle();
    assert_eq!(world.server.log_of("甲"), 1);
    assert_eq!(world.phone_records(), world.server_records());
}

#[test]
fn a_server_restored_between_two_pages_is_pulled_from_its_beginning() {
    let mut world = before_five_pages();
    world.round(Fate::Arrive);
    world.round(Fate::Arrive);
    world.server.restore(6);
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
}

#[test]
fn a_lost_answer_sends_the_same_change_again_and_it_counts_once() {
    let mut world = World::started();
    world.save("甲");
    world.round(Fate::LoseAnswer);
    assert_eq!(world.light().unsent, 1);
    assert_eq!(world.server.log_of("甲"), 1);
    world.settle();
    assert_eq!(world.server.log_of("甲"), 1);
    assert_eq!(world.light().unsent, 0);
}

#[test]
fn one_bad_change_does_not_hold_up_the_others() {
    let mut world = World::started();
    for text in ["甲", "坏", "乙"] {
        world.save(text);
    }
    world.settle();
    let light = world.light();
    assert_eq!((light.unsent, light.quarantined), (0, 1));
    assert_eq!(light.state, LightState::NeedsHand);
    assert_eq!(
        (world.server.log_of("甲"), world.server.log_of("乙")),
        (1, 1)
    );
    assert_eq!(world.server.log_of("坏"), 0);
}

#[test]
fn a_push_that_cannot_be_read_is_halved_until_the_bad_one_stands_alone() {
    let mut world = World::started();
    for n in 0..9 {
        world.save(&format!("好{n}"));
    }
    world.save("毒");
    for n in 9..12 {
        world.save(&format!("好{n}"));
    }
    world.settle();
    let light = world.light();
    assert_eq!((light.unsent, light.quarantined), (0, 1));
    for n in 0..12 {
        assert_eq!(world.server.log_of(&format!("好{n}")), 1, "{n}");
    }
}

#[test]
fn a_credential_that_is_not_known_keeps_everything() {
    let mut world = World::started();
    world.save("甲");
    world.server.knows_device = false;
    world.settle();
    assert_eq!(world.light().state, LightState::SignedOut);
    assert_eq!(world.light().unsent, 1);
    world.server.knows_device = true;
    world.press();
    world.settle();
    assert_eq!(world.light().state, LightState::Synced);
    assert_eq!(world.server.log_of("甲"), 1);
}

#[test]
fn a_page_of_a_hotel_is_not_our_server() {
    let mut world = World::started();
    world.save("甲");
    world.server.is_a_hotel = true;
    world.settle();
    assert_eq!(world.light().state, LightState::Offline);
    assert_eq!((world.light().unsent, world.light().quarantined), (1, 0));
    world.server.is_a_hotel = false;
    world.press();
    world.settle();
    assert_eq!(world.server.log_of("甲"), 1);
}

#[test]
fn a_restored_server_is_refilled_from_the_shelf() {
    let mut world = World::started();
    world.save("早");
    world.settle();
    let kept = world.server.len();
    world.save("晚");
    world.settle();
    world.server.restore(kept);
    assert_eq!(world.server.log_of("晚"), 0);
    world.press();
    world.settle();
    assert_eq!(
        (world.server.log_of("早"), world.server.log_of("晚")),
        (1, 1)
    );
    assert_eq!(world.phone_records(), world.server_records());
}

#[test]
fn a_withdrawn_scope_is_given_back_and_the_outbox_stays() {
    let mut world = World::started();
    world.other_creates(1);
    world.settle();
    assert!(!world.phone_records().is_empty());
    world.save("还没交");
    world.server.withdraw();
    world.press();
    world.settle();
    assert_eq!(world.server.log_of("还没交"), 1);
    assert_eq!(world.phone_records(), vec![]);
    assert_eq!(world.light().unsent, 0);
}

#[test]
fn a_phone_that_lost_its_own_changes_fetches_all_and_counts_no_misfit() {
    let mut world = World::started();
    world.save("甲");
    world.settle();
    world.other_corrects("别人改的");
    world.lose_own();
    world.press();
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
    assert_eq!(world.unfolded(), 0);
}

#[test]
fn a_device_without_rights_asks_seldom() {
    let mut world = World::started();
    world.save("还没交");
    world.server.end_rights();
    world.press();
    let asked = world.server.requests;
    world.settle();
    assert_eq!(world.server.log_of("还没交"), 1);
    assert_eq!(world.phone_records(), vec![]);
    // The answer, and the few half hours that settling waits for.
    assert!(world.server.requests <= asked + 6);
    assert!(!world.watches());
    assert_eq!(world.next_try_ms(), Some(30 * 60 * 1000));
}

#[test]
fn a_clock_turned_back_does_not_make_a_pause_of_days() {
    let mut world = World::started();
    world.save("甲");
    world.round(Fate::LoseRequest);
    assert!(world.next_try_ms().is_some_and(|ms| ms < 60_000));
    world.turn_clock(chrono::Duration::days(-3));
    let asked = world.server.requests;
    world.save("乙");
    world.round(Fate::Arrive);
    assert_eq!(world.server.requests, asked + 1, "it tries at once");
    assert_eq!(world.light().unsent, 0);
}

#[test]
fn a_clock_that_ran_ahead_does_not_clear_the_shelf() {
    let mut world = World::started();
    world.save("早");
    world.settle();
    world.turn_clock(chrono::Duration::days(40));
    world.press();
    world.settle();
    world.server.restore(0);
    world.press();
    world.settle();
    assert_eq!(world.server.log_of("早"), 1);
}

#[test]
fn a_pause_the_server_asks_for_is_kept() {
    let mut world = World::started();
    world.server.busy = true;
    world.save("甲");
    world.settle();
    assert_eq!(world.light().unsent, 1);
    world.server.busy = false;
    let asked = world.server.requests;
    world.save("乙");
    assert_eq!(
        world.server.requests, asked,
        "a save does not break the pause"
    );
    world.wait_for_timer();
    world.settle();
    assert_eq!(world.light().unsent, 0);
}

#[test]
fn news_of_others_come_without_being_asked_for() {
    let mut world = World::started();
    world.other_creates(1);
    world.hear_news();
    world.settle();
    assert_eq!(world.phone_records(), world.server_records());
    assert_eq!(world.server.len(), 1);
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        3 => Just(Fate::Arrive),
        2 => Just(Fate::LoseRequest),
        2 => Just(Fate::LoseAnswer),
        1 => Just(Fate::Double),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Save),
        2 => Just(Step::Correct),
        2 => (0_u8..4).prop_map(Step::Other),
        6 => fate().prop_map(Step::Round),
        4 => fate().prop_map(Step::Quick),
        1 => Just(Step::Crash),
        1 => (0_usize..12).prop_map(Step::Restore),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_saved_is_lost_or_doubled(
        before in 0_u128..12,
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut world = World::new();
        for n in 0..=before {
            world.other_creates(n);
        }
        world.begin();
        for step in steps {
            world.play(step);
        }
        world.settle();
        for (text, count) in world.saved_and_stored() {
            prop_assert_eq!(count, 1, "{}", text);
        }
        prop_assert_eq!(world.light().unsent, 0);
        prop_assert_eq!(world.phone_records(), world.server_records());
    }
}
