//! A line of 50 kbit/s with 800 ms there and back, and a server to which a hundred phones come at once.

use std::collections::BTreeSet;

use client::commands::OpenSyncPage;
use futures_util::future::try_join_all;
use stories::{Phone, Slow, Township, Wire};
use tokio::time::Instant;

/// A day's visits.
const VISITS: usize = 20;
/// Whole clients, each with its own thread, store and keys.
const PHONES: usize = 100;
const VISITS_EACH: usize = 5;

#[tokio::test(flavor = "multi_thread")]
async fn a_days_visits_go_over_a_slow_line_in_one_small_request() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let wire = Wire::to(township.address()).await?;
    let phone = Phone::new()?;
    phone
        .enroll_at(&wire.url(), &township, township.wang)
        .await?;
    phone.pulled().await?;
    phone.rests().await?;
    township.stop().await?;
    for n in 0..VISITS {
        let home = township.homes[n % township.homes.len()].id;
        phone.visit(home, &format!("第{n}户,都好")).await?;
    }
    wire.slow(Some(Slow::EDGE));
    township.start_again()?;
    let begun = Instant::now();
    phone.sync().await?;
    phone.sent().await?;
    let took = begun.elapsed();
    let (up, down) = wire.bytes();
    println!("{VISITS} visits over 50 kbit/s and 800 ms: {took:?}, {up} bytes up, {down} down");
    assert_eq!(township.visits().await?.len(), VISITS);
    // Twice would show.
    assert!(up < VISITS * 200, "{up} bytes");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_pull_comes_over_a_slow_line_that_breaks() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let wire = Wire::to(township.address()).await?;
    wire.slow(Some(Slow::EDGE));
    let phone = Phone::new()?;
    phone
        .enroll_at(&wire.url(), &township, township.wang)
        .await?;
    wire.cut(stories::Cut::Down(1_500));
    while phone.pulled_yet().await?.is_none() {
        phone.sync().await?;
        phone.rests().await?;
    }
    assert_eq!(phone.doors().await?, ["2号", "9号", "12号"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_phones_at_once_lose_and_double_nothing() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let mut phones = Vec::new();
    for n in 0..PHONES {
        let member = [township.wang, township.li, township.chen][n % 3];
        phones.push(Phone::of(&township, member).await?);
    }
    township.stop().await?;
    let mut saved = BTreeSet::new();
    for (n, phone) in phones.iter().enumerate() {
        let homes = if n % 3 == 2 {
            &township.far_homes
        } else {
            &township.homes
        };
        for visit in 0..VISITS_EACH {
            let remark = format!("{n}号手机第{visit}次");
            phone.visit(homes[visit % homes.len()].id, &remark).await?;
            saved.insert(remark);
        }
    }
    township.start_again()?;
    let begun = Instant::now();
    try_join_all(phones.iter().map(async |phone| {
        phone.sync().await?;
        phone.sent().await
    }))
    .await?;
    println!(
        "{PHONES} phones with {VISITS_EACH} visits each: all received after {:?}",
        begun.elapsed()
    );
    let visits = township.visits().await?;
    let there: BTreeSet<String> = visits
        .iter()
        .filter_map(|record| record.fields.text("remarks").map(str::to_owned))
        .collect();
    assert_eq!((visits.len(), &there), (saved.len(), &saved));
    // Asked to come back later or not: whoever presses the button has it all, and both sides know it.
    for phone in &phones {
        phone.sync().await?;
    }
    try_join_all(phones.iter().map(async |phone| {
        phone
            .until("both hold the same", async |phone| {
                let page = phone.call(OpenSyncPage).await?;
                let holds_all = page.agreed.is_some_and(|(_, count)| count == page.records);
                Ok((holds_all && page.mended.is_none()).then_some(()))
            })
            .await
    }))
    .await?;
    Ok(())
}
