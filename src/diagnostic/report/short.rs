//! One line for each diagnostic, as compilers print them: editors know the form.

use std::fmt::Write;

use super::lines::Positions;
use super::{Report, Texts, visible};

/// `file:line:column: severity[code]: message`
pub fn short(report: &Report<'_>, texts: &dyn Texts) -> String {
    let mut positions = Positions::new(texts);
    let mut text = String::new();
    for (severity, diagnostic) in report.readable() {
        if let Some(place) = &diagnostic.place {
            let _ = write!(text, "{}:", visible(place.file.as_str()));
            if let Some(position) = positions.of(place) {
                let _ = write!(text, "{}:{}:", position.line, position.column);
            }
            text.push(' ');
        }
        let (severity, code) = (severity.name(), diagnostic.code);
        let _ = writeln!(text, "{severity}[{code}]: {}", visible(&diagnostic.message));
    }
    text
}
