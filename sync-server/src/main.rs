//! The server's program: see [`sync_server::cli`] for what it can be told.

use std::process::ExitCode;

fn main() -> ExitCode {
    sync_server::cli::run(std::env::args_os())
}
