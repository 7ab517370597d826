//! 一人一档 on paper: by the department whose line it is and nobody else, with a purpose, marked, and in the server's audit log.

use client::Error;
use client::commands::care_paper::PAPER;
use client::commands::{OpenCareFile, PrintCareFile};
use domain::{ExportPurpose, Leave};
use serde_json::{Value, json};
use stories::Township;

use crate::care::{begin, carer, check_in, holds};

/// Who printed files, and what the audit log says about it.
async fn printed(township: &Township) -> anyhow::Result<Vec<(String, Value)>> {
    let found = township.store().read(move |view| {
        let mut found = Vec::new();
        view.each_audit(&mut |row| {
            let about: Value = serde_json::from_str(&row.about).unwrap_or_default();
            if row.act == "export" && about.get("ledger").and_then(Value::as_str) == Some(PAPER) {
                found.push((row.actor, about));
            }
            Ok(())
        })?;
        Ok(found)
    });
    Ok(found.await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_care_file_goes_on_paper_by_its_own_line_alone() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let wang = carer(&township, township.wang).await?;
    let id = begin(&township, &station, &[township.wang], None).await?;
    holds(&wang, 1).await?;
    wang.call(check_in(id, &wang, "说起了以前的事")).await?;
    wang.sent().await?;
    let leave = Leave {
        purpose: ExportPurpose::Report,
        approver: township.supervisor,
    };
    station.sync().await?;
    assert!(station.call(OpenCareFile { id }).await?.may_print);
    assert!(!wang.call(OpenCareFile { id }).await?.may_print);
    let refused = wang.call(PrintCareFile { id, leave }).await;
    assert!(matches!(refused, Err(Error::Refused { .. })), "{refused:?}");
    let nothing_said = Leave {
        purpose: ExportPurpose::Unknown,
        ..leave
    };
    let refused = station
        .call(PrintCareFile {
            id,
            leave: nothing_said,
        })
        .await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");

    let paper = station
        .until("the check-in is there", async |phone| {
            let paper = phone.call(PrintCareFile { id, leave }).await?;
            Ok((paper.file.checks.len() == 1).then_some(paper))
        })
        .await?;
    assert_eq!(paper.file.file.family_phone.as_deref(), Some("13812345678"));
    assert_eq!(
        paper.file.checks[0].check.remarks.as_deref(),
        Some("说起了以前的事")
    );
    assert!(paper.mark.contains("批准人"), "{}", paper.mark);
    let (actor, about) = station
        .until("the server has noted it", async |_| {
            Ok(printed(&township).await?.into_iter().next())
        })
        .await?;
    assert_eq!(actor, format!("member:{}", township.station));
    assert_eq!(about.get("format"), Some(&json!("print")));
    assert_eq!(about.get("approver"), Some(&json!(township.supervisor)));
    Ok(())
}
