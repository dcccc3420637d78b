//! Which files of a mount are taken: its `files`.
//!
//! The rules are Hugo's, as measured. The first glob that matches decides, and one that begins with `!` and a
//! blank leaves out. A file is taken if all directories on the way to it are, so that `**.md` takes files of the top
//! directory only, and `**/*.md` those below it.

use camino::Utf8Path;

use crate::glob::Glob;

/// Globs of paths below the source of a mount, in their order.
#[derive(Clone, Debug, Default)]
pub struct FileGlobs {
    rules: Vec<FileGlob>,
}

#[derive(Clone, Debug)]
struct FileGlob {
    takes: bool,
    glob: Glob,
    /// What directories on the way to the files match.
    directories: Vec<Glob>,
}

impl FileGlobs {
    /// Adds a glob; `None` if the text is none.
    pub(super) fn add(&mut self, written: &str) -> Option<()> {
        let (takes, text) = match written.strip_prefix("! ") {
            Some(text) => (false, text),
            None => (true, written),
        };
        let text = text.trim().trim_start_matches('/');
        let directories = text.match_indices('/').map(|(slash, _)| &text[..slash]);
        // A brace may be open at the slash: then nothing can be said of the directory.
        let directories = directories.filter_map(Glob::parse).collect();
        self.rules.push(FileGlob { takes, glob: Glob::parse(text)?, directories });
        Some(())
    }

    /// Whether a file is taken; `path` is relative to the mount's source.
    pub fn takes(&self, path: &Utf8Path) -> bool {
        let above = path.ancestors().skip(1).filter(|above| !above.as_str().is_empty());
        let is_reached = above.into_iter().all(|above| {
            self.verdict(|rule| {
                let leads = rule.directories.iter().any(|glob| glob.is_match(above.as_str()));
                rule.glob.is_match(above.as_str()) || (rule.takes && leads)
            })
        });
        is_reached && self.verdict(|rule| rule.glob.is_match(path.as_str()))
    }

    /// What the first rule says that is met; without one, what no rule takes is left out, if any takes.
    fn verdict(&self, is_met: impl Fn(&FileGlob) -> bool) -> bool {
        match self.rules.iter().find(|rule| is_met(rule)) {
            Some(rule) => rule.takes,
            None => !self.rules.iter().any(|rule| rule.takes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files that Hugo 0.168 takes.
    #[test]
    fn files_are_taken_as_hugo_takes_them() {
        let all = ["b.md", "c.md", "draft/x.md", "sub/d.md", "sub/deep/z.md"];
        for (globs, taken) in [
            (&["**.md"][..], &["b.md", "c.md"][..]),
            (&["**/*.md"], &["draft/x.md", "sub/d.md", "sub/deep/z.md"]),
            (&["**d.md"], &[]),
            (&["sub**"], &["sub/d.md", "sub/deep/z.md"]),
            (&["sub/**.md"], &["sub/d.md"]),
            (&["sub/deep/*"], &["sub/deep/z.md"]),
            (&["/**.md"], &["b.md", "c.md"]),
            (&["**", "! draft/**"], &all),
            (&["! draft/**"], &["b.md", "c.md", "sub/d.md", "sub/deep/z.md"]),
            (&["! draft"], &["b.md", "c.md", "sub/d.md", "sub/deep/z.md"]),
            (&["! **.md", "c.md"], &[]),
            (&["c.md", "! **"], &["c.md"]),
            (&[], &all),
        ] {
            let mut files = FileGlobs::default();
            globs.iter().for_each(|glob| files.add(glob).expect("a glob"));
            let found: Vec<&str> =
                all.into_iter().filter(|path| files.takes(Utf8Path::new(path))).collect();
            assert_eq!(found, taken, "{globs:?}");
        }
    }
}
