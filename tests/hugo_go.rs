//! Go templates say what they say in Hugo: templates that are drawn at random from the grammar, in Hugo and here.
//!
//! All of them are partials of one site, so that Hugo runs once; each is called through `try`, so that one that
//! fails says so and the others go on. A difference is in a class whose reason `hugo_go/classes.rs` gives, or it is a
//! fault. All of them are listed in `target/hugo-go/report.md`.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "hugo_go/classes.rs"]
mod classes;
#[path = "hugo_go/draw.rs"]
mod draw;
#[path = "support/hugo.rs"]
mod hugo;
#[path = "support/programs.rs"]
mod programs;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use camino::Utf8Path;
use jiff::Zoned;
use site::go::ast::Format;
use site::go::budget::Budget;
use site::go::context::Context;
use site::go::error::Position;
use site::go::evaluate::{by_name, compile, run};
use site::go::host::Host;
use site::go::value::Value;

use draw::Dice;

const SEED: u64 = 0x60;
const DRAWS: usize = 5000;
/// Templates of one site of Hugo's.
const AT_ONCE: usize = 250;
const NOW: &str = "2026-06-01T00:00:00Z";
const UNEXPLAINED: &str = "without a reason";

/// Says of each template what it writes, as JSON since that may be no UTF-8, or that it fails.
const HOME: &str = r#"{{ range seq 0 COUNT }}{{ $name := printf "t%d.html" . }}@@{{ . }}
{{ with try (partial $name "dot") }}{{ with .Err }}FAILS{{ else }}{{ print .Value | jsonify (dict "noHTMLEscape" true) | safeHTML }}{{ end }}{{ end }}
{{ end }}@@end"#;

struct NoSite;

impl Host for NoSite {
    fn now(&self) -> Zoned {
        NOW.parse::<jiff::Timestamp>().expect("a time").to_zoned(jiff::tz::TimeZone::UTC)
    }
}

struct Difference<'a> {
    number: usize,
    template: &'a str,
    hugos: String,
    ours: String,
}

#[test]
fn drawn_templates_say_what_they_say_in_hugo() {
    let seed = std::env::var("GO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let mut dice = Dice::new(seed);
    let templates: Vec<String> = (0..DRAWS).map(|_| draw::template(&mut dice)).collect();
    let mut differences: BTreeMap<&str, Vec<Difference<'_>>> = BTreeMap::new();
    // Hugo takes time by the square of the number of templates.
    for templates in templates.chunks(AT_ONCE) {
        let Some(found) = compared(templates) else { return };
        for (class, difference) in found {
            differences.entry(class).or_default().push(difference);
        }
    }
    report(&differences);
    let unexplained = differences.get(UNEXPLAINED).map_or(0, Vec::len);
    assert_eq!(unexplained, 0, "see target/hugo-go/report.md");
}

/// The templates that differ, each with its class; `None` without Hugo.
fn compared(templates: &[String]) -> Option<Vec<(&'static str, Difference<'_>)>> {
    let root = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8Path::from_path(root.path()).expect("UTF-8");
    write_site(root, templates);
    let published = hugo::publish(root, NOW, &[], "the comparison of drawn Go templates")?;
    let page = published.read("index.html").expect("Hugo has written its page");
    let mut differences = Vec::new();
    for (number, template) in templates.iter().enumerate() {
        let hugos = said(&page, number);
        let ours = ours(template);
        if hugos != ours {
            let class = classes::class_of(template, &hugos, &ours).unwrap_or(UNEXPLAINED);
            differences.push((class, Difference { number, template, hugos, ours }));
        }
    }
    Some(differences)
}

fn write_site(root: &Utf8Path, templates: &[String]) {
    let write = |path: &str, text: &str| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        fs::write(file, text).expect("written");
    };
    write(
        "hugo.toml",
        "baseURL = \"https://example.org/\"\ndisableKinds = [\"taxonomy\", \"term\", \"rss\", \"sitemap\"]\n",
    );
    write("content/_index.md", "---\ntitle: Home\n---\n");
    write("layouts/home.html", &HOME.replace("COUNT", &(templates.len() - 1).to_string()));
    for (number, template) in templates.iter().enumerate() {
        write(&format!("layouts/_partials/t{number}.html"), template);
    }
}

/// What Hugo's page says of a template.
fn said(page: &str, number: usize) -> String {
    let start = format!("@@{number}\n");
    let from = page.find(&start).map_or(0, |at| at + start.len());
    let length = page[from..].find("\n@@").unwrap_or_default();
    let said = &page[from..from + length];
    serde_json::from_str(said).unwrap_or_else(|_| said.to_owned())
}

fn ours(template: &str) -> String {
    let Ok(template) = compile("drawn.html", template, Format::Html) else {
        return "DOES NOT COMPILE".to_owned();
    };
    let mut context = Context {
        host: &NoSite,
        budget: Budget::default(),
        position: Position::default(),
        by_name,
    };
    match run(&mut context, &template, &Value::string("dot")) {
        Ok(made) => made.output,
        Err(_) => "FAILS".to_owned(),
    }
}

/// How many templates differ, by class, and the first of each.
fn report(differences: &BTreeMap<&str, Vec<Difference<'_>>>) {
    /// How many templates of a class are shown.
    const SHOWN: usize = 40;
    let mut table = format!("{DRAWS} templates drawn from seed {SEED:#x}\n");
    let mut text = String::new();
    for (class, of_class) in differences {
        let _ = writeln!(table, "{:5} {class}", of_class.len());
        let _ = writeln!(text, "\n# {class}");
        for difference in of_class.iter().take(SHOWN) {
            let Difference { number, template, hugos, ours } = difference;
            let _ = writeln!(text, "\n## {number}\n\n{template}\n\nHUGO: {hugos}\n\nOURS: {ours}");
        }
    }
    println!("{table}");
    let directory = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("target/hugo-go");
    fs::create_dir_all(&directory).expect("made");
    fs::write(directory.join("report.md"), table + &text).expect("written");
}
