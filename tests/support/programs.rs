//! Which programs from outside may a test use? Those of the versions that it was made for.
//!
//! A program is asked for its version first. One that is missing, or that is another one, is not run, and
//! that is said aloud. Where `CI` is `true` it is a failure, except for what `TESTS_WITHOUT` names:
//! `TESTS_WITHOUT=corpus,hugo`.
#![allow(dead_code, reason = "each of the tests uses a part")]

use std::ffi::OsString;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Program {
    pub name: &'static str,
    /// The environment variable that names another file than those below.
    pub variable: Option<&'static str>,
    /// Its file names, the most likely first.
    pub files: &'static [&'static str],
    /// The argument that makes it print its version.
    pub question: &'static str,
    pub versions: Versions,
}

/// The versions for which tests were made.
#[derive(Clone, Copy)]
pub enum Versions {
    /// `0.168`, whatever comes after.
    Series(u32, u32),
    From(u32, u32),
}

/// Every difference between its pages and ours is argued for this version.
pub const HUGO: Program = Program {
    name: "hugo",
    variable: Some("HUGO"),
    files: &["hugo"],
    question: "version",
    versions: Versions::Series(0, 168),
};

/// The first that knows `::details-content`.
pub const CHROMIUM: Program = Program {
    name: "chromium",
    variable: Some("CHROMIUM"),
    files: &["chromium", "chromium-browser", "google-chrome", "chrome"],
    question: "--version",
    versions: Versions::From(131, 0),
};

/// The first that knows `init --initial-branch`.
pub const GIT: Program = Program {
    name: "git",
    variable: None,
    files: &["git"],
    question: "--version",
    versions: Versions::From(2, 28),
};

/// The version of axe-core whose rules the pages keep.
pub const AXE: Versions = Versions::Series(4, 14);

/// What tests find around them.
pub struct Machine {
    /// The directories of programs.
    pub path: OsString,
    pub is_ci: bool,
    /// What a machine of CI is known to lack.
    pub without: Vec<String>,
}

impl Machine {
    /// The machine that the tests run on.
    pub fn this() -> Self {
        let without = std::env::var("TESTS_WITHOUT").unwrap_or_default();
        Self {
            path: std::env::var_os("PATH").unwrap_or_default(),
            is_ci: std::env::var_os("CI").is_some_and(|value| value == "true"),
            without: without.split(',').map(|name| name.trim().to_owned()).collect(),
        }
    }

    /// The program in a version that tests were made for, or why there is none.
    pub fn look(&self, program: &Program, named: Option<PathBuf>) -> Result<PathBuf, String> {
        let mut others = Vec::new();
        let candidates = named.map_or_else(|| self.candidates(program), |file| vec![file]);
        for file in candidates {
            match version(&file, program.question) {
                Some(version) if program.versions.hold(version) => return Ok(file),
                Some((major, minor)) => {
                    others.push(format!("{major}.{minor} ({})", file.display()))
                }
                None => others.push(format!("of an unknown version ({})", file.display())),
            }
        }
        let wanted = program.versions;
        Err(match others.first() {
            Some(other) => {
                format!("{} is {other}, but the tests were made for {wanted}", program.name)
            }
            None => format!("{} ({wanted}) is not there", program.name),
        })
    }

    /// The program, or a word about `what` was not run without it.
    ///
    /// # Panics
    /// In CI without it.
    pub fn find(&self, program: &Program, what: &str) -> Option<PathBuf> {
        let named = program.variable.and_then(std::env::var_os).map(PathBuf::from);
        match self.look(program, named) {
            Ok(file) => Some(file),
            Err(reason) => {
                self.do_without(program.name, &reason, what);
                None
            }
        }
    }

    /// Says that `what` is not run, and why.
    ///
    /// # Panics
    /// In CI, unless it is known that the machine lacks the thing of this name.
    pub fn do_without(&self, name: &str, reason: &str, what: &str) {
        let is_known = self.without.iter().any(|known| known == name);
        assert!(!self.is_ci || is_known, "{reason}: {what} must run");
        say(&format!("{reason}: {what} was NOT RUN"));
    }

    fn candidates(&self, program: &Program) -> Vec<PathBuf> {
        let directories: Vec<PathBuf> = std::env::split_paths(&self.path).collect();
        let files = program.files.iter().flat_map(|file| {
            let file = format!("{file}{}", std::env::consts::EXE_SUFFIX);
            directories.iter().map(move |directory| directory.join(&file))
        });
        files.filter(|file| file.is_file()).collect()
    }
}

impl Versions {
    pub fn hold(self, version: (u32, u32)) -> bool {
        match self {
            Versions::Series(major, minor) => version == (major, minor),
            Versions::From(major, minor) => version >= (major, minor),
        }
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Versions::Series(major, minor) => write!(formatter, "{major}.{minor}"),
            Versions::From(major, minor) => write!(formatter, "{major}.{minor} or later"),
        }
    }
}

/// The program on this machine; see [`Machine::find`].
pub fn find(program: &Program, what: &str) -> Option<PathBuf> {
    Machine::this().find(program, what)
}

/// The text of axe-core, which `.ci/run` installs, for a browser to evaluate.
pub fn axe(root: &Path) -> Option<String> {
    let file = root.join("target/axe/node_modules/axe-core/axe.min.js");
    let reason = match std::fs::read_to_string(file) {
        Ok(text) => match first_version(text.lines().next().unwrap_or_default()) {
            Some(version) if AXE.hold(version) => return Some(format!("{text}; 0")),
            version => format!("axe-core is {version:?}, but the tests were made for {AXE}"),
        },
        Err(_) => format!("axe-core ({AXE}) is not there"),
    };
    Machine::this().do_without("axe", &reason, "what it checks");
    None
}

/// The version that a program prints.
fn version(file: &Path, question: &str) -> Option<(u32, u32)> {
    let output = Command::new(file).arg(question).output().ok()?;
    first_version(&String::from_utf8_lossy(&output.stdout))
}

/// Writes a script that can be run.
///
/// Another process writes it. A file that somebody has open to write is not run, and if this one wrote it, a program
/// that another thread starts at the same time would have it open.
pub fn write_script(file: &Path, text: &str) {
    let write = "printf %s \"$1\" > \"$0\" && chmod 755 \"$0\"";
    let status = Command::new("sh").arg("-c").arg(write).arg(file).arg(text).status();
    assert!(status.is_ok_and(|status| status.success()), "{} is written", file.display());
}

/// The first two numbers with a dot between them.
fn first_version(text: &str) -> Option<(u32, u32)> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(|word| {
        let mut numbers = word.split('.').map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    })
}

/// Says something past the test runner, which keeps what a passing test prints to itself.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
