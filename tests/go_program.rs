//! What functions of Go templates ask of the program is what Hugo answers: strings, files, Markdown, addresses, titles.
//!
//! `go_functions/*.tsv` holds expressions and what Hugo 0.168 makes of them. Those that the test's host there cannot
//! answer are asked here in one shortcode of a whole site.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "go_functions/table.rs"]
#[allow(dead_code, reason = "each of the tests uses a part")]
mod table;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use site::artifact::Artifact;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

use table::{Expected, Line};

/// The site that `go_functions/hugos.rs` writes for Hugo.
const FILES: &[(&str, &str)] = &[
    (
        "hugo.toml",
        "baseURL = 'https://example.org/sub/'\ntitle = 'Functions'\n[params]\ncolor = 'red'\n",
    ),
    ("data.txt", "line one\nline two\n"),
    ("files/a.txt", "a"),
    ("files/sub/b.txt", "b"),
    ("data/d.yaml", "list: [3, 1, 2]\nm: {x: 1}\n"),
    (
        "i18n/en.yaml",
        "greeting: Hello\ncount:\n  one: \"{{ .Count }} thing\"\n  other: \"{{ .Count }} things\"\nnamed: \"Hi {{ .Name }}\"\n",
    ),
    ("content/a.md", "---\ntitle: A\n---\n{{< table >}}\n"),
    ("templates/page.html", "{{ content | safe }}"),
    ("templates/home.html", "x"),
    ("templates/section.html", "x"),
    ("templates/404.html", "x"),
    ("templates/redirect.html", "x"),
];

/// What writes one answer: number, type, text, JSON, each in hexadecimal digits.
const ANSWER: &str = r#"{{ with try (EXPRESSION) }}{{ with .Err }}NUMBER|error;{{ else }}NUMBER|{{ printf "%T" .Value | encoding.HexEncode }}|{{ printf "%v" .Value | encoding.HexEncode }}|{{ with try (.Value | jsonify (dict "noHTMLEscape" true)) }}{{ with .Err }}2d{{ else }}{{ .Value | encoding.HexEncode }}{{ end }}{{ end }};{{ end }}{{ end }}
"#;

/// Expressions that begin so are asked.
const ASKED: &[&str] = &[
    "T ",
    "i18n ",
    "lang.Translate",
    "anchorize",
    "urls.Anchorize",
    "urlize",
    "urls.URLize",
    "title",
    "strings.Title",
    "markdownify",
    "transform.Markdownify",
    "readFile",
    "os.ReadFile",
    "fileExists",
    "os.FileExists",
    "len (readDir",
    "(index (readDir",
    "site.",
    "index site",
    "isset site",
    "merge site",
    "len site",
    "relURL",
    "absURL",
    "relLangURL",
    "absLangURL",
    "hugo.",
    "ge hugo",
    "lt hugo",
    "eq hugo",
    "templates.Exists",
    "transform.Unmarshal",
    "unmarshal",
    "(transform.Unmarshal",
    "reflect.Is",
];

/// Why the beginnings of some expressions differ.
const REASONS: &[(&str, &str)] = &[
    ("markdownify \"`c` <b>", "HTML that is left out leaves no comment"),
    ("markdownify \"\\\"q", "the characters themselves stand in pages"),
    ("markdownify \"a  \\nb", "lone elements end as in XML"),
    ("markdownify \"![a]", "lone elements end as in XML"),
    ("markdownify \"***", "lone elements end as in XML"),
    ("markdownify \"```", "code has classes"),
    ("unmarshal \"a = 2024", "a date is a moment"),
    ("transform.Unmarshal \"a: 2024", "`010` is text in YAML 1.2"),
    ("transform.Unmarshal \"<root>", "XML is not read"),
    ("transform.Unmarshal `{\"A\"", "whole numbers of JSON stay whole"),
    ("(transform.Unmarshal `{\"A\":1}`).A", "whole numbers of JSON stay whole"),
    ("transform.Unmarshal `{\"a\": 1e3", "a number with an exponent is its text"),
    ("hugo.WorkingDir", "a build does not tell where it runs"),
    ("readFile \"../../", "a path that leads out of the site is told of"),
    ("T \"count\" \"3\"", "a text may count"),
    ("T \"count\" 1.5", "a fraction may count"),
    ("T \"named\" (dict \"name\"", "names of strings have no case"),
];

#[test]
fn the_program_answers_as_hugo_does() {
    let lines: Vec<Line> = table::read().into_iter().flat_map(|(_, lines)| lines).collect();
    let asked = |line: &&Line| ASKED.iter().any(|start| line.expression.starts_with(start));
    let lines: Vec<&Line> = lines.iter().filter(asked).collect();
    let answers = answers(&lines);
    let (mut differences, mut count) = (String::new(), 0);
    for (number, line) in lines.iter().enumerate() {
        let ours = answers.get(&number).unwrap_or(&Expected::Unknown);
        let is_known = REASONS.iter().any(|(start, _)| line.expression.starts_with(start));
        if !line.expected.is_met_by(ours) && !is_known {
            count += 1;
            let Line { expression, expected } = line;
            writeln!(differences, "{expression}\n    Hugo: {expected}\n    ours: {ours}")
                .expect("written");
        }
    }
    assert!(count == 0, "{count} of {} expressions differ\n{differences}", lines.len());
}

/// What a page says that calls the shortcode with all expressions.
fn answers(lines: &[&Line]) -> BTreeMap<usize, Expected> {
    let template: String = lines
        .iter()
        .enumerate()
        .map(|(number, line)| {
            ANSWER.replace("EXPRESSION", &line.expression).replace("NUMBER", &number.to_string())
        })
        .collect();
    let world = FILES
        .iter()
        .fold(MemoryWorld::new("2026-06-01T12:00:00Z"), |world, (path, text)| {
            world.file(path, *text)
        })
        .file("layouts/shortcodes/table.html", template)
        .file("layouts/_partials/x.html", "[{{ . }}]");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let page = match outcome.artifacts.get("a/index.html") {
        Some(Artifact::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => panic!("there is no page: {:?}", outcome.diagnostics),
    };
    page.split(';').filter_map(answer).collect()
}

fn answer(text: &str) -> Option<(usize, Expected)> {
    let mut cells = text.trim().split('|');
    let number = cells.next()?.rsplit('>').next()?.trim().parse().ok()?;
    let cells: Vec<&str> = cells.collect();
    let expected = match cells[..] {
        ["error"] => Expected::Error(String::new()),
        [kind, text, json] => {
            Expected::Value { kind: plain(kind), text: plain(text), json: plain(json) }
        }
        _ => return None,
    };
    Some((number, expected))
}

/// Text of hexadecimal digits.
fn plain(digits: &str) -> String {
    let pairs = digits.as_bytes().chunks(2);
    let bytes =
        pairs.map(|pair| u8::from_str_radix(&String::from_utf8_lossy(pair), 16).expect("digits"));
    String::from_utf8(bytes.collect()).expect("UTF-8")
}
