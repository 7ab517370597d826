//! Those who have no records: the county reads counts, the auditor the log, and everybody else the own part of it.

use client::Error;
use client::commands::audit::{AuditQuery, AuditReply};
use client::commands::ledgers::LedgerQuery;
use client::commands::{ExportLedger, FileFormat, LedgerPage, OpenAudit, OpenLedger};
use domain::{AreaCode, Member, MemberId, Role};
use stories::{Phone, Township};
use sync_server::audit::Actor;
use sync_server::{clock, town};

async fn seat(township: &Township, role: Role) -> anyhow::Result<Phone> {
    let member = township.store().transact(move |tx| {
        let member = Member {
            name: format!("{role:?}"),
            role,
            areas: vec![tx.town()?.code],
            phone: None,
            employment: None,
            unit: None,
        };
        town::add_member(tx, Actor::Operator, &member, clock::now())
    });
    let member: MemberId = member.await?;
    let phone = Phone::of(township, member).await?;
    phone.pulled().await?;
    Ok(phone)
}

fn of(phone: &Phone, key: &str, area: Option<AreaCode>) -> LedgerQuery {
    let today = clock::local_date(phone.clock().now());
    LedgerQuery {
        key: key.to_owned(),
        area,
        from: today - chrono::Duration::days(30),
        to: today,
        is_unentered: false,
    }
}

async fn open(phone: &Phone, key: &str) -> Result<LedgerPage, Error> {
    let query = of(phone, key, None);
    phone.call(OpenLedger { query, limit: 50 }).await
}

async fn log(phone: &Phone) -> Result<AuditReply, Error> {
    let query = AuditQuery::default();
    phone.call(OpenAudit { query }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_county_has_the_counts_of_the_office_and_no_record() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let worker = Phone::of(&township, township.wang).await?;
    worker.pulled().await?;
    worker.visit(township.first_home(), "水管漏水").await?;
    worker.sent().await?;
    let office = Phone::of(&township, township.supervisor).await?;
    office.pulled().await?;
    office.sees("水管漏水").await?;
    let county = seat(&township, Role::County).await?;
    assert_eq!(county.visits().await?.total, 0);
    for key in ["dispute-month", "figures", "coverage", "grids"] {
        let (own, counted) = (open(&office, key).await?, open(&county, key).await?);
        assert_eq!(own.table.rows, counted.table.rows, "{key}");
        assert!(own.total > 0, "{key}");
    }
    assert_eq!(open(&county, "disputes").await, Err(Error::NotFound));
    let taken = county
        .call(ExportLedger {
            query: of(&county, "coverage", None),
            format: FileFormat::Csv,
            leave: None,
        })
        .await?;
    assert!(taken.rows > 0);
    county.sync().await?;
    let noted = county
        .until("the export is noted", async |county| {
            let own = log(county).await?;
            Ok(own.entries.into_iter().find(|entry| entry.act == "导出"))
        })
        .await?;
    assert!(
        noted
            .facts
            .contains(&("台账".to_owned(), "走访覆盖表".to_owned()))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_auditor_reads_what_everybody_did_and_a_worker_the_own_part() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let worker = Phone::of(&township, township.wang).await?;
    worker.pulled().await?;
    let auditor = seat(&township, Role::Auditor).await?;
    let all = log(&auditor).await?;
    assert!(
        all.is_whole
            && all
                .chain
                .as_ref()
                .is_some_and(|chain| chain.faults.is_empty())
    );
    assert!(all.entries.iter().any(|entry| entry.act == "添加人员"));
    let own = log(&worker).await?;
    let acts: Vec<&str> = own.entries.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!((own.is_whole, acts), (false, vec!["登记设备"]));
    // It lies with the server alone.
    township.stop().await?;
    assert_eq!(log(&auditor).await, Err(Error::Offline));
    Ok(())
}
