//! Builds the installable web client: `web-build --out target/site [--profile web|web-dev]`.
//! Compiles the root package to wasm, binds it, names every file by its content and writes the
//! folder that `sync-server serve --web` hands out. It serves nothing itself.

mod arguments;
mod bind;
mod compile;
mod compress;
mod lean;
mod page;
mod site;
mod stamp;
mod toolchain;
mod write;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::arguments::Arguments;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("web-build: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let Some(arguments) = Arguments::parse(std::env::args().skip(1))? else {
        say(arguments::USAGE);
        return Ok(());
    };
    let project = project_folder()?;
    let out = project.join(&arguments.out);
    let wasm = compile::wasm(&project, arguments.profile)?;
    let state = stamp::of(&project, &wasm, arguments.profile)?;
    if stamp::matches(&out, &state) {
        say(&format!("web client unchanged: {}", out.display()));
        return Ok(());
    }
    let site = site::assemble(&project, &wasm, arguments.profile)?;
    let table = write::folder(&out, &site, arguments.profile)?;
    stamp::leave(&out, &state)?;
    say(&table);
    say(&format!("web client written: {}", out.display()));
    Ok(())
}

/// The workspace root: beside this crate's folder, which `cargo run` tells, else where we stand. Asked
/// at run time: a target folder may be shared by several checkouts.
fn project_folder() -> Result<PathBuf> {
    match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(crate_folder) => Path::new(&crate_folder)
            .parent()
            .map(Path::to_path_buf)
            .context("the folder of web-build has no parent"),
        None => std::env::current_dir().context("cannot tell where we are"),
    }
}

/// Progress and errors go to the standard error stream, beside cargo's own.
fn say(text: &str) {
    // A closed stream is no reason to stop building.
    writeln!(std::io::stderr(), "{text}").unwrap_or_default();
}
