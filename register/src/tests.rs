//! The samples and the many ways in which people write registers.

mod lines;
mod planning;
mod reading;

use std::path::Path;

use chrono::NaiveDate;

use crate::{Column, Problem, ProblemCode, Reading, read};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

fn sample_bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/register");
    std::fs::read(folder.join(name)).unwrap()
}

fn sample(name: &str) -> Reading {
    read(&sample_bytes(name), today()).unwrap()
}

fn csv(text: &str) -> Reading {
    read(text.as_bytes(), today()).unwrap()
}

fn codes(problems: &[Problem]) -> Vec<(u32, Column, ProblemCode)> {
    problems
        .iter()
        .map(|one| (one.row, one.column, one.code))
        .collect()
}
