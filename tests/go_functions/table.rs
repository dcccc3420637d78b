//! The table of expressions and of what Hugo makes of them.

use std::fmt;
use std::fs;
use std::path::PathBuf;

/// An expression, and what it is to give.
#[derive(Clone, Debug)]
pub struct Line {
    pub expression: String,
    pub expected: Expected,
}

/// What an expression gives.
#[derive(Clone, Debug)]
pub enum Expected {
    /// The words are not compared: each program has its own.
    Error(String),
    Value {
        /// What `%T` prints.
        kind: String,
        /// What `%v` prints.
        text: String,
        /// What `jsonify` gives, or `-` where there is no JSON.
        json: String,
    },
    /// Not known yet.
    Unknown,
}

impl PartialEq for Expected {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Error(_), Self::Error(_)) => true,
            (
                Self::Value { kind, text, json },
                Self::Value { kind: its, text: words, json: data },
            ) => kind == its && text == words && json == data,
            _ => false,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(words) => write!(out, "error {words}"),
            Self::Value { kind, text, json } => write!(out, "{kind} {text:?} {json}"),
            Self::Unknown => out.write_str("?"),
        }
    }
}

impl Expected {
    /// Whether a value of ours is what Hugo gives: of a type that is one with Hugo's, with the same text and JSON.
    pub fn is_met_by(&self, ours: &Self) -> bool {
        match (self, ours) {
            (Self::Error(_), Self::Error(_)) => true,
            (
                Self::Value { kind, text, json },
                Self::Value { kind: its, text: words, json: data },
            ) => is_type(kind, its) && text == words && is_json(json, data),
            _ => false,
        }
    }
}

/// Go has many types of whole numbers and of lists, and templates see few of them.
fn is_type(hugos: &str, ours: &str) -> bool {
    let plain = |name: &str| match name {
        "int64" | "uint8" | "uint32" | "uint64" => "int".to_owned(),
        name => name.to_owned(),
    };
    let known = ["[]interface {}", "[]string", "[]int", "[]float64", "[]bool", "[]template.HTML"];
    plain(hugos) == plain(ours)
        || (hugos == "[]map[string]string" && ours == "[]map[string]interface {}")
        || (hugos.starts_with("[]") && ours == "[]interface {}" && !known.contains(&hugos))
}

/// A list that is nil in Go is an empty one.
fn is_json(hugos: &str, ours: &str) -> bool {
    hugos == ours || (hugos == "null" && ours == "[]")
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/go_functions")
}

/// All files of the table, by name.
pub fn read() -> Vec<(String, Vec<Line>)> {
    let entries = fs::read_dir(directory()).expect("the table");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.retain(|path| path.extension().is_some_and(|own| own == "tsv"));
    files.sort();
    let named = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    files
        .iter()
        .map(|path| (named(path), lines(&fs::read_to_string(path).expect("text"))))
        .collect()
}

fn lines(text: &str) -> Vec<Line> {
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let expression = cells.next().expect("an expression").to_owned();
            Line { expression, expected: answer(&cells.collect::<Vec<_>>()) }
        })
        .collect()
}

/// Reads what stands behind an expression.
pub fn answer(cells: &[&str]) -> Expected {
    match cells {
        ["error", ..] => Expected::Error(String::new()),
        [kind, text, json] => Expected::Value {
            kind: (*kind).to_owned(),
            text: serde_json::from_str(text).expect("a JSON string"),
            json: (*json).to_owned(),
        },
        _ => Expected::Unknown,
    }
}

/// Writes a file of the table.
pub fn write(name: &str, lines: &[Line]) {
    let written = lines.iter().map(|line| match &line.expected {
        Expected::Error(_) => format!("{}\terror\n", line.expression),
        Expected::Value { kind, text, json } => {
            format!("{}\t{kind}\t{}\t{json}\n", line.expression, serde_json::json!(text))
        }
        Expected::Unknown => format!("{}\n", line.expression),
    });
    fs::write(directory().join(name), written.collect::<String>()).expect("written");
}

/// Why an expression may differ from Hugo.
pub fn reason(expression: &str) -> Option<&'static str> {
    REASONS.iter().find(|(known, _)| *known == expression).map(|(_, reason)| *reason)
}

/// Expressions that differ on purpose.
const REASONS: &[(&str, &str)] = &[
    ("first 2 \"日本語\"", "half a character is no text here"),
    ("collections.D 5 3 10", "the numbers are others, and as good: they are chosen by a seed"),
    ("printf \"%T\" (add 1 2)", "there is one type of whole numbers"),
    ("printf \"%999999999d\" 1", "a width is bounded in another way"),
    ("hmac \"sha256\" \"k\" \"m\" \"binary\" | len", "bytes are no text here"),
    ("math.Acos 0.5", "the last digit is that of the machine's function"),
    ("math.Log 3", "the last digit is that of the machine's function"),
    ("math.Sin 2", "the last digit is that of the machine's function"),
    (
        "union (slice (slice 1) (slice 2)) (slice \"a\" \"b\" \"c\")",
        "lists of lists are of one type here",
    ),
    ("math.Tan 1", "the last digit is that of the machine's function"),
    ("(urls.Parse \"http://host/\").User", "there are no nil pointers with a type"),
    ("partialCached \"x\" 5 \"variant\"", "the test's host keeps no partials"),
    ("(time \"2024-01-02\").Location", "a location is its name"),
    ("time \"9999-12-31\"", "the last year has no last day"),
];
