//! Cases given to single people: what a department has is what is assigned to it; a sensitive dispute is for those on the case and the
//! office; a record that becomes sensitive leaves the phones that may not have it, and comes whole where it may be again.

use domain::{DataClass, Member, MemberId, Role, Scope, Seq};
use protocol::{Pulled, SyncReply};
use serde_json::{Value, json};
use sync_server::audit::Actor;
use sync_server::town;
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, GRID_2, Phone, TOWN, code, days_ago, statuses};

const VILLAGE: &str = "620602108003";

struct People {
    station: MemberId,
    /// Of another unit.
    clinic: MemberId,
    colleague: MemberId,
    cadre: MemberId,
    far_cadre: MemberId,
}

async fn people(desk: &Desk) -> People {
    let now = days_ago(30);
    let add = move |name: &str, role: Role, area: &str, unit: Option<&str>| Member {
        name: name.to_owned(),
        role,
        areas: vec![code(area)],
        phone: None,
        employment: None,
        unit: unit.map(str::to_owned),
    };
    desk.store
        .transact(move |tx| {
            let put = |member: Member| town::add_member(tx, Actor::Operator, &member, now);
            Ok(People {
                station: put(add("清水派出所", Role::Department, TOWN, Some("派出所")))?,
                clinic: put(add("清水卫生院", Role::Department, TOWN, Some("卫生院")))?,
                colleague: put(add("赵六", Role::Worker, GRID_1, None))?,
                cadre: put(add("钱七", Role::VillageCadre, VILLAGE, None))?,
                far_cadre: put(add("孙八", Role::VillageCadre, "620602108004", None))?,
            })
        })
        .await
        .unwrap()
}

/// A sync of a client of this version that holds these scopes up to there.
async fn pull(phone: &Phone, held: &[(&Scope, u64)]) -> SyncReply {
    let mut request = phone.request(&[]);
    request["v"] = json!(protocol::version::CURRENT);
    for (scope, seq) in held {
        request["cursors"][scope.to_string()] = json!(seq);
    }
    phone.sync(&request).await
}

fn scope(class: &str, area: &str) -> Scope {
    format!("{class}:{area}").parse().unwrap()
}

fn case(class: &str, record: Uuid) -> Scope {
    scope(class, &format!("{GRID_1}/{record}"))
}

fn cases(reply: &SyncReply) -> Vec<&Scope> {
    let scopes = reply.scopes.iter();
    scopes.filter(|scope| scope.file.is_some()).collect()
}

pub(crate) fn dispute(is_sensitive: bool) -> Value {
    json!({"create": {
        "parties": [{"name": "张三"}, {"name": "李四"}], "happened_at": 1_790_000_000_000_i64, "place": "院里",
        "summary": "家里吵架", "risk": "none", "category": "marriage", "consent": "agreed", "is_sensitive": is_sensitive,
    }})
}

fn hazard() -> Value {
    json!({"create": {"form": "hazard", "hazard_type": "fire", "place": "粮库", "description": "线路老化", "severity": "common",
        "disposal": "needs_unit"}})
}

fn step(name: &str, fields: &Value) -> Value {
    json!({"step": {"name": name, "fields": fields}})
}

async fn act(phone: &mut Phone, record: Uuid, kind: &str, act: &Value) -> String {
    let change = phone.change(record, kind, GRID_1, act);
    let receipts = phone.push(&[change]).await;
    statuses(&receipts)[0].to_owned()
}

async fn taken(phone: &mut Phone, record: Uuid, kind: &str, what: &Value) {
    let status = act(phone, record, kind, what).await;
    assert!(
        ["stored", "merged", "contested"].contains(&status.as_str()),
        "{status} {what}"
    );
}

fn assign(unit: &str) -> Value {
    step("assign", &json!({"unit": unit, "deadline": "2031-01-31"}))
}

#[tokio::test]
async fn a_department_has_what_is_assigned_to_it_and_nothing_else() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let mut worker = desk.phone(desk.worker).await;
    let mut office = desk.phone(desk.supervisor).await;
    let mut station = desk.phone(people.station).await;
    let mut clinic = desk.phone(people.clinic).await;
    let (given, other) = (Uuid::now_v7(), Uuid::now_v7());
    for record in [given, other] {
        taken(&mut worker, record, "matter", &hazard()).await;
    }
    assert!(cases(&pull(&station, &[]).await).is_empty());
    assert_eq!(
        act(
            &mut station,
            given,
            "matter",
            &step("progress", &json!({"text": "看过"}))
        )
        .await,
        "not_allowed"
    );

    taken(&mut office, given, "matter", &assign("派出所")).await;
    let told = pull(&station, &[]).await;
    assert_eq!(cases(&told), [&case("c3", given)]);
    // From its beginning, by the tail alone.
    let whole = pull(
        &station,
        &[
            (&case("c3", given), 0),
            (&scope("c3", TOWN), 0),
            (&case("c3", other), 0),
        ],
    )
    .await;
    assert_eq!(whole.changes.len(), 2);
    assert!(whole.cursors.keys().eq([&case("c3", given)]));
    taken(&mut station, given, "matter", &step("receive", &json!({}))).await;
    assert_eq!(
        act(
            &mut clinic,
            given,
            "matter",
            &step("progress", &json!({"text": "看过"}))
        )
        .await,
        "not_allowed"
    );
}

#[tokio::test]
async fn what_is_given_to_another_unit_goes_and_what_was_done_before_is_still_taken() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let mut office = desk.phone(desk.supervisor).await;
    let mut station = desk.phone(people.station).await;
    let clinic = desk.phone(people.clinic).await;
    let given = Uuid::now_v7();
    taken(&mut office, given, "matter", &hazard()).await;
    taken(&mut office, given, "matter", &assign("派出所")).await;
    taken(&mut station, given, "matter", &step("receive", &json!({}))).await;
    let done = station.change(
        given,
        "matter",
        GRID_1,
        &step("progress", &json!({"text": "已换线"})),
    );
    while json!(sync_server::clock::now().timestamp_millis()) == done["captured_at"] {
        tokio::task::yield_now().await;
    }
    taken(&mut office, given, "matter", &assign("卫生院")).await;
    assert!(cases(&pull(&station, &[(&case("c3", given), 0)]).await).is_empty());
    assert_eq!(cases(&pull(&clinic, &[]).await), [&case("c3", given)]);
    assert_eq!(statuses(&station.push(&[done]).await), ["merged"]);
    assert_eq!(
        act(
            &mut station,
            given,
            "matter",
            &step("progress", &json!({"text": "还去"}))
        )
        .await,
        "not_allowed"
    );
}

#[tokio::test]
async fn whoever_comes_to_a_unit_later_has_what_was_assigned_before() {
    let desk = Desk::open().await;
    people(&desk).await;
    let mut office = desk.phone(desk.supervisor).await;
    let record = Uuid::now_v7();
    taken(&mut office, record, "matter", &hazard()).await;
    taken(&mut office, record, "matter", &assign("派出所")).await;
    let now = days_ago(0);
    let late = desk
        .store
        .transact(move |tx| {
            let member = Member {
                name: "新来的".to_owned(),
                role: Role::Department,
                areas: vec![code(TOWN)],
                phone: None,
                employment: None,
                unit: Some("派出所".to_owned()),
            };
            town::add_member(tx, Actor::Operator, &member, now)
        })
        .await
        .unwrap();
    let phone = desk.phone(late).await;
    assert_eq!(cases(&pull(&phone, &[]).await), [&case("c3", record)]);
}

/// The worker submits it to the village; the village accepts it and the office assigns it to the police.
async fn hand_on(
    desk: &Desk,
    people: &People,
    (worker, office): (&mut Phone, &mut Phone),
    told: Uuid,
    stage: usize,
) {
    match stage {
        0 => {
            taken(worker, told, "dispute", &step("register", &json!({}))).await;
            taken(
                worker,
                told,
                "dispute",
                &step("submit", &json!({"reason": "动手了"})),
            )
            .await;
        }
        1 => {
            let accept = json!({"owner": people.cadre, "deadline": "2031-01-31", "unit": "村委会"});
            let mut cadre = desk.phone(people.cadre).await;
            taken(&mut cadre, told, "dispute", &step("accept", &accept)).await;
            taken(office, told, "dispute", &assign("派出所")).await;
        }
        _ => {}
    }
}

#[tokio::test]
async fn a_sensitive_dispute_is_for_those_on_the_case_and_the_office() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let mut worker = desk.phone(desk.worker).await;
    let mut office = desk.phone(desk.supervisor).await;
    let (told, plain) = (Uuid::now_v7(), Uuid::now_v7());
    taken(&mut worker, told, "dispute", &dispute(true)).await;
    taken(&mut worker, plain, "dispute", &dispute(false)).await;
    let own = case("c3s", told);
    // Who, in which standing scope; is it on the case now; once submitted to the village; once assigned to the police.
    let matrix = [
        (desk.worker, GRID_1, [true, true, true]),
        (people.colleague, GRID_1, [false, false, false]),
        (people.cadre, VILLAGE, [false, true, true]),
        (people.far_cadre, "620602108004", [false, false, false]),
        (desk.neighbour, GRID_2, [false, false, false]),
        (people.station, TOWN, [false, false, true]),
        (people.clinic, TOWN, [false, false, false]),
    ];
    for stage in 0..3 {
        for (member, area, expected) in matrix {
            let phone = desk.phone(member).await;
            let reply = pull(
                &phone,
                &[(&scope("c3", area), 0), (&scope("c3s", area), 0), (&own, 0)],
            )
            .await;
            let has = cases(&reply).contains(&&own);
            let came = reply.changes.iter().any(
                |change| matches!(change, Pulled::Full(logged) if logged.change.record.0 == told),
            );
            assert_eq!(
                (has, came),
                (expected[stage], expected[stage]),
                "{member} {stage}"
            );
            let image = phone
                .get(&format!("{}/v1/image?scope={own}", phone.base))
                .await;
            assert_eq!(image.status() == 200, expected[stage], "{member} {stage}");
        }
        let supervisor = pull(&office, &[(&scope("c3s", TOWN), 0)]).await;
        assert!(supervisor.changes.len() > stage && supervisor.cursors.len() == 1);
        hand_on(&desk, &people, (&mut worker, &mut office), told, stage).await;
    }
    // A client that knows nothing of this is told nothing of it.
    let old = worker.pull(&[], 10).await;
    assert!(
        old.scopes
            .iter()
            .all(|scope| scope.class != DataClass::SensitiveCase && scope.file.is_none())
    );
}

#[tokio::test]
async fn what_becomes_sensitive_leaves_other_phones_and_comes_back_whole_when_it_is_not() {
    let desk = Desk::open().await;
    let people = people(&desk).await;
    let mut worker = desk.phone(desk.worker).await;
    let mut office = desk.phone(desk.supervisor).await;
    let colleague = desk.phone(people.colleague).await;
    let record = Uuid::now_v7();
    taken(&mut worker, record, "dispute", &dispute(false)).await;
    let grid = scope("c3", GRID_1);
    let before = pull(&colleague, &[(&grid, 0)]).await;
    assert_eq!(before.changes.len(), 1);
    let at = |reply: &SyncReply| reply.cursors.get(&grid).map_or(0, |seq: &Seq| seq.0);

    taken(
        &mut worker,
        record,
        "dispute",
        &json!({"edit": {"is_sensitive": true}}),
    )
    .await;
    let gone = pull(&colleague, &[(&grid, at(&before))]).await;
    assert!(
        matches!(gone.changes.as_slice(), [Pulled::Gone(one)] if one.gone.0 == record),
        "{:?}",
        gone.changes
    );
    // The recorder's phone loses it by area and has it as its own case, from the beginning.
    let own = pull(&worker, &[(&grid, at(&before)), (&case("c3s", record), 0)]).await;
    assert!(
        own.changes
            .iter()
            .all(|change| matches!(change, Pulled::Full(_)))
            && own.changes.len() == 2
    );
    // The office has both scopes: nothing but the change.
    let (cases_of_town, sensitive) = (scope("c3", TOWN), scope("c3s", TOWN));
    let office_has = pull(
        &office,
        &[(&cases_of_town, at(&before)), (&sensitive, at(&before))],
    )
    .await;
    assert!(matches!(office_has.changes.as_slice(), [Pulled::Full(_)]));

    taken(
        &mut office,
        record,
        "dispute",
        &json!({"edit": {"is_sensitive": false, "place": "门外"}}),
    )
    .await;
    let back = pull(&colleague, &[(&grid, at(&gone))]).await;
    let [Pulled::Whole(whole)] = back.changes.as_slice() else {
        panic!("{:?}", back.changes);
    };
    assert_eq!(whole.whole.fields.text("place"), Some("门外"));
    assert_eq!(whole.whole.made.by, desk.worker);
    // A phone that begins now has one record, by image as by tail.
    assert_eq!(colleague.image(&grid, None, 10).await.records.len(), 1);
    let anew = pull(&colleague, &[(&grid, 0)]).await;
    assert!(matches!(anew.changes.as_slice(), [Pulled::Whole(_)]));
}
