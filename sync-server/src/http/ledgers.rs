//! `/v1/ledgers`: the ledgers as files for the office's scripts, with the credential of one of its devices.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{self, Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::{AreaCode, ExportPurpose, Leave, MemberId};
use ledger::{LEDGERS, Ledger};
use protocol::ErrorCode;
use serde::{Deserialize, Serialize};

use super::State;
use super::answer::Refusal;
use super::auth::Caller;
use crate::audit::Actor;
use crate::error::Error;
use crate::export::{FileFormat, Order};
use crate::{clock, office};

#[derive(Serialize)]
pub(super) struct Named {
    key: &'static str,
    name: &'static str,
}

pub(super) async fn list(Caller(_): Caller) -> Json<Vec<Named>> {
    let named = LEDGERS.iter().map(|ledger| Named {
        key: ledger.key,
        name: ledger.name,
    });
    Json(named.collect())
}

#[derive(Deserialize)]
pub(super) struct Asked {
    area: Option<AreaCode>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    format: Option<FileFormat>,
    purpose: Option<ExportPurpose>,
    approver: Option<MemberId>,
    unentered: Option<bool>,
    sheet: Option<String>,
}

pub(super) async fn file(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    Path(key): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<impl IntoResponse, Refusal> {
    let Query(asked) =
        query.map_err(|_| Refusal::new(ErrorCode::BadRequest, "日期、地方或格式写得不对"))?;
    let ledger = Ledger::named(&key).ok_or(Error::NotFound("ledger"))?;
    let (store, now) = (&state.0.store, clock::now());
    let (member, wanted) = (device.member, asked.area);
    let area = store
        .read(move |view| office::files_of(view, &device, (ledger, wanted), now))
        .await?;
    // A province's sheet is a workbook.
    let format = match asked.sheet {
        Some(_) => FileFormat::Xlsx,
        None => asked.format.unwrap_or(FileFormat::Json),
    };
    if format == FileFormat::Table && !ledger.is_counts {
        let words = "这个台账没有这种格式,可写 xlsx、csv、json";
        return Err(Refusal::new(ErrorCode::BadRequest, words));
    }
    let order = Order {
        ledger,
        area: Some(area),
        from: asked.from,
        to: asked.to,
        format,
        is_unentered: asked.unentered.unwrap_or(false),
        sheet: asked.sheet,
        leave: asked
            .purpose
            .zip(asked.approver)
            .map(|(purpose, approver)| Leave { purpose, approver }),
    };
    let made = order.make(store, Actor::Member(member)).await?;
    let (ending, media_type) = format.names();
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{key}.{ending}\""),
        ),
    ];
    Ok((headers, made.bytes))
}
