//! 参数 on the wire: the office of the town sets it by pushing an edit of the town's own record; what nobody could read does not count.

use domain::county::County;
use domain::{Kind, Record};
use serde_json::{Value, json};

use crate::desk::{Desk, Phone, TOWN, code, statuses};

pub(crate) async fn town_of(desk: &Desk) -> Record {
    let found = desk.store.read(|view| {
        let scope = domain::Scope::new(Kind::Area.class(), view.town()?.code);
        let mut found = None;
        view.each_record(&Kind::Area, &scope, &mut |record| {
            if record.area == code(TOWN) {
                found = Some(record);
            }
            Ok(())
        })?;
        Ok(found)
    });
    found.await.unwrap().unwrap()
}

fn edit(phone: &mut Phone, town: &Record, fields: &Value) -> Value {
    let mut change = phone.change(town.id.0, "area", TOWN, &json!({"edit": fields}));
    change["base"] = json!(town.seq);
    change
}

#[tokio::test]
async fn the_office_of_the_town_sets_it_and_every_phone_gets_it() {
    let desk = Desk::open().await;
    let town = town_of(&desk).await;
    let mut office = desk.phone(desk.supervisor).await;
    let mut worker = desk.phone(desk.worker).await;
    let set = json!({"dispute_limits": {"village_days": 4, "holidays": ["2026-10-01"]}, "about": {"sponsor": "某县委政法委"}});
    let pushed = [edit(&mut office, &town, &set)];
    assert_eq!(statuses(&office.push(&pushed).await), ["stored"]);
    let now = town_of(&desk).await;
    let county = County::of_town(&now.fields);
    assert_eq!(county.limits.village_days, 4);
    assert_eq!(county.about.sponsor, "某县委政法委");
    assert_eq!(now.fields.text("name"), town.fields.text("name"));
    // Who set it stands in the record.
    assert_eq!(now.versions.last().unwrap().stamp.by, desk.supervisor);
    let scope = domain::Scope::new(Kind::Area.class(), code(TOWN));
    let page = worker.image(&scope, None, 50).await;
    let there = page.records.iter().find(|record| record.id == town.id);
    assert_eq!(there.unwrap().fields, now.fields);
    // A worker, and a cadre of a village, set nothing.
    let other = [edit(
        &mut worker,
        &town,
        &json!({"about": {"sponsor": "别人"}}),
    )];
    assert_eq!(statuses(&worker.push(&other).await), ["not_allowed"]);
}

#[tokio::test]
async fn what_nobody_could_read_is_set_aside_and_what_was_set_stays() {
    let desk = Desk::open().await;
    let town = town_of(&desk).await;
    let mut office = desk.phone(desk.supervisor).await;
    let good = edit(
        &mut office,
        &town,
        &json!({"rules": {"urgent_hazard_days": 2}}),
    );
    assert_eq!(statuses(&office.push(&[good]).await), ["stored"]);
    for (field, broken) in [
        ("dispute_limits", json!({"village_days": "三"})),
        ("dispute_limits", json!({"village_days": 4000})),
        ("rules", json!([1])),
        ("care_rules", json!({"contact_days": 0})),
        ("code_lists", json!({"units": [""]})),
    ] {
        let pushed = [edit(&mut office, &town, &json!({ field: broken }))];
        let receipts = office.push(&pushed).await;
        assert_eq!(statuses(&receipts), ["invalid"], "{field} {broken}");
        assert_eq!(receipts[0]["field"], field);
    }
    let county = County::of_town(&town_of(&desk).await.fields);
    assert_eq!(county.rules.urgent_hazard_days, 2);
    assert_eq!(county.limits, domain::dispute::Limits::default());
}
