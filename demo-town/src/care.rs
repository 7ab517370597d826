//! People who need care: one file each with its team, and the check-ins of the past year, some of them just due or overdue. The demo worker
//! has several. Nothing but what care needs is invented: no diagnosis, no offence.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use domain::area::AreaCode;
use domain::care::step::{StepWords, step};
use domain::care::{
    Abnormal, CareNeed, CheckIn, CheckMethod, CheckPlace, CheckStep, Contact, Department, Level,
    Line, Livelihood, Medication, Met, PersonFile, Rules, TeamMember, Whereabouts,
};
use domain::change::Step;
use domain::ids::{MemberId, RecordId};
use domain::member::Role;
use domain::resident::{Resident, Sex};

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::homes::Home;
use crate::names;
use crate::numbers;
use crate::scale::Sizes;
use crate::staff::Staff;

/// Files of the demo worker's grid come first.
const DEMO_FILES: usize = 6;
/// Files were begun so many days ago at the most; households were written down before.
const OLDEST: i64 = 340;
const ABNORMAL: [&str; 4] = [
    "近期没有收入,想找活干",
    "家里屋顶漏雨,等修",
    "说最近睡不好,想去医院看看",
    "监护人外出,家里只有一位老人",
];
const ANSWERS: [&str; 3] = [
    "已电话联系,本周上门",
    "已转有关单位,落实后告知",
    "已登记,下次一同走访",
];
const SEEN: [&str; 4] = ["正常", "家里收拾得干净", "和邻居来往多", "愿意聊天"];

/// A file with its check-ins.
#[derive(Debug, Clone, PartialEq)]
pub struct CareMade {
    /// The file's id; its time is when it was begun.
    pub id: RecordId,
    /// The grid.
    pub area: AreaCode,
    /// The department whose line it is.
    pub author: MemberId,
    /// The file.
    pub file: PersonFile,
    /// Its check-ins in their order.
    pub checks: Vec<CheckMade>,
}

/// A check-in with what followed.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckMade {
    /// The check-in's id; its time is when it was saved.
    pub id: RecordId,
    /// Who.
    pub author: MemberId,
    /// What.
    pub check: CheckIn,
    /// 签收 and 回复: when, who, what.
    pub steps: Vec<(DateTime<Utc>, MemberId, Step)>,
}

/// All files.
pub(crate) fn make(
    sizes: &Sizes,
    homes: &[Home],
    staff: &Staff,
    (seed, today): (u64, NaiveDate),
) -> Vec<CareMade> {
    let own = homes
        .iter()
        .filter(|home| home.author == staff.first_worker());
    let mut maker = Maker {
        chance: Chance::new(seed, Part::Care),
        staff,
        today,
        taken: BTreeSet::new(),
    };
    let own: Vec<&Home> = own.collect();
    let all: Vec<&Home> = homes.iter().collect();
    (0..sizes.care_files)
        .filter_map(|n| maker.file(if n < DEMO_FILES { &own } else { &all }, n))
        .collect()
}

struct Maker<'a> {
    chance: Chance,
    staff: &'a Staff,
    today: NaiveDate,
    taken: BTreeSet<RecordId>,
}

impl Maker<'_> {
    fn file(&mut self, homes: &[&Home], n: usize) -> Option<CareMade> {
        let line = self.line(n);
        let (home, person) = self.person(homes, line)?;
        let level = self
            .chance
            .weighted(&[(Level::A, 150), (Level::B, 450)], Level::C);
        let back = u64::try_from(self.chance.between(60, OLDEST)).unwrap_or(60);
        let starts_on = calendar::days_before(self.today, back);
        let made_at = calendar::at(starts_on, self.chance.between(540, 600), 0);
        let station = self.member(line.department())?;
        let file = self.written((home, &person), line, level, starts_on)?;
        let id = RecordId(self.chance.id(made_at));
        let checks = self.checks(id, &file, home.author, station);
        Some(CareMade {
            id,
            area: home.area.clone(),
            author: station,
            file,
            checks,
        })
    }

    /// Each line once at the beginning, so that the demo worker has different ones.
    fn line(&mut self, n: usize) -> Line {
        const FIRST: [Line; 6] = [
            Line::Elder,
            Line::Mental,
            Line::Resettlement,
            Line::Child,
            Line::Elder,
            Line::Recovery,
        ];
        let drawn = self.chance.weighted(
            &[
                (Line::Child, 200),
                (Line::Mental, 120),
                (Line::Resettlement, 100),
                (Line::Correction, 60),
                (Line::Recovery, 40),
                (Line::Violence, 10),
            ],
            Line::Elder,
        );
        FIRST.get(n).copied().unwrap_or(drawn)
    }

    /// Somebody of the right age who has no file yet.
    fn person<'h>(&mut self, homes: &[&'h Home], line: Line) -> Option<(&'h Home, Resident)> {
        let fits = |age: i32| match line {
            Line::Child => (3..16).contains(&age),
            Line::Elder => age >= 66,
            _ => (20..66).contains(&age),
        };
        for _ in 0..400 {
            let home = homes.get(self.chance.below(homes.len()))?;
            let found = home.residents.iter().find(|(id, person)| {
                let age = person.birth.map(|birth| self.today.year() - birth.year());
                age.is_some_and(fits) && !self.taken.contains(id)
            });
            if let Some((id, person)) = found {
                self.taken.insert(*id);
                return Some((home, person.clone()));
            }
        }
        None
    }

    fn written(
        &mut self,
        (home, person): (&Home, &Resident),
        line: Line,
        level: Level,
        starts_on: NaiveDate,
    ) -> Option<PersonFile> {
        let other = home
            .residents
            .iter()
            .map(|(_, kin)| kin)
            .find(|kin| kin.name != person.name);
        let kin = other.map_or_else(
            || names::full(&mut self.chance, Sex::Female, 45),
            |kin| kin.name.clone(),
        );
        let kin_phone = numbers::phone(&mut self.chance);
        let has_guardian = matches!(line, Line::Child | Line::Mental);
        let ends_on = match line {
            // A measure of two years that began before.
            Line::Correction => starts_on.checked_add_signed(Duration::days(700)),
            _ => Rules::default().end_of(line, starts_on),
        };
        let (basis, organisation) = papers(line);
        Some(PersonFile {
            name: person.name.clone(),
            phone: person.phone.clone(),
            address: Some(home.household.door.clone()),
            line,
            care_level: level,
            basis: Some(basis.to_owned()),
            organisation: Some(organisation.to_owned()),
            starts_on,
            ends_on,
            guardian: has_guardian.then(|| kin.clone()),
            guardian_phone: has_guardian.then(|| kin_phone.clone()),
            family: Some(kin.clone()),
            family_phone: Some(kin_phone.clone()),
            visit_days: None,
            needs: vec![self.need()],
            needs_note: None,
            team: self.team(home, line, (kin, kin_phone))?,
        })
    }

    fn team(
        &mut self,
        home: &Home,
        line: Line,
        (kin, kin_phone): (String, String),
    ) -> Option<Vec<TeamMember>> {
        let without_account = |role: &str, name: String, phone: String| TeamMember {
            role: role.to_owned(),
            member: None,
            department: None,
            name: Some(name),
            phone: Some(phone),
        };
        let cadre = self.staff.members.iter().find(|(_, area, member)| {
            member.role == Role::VillageCadre && area.contains(&home.area)
        });
        let area_cadre = names::full(&mut self.chance, Sex::Male, 40);
        Some(vec![
            TeamMember {
                department: Some(line.department()),
                ..TeamMember::with_account("department", self.member(line.department())?)
            },
            without_account("area_cadre", area_cadre, numbers::phone(&mut self.chance)),
            TeamMember::with_account("village_cadre", cadre?.0),
            TeamMember::with_account("worker", home.author),
            without_account("family", kin, kin_phone),
        ])
    }

    /// The member who answers for a department.
    fn member(&self, department: Department) -> Option<MemberId> {
        let word = match department {
            Department::Justice => "司法所",
            Department::Health => "卫生院",
            Department::Police => "派出所",
            Department::CivilAffairs | Department::Unknown => "民政所",
        };
        let mut members = self.staff.members.iter();
        let found = members
            .find(|(_, _, member)| member.role == Role::Department && member.name.ends_with(word));
        found.map(|(id, _, _)| *id)
    }

    /// By the rhythm of the level, now and then a little late; the last one is missing now and then.
    fn checks(
        &mut self,
        file_id: RecordId,
        file: &PersonFile,
        worker: MemberId,
        station: MemberId,
    ) -> Vec<CheckMade> {
        let every = i64::from(Rules::default().days_of(file.care_level));
        let is_late = self.chance.in_1000(300);
        let until = self.today - Duration::days(if is_late { every / 2 + 1 } else { 1 });
        let mut day = file.starts_on + Duration::days(self.chance.between(1, every));
        let mut checks = Vec::new();
        while day <= until {
            let minute = self.chance.between(14 * 60, 17 * 60);
            let saved_at = calendar::at(day, minute, self.chance.between(0, 999));
            let check = self.check(file_id, file, saved_at);
            let steps = self.steps(&check, station, saved_at);
            checks.push(CheckMade {
                id: RecordId(self.chance.id(saved_at)),
                author: worker,
                check,
                steps,
            });
            day += Duration::days(every - every / 7 + self.chance.between(0, every / 5));
        }
        checks
    }

    fn check(&mut self, file_id: RecordId, file: &PersonFile, at: DateTime<Utc>) -> CheckIn {
        let met = self.chance.weighted(
            &[(Met::Family, 150), (Met::Guardian, 60), (Met::Nobody, 40)],
            Met::Person,
        );
        let is_met = met != Met::Nobody;
        let is_abnormal = is_met && self.chance.in_1000(50);
        CheckIn {
            method: Some(
                self.chance
                    .weighted(&[(CheckMethod::Phone, 150)], CheckMethod::Door),
            ),
            check_place: Some(
                self.chance
                    .weighted(&[(CheckPlace::Village, 80)], CheckPlace::Home),
            ),
            met_whom: Some(met),
            livelihood: is_met.then(|| {
                self.chance.weighted(
                    &[(Livelihood::Allowance, 300), (Livelihood::Work, 200)],
                    Livelihood::Farming,
                )
            }),
            whereabouts: Some(
                self.chance
                    .weighted(&[(Whereabouts::ShortTrip, 60)], Whereabouts::Home),
            ),
            medication: (file.line.asks_medication() && is_met).then(|| {
                self.chance
                    .weighted(&[(Medication::Irregular, 80)], Medication::AsTold)
            }),
            contact: Some(if is_met {
                Contact::Works
            } else {
                Contact::Unasked
            }),
            needs: vec![self.need()],
            observed_1: is_met.then(|| self.chance.pick(&SEEN).to_owned()),
            abnormal: Some(if is_abnormal {
                Abnormal::Yes
            } else {
                Abnormal::No
            }),
            abnormal_note: is_abnormal.then(|| self.chance.pick(&ABNORMAL).to_owned()),
            department: is_abnormal.then_some(file.line.department()),
            ..CheckIn::begun(file_id, at)
        }
    }

    fn need(&mut self) -> CareNeed {
        self.chance.weighted(
            &[
                (CareNeed::Living, 120),
                (CareNeed::Medical, 120),
                (CareNeed::Work, 60),
            ],
            CareNeed::None,
        )
    }

    /// 签收 and 回复 the day after, where the day after has been.
    fn steps(
        &mut self,
        check: &CheckIn,
        station: MemberId,
        at: DateTime<Utc>,
    ) -> Vec<(DateTime<Utc>, MemberId, Step)> {
        let received_at = at + Duration::hours(19);
        let answered_at = received_at + Duration::minutes(30);
        let is_over = answered_at < calendar::at(self.today, 0, 0);
        if check.department.is_none() || !is_over || self.chance.in_1000(150) {
            return Vec::new();
        }
        let words = StepWords {
            text: Some(self.chance.pick(&ANSWERS).to_owned()),
            ..StepWords::default()
        };
        vec![
            (
                received_at,
                station,
                step(CheckStep::Receive, &StepWords::default()),
            ),
            (answered_at, station, step(CheckStep::Answer, &words)),
        ]
    }
}

/// What the care rests on, and where it comes from.
fn papers(line: Line) -> (&'static str, &'static str) {
    match line {
        Line::Correction => ("入矫通知", "清水司法所"),
        Line::Resettlement => ("衔接通知", "清水司法所"),
        Line::Recovery => ("社区康复协议", "清水司法所"),
        Line::Mental => ("关爱帮扶小组名单", "清水卫生院"),
        Line::Violence => ("告诫书", "清水派出所"),
        Line::Elder => ("特殊困难老年人探访名单", "清水民政所"),
        Line::Child => ("留守儿童关爱名单", "清水民政所"),
        Line::Other | Line::Unknown => ("村委会评议", "清水民政所"),
    }
}
