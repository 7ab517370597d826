//! From Rust to wasm: runs cargo for the root package and hands back the raw module.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::arguments::Profile;
use crate::toolchain;

const BIN: &str = "tiejiaoban";
const TARGET: &str = "wasm32-unknown-unknown";

/// `web-dev` is defined here and not in the workspace: only this tool uses it.
const WEB_DEV: [&str; 4] = [
    "profile.web-dev.inherits=\"dev\"",
    "profile.web-dev.opt-level=1",
    "profile.web-dev.debug=false",
    "profile.web-dev.panic=\"abort\"",
];

/// What SQLite brings and the client never asks for; it would be a tenth of what a phone has to load.
const SQLITE_WITHOUT: &str = "-USQLITE_ENABLE_API_ARMOR -USQLITE_ENABLE_BYTECODE_VTAB \
    -USQLITE_ENABLE_COLUMN_METADATA -USQLITE_ENABLE_DBPAGE_VTAB -USQLITE_ENABLE_DBSTAT_VTAB \
    -USQLITE_ENABLE_MATH_FUNCTIONS -USQLITE_ENABLE_OFFSET_SQL_FUNC -USQLITE_ENABLE_PREUPDATE_HOOK \
    -USQLITE_ENABLE_RTREE -USQLITE_ENABLE_SESSION -USQLITE_ENABLE_STMTVTAB \
    -USQLITE_ENABLE_UNKNOWN_SQL_FUNCTION -USQLITE_ENABLE_UNLOCK_NOTIFY \
    -DSQLITE_OMIT_AUTHORIZATION -DSQLITE_OMIT_AUTOVACUUM -DSQLITE_OMIT_COMPILEOPTION_DIAGS \
    -DSQLITE_OMIT_COMPLETE -DSQLITE_OMIT_DECLTYPE -DSQLITE_OMIT_DESERIALIZE -DSQLITE_OMIT_EXPLAIN \
    -DSQLITE_OMIT_GET_TABLE -DSQLITE_OMIT_INTROSPECTION_PRAGMAS -DSQLITE_OMIT_JSON \
    -DSQLITE_OMIT_PROGRESS_CALLBACK -DSQLITE_OMIT_SCHEMA_PRAGMAS -DSQLITE_OMIT_TCL_VARIABLE -DSQLITE_OMIT_TRACE \
    -DSQLITE_OMIT_UTF16 -DSQLITE_OMIT_WAL -DSQLITE_UNTESTABLE";

/// How its C is compiled: with the instructions that Rust's own code asks of the browser anyway, and with the smaller of the two
/// ways in which the ciphers can be written.
const C_FLAGS: &str = "-mbulk-memory -mnontrapping-fptoint -msign-ext -DLTC_SMALL_CODE";

/// Compiles the client and reads the module cargo made, before any binding.
pub(crate) fn wasm(project: &Path, profile: Profile) -> Result<Vec<u8>> {
    let tools = toolchain::find()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command
        .current_dir(project)
        .args(["build", "--package", "tiejiaoban", "--bin", BIN])
        .args([
            "--target",
            TARGET,
            "--no-default-features",
            "--features",
            "web",
        ])
        .args(["--profile", profile.name(), "--locked"])
        // Paths of the files are read from cargo, so any target folder will do.
        .arg("--message-format=json-render-diagnostics")
        .env(toolchain::CC, tools.clang)
        .env(toolchain::AR, tools.archiver)
        .env(toolchain::FLAGS, C_FLAGS)
        .env("SQLITE_WASM_RS_FLAGS", SQLITE_WITHOUT)
        .stdout(Stdio::piped());
    if profile == Profile::WebDev {
        command.args(WEB_DEV.iter().flat_map(|line| ["--config", line]));
    }
    let output = command
        .spawn()
        .context("cargo does not start")?
        .wait_with_output()
        .context("cargo was interrupted")?;
    if !output.status.success() {
        bail!(
            "the web client does not compile (see above). If the target is missing: \
             rustup target add {TARGET}"
        );
    }
    let path = module_path(&String::from_utf8_lossy(&output.stdout))
        .context("cargo named no wasm file")?;
    std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// The wasm file among the artifacts that cargo lists, one JSON message a line.
fn module_path(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message.pointer("/target/name").and_then(Value::as_str) == Some(BIN))
        .filter_map(|message| message.get("filenames").and_then(Value::as_array).cloned())
        .flatten()
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .rfind(|path| path.extension().is_some_and(|ending| ending == "wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_among_cargos_messages() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"domain"},"filenames":["/t/d.wasm"]}"#,
            "\nnot json\n",
            r#"{"reason":"compiler-artifact","target":{"name":"tiejiaoban"},"#,
            r#""filenames":["/t/web/tiejiaoban.js","/t/web/tiejiaoban.wasm"]}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(
            module_path(messages),
            Some(PathBuf::from("/t/web/tiejiaoban.wasm"))
        );
        assert_eq!(module_path(""), None);
    }
}
