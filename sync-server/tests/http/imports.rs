//! Imports over the wire: looked at before, written only as seen, undone as a whole, and what somebody has used since stays.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::{Kind, Record, Role, Scope};
use protocol::imports::{DoubtKind, ImportReply, ImportsReply, KeptBecause, RowFate, UndoReply};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::verify::verify;

use crate::desk::{Desk, GRID_1, Phone, TOWN, code};
use crate::importing::{SHEET, village_desk};
use crate::people::seat;

async fn sent(phone: &Phone, sheet: &str, more: Value) -> ImportReply {
    let mut body = json!({"sheet": BASE64.encode(sheet)});
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let (status, answer) = phone.post_json("/v1/imports", &body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    serde_json::from_value(answer).unwrap()
}

/// Looks at it, then imports just that.
async fn imported(phone: &Phone, sheet: &str) -> u64 {
    let seen = sent(phone, sheet, json!({})).await;
    let done = sent(phone, sheet, json!({"write": seen.mark})).await;
    done.import.unwrap()
}

async fn undone(phone: &Phone, import: u64, write: bool) -> UndoReply {
    let path = format!("/v1/imports/{import}/undo");
    let (status, answer) = phone.post_json(&path, &json!({"write": write})).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    serde_json::from_value(answer).unwrap()
}

async fn listed(phone: &Phone) -> ImportsReply {
    let answer = phone.get(&format!("{}/v1/imports", phone.base)).await;
    answer.json().await.unwrap()
}

/// The records of these kinds that are not void.
async fn standing(desk: &Desk, kinds: &'static [Kind]) -> Vec<Record> {
    let scope = Scope::new(Kind::Household.class(), code(TOWN));
    let read = desk.store.read(move |view| {
        let mut all = Vec::new();
        for kind in kinds {
            view.each_record(kind, &scope, &mut |record| {
                if record.voided.is_none() {
                    all.push(record);
                }
                Ok(())
            })?;
        }
        Ok(all)
    });
    read.await.unwrap()
}

/// Heads and residents by name that are not void, each with its telephone.
async fn registered(desk: &Desk) -> Vec<(String, String)> {
    let records = standing(desk, &[Kind::Household, Kind::Resident]).await;
    let known = records.iter().map(|record| {
        let name = record.fields.text("head").or(record.fields.text("name"));
        let phone = record.fields.text("phone").unwrap_or_default();
        (name.unwrap_or_default().to_owned(), phone.to_owned())
    });
    let mut known: Vec<_> = known.collect();
    known.sort();
    known
}

#[tokio::test]
async fn what_was_seen_is_what_is_written() {
    let desk = village_desk().await;
    let office = desk.phone(desk.supervisor).await;
    let seen = sent(&office, SHEET, json!({})).await;
    assert_eq!(
        (seen.import, seen.sum.households, seen.sum.residents),
        (None, 1, 2)
    );
    assert_eq!(registered(&desk).await.len(), 0, "only looked at");
    let fates: Vec<(u32, RowFate)> = seen.rows.iter().map(|row| (row.row, row.fate)).collect();
    let expected = [
        (3, RowFate::New),
        (4, RowFate::New),
        (5, RowFate::LeftOut),
        (6, RowFate::LeftOut),
        (7, RowFate::LeftOut),
    ];
    assert_eq!(fates, expected);
    let wrong = &seen.rows[4];
    let column = wrong.problems[0].column.unwrap();
    assert_eq!(seen.columns[column].taken_for, "身份证号");
    assert_eq!(
        wrong.cells[column], "110105194912310021",
        "shown whole where it is wrong"
    );
    assert!(seen.rows[0].cells[column].contains('*'));

    // Meanwhile somebody else imports: what was seen is no longer so.
    let done = sent(&office, SHEET, json!({"write": seen.mark})).await;
    let again = sent(&office, SHEET, json!({"write": seen.mark})).await;
    assert!(done.import.is_some() && again.import.is_none());
    assert_eq!(again.sum.unchanged, 2);
    let list = listed(&office).await.imports;
    assert_eq!(list.len(), 1);
    assert_eq!(
        (list[0].import, list[0].by),
        (done.import.unwrap(), Some(desk.supervisor))
    );
    assert!(list[0].can_undo);
}

#[tokio::test]
async fn a_whole_import_is_undone() {
    let desk = village_desk().await;
    let office = desk.phone(desk.supervisor).await;
    imported(&office, SHEET).await;
    let before = registered(&desk).await;
    let second = SHEET.replace("13812345678", "13912345678")
        + "1,5号,周一,周一,户主,,\n1,5号,周一,周二,配偶,,\n1,1号,赵一,赵三,女,,\n";
    let import = imported(&office, &second).await;
    assert_ne!(registered(&desk).await, before);
    let would = undone(&office, import, false).await;
    assert_eq!(
        (would.households, would.residents, would.edits, would.kept),
        (1, 3, 1, 0)
    );
    assert!(!would.written && registered(&desk).await != before);
    let done = undone(&office, import, true).await;
    assert_eq!(
        UndoReply {
            written: false,
            ..done
        },
        would
    );
    assert_eq!(registered(&desk).await, before);
    let list = listed(&office).await.imports;
    assert!(list[0].undone_at.is_some() && !list[0].can_undo && list[1].can_undo);
    let path = format!("/v1/imports/{import}/undo");
    let (status, _) = office.post_json(&path, &json!({"write": true})).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "once");
    // Imported again it is all there again.
    imported(&office, &second).await;
    assert_eq!(registered(&desk).await.len(), before.len() + 4);
    let outcomes = desk
        .store
        .read(|view| verify(view, None, &mut |_, _, _| {}));
    for outcome in outcomes.await.unwrap() {
        assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
    }
}

/// A visit at one of the new households, somebody else of another, two telephones put right.
async fn used(desk: &Desk) {
    let mut phone = desk.phone(desk.worker).await;
    let page = phone
        .image(&crate::desk::household_scope(GRID_1), None, 100)
        .await;
    let id_of = |field: &str, name: &str| {
        let found = page
            .records
            .iter()
            .find(|record| record.fields.text(field) == Some(name));
        uuid::Uuid::parse_str(&found.unwrap().id.to_string()).unwrap()
    };
    let visit = json!({"create": {"household": id_of("head", "周一"), "visited_at": clock_now(), "method": "door",
        "outcome": "met", "purpose": "routine", "met": "周一", "handling": "not_needed"}});
    let changes = [
        phone.change(uuid::Uuid::now_v7(), "visit", GRID_1, &visit),
        // Somebody of a new household, by hand.
        phone.change(
            uuid::Uuid::now_v7(),
            "resident",
            GRID_1,
            &json!({"create": {"household": id_of("head", "吴一"), "name": "吴二"}}),
        ),
        phone.change(
            id_of("name", "郑二"),
            "resident",
            GRID_1,
            &json!({"edit": {"phone": "13700000002"}}),
        ),
        phone.change(
            id_of("name", "赵一"),
            "resident",
            GRID_1,
            &json!({"edit": {"phone": "13700000003"}}),
        ),
    ];
    phone.push(&changes).await;
}

#[tokio::test]
async fn what_somebody_used_or_changed_since_stays() {
    let desk = village_desk().await;
    let office = desk.phone(desk.supervisor).await;
    imported(&office, SHEET).await;
    let second = SHEET
        .replace("13812345678", "13912345678")
        .replace(",赵二,子,,", ",赵二,子,,13700000001")
        + "1,5号,周一,周一,户主,,\n1,6号,吴一,吴一,户主,,\n1,7号,郑一,郑一,户主,,\n1,7号,郑一,郑二,子,,\n1,8号,冯一,冯一,户主,,\n";
    let import = imported(&office, &second).await;
    used(&desk).await;
    let done = undone(&office, import, true).await;
    let mut kept: Vec<(&str, KeptBecause)> = done
        .kept_named
        .iter()
        .map(|kept| (kept.name.as_str(), kept.why))
        .collect();
    kept.sort_by_key(|(name, why)| (*name, format!("{why:?}")));
    let expected = [
        ("吴一", KeptBecause::HouseholdStays),
        ("吴一", KeptBecause::Used),
        ("周一", KeptBecause::HouseholdStays),
        ("周一", KeptBecause::Used),
        ("赵一", KeptBecause::Changed),
        ("郑一", KeptBecause::Inhabited),
        ("郑二", KeptBecause::Changed),
    ];
    assert_eq!(kept, expected);
    assert_eq!((done.households, done.residents, done.edits), (1, 2, 1));
    let after = registered(&desk).await;
    let phone_of = |name: &str| {
        after
            .iter()
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!(phone_of("赵二"), "", "as it was before");
    assert_eq!(
        phone_of("赵一"),
        "13700000003",
        "as somebody wrote it since"
    );
    assert!(!after.iter().any(|(name, _)| name == "冯一"));
}

fn clock_now() -> i64 {
    sync_server::clock::now().timestamp_millis()
}

#[tokio::test]
async fn rows_in_doubt_wait_for_a_decision_and_who_moved_moves_back() {
    let desk = village_desk().await;
    let office = desk.phone(desk.supervisor).await;
    imported(&office, SHEET).await;
    let moved = "组,门牌,户主,姓名,与户主关系,身份证号\n1,9号,钱一,钱一,户主,\n1,9号,钱一,赵一,配偶,11010519491231002X\n";
    let seen = sent(&office, moved, json!({})).await;
    assert_eq!(
        (seen.sum.undecided, seen.rows[1].fate),
        (1, RowFate::Undecided)
    );
    let doubt = seen.rows[1].doubt.as_ref().unwrap();
    assert_eq!(
        (doubt.kind, doubt.name.as_str()),
        (DoubtKind::SameNumber, "赵一")
    );
    assert!(
        doubt.home.contains("1号") && doubt.home.contains("户主赵一"),
        "{}",
        doubt.home
    );
    let choices = json!({"choices": [{"row": 3, "choice": "same"}]});
    let seen = sent(&office, moved, choices.clone()).await;
    assert_eq!((seen.sum.undecided, seen.rows[1].fate), (0, RowFate::Moved));
    let mut write = choices;
    write["write"] = json!(seen.mark);
    let import = sent(&office, moved, write).await.import.unwrap();
    assert_eq!(presences(&desk).await, ["home", "moved_away"]);
    undone(&office, import, true).await;
    assert_eq!(presences(&desk).await, ["home"]);
}

/// How it stands with everybody of one name.
async fn presences(desk: &Desk) -> Vec<String> {
    let records = standing(desk, &[Kind::Resident]).await;
    let same = records
        .iter()
        .filter(|record| record.fields.text("name") == Some("赵一"));
    let presence = |record: &Record| record.fields.text("presence").unwrap_or("home").to_owned();
    let mut all: Vec<String> = same.map(presence).collect();
    all.sort();
    all
}

#[tokio::test]
async fn only_the_office_of_the_whole_town_imports() {
    let desk = village_desk().await;
    let body = json!({"sheet": BASE64.encode(SHEET)});
    for (role, area) in [
        (Role::VillageCadre, "620602108003"),
        (Role::Supervisor, "620602108003"),
        (Role::County, "620602"),
    ] {
        let phone = desk.phone(seat(&desk, role, area).await).await;
        let (status, _) = phone.post_json("/v1/imports", &body).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let office = desk.phone(desk.supervisor).await;
    let (status, answer) = office
        .post_json("/v1/imports", &json!({"sheet": BASE64.encode("x")}))
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(answer["message"].as_str().unwrap().contains("表头"));
}
