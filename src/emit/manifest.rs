//! Which files of the output directory are ours.
//!
//! A text file: a header with the format's version, then one path per line, sorted. Characters that
//! would end a line or be invisible are escaped, so that every name is read back as it was written.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::collections::BTreeSet;
use std::fs;
use std::io;

use camino::{Utf8Component, Utf8Path};

use super::error::{EmitError, at};

/// The manifest's own name in the output directory.
pub(super) const NAME: &str = ".site-manifest";

/// The first line. An older `site` reads it as a comment.
const HEADER: &str = "# site manifest 2: files made by `site`, which removes no others";

/// Output paths, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    pub(super) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        Self { paths: paths.map(str::to_owned).collect() }
    }

    /// The manifest of an output directory; empty if there is none.
    pub(super) fn read(output: &Utf8Path) -> Result<Self, EmitError> {
        let path = output.join(NAME);
        match fs::read(&path) {
            Ok(bytes) => Ok(Self::parse(&String::from_utf8_lossy(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// Reads this format and the previous one, which did not escape names. Skips a line that is not a path
    /// within the directory: nothing outside is ever touched.
    fn parse(text: &str) -> Self {
        let paths = match text.strip_prefix(HEADER) {
            Some(lines) => lines.split('\n').filter_map(unescape).collect(),
            None => {
                let lines = text.lines().filter(|line| !line.starts_with('#'));
                lines.map(str::to_owned).collect::<Vec<_>>()
            }
        };
        Self { paths: paths.into_iter().filter(|path| is_within(path)).collect() }
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for path in &self.paths {
            text.push_str(&escape(path));
            text.push('\n');
        }
        text
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// The paths that `other` does not have.
    pub(super) fn without(&self, other: &Manifest) -> Vec<String> {
        self.paths.difference(&other.paths).cloned().collect()
    }

    pub(super) fn with(mut self, other: &Manifest) -> Self {
        self.paths.extend(other.paths.iter().cloned());
        self
    }
}

/// Whether a path is relative, without `..`.
pub(super) fn is_within(path: &str) -> bool {
    !path.is_empty()
        && Utf8Path::new(path).components().all(|part| matches!(part, Utf8Component::Normal(_)))
}

/// A name on one line. A control character, and the backslash, become `\` and the number of the
/// character in hexadecimal, with a semicolon.
pub(super) fn escape(path: &str) -> String {
    let mut line = String::with_capacity(path.len());
    for character in path.chars() {
        if character.is_control() || character == '\\' {
            line.push_str(&format!("\\{:x};", u32::from(character)));
        } else {
            line.push(character);
        }
    }
    line
}

/// The name that [`escape`] wrote; `None` for a line that it cannot have written.
pub(super) fn unescape(line: &str) -> Option<String> {
    let mut parts = line.split('\\');
    let mut path = parts.next()?.to_owned();
    for part in parts {
        let (number, rest) = part.split_once(';')?;
        path.push(char::from_u32(u32::from_str_radix(number, 16).ok()?)?);
        path.push_str(rest);
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names() -> impl Strategy<Value = BTreeSet<String>> {
        prop::collection::btree_set("(?s).{1,12}|[#\\\\\n\r;0-9a-f ]{1,8}", 0..6)
    }

    proptest! {
        #[test]
        fn every_name_reads_back_as_it_was_written(paths in names()) {
            let paths = paths.into_iter().filter(|path| is_within(path));
            let manifest = Manifest { paths: paths.collect() };
            prop_assert_eq!(&Manifest::parse(&manifest.text()), &manifest);
            prop_assert_eq!(manifest.text().lines().count(), manifest.paths.len() + 1);
        }

        #[test]
        fn nothing_outside_is_read_whatever_the_file_holds(text in "\\PC*|[./#\\\\\n;0-9a-f]*") {
            for text in [text.clone(), format!("{HEADER}\n{text}")] {
                prop_assert!(Manifest::parse(&text).paths().all(is_within));
            }
        }
    }

    #[test]
    fn the_format_before_is_read() {
        let manifest =
            Manifest::parse("# Files made by `site`. It removes no others.\na/b.html\n\\.txt\n");
        assert_eq!(manifest.paths().collect::<Vec<_>>(), ["\\.txt", "a/b.html"]);
    }
}
