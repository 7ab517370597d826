//! Runs wasm-bindgen over the module: what comes out is a module for browsers, its glue, and the snippets
//! of JavaScript that crates carry, all under hashed names.

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::arguments::Profile;
use crate::lean::lean;
use crate::site::File;

const STEM: &str = "tiejiaoban";

/// The code of the client.
pub(crate) struct Bound {
    pub(crate) module: File,
    pub(crate) glue: File,
    /// What the glue imports.
    pub(crate) snippets: Vec<File>,
}

/// Binds; the glue imports the snippets by their hashed names.
pub(crate) fn bind(wasm: &[u8], profile: Profile) -> Result<Bound> {
    let mut output = Bindgen::new()
        .input_bytes(STEM, wasm.to_vec())
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_producers_section(true)
        .remove_name_section(profile == Profile::Web)
        .generate_output()
        .context("wasm-bindgen cannot bind the module")?;
    if !output.npm_dependencies().is_empty() {
        bail!("a crate asks for an npm package; the web client carries all it needs itself");
    }
    let mut glue = output.js().to_owned();
    if profile == Profile::Web {
        glue = lean(&with_short_names(&mut output, glue));
    }
    let module = File::hashed(
        &format!("pkg/{STEM}_bg.wasm"),
        output.wasm_mut().emit_wasm(),
    );
    if glue.contains("from \"env\"") {
        bail!("the module asks for C functions that nothing gives; see its imports from env");
    }
    let mut kept = Vec::new();
    for (path, source) in snippets(&output) {
        let source = match profile {
            Profile::Web => lean(&source),
            Profile::WebDev => source,
        };
        let file = File::hashed(&format!("pkg/{path}"), source);
        let renamed = rename_import(&glue, &path, file.path.trim_start_matches("pkg/"));
        // Crates also carry snippets for features that are off here.
        if renamed != glue {
            check_alone(&file)?;
            glue = renamed;
            kept.push(file);
        }
    }
    Ok(Bound {
        module,
        glue: File::hashed(&format!("pkg/{STEM}.js"), glue),
        snippets: kept,
    })
}

/// Numbers what the module imports from its glue: the hashes in those names do not pack, and they stand on both sides.
fn with_short_names(output: &mut Output, mut glue: String) -> String {
    let imports = output.wasm_mut().imports.iter_mut();
    for (n, import) in imports.enumerate() {
        if ends_in_a_hash(&import.name) {
            let short = format!("i{n}");
            glue = glue.replace(&import.name, &short);
            import.name = short;
        }
    }
    glue
}

/// `__wbg_now_d3cbc9581625f686`: no name of anybody else's looks like this.
fn ends_in_a_hash(name: &str) -> bool {
    name.rsplit_once('_').is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.chars().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// Turns the imports of one file to its new name. Only those: the same path is also the name under
/// which the module itself asks for what the file gives.
fn rename_import(glue: &str, path: &str, name: &str) -> String {
    let single = glue.replace(&format!("from './{path}'"), &format!("from './{name}'"));
    single.replace(&format!("from \"./{path}\""), &format!("from \"./{name}\""))
}

/// A snippet that imports another by its plain name would not find it.
fn check_alone(file: &File) -> Result<()> {
    let source = String::from_utf8_lossy(&file.content);
    let imports = ["from \".", "from '.", "import \".", "import '."];
    if imports.iter().any(|words| source.contains(words)) {
        bail!(
            "{} imports another file, which web-build does not follow",
            file.path
        );
    }
    Ok(())
}

/// Inline and file snippets, in the order of their paths.
fn snippets(output: &Output) -> Vec<(String, String)> {
    let inline = output.snippets().iter().flat_map(|(owner, list)| {
        list.iter()
            .enumerate()
            .map(move |(n, source)| (format!("snippets/{owner}/inline{n}.js"), source.clone()))
    });
    let modules = output
        .local_modules()
        .iter()
        .map(|(path, source)| (format!("snippets/{path}"), source.clone()));
    let mut all: Vec<_> = inline.chain(modules).collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_renamed_and_the_modules_own_names_are_not() {
        let glue = "import { a } from './s/x.js';\nimport * as b from \"./s/x.js\";\n\
                    return { \"./s/x.js\": b };";
        let renamed = "import { a } from './s/x-1.js';\nimport * as b from \"./s/x-1.js\";\n\
                       return { \"./s/x.js\": b };";
        assert_eq!(rename_import(glue, "s/x.js", "s/x-1.js"), renamed);
    }

    #[test]
    fn only_names_with_a_hash_are_shortened() {
        assert!(ends_in_a_hash("__wbg_now_d3cbc9581625f686"));
        for name in [
            "__wbindgen_init_externref_table",
            "send",
            "__wbg_now_d3cbc9581625f68",
        ] {
            assert!(!ends_in_a_hash(name), "{name}");
        }
    }

    #[test]
    fn a_snippet_that_needs_another_is_refused() {
        let alone = File::new("pkg/a.js", "export const a = 1;");
        let needy = File::new("pkg/b.js", "import { a } from './a.js';");
        assert!(check_alone(&alone).is_ok());
        assert!(check_alone(&needy).is_err());
    }
}
