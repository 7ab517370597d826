//! What areas are called, read once for a whole list.

use std::collections::BTreeMap;

use domain::{Area, AreaCode, AreaLevel, Kind, Scope};

use crate::error::Error;
use crate::storage::View;

/// The names of the town's areas.
pub(super) struct Places(BTreeMap<AreaCode, String>);

impl Places {
    pub(super) fn read(view: &dyn View) -> Result<Self, Error> {
        let town = view.town()?;
        let mut names = BTreeMap::from([(town.code.clone(), town.name)]);
        let scope = Scope::new(Kind::Area.class(), town.code);
        view.each_record(&Kind::Area, &scope, &mut |record| {
            if let Some(area) = Area::from_fields(&record.fields) {
                names.insert(record.area, area.name);
            }
            Ok(())
        })?;
        Ok(Self(names))
    }

    /// A name, with the village in front of a grid's; the code of an area that has none.
    pub(super) fn name(&self, area: &AreaCode) -> String {
        let of = |code: &AreaCode| self.0.get(code).map_or("", String::as_str);
        let village = area.village().filter(|_| area.level() == AreaLevel::Grid);
        let name = format!("{}{}", village.as_ref().map_or("", of), of(area));
        if name.is_empty() {
            area.to_string()
        } else {
            name
        }
    }
}
