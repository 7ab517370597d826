//! The office: the ledger as a file, exactly as filtered.

use std::io::Cursor;

use base64::Engine as _;
use calamine::{Reader as _, Xlsx};
use client::commands::{ExportVisits, FileFormat, VisitFilter};
use stories::{Phone, Township};

#[tokio::test(flavor = "multi_thread")]
async fn the_office_exports_what_it_sees() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let wang = Phone::of(&township, township.wang).await?;
    let chen = Phone::of(&township, township.chen).await?;
    wang.visit(township.homes[1].id, "修水渠").await?;
    chen.visit(township.far_homes[0].id, "路灯坏了").await?;
    office.sees("修水渠").await?;
    office.sees("路灯坏了").await?;
    let file = office
        .call(ExportVisits {
            filter: VisitFilter {
                author: Some(township.wang),
                ..VisitFilter::default()
            },
            format: FileFormat::Xlsx,
        })
        .await?;
    assert_eq!(file.rows, 1);
    let bytes = base64::engine::general_purpose::STANDARD.decode(file.content)?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let sheet = book.worksheet_range_at(0).unwrap()?;
    let text: Vec<String> = sheet.cells().map(|(_, _, cell)| cell.to_string()).collect();
    for word in [
        "入户走访月台账",
        "清水镇",
        "张庄村",
        "李四",
        "修水渠",
        "老王",
        "已签收",
    ] {
        assert!(
            text.iter().any(|cell| cell.contains(word)),
            "{word} in {text:?}"
        );
    }
    assert!(!text.iter().any(|cell| cell.contains("路灯")));
    Ok(())
}
