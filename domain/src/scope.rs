//! Who may see and write what: role × area subtree × data class.

use serde::{Deserialize, Serialize};

use crate::area::AreaCode;
use crate::ids::RecordId;
use crate::kind::Kind;
use crate::member::Role;
use crate::placing::Placing;

/// How sensitive data is. Order matters: later classes are narrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DataClass {
    /// C1: areas, members, notices.
    #[serde(rename = "c1")]
    Public,
    /// C2: households, residents, visits.
    #[serde(rename = "c2")]
    Household,
    /// C3: disputes, matters, tasks.
    #[serde(rename = "c3")]
    Case,
    /// C3 as well, but for those on the case and the office alone: disputes with violence at home, minors or the mentally ill.
    #[serde(rename = "c3s")]
    SensitiveCase,
    /// C4: files of people who need care or follow-up.
    #[serde(rename = "c4")]
    Care,
    /// C5: the audit log.
    #[serde(rename = "c5")]
    Audit,
}

impl DataClass {
    /// The name in SQL and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "c1",
            Self::Household => "c2",
            Self::Case => "c3",
            Self::SensitiveCase => "c3s",
            Self::Care => "c4",
            Self::Audit => "c5",
        }
    }

    /// The class with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Public,
            Self::Household,
            Self::Case,
            Self::SensitiveCase,
            Self::Care,
            Self::Audit,
        ]
        .into_iter()
        .find(|class| class.as_str() == name)
    }
}

/// A subtree of areas for one class of data, written `c2:620602108003`; or one file with all that belongs to it, a case or a care
/// file, written `c4:620602108003001/<the file's id>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// The class of data.
    pub class: DataClass,
    /// The root of the subtree; of a file, where it belongs.
    pub area: AreaCode,
    /// The one file; none for a subtree.
    pub file: Option<RecordId>,
}

impl Scope {
    /// The scope of `class` below `area`.
    #[must_use]
    pub fn new(class: DataClass, area: AreaCode) -> Self {
        Self {
            class,
            area,
            file: None,
        }
    }

    /// The scope of one file in its area.
    #[must_use]
    pub fn of_file(class: DataClass, area: AreaCode, file: RecordId) -> Self {
        Self {
            class,
            area,
            file: Some(file),
        }
    }

    /// Is what it holds sealed on a device, and pulled only while its user has it open?
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.class == DataClass::Care
    }

    /// Do all records of `kind` in `area` belong to this subtree, but for those that are for a few alone? The scope of one file has
    /// no subtree: ask [`Scope::holds`].
    #[must_use]
    pub fn covers(&self, kind: &Kind, area: &AreaCode) -> bool {
        self.holds(&Placing {
            class: kind.class(),
            area: area.clone(),
            file: None,
        })
    }

    /// Does a record that lies there belong to this scope?
    #[must_use]
    pub fn holds(&self, placing: &Placing) -> bool {
        let is_inside = match self.file {
            None => self.area.contains(&placing.area),
            Some(own) => placing.file == Some(own) && self.area == placing.area,
        };
        placing.class == self.class && is_inside
    }

    /// Is all of the other scope part of this one?
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let is_inside = match self.file {
            None => self.area.contains(&other.area),
            Some(_) => *self == *other,
        };
        self.class == other.class && is_inside
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.class.as_str(), self.area)?;
        match self.file {
            Some(file) => write!(f, "/{file}"),
            None => Ok(()),
        }
    }
}

/// Are single files of this class given to people?
fn has_files(class: DataClass) -> bool {
    matches!(
        class,
        DataClass::Case | DataClass::SensitiveCase | DataClass::Care
    )
}

/// The text is neither `class:area` nor `class:area/file`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a scope is written class:area or class:area/file")]
pub struct BadScope;

impl std::str::FromStr for Scope {
    type Err = BadScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (class, area) = text.split_once(':').ok_or(BadScope)?;
        let class = DataClass::from_name(class).ok_or(BadScope)?;
        let (area, file) = match area.split_once('/') {
            // Only cases and care files have scopes of their own.
            Some((area, file)) if has_files(class) => {
                (area, Some(file.parse().map_err(|_| BadScope)?))
            }
            Some(_) => return Err(BadScope),
            None => (area, None),
        };
        Ok(Self {
            class,
            area: AreaCode::new(area).map_err(|_| BadScope)?,
            file,
        })
    }
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The scopes that a role has over its areas: the public grid information of the whole town, and its own subtrees of the rest.
///
/// Care files (C4) are in nobody's standing scope, sensitive cases in the office's alone; they are granted one by one, and so is what is
/// given to a department ([`crate::circle`]). The county sees counts, which are not records.
#[must_use]
pub fn standing_scopes(role: Role, town: &AreaCode, areas: &[AreaCode]) -> Vec<Scope> {
    let mut scopes = vec![Scope::new(DataClass::Public, town.clone())];
    let classes: &[DataClass] = match role {
        Role::Worker | Role::VillageCadre => &[DataClass::Household, DataClass::Case],
        Role::Supervisor => &[
            DataClass::Household,
            DataClass::Case,
            DataClass::SensitiveCase,
        ],
        Role::Department | Role::County | Role::Auditor | Role::Admin | Role::Unknown => &[],
    };
    for class in classes {
        scopes.extend(areas.iter().map(|area| Scope::new(*class, area.clone())));
    }
    without_contained(scopes)
}

/// The same rights with no scope inside another, sorted.
#[must_use]
pub fn without_contained(mut scopes: Vec<Scope>) -> Vec<Scope> {
    scopes.sort();
    scopes.dedup();
    let mut kept: Vec<Scope> = Vec::with_capacity(scopes.len());
    for scope in scopes {
        // Sorted: a subtree follows its root at once, so the last one kept is the only candidate. A file contains nothing but itself.
        let inside = kept.last().is_some_and(|last| last.contains(&scope));
        if !inside {
            kept.push(scope);
        }
    }
    kept
}

/// May a member of this role write records of this kind, inside an area it sees? Of care files and their check-ins this says only who
/// may at all: each of them is open to its own team alone ([`crate::care`]).
#[must_use]
pub fn may_write(role: Role, kind: &Kind) -> bool {
    match role {
        Role::Worker | Role::VillageCadre => {
            matches!(
                kind,
                Kind::Household
                    | Kind::Resident
                    | Kind::Visit
                    | Kind::Dispute
                    | Kind::Matter
                    | Kind::PersonFile
                    | Kind::CheckIn
                    | Kind::Task
            )
        }
        Role::Supervisor => !matches!(kind, Kind::PersonFile | Kind::CheckIn | Kind::Other(_)),
        Role::Department => matches!(
            kind,
            Kind::Dispute | Kind::Matter | Kind::Task | Kind::PersonFile | Kind::CheckIn
        ),
        Role::Admin => matches!(kind, Kind::Area | Kind::Member),
        Role::County | Role::Auditor | Role::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> AreaCode {
        AreaCode::new(text).unwrap()
    }

    fn file(n: u128) -> RecordId {
        RecordId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn a_worker_sees_the_own_grid_and_the_public_part_of_the_town() {
        let town = code("620602108");
        let grid = code("620602108003002");
        let scopes = standing_scopes(Role::Worker, &town, std::slice::from_ref(&grid));
        let sees =
            |kind: Kind, area: &str| scopes.iter().any(|scope| scope.covers(&kind, &code(area)));
        assert!(sees(Kind::Visit, "620602108003002"));
        assert!(!sees(Kind::Visit, "620602108003001"));
        assert!(sees(Kind::Area, "620602108004"));
        assert!(!sees(Kind::PersonFile, "620602108003002"));
    }

    #[test]
    fn a_scope_inside_another_is_dropped() {
        let scopes = vec![
            Scope::new(DataClass::Household, code("620602108003002")),
            Scope::new(DataClass::Household, code("620602108003")),
            Scope::new(DataClass::Case, code("620602108003002")),
        ];
        let kept: Vec<String> = without_contained(scopes)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(kept, ["c2:620602108003", "c3:620602108003002"]);
    }

    #[test]
    fn a_scope_reads_back_what_it_writes() {
        let scope: Scope = "c2:620602108003".parse().unwrap();
        assert_eq!(scope.to_string(), "c2:620602108003");
        assert!("c9:620602108003".parse::<Scope>().is_err() && "c2".parse::<Scope>().is_err());
        let file = "c4:620602108003001/0199aaaa-0000-7000-8000-000000000001";
        assert_eq!(file.parse::<Scope>().unwrap().to_string(), file);
        for bad in [
            "c2:620602108003001/0199aaaa-0000-7000-8000-000000000001",
            "c4:620602108003001/",
            "c4:620602108003001/x",
        ] {
            assert!(bad.parse::<Scope>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_scope_of_a_file_holds_that_file_alone_and_no_subtree() {
        let grid = code("620602108003001");
        let (one, two) = (file(1), file(2));
        let scope = Scope::of_file(DataClass::Care, grid.clone(), one);
        let lies = |kind: Kind, area: &AreaCode, file: Option<RecordId>| Placing {
            class: kind.class(),
            area: area.clone(),
            file,
        };
        let holds = |kind: Kind, of: Option<RecordId>| scope.holds(&lies(kind, &grid, of));
        assert!(holds(Kind::PersonFile, Some(one)) && holds(Kind::CheckIn, Some(one)));
        assert!(!holds(Kind::PersonFile, Some(two)) && !holds(Kind::CheckIn, None));
        assert!(!holds(Kind::Visit, Some(one)));
        assert!(!scope.holds(&lies(Kind::CheckIn, &code("620602108003002"), Some(one))));
        assert!(!scope.covers(&Kind::PersonFile, &grid));
        let other = Scope::of_file(DataClass::Care, grid.clone(), two);
        assert!(scope.contains(&scope) && !scope.contains(&other));
        let kept = without_contained(vec![other.clone(), scope.clone(), scope.clone()]);
        assert_eq!(kept, [scope, other]);
    }

    #[test]
    fn sensitive_cases_are_in_the_offices_standing_scopes_alone() {
        let town = code("620602108");
        for role in Role::ALL {
            let scopes = standing_scopes(*role, &town, std::slice::from_ref(&town));
            let has_them = scopes
                .iter()
                .any(|scope| scope.class == DataClass::SensitiveCase);
            assert_eq!(has_them, *role == Role::Supervisor, "{role:?}");
        }
    }

    #[test]
    fn one_case_is_part_of_the_cases_of_its_village() {
        let case: Scope = "c3:620602108003001/0199aaaa-0000-7000-8000-000000000001"
            .parse()
            .unwrap();
        let village: Scope = "c3:620602108003".parse().unwrap();
        let sensitive: Scope = "c3s:620602108".parse().unwrap();
        assert!(village.contains(&case) && !case.contains(&village));
        assert!(!sensitive.contains(&case) && !case.is_sealed());
    }

    #[test]
    fn no_role_has_care_files_in_its_standing_scopes() {
        let town = code("620602108");
        for role in Role::ALL {
            let scopes = standing_scopes(*role, &town, std::slice::from_ref(&town));
            assert!(
                scopes.iter().all(|scope| scope.class != DataClass::Care),
                "{role:?}"
            );
        }
    }
}
