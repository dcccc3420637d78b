//! Tera checks the references of all templates at once, and returns all problems as one text of
//! reports. This turns each of them back into a message and a place.

/// One report: the message, the template, and the place (from 1; columns and width in characters).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TemplateReport {
    pub message: String,
    pub template: String,
    pub line: usize,
    pub column: usize,
    pub width: usize,
}

/// The reports in a text; none if it has another form.
pub(super) fn read(text: &str) -> Vec<TemplateReport> {
    let mut reports = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let Some(place) = lines.next().and_then(|next| next.trim_start().strip_prefix("--> "))
        else {
            continue;
        };
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next().and_then(|column| column.parse().ok());
        let line = parts.next().and_then(|line| line.parse().ok());
        let (Some(template), Some(line), Some(column)) = (parts.next(), line, column) else {
            continue;
        };
        // A bar, the source line, and the marks below it.
        let marks = lines.by_ref().nth(2).unwrap_or_default();
        reports.push(TemplateReport {
            message: message.to_owned(),
            template: template.to_owned(),
            line,
            column,
            width: marks.matches('^').count().max(1),
        });
    }
    reports
}

impl TemplateReport {
    /// The bytes of `text` that the report means.
    pub(super) fn range(&self, text: &str) -> std::ops::Range<usize> {
        let line_start: usize =
            text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let line = text[line_start..].split('\n').next().unwrap_or_default();
        let offset = |characters: usize| {
            line.char_indices().map(|(at, _)| at).nth(characters).unwrap_or(line.len())
        };
        let start = self.column.saturating_sub(1);
        line_start + offset(start)..line_start + offset(start + self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_is_read_with_its_place() {
        let mut tera = tera::Tera::default();
        let source = "<p>\n{{ a | no_such }} {{ b is no_such_test }}";
        let error = tera.add_raw_template("x/page.html", source).expect_err("two references fail");
        let reports = read(&error.to_string());
        let found: Vec<(&str, &str)> = reports
            .iter()
            .map(|report| (report.message.as_str(), &source[report.range(source)]))
            .collect();
        assert_eq!(
            found,
            [
                ("Unknown filter `no_such`", "no_such"),
                ("Unknown test `no_such_test`", "no_such_test")
            ]
        );
        assert!(reports.iter().all(|report| report.template == "x/page.html" && report.line == 2));
    }
}
