//! Steps of a dispute on the wire: the table decides, with the role and what the author had seen.

use domain::dispute::Guard;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, Phone, statuses};

fn create(phone: &mut Phone, record: Uuid) -> Value {
    let fields = json!({
        "parties": [{"name": "张三"}, {"name": "李四"}], "happened_at": 1_790_000_000_000_i64, "place": "水渠边",
        "summary": "争水", "risk": "none", "category": "neighbours", "consent": "agreed",
    });
    phone.change(record, "dispute", GRID_1, &json!({"create": fields}))
}

fn step(phone: &mut Phone, record: Uuid, name: &str, fields: &Value) -> Value {
    let act = json!({"step": {"name": name, "fields": fields}});
    phone.change(record, "dispute", GRID_1, &act)
}

#[tokio::test]
async fn a_worker_does_not_accept_and_nobody_closes_what_was_never_settled() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let record = Uuid::now_v7();
    let accepting = json!({"owner": Uuid::now_v7(), "deadline": "2031-01-31"});
    let pushed = [
        create(&mut phone, record),
        step(&mut phone, record, "register", &json!({})),
        step(&mut phone, record, "submit", &json!({"reason": "调不成"})),
        step(&mut phone, record, "accept", &accepting),
        step(&mut phone, record, "note", &json!({"text": "在等"})),
    ];
    let receipts = phone.push(&pushed).await;
    assert_eq!(
        statuses(&receipts),
        ["stored", "stored", "stored", "not_allowed", "predecessor"]
    );
    assert_eq!(receipts[3]["message"], Guard::WrongRole.label());
    // Left alone, what waited behind it goes through; a step that never fitted does not.
    assert_eq!(statuses(&phone.push(&pushed[4..]).await), ["stored"]);
    let closing = step(
        &mut phone,
        record,
        "request_close",
        &json!({"reason": "算了"}),
    );
    let receipts = phone.push(&[closing]).await;
    assert_eq!(statuses(&receipts), ["not_allowed"]);
    assert_eq!(receipts[0]["message"], Guard::WrongState.label());
}

#[tokio::test]
async fn a_step_with_a_field_of_the_wrong_type_is_invalid_and_a_newer_step_is_kept() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let record = Uuid::now_v7();
    let made = create(&mut phone, record);
    let newer = step(&mut phone, record, "hologram", &json!({"deadline": 5}));
    let wrong = step(&mut phone, record, "note", &json!({"text": 5}));
    let receipts = phone.push(&[made, newer, wrong]).await;
    assert_eq!(statuses(&receipts), ["stored", "stored", "not_allowed"]);
    let long = step(
        &mut phone,
        record,
        "note",
        &json!({"text": "长".repeat(2001)}),
    );
    let receipts = phone.push(&[long]).await;
    assert_eq!(statuses(&receipts), ["invalid"]);
    assert_eq!(receipts[0]["field"], "text");
}
