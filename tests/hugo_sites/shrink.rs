//! The smallest site that shows a difference: whatever can go goes, files first and lines then.

use std::path::Path;

use super::both::{Files, Verdict, compare};

/// A site that differs, and how.
pub struct Finding {
    pub files: Files,
    pub difference: String,
}

impl Finding {
    /// Takes out what does not matter.
    pub fn shrunk(mut self, hugo: &Path) -> Self {
        for path in self.files.keys().cloned().collect::<Vec<_>>() {
            let mut fewer = self.files.clone();
            fewer.remove(&path);
            self.keep_if_alike(hugo, fewer);
        }
        for path in self.files.keys().cloned().collect::<Vec<_>>() {
            for at in (0..self.files[&path].lines().count()).rev() {
                let mut fewer = self.files.clone();
                fewer.insert(path.clone(), without_line(&self.files[&path], at));
                self.keep_if_alike(hugo, fewer);
            }
        }
        self
    }

    /// Goes on with fewer files if they still show a part of the same difference, and no other.
    fn keep_if_alike(&mut self, hugo: &Path, files: Files) {
        if let Verdict::Different(difference) = compare(hugo, &files)
            && difference.lines().all(|line| self.difference.lines().any(|own| own == line))
        {
            *self = Self { files, difference };
        }
    }

    /// The site, file by file, and the difference.
    pub fn report(&self) -> String {
        let files = self.files.iter().map(|(path, text)| format!("--- {path}\n{text}"));
        format!("{}\n{}", files.collect::<String>(), self.difference)
    }
}

fn without_line(text: &str, at: usize) -> String {
    let kept = text.split_inclusive('\n').enumerate().filter(|(index, _)| *index != at);
    kept.map(|(_, line)| line).collect()
}
