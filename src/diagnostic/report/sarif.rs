//! SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

use std::collections::BTreeSet;

use camino::Utf8Path;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::lines::Positions;
use super::{Report, Texts, with_hint};
use crate::diagnostic::{Code, Edit, Fix, Place};

/// The report as one SARIF log.
pub fn sarif(report: &Report<'_>, texts: &dyn Texts) -> Value {
    let mut positions = Positions::new(texts);
    let codes: BTreeSet<Code> =
        report.entries.iter().map(|(_, diagnostic)| diagnostic.code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| json!({"id": code.name(), "shortDescription": {"text": code.explanation()}}))
        .collect();
    let results: Vec<Value> = report
        .entries
        .iter()
        .map(|(severity, diagnostic)| {
            let locations: Vec<Value> =
                diagnostic.place.iter().map(|place| location(place, &mut positions)).collect();
            let mut result = json!({
                "ruleId": diagnostic.code.name(),
                "level": severity.name(),
                "message": {"text": with_hint(diagnostic)},
                "locations": locations,
            });
            if let (Some(place), Some(fix)) = (&diagnostic.place, &diagnostic.fix) {
                let fixes: Vec<Value> = change(place, fix, &mut positions).into_iter().collect();
                result["fixes"] = json!(fixes);
            }
            result
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "site",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A fix as the change of one file; a file without text cannot be changed.
fn change(place: &Place, fix: &Fix, positions: &mut Positions<'_>) -> Option<Value> {
    let replacement = |edit: &Edit| {
        let deleted = region(&Place::span(&place.file, edit.span), positions)?;
        Some(json!({"deletedRegion": deleted, "insertedContent": {"text": edit.text}}))
    };
    let replacements: Option<Vec<Value>> = fix.edits.iter().map(replacement).collect();
    Some(json!({"artifactChanges": [{
        "artifactLocation": {"uri": uri(&place.file)},
        "replacements": replacements?,
    }]}))
}

/// A path as a relative reference: a name may hold what separates the parts of an address.
fn uri(path: &Utf8Path) -> String {
    const ESCAPED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(path.as_str(), ESCAPED).to_string()
}

fn location(place: &Place, positions: &mut Positions<'_>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(&place.file)}});
    if let Some(region) = region(place, positions) {
        physical["region"] = region;
    }
    json!({"physicalLocation": physical})
}

fn region(place: &Place, positions: &mut Positions<'_>) -> Option<Value> {
    let at = positions.of(place)?;
    Some(json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }))
}
