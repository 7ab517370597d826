//! A village's register as somebody uploads it: XLSX, CSV in UTF-8 or GB18030, or anything else.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap_or_default();
    drop(register::read(bytes, today));
});
