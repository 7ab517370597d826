//! Finds a C compiler and an archiver that can make wasm: SQLite is C, and neither Apple's clang
//! nor many distributions' default compiler has the wasm32 target.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

pub(crate) const CC: &str = "CC_wasm32_unknown_unknown";
pub(crate) const AR: &str = "AR_wasm32_unknown_unknown";
pub(crate) const FLAGS: &str = "CFLAGS_wasm32_unknown_unknown";

/// Homebrew keeps its llvm off the path, on purpose.
const HOMEBREW: [&str; 3] = [
    "/opt/homebrew/opt/llvm/bin",
    "/usr/local/opt/llvm/bin",
    "/home/linuxbrew/.linuxbrew/opt/llvm/bin",
];
const NEWEST: u32 = 22;
const OLDEST: u32 = 14;

/// The compiler and archiver for SQLite's C.
#[derive(Debug)]
pub(crate) struct Toolchain {
    pub(crate) clang: OsString,
    pub(crate) archiver: OsString,
}

/// Takes what the environment names, else the first found that works.
pub(crate) fn find() -> Result<Toolchain> {
    let clang = match std::env::var_os(CC) {
        Some(named) => named,
        None => match candidates("clang")
            .into_iter()
            .find(|name| makes_wasm(name))
        {
            Some(found) => OsString::from(found),
            None => bail!(
                "no clang with the wasm32 target found (needed for SQLite's C). Install it: \
                 Debian/Ubuntu: apt-get install clang llvm; macOS: brew install llvm; \
                 Fedora: dnf install clang llvm; or name one in {CC}"
            ),
        },
    };
    let archiver = match std::env::var_os(AR) {
        Some(named) => named,
        None => match archiver_of(&clang) {
            Some(found) => OsString::from(found),
            None => bail!(
                "no llvm-ar found beside {} (needed for SQLite's C). Install the package llvm of \
                 the same version, or name one in {AR}",
                clang.display()
            ),
        },
    };
    Ok(Toolchain { clang, archiver })
}

/// The names a tool goes by: plain, numbered from new to old, Homebrew's.
fn candidates(tool: &str) -> Vec<String> {
    let numbered = (OLDEST..=NEWEST)
        .rev()
        .map(|version| format!("{tool}-{version}"));
    let homebrew = HOMEBREW.iter().map(|folder| format!("{folder}/{tool}"));
    std::iter::once(tool.to_owned())
        .chain(numbered)
        .chain(homebrew)
        .collect()
}

fn makes_wasm(clang: &str) -> bool {
    output_of(Command::new(clang).arg("--print-targets"))
        .is_some_and(|targets| lists_wasm32(&targets))
}

/// Whether clang's list of targets, one a line, names wasm32.
fn lists_wasm32(targets: &str) -> bool {
    targets
        .lines()
        .any(|line| line.split_whitespace().next() == Some("wasm32"))
}

/// The archiver of the same installation, else any.
fn archiver_of(clang: &OsString) -> Option<String> {
    let beside = output_of(Command::new(clang).arg("-print-prog-name=llvm-ar"))
        .map(|path| path.trim().to_owned())
        .filter(|path| Path::new(path).is_absolute());
    beside.or_else(|| {
        candidates("llvm-ar")
            .into_iter()
            .find(|name| output_of(Command::new(name).arg("--version")).is_some())
    })
}

/// What a command prints; `None` when it is not there or fails.
fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm32_is_told_from_its_neighbours() {
        let with =
            "  Registered Targets:\n    wasm32     - WebAssembly 32-bit\n    x86-64 - 64-bit";
        let without =
            "  Registered Targets:\n    arm64 - wasm32 in words only\n    wasm64 - 64-bit";
        assert!(lists_wasm32(with));
        assert!(!lists_wasm32(without));
    }

    #[test]
    fn the_plain_name_is_tried_before_newer_and_older_versions() {
        let names = candidates("clang");
        let place = |name: &str| names.iter().position(|known| known == name).unwrap();
        assert_eq!(place("clang"), 0);
        assert!(place("clang-19") < place("clang-14"));
        assert!(place("clang-14") < place("/opt/homebrew/opt/llvm/bin/clang"));
    }
}
