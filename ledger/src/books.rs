//! All ledgers by name, and making one out of a source.

use domain::dispute::AgreementForm;
use domain::forms::{errand, hazard, lecture, opinion};

use crate::source::{Source, Wanted};
use crate::table::Table;
use crate::{
    agreements, care, coverage, disputes, figures, grids, matters, meetings, month, visits, worklog,
};

/// A ledger that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ledger {
    /// Its stable name in addresses and settings.
    pub key: &'static str,
    /// What it is called on paper.
    pub name: &'static str,
    /// Does it name those whom a case or a request is about? Then it leaves with a purpose and somebody's leave only
    /// (个人信息保护法 arts. 6, 25 and 51).
    pub names_people: bool,
    /// Does the office's own store lack what it counts, so that only the server can make it?
    pub is_counted_by_server: bool,
    /// Is it counts and public information alone: what the county has (domain.md §6)?
    pub is_counts: bool,
    /// Are its lines cases, which are keyed into the province's platform one by one?
    pub is_of_cases: bool,
    /// Which one.
    which: Which,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Disputes,
    Month,
    Agreements(AgreementForm),
    Visits,
    Coverage,
    Care,
    Hazards,
    Opinions,
    Errands,
    Lectures,
    Meetings,
    WorkLog,
    Grids,
    Figures,
}

const fn ledger(key: &'static str, name: &'static str, which: Which) -> Ledger {
    let names_people = matches!(
        which,
        Which::Disputes | Which::Agreements(_) | Which::Opinions | Which::Errands | Which::Meetings
    );
    Ledger {
        key,
        name,
        names_people,
        is_counted_by_server: matches!(which, Which::Care),
        is_counts: matches!(
            which,
            Which::Month | Which::Coverage | Which::Care | Which::Grids | Which::Figures
        ),
        is_of_cases: matches!(
            which,
            Which::Disputes | Which::Hazards | Which::Opinions | Which::Errands | Which::Lectures
        ),
        which,
    }
}

/// The ledgers, in the order shown.
pub const LEDGERS: &[Ledger] = &[
    ledger("disputes", disputes::NAME, Which::Disputes),
    ledger("dispute-month", "矛盾纠纷月报", Which::Month),
    ledger("figures", figures::NAME, Which::Figures),
    ledger(
        "oral-agreements",
        "口头协议登记簿",
        Which::Agreements(AgreementForm::Oral),
    ),
    ledger(
        "written-agreements",
        "书面协议登记簿",
        Which::Agreements(AgreementForm::Written),
    ),
    ledger("visits", visits::NAME, Which::Visits),
    ledger("coverage", "走访覆盖表", Which::Coverage),
    ledger("care-visits", care::NAME, Which::Care),
    ledger("hazards", "隐患排查整治台账", Which::Hazards),
    ledger("opinions", "民意诉求及反馈台账", Which::Opinions),
    ledger("errands", "帮办代办及微心愿台账", Which::Errands),
    ledger("lectures", "政策宣讲登记表", Which::Lectures),
    ledger("meetings", meetings::NAME, Which::Meetings),
    ledger("worklog", "网格员工作日志", Which::WorkLog),
    ledger("grids", "网格基本情况表", Which::Grids),
];

impl Ledger {
    /// The ledger of this name.
    #[must_use]
    pub fn named(key: &str) -> Option<&'static Self> {
        LEDGERS.iter().find(|ledger| ledger.key == key)
    }

    /// The columns that a province's import sheet can be filled from; none for a ledger that is counts.
    #[must_use]
    pub fn headings(&self) -> Vec<&'static str> {
        match self.which {
            Which::Disputes => disputes::headings(),
            Which::Visits => visits::headings(),
            Which::Hazards => matters::headings(&matters::HAZARDS),
            Which::Opinions => matters::headings(&matters::OPINIONS),
            Which::Errands => matters::headings(&matters::ERRANDS),
            Which::Lectures => matters::headings(&matters::LECTURES),
            Which::Month
            | Which::Agreements(_)
            | Which::Coverage
            | Which::Care
            | Which::Meetings
            | Which::WorkLog
            | Which::Figures
            | Which::Grids => Vec::new(),
        }
    }

    /// Makes it with all of [`Ledger::headings`], for a province's import sheet.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn make_wide<E>(&self, source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
        match self.which {
            Which::Disputes => disputes::wide(source, wanted),
            Which::Hazards => matters::wide(source, wanted, &hazard::FORM, &matters::HAZARDS),
            Which::Opinions => matters::wide(source, wanted, &opinion::FORM, &matters::OPINIONS),
            Which::Errands => matters::wide(source, wanted, &errand::FORM, &matters::ERRANDS),
            Which::Lectures => matters::wide(source, wanted, &lecture::FORM, &matters::LECTURES),
            _ => self.make(source, wanted),
        }
    }

    /// Makes it.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn make<E>(&self, source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
        match self.which {
            Which::Disputes => disputes::table(source, wanted),
            Which::Month => month::table(source, wanted),
            Which::Agreements(form) => agreements::table(source, wanted, form),
            Which::Visits => visits::table(source, wanted),
            Which::Coverage => coverage::table(source, wanted),
            Which::Care => care::table(source, wanted),
            Which::Hazards => matters::hazards(source, wanted),
            Which::Opinions => matters::opinions(source, wanted),
            Which::Errands => matters::errands(source, wanted),
            Which::Lectures => matters::lectures(source, wanted),
            Which::Meetings => meetings::table(source, wanted),
            Which::WorkLog => worklog::table(source, wanted),
            Which::Grids => grids::table(source, wanted),
            Which::Figures => figures::table(source, wanted),
        }
    }
}
