//! `/v1/ledgers`: ledgers made by the server.

use chrono::NaiveDate;
use domain::AreaCode;

/// Where the ledgers are.
pub const LEDGERS_PATH: &str = "/v1/ledgers";

/// The address of a ledger of an area and a period, as the columns and lines that a screen draws.
#[must_use]
pub fn ledger_path(key: &str, area: &AreaCode, (from, to): (NaiveDate, NaiveDate)) -> String {
    format!("{LEDGERS_PATH}/{key}?area={area}&from={from}&to={to}&format=table")
}
