//! 参数: set by the office, kept with its author, and what it does to days that were worked out before.

use domain::county::County;
use domain::{AreaCode, DataClass, Dispute, Issue, Role, Scope};
use serde_json::json;

use super::*;
use crate::store::cursors::{self, Place};
use crate::testing::TOWN;

const TOWN_RECORD: RecordId = RecordId(uuid::Uuid::from_u128(0x900));

/// This member now works there, and nowhere else.
fn works_in(desk: &Desk, area: &str) {
    let db = desk.store.db();
    for scope in cursors::all(db).unwrap().into_keys() {
        if scope.class == DataClass::Household {
            cursors::remove(db, &scope).unwrap();
        }
    }
    let scope = Scope::new(DataClass::Household, AreaCode::new(area).unwrap());
    cursors::set(db, &scope, &Place::Tail(domain::Seq(10))).unwrap();
}

/// An office of the town, with the town's own record.
fn office() -> Desk {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    works_in(&desk, TOWN);
    let fields = Fields::of(&json!({"name": "清水镇", "of_a_newer_build": 7}));
    desk.put(&record(TOWN_RECORD, Kind::Area, TOWN, 1, fields));
    desk
}

fn page(desk: &mut Desk) -> CountyPage {
    desk.run(|cx| OpenCounty.run(cx)).unwrap()
}

fn save(desk: &mut Desk, county: County) -> Result<Vec<Issue>, Error> {
    desk.run(|cx| SaveCounty { county }.run(cx))
}

#[test]
fn what_the_office_sets_is_kept_with_who_set_it_and_nothing_else_is_touched() {
    let mut desk = office();
    let before = page(&mut desk);
    assert!(before.may_set && before.versions.is_empty());
    assert_eq!(before.county, County::default());
    // Saved as it is, nothing happened.
    save(&mut desk, before.county.clone()).unwrap();
    assert_eq!(page(&mut desk).versions, []);
    let mut county = before.county;
    county.limits.village_days = 3;
    county.about.sponsor = " 某县委政法委 ".to_owned();
    county.about.phone = "不详".to_owned();
    let warnings = save(&mut desk, county).unwrap();
    assert_eq!(warnings.len(), 1);
    let after = page(&mut desk);
    assert_eq!(after.county.about.sponsor, "某县委政法委");
    assert_eq!(after.county.limits.village_days, 3);
    let version = &after.versions[0];
    assert!(version.is_waiting && version.by_name == "老王");
    let paths: Vec<&str> = version
        .changes
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    assert!(paths.contains(&"dispute_limits.village_days"), "{paths:?}");
    assert!(paths.iter().all(|path| !path.starts_with("rules")));
    let town = crate::store::town::record(desk.store.db())
        .unwrap()
        .unwrap();
    assert_eq!(town.fields.get("of_a_newer_build"), Some(&json!(7)));
    assert_eq!(town.fields.text("name"), Some("清水镇"));
    // Every device reads it.
    let read = desk.run(|cx| ReadCounty.run(cx)).unwrap();
    assert_eq!(read, after.county);
}

#[test]
fn slips_of_the_pen_are_not_saved_and_only_the_office_of_the_whole_town_sets_anything() {
    let mut desk = office();
    let mut county = County::default();
    county.limits.town_days = 9_999;
    let refused = save(&mut desk, county).unwrap_err();
    assert!(
        matches!(&refused, Error::Invalid(issues) if issues[0].field == "dispute_limits.town_days")
    );
    for (role, area) in [
        (Role::Worker, TOWN),
        (Role::VillageCadre, TOWN),
        (Role::Supervisor, TOWN_VILLAGE),
    ] {
        desk.profile.role = role;
        works_in(&desk, area);
        assert!(!page(&mut desk).may_set, "{role:?} {area}");
        let mut county = County::default();
        county.limits.town_days = 1;
        assert_eq!(save(&mut desk, county), Err(Error::NotFound));
    }
    assert_eq!(page(&mut desk).versions, []);
}

const TOWN_VILLAGE: &str = "990001001001";

/// Until when each dispute and each hazard is due, as the lists have it.
fn due(desk: &Desk) -> (String, String) {
    let of = |table: &str| {
        let sql = format!("SELECT due FROM {table}");
        let day = desk.store.db().query_row(&sql, [], |row| row.get(0));
        day.unwrap()
    };
    (of("dispute"), of("item"))
}

#[test]
fn another_limit_and_a_day_off_move_what_is_due_already() {
    let mut desk = office();
    let now = desk.host.now();
    let dispute = Dispute::begun(now);
    let id = RecordId(uuid::Uuid::from_u128(0x901));
    let mut found = record(id, Kind::Dispute, GRID, 7, Fields::of(&dispute));
    found.made.at = now;
    let accept = domain::dispute::StepForm {
        owner: Some(ME),
        ..Default::default()
    };
    for (name, form) in [
        (domain::dispute::StepName::Register, Default::default()),
        (domain::dispute::StepName::Submit, Default::default()),
        (domain::dispute::StepName::Accept, accept),
    ] {
        found.steps.push(domain::record::StepTaken {
            step: domain::dispute::StepForm::step(&form, name),
            seen: None,
            stamp: found.made,
        });
    }
    desk.put(&found);
    let hazard =
        Fields::of(&json!({"form": "hazard", "description": "电线老化", "disposal": "needs_unit"}));
    let id = RecordId(uuid::Uuid::from_u128(0x902));
    let mut found = record(id, Kind::Matter, GRID, 8, hazard);
    found.made.at = now;
    desk.put(&found);
    let before = due(&desk);
    assert!(!before.0.is_empty() && !before.1.is_empty(), "{before:?}");
    // The next days are all off: both move, though neither was touched.
    let mut county = County::default();
    let today = calendar::day_of(now);
    county.limits.holidays = today.iter_days().skip(1).take(20).collect();
    save(&mut desk, county).unwrap();
    let after = due(&desk);
    assert!(
        after.0 > before.0 && after.1 > before.1,
        "{before:?} {after:?}"
    );
}
