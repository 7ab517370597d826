//! Numbers that look real and belong to nobody.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::identity;
use domain::resident::Sex;

use crate::chance::Chance;
use crate::places::COUNTY;

/// A mobile number of the 154 range: validation takes it for plausible, while the published lists of ranges name 154 among
/// those given to no operator. The fixed `00` after it leaves most of the range untouched should that ever change.
pub(crate) fn phone(chance: &mut Chance) -> String {
    format!("15400{:06}", chance.below(1_000_000))
}

/// Gives out identity numbers, each once: valid by GB 11643, in a region that does not exist, so none can be a real person's.
#[derive(Default)]
pub(crate) struct IdentityNumbers(BTreeSet<String>);

impl IdentityNumbers {
    pub(crate) fn take(&mut self, chance: &mut Chance, birth: NaiveDate, sex: Sex) -> String {
        loop {
            let odd = usize::from(sex == Sex::Male);
            let serial = chance.below(499) * 2 + 2 - odd;
            let first17 = format!("{COUNTY}{}{serial:03}", birth.format("%Y%m%d"));
            let check = identity::check_character(&first17).unwrap_or('X');
            let number = format!("{first17}{check}");
            if self.0.insert(number.clone()) {
                return number;
            }
        }
    }
}
