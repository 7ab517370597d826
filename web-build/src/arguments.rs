//! The command line of the tool. Two options do not pay for a parser crate.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

pub(crate) const USAGE: &str = "web-build --out FOLDER [--profile web|web-dev]\n\
    builds the web client into FOLDER (default target/site);\n\
    web: small, as delivered; web-dev: quick to build, for work on the screens";

/// How the client is compiled and how hard its files are squeezed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As delivered: optimised for size, whole-program optimisation, strongest compression.
    Web,
    /// For work on the screens: quick to build, names kept for stack traces.
    WebDev,
}

impl Profile {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::WebDev => "web-dev",
        }
    }
}

/// What the caller asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Not `target/web`: that is where cargo keeps what the profile of that name builds for this machine.
    pub(crate) out: PathBuf,
    pub(crate) profile: Profile,
}

impl Arguments {
    /// Reads the words after the program's name; `None` when help was asked for.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Option<Self>> {
        let mut arguments = Self {
            out: PathBuf::from("target/site"),
            profile: Profile::Web,
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" | "-h" => return Ok(None),
                "--out" => {
                    arguments.out = PathBuf::from(words.next().context("--out needs a folder")?);
                }
                "--profile" => {
                    arguments.profile = match words.next().as_deref() {
                        Some("web") => Profile::Web,
                        Some("web-dev") => Profile::WebDev,
                        _ => bail!("--profile is web or web-dev"),
                    };
                }
                other => bail!("unknown option {other}; --help lists them"),
            }
        }
        Ok(Some(arguments))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Option<Arguments>> {
        Arguments::parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn without_options_the_delivered_client_goes_to_the_usual_folder() {
        let expected = Arguments {
            out: PathBuf::from("target/site"),
            profile: Profile::Web,
        };
        assert_eq!(parse("").unwrap(), Some(expected));
    }

    #[test]
    fn folder_and_profile_are_taken_from_the_line() {
        let expected = Arguments {
            out: PathBuf::from("x/y"),
            profile: Profile::WebDev,
        };
        assert_eq!(
            parse("--profile web-dev --out x/y").unwrap(),
            Some(expected)
        );
    }

    #[test]
    fn help_ends_the_reading() {
        assert_eq!(parse("--help --nonsense").unwrap(), None);
    }

    #[test]
    fn a_wrong_or_unfinished_option_is_refused() {
        for line in ["--profile fast", "--profile", "--out", "--serve"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
