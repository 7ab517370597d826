//! Sample records, as a small village has them. Names and numbers are made up.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use client::commands::home::FollowUp;
use client::commands::session::SessionMember;
use client::commands::sync_page::{RefusedBlob, WaitingRow};
use client::commands::{
    AreaRow, Contested, Draft, GroupRow, HomePage, HouseholdPage, HouseholdRow, MemberRow,
    QuarantinedRow, ResidentRow, Said, SaveState, Session, Stage, SyncPage, VisitRow, VisitView,
};
use client::{LightState, SyncLight};
use domain::household::{EvacuationNeed, VisitClass};
use domain::resident::{Presence, Relation, Sex};
use domain::visit::{Difficulty, FamilyChange, Handling, Outcome, Topic, VisitMethod};
use domain::{
    AreaCode, Household, IssueCode, Kind, MemberId, Position, RecordId, Resident, Role, Visit,
};
use uuid::Uuid;

use super::item_samples;

pub(super) fn now() -> DateTime<Utc> {
    "2026-11-22T06:05:00Z".parse().unwrap()
}

pub(super) fn today() -> NaiveDate {
    crate::text::when::local_day(now())
}

pub(super) fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

pub(super) fn area(code: &str) -> AreaCode {
    AreaCode::new(code).unwrap()
}

pub(super) fn member() -> SessionMember {
    SessionMember {
        id: MemberId(Uuid::from_u128(9)),
        name: "刘春梅".into(),
        role: Role::Worker,
        areas: vec![area("620602108003003")],
        town: area("620602108"),
        town_name: "发放镇(演示)".into(),
        pulled: true,
    }
}

pub(super) fn session() -> Session {
    Session {
        stage: Stage::Ready,
        member: Some(member()),
        persisted: Some(true),
        set_aside: false,
        ended: None,
    }
}

pub(super) fn light() -> SyncLight {
    SyncLight {
        state: LightState::Waiting,
        unsent: 3,
        oldest_unsent_at: Some(now() - Duration::minutes(130)),
        quarantined: 0,
        blobs_waiting: 0,
        blobs_refused: 0,
        blobs_held: false,
        outdated: false,
        last_contact_at: Some(now() - Duration::minutes(150)),
        clock_offset_ms: 0,
    }
}

pub(super) fn visit_row(n: u128) -> VisitRow {
    let heads = ["李桂兰", "王建国", "张秀英", "马占彪", "赵玉梅", "欧阳志远"];
    let gists = [
        "老伴住院,想问医保报销",
        "",
        "屋后排水沟堵了,已告诉村里",
        "",
        "孩子开学前返校",
        "",
    ];
    let place = usize::try_from(n).unwrap() % 6;
    let states = [
        SaveState::SavedHere,
        SaveState::Received,
        SaveState::Received,
    ];
    VisitRow {
        id: id(1000 + n),
        household: id(n),
        head: heads[place].into(),
        village_name: "张庄村".into(),
        grid_name: "张庄村第三网格".into(),
        group: 3,
        door: format!("{}号", 10 + n),
        visited_at: now() - Duration::minutes(37 * i64::try_from(n).unwrap()),
        method: if n % 3 == 2 {
            VisitMethod::Phone
        } else {
            VisitMethod::Door
        },
        outcome: [
            Outcome::Met,
            Outcome::MetFamily,
            Outcome::Absent,
            Outcome::Refused,
        ][usize::try_from(n).unwrap() % 4],
        handling: if n.is_multiple_of(5) {
            Handling::FollowUp
        } else {
            Handling::NotNeeded
        },
        author_name: "刘春梅".into(),
        state: if n == 4 {
            SaveState::NeedsHand
        } else {
            states[usize::try_from(n).unwrap() % 3]
        },
        voided: n == 7,
        gist: gists[place].into(),
    }
}

pub(super) fn visit_rows(count: u128) -> Vec<VisitRow> {
    (0..count).map(visit_row).collect()
}

pub(super) fn home() -> HomePage {
    HomePage {
        place: "张庄村 第三网格".into(),
        today: today(),
        visits_today: 5,
        received_today: 2,
        follow_ups: vec![
            FollowUp {
                visit: visit_row(10),
                due_on: today() - Duration::days(3),
            },
            FollowUp {
                visit: visit_row(5),
                due_on: today(),
            },
        ],
        drafts: 1,
        needs_hand: 1,
        due: item_samples::due(),
        tasks: item_samples::items(&["task", "hazard"]),
        cases: vec![super::disputes::row(2)],
        unread_notices: 2,
        returned: vec![super::remarks::row(1, domain::remark::RemarkState::Waiting)],
        answered: 0,
    }
}

pub(super) fn draft() -> Draft {
    Draft {
        household: id(2),
        title: "张秀英".into(),
        visit: visit(),
        of: None,
        focus: Some("difficulty_note".into()),
        written_at: now() - Duration::minutes(4),
    }
}

pub(super) fn visit() -> Visit {
    Visit {
        met: Some("李桂兰".into()),
        family_changes: vec![FamilyChange::Illness, FamilyChange::Left],
        difficulties: vec![Difficulty::Medical],
        difficulty_note: Some("老伴上月住院做手术,自费部分多,想问医保怎么报。".into()),
        topics: vec![Topic::HealthInsurance, Topic::Fraud],
        leaflets: Some(2),
        handling: Handling::FollowUp,
        follow_up_on: Some(today() + Duration::days(7)),
        remarks: Some("下次带医保报销的单子过去。".into()),
        position: Some(Position {
            latitude: 37.92831,
            longitude: 102.63412,
            accuracy: 12.0,
        }),
        ..Visit::routine(id(0), now() - Duration::minutes(20))
    }
}

pub(super) fn visit_view() -> VisitView {
    VisitView {
        row: visit_row(0),
        visit: visit(),
        saved_at: now() - Duration::minutes(2),
        edited: true,
        may_edit: true,
        contested: vec![],
        needs_hand: None,
    }
}

pub(super) fn household_rows() -> Vec<HouseholdRow> {
    let row = |n: u128, head: &str, visited: Option<i64>, found: Option<&str>| HouseholdRow {
        id: id(n),
        area: area("620602108003003"),
        village_name: "张庄村".into(),
        group: 3,
        door: format!("{}号", 10 + n),
        head: head.into(),
        people: 4,
        last_visited_at: visited.map(|days| now() - Duration::days(days)),
        found: found.map(str::to_owned),
    };
    vec![
        row(0, "李桂兰", Some(0), None),
        row(1, "李建军", Some(12), Some("李小雨 138****5678")),
        row(2, "李占海", None, None),
        row(3, "买买提江·吐尔逊", Some(400), None),
    ]
}

pub(super) fn villages() -> Vec<AreaRow> {
    let row = |code: &str, name: &str, households| AreaRow {
        code: area(code),
        name: name.into(),
        households,
    };
    vec![
        row("620602108003", "张庄村", 412),
        row("620602108004", "沙子沟村", 1_203),
        row("620602108005", "七里铺社区", 388),
    ]
}

pub(super) fn groups() -> Vec<GroupRow> {
    (0..5)
        .map(|group| GroupRow {
            group,
            households: 40 + u64::from(group) * 7,
        })
        .collect()
}

pub(super) fn grids() -> Vec<AreaRow> {
    let row = |code: &str, name: &str| AreaRow {
        code: area(code),
        name: name.into(),
        households: 60,
    };
    vec![
        row("620602108003001", "张庄村第一网格"),
        row("620602108003003", "张庄村第三网格"),
    ]
}

pub(super) fn members() -> Vec<MemberRow> {
    vec![MemberRow {
        id: member().id,
        name: "刘春梅".into(),
        role: Role::Worker,
    }]
}

pub(super) fn household() -> Household {
    Household {
        group: 3,
        door: "12号".into(),
        head: "李桂兰".into(),
        phone: Some("13812345678".into()),
        contact_person: Some("王建国".into()),
        directions: Some("村小学后面第二家,门口有棵大槐树".into()),
        visit_class: Some(VisitClass::EmptyNest),
        evacuation_needs: vec![EvacuationNeed::Alone, EvacuationNeed::Medicine],
        evacuation_note: Some("降压药在床头柜".into()),
    }
}

pub(super) fn resident() -> Resident {
    Resident {
        name: "李桂兰".into(),
        relation: Relation::Head,
        sex: Some(Sex::Female),
        birth: NaiveDate::from_ymd_opt(1949, 12, 31),
        identity_number: Some("11010519491231002X".into()),
        phone: Some("13812345678".into()),
        ..Resident::of(id(0))
    }
}

pub(super) fn household_page() -> HouseholdPage {
    let son = Resident {
        name: "李建军".into(),
        relation: Relation::Son,
        sex: Some(Sex::Male),
        birth: NaiveDate::from_ymd_opt(1978, 5, 2),
        presence: Presence::Away,
        ..Resident::of(id(0))
    };
    HouseholdPage {
        void_because: None,
        id: id(0),
        area: area("620602108003003"),
        village_name: "张庄村".into(),
        grid_name: "张庄村第三网格".into(),
        household: household(),
        state: SaveState::SavedHere,
        contested: vec![contested("phone", "13800001111", "13812345678")],
        residents: vec![
            ResidentRow {
                id: id(70),
                resident: resident(),
                state: SaveState::Received,
            },
            ResidentRow {
                id: id(71),
                resident: son,
                state: SaveState::Received,
            },
        ],
        visits: visit_rows(4),
        has_draft: false,
    }
}

pub(super) fn sync_page() -> SyncPage {
    SyncPage {
        light: SyncLight {
            state: LightState::NeedsHand,
            quarantined: 1,
            ..light()
        },
        today: 37,
        received_today: 34,
        quarantined: vec![QuarantinedRow {
            record: id(1004),
            kind: Kind::Visit,
            household: Some(id(4)),
            title: "赵玉梅".into(),
            field: Some("follow_up_on".into()),
            issue: Some(IssueCode::BeforeVisit),
            message: "跟进日期不能早于走访日期".into(),
            saved_at: now() - Duration::hours(3),
        }],
        waiting: vec![
            WaitingRow {
                record: id(1000),
                kind: Kind::Visit,
                title: "李桂兰".into(),
                saved_at: now() - Duration::minutes(130),
            },
            WaitingRow {
                record: id(3),
                kind: Kind::Household,
                title: "马占彪".into(),
                saved_at: now() - Duration::minutes(42),
            },
        ],
        agreed: Some((now() - Duration::minutes(12), 7_180)),
        mended: Some((now() - Duration::days(3), 2)),
        records: 7_188,
        blobs: (5, 1_240_000),
        blobs_waiting: (2, 310_000),
        blobs_refused: vec![RefusedBlob {
            hash: "ab".repeat(32),
            record: Some((id(1000), Kind::Visit, "李桂兰".into())),
            message: "照片里带有拍摄地点等附加信息,没有收下,请重拍".into(),
        }],
        space: Some((38_400_000, 2_100_000_000)),
        is_leaving: false,
        server: "https://tiejiaoban.example.gov.cn".into(),
        last_failure: Some("现在没有网络".into()),
    }
}

/// A field that 老王 and the user of this device wrote.
fn contested(field: &str, theirs: &str, mine: &str) -> Contested {
    let said = |by_name: &str, days: i64, value: &str| Said {
        by_name: by_name.into(),
        is_me: by_name.is_empty(),
        at: now() - Duration::days(days),
        value: value.into(),
    };
    Contested {
        kind: domain::Kind::Household,
        form: None,
        whose: String::new(),
        field: field.into(),
        sayings: vec![said("老王", 4, theirs), said("", 2, mine)],
        is_for_review: false,
        names: std::collections::BTreeMap::new(),
    }
}
