//! Counting disputes, for a page of numbers at once.

use serde::{Deserialize, Serialize};

use super::Run;
use super::disputes::DisputeFilter;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::dispute_counts;

/// Counts disputes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountDisputes {
    /// What to count; the answers stand in the same order.
    pub filters: Vec<DisputeFilter>,
}
command!(CountDisputes -> Vec<u64>);

impl Run for CountDisputes {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<u64>, Error> {
        dispute_counts::count(cx.db(), &self.filters, cx.today())
    }
}
