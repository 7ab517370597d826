//! Runs the sync simulator: `sim N` runs the seeds 1 to N, `sim --seed S` one of them with its last steps, `sim --sabotage NAME N` a
//! broken variant until it is found. Ends with 1 when something was found that must not be (or, sabotaged, when nothing was).

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use stories::sim::{Counts, Sabotage, Violation, run, settled_town};

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--seed", seed] => one(seed.parse().context("a seed")?, None),
        ["--seed", seed, "--sabotage", name] => one(seed.parse().context("a seed")?, Some(*name)),
        ["--sabotage", name, seeds] => many(seeds.parse().context("how many")?, Some(*name)),
        [seeds] => many(seeds.parse().context("how many")?, None),
        _ => bail!("sim N | sim --seed S | sim --sabotage NAME N"),
    }
}

fn sabotage(name: Option<&str>) -> Result<Option<Sabotage>> {
    name.map(|name| Sabotage::named(name).with_context(|| format!("no sabotage {name}")))
        .transpose()
}

fn one(seed: u64, name: Option<&str>) -> Result<ExitCode> {
    let settled = settled_town()?;
    match run(seed, &settled, sabotage(name)?) {
        Ok(counts) => {
            writeln!(std::io::stdout(), "seed {seed}: in order\n{counts:#?}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(violation) => {
            tell(&violation)?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn tell(violation: &Violation) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for line in &violation.trace {
        writeln!(out, "  {line}")?;
    }
    writeln!(
        out,
        "./test sim --seed {}   # step {}: {}",
        violation.seed, violation.step, violation.what
    )?;
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long the runs took is told; nothing in them reads it"
)]
fn start() -> Instant {
    Instant::now()
}

fn many(seeds: u64, name: Option<&str>) -> Result<ExitCode> {
    let sabotage = sabotage(name)?;
    let settled = settled_town()?;
    let begun = start();
    let next = AtomicU64::new(1);
    let found: Mutex<Vec<Violation>> = Mutex::new(Vec::new());
    let totals = Mutex::new(Counts::default());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > seeds {
                        return;
                    }
                    match run(seed, &settled, sabotage) {
                        Ok(counts) => add(&totals, counts),
                        Err(violation) => {
                            if let Ok(mut found) = found.lock() {
                                found.push(violation);
                            }
                            // A few are enough to begin with.
                            if found.lock().is_ok_and(|found| found.len() >= 5) {
                                next.store(seeds + 1, Ordering::Relaxed);
                            }
                        }
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|violation| violation.seed);
    let totals = totals.into_inner().unwrap_or_default();
    report(&found, totals, seeds, begun.elapsed())?;
    let expected = sabotage.is_some();
    Ok(if found.is_empty() == expected {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn add(totals: &Mutex<Counts>, counts: Counts) {
    let Ok(mut totals) = totals.lock() else {
        return;
    };
    totals.steps += counts.steps;
    totals.saved += counts.saved;
    totals.released += counts.released;
    totals.logged += counts.logged;
    totals.requests += counts.requests;
    totals.faults += counts.faults;
    totals.crashes += counts.crashes;
    totals.restores += counts.restores;
    totals.forgets += counts.forgets;
    totals.rows_lost += counts.rows_lost;
}

fn report(found: &[Violation], totals: Counts, seeds: u64, took: Duration) -> Result<()> {
    for violation in found {
        tell(violation)?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{seeds} seeds in {:.1} s: {} steps, {} saved changes ({} released), {} requests, {} network faults, \
         {} crashes, {} restores, {} devices forgotten, {} rows lost and put right; {} violations",
        took.as_secs_f64(),
        totals.steps,
        totals.saved,
        totals.released,
        totals.requests,
        totals.faults,
        totals.crashes,
        totals.restores,
        totals.forgets,
        totals.rows_lost,
        found.len()
    )?;
    Ok(())
}
