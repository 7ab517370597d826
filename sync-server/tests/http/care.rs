//! Care files on the wire: open to their own team alone, while the label lasts; never by area, and never told to an old client.

use chrono::{Duration, NaiveDate};
use domain::{DataClass, Member, MemberId, Role, Scope, Seq};
use protocol::SyncReply;
use serde_json::{Value, json};
use sync_server::audit::Actor;
use sync_server::{clock, town};
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, GRID_2, Phone, TOWN, code, days_ago, statuses};

/// The people of a file: two on its team beside the village's worker, and two who are not.
pub(crate) struct People {
    pub(crate) station: MemberId,
    pub(crate) colleague: MemberId,
    cadre: MemberId,
}

pub(crate) async fn people(desk: &Desk) -> People {
    let member = move |name: &'static str, role: Role, area: &'static str| Member {
        name: name.to_owned(),
        role,
        areas: vec![code(area)],
        phone: None,
        employment: None,
        unit: None,
    };
    desk.store
        .transact(move |tx| {
            let add = |member| town::add_member(tx, Actor::Operator, &member, days_ago(30));
            Ok(People {
                station: add(member("司法所", Role::Department, TOWN))?,
                colleague: add(member("赵六", Role::Worker, GRID_1))?,
                cadre: add(member("钱七", Role::VillageCadre, "620602108003"))?,
            })
        })
        .await
        .unwrap()
}

fn day(days_from_now: i64) -> NaiveDate {
    (clock::now() + Duration::hours(8) + Duration::days(days_from_now)).date_naive()
}

pub(crate) fn team(members: &[(MemberId, &str)]) -> Value {
    let entries = members.iter().map(|(member, role)| {
        let department = (*role == "department").then_some("justice");
        json!({"role": role, "member": member, "department": department})
    });
    json!(entries.collect::<Vec<_>>())
}

fn file_fields(team: &Value, from: i64, until: i64) -> Value {
    json!({"name": "周某某", "line": "resettlement", "care_level": "b", "starts_on": day(from), "ends_on": day(until), "team": team})
}

pub(crate) fn check_in(file: Uuid) -> Value {
    json!({"file": file, "happened_at": clock::now().timestamp_millis(), "method": "door", "check_place": "home", "met_whom": "person",
           "whereabouts": "home", "contact": "works", "needs": ["none"], "abnormal": "yes", "abnormal_note": "要找工作",
           "department": "justice"})
}

fn scope(file: Uuid) -> Scope {
    format!("c4:{GRID_1}/{file}").parse().unwrap()
}

/// A sync of a client that knows care files.
pub(crate) async fn pull(phone: &Phone, asked: &[Scope]) -> SyncReply {
    let mut request = phone.request(&[]);
    request["v"] = json!(2);
    for scope in asked {
        request["cursors"][scope.to_string()] = json!(0);
    }
    phone.sync(&request).await
}

pub(crate) fn care_scopes(reply: &SyncReply) -> Vec<&Scope> {
    let scopes = reply.scopes.iter();
    scopes
        .filter(|scope| scope.class == DataClass::Care)
        .collect()
}

/// A file of the worker's grid with its team, made by the station.
pub(crate) async fn filed(desk: &Desk, people: &People, until: i64) -> (Uuid, Phone) {
    let mut station = desk.phone(people.station).await;
    let file = Uuid::now_v7();
    let team = team(&[(people.station, "department"), (desk.worker, "worker")]);
    let fields = json!({"create": file_fields(&team, -20, until)});
    let made = station.change(file, "person_file", GRID_1, &fields);
    assert_eq!(statuses(&station.push(&[made]).await), ["stored"]);
    (file, station)
}

#[tokio::test]
async fn who_sees_what_of_a_care_file() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, _) = filed(&desk, &people, 100).await;
    let matrix = [
        (desk.worker, true),
        (people.station, true),
        (people.colleague, false),
        (people.cadre, false),
        (desk.neighbour, false),
        (desk.supervisor, false),
    ];
    let by_area = [TOWN, GRID_1].map(|area| format!("c4:{area}").parse::<Scope>().unwrap());
    let [town, grid] = by_area;
    for (member, sees) in matrix {
        let phone = desk.phone(member).await;
        let reply = pull(&phone, &[town.clone(), grid.clone(), scope(file)]).await;
        let expected: &[Scope] = if sees { &[scope(file)] } else { &[] };
        assert!(care_scopes(&reply).into_iter().eq(expected), "{member}");
        assert!(reply.cursors.keys().eq(expected), "{member}");
        assert_eq!(!reply.changes.is_empty(), sees, "{member}");
        for (scope, is_open) in [(&scope(file), sees), (&town, false), (&grid, false)] {
            let address = format!("{}/v1/image?scope={scope}", phone.base);
            let image = phone.get(&address).await;
            assert_eq!(image.status() == 200, is_open, "{member} {scope}");
        }
    }
}

#[tokio::test]
async fn who_writes_what_of_a_care_file() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, mut station) = filed(&desk, &people, 100).await;
    let check = Uuid::now_v7();
    let made = station.change(
        check,
        "check_in",
        GRID_1,
        &json!({"create": check_in(file)}),
    );
    assert_eq!(statuses(&station.push(&[made]).await), ["stored"]);
    let (yes, no) = ("stored", "not_allowed");
    // A check-in; a phone number; the team; signing for the check-in; correcting somebody else's.
    let matrix = [
        (desk.worker, [yes, yes, no, no, no]),
        (people.station, [yes, yes, yes, yes, yes]),
        (people.colleague, [no, no, no, no, no]),
        (people.cadre, [no, no, no, no, no]),
        (desk.neighbour, [no, no, no, no, no]),
        (desk.supervisor, [no, no, no, no, no]),
    ];
    let others = json!([{"role": "worker", "member": desk.worker},
        {"role": "department", "member": people.station, "department": "justice"}, {"role": "family", "name": "周母"}]);
    for (member, expected) in matrix {
        let mut phone = desk.phone(member).await;
        let acts = [
            (
                Uuid::now_v7(),
                "check_in",
                json!({"create": check_in(file)}),
            ),
            (
                file,
                "person_file",
                json!({"edit": {"phone": "13812345678"}}),
            ),
            (file, "person_file", json!({"edit": {"team": others}})),
            (
                check,
                "check_in",
                json!({"step": {"name": "receive", "fields": {}}}),
            ),
            (check, "check_in", json!({"edit": {"remarks": "改"}})),
        ];
        for ((record, kind, act), expected) in acts.into_iter().zip(expected) {
            let change = phone.change(record, kind, GRID_1, &act);
            let receipts = phone.push(&[change]).await;
            // Merged or contested: the office has it all the same.
            let was_taken = receipts[0]["seq"].is_u64();
            let status = if was_taken {
                yes
            } else {
                statuses(&receipts)[0]
            };
            assert_eq!(status, expected, "{member} {act}");
        }
    }
}

#[tokio::test]
async fn who_begins_a_file_works_there_and_is_on_its_team() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let cases = [
        // Who, with whom on the team, in which grid.
        (people.station, people.station, GRID_2, "stored"),
        (people.cadre, people.cadre, GRID_1, "stored"),
        (desk.worker, desk.worker, GRID_1, "stored"),
        (desk.worker, desk.worker, GRID_2, "not_allowed"),
        (desk.worker, people.colleague, GRID_1, "not_allowed"),
        (desk.supervisor, desk.supervisor, GRID_1, "not_allowed"),
    ];
    for (author, on_team, area, expected) in cases {
        let mut phone = desk.phone(author).await;
        let fields = file_fields(&team(&[(on_team, "worker")]), -1, 10);
        let made = phone.change(
            Uuid::now_v7(),
            "person_file",
            area,
            &json!({"create": fields}),
        );
        assert_eq!(
            statuses(&phone.push(&[made]).await),
            [expected],
            "{author} {area}"
        );
    }
}

#[tokio::test]
async fn an_old_client_is_told_no_scope_that_it_cannot_read() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, _) = filed(&desk, &people, 100).await;
    let phone = desk.phone(desk.worker).await;
    assert_eq!(care_scopes(&pull(&phone, &[]).await), [&scope(file)]);
    // The requests of these phones speak version 1.
    let old = phone.pull(&[], 10).await;
    assert!(care_scopes(&old).is_empty() && !old.scopes.is_empty());
    let reply = crate::desk::enroll(&desk.base, &desk.code(desk.worker).await, "r").await;
    let enrolled: protocol::EnrollReply = reply.json().await.unwrap();
    assert!(
        enrolled
            .scopes
            .iter()
            .all(|size| size.scope.class != DataClass::Care)
    );
}

#[tokio::test]
async fn who_leaves_the_team_sees_it_no_more_and_is_judged_by_the_time_of_capture() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, mut station) = filed(&desk, &people, 100).await;
    let mut worker = desk.phone(desk.worker).await;
    let earlier = worker.change(
        Uuid::now_v7(),
        "check_in",
        GRID_1,
        &json!({"create": check_in(file)}),
    );
    // Times are kept to the millisecond: the right ends in a later one than the capture.
    while json!(clock::now().timestamp_millis()) == earlier["captured_at"] {
        tokio::task::yield_now().await;
    }
    let alone = json!({"edit": {"team": team(&[(people.station, "department")])}});
    let edit = station.change(file, "person_file", GRID_1, &alone);
    assert_eq!(statuses(&station.push(&[edit]).await), ["stored"]);
    assert!(care_scopes(&pull(&worker, &[scope(file)]).await).is_empty());
    let later = worker.change(
        Uuid::now_v7(),
        "check_in",
        GRID_1,
        &json!({"create": check_in(file)}),
    );
    assert_eq!(
        statuses(&worker.push(&[earlier, later]).await),
        ["stored", "not_allowed"]
    );
    // Back on the team: everything is there again, and what was set aside is taken.
    let both = team(&[(people.station, "department"), (desk.worker, "worker")]);
    let edit = station.change(
        file,
        "person_file",
        GRID_1,
        &json!({"edit": {"team": both}}),
    );
    assert_eq!(statuses(&station.push(&[edit]).await), ["stored"]);
    let reply = pull(&worker, &[scope(file)]).await;
    assert_eq!(
        (care_scopes(&reply), reply.changes.len()),
        (vec![&scope(file)], 4)
    );
}

#[tokio::test]
async fn a_label_that_ends_closes_the_file_and_one_that_is_extended_opens_it() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, mut station) = filed(&desk, &people, -1).await;
    let worker = desk.phone(desk.worker).await;
    assert!(care_scopes(&pull(&worker, &[]).await).is_empty());
    // Nobody on the wire can extend it any more; the register of the server's own can.
    let extend = json!({"edit": {"ends_on": day(30)}});
    let edit = station.change(file, "person_file", GRID_1, &extend);
    assert_eq!(
        statuses(&station.push(std::slice::from_ref(&edit)).await),
        ["not_allowed"]
    );
    let (next, mut station) = filed(&desk, &people, 0).await;
    let edit = station.change(next, "person_file", GRID_1, &extend);
    assert_eq!(statuses(&station.push(&[edit]).await), ["stored"]);
    let reply = pull(&worker, &[]).await;
    assert_eq!(care_scopes(&reply), [&scope(next)]);
    let ended = json!({"edit": {"ends_on": day(-2)}});
    let edit = station.change(next, "person_file", GRID_1, &ended);
    assert_eq!(statuses(&station.push(&[edit]).await), ["stored"]);
    assert!(care_scopes(&pull(&worker, &[]).await).is_empty());
}

#[tokio::test]
async fn a_member_without_any_right_in_the_town_opens_no_file() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, _) = filed(&desk, &people, 100).await;
    let worker = desk.phone(desk.worker).await;
    assert_eq!(care_scopes(&pull(&worker, &[]).await), [&scope(file)]);
    let (member, now) = (desk.worker, clock::now());
    desk.store
        .transact(move |tx| tx.end_grants(member, None, &code(GRID_1), now))
        .await
        .unwrap();
    let reply = pull(&worker, &[scope(file)]).await;
    assert!(reply.scopes.is_empty() && reply.changes.is_empty());
    assert_eq!(reply.directives, [protocol::Directive::Revoked]);
}

#[tokio::test]
async fn a_file_comes_by_image_and_tail_and_nothing_of_another_with_it() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, mut station) = filed(&desk, &people, 100).await;
    let (other, _) = filed(&desk, &people, 100).await;
    for of in [file, file, other] {
        let check = station.change(
            Uuid::now_v7(),
            "check_in",
            GRID_1,
            &json!({"create": check_in(of)}),
        );
        assert_eq!(statuses(&station.push(&[check]).await), ["stored"]);
    }
    let worker = desk.phone(desk.worker).await;
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = worker.image(&scope(file), after, 1).await;
        seen.extend(
            page.records
                .iter()
                .map(|record| domain::care::file_of_record(record).unwrap().0),
        );
        let Some(next) = page.next else { break };
        after = Some(next.0);
    }
    assert_eq!(seen, [file, file, file]);
    let whole = pull(&worker, &[scope(file)]).await;
    assert_eq!(whole.changes.len(), 3);
    let asked: Seq = *whole.cursors.get(&scope(file)).unwrap();
    let mut request = worker.request(&[]);
    request["v"] = json!(2);
    request["cursors"][scope(file).to_string()] = json!(asked);
    assert!(worker.sync(&request).await.changes.is_empty());
    // Another area beside the same file's id is another scope.
    let elsewhere = format!("c4:{GRID_2}/{file}");
    let image = worker
        .get(&format!("{}/v1/image?scope={elsewhere}", worker.base))
        .await;
    assert_eq!(image.status(), 403);
}

#[tokio::test]
async fn a_check_in_stays_with_its_file() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let (file, mut station) = filed(&desk, &people, 100).await;
    let (other, _) = filed(&desk, &people, 100).await;
    let check = Uuid::now_v7();
    let made = station.change(
        check,
        "check_in",
        GRID_1,
        &json!({"create": check_in(file)}),
    );
    let moved = station.change(check, "check_in", GRID_1, &json!({"edit": {"file": other}}));
    let astray = station.change(
        Uuid::now_v7(),
        "check_in",
        GRID_2,
        &json!({"create": check_in(file)}),
    );
    let orphan = station.change(
        Uuid::now_v7(),
        "check_in",
        GRID_1,
        &json!({"create": check_in(Uuid::now_v7())}),
    );
    let receipts = station.push(&[made, moved, astray, orphan]).await;
    assert_eq!(
        statuses(&receipts),
        ["stored", "not_allowed", "not_allowed", "no_such_record"]
    );
}
