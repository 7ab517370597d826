use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::Utc;
use demo_town::{Scale, Town};
use domain::{Record, RecordId, Scope, Seq, fold};
use protocol::{Pulled, SyncReply};
use serde_json::{Value, json};
use sync_server::audit::Actor;
use sync_server::{Config, clock, keeping, town};

use crate::desk::{Desk, GRID_1, GRID_2, Phone, TOWN, code, household_scope};

fn seqs(reply: &SyncReply) -> Vec<u64> {
    reply.changes.iter().map(|change| change.seq().0).collect()
}

#[tokio::test]
async fn own_changes_come_back_without_their_content_and_others_whole() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let mut second = desk.phone(desk.worker).await;
    phone.push(&[phone.clone().household(GRID_1, "甲")]).await;
    phone.device_seq = 1;
    second.push(&[second.clone().household(GRID_1, "乙")]).await;
    second.device_seq = 1;
    let reply = phone.pull(&[(household_scope(GRID_1), Seq(0))], 10).await;
    assert!(matches!(
        reply.changes[..],
        [Pulled::Own(_), Pulled::Full(_)]
    ));
    // A phone restored from a copy that lacks its own change gets it whole.
    phone.device_seq = 0;
    let reply = phone.pull(&[(household_scope(GRID_1), Seq(0))], 10).await;
    assert!(matches!(
        reply.changes[..],
        [Pulled::Full(_), Pulled::Full(_)]
    ));
}

#[tokio::test]
async fn a_cut_page_moves_every_cursor_to_the_same_place() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let mut neighbour = desk.phone(desk.neighbour).await;
    let office = desk.phone(desk.supervisor).await;
    for round in 0..6 {
        let head = format!("户{round}");
        let (mine, theirs) = (
            worker.household(GRID_1, &head),
            neighbour.household(GRID_2, &head),
        );
        worker.push(&[mine]).await;
        neighbour.push(&[theirs]).await;
    }
    let scopes = [
        household_scope(GRID_1),
        household_scope(GRID_2),
        household_scope(TOWN),
    ];
    let mut cursors: Vec<(Scope, Seq)> = scopes.into_iter().map(|scope| (scope, Seq(0))).collect();
    let mut seen = Vec::new();
    loop {
        let reply = office.pull(&cursors, 5).await;
        seen.extend(seqs(&reply));
        let places: BTreeSet<Seq> = reply.cursors.values().copied().collect();
        assert_eq!(places.len(), 1, "one place for all scopes");
        assert!(reply.changes.len() <= 5);
        cursors = reply.cursors.into_iter().collect();
        if !reply.more {
            break;
        }
    }
    assert_eq!(seen.len(), 12);
    assert!(seen.is_sorted_by(|a, b| a < b));
}

#[tokio::test]
async fn a_scope_that_is_not_held_is_not_answered() {
    let desk = Desk::open().await;
    let mut neighbour = desk.phone(desk.neighbour).await;
    neighbour
        .push(&[neighbour.clone().household(GRID_2, "李家")])
        .await;
    neighbour.device_seq = 1;
    let worker = desk.phone(desk.worker).await;
    let asked = [GRID_1, GRID_2, TOWN].map(|area| (household_scope(area), Seq(0)));
    let reply = worker.pull(&asked, 10).await;
    assert!(reply.changes.is_empty());
    let answered: Vec<&Scope> = reply.cursors.keys().collect();
    assert_eq!(answered, [&household_scope(GRID_1)]);
    assert!(reply.scopes.contains(&household_scope(GRID_1)));
    let image = worker
        .get(&format!("{}/v1/image?scope=c2:{TOWN}", worker.base))
        .await;
    assert_eq!(image.status(), 403);
}

#[tokio::test]
async fn the_end_of_the_last_right_is_said_in_a_word() {
    let desk = Desk::open().await;
    let worker = desk.phone(desk.worker).await;
    let before = worker.pull(&[], 1).await;
    assert!(before.directives.is_empty() && !before.scopes.is_empty());
    let (member, now) = (desk.worker, clock::now());
    let ended = desk
        .store
        .transact(move |tx| tx.end_grants(member, None, &code(GRID_1), now))
        .await
        .unwrap();
    assert_eq!(ended, 1);
    let after = worker.pull(&[], 1).await;
    assert!(after.scopes.is_empty());
    assert_eq!(after.directives, [protocol::Directive::Revoked]);
}

#[tokio::test]
async fn another_history_gets_receipts_and_no_changes() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let change = phone.household(GRID_1, "甲");
    let mut request = phone.request(&[change]);
    request["epoch"] = json!("before the restore");
    request["cursors"] = json!({format!("c2:{GRID_1}"): 0});
    let reply = phone.sync(&request).await;
    assert!(reply.receipts[0].status.seq().is_some());
    assert!(reply.changes.is_empty() && reply.cursors.is_empty() && !reply.more);
    assert_eq!(reply.epoch, phone.epoch);
}

type Held = BTreeMap<RecordId, Record>;

#[tokio::test]
async fn image_pages_and_the_tail_give_the_fold() {
    let (desk, made) = demo_desk().await;
    let mut office = desk.phone(desk.supervisor).await;
    let scope = household_scope(town_code(&office).await.as_str());
    let mut held = Held::new();
    let first = office.image(&scope, None, 300).await;
    let cursor = first.as_of;
    held.extend(first.records.into_iter().map(|record| (record.id, record)));

    // Somebody writes while the pages come: once on a page that is in, once on the last one.
    let is_household = |change: &&domain::Change| change.kind == domain::Kind::Household;
    let mut homes: Vec<&domain::Change> = made.iter().filter(is_household).collect();
    homes.sort_by_key(|change| change.record);
    let ends = [homes[0], homes[homes.len() - 1]];
    assert!(held.contains_key(&ends[0].record) && !held.contains_key(&ends[1].record));
    for home in ends {
        let act = json!({"edit": {"directions": "村口"}});
        let area = home.area.to_string();
        let edit = office.change(home.record.0, "household", &area, &act);
        office.push(&[edit]).await;
    }
    office.device_seq = 0;
    pages_after(&office, &scope, first.next, &mut held).await;
    let reply = office.pull(&[(scope.clone(), cursor)], 1000).await;
    assert_eq!(reply.changes.len(), 2);
    fold_in(reply, &mut held);

    let expected: BTreeSet<RecordId> = made
        .iter()
        .filter(|change| scope.covers(&change.kind, &change.area))
        .map(|change| change.record)
        .collect();
    assert_eq!(held.keys().copied().collect::<BTreeSet<_>>(), expected);
    for home in ends {
        let fields = &held[&home.record].fields;
        assert_eq!(fields.text("directions"), Some("村口"));
    }
    let grid = &homes[0].area;
    let page = office
        .image(&household_scope(grid.as_str()), None, 10_000)
        .await;
    let inside = held.values().filter(|record| record.area == *grid);
    assert_eq!(page.records.len(), inside.count());
}

async fn demo_desk() -> (Desk, Vec<domain::Change>) {
    let folder = tempfile::tempdir().unwrap();
    let store = town::open(folder.path()).unwrap();
    let now = clock::now();
    let small = Town::generate(Scale::Small, 7, now.date_naive());
    let (worker, supervisor) = (small.demo_worker(), small.demo_supervisor());
    let made = small.changes().collect();
    store
        .transact(move |tx| town::make_demo(tx, &small, now))
        .await
        .unwrap();
    let people = (worker, worker, supervisor);
    let desk = Desk::serve(folder, store, people, Config::default());
    (desk, made)
}

async fn pages_after(phone: &Phone, scope: &Scope, next: Option<RecordId>, held: &mut Held) {
    let mut next = next;
    while let Some(after) = next {
        let page = phone.image(scope, Some(after.0), 300).await;
        assert!(page.records.is_sorted_by(|a, b| a.id < b.id));
        next = page.next;
        held.extend(page.records.into_iter().map(|record| (record.id, record)));
    }
}

fn fold_in(reply: SyncReply, held: &mut Held) {
    for change in reply.changes {
        let Pulled::Full(logged) = change else {
            panic!("a device that claims nothing gets everything whole")
        };
        let before = held.remove(&logged.change.record);
        let (after, _) = fold::confirm(before, &logged).unwrap();
        held.insert(after.id, after);
    }
}

async fn town_code(phone: &Phone) -> domain::AreaCode {
    let reply = phone.pull(&[], 1).await;
    reply.scopes[0].area.clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_cursor_never_skips_a_change_while_many_push() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let mut pushers = Vec::new();
    for (member, area) in [(desk.worker, GRID_1), (desk.neighbour, GRID_2)] {
        for _ in 0..3 {
            let mut phone = desk.phone(member).await;
            pushers.push(tokio::spawn(async move {
                for round in 0..25 {
                    let changes = [0, 1].map(|n| phone.household(area, &format!("户{round}-{n}")));
                    let receipts = phone.push(&changes).await;
                    assert!(receipts.iter().all(|receipt| receipt["seq"].is_u64()));
                }
            }));
        }
    }
    let mut cursor = Seq(0);
    let mut seen = BTreeSet::new();
    let deadline = std::time::Instant::now() + Duration::from_secs(30);
    while seen.len() < 300 {
        assert!(
            std::time::Instant::now() < deadline,
            "only {} of 300 came",
            seen.len()
        );
        let reply = office.pull(&[(household_scope(TOWN), cursor)], 7).await;
        for seq in seqs(&reply) {
            assert!(seq > cursor.0 && seen.insert(seq));
        }
        cursor = *reply.cursors.values().next().unwrap();
    }
    for pusher in pushers {
        pusher.await.unwrap();
    }
    assert_eq!(seen.len(), 300);
}

#[tokio::test]
async fn waiting_ends_when_somebody_writes() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let mut phone = desk.phone(desk.worker).await;
    let now: Value = office
        .get(&format!("{}/v1/wait?after=0", office.base))
        .await
        .json()
        .await
        .unwrap();
    let head = now["head"].as_u64().unwrap();
    assert!(head > 0);
    let waiting = {
        let (office, address) = (
            office.clone(),
            format!("{}/v1/wait?after={head}", office.base),
        );
        tokio::spawn(async move { office.get(&address).await.json::<Value>().await.unwrap() })
    };
    let begun = Utc::now();
    phone.push(&[phone.clone().household(GRID_1, "甲")]).await;
    phone.device_seq = 1;
    let woken = waiting.await.unwrap();
    assert_eq!(woken["head"], json!(head + 1));
    assert!((Utc::now() - begun).num_seconds() < 20);
    let stranger = reqwest::get(format!("{}/v1/wait?after=0", office.base))
        .await
        .unwrap();
    assert_eq!(stranger.status(), 401);
}

#[tokio::test]
async fn what_another_process_writes_wakes_those_who_wait() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let head = desk.store.read(|view| view.town()).await.unwrap().head.0;
    let waiting = {
        let (office, address) = (
            office.clone(),
            format!("{}/v1/wait?after={head}", office.base),
        );
        tokio::spawn(async move { office.get(&address).await.json::<Value>().await.unwrap() })
    };
    let other = town::open(desk.folder.path()).unwrap();
    let now = clock::now();
    other
        .transact(move |tx| {
            let area = domain::Area {
                name: "第三网格".to_owned(),
                kind: None,
            };
            town::add_area(tx, &crate::desk::code("620602108003003"), &area, now)
        })
        .await
        .unwrap();
    assert_eq!(waiting.await.unwrap()["head"], json!(head + 1));
}

#[tokio::test]
async fn a_device_that_a_command_revokes_hears_of_it_while_it_waits() {
    let desk = Desk::open().await;
    let phone = desk.phone(desk.worker).await;
    let head = desk.store.read(|view| view.town()).await.unwrap().head.0;
    let address = format!("{}/v1/wait?after={head}", phone.base);
    let begun = Utc::now();
    let (waiter, device) = (phone.clone(), phone.device);
    let waiting = tokio::spawn(async move { waiter.get(&address).await.status() });
    // What the command opens is another process's view of the same file.
    let other = town::open(desk.folder.path()).unwrap();
    other
        .transact(move |tx| keeping::revoke(tx, Actor::Operator, device, clock::now()).map(drop))
        .await
        .unwrap();
    assert_eq!(waiting.await.unwrap(), 403);
    assert!((Utc::now() - begun).num_seconds() < 15);
}
