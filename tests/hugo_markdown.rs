//! Markdown reads as in Hugo: documents that are drawn at random, in Hugo and in `site`.
//!
//! So do the examples of the specifications. All documents are pages of one site, so that Hugo runs once. A
//! difference is in a class whose reason `hugo_markdown/classes.rs` gives, or it is a fault. All of them are
//! listed in `target/hugo-markdown`. `MARKDOWN_SEED` and `MARKDOWN_DRAWS` draw others, and more.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "hugo_markdown/classes.rs"]
mod classes;
#[path = "hugo_markdown/draw.rs"]
mod draw;
#[path = "hugo_markdown/examples.rs"]
mod examples;
#[path = "support/hugo.rs"]
mod hugo;
#[path = "hugo_markdown/normal.rs"]
mod normal;
#[path = "support/programs.rs"]
mod programs;
#[path = "hugo_markdown/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::str::FromStr;

use camino::Utf8Path;
use site::artifact::Artifact;
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::DiskWorld;

use draw::Dice;

const SEED: u64 = 0x5EED;
const DRAWS: usize = 2000;
const NOW: &str = "2026-06-01T00:00:00Z";

const CONFIGURATION: &str = r#"baseURL = "https://example.org/"
title = "Drawn"
enableEmoji = true
[markup.goldmark.extensions.extras]
insert.enable = true
mark.enable = true
superscript.enable = true
[markup.goldmark.extensions.passthrough]
enable = true
delimiters.inline = [["@@", "@@"]]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
title = true
[diagnostics]
image-missing = "off"
link-missing = "off"
"#;

/// Hugo's templates: a page is its content.
const LAYOUTS: &hugo::Layouts = &[
    ("single.html", "<article>{{ .Content }}</article>"),
    ("list.html", "list"),
    ("shortcodes/word.html", "{{ .Get 0 }}"),
    ("shortcodes/box.html", "<div class=\"box\">\n\n{{ .Inner }}\n\n</div>"),
    (
        "shortcodes/angle.html",
        "<div class=\"angle\">{{ .Inner | .Page.RenderString (dict \"display\" \"block\") }}</div>",
    ),
    (
        "_markup/render-blockquote.html",
        "{{ if eq .Type \"alert\" }}<aside class=\"{{ .AlertType }}{{ .AlertSign }}\"><h6>{{ with .AlertTitle }}{{ . }}\
         {{ end }}</h6>{{ .Text }}</aside>{{ else }}<blockquote{{ range $k, $v := .Attributes }} {{ printf \"%s=%q\" $k $v | safeHTMLAttr }}\
         {{ end }}>{{ .Text }}</blockquote>{{ end }}",
    ),
];

/// The same as templates of ours.
const TEMPLATES: &[(&str, &str)] = &[
    ("page.html", "<article>{{ content | safe }}</article>"),
    ("home.html", "home"),
    ("shortcodes/word.html", "{{ positional[0] }}"),
    ("shortcodes/box.html", "<div class=\"box\">{{ inner }}</div>"),
    ("shortcodes/angle.html", "<div class=\"angle\">{{ inner }}</div>"),
    (
        "alert.html",
        "<aside class=\"{{ kind }}{% if folding == \"open\" %}+{% elif folding %}-{% endif %}\"><h6>{{ title or \"\" }}</h6>{{ inner }}</aside>",
    ),
];

#[test]
fn drawn_documents_read_as_in_hugo() {
    let mut dice = Dice::new(asked("MARKDOWN_SEED").unwrap_or(SEED));
    let draws = asked("MARKDOWN_DRAWS").unwrap_or(DRAWS);
    let documents = (0..draws).map(|number| Document {
        name: format!("drawn-{number:04}"),
        text: draw::document(&mut dice),
    });
    compare("drawn documents", &documents.collect::<Vec<_>>(), |document| {
        classes::class_of(&document.text)
    });
}

#[test]
fn examples_of_the_specifications_read_as_in_hugo() {
    let examples = examples::all().into_iter().map(|(name, text)| Document { name, text });
    let examples: Vec<Document> = examples.collect();
    if examples.is_empty() {
        return programs::say("the sources of the parser are not here: no examples are compared");
    }
    compare("examples", &examples, |document| classes::class_of_example(&document.name));
}

#[test]
fn examples_of_goldmark_read_as_in_hugo() {
    let examples = examples::of_goldmark().into_iter();
    let examples: Vec<Document> = examples.map(|(name, text)| Document { name, text }).collect();
    if examples.is_empty() {
        return programs::say("goldmark's sources are not here: none of its examples are compared");
    }
    compare("examples of goldmark", &examples, |document| {
        classes::class_of_example(&document.name)
    });
}

/// A number from the environment.
fn asked<T: FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok()?.parse().ok()
}

/// A page.
struct Document {
    name: String,
    text: String,
}

/// Every document in Hugo and here: equal, or in a class.
fn compare(what: &str, documents: &[Document], class_of: fn(&Document) -> Option<&'static str>) {
    let root = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8Path::from_path(root.path()).expect("UTF-8");
    write_site(root, documents);
    let Some(published) = hugo::publish(root, NOW, LAYOUTS, what) else { return };
    let world = DiskWorld::open(root, NOW.parse().ok()).expect("a site");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let mut differences: BTreeMap<&str, Vec<Difference<'_>>> = BTreeMap::new();
    for document in documents {
        let path = format!("{}/index.html", document.name);
        let hugos = published.read(&path).expect("Hugo has written it");
        let (hugos, ours) = (normal::normal(&hugos), normal::normal(&page(&outcome, &path)));
        if hugos != ours {
            let class = class_of(document).unwrap_or(UNEXPLAINED);
            differences.entry(class).or_default().push(Difference { document, hugos, ours });
        }
    }
    report(what, documents.len(), &differences);
    let unexplained = differences.get(UNEXPLAINED).map_or(0, Vec::len);
    assert_eq!(unexplained, 0, "see target/hugo-markdown/{}.md", what.replace(' ', "-"));
}

const UNEXPLAINED: &str = "without a reason";

struct Difference<'a> {
    document: &'a Document,
    hugos: String,
    ours: String,
}

fn write_site(root: &Utf8Path, documents: &[Document]) {
    let write = |path: &str, text: &str| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        fs::write(file, text).expect("written");
    };
    write("hugo.toml", CONFIGURATION);
    for (path, text) in TEMPLATES {
        write(&format!("templates/{path}"), text);
    }
    for Document { name, text } in documents {
        write(&format!("content/{name}.md"), &format!("---\ntitle: Drawn\n---\n{text}"));
    }
}

fn page(outcome: &Outcome, path: &str) -> String {
    match outcome.artifacts.get(path) {
        Some(Artifact::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => panic!("{path} is not written"),
    }
}

/// How many documents differ, by class, and the first of each.
fn report(what: &str, count: usize, differences: &BTreeMap<&str, Vec<Difference<'_>>>) {
    /// How many documents of a class are shown.
    const SHOWN: usize = 40;
    let mut table = format!("{count} {what} compared with Hugo\n");
    let mut text = String::new();
    for (class, of_class) in differences {
        let _ = writeln!(table, "{:5} {class}", of_class.len());
        let _ = writeln!(text, "# {class}\n");
        for difference in of_class.iter().take(SHOWN) {
            let Difference { document: Document { name, text: document }, hugos, ours } =
                difference;
            let diff = similar::TextDiff::from_lines(hugos.as_str(), ours.as_str());
            let diff = diff.unified_diff().context_radius(2).to_string();
            let _ = writeln!(
                text,
                "## {name}\n\n~~~~~md\n{document}~~~~~\n\n~~~~~diff\n{diff}~~~~~\n",
            );
        }
    }
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/target/hugo-markdown");
    fs::create_dir_all(directory).expect("made");
    fs::write(format!("{directory}/{}.md", what.replace(' ', "-")), text).expect("written");
    programs::say(&table);
}
