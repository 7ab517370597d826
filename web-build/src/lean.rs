//! Leaves out of scripts and style sheets what only their readers need: comments and indentation. Goes by lines and knows no grammar,
//! so what it cannot be sure of stays as it is.

/// The text without the lines that are comments, without blank ones, and without indentation.
pub(crate) fn lean(text: &str) -> String {
    // A template literal over several lines: there white space is content.
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let mut lean = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines() {
        let mut line = line.trim();
        if in_comment || line.starts_with("/*") {
            let end = line.split_once("*/");
            in_comment = end.is_none();
            line = end.map_or("", |(_, after)| after.trim_start());
        }
        if !line.is_empty() && !line.starts_with("//") {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_the_rest_stays() {
        let script = "// why\n/** What\n * it does */\nexport function f() {\n\n  /* here */ return 'a // b';  // c\n}\n";
        assert_eq!(
            lean(script),
            "export function f() {\nreturn 'a // b';  // c\n}\n"
        );
    }

    #[test]
    fn text_over_several_lines_is_left_alone() {
        let script = "const a = `one\n  // two`;\n";
        assert_eq!(lean(script), script);
        assert_eq!(lean("  const a = `one`;"), "const a = `one`;\n");
    }
}
