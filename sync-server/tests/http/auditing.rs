//! The audit log: every act upon rights, devices and data is in it, in the same transaction, as a chain.

use domain::{Member, Role};
use protocol::audit::{AUDIT_PAGE, AuditQuery, AuditReply};
use protocol::limits;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::audit::Actor;
use sync_server::storage::AuditRow;
use sync_server::{Error, clock, keeping, town};
use uuid::Uuid;

use crate::desk::{Desk, GRID_2, Phone, TOWN, code, enroll};
use crate::people::seat;

pub(crate) async fn log(desk: &Desk) -> Vec<AuditRow> {
    desk.store
        .read(|view| {
            let mut rows = Vec::new();
            view.each_audit(&mut |row| {
                rows.push(row);
                Ok(())
            })?;
            Ok(rows)
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn what_is_done_to_rights_and_devices_is_noted_without_names_and_in_a_chain() {
    let desk = Desk::open().await;
    let before = log(&desk).await.len();
    let (member, other) = (desk.worker, desk.neighbour);
    let phone = desk.phone(member).await;
    let device = phone.device;
    desk.store
        .transact(move |tx| {
            let now = clock::now();
            let newcomer: Member = serde_json::from_value(json!({
                "name": "新来的人", "role": "worker", "areas": [GRID_2], "phone": "13800000000"
            }))
            .unwrap();
            town::add_member(tx, Actor::Operator, &newcomer, now)?;
            let (by, grid) = (Actor::Operator, code(GRID_2));
            keeping::grant(tx, by, member, (Role::Worker, &grid), now)?;
            keeping::grant(tx, by, member, (Role::Worker, &grid), now)?;
            keeping::end_grant(tx, by, member, (Role::Worker, &grid), now)?;
            keeping::revoke(tx, Actor::Operator, device, now)?;
            keeping::revoke(tx, Actor::Operator, device, now)?;
            keeping::replace(tx, Actor::Operator, (member, other), false, now)?;
            Ok(())
        })
        .await
        .unwrap();
    let rows = log(&desk).await;
    let acts: Vec<&str> = rows[before..].iter().map(|row| row.act.as_str()).collect();
    // What was so already is no act.
    assert_eq!(
        acts,
        [
            "code",
            "enrol",
            "member",
            "grant",
            "end_grant",
            "revoke",
            "replace"
        ]
    );
    assert_eq!(rows[before + 1].actor, format!("member:{member}"));
    assert!(rows[before].actor.starts_with("operator"));
    for pair in rows.windows(2) {
        assert_eq!(pair[1].seq, pair[0].seq + 1);
        assert_eq!(pair[1].previous, pair[0].hash);
    }
    for row in &rows {
        assert!(row.about.is_ascii(), "{}", row.about);
        assert!(!row.about.contains("13800000000"));
        assert_eq!(row.algorithm, "sha256");
    }
    let revoked: Value = serde_json::from_str(&rows[before + 5].about).unwrap();
    assert_eq!(revoked["device"], device.to_string());
    assert_eq!(rows[0].act, "init");
}

#[tokio::test]
async fn an_act_that_is_undone_leaves_no_entry() {
    let desk = Desk::open().await;
    let member = desk.worker;
    let before = log(&desk).await;
    let undone: Result<(), Error> = desk
        .store
        .transact(move |tx| {
            keeping::grant(
                tx,
                Actor::Operator,
                member,
                (Role::Worker, &code(GRID_2)),
                clock::now(),
            )?;
            Err(Error::Internal("the power went".to_owned()))
        })
        .await;
    assert!(undone.is_err());
    assert_eq!(log(&desk).await, before);
}

#[tokio::test]
async fn the_log_can_neither_be_changed_nor_shortened_by_a_statement() {
    let desk = Desk::open().await;
    let db = rusqlite::Connection::open(desk.folder.path().join("town.db")).unwrap();
    for statement in [
        "UPDATE audit SET act = 'grant' WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 1",
        "INSERT OR REPLACE INTO audit (seq, act) VALUES (1, 'grant')",
    ] {
        let refused = db.execute(statement, []).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn a_code_that_nobody_made_leaves_no_entry_and_one_that_works_leaves_one() {
    let desk = Desk::open().await;
    let made = desk.code(desk.worker).await;
    let before = log(&desk).await.len();
    assert!(
        !enroll(&desk.base, "AAAA-AAAA", "")
            .await
            .status()
            .is_success()
    );
    assert_eq!(log(&desk).await.len(), before);
    assert!(enroll(&desk.base, &made, "").await.status().is_success());
    let rows = log(&desk).await;
    let acts: Vec<&str> = rows[before..].iter().map(|row| row.act.as_str()).collect();
    assert_eq!(acts, ["enrol"]);
}

#[tokio::test]
async fn looks_into_care_files_are_noted_once_under_who_looked_and_the_rest_is_left_to_the_device()
{
    let desk = Desk::open().await;
    let before = log(&desk).await.len();
    let phone = desk.phone(desk.worker).await;
    let (id, other, file) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let at = clock::now().timestamp_millis();
    let mut request = phone.request(&[]);
    request["openings"] = json!([
        {"id": id, "file": file, "at": at, "full": true},
        {"id": "no id", "file": file, "at": at},
        {"id": other, "file": file, "at": at},
        7
    ]);
    for _ in 0..2 {
        let reply = phone.sync(&request).await;
        let noted: Vec<Uuid> = reply.openings.iter().map(|id| id.0).collect();
        assert_eq!(noted, [id, other]);
    }
    let rows = log(&desk).await;
    let looks: Vec<&AuditRow> = rows[before..]
        .iter()
        .filter(|row| row.act == "open_file")
        .collect();
    assert_eq!(looks.len(), 2);
    for look in &looks {
        assert_eq!(look.actor, format!("member:{}", desk.worker));
    }
    let about: Value = serde_json::from_str(&looks[0].about).unwrap();
    let expected = json!({"opening": id, "file": file, "device": phone.device, "at": at, "full": true, "clock_offset_ms": 0});
    assert_eq!(about, expected);

    // A device without rights is heard all the same: that somebody looked is not undone by that.
    let device = phone.device;
    desk.store
        .transact(move |tx| keeping::revoke(tx, Actor::Operator, device, clock::now()).map(drop))
        .await
        .unwrap();
    let last = Uuid::now_v7();
    request["openings"] = json!([{"id": last, "file": file, "at": at}]);
    assert_eq!(phone.sync(&request).await.openings.len(), 1);
    assert_eq!(log(&desk).await.last().unwrap().act, "open_file");

    // More than one request carries are told with the next one.
    let many: Vec<Value> = (0..60)
        .map(|_| json!({"id": Uuid::now_v7(), "file": file, "at": at}))
        .collect();
    request["openings"] = json!(many);
    assert_eq!(phone.sync(&request).await.openings.len(), limits::OPENINGS);
}

#[tokio::test]
async fn a_look_into_a_care_file_is_told_in_words_by_the_command() {
    let desk = Desk::open().await;
    let phone = desk.phone(desk.worker).await;
    let mut request = phone.request(&[]);
    let at = 1_795_700_000_000_i64;
    request["openings"] =
        json!([{"id": Uuid::now_v7(), "file": Uuid::now_v7(), "at": at, "full": true}]);
    phone.sync(&request).await;
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sync-server"));
    let told = command.arg("audit").arg("--data").arg(desk.folder.path());
    let told = String::from_utf8(told.output().unwrap().stdout).unwrap();
    let last = told.lines().last().unwrap();
    for words in ["查看关爱档案", "看了完整内容 是", "时间 2026-11-26"] {
        assert!(last.contains(words), "{last}");
    }
}

async fn read(phone: &Phone, query: &AuditQuery) -> AuditReply {
    let answer = phone.get(&format!("{}{}", phone.base, query.path())).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

fn acts(reply: &AuditReply) -> Vec<&str> {
    reply
        .entries
        .iter()
        .map(|entry| entry.act.as_str())
        .collect()
}

#[tokio::test]
async fn the_auditor_reads_the_whole_log_and_everybody_else_the_own_part() {
    let desk = Desk::open().await;
    let auditor = seat(&desk, Role::Auditor, TOWN).await;
    let auditor = desk.phone(auditor).await;
    let worker = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;

    let all = read(&auditor, &AuditQuery::default()).await;
    assert!(all.is_whole && !all.has_more);
    let rows = log(&desk).await;
    let seqs: Vec<u64> = all.entries.iter().map(|entry| entry.seq).collect();
    let expected: Vec<u64> = rows.iter().rev().map(|row| row.seq).collect();
    assert_eq!(seqs, expected);
    let chain = all.chain.clone().unwrap();
    assert_eq!(
        (chain.looked_at, chain.faults.len()),
        (rows.len() as u64, 0)
    );
    let first = all.entries.last().unwrap();
    assert!(first.actor.starts_with("管理员"), "{first:?}");
    assert!(
        all.acts
            .iter()
            .any(|(code, words)| code == "revoke" && words == "收回设备")
    );

    for phone in [&worker, &office] {
        let own = read(phone, &AuditQuery::default()).await;
        assert!(!own.is_whole && own.chain.is_none());
        assert_eq!(acts(&own), ["登记设备"]);
    }
    // What others did is not had by asking for them.
    let of_other = AuditQuery {
        member: Some(desk.supervisor),
        ..AuditQuery::default()
    };
    assert_eq!(acts(&read(&worker, &of_other).await), [""; 0]);
    assert_eq!(acts(&read(&auditor, &of_other).await), ["登记设备"]);
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_by_act_and_day() {
    let desk = Desk::open().await;
    let auditor = seat(&desk, Role::Auditor, TOWN).await;
    let phone = desk.phone(auditor).await;
    let (member, grid) = (desk.worker, code(GRID_2));
    for _ in 0..60 {
        let grid = grid.clone();
        desk.store
            .transact(move |tx| {
                let (by, now) = (Actor::Operator, clock::now());
                keeping::grant(tx, by, member, (Role::Worker, &grid), now)?;
                keeping::end_grant(tx, by, member, (Role::Worker, &grid), now).map(drop)
            })
            .await
            .unwrap();
    }
    let first = read(&phone, &AuditQuery::default()).await;
    assert_eq!((first.entries.len(), first.has_more), (AUDIT_PAGE, true));
    let next = AuditQuery {
        before: first.entries.last().map(|entry| entry.seq),
        ..AuditQuery::default()
    };
    let rest = read(&phone, &next).await;
    assert!(!rest.has_more && rest.chain.is_none());
    let total = first.entries.len() + rest.entries.len();
    assert_eq!(total, log(&desk).await.len());
    let ended = AuditQuery {
        act: Some("end_grant".to_owned()),
        ..AuditQuery::default()
    };
    let ended = read(&phone, &ended).await;
    assert_eq!(acts(&ended), ["结束权限"; 60]);
    let facts = &ended.entries[0].facts;
    assert!(
        facts
            .iter()
            .any(|(name, value)| name == "角色" && value == "网格员"),
        "{facts:?}"
    );
    let later = AuditQuery {
        from: clock::local_date(clock::now()).succ_opt(),
        ..AuditQuery::default()
    };
    assert_eq!(acts(&read(&phone, &later).await), [""; 0]);
    let bad = phone
        .get(&format!("{}/v1/audit?from=gestern", phone.base))
        .await;
    assert_eq!(bad.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_was_changed_in_the_log_is_told_to_the_auditor() {
    let desk = Desk::open().await;
    let auditor = seat(&desk, Role::Auditor, TOWN).await;
    let phone = desk.phone(auditor).await;
    let file = desk.folder.path().join("town.db");
    let ledger = rusqlite::Connection::open(file).unwrap();
    // Somebody who has the file in their hands and knows what stands in the way.
    ledger.execute_batch("DROP TRIGGER audit_stays").unwrap();
    let changed = ledger.execute("UPDATE audit SET actor = 'member:nobody' WHERE seq = 2", []);
    assert_eq!(changed.unwrap(), 1);
    let chain = read(&phone, &AuditQuery::default()).await.chain.unwrap();
    assert_eq!(chain.faults.len(), 1, "{:?}", chain.faults);
    assert!(chain.faults[0].ends_with("#2"));
}
