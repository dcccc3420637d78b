//! What tools read: the shape of SARIF and of reviewdog's `rdjson`.

use camino::Utf8Path;
use serde_json::{Value, json};
use site::diagnostic::report::{Notes, Report, rdjson, sarif};
use site::diagnostic::{Code, Diagnostic, Fix, Place, Severities, Span};

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

/// What of a value is not as a schema says: the part of JSON Schema that is needed here.
fn faults(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let is_type = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        _ => true,
    };
    if !is_type {
        found.push(format!("{at}: not of type {}", schema["type"]));
    }
    if let Some(values) = schema["enum"].as_array()
        && !values.contains(value)
    {
        found.push(format!("{at}: {value} is none of {values:?}"));
    }
    if let Some(least) = schema["minimum"].as_u64()
        && value.as_u64() < Some(least)
    {
        found.push(format!("{at}: {value} is less than {least}"));
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap_or_default();
        if value.get(name).is_none() {
            found.push(format!("{at}: lacks {name}"));
        }
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(schema) => found.extend(faults(schema, inner, &format!("{at}.{name}"))),
            None if schema.get("properties").is_some() => {
                found.push(format!("{at}: {name} is unknown"))
            }
            None => {}
        }
    }
    if let Some(items) = schema.get("items") {
        for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
            found.extend(faults(items, inner, &format!("{at}[{index}]")));
        }
    }
    found
}

/// The part of <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json> that a
/// report uses.
fn sarif_schema() -> Value {
    let count = |least: u64| json!({"type": "integer", "minimum": least});
    let message =
        json!({"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}});
    let file = json!({"type": "object", "properties": {"uri": {"type": "string"}}});
    let region = json!({"type": "object", "properties": {
        "startLine": count(1), "startColumn": count(1), "endLine": count(1), "endColumn": count(1),
        "byteOffset": count(0), "byteLength": count(0),
    }});
    let location = json!({"type": "object", "properties": {"physicalLocation": {
        "type": "object", "properties": {"artifactLocation": file, "region": region},
    }}});
    let replacement = json!({"type": "object", "required": ["deletedRegion"], "properties": {
        "deletedRegion": region, "insertedContent": {"type": "object", "properties": {"text": {"type": "string"}}},
    }});
    let fix = json!({"type": "object", "required": ["artifactChanges"], "properties": {"artifactChanges": {
        "type": "array", "items": {"type": "object", "required": ["artifactLocation", "replacements"], "properties": {
            "artifactLocation": file, "replacements": {"type": "array", "items": replacement},
        }},
    }}});
    let result = json!({"type": "object", "required": ["message"], "properties": {
        "ruleId": {"type": "string"}, "level": {"enum": ["none", "note", "warning", "error"]}, "message": message,
        "locations": {"type": "array", "items": location}, "fixes": {"type": "array", "items": fix},
    }});
    let rule = json!({"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"}, "shortDescription": message,
    }});
    let driver = json!({"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string"}, "version": {"type": "string"}, "rules": {"type": "array", "items": rule},
    }});
    let run = json!({"type": "object", "required": ["tool"], "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": driver}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": result},
    }});
    json!({"type": "object", "required": ["version", "runs"], "properties": {
        "$schema": {"type": "string"}, "version": {"enum": ["2.1.0"]}, "runs": {"type": "array", "items": run},
    }})
}

#[test]
fn sarif_is_as_its_schema_says() {
    let log = written(|report| sarif(report, &text));
    assert_eq!(faults(&sarif_schema(), &log, "log"), [""; 0]);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(
        result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
        "/y/"
    );
    let broken = json!({"version": "2.0.0", "runs": [{"tool": {}, "more": 1}]});
    assert_eq!(faults(&sarif_schema(), &broken, "log").len(), 3);
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
