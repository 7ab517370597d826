use chrono::Utc;
use domain::Seq;
use protocol::{Directive, EnrollReply, Pulled};
use serde_json::{Value, json};
use sync_server::storage::GrantRow;
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, GRID_2, Phone, TOWN, code, days_ago, household_scope, statuses};

#[tokio::test]
async fn a_repeated_push_gives_the_same_receipts_and_stores_nothing_twice() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let changes: Vec<Value> = ["甲", "乙"]
        .map(|head| phone.household(GRID_1, head))
        .into();
    let first = phone.push(&changes).await;
    assert_eq!(statuses(&first), ["stored", "stored"]);
    assert_eq!(phone.push(&changes).await, first);
    // Twice inside one request, and with its keys in another order.
    let backwards: String = changes[0].to_string();
    let reordered: serde_json::Map<String, Value> =
        serde_json::from_str::<serde_json::Map<_, _>>(&backwards)
            .unwrap()
            .into_iter()
            .rev()
            .collect();
    let again = phone
        .push(&[changes[0].clone(), Value::Object(reordered)])
        .await;
    assert_eq!(again, [first[0].clone(), first[0].clone()]);
    let page = phone.image(&household_scope(GRID_1), None, 10).await;
    assert_eq!(page.records.len(), 2);
}

#[tokio::test]
async fn the_same_id_with_other_content_is_set_aside_and_the_first_stays() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let change = phone.household(GRID_1, "甲");
    let first = phone.push(std::slice::from_ref(&change)).await;
    let mut other = change.clone();
    other["act"]["create"]["head"] = json!("乙");
    let second = phone.push(&[other.clone(), other]).await;
    assert_eq!(
        statuses(&second),
        ["same_id_other_content", "same_id_other_content"]
    );
    assert_eq!(phone.push(&[change]).await, first);
    let page = phone.image(&household_scope(GRID_1), None, 10).await;
    assert_eq!(page.records[0].fields.text("head"), Some("甲"));
    let kept = desk.store.read(|view| view.quarantined()).await.unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn one_bad_change_holds_up_only_later_changes_of_the_same_record() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let record = Uuid::now_v7();
    let bad = phone.change(
        record,
        "household",
        GRID_1,
        &json!({"create": {"group": 1}}),
    );
    let after = phone.change(
        record,
        "household",
        GRID_1,
        &json!({"edit": {"door": "2号"}}),
    );
    let other = phone.household(GRID_1, "乙");
    let receipts = phone.push(&[bad, after.clone(), other]).await;
    assert_eq!(statuses(&receipts), ["invalid", "predecessor", "stored"]);
    assert_eq!(receipts[0]["field"], "head");
    assert_eq!(receipts[0]["issue"], "missing");
    // As long as nothing changed, the repeat has the first answer; once corrected, what waited goes through.
    assert_eq!(
        phone.push(std::slice::from_ref(&after)).await[0],
        receipts[1]
    );
    let fields = json!({"group": 1, "head": "甲"});
    let corrected = phone.change(record, "household", GRID_1, &json!({"create": fields}));
    let receipts = phone.push(&[corrected, after]).await;
    assert_eq!(statuses(&receipts), ["stored", "stored"]);
    let page = phone.image(&household_scope(GRID_1), None, 10).await;
    let found = page
        .records
        .iter()
        .find(|found| found.id.0 == record)
        .unwrap();
    assert_eq!(found.fields.text("door"), Some("2号"));
}

#[tokio::test]
async fn a_change_of_a_record_that_never_came_and_a_second_creation_are_set_aside() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let orphan = phone.change(
        Uuid::now_v7(),
        "household",
        GRID_1,
        &json!({"edit": {"door": "9"}}),
    );
    let record = Uuid::now_v7();
    let fields = json!({"create": {"group": 1, "head": "甲"}});
    let first = phone.change(record, "household", GRID_1, &fields);
    let second = phone.change(record, "household", GRID_1, &fields);
    let other_kind = phone.change(record, "visit", GRID_1, &json!({"edit": {"met": "甲"}}));
    let receipts = phone.push(&[orphan, first]).await;
    assert_eq!(statuses(&receipts), ["no_such_record", "stored"]);
    assert_eq!(statuses(&phone.push(&[second]).await), ["already_exists"]);
    assert_eq!(statuses(&phone.push(&[other_kind]).await), ["invalid"]);
}

#[tokio::test]
async fn nobody_writes_outside_the_own_area_even_when_the_change_lies_about_it() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let mut neighbour = desk.phone(desk.neighbour).await;
    let theirs = neighbour.household(GRID_2, "李家");
    neighbour.push(std::slice::from_ref(&theirs)).await;
    let elsewhere = worker.household(GRID_2, "甲");
    let area = worker.change(
        Uuid::now_v7(),
        "area",
        GRID_1,
        &json!({"create": {"name": "我的"}}),
    );
    let record = Uuid::parse_str(theirs["record"].as_str().unwrap()).unwrap();
    let lying = worker.change(
        record,
        "household",
        GRID_1,
        &json!({"edit": {"head": "甲"}}),
    );
    let own = worker.household(GRID_1, "甲");
    let receipts = worker.push(&[elsewhere, area, lying, own]).await;
    assert_eq!(
        statuses(&receipts),
        ["not_allowed", "not_allowed", "not_allowed", "stored"]
    );
    let page = neighbour.image(&household_scope(GRID_2), None, 10).await;
    assert_eq!(page.records.len(), 1);
    assert_eq!(page.records[0].fields.text("head"), Some("李家"));
}

#[tokio::test]
async fn what_was_captured_before_a_transfer_is_still_taken() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let worker = desk.worker;
    desk.store
        .transact(move |tx| {
            let role = domain::Role::Worker;
            let (from_at, to_at) = (days_ago(60), Some(days_ago(2)));
            tx.put_grant(&GrantRow {
                member: worker,
                role,
                area: code(GRID_2),
                from_at,
                to_at,
            })
        })
        .await
        .unwrap();
    let mut before = phone.household(GRID_2, "甲");
    before["captured_at"] = json!(days_ago(3).timestamp_millis());
    let after = phone.household(GRID_2, "乙");
    let receipts = phone.push(&[before, after]).await;
    assert_eq!(statuses(&receipts), ["stored", "not_allowed"]);
}

#[tokio::test]
async fn an_element_that_cannot_be_read_is_kept_and_the_others_are_stored() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let good = phone.household(GRID_1, "甲");
    let id = Uuid::now_v7();
    let broken = json!({"id": id, "kind": 7});
    let huge = {
        let mut change = phone.household(GRID_1, "乙");
        change["act"]["create"]["directions"] = json!("很".repeat(30_000));
        change
    };
    let changes = [broken.clone(), json!("?"), huge, good];
    let receipts = phone.push(&changes).await;
    assert_eq!(
        statuses(&receipts),
        ["unreadable", "unreadable", "too_large", "stored"]
    );
    assert_eq!(receipts[0]["id"], json!(id));
    assert_eq!(receipts[1]["id"], json!(Uuid::nil()));
    assert_eq!(phone.push(&changes).await, receipts);
    // The same id, written properly this time, takes its place.
    let mut mended = phone.household(GRID_1, "丙");
    mended["id"] = json!(id);
    assert_eq!(statuses(&phone.push(&[mended]).await), ["stored"]);
    assert_eq!(desk.store.read(|view| view.quarantined()).await.unwrap(), 3);
}

#[tokio::test]
async fn a_change_on_which_the_rules_fail_does_not_stop_the_others() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let fields = json!({"household": Uuid::now_v7(), "visited_at": 1_700_000_000_000_i64, "method": "door",
        "outcome": "met", "purpose": "routine", "handling": "follow_up", "follow_up_on": "+262142-12-31"});
    let edge = phone.change(Uuid::now_v7(), "visit", GRID_1, &json!({"create": fields}));
    let good = phone.household(GRID_1, "甲");
    let receipts = phone.push(&[edge, good]).await;
    assert_eq!(statuses(&receipts)[1], "stored");
}

#[tokio::test]
async fn unknown_kinds_fields_and_acts_pass_through_unchanged() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;
    let record = Uuid::now_v7();
    let fields = json!({"group": 1, "head": "甲", "solar": {"panels": [1, 2]}});
    let mut create = phone.change(record, "household", GRID_1, &json!({"create": fields}));
    create["mood"] = json!("新字段");
    create["seq"] = json!(99);
    create["author"] = json!(Uuid::nil());
    let split = json!({"split": {"into": [1, 2]}});
    let act = phone.change(record, "household", GRID_1, &split);
    let drone = phone.change(
        Uuid::now_v7(),
        "drone",
        GRID_1,
        &json!({"create": {"height": 3}}),
    );
    let receipts = phone.push(&[create, act, drone]).await;
    assert_eq!(statuses(&receipts), ["stored", "stored", "stored"]);
    let mut request = office.request(&[]);
    request["cursors"] = json!({format!("c2:{TOWN}"): 0});
    let reply: Value = office
        .post(request.to_string(), None)
        .await
        .json()
        .await
        .unwrap();
    let changes = reply["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["mood"], "新字段");
    assert_eq!(
        changes[0]["act"]["create"]["solar"],
        json!({"panels": [1, 2]})
    );
    assert_eq!(changes[0]["seq"], receipts[0]["seq"]);
    assert_eq!(changes[0]["author"], json!(desk.worker));
    assert_eq!(changes[1]["act"], split);
    let page = office.image(&household_scope(TOWN), None, 10).await;
    assert!(page.records[0].fields.get("solar").is_some());
}

#[tokio::test]
async fn a_clock_two_days_wrong_is_put_right_and_both_times_are_kept() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;
    let wrong = days_ago(2).timestamp_millis();
    let mut change = phone.household(GRID_1, "甲");
    change["captured_at"] = json!(wrong);
    let mut request = phone.request(&[change]);
    request["now"] = json!(wrong);
    phone.sync(&request).await;
    let reply = office.pull(&[(household_scope(TOWN), Seq(0))], 10).await;
    let Pulled::Full(logged) = &reply.changes[0] else {
        panic!("somebody else's change comes whole")
    };
    assert_eq!(logged.change.captured_at.timestamp_millis(), wrong);
    let off = (logged.happened_at() - Utc::now()).num_seconds().abs();
    assert!(off < 60, "{off} seconds off");
    // A few seconds are the link, not the clock.
    let slow = phone.household(GRID_1, "乙");
    let mut request = phone.request(&[slow]);
    request["now"] = json!(Utc::now().timestamp_millis() - 3_000);
    phone.sync(&request).await;
    let reply = office
        .pull(&[(household_scope(TOWN), logged.seq)], 10)
        .await;
    let Pulled::Full(logged) = &reply.changes[0] else {
        panic!("somebody else's change comes whole")
    };
    assert_eq!(logged.clock_offset_ms, 0);
}

#[tokio::test]
async fn two_people_editing_offline_are_merged_or_told() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let mut office = desk.phone(desk.supervisor).await;
    let create = phone.household(GRID_1, "甲");
    let receipts = phone.push(std::slice::from_ref(&create)).await;
    let base = receipts[0]["seq"].clone();
    let record = Uuid::parse_str(create["record"].as_str().unwrap()).unwrap();
    let edit = |mut change: Value| {
        change["base"] = base.clone();
        change
    };
    let phone_1 = json!({"edit": {"phone": "13812345678"}});
    let first = edit(phone.change(record, "household", GRID_1, &phone_1));
    let door = edit(office.change(
        record,
        "household",
        GRID_1,
        &json!({"edit": {"door": "9号"}}),
    ));
    let phone_2 = json!({"edit": {"phone": "13912345678"}});
    let same = edit(office.change(record, "household", GRID_1, &phone_2));
    assert_eq!(statuses(&phone.push(&[first]).await), ["stored"]);
    let receipts = office.push(&[door, same]).await;
    assert_eq!(statuses(&receipts), ["merged", "contested"]);
    assert_eq!(receipts[1]["fields"], json!(["phone"]));
}

#[tokio::test]
async fn a_count_used_by_another_change_is_told_as_a_fork_and_still_stored() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let mut clone = phone.clone();
    phone.push(&[phone.clone().household(GRID_1, "甲")]).await;
    phone.device_seq += 1;
    let other = clone.household(GRID_1, "乙");
    let reply = clone.sync(&clone.request(&[other])).await;
    assert!(reply.receipts[0].status.seq().is_some());
    assert!(reply.directives.contains(&Directive::Fork));
    // From now on nothing is taken for known on either.
    let reply = clone.pull(&[(household_scope(GRID_1), Seq(0))], 10).await;
    assert_eq!(reply.changes.len(), 2);
    assert!(
        reply
            .changes
            .iter()
            .all(|change| matches!(change, Pulled::Full(_)))
    );
    // A new code gives each its own id, with the secret that opens its store, and the fork is over.
    let code = desk.code(desk.worker).await;
    let body =
        json!({"v": 1, "app": "test", "code": code, "previous": clone.device, "recovery": "bmV3"});
    let asked = clone.client.post(format!("{}/v1/enroll", desk.base));
    let answer = asked.json(&body).send().await.unwrap();
    let enrolled: EnrollReply = answer.json().await.unwrap();
    assert_ne!(enrolled.device, clone.device);
    assert!(enrolled.recovery.is_some());
    let mut apart = Phone::of(&desk.base, enrolled);
    apart.device_seq = clone.device_seq;
    let next = apart.household(GRID_1, "丙");
    let reply = apart.sync(&apart.request(&[next])).await;
    assert!(reply.receipts[0].status.seq().is_some());
    assert_eq!(reply.directives, []);
}

#[tokio::test]
async fn a_revoked_device_hands_in_what_it_captured_before_and_gets_nothing() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let id = phone.device;
    desk.store
        .transact(move |tx| {
            let mut device = tx.device(id)?.unwrap();
            device.revoked_at = Some(days_ago(1));
            tx.put_device(&device)
        })
        .await
        .unwrap();
    let mut before = phone.household(GRID_1, "甲");
    before["captured_at"] = json!(days_ago(2).timestamp_millis());
    let after = phone.household(GRID_1, "乙");
    let mut request = phone.request(&[before, after]);
    request["cursors"] = json!({format!("c2:{GRID_1}"): 0});
    let reply = phone.sync(&request).await;
    assert!(reply.receipts[0].status.seq().is_some());
    assert!(reply.receipts[1].status.seq().is_none());
    assert_eq!(reply.directives, [Directive::Revoked, Directive::Forget]);
    assert!(reply.changes.is_empty() && reply.scopes.is_empty());
    let image = phone
        .get(&format!("{}/v1/image?scope=c2:{GRID_1}", phone.base))
        .await;
    assert_eq!(image.status(), 403);
}
