//! The wire breaks, the server goes and comes: every visit arrives once.

use stories::{Cut, Phone, Township, Wire};

/// Places of a cut that differ in what is lost: before the request, in its head, in its body, in the answer's head and body.
const UP: [usize; 8] = [0, 1, 40, 120, 260, 400, 600, 900];
const DOWN: [usize; 8] = [0, 1, 15, 60, 160, 300, 420, 600];

async fn remarks(township: &Township) -> anyhow::Result<Vec<String>> {
    let mut remarks: Vec<String> = township
        .visits()
        .await?
        .iter()
        .filter_map(|record| record.fields.text("remarks").map(str::to_owned))
        .collect();
    remarks.sort();
    Ok(remarks)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wire_cut_at_any_place_loses_and_doubles_nothing() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let wire = Wire::to(township.address()).await?;
    let phone = Phone::new()?;
    phone
        .enroll_at(&wire.url(), &township, township.wang)
        .await?;
    phone.pulled().await?;
    let home = township.homes[0].id;
    let cuts = UP.map(Cut::Up).into_iter().chain(DOWN.map(Cut::Down));
    let mut saved = Vec::new();
    for (n, cut) in cuts.enumerate() {
        let remark = format!("第{n:02}次");
        wire.cut(cut);
        phone.visit(home, &remark).await?;
        saved.push(remark);
        // The button, as often as a person would press it.
        while phone
            .call(client::commands::OpenSyncPage)
            .await?
            .light
            .unsent
            > 0
        {
            phone.sync().await?;
            phone.rests().await?;
        }
        assert_eq!(remarks(&township).await?, saved, "{cut:?}");
    }
    assert!(wire.cuts() >= 8, "only {} cuts happened", wire.cuts());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_pull_cut_in_the_middle_goes_on() -> anyhow::Result<()> {
    let township = Township::start().await?;
    for cut in [200, 700, 1_500, 3_000] {
        let wire = Wire::to(township.address()).await?;
        let phone = Phone::new()?;
        phone
            .enroll_at(&wire.url(), &township, township.wang)
            .await?;
        wire.cut(Cut::Down(cut));
        phone.sync().await?;
        while phone.pulled_yet().await?.is_none() {
            phone.sync().await?;
            phone.rests().await?;
        }
        assert_eq!(phone.doors().await?, ["2号", "9号", "12号"], "{cut}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_is_asked_for_again_and_counts_once() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let wire = Wire::to(township.address()).await?;
    let phone = Phone::new()?;
    phone
        .enroll_at(&wire.url(), &township, township.wang)
        .await?;
    phone.pulled().await?;
    wire.cut(Cut::Down(0));
    phone.visit(township.homes[0].id, "只有一次").await?;
    while phone
        .call(client::commands::OpenSyncPage)
        .await?
        .light
        .unsent
        > 0
    {
        phone.sync().await?;
        phone.rests().await?;
    }
    assert_eq!(wire.cuts(), 1);
    assert_eq!(remarks(&township).await?, ["只有一次"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_restarts_is_found_again() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let home = township.homes[0].id;
    phone.visit(home, "之前").await?;
    phone.sent().await?;
    township.stop().await?;
    phone.visit(home, "停机时").await?;
    phone.rests().await?;
    township.start_again()?;
    phone.sync().await?;
    phone.sent().await?;
    office.sync().await?;
    office.sees("停机时").await?;
    assert_eq!(remarks(&township).await?, ["之前", "停机时"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_hears_of_a_visit_without_asking() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let phone = Phone::of(&township, township.wang).await?;
    phone.visit(township.homes[0].id, "新的一条").await?;
    // Nobody presses anything.
    office.sees("新的一条").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn saves_survive_an_app_that_is_killed() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    township.stop().await?;
    let home = township.homes[0].id;
    for n in 0..3 {
        phone.visit(home, &format!("离线{n}")).await?;
        phone.reopen().await?;
    }
    assert_eq!(phone.visits().await?.total, 3);
    township.start_again()?;
    phone.sync().await?;
    phone.sent().await?;
    assert_eq!(remarks(&township).await?, ["离线0", "离线1", "离线2"]);
    Ok(())
}
