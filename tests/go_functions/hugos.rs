//! What Hugo makes of expressions: all in one template of one site.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::table::{Expected, answer};

/// The files of the site. What a file of another name says stands in `host.rs`, too.
const FILES: &[(&str, &str)] = &[
    (
        "hugo.toml",
        r#"baseURL = "https://example.org/sub/"
title = "Functions"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "section", "page"]
[outputs]
home = ["table"]
[outputFormats.table]
mediaType = "text/plain"
isPlainText = true
baseName = "table"
[params]
color = "red"
[security.funcs]
getenv = ["^HUGO_"]
"#,
    ),
    ("data.txt", "line one\nline two\n"),
    ("files/a.txt", "a"),
    ("files/sub/b.txt", "b"),
    ("data/d.yaml", "list: [3, 1, 2]\nm: {x: 1}\n"),
    (
        "i18n/en.yaml",
        "greeting: Hello\ncount:\n  one: \"{{ .Count }} thing\"\n  other: \"{{ .Count }} things\"\nnamed: \"Hi {{ .Name }}\"\n",
    ),
    ("layouts/_partials/x.html", "[{{ . }}]"),
    ("layouts/_partials/dir/y.html", "<{{ .a }}>"),
    (
        "layouts/_partials/ret.html",
        "{{ with . }}{{ return (mul . 2) }}{{ end }}{{ return \"none\" }}",
    ),
];

/// What writes one line of answers: number, type, text, JSON.
const ANSWER: &str = r#"{{ with try (EXPRESSION) }}{{ with .Err }}NUMBER	error{{ else }}NUMBER	{{ printf "%T	" .Value }}{{ printf "%v" .Value | jsonify (dict "noHTMLEscape" true) }}	{{ with try (.Value | jsonify (dict "noHTMLEscape" true)) }}{{ with .Err }}-{{ else }}{{ .Value }}{{ end }}{{ end }}{{ end }}{{ end }}
"#;

/// The answers of Hugo 0.168 in the order of the expressions; `None`, and a word about it, without Hugo.
pub fn answers(expressions: &[&str]) -> Option<Vec<Expected>> {
    let program = super::hugo_program()?;
    let root = tempfile::tempdir().expect("a temporary directory");
    let root = root.path();
    for (path, text) in FILES {
        write(root, path, text);
    }
    write(root, "layouts/home.table.txt", &layout(expressions));
    let output = Command::new(program)
        .args(["--clock", "2026-06-01T12:00:00Z", "--noBuildLock", "--source"])
        .arg(root)
        .output()
        .expect("Hugo runs");
    let table = fs::read_to_string(root.join("public/table.txt"));
    let table = table.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let mut answers = vec![Expected::Unknown; expressions.len()];
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let Some(number) =
            cells[0].parse::<usize>().ok().filter(|number| *number < answers.len())
        {
            answers[number] = answer(&cells[1..]);
        }
    }
    Some(answers)
}

fn layout(expressions: &[&str]) -> String {
    let mut definitions = String::new();
    let mut body = String::new();
    for (number, expression) in expressions.iter().enumerate() {
        let expression = if expression.starts_with("{{") {
            let name = format!("inline/t{number}");
            write!(definitions, "{{{{ define \"_partials/{name}\" }}}}{expression}{{{{ end }}}}")
                .expect("written");
            format!("partial \"{name}\" .")
        } else {
            (*expression).to_owned()
        };
        body.push_str(
            &ANSWER.replace("EXPRESSION", &expression).replace("NUMBER", &number.to_string()),
        );
    }
    definitions + &body
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("made");
    fs::write(file, text).expect("written");
}
