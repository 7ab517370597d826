//! The real server on port 0, asked over HTTP.

mod desk;
mod enrolling;
mod limits;
mod pulling;
mod pushing;
mod serving;
