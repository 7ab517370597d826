//! The sync simulator's own proof: a seed is the same run each time, and no deliberately broken variant escapes it.

use std::sync::Mutex;

use stories::sim::{Sabotage, run, settled_town};

/// No broken variant may survive more seeds than this.
const SEEDS: u64 = 120;

#[test]
fn the_same_seed_is_the_same_run() -> anyhow::Result<()> {
    let settled = settled_town()?;
    let sound = (1..=24).map(|seed| (seed, None));
    for (seed, sabotage) in sound.chain([(3, Some(Sabotage::NoRepeatKnown))]) {
        let runs = [(); 2].map(|()| format!("{:?}", run(seed, &settled, sabotage)));
        assert_eq!(runs[0], runs[1]);
    }
    Ok(())
}

#[test]
fn every_broken_variant_is_found() -> anyhow::Result<()> {
    let settled = settled_town()?;
    let left = Mutex::new(Sabotage::ALL.to_vec());
    let survivors = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = left.lock().unwrap().pop();
                    let Some(sabotage) = next else { return };
                    let found =
                        (1..=SEEDS).find_map(|seed| run(seed, &settled, Some(sabotage)).err());
                    match found {
                        Some(found) => {
                            println!("{sabotage:?}: seed {}, {}", found.seed, found.what);
                        }
                        None => survivors.lock().unwrap().push(sabotage),
                    }
                }
            });
        }
    });
    let survivors = survivors.into_inner().unwrap();
    assert_eq!(survivors, [], "these were not found");
    Ok(())
}
