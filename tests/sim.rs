//! The sync simulator: real clients (commands, store, engine) and the real server core in one thread, joined by a network that loses,
//! doubles, delays and cuts, with time and chance from one seed. The same seed is the same run. See [`run`].

mod acts;
mod agreement;
mod care;
mod cases;
mod chance;
mod checks;
mod device;
mod disasters;
mod network;
mod openings;
mod pictures;
mod promises;
mod returns;
mod sabotage;
mod settled;
mod tampered;
mod town;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context as _, Result};
use chrono::Duration;
use futures_util::FutureExt as _;

pub use sabotage::Sabotage;
pub use settled::made as settled_town;
pub use world::Counts;

use self::world::World;

/// Steps of a run.
pub const STEPS: u64 = 300;

/// What a seed found.
#[derive(Debug, Clone)]
pub struct Violation {
    /// The seed that finds it again.
    pub seed: u64,
    /// At which step.
    pub step: u64,
    /// What must not be.
    pub what: String,
    /// The last steps before it.
    pub trace: Vec<String>,
}

/// Runs one seed on a copy of the settled town.
///
/// # Errors
/// The first violation.
pub fn run(seed: u64, settled: &[u8], sabotage: Option<Sabotage>) -> Result<Counts, Violation> {
    let mut made = None;
    let mut step = 0;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let world = made.insert(World::new(seed, settled, sabotage)?);
        while step < STEPS {
            step += 1;
            world.step()?;
        }
        step += 1;
        world.end()?;
        Ok(world.counts)
    }));
    let outcome: Result<Counts> =
        outcome.unwrap_or_else(|panic| Err(anyhow::anyhow!("a panic: {}", words_of(&*panic))));
    outcome.map_err(|error| Violation {
        seed,
        step,
        what: format!("{error:#}"),
        trace: made
            .iter()
            .flat_map(World::memory)
            .map(str::to_owned)
            .collect(),
    })
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no words")
}

impl World {
    fn step(&mut self) -> Result<()> {
        self.counts.steps += 1;
        let millis = match self.chance.below(10) {
            0..=3 => 0,
            4..=8 => self.chance.below(20_000),
            _ => self.chance.below(200_000),
        };
        self.pass(Duration::milliseconds(i64::try_from(millis)?))?;
        let device = self.chance.place(self.devices.len());
        if self.chance.below(100) < 62 {
            self.act(device)?;
        } else {
            self.befall(device)?;
        }
        if self.chance.one_in(4) {
            let device = self.chance.place(self.devices.len());
            self.check_device(device)?;
        }
        Ok(())
    }
}

/// The answer of a future that waits for nothing.
fn at_once<T>(future: impl Future<Output = T>) -> Result<T> {
    future
        .now_or_never()
        .context("the storage in memory answers at once")
}
