//! The real server on port 0, asked over HTTP.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may be blunt, and the phones here have their own clocks and ids"
)]

mod acme;
mod areas;
mod auditing;
mod blobs;
mod care;
mod care_counts;
mod circles;
mod county;
mod desk;
mod doors;
mod enrolling;
mod figures;
mod importing;
mod imports;
mod keeping;
mod ledgers;
mod limits;
mod matrix;
mod office_care;
mod people;
mod province;
mod pulling;
mod pushing;
mod scripts;
mod serving;
mod steps;
mod tls;
mod verifying;
