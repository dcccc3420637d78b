//! Diagnostics for tools.

use serde::Serialize;

use super::lines::{Position, Positions};
use super::{Report, Texts};
use crate::diagnostic::Place;

/// A diagnostic in JSON output.
#[derive(Debug, Serialize)]
pub struct DiagnosticJson {
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    /// Relative to the site's root; `null` for a problem without a file.
    pub file: Option<String>,
    /// `null` for a problem of a whole file.
    pub position: Option<Position>,
    pub label: Option<String>,
    pub hint: Option<String>,
    pub related: Vec<RelatedJson>,
    /// What `site check --fix` writes; left out where it writes nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fix: Vec<EditJson>,
}

/// Other text for some bytes of the file.
#[derive(Debug, Serialize)]
pub struct EditJson {
    /// The first byte, from 0.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
    pub text: String,
}

/// Another place that belongs to a diagnostic.
#[derive(Debug, Serialize)]
pub struct RelatedJson {
    pub file: String,
    pub position: Option<Position>,
    pub message: String,
}

pub fn diagnostics_json(report: &Report<'_>, texts: &dyn Texts) -> Vec<DiagnosticJson> {
    let mut positions = Positions::new(texts);
    let mut at = |place: &Place| positions.of(place);
    let entries = report.entries.iter();
    entries
        .map(|(severity, diagnostic)| DiagnosticJson {
            severity: severity.name(),
            code: diagnostic.code.name(),
            message: diagnostic.message.clone(),
            file: diagnostic.place.as_ref().map(|place| place.file.to_string()),
            position: diagnostic.place.as_ref().and_then(&mut at),
            label: diagnostic.label.clone(),
            hint: diagnostic.hint.as_deref().map(str::to_owned),
            related: diagnostic
                .related
                .iter()
                .map(|(place, words)| RelatedJson {
                    file: place.file.to_string(),
                    position: at(place),
                    message: words.clone(),
                })
                .collect(),
            fix: diagnostic
                .fix
                .iter()
                .flat_map(|fix| &fix.edits)
                .map(|edit| EditJson {
                    start: edit.span.start,
                    end: edit.span.end,
                    text: edit.text.clone(),
                })
                .collect(),
        })
        .collect()
}
