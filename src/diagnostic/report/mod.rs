//! Diagnostics in the forms that people, tools, GitHub and code scanners read.

mod github;
mod html;
mod human;
mod json;
mod limit;
mod lines;
mod rdjson;
mod sarif;
mod short;
mod visible;

use camino::Utf8Path;

use super::{Code, Diagnostic, Severities, Severity};

pub use github::github;
pub use html::html;
pub use human::{Style, human};
pub use json::{DiagnosticJson, diagnostics_json};
pub use rdjson::rdjson;
pub use sarif::sarif;
pub use short::short;
pub use visible::{harmless, visible, visible_json};

/// The text of a file that a diagnostic names, for excerpts and line numbers.
pub trait Texts {
    fn text(&self, file: &Utf8Path) -> Option<String>;
}

impl<F: Fn(&Utf8Path) -> Option<String>> Texts for F {
    fn text(&self, file: &Utf8Path) -> Option<String> {
        self(file)
    }
}

/// The diagnostics that are to be shown, each with its severity, errors last in their file's order.
#[derive(Debug)]
pub struct Report<'a> {
    pub entries: Vec<(Severity, &'a Diagnostic)>,
}

impl<'a> Report<'a> {
    /// The diagnostics that remain when the severities of the site are applied. Notes are shown
    /// only if asked for.
    pub fn new(diagnostics: &'a [Diagnostic], severities: &Severities, notes: Notes) -> Self {
        let rated = diagnostics
            .iter()
            .filter_map(|diagnostic| Some((severities.rate(diagnostic)?, diagnostic)));
        let shown =
            rated.filter(|(severity, _)| *severity != Severity::Note || notes == Notes::Shown);
        Self { entries: shown.collect() }
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|(entry, _)| *entry == severity).count()
    }

    /// Keeps as many different problems as there is room for, the gravest ones; how many are left out.
    pub fn shorten(&mut self, room: usize) -> usize {
        self.entries.sort_by_key(|(severity, _)| *severity);
        let mut different: Vec<(Code, &str)> = Vec::new();
        let problem = |diagnostic: &'a Diagnostic| (diagnostic.code, diagnostic.message.as_str());
        for (_, diagnostic) in &self.entries {
            if !different.contains(&problem(diagnostic)) {
                different.push(problem(diagnostic));
            }
        }
        let kept = different.get(..room).unwrap_or(&different);
        self.entries.retain(|(_, diagnostic)| kept.contains(&problem(diagnostic)));
        different.len() - kept.len()
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

/// Whether notes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    Shown,
    Hidden,
}

/// The message of a diagnostic, and on a line of its own what to do, for formats that have one text for both.
fn with_hint(diagnostic: &Diagnostic) -> String {
    let hint = diagnostic.hint.iter().map(|hint| format!("\nhint: {hint}"));
    diagnostic.message.clone() + &hint.collect::<String>()
}

/// `1 error`, `2 errors`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
