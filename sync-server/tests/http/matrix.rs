//! Who may do what: seat × place × kind × verb, every cell asked over the wire. The tables below are the rule
//! (who sees what of C1 to C4); a kind or role without a row fails.

use std::collections::{BTreeMap, BTreeSet};
use sync_server::audit::Actor;

use domain::{Kind, Member, MemberId, Role, Scope};
use serde_json::{Value, json};
use sync_server::{clock, town};
use uuid::Uuid;

use crate::circles::dispute;
use crate::desk::{Desk, GRID_1, GRID_2, Phone, TOWN, code, days_ago, statuses};

const VILLAGE: &str = "620602108003";
const OTHER_VILLAGE_GRID: &str = "620602108004001";
/// Where the records of the matrix lie: the worker's grid, the one beside it, and one of another village.
const PLACES: [&str; 3] = [GRID_1, GRID_2, OTHER_VILLAGE_GRID];

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Nowhere.
    No,
    /// Inside the areas of the seat.
    Own,
    /// In the whole town, whatever the areas of the seat.
    All,
}
use Reach::{All, No, Own};

/// What a cell of the matrix is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Area,
    Member,
    Notice,
    Household,
    Resident,
    Visit,
    Dispute,
    /// A dispute with violence at home, minors or the mentally ill.
    Sensitive,
    Matter,
    Task,
    PersonFile,
    CheckIn,
}

/// The kinds in the order of the columns below.
const COLUMNS: [Of; 12] = [
    Of::Area,
    Of::Member,
    Of::Notice,
    Of::Household,
    Of::Resident,
    Of::Visit,
    Of::Dispute,
    Of::Sensitive,
    Of::Matter,
    Of::Task,
    Of::PersonFile,
    Of::CheckIn,
];

/// A role at a place.
struct Seat {
    name: &'static str,
    role: Role,
    area: &'static str,
    /// Sees, per column.
    sees: [Reach; 12],
    /// Begins records, per column.
    begins: [Reach; 12],
    /// Corrects records that others made, per column.
    corrects: [Reach; 12],
}

/// C1 is for everybody of the town. C2 and C3 go by area. A sensitive dispute is for those on the case and the office, a care file and what
/// belongs to it for its own team: nobody here is on either. A department has what is assigned to it, and nothing was; it may begin cases
/// (somebody comes to its window). Tasks and notices are the
/// office's to write; what a worker does with them are steps. County and auditor see counts and the log, elsewhere.
#[rustfmt::skip]
const SEATS: [Seat; 9] = [
    //                                                       area member notice house resid visit disp sens matter task file check
    Seat { name: "worker", role: Role::Worker, area: GRID_1,
        sees:     [All, All, All, Own, Own, Own, Own, No,  Own, Own, No,  No],
        begins:   [No,  No,  No,  Own, Own, Own, Own, Own, Own, No,  Own, No],
        corrects: [No,  No,  No,  Own, Own, Own, Own, Own, Own, No,  No,  No] },
    Seat { name: "worker of the grid beside", role: Role::Worker, area: GRID_2,
        sees:     [All, All, All, Own, Own, Own, Own, No,  Own, Own, No,  No],
        begins:   [No,  No,  No,  Own, Own, Own, Own, Own, Own, No,  Own, No],
        corrects: [No,  No,  No,  Own, Own, Own, Own, Own, Own, No,  No,  No] },
    Seat { name: "cadre", role: Role::VillageCadre, area: VILLAGE,
        sees:     [All, All, All, Own, Own, Own, Own, No,  Own, Own, No,  No],
        begins:   [No,  No,  No,  Own, Own, Own, Own, Own, Own, Own, Own, No],
        corrects: [No,  No,  No,  Own, Own, Own, Own, Own, Own, Own, No,  No] },
    Seat { name: "supervisor", role: Role::Supervisor, area: TOWN,
        sees:     [All, All, All, Own, Own, Own, Own, Own, Own, Own, No,  No],
        begins:   [Own, Own, Own, Own, Own, Own, Own, Own, Own, Own, No,  No],
        corrects: [Own, Own, Own, Own, Own, Own, Own, Own, Own, Own, No,  No] },
    Seat { name: "department", role: Role::Department, area: TOWN,
        sees:     [All, All, All, No,  No,  No,  No,  No,  No,  No,  No,  No],
        begins:   [No,  No,  No,  No,  No,  No,  Own, Own, No,  No,  Own, No],
        corrects: [No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No] },
    Seat { name: "county", role: Role::County, area: TOWN,
        sees:     [All, All, All, No,  No,  No,  No,  No,  No,  No,  No,  No],
        begins:   [No;  12],
        corrects: [No;  12] },
    Seat { name: "auditor", role: Role::Auditor, area: TOWN,
        sees:     [All, All, All, No,  No,  No,  No,  No,  No,  No,  No,  No],
        begins:   [No;  12],
        corrects: [No;  12] },
    Seat { name: "admin", role: Role::Admin, area: TOWN,
        sees:     [All, All, All, No,  No,  No,  No,  No,  No,  No,  No,  No],
        begins:   [Own, Own, No,  No,  No,  No,  No,  No,  No,  No,  No,  No],
        corrects: [Own, Own, No,  No,  No,  No,  No,  No,  No,  No,  No,  No] },
    Seat { name: "worker whose right has ended", role: Role::Worker, area: GRID_1,
        sees:     [No; 12],
        begins:   [No; 12],
        corrects: [No; 12] },
];

fn allows(reach: Reach, seat: &Seat, place: &str) -> bool {
    match reach {
        No => false,
        Own => code(seat.area).contains(&code(place)),
        All => true,
    }
}

fn kind_of(of: Of) -> Kind {
    match of {
        Of::Area => Kind::Area,
        Of::Member => Kind::Member,
        Of::Notice => Kind::Notice,
        Of::Household => Kind::Household,
        Of::Resident => Kind::Resident,
        Of::Visit => Kind::Visit,
        Of::Dispute | Of::Sensitive => Kind::Dispute,
        Of::Matter => Kind::Matter,
        Of::Task => Kind::Task,
        Of::PersonFile => Kind::PersonFile,
        Of::CheckIn => Kind::CheckIn,
    }
}

/// A whole record of this sort; `home` and `file` are where a resident, visit or check-in belongs.
fn whole(of: Of, owner: MemberId, home: Uuid, file: Uuid) -> Value {
    let now = clock::now().timestamp_millis();
    let day = |days: i64| (clock::now() + chrono::Duration::days(days)).date_naive();
    let fields = match of {
        Of::Area => json!({"name": "某片"}),
        Of::Member => json!({"name": "某人", "role": "worker", "areas": [GRID_1]}),
        Of::Notice => {
            json!({"form": "notice", "heading": "防火", "notice_sort": "notice", "body": "防火期不烧荒"})
        }
        Of::Household => json!({"group": 1, "door": "1号", "head": "张三"}),
        Of::Resident => json!({"household": home, "name": "张三", "relation": "head"}),
        Of::Visit => {
            json!({"household": home, "visited_at": now, "method": "door", "outcome": "absent", "purpose": "routine", "handling": "not_needed"})
        }
        Of::Dispute => return dispute(false),
        Of::Sensitive => return dispute(true),
        Of::Matter => {
            json!({"form": "hazard", "hazard_type": "fire", "place": "粮库", "description": "线路老化", "severity": "common",
            "disposal": "needs_unit"})
        }
        Of::Task => {
            json!({"form": "task", "heading": "查粮库", "task_sort": "check", "content": "看看", "owner": owner, "deadline": day(3)})
        }
        Of::PersonFile => {
            json!({"name": "周某某", "line": "resettlement", "care_level": "b", "starts_on": day(-20), "ends_on": day(100),
            "team": [{"role": "worker", "member": owner}]})
        }
        Of::CheckIn => {
            json!({"file": file, "happened_at": now, "method": "door", "check_place": "home", "met_whom": "person",
            "whereabouts": "home", "contact": "works", "needs": ["none"], "abnormal": "no"})
        }
    };
    json!({"create": fields})
}

/// One record of every sort at every place, made by those who may; nobody of [`SEATS`] is on a case or team.
type Records = BTreeMap<(Of, &'static str), Uuid>;

async fn records(desk: &Desk) -> Records {
    let insider = added(desk, "刘站长", Role::Department, TOWN).await;
    let mut office = desk.phone(desk.supervisor).await;
    let mut station = desk.phone(insider).await;
    let mut records = Records::new();
    for place in PLACES {
        for of in COLUMNS {
            let by = match of {
                Of::PersonFile | Of::CheckIn => &mut station,
                _ => &mut office,
            };
            let home = records.get(&(Of::Household, place)).copied();
            let file = records.get(&(Of::PersonFile, place)).copied();
            let act = whole(
                of,
                insider,
                home.unwrap_or_default(),
                file.unwrap_or_default(),
            );
            let id = Uuid::now_v7();
            let change = by.change(id, kind_of(of).as_str(), place, &act);
            let receipts = by.push(&[change]).await;
            assert_eq!(
                statuses(&receipts),
                ["stored"],
                "{of:?} {place} {receipts:?}"
            );
            records.insert((of, place), id);
        }
    }
    records
}

async fn added(desk: &Desk, name: &'static str, role: Role, area: &'static str) -> MemberId {
    let member = Member {
        name: name.to_owned(),
        role,
        areas: vec![code(area)],
        phone: None,
        employment: None,
        unit: (role == Role::Department).then(|| name.to_owned()),
    };
    let since = days_ago(30);
    let add = move |tx: &dyn sync_server::storage::Tx| {
        town::add_member(tx, Actor::Operator, &member, since)
    };
    desk.store.transact(add).await.unwrap()
}

async fn seated(desk: &Desk, seat: &Seat) -> (Phone, MemberId) {
    let member = added(desk, seat.name, seat.role, seat.area).await;
    let phone = desk.phone(member).await;
    if seat.name.ends_with("has ended") {
        let (area, role) = (code(seat.area), seat.role);
        let ended = days_ago(10);
        desk.store
            .transact(move |tx| tx.end_grants(member, Some(role), &area, ended))
            .await
            .unwrap();
    }
    (phone, member)
}

/// Everything that a device is given which asks for every scope there could be, its own and others', by tail and by image.
async fn given(phone: &Phone, records: &Records) -> BTreeSet<Uuid> {
    let mut scopes: BTreeSet<Scope> = BTreeSet::new();
    for class in ["c1", "c2", "c3", "c3s", "c4", "c5"] {
        for area in [TOWN, VILLAGE, GRID_1, GRID_2, OTHER_VILLAGE_GRID] {
            scopes.insert(format!("{class}:{area}").parse().unwrap());
        }
        for ((_, place), id) in records {
            scopes.extend(format!("{class}:{place}/{id}").parse::<Scope>().ok());
        }
    }
    let mut request = phone.request(&[]);
    request["v"] = json!(protocol::version::CURRENT);
    for scope in &scopes {
        request["cursors"][scope.to_string()] = json!(0);
    }
    let mut texts = vec![
        phone
            .post(request.to_string(), None)
            .await
            .text()
            .await
            .unwrap(),
    ];
    for scope in &scopes {
        let address = format!("{}/v1/image?scope={scope}&limit=1000", phone.base);
        let reply = phone.get(&address).await;
        if reply.status() == 200 {
            texts.push(reply.text().await.unwrap());
        }
    }
    let is_told = |id: &Uuid| {
        texts.iter().any(|text| {
            text.contains(&format!("\"record\":\"{id}\""))
                || text.contains(&format!("\"id\":\"{id}\""))
        })
    };
    records.values().copied().filter(is_told).collect()
}

#[tokio::test]
async fn every_seat_sees_what_the_table_says_and_nothing_else() {
    let desk = Desk::open().await;
    let records = records(&desk).await;
    let mut wrong = Vec::new();
    for seat in &SEATS {
        let (phone, _) = seated(&desk, seat).await;
        let seen = given(&phone, &records).await;
        for ((of, place), id) in &records {
            let column = COLUMNS.iter().position(|column| column == of).unwrap();
            let (does, may) = (seen.contains(id), allows(seat.sees[column], seat, place));
            if does != may {
                wrong.push(format!(
                    "{} sees {of:?} at {place}: {does}, the table says {may}",
                    seat.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_seat_writes_what_the_table_says_and_nothing_else() {
    let desk = Desk::open().await;
    let records = records(&desk).await;
    let mut wrong = Vec::new();
    for seat in &SEATS {
        let (mut phone, own) = seated(&desk, seat).await;
        for (column, of) in COLUMNS.into_iter().enumerate() {
            for place in PLACES {
                let kind = kind_of(of);
                let home = records[&(Of::Household, place)];
                let act = whole(of, own, home, records[&(Of::PersonFile, place)]);
                let begun = phone.change(Uuid::now_v7(), kind.as_str(), place, &act);
                let edit = json!({"edit": {"remarks": "改"}});
                let corrected = phone.change(records[&(of, place)], kind.as_str(), place, &edit);
                let receipts = phone.push(&[begun, corrected]).await;
                let does =
                    |n: usize| ["stored", "merged", "contested"].contains(&statuses(&receipts)[n]);
                for (verb, n, reach) in [("begins", 0, seat.begins), ("corrects", 1, seat.corrects)]
                {
                    let may = allows(reach[column], seat, place);
                    if does(n) != may {
                        wrong.push(format!(
                            "{} {verb} {of:?} at {place}: {}, the table says {may}",
                            seat.name, receipts[n]
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_kind_and_every_role_has_a_row() {
    let rows: BTreeSet<String> = COLUMNS
        .iter()
        .map(|of| kind_of(*of).as_str().to_owned())
        .collect();
    let kinds: BTreeSet<String> = Kind::known().map(|kind| kind.as_str().to_owned()).collect();
    assert_eq!(rows, kinds);
    let seated: BTreeSet<Role> = SEATS.iter().map(|seat| seat.role).collect();
    assert_eq!(seated, Role::ALL.iter().copied().collect());
}
