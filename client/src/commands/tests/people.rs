//! 人员和设备: what the server said, with the names that are here.

use chrono::{DateTime, Duration, Utc};
use domain::{AreaCode, DeviceId, Fields, Kind, Member, MemberId, RecordId, Role};
use protocol::people::{DeviceState, MemberState, PeopleReply, Right};
use uuid::Uuid;

use crate::commands::people::{self, Standing};
use crate::testing::{Desk, record as record_of};

fn device(n: u128, at: DateTime<Utc>) -> DeviceState {
    DeviceState {
        device: DeviceId(Uuid::from_u128(n)),
        name: "手机".to_owned(),
        app: "0.1.0".to_owned(),
        enrolled_at: at,
        last_seen_at: at,
        received: 1,
        is_forked: false,
        revoked_at: None,
    }
}

/// A member with a record here and these devices; without a right when none are given.
fn member(
    desk: &mut Desk,
    n: u128,
    name: &str,
    rights: usize,
    devices: Vec<DeviceState>,
) -> MemberState {
    let area = AreaCode::new("620602108003001").unwrap();
    let member = Member {
        name: name.to_owned(),
        role: Role::Worker,
        areas: vec![area.clone()],
        phone: None,
        employment: None,
        unit: None,
    };
    let id = RecordId(Uuid::from_u128(0x7000 + n));
    desk.put(&record_of(
        id,
        Kind::Member,
        area.as_str(),
        1,
        Fields::of(&member),
    ));
    MemberState {
        member: MemberId(id.0),
        rights: (0..rights)
            .map(|_| Right {
                role: Role::Worker,
                area: area.clone(),
                from_at: DateTime::UNIX_EPOCH,
            })
            .collect(),
        devices,
    }
}

#[test]
fn who_was_not_heard_of_comes_first_and_who_left_last() {
    let mut desk = Desk::new();
    let now = DateTime::from_timestamp(1_795_305_600, 0).unwrap();
    let ago = |hours: i64| now - Duration::hours(hours);
    let revoked = DeviceState {
        revoked_at: Some(now),
        ..device(11, ago(1))
    };
    let copied = DeviceState {
        is_forked: true,
        ..device(12, ago(1))
    };
    let members = vec![
        member(&mut desk, 1, "离岗", 0, vec![device(13, ago(1))]),
        member(
            &mut desk,
            2,
            "正常",
            1,
            vec![device(14, ago(71)), device(15, ago(500))],
        ),
        member(&mut desk, 3, "失联", 1, vec![device(16, ago(72))]),
        member(&mut desk, 4, "无设备", 1, vec![revoked]),
        member(&mut desk, 5, "被复制", 1, vec![device(17, ago(1)), copied]),
        // Just added: the record comes with the next sync.
        MemberState {
            member: MemberId(Uuid::from_u128(0x7099)),
            rights: Vec::new(),
            devices: Vec::new(),
        },
    ];
    let reply = PeopleReply {
        now,
        may_give: vec![Role::Worker],
        members,
    };
    let db = desk.store.db();
    assert_eq!(people::silent(db), Ok(0));
    assert_eq!(people::kept(db), Ok(None));
    people::keep(db, &reply).unwrap();
    assert_eq!(people::silent(db), Ok(2));
    let kept = people::kept(db).unwrap().unwrap();
    assert_eq!(kept, reply);
    let page = people::page(db, kept, ("https://a.example".to_owned(), true)).unwrap();
    let standings: Vec<(&str, Standing)> = page
        .people
        .iter()
        .map(|person| (person.name.as_str(), person.standing))
        .collect();
    assert_eq!(
        standings,
        [
            ("被复制", Standing::Copied),
            ("失联", Standing::Silent(3)),
            ("无设备", Standing::NoDevice),
            ("正常", Standing::Fine),
            ("离岗", Standing::Gone),
        ]
    );
}

#[test]
fn what_may_still_be_on_a_silent_phone_is_estimated_by_what_was_usual() {
    let mut desk = Desk::new();
    let home = desk.home("1号", None, &["张"]);
    let now = DateTime::from_timestamp(1_795_305_600, 0).unwrap();
    let heard = now - Duration::days(7);
    let somebody = member(&mut desk, 1, "失联", 1, vec![device(16, heard)]);
    let fine = member(&mut desk, 2, "正常", 1, vec![device(17, now)]);
    // Eight visits in the four weeks before, one long ago.
    for days in [1, 2, 3, 5, 8, 13, 21, 27, 90] {
        let visit = domain::Visit::routine(home, heard - Duration::days(days));
        let id = RecordId(desk.host.new_id().unwrap());
        let mut found = record_of(id, Kind::Visit, crate::testing::GRID, 9, Fields::of(&visit));
        found.made.by = somebody.member;
        desk.put(&found);
    }
    let reply = PeopleReply {
        now,
        may_give: Vec::new(),
        members: vec![somebody, fine],
    };
    let page = people::page(desk.store.db(), reply, (String::new(), false)).unwrap();
    let unsent: Vec<Option<u64>> = page.people.iter().map(|person| person.unsent).collect();
    assert_eq!(unsent, [Some(2), None]);
}
