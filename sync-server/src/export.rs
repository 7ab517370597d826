//! The server's records as the source of the ledgers, and a ledger as a file ([`Order`]).

mod order;

use chrono::NaiveDate;
use domain::{Area, AreaCode, AreaLevel, DataClass, Fields, Kind, Member, Scope};
use ledger::source::{Names, Source, Tell};
use ledger::visits::Receipt;

pub(crate) use self::order::of_leave;
pub use self::order::{FileFormat, Made, Order};
use crate::error::Error;
use crate::storage::View;

/// A town's records, with what areas and members are called.
pub struct Town<'a> {
    view: &'a dyn View,
    names: Names,
    fields: Fields,
}

impl<'a> Town<'a> {
    /// The town of this data.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn of(view: &'a dyn View) -> Result<Self, Error> {
        let code = view.town()?.code;
        let scope = Scope::new(Kind::Area.class(), code.clone());
        let (mut names, mut fields) = (Names::default(), Fields::default());
        view.each_record(&Kind::Area, &scope, &mut |record| {
            if record.area == code {
                fields = record.fields.clone();
            }
            if let Some(area) = Area::from_fields(&record.fields) {
                names.areas.insert(record.area, area.name);
            }
            Ok(())
        })?;
        view.each_record(&Kind::Member, &scope, &mut |record| {
            if let Some(member) = Member::from_fields(&record.fields) {
                names.members.insert(record.id.into(), member.name);
            }
            Ok(())
        })?;
        Ok(Self {
            view,
            names,
            fields,
        })
    }

    /// The name of the village in which an area lies; empty for the town's own.
    #[must_use]
    pub fn village_name(&self, area: &AreaCode) -> String {
        self.names.village(area)
    }

    /// What an area is called, with its village in front when it is a grid.
    #[must_use]
    pub fn area_name(&self, area: &AreaCode) -> String {
        if area.level() == AreaLevel::Grid {
            self.names.place(area)
        } else {
            self.names.area(area).to_owned()
        }
    }
}

impl Source<Error> for Town<'_> {
    fn each(
        &self,
        kind: &Kind,
        area: &AreaCode,
        _days: Option<(NaiveDate, NaiveDate)>,
        tell: Tell<'_>,
    ) -> Result<(), Error> {
        // Disputes that are for few eyes lie in a class of their own; the office's ledger has them all.
        let narrow = (*kind == Kind::Dispute).then_some(DataClass::SensitiveCase);
        for class in [Some(kind.class()), narrow].into_iter().flatten() {
            let scope = Scope::new(class, area.clone());
            self.view.each_record(kind, &scope, &mut |record| {
                if record.voided.is_none() {
                    tell(&record, Receipt::Received);
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn names(&self) -> &Names {
        &self.names
    }

    fn town(&self) -> &Fields {
        &self.fields
    }
}
