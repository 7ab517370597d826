//! Planning: what is new, what is edited, and that running it again does nothing.

use domain::area::AreaCode;
use domain::change::Fields;
use domain::doubt::Choice;
use domain::household::Household;
use domain::ids::RecordId;
use domain::kind::Kind;
use domain::resident::{Presence, Relation, Resident};
use domain::validate;

use super::{codes, csv, day, sample, today};
use crate::{
    Choices, Column, Existing, KnownHousehold, KnownResident, Places, Plan, ProblemCode, plan,
};

/// Three villages with groups 1 to 4, two groups a grid.
struct Town;

const VILLAGES: [(&str, &str); 3] = [
    ("柳湾村", "629999101200"),
    ("石磨沟村", "629999101201"),
    ("东河沿村", "629999101202"),
];

impl Places for Town {
    fn village(&self, name: &str) -> Option<AreaCode> {
        let wanted = if name.is_empty() { "柳湾村" } else { name };
        let (_, code) = VILLAGES.iter().find(|(name, _)| *name == wanted)?;
        AreaCode::new(*code).ok()
    }

    fn grid(&self, village: &AreaCode, group: u16) -> Option<AreaCode> {
        let grid = (1..=4).contains(&group).then(|| group.div_ceil(2))?;
        AreaCode::new(format!("{village}{grid:03}")).ok()
    }
}

struct Ids(u8);

impl Ids {
    fn next(&mut self) -> RecordId {
        self.0 += 1;
        RecordId::from_slice(&[self.0; 16]).unwrap()
    }
}

/// Stores a plan, as the server would.
fn store(existing: &mut Existing, plan: &Plan) {
    for new in &plan.households {
        existing.households.push(KnownHousehold {
            id: new.id,
            area: new.area.clone(),
            household: new.household.clone(),
        });
    }
    for new in &plan.residents {
        existing.residents.push(KnownResident {
            id: new.id,
            area: new.area.clone(),
            resident: new.resident.clone(),
        });
    }
    for edit in &plan.edits {
        let over = |known: Fields| {
            let mut fields = known;
            fields.0.extend(edit.fields.0.clone());
            fields
        };
        if edit.kind == Kind::Household {
            let known = existing
                .households
                .iter_mut()
                .find(|known| known.id == edit.id)
                .unwrap();
            known.household = Household::from_fields(&over(Fields::of(&known.household))).unwrap();
        } else {
            let known = existing
                .residents
                .iter_mut()
                .find(|known| known.id == edit.id)
                .unwrap();
            known.resident = Resident::from_fields(&over(Fields::of(&known.resident))).unwrap();
        }
    }
}

struct Desk {
    existing: Existing,
    ids: Ids,
}

impl Desk {
    fn new() -> Self {
        Self {
            existing: Existing::default(),
            ids: Ids(0),
        }
    }

    /// Imports a CSV and checks that importing it again would do nothing.
    fn import(&mut self, text: &str) -> Plan {
        self.import_reading(&csv(text))
    }

    fn import_reading(&mut self, reading: &crate::Reading) -> Plan {
        self.import_as(reading, &Choices::new())
    }

    fn import_as(&mut self, reading: &crate::Reading, choices: &Choices) -> Plan {
        let first = plan(reading, &self.existing, &Town, choices, || self.ids.next());
        store(&mut self.existing, &first);
        let again = plan(reading, &self.existing, &Town, choices, || self.ids.next());
        assert_eq!(
            (&again.households, &again.residents, &again.edits),
            (&vec![], &vec![], &vec![])
        );
        assert_eq!(again.problems, first.problems);
        assert_eq!(
            again.unchanged + again.rejected.len(),
            reading.people.len() + rejected(reading)
        );
        first
    }
}

fn rejected(reading: &crate::Reading) -> usize {
    let mut rows: Vec<u32> = reading
        .problems
        .iter()
        .filter(|one| one.rejects())
        .map(|one| one.row)
        .collect();
    rows.dedup();
    rows.len()
}

fn sizes(plan: &Plan) -> (usize, usize, usize, usize) {
    (
        plan.households.len(),
        plan.residents.len(),
        plan.edits.len(),
        plan.unchanged,
    )
}

#[test]
fn the_samples_import_once() {
    let mut desk = Desk::new();
    let first = desk.import_reading(&sample("liuwan.xlsx"));
    assert_eq!(sizes(&first), (5, 12, 0, 0));
    assert!(first.rejected.iter().eq(&[8, 12, 13, 14, 16, 19]));
    let unknown = (19, Column::Group, ProblemCode::UnknownGroup);
    assert!(codes(&first.problems).contains(&unknown));
    let second = desk.import_reading(&sample("two-villages-gb18030.csv"));
    assert_eq!(sizes(&second), (4, 6, 0, 0));
    assert!(codes(&second.problems).contains(&(8, Column::Village, ProblemCode::UnknownVillage)));
    assert!(second.rejected.iter().eq(&[7, 8]));
}

#[test]
fn what_is_created_passes_validation_and_lies_in_its_grid() {
    let mut desk = Desk::new();
    let plan = desk.import_reading(&sample("liuwan.xlsx"));
    for new in &plan.households {
        assert_eq!(validate::household(&new.household), []);
    }
    for new in &plan.residents {
        assert_eq!(validate::resident(&new.resident, today()), []);
        let home = plan
            .households
            .iter()
            .find(|home| home.id == new.resident.household)
            .unwrap();
        assert_eq!(home.area, new.area);
    }
    let last = plan.households.last().unwrap();
    assert_eq!(
        (last.area.as_str(), last.household.group),
        ("629999101200002", 4)
    );
    assert_eq!(last.household.phone.as_deref(), Some("15400100014"));
}

#[test]
fn a_corrected_row_joins_its_household() {
    let mut desk = Desk::new();
    let bad = "姓名,关系,门牌,组,身份证号\n甲一,户主,1,1,629999196804120119\n甲二,妻,1,1,\n";
    assert_eq!(sizes(&desk.import(bad)), (1, 1, 0, 0));
    let good = bad.replace("0119", "0115");
    let plan = desk.import(&good);
    assert_eq!(sizes(&plan), (0, 1, 0, 1));
    assert_eq!(
        plan.residents[0].resident.household,
        desk.existing.households[0].id
    );
}

#[test]
fn a_bad_head_without_head_column_or_door_does_not_double_the_household() {
    let mut desk = Desk::new();
    let bad = "姓名,关系,组,身份证号\n,户主,1,629999196804120115\n甲二,妻,,62999919700903022X\n";
    assert_eq!(sizes(&desk.import(bad)), (1, 1, 0, 0));
    // The household was named after the wife; her number finds it again.
    let plan = desk.import(&bad.replace("\n,户主", "\n甲一,户主"));
    assert_eq!(sizes(&plan), (0, 1, 1, 1));
    assert_eq!(desk.existing.households[0].household.head, "甲一");
}

#[test]
fn people_are_known_by_identity_number_else_by_household_name_and_birth() {
    let mut desk = Desk::new();
    desk.import("姓名,关系,门牌,组,出生日期\n甲一,户主,1,1,1968-04-12\n甲二,子,1,1,1993-11-20\n");
    // The number arrives later, the name is corrected later still.
    let numbered = "姓名,关系,门牌,组,身份证号\n甲一,户主,1,1,629999196804120115\n甲二,子,1,1,\n";
    assert_eq!(sizes(&desk.import(numbered)), (0, 0, 1, 1));
    let renamed = desk.import(&numbered.replace("甲一,", "甲乙,"));
    assert_eq!(
        sizes(&renamed),
        (0, 0, 2, 1),
        "the person and the head of the household"
    );
    assert_eq!(desk.existing.residents.len(), 2);
    // Another birth date is another person.
    let other = desk.import("姓名,关系,门牌,组,出生日期\n甲二,子,1,1,1999-01-01\n");
    assert_eq!(sizes(&other), (0, 1, 0, 0));
}

#[test]
fn blank_cells_never_clear_what_is_known() {
    let mut desk = Desk::new();
    desk.import("姓名,关系,门牌,组,电话,出生日期\n甲一,户主,1,1,15400100001,1968-04-12\n");
    let plan = desk.import("姓名,关系,门牌,组,电话,出生日期\n甲一,,1,1,,\n");
    assert_eq!(sizes(&plan), (0, 0, 0, 1));
    let resident = &desk.existing.residents[0].resident;
    assert_eq!(
        (resident.birth, resident.relation),
        (day("1968-04-12"), Relation::Head)
    );
    assert_eq!(resident.phone.as_deref(), Some("15400100001"));
}

#[test]
fn two_households_share_a_door_and_doors_are_one_however_written() {
    let mut desk = Desk::new();
    let text = "户主,姓名,关系,门牌,组\n甲一,甲一,户主,12号,1\n乙一,乙一,户主,12号,1\n";
    assert_eq!(sizes(&desk.import(text)), (2, 2, 0, 0));
    let written_otherwise = text.replace("12号", "12").replace(",1\n", ",第一组\n");
    assert_eq!(sizes(&desk.import(&written_otherwise)), (0, 0, 0, 2));
}

#[test]
fn a_new_head_at_the_same_door_edits_the_household() {
    let mut desk = Desk::new();
    let text = "户主,姓名,关系,门牌,组\n甲一,甲一,户主,12,1\n甲一,甲二,子,12,1\n";
    desk.import(text);
    let plan = desk.import("户主,姓名,关系,门牌,组\n甲二,甲二,户主,12,1\n");
    assert_eq!(sizes(&plan), (0, 0, 2, 0));
    assert_eq!(plan.edits[0].fields.text("head"), Some("甲二"));
    assert_eq!(plan.edits[1].fields.text("relation"), Some("head"));
}

#[test]
fn without_door_the_head_finds_the_household() {
    let mut desk = Desk::new();
    desk.import("户主,姓名,关系,门牌,组\n甲一,甲一,户主,12,1\n");
    assert_eq!(
        sizes(&desk.import("户主,姓名,关系,组\n甲一,甲一,户主,1\n")),
        (0, 0, 0, 1)
    );
    // The same name in another group is another household.
    assert_eq!(
        sizes(&desk.import("户主,姓名,关系,组\n甲一,甲一,户主,2\n")),
        (1, 1, 0, 0)
    );
}

#[test]
fn who_is_registered_in_another_household_waits_for_the_office() {
    let mut desk = Desk::new();
    desk.import("姓名,关系,门牌,组,身份证号\n甲一,户主,1,1,629999196804120115\n");
    let moved = "姓名,关系,门牌,组,身份证号\n乙一,户主,2,1,\n甲一,父,2,1,629999196804120115\n";
    let plan = desk.import(moved);
    assert_eq!(sizes(&plan), (1, 1, 0, 0));
    let expected = [(3, Column::IdentityNumber, ProblemCode::LivesElsewhere)];
    assert_eq!(codes(&plan.problems), expected);
    // Once marked as moved away there, the person is taken in here.
    desk.existing.residents[0].resident.presence = Presence::MovedAway;
    assert_eq!(sizes(&desk.import(moved)), (0, 1, 0, 1));
}

#[test]
fn a_person_written_twice_counts_once() {
    let mut desk = Desk::new();
    let plan = desk.import("姓名,关系,门牌,组\n甲一,户主,1,1\n甲二,子,1,1\n甲二,子,1,1\n");
    assert_eq!(sizes(&plan), (1, 2, 0, 0));
    assert_eq!(
        codes(&plan.problems),
        [(4, Column::Name, ProblemCode::DuplicatePerson)]
    );
    assert!(plan.problems[0].message.contains("第3行"));
}

#[test]
fn a_sheet_without_village_belongs_to_the_village_asked_for() {
    let mut desk = Desk::new();
    let plan = desk.import("姓名,关系,门牌,组\n甲一,户主,1,3\n");
    assert_eq!(plan.households[0].area.as_str(), "629999101200002");
}

/// Rows 3 and up are in doubt; what becomes of them for each choice.
fn chosen(desk: &Desk, text: &str, choice: Option<Choice>) -> (Plan, Existing) {
    let mut desk = Desk {
        existing: desk.existing.clone(),
        ids: Ids(desk.ids.0),
    };
    let choices: Choices = choice.into_iter().map(|choice| (3, choice)).collect();
    let plan = desk.import_as(&csv(text), &choices);
    (plan, desk.existing)
}

#[test]
fn somebody_very_like_a_member_of_the_household_is_asked_about() {
    let mut desk = Desk::new();
    desk.import("姓名,关系,门牌,组,出生日期\n甲一,户主,1,1,1968-04-12\n甲建国,子,1,1,1993-11-20\n");
    for like in ["甲建囯,子,1,1,1993-11-20", "甲建国,子,1,1,1993-11-02"] {
        let text = format!("姓名,关系,门牌,组,出生日期\n甲一,户主,1,1,1968-04-12\n{like}\n");
        let (left_out, _) = chosen(&desk, &text, None);
        assert_eq!(sizes(&left_out), (0, 0, 0, 1));
        let expected = [(3, Column::Name, ProblemCode::MaybeSamePerson)];
        assert_eq!(codes(&left_out.problems), expected);
        let (same, after) = chosen(&desk, &text, Some(Choice::Same));
        assert_eq!((sizes(&same), same.problems.len()), ((0, 0, 1, 1), 0));
        assert_eq!(after.residents.len(), 2, "put right, not made twice");
        let (new, after) = chosen(&desk, &text, Some(Choice::New));
        assert_eq!((sizes(&new), after.residents.len()), ((0, 1, 0, 1), 3));
    }
    // Both stand in the sheet: twins.
    let twins = "姓名,关系,门牌,组,出生日期\n甲建军,子,1,1,1993-11-20\n甲建国,子,1,1,1993-11-20\n";
    assert_eq!(sizes(&desk.import(twins)), (0, 1, 0, 1));
}

#[test]
fn somebody_registered_elsewhere_moves_when_the_office_says_so() {
    let mut desk = Desk::new();
    desk.import("姓名,关系,门牌,组,出生日期,电话\n甲一,户主,1,1,1968-04-12,15400100001\n");
    let text = "姓名,关系,门牌,组,出生日期\n乙一,户主,2,3,1970-01-01\n甲一,配偶,2,3,1968-04-12\n";
    let (left_out, _) = chosen(&desk, text, None);
    assert_eq!(sizes(&left_out), (1, 1, 0, 0));
    let expected = [(3, Column::Name, ProblemCode::MaybeElsewhere)];
    assert_eq!(codes(&left_out.problems), expected);
    let (moved, after) = chosen(&desk, text, Some(Choice::Same));
    assert_eq!(sizes(&moved), (1, 2, 1, 0));
    assert_eq!(after.residents[0].resident.presence, Presence::MovedAway);
    let here = &after.residents[2].resident;
    assert_eq!(here.phone.as_deref(), Some("15400100001"));
    assert_eq!(
        (here.relation, here.presence),
        (Relation::Spouse, Presence::Home)
    );
    let (new, after) = chosen(&desk, text, Some(Choice::New));
    assert_eq!((sizes(&new), after.residents.len()), ((1, 2, 0, 0), 3));
}

#[test]
fn one_identity_number_is_never_two_people() {
    let mut desk = Desk::new();
    desk.import("姓名,关系,门牌,组,身份证号\n甲一,户主,1,1,629999196804120115\n");
    let text = "姓名,关系,门牌,组,身份证号\n乙一,户主,2,1,\n甲一,父,2,1,629999196804120115\n";
    let (new, after) = chosen(&desk, text, Some(Choice::New));
    assert_eq!((sizes(&new), after.residents.len()), ((1, 1, 0, 0), 2));
    let (moved, after) = chosen(&desk, text, Some(Choice::Same));
    assert_eq!(sizes(&moved), (1, 2, 1, 0));
    assert_eq!(after.residents[0].resident.presence, Presence::MovedAway);
}
