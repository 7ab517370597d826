//! The tree of areas: county, town, village, grid. A code carries its parents as prefixes.

use serde::{Deserialize, Serialize};

use crate::change::Fields;
use crate::codes::codes;

/// A code of the area tree: 6 digits county, 9 town, 12 village (GB/T 2260 + GB/T 10114), 15 grid (12 + serial in the village).
///
/// No national rule for grid codes was found, so any digits up to 20 are accepted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct AreaCode(String);

/// The text is not 6 to 20 digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an area code is 6 to 20 digits")]
pub struct BadAreaCode;

/// How deep an area stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaLevel {
    /// 县.
    County,
    /// 镇、乡、街道.
    Town,
    /// 村、社区.
    Village,
    /// 网格.
    Grid,
}

const COUNTY: usize = 6;
const TOWN: usize = 9;
const VILLAGE: usize = 12;

impl AreaCode {
    /// The code with this text.
    ///
    /// # Errors
    /// When the text is not 6 to 20 ASCII digits.
    pub fn new(text: impl Into<String>) -> Result<Self, BadAreaCode> {
        let text = text.into();
        let fits = (COUNTY..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if fits {
            Ok(Self(text))
        } else {
            Err(BadAreaCode)
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Is `other` this area or inside it?
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The first text after every code inside this area: `code >= a AND code < a.range_end()` selects the subtree by index.
    #[must_use]
    pub fn range_end(&self) -> String {
        // ':' follows '9' in ASCII, and codes are digits only.
        format!("{}:", self.0)
    }

    /// The level that the length of the code says.
    #[must_use]
    pub fn level(&self) -> AreaLevel {
        match self.0.len() {
            ..TOWN => AreaLevel::County,
            TOWN..VILLAGE => AreaLevel::Town,
            VILLAGE => AreaLevel::Village,
            _ => AreaLevel::Grid,
        }
    }

    /// The area that this one lies in, cut at `level`; `None` when this code is not below that level.
    #[must_use]
    pub fn at_level(&self, level: AreaLevel) -> Option<Self> {
        let length = match level {
            AreaLevel::County => COUNTY,
            AreaLevel::Town => TOWN,
            AreaLevel::Village => VILLAGE,
            AreaLevel::Grid => self.0.len(),
        };
        if self.level() < level {
            return None;
        }
        self.0.get(..length).map(|digits| Self(digits.to_owned()))
    }

    /// The village this area is or lies in.
    #[must_use]
    pub fn village(&self) -> Option<Self> {
        self.at_level(AreaLevel::Village)
    }
}

impl std::fmt::Display for AreaCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for AreaCode {
    type Err = BadAreaCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl<'de> Deserialize<'de> for AreaCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(text).map_err(serde::de::Error::custom)
    }
}

codes! {
    /// What sort of grid an area is.
    pub enum AreaKind = "area-kind" {
        /// A grid of a village or community.
        Village = "village" => "村居网格",
        /// A grid of its own purpose, such as a market.
        Dedicated = "dedicated" => "专属网格",
    }
}

/// One area as its record says it. The record's own `area` is the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The name people use, such as 张庄村 or 第三网格.
    pub name: String,
    /// For grids: village grid or dedicated grid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<AreaKind>,
}

impl Area {
    /// Reads an area out of a record's fields; `None` when it has no name.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_knows_its_village_and_what_it_contains() {
        let grid = AreaCode::new("620602108003002").unwrap();
        let village = AreaCode::new("620602108003").unwrap();
        assert_eq!(grid.village(), Some(village.clone()));
        assert!(village.contains(&grid) && !grid.contains(&village));
        assert_eq!(AreaCode::new("620602108").unwrap().village(), None);
        assert_eq!(village.level(), AreaLevel::Village);
    }

    #[test]
    fn a_range_selects_the_subtree_and_nothing_else() {
        let village = AreaCode::new("620602108003").unwrap();
        let end = village.range_end();
        for (code, inside) in [
            ("620602108003", true),
            ("620602108003999", true),
            ("620602108004", false),
            ("620602108002999", false),
        ] {
            assert_eq!(
                code >= village.as_str() && code < end.as_str(),
                inside,
                "{code}"
            );
        }
    }

    #[test]
    fn text_that_is_no_code_is_refused() {
        for text in ["", "12345", "6206021080030021234567", "62060210800a"] {
            assert!(AreaCode::new(text).is_err(), "{text}");
        }
    }
}
