//! What tools read: SARIF and reviewdog's `rdjson`.

use camino::Utf8Path;
use serde_json::{Value, json};
use site::diagnostic::report::{Notes, Report, rdjson, sarif};
use site::diagnostic::{Code, Diagnostic, Fix, Place, Severities, Span};

use super::schema::faults;

const TEXT: &str = "---\ntitle: A\n---\n\u{4e2d}\u{6587} [x](/Y/)\n";

/// A problem with a place, one of a whole file, and one of no file.
fn diagnostics() -> Vec<Diagnostic> {
    let at = TEXT.find("/Y/").expect("an address");
    let span = Span::new(at..at + 3);
    vec![
        Diagnostic::new(Code::LinkInexact, "nothing is at `/Y/`")
            .at(Place::span("content/a b.md", span))
            .hint("did you mean `/y/`?")
            .fix(Fix::replace(span, "/y/")),
        Diagnostic::new(Code::TitleMissing, "no title").at(Place::file("content/a b.md")),
        Diagnostic::new(Code::ConfigSyntax, "no configuration"),
    ]
}

fn written(write: impl Fn(&Report<'_>) -> Value) -> Value {
    let diagnostics = diagnostics();
    write(&Report::new(&diagnostics, &Severities::default(), Notes::Shown))
}

fn text(_: &Utf8Path) -> Option<String> {
    Some(TEXT.to_owned())
}

/// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json>, as the crate
/// serde-sarif (MIT) 0.8.0 has it.
fn sarif_schema() -> Value {
    serde_json::from_str(include_str!("schemas/sarif-2.1.0.json")).expect("a schema")
}

#[test]
fn sarif_is_as_its_schema_says() {
    let log = written(|report| sarif(report, &text));
    assert_eq!(faults(&sarif_schema(), &log), [""; 0]);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["message"]["text"], "nothing is at `/Y/`\nhint: did you mean `/y/`?");
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "content/a%20b.md");
    let region = json!({"startLine": 4, "startColumn": 8, "endLine": 4, "endColumn": 11});
    let expected = json!([{"deletedRegion": region, "insertedContent": {"text": "/y/"}}]);
    assert_eq!(change["replacements"], expected);
}

#[test]
fn sarif_can_name_every_code() {
    let all: Vec<_> = Code::ALL.iter().map(|code| Diagnostic::new(*code, "message")).collect();
    let log = sarif(&Report::new(&all, &Severities::default(), Notes::Shown), &text);
    assert_eq!(faults(&sarif_schema(), &log), [""; 0]);
}

#[test]
fn the_schema_of_sarif_refuses_what_is_none() {
    let refused = [
        json!({"runs": []}),
        json!({"version": "2.0.0", "runs": []}),
        json!({"version": "2.1.0", "runs": [{}]}),
        json!({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": 1}}}]}),
        json!({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "more": 1}]}),
    ];
    for log in refused {
        assert_ne!(faults(&sarif_schema(), &log), [""; 0], "{log}");
    }
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let found = written(|report| rdjson(report, &text));
    let range = json!({"start": {"line": 4, "column": 12}, "end": {"line": 4, "column": 15}});
    let expected = json!({"source": {"name": "site"}, "diagnostics": [
        {
            "message": "nothing is at `/Y/`\nhint: did you mean `/y/`?",
            "severity": "WARNING",
            "code": {"value": "link-inexact"},
            "location": {"path": "content/a b.md", "range": range},
            "suggestions": [{"range": range, "text": "/y/"}],
        },
        {
            "message": "no title",
            "severity": "WARNING",
            "code": {"value": "title-missing"},
            "location": {"path": "content/a b.md"},
        },
        {"message": "no configuration", "severity": "ERROR", "code": {"value": "config-syntax"}},
    ]});
    assert_eq!(found, expected);
}
