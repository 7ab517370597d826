//! What the importer must be told: which areas there are, and who is already registered.

use domain::area::AreaCode;
use domain::household::Household;
use domain::ids::RecordId;
use domain::resident::Resident;

/// The areas of the town, by the words of the register.
pub trait Places {
    /// The village of this name. An empty name asks for the village that the whole sheet belongs to: a register without a
    /// 村 column.
    fn village(&self, name: &str) -> Option<AreaCode>;

    /// The grid that a group of a village belongs to. Group 0 asks for the grid of a village without groups.
    fn grid(&self, village: &AreaCode, group: u16) -> Option<AreaCode>;
}

/// A household that is already registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownHousehold {
    /// Its record.
    pub id: RecordId,
    /// Its grid.
    pub area: AreaCode,
    /// What is known.
    pub household: Household,
}

/// A resident who is already registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownResident {
    /// The record.
    pub id: RecordId,
    /// The grid.
    pub area: AreaCode,
    /// What is known.
    pub resident: Resident,
}

/// Everything already registered that the sheet could be about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Existing {
    /// Households that are not void.
    pub households: Vec<KnownHousehold>,
    /// Residents that are not void.
    pub residents: Vec<KnownResident>,
}
