//! Content adapters add what they add in Hugo: templates drawn at random, in Hugo and in `site`.
//!
//! Each section of one site has an adapter. The pages of both are compared: which there are, and what they say of
//! themselves.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "hugo_sites/dice.rs"]
#[allow(dead_code, reason = "each test uses a part")]
mod dice;
#[path = "support/hugo.rs"]
mod hugo;
#[path = "support/programs.rs"]
mod programs;

use std::collections::BTreeSet;
use std::fs;

use camino::Utf8Path;
use dice::Dice;
use site::artifact::Artifact;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const NOW: &str = "2026-06-01T00:00:00Z";
const SEED: u64 = 0xad;
const ADAPTERS: usize = 120;

const CONFIGURATION: &str = r#"baseURL = "https://example.org/"
title = "Adapters"
disableKinds = ["rss", "sitemap"]
[languages.en]
weight = 1
[languages.de]
weight = 2
"#;

const DATA: &str = r#"
- {name: Alpha, slug: alpha, day: 2024-01-02, tags: [x, Y z], n: 1}
- {name: "Beta & *more*", slug: Beta Two, day: 2023-05-06T07:08:09+02:00, tags: [], n: 2}
- {name: "日本語", slug: 日本, day: 2022-12-31, tags: [x], n: 3}
"#;

/// What a page says of itself in Hugo.
const HUGOS: &str = r#"{{ .Title }}|{{ .RelPermalink }}|{{ .Date.Format "2006-01-02" }}|{{ .Params.n }}|{{ range .GetTerms "tags" }}{{ .RelPermalink }},{{ end }}|{{ .Content }}"#;
/// What a section says: its date is that of its pages in Hugo, and its own here.
const HUGOS_SECTION: &str = "{{ .Title }}|{{ .RelPermalink }}|{{ .Content }}";
const OUR_SECTION: &str = "{{ page.title }}|{{ page.url }}|{{ content | safe }}";

/// The same here.
const OURS: &str = r#"{{ page.title }}|{{ page.url }}|{% if page.date %}{{ page.date.iso | truncate(length=10, end="") }}{% else %}0001-01-01{% endif %}|{{ page.params.n | default(value="") }}|{% for term in page.terms.tags | default(value=[]) %}{{ term.url }},{% endfor %}|{{ content | safe }}"#;

/// All addresses of a language.
const HOME: &str = "{{ range site.Pages }}@{{ .RelPermalink }}\n{{ end }}";

/// One `AddPage`, with `.` a row of the data. Of two pages at one path Hugo takes now the one, now the other, so each
/// has its own.
fn page(dice: &mut Dice, number: usize) -> String {
    let path = dice.pick(&[
        "(printf \"p-%d\" .n)",
        "(urlize (printf \"Row %d\" .n))",
        ".slug",
        "(printf \"deep/er/%s\" .slug)",
        "(printf \"/slash-%d/\" .n)",
        "(printf \"v1.%d\" .n)",
        "(printf \"Upper-%d\" .n)",
    ]);
    let mut fields =
        vec![format!("\"path\" (printf \"d{number}/%v\" {path})"), "\"title\" .name".to_owned()];
    let mut may = |of_hundred: usize, text: &[&str]| {
        if dice.percent(of_hundred) {
            fields.push(dice.pick(text).to_owned());
        }
    };
    may(40, &["\"weight\" .n", "\"weight\" (mul .n 10)"]);
    may(
        40,
        &[
            "\"dates\" (dict \"date\" (time.AsTime .day))",
            "\"dates\" (dict \"date\" (time.AsTime \"2021-02-03\") \"lastmod\" (time.AsTime .day))",
            "\"dates\" (dict \"date\" (time.AsTime \"2031-02-03\"))",
        ],
    );
    may(
        50,
        &[
            "\"params\" (dict \"n\" .n \"tags\" .tags)",
            "\"params\" (dict \"n\" (string .n))",
            "\"params\" (dict \"tags\" (slice \"only\"))",
        ],
    );
    may(
        60,
        &[
            "\"content\" (dict \"mediaType\" \"text/markdown\" \"value\" (printf \"## %s\\n\\n* a\\n* **b**\" .name))",
            "\"content\" (dict \"value\" \"---\\n\\ntext {{< sc >}}\\n\\n+++\\n\")",
            "\"content\" (dict \"mediaType\" \"text/markdown\" \"value\" (print \"<!-- c -->\\n\\n\" .name))",
        ],
    );
    may(15, &["\"draft\" true", "\"draft\" false"]);
    may(15, &["\"slug\" (printf \"own-%d\" .n)", "\"url\" (printf \"/far/%d-of-SECTION/\" .n)"]);
    may(10, &["\"kind\" \"page\"", "\"kind\" \"section\""]);
    format!("{{{{ $.AddPage (dict {}) }}}}", fields.join(" "))
}

fn adapter(dice: &mut Dice, section: usize) -> String {
    let pages: Vec<String> = (0..=dice.below(2)).map(|number| page(dice, number)).collect();
    let pages = pages.join("\n").replace("SECTION", &section.to_string());
    let over = dice.pick(&[
        "hugo.Data.rows",
        "first 1 hugo.Data.rows",
        "where hugo.Data.rows \"n\" \"gt\" 1",
    ]);
    // In all languages, one address would be that of two pages.
    let all =
        if dice.percent(20) && !pages.contains("/far/") { "{{ .EnableAllLanguages }}" } else { "" };
    format!("{all}{{{{ range {over} }}}}\n{pages}\n{{{{ end }}}}\n")
}

fn files() -> Vec<(String, String)> {
    let mut dice = Dice::new(SEED);
    let adapters = (0..ADAPTERS).map(|section| {
        let name = dice.pick(&["_content.gotmpl", "_content.gotmpl", "_content.de.gotmpl"]);
        (format!("content/s{section}/{name}"), adapter(&mut dice, section))
    });
    let mut files: Vec<(String, String)> = adapters.collect();
    files.push(("data/rows.yaml".to_owned(), DATA.to_owned()));
    files.push((
        "layouts/_shortcodes/sc.html".to_owned(),
        "<i>{{ .Page.Title }}</i>{{- /**/ -}}".to_owned(),
    ));
    files
}

/// Lines and blanks as one blank, and characters that both write in their own way.
fn normal(html: &str) -> String {
    let html = html.replace("&#43;", "+").replace("&amp;", "&").replace(" />", ">");
    html.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><")
}

#[test]
fn adapters_add_what_they_add_in_hugo() {
    let root = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8Path::from_path(root.path()).expect("UTF-8");
    let mut world = MemoryWorld::new(NOW).file("hugo.toml", CONFIGURATION);
    for (path, text) in files() {
        let file = root.join(&path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        fs::write(file, &text).expect("written");
        world = world.file(path, text);
    }
    fs::write(root.join("hugo.toml"), CONFIGURATION).expect("written");
    let layouts: &hugo::Layouts = &[
        ("_default/single.html", HUGOS),
        ("_default/list.html", HUGOS_SECTION),
        ("index.html", HOME),
    ];
    let Some(published) = hugo::publish(root, NOW, layouts, "the comparison of adapters") else {
        return;
    };
    let world = world.file("templates/page.html", OURS).file("templates/section.html", OUR_SECTION);
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let problems = outcome.diagnostics.iter().take(5).map(|found| format!("{found:?}"));
    let problems = problems.collect::<Vec<_>>().join("\n");
    let hugos: BTreeSet<String> = published.homes().iter().flat_map(|home| paths(home)).collect();
    let ours = outcome.artifacts.iter().map(|(path, _)| path.to_owned());
    let ours: BTreeSet<String> = ours.filter(|path| is_of_adapter(path)).collect();
    assert!(ours.len() > ADAPTERS, "{} pages are too few: {problems}", ours.len());
    let mut differences: Vec<String> =
        hugos.symmetric_difference(&ours).map(|path| format!("{path} is in one of both")).collect();
    for path in hugos.intersection(&ours) {
        let hugos = normal(&published.read(path).expect("Hugo has written it"));
        let ours = match outcome.artifacts.get(path) {
            Some(Artifact::Bytes(bytes)) => normal(&String::from_utf8_lossy(bytes)),
            _ => "no page".to_owned(),
        };
        if hugos != ours {
            differences.push(format!("{path}\nHUGO: {hugos}\nOURS: {ours}"));
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {} pages differ\n{}\n{}",
        differences.len(),
        hugos.len(),
        differences.join("\n\n"),
        problems
    );
}

/// The files of the pages that a home page lists.
fn paths(home: &str) -> Vec<String> {
    let listed = home.lines().filter_map(|line| line.strip_prefix("@/"));
    let decoded = listed
        .map(|url| percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned());
    decoded.map(|path| format!("{path}index.html")).filter(|path| is_of_adapter(path)).collect()
}

/// Whether a page is in one of the sections.
fn is_of_adapter(path: &str) -> bool {
    let path = path.strip_prefix("de/").unwrap_or(path);
    path.ends_with("index.html") && (path.starts_with('s') || path.starts_with("far/"))
}
