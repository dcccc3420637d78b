//! The host of the table's expressions: the site that `hugos.rs` writes.

use std::sync::Arc;

use jiff::Zoned;
use site::go::addresses::Base;
use site::go::ast::{Format, Template};
use site::go::error::Failure;
use site::go::evaluate::compile;
use site::go::functions::version;
use site::go::host::{Address, Host};
use site::go::value::Value;

/// Functions whose rule is the program's own: they are compared where the program is the host.
const OF_THE_PROGRAM: &[&str] = &[
    "anchorize",
    "Anchorize",
    "urlize",
    "URLize",
    "title",
    "Title",
    "markdownify",
    "Markdownify",
    "highlight",
    "Highlight",
    "unmarshal",
    "Unmarshal",
    "Remarshal",
    "T \"",
    "T nil",
    "i18n",
    "Translate",
    "hugo.I",
    "hugo.E",
    "hugo.W",
    "os.",
    "readFile",
    "ReadFile",
    "readDir",
    "fileExists",
    "getenv",
    "templates.",
    "site",
];

/// Whether an expression asks for what only the program knows.
pub fn is_left_to_the_program(expression: &str) -> bool {
    OF_THE_PROGRAM.iter().any(|name| expression.contains(name))
}

/// A host of three partials.
pub struct TestHost {
    now: Zoned,
}

impl TestHost {
    pub fn new() -> Self {
        let now: jiff::Timestamp = "2026-06-01T12:00:00Z".parse().expect("a moment");
        Self { now: now.to_zoned(jiff::tz::TimeZone::UTC) }
    }
}

impl Host for TestHost {
    fn partial(&self, name: &str) -> Option<Result<Arc<Template>, Failure>> {
        let text = match name.trim_end_matches(".html") {
            "x" => "[{{ . }}]",
            "dir/y" => "<{{ .a }}>",
            "ret" => "{{ with . }}{{ return (mul . 2) }}{{ end }}{{ return \"none\" }}",
            _ => return None,
        };
        Some(compile(name, text, Format::Html).map(Arc::new))
    }

    fn address(&self, kind: Address, path: &str) -> String {
        Base { origin: "https://example.org", path: "/sub/", language: "" }.address(kind, path)
    }

    fn hugo(&self) -> Value {
        Value::map([("Version", version("0.168.0"))])
    }

    fn now(&self) -> Zoned {
        self.now.clone()
    }
}
