//! How big a town is.

/// Which town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A whole town: 18 villages, 114 groups, 68 grids, 340 workers, 7,188 households, 27,784 residents, 200,000 visits, 600 disputes, 1,500 matters,
    /// 159 care files.
    Town,
    /// A corner of one for a first look and for tests: 3 villages, 9 groups, 6 grids, 18 workers, 240 households,
    /// 900 residents, 1,500 visits, 24 disputes, 60 matters, 12 care files.
    Small,
}

/// The exact totals. One grid and one group are the market's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) villages: usize,
    pub(crate) groups: usize,
    pub(crate) grids: usize,
    /// Beside the one full-time worker of each grid.
    pub(crate) part_time_per_grid: usize,
    pub(crate) households: usize,
    pub(crate) residents: usize,
    pub(crate) visits: usize,
    pub(crate) disputes: usize,
    pub(crate) items: usize,
    pub(crate) care_files: usize,
}

impl Scale {
    pub(crate) fn sizes(self) -> Sizes {
        match self {
            Self::Town => Sizes {
                villages: 18,
                groups: 114,
                grids: 68,
                part_time_per_grid: 4,
                households: 7_188,
                residents: 27_784,
                visits: 200_000,
                disputes: 600,
                items: 1_500,
                care_files: 159,
            },
            Self::Small => Sizes {
                villages: 3,
                groups: 9,
                grids: 6,
                part_time_per_grid: 2,
                households: 240,
                residents: 900,
                visits: 1_500,
                disputes: 24,
                items: 60,
                care_files: 12,
            },
        }
    }
}
