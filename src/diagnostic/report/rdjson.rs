//! Reviewdog's format, for comments on the lines of a pull request:
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.

use serde_json::{Value, json};

use super::lines::{BytePosition, Positions};
use super::{Report, Texts, with_hint};
use crate::diagnostic::{Edit, Place, Severity};

/// The report as one document.
pub fn rdjson(report: &Report<'_>, texts: &dyn Texts) -> Value {
    let mut positions = Positions::new(texts);
    let entries = report.entries.iter();
    let diagnostics: Vec<Value> = entries
        .map(|(severity, diagnostic)| {
            let mut entry = json!({
                "message": with_hint(diagnostic),
                "severity": level(*severity),
                "code": {"value": diagnostic.code.name()},
            });
            if let Some(place) = &diagnostic.place {
                entry["location"] = location(place, &mut positions);
                let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
                let suggestions: Vec<Value> =
                    edits.filter_map(|edit| suggestion(place, edit, &mut positions)).collect();
                if !suggestions.is_empty() {
                    entry["suggestions"] = json!(suggestions);
                }
            }
            entry
        })
        .collect();
    json!({"source": {"name": "site"}, "diagnostics": diagnostics})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    }
}

fn location(place: &Place, positions: &mut Positions<'_>) -> Value {
    let mut location = json!({"path": place.file.as_str()});
    if let Some(ends) = positions.in_bytes(place) {
        location["range"] = range(ends);
    }
    location
}

fn suggestion(place: &Place, edit: &Edit, positions: &mut Positions<'_>) -> Option<Value> {
    let ends = positions.in_bytes(&Place::span(&place.file, edit.span))?;
    Some(json!({"range": range(ends), "text": edit.text}))
}

fn range((start, end): (BytePosition, BytePosition)) -> Value {
    let position = |at: BytePosition| json!({"line": at.line, "column": at.column});
    json!({"start": position(start), "end": position(end)})
}
