//! Annotations for GitHub Actions.
//!
//! The form: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use std::fmt::Write;

use super::lines::Positions;
use super::{Report, Texts, visible};
use crate::diagnostic::Severity;

pub fn github(report: &Report<'_>, texts: &dyn Texts) -> String {
    let mut positions = Positions::new(texts);
    let mut text = String::new();
    for (severity, diagnostic) in report.readable() {
        let command = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = format!("title={}", property(diagnostic.code.name()));
        if let Some(place) = &diagnostic.place {
            let _ = write!(properties, ",file={}", property(place.file.as_str()));
            if let Some(at) = positions.of(place) {
                let _ = write!(properties, ",line={},col={}", at.line, at.column);
                let _ = write!(properties, ",endLine={}", at.end_line);
            }
        }
        let hint = diagnostic.hint.iter().map(|hint| format!("\nhint: {hint}")).collect::<String>();
        let message = data(&format!("{}{hint}", diagnostic.message));
        let _ = writeln!(text, "::{command} {properties}::{message}");
    }
    text
}

fn data(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(visible).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
