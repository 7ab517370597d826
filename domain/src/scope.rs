//! Who may see and write what: role × area subtree × data class.

use serde::{Deserialize, Serialize};

use crate::area::AreaCode;
use crate::kind::Kind;
use crate::member::Role;

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
            Self::Care,
            Self::Audit,
        ]
        .into_iter()
        .find(|class| class.as_str() == name)
    }
}

/// A subtree of areas for one class of data. Written `c2:620602108003`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// The class of data.
    pub class: DataClass,
    /// The root of the subtree.
    pub area: AreaCode,
}

impl Scope {
    /// The scope of `class` below `area`.
    #[must_use]
    pub fn new(class: DataClass, area: AreaCode) -> Self {
        Self { class, area }
    }

    /// Does a record of `kind` in `area` belong to this scope?
    #[must_use]
    pub fn covers(&self, kind: &Kind, area: &AreaCode) -> bool {
        kind.class() == self.class && self.area.contains(area)
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.class.as_str(), self.area)
    }
}

/// The text is not `class:area`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a scope is written class:area")]
pub struct BadScope;

impl std::str::FromStr for Scope {
    type Err = BadScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (class, area) = text.split_once(':').ok_or(BadScope)?;
        let class = DataClass::from_name(class).ok_or(BadScope)?;
        Ok(Self {
            class,
            area: AreaCode::new(area).map_err(|_| BadScope)?,
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
/// Care files (C4) are in nobody's standing scope; they are granted one by one. The county sees counts, which are not records.
#[must_use]
pub fn standing_scopes(role: Role, town: &AreaCode, areas: &[AreaCode]) -> Vec<Scope> {
    let mut scopes = vec![Scope::new(DataClass::Public, town.clone())];
    let classes: &[DataClass] = match role {
        Role::Worker | Role::VillageCadre | Role::Supervisor => {
            &[DataClass::Household, DataClass::Case]
        }
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
        // Sorted: a subtree follows its root at once, so the last one kept is the only candidate.
        let inside = kept
            .last()
            .is_some_and(|last| last.class == scope.class && last.area.contains(&scope.area));
        if !inside {
            kept.push(scope);
        }
    }
    kept
}

/// May a member of this role write records of this kind, inside an area it sees?
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
                    | Kind::CheckIn
                    | Kind::Task
            )
        }
        Role::Supervisor => !matches!(kind, Kind::PersonFile | Kind::CheckIn | Kind::Other(_)),
        Role::Department => matches!(kind, Kind::Dispute | Kind::Matter | Kind::Task),
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
    }
}
