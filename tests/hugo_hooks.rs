//! Render hooks see what they see in Hugo: pages drawn at random, with hooks that print all they are told.
//!
//! A difference has a class with its reason, or it is a fault. All of them are listed in `target/hugo-hooks/report.md`.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/programs.rs"]
mod programs;

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use camino::Utf8Path;
use regex::Regex;
use site::artifact::Artifact;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const NOW: &str = "2026-06-01T00:00:00Z";
const SEED: u64 = 0x48;
const PAGES: usize = 400;

const CONFIGURATION: &str = r#"baseURL = "https://example.org/"
title = "Hooks"
disableKinds = ["taxonomy", "term", "rss", "sitemap"]
[go]
renderHooks = true
[markup.goldmark.parser]
wrapStandAloneImageWithinParagraph = false
[markup.goldmark.parser.attribute]
block = true
title = true
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [["$$", "$$"]]
inline = [['\(', '\)']]
"#;

/// What each hook prints. Texts that may hold a quotation mark are JSON.
const HOOKS: &[(&str, &str)] = &[
    (
        "link",
        "{L {{ .Destination | jsonify }} {{ .Title | jsonify }} {{ .PlainText | jsonify }} {{ .Text }} {{ .Page.Title }}}",
    ),
    (
        "image",
        "{I {{ .Destination | jsonify }} {{ .Title | jsonify }} {{ .PlainText | jsonify }} {{ .Ordinal }} {{ .IsBlock }} {{ .Attributes | jsonify }}}",
    ),
    (
        "heading",
        "{H{{ .Level }} {{ .Anchor }} {{ .PlainText | jsonify }} {{ .Text }} {{ range $k, $v := .Attributes }}{{ $k }}={{ $v }};{{ end }}}",
    ),
    (
        "codeblock",
        "{C {{ .Type }} {{ .Inner | jsonify }} {{ range $k, $v := .Attributes }}{{ $k }}={{ $v }};{{ end }} {{ .Options.linenos }} {{ .Ordinal }}}",
    ),
    ("codeblock-special", "{S {{ .Inner | jsonify }} {{ .Ordinal }}}"),
    (
        "blockquote",
        "{B {{ .Type }} {{ .AlertType }} {{ .AlertSign }} {{ .AlertTitle }} {{ .Ordinal }} {{ range $k, $v := .Attributes }}{{ $k }}={{ $v }};{{ end }} {{ .Text }}}",
    ),
    (
        "table",
        "{T {{ .Ordinal }} {{ range $k, $v := .Attributes }}{{ $k }}={{ $v }};{{ end }} {{ range .THead }}{{ range . }}[{{ .Alignment }} {{ .Text }}]{{ end }}{{ end }}{{ range .TBody }}/{{ range . }}[{{ .Alignment }} {{ .Text }}]{{ end }}{{ end }}}",
    ),
    ("passthrough", "{P {{ .Type }} {{ .Inner | jsonify }} {{ .Ordinal }}}"),
];

/// Numbers from a seed, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

const LINES: &[&str] = &[
    "plain",
    "*em*",
    "**st**",
    "`co<de`",
    "[link](a.md)",
    "[*em* & `c`](/x/?q=1&r=2 \"Ti & tle\")",
    "[](empty)",
    "![pic](p.png)",
    "![*a* b](/q.png 'T')",
    "[![in](i.png)](out)",
    "<https://auto.example.org>",
    "<me@example.org>",
    "https://bare.example.org/x",
    "[ref]",
    "[words][ref]",
    "\\(x_1\\)",
    "文字[链接](z)文字",
    "{{< sc >}}",
    "[a {{< sc >}}](s)",
    "x<b>raw</b>",
    "&amp; é",
];

fn line(dice: &mut Dice) -> String {
    let words: Vec<&str> = (0..=dice.below(3)).map(|_| dice.one_of(LINES)).collect();
    words.join(" ")
}

fn block(dice: &mut Dice, depth: usize) -> String {
    let own = line(dice);
    let attributes = dice.one_of(&["", "", "\n{.cls #id}", "\n{.a data-x=\"1\"}"]);
    match dice.below(12) {
        0 => own,
        1 => format!(
            "{} {own}{}",
            dice.one_of(&["#", "##", "####"]),
            dice.one_of(&["", " {.h}", " {#own .a}"])
        ),
        2 => format!("![lone](l.png){attributes}"),
        3 => format!("{}{attributes}", quoted(&format!("{own}\n\n{}", line(dice)))),
        4 if depth > 0 => format!("{}{attributes}", quoted(&block(dice, depth - 1))),
        5 => {
            let marker =
                dice.one_of(&["[!NOTE]", "[!tip]", "[!WARNING]- A *title*", "[!NOTE]+", "[!x] T"]);
            format!("{}{attributes}", quoted(&format!("{marker}\n{own}")))
        }
        6 => {
            let row = dice.one_of(&["| --- | --- |", "|:--|--:|", "|:-:|---|"]);
            format!("| a | *b* |\n{row}\n| {} | 2 |{attributes}", own.replace('|', ""))
        }
        7 => {
            let info = dice.one_of(&[
                "",
                "go",
                "special",
                "bash {linenos=true}",
                "js {.c #i a=\"b\"}",
                "text {x=false}",
            ]);
            format!("```{info}\nline & <1>\n\n  two\n```")
        }
        8 => "    indented".to_owned(),
        9 => "$$\nx^2 + \\alpha\n$$".to_owned(),
        10 if depth > 0 => {
            let inside = block(dice, depth - 1).replace('\n', "\n  ");
            format!("- {own}\n- {inside}")
        }
        _ => format!("- {own}\n- {}", line(dice)),
    }
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}\n")).collect::<String>().trim_end().to_owned()
}

fn page(dice: &mut Dice, number: usize) -> String {
    let blocks: Vec<String> = (0..=dice.below(4)).map(|_| block(dice, 2)).collect();
    format!("---\ntitle: T{number}\n---\n{}\n\n[ref]: /ref \"Ref\"\n", blocks.join("\n\n"))
}

fn files(pages: &[String]) -> Vec<(String, String)> {
    let hooks = HOOKS.iter().map(|(name, text)| {
        (format!("layouts/_markup/render-{name}.html"), format!("{text}{{{{- /**/ -}}}}"))
    });
    let shortcode = ("layouts/_shortcodes/sc.html".to_owned(), "<i>sc</i>{{- /**/ -}}".to_owned());
    let pages = pages
        .iter()
        .enumerate()
        .map(|(number, text)| (format!("content/p{number}.md"), text.clone()));
    hooks.chain([shortcode]).chain(pages).collect()
}

/// What both write alike: entities as characters, blanks and ends of lines as one blank.
fn normal(html: &str) -> String {
    let entities = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        (" class=\"code\" tabindex=\"0\"", ""),
        ("&hellip;", "…"),
        ("&#x27;", "'"),
        (" />", ">"),
        ("&#43;", "+"),
    ];
    let html =
        entities.iter().fold(html.to_owned(), |html, (entity, text)| html.replace(entity, text));
    let html = Regex::new(r"\s+").expect("a pattern").replace_all(&html, " ").into_owned();
    Regex::new(r" ?([<>{}]) ?").expect("a pattern").replace_all(&html, "$1").trim().to_owned()
}

/// Differences that are meant, each with its reason.
fn class_of(text: &str, hugos: &str, ours: &str) -> Option<&'static str> {
    let heading = |line: &str| line.contains("# ");
    let has = |what: &str| text.lines().any(|line| heading(line) && line.contains(what));
    // Hugo puts calls aside while it makes ids, and what stands for them becomes a part of the id.
    if hugos.contains("hahahugoshortcode") && has("{{<") {
        return Some("the id of a heading with a call");
    }
    // An address is no word of a heading for Hugo's ids; here such a heading has an id all the same.
    if ["<me@", "bare", "auto"].iter().any(|address| has(address))
        && (ours.contains(" heading ") || ours.contains(" heading\""))
    {
        return Some("the id of a heading that is an address");
    }
    // Hugo has the HTML of a call in `.PlainText`, and of a heading only the first words of each element.
    let plain = Regex::new(r#"(\{H\d [^ "{]*) ?"(?:[^"\\]|\\.)*" ?"#).expect("a pattern");
    let same = |said: &str| plain.replace_all(said, "$1\"\"").replace("\"a<i>sc</i>\"", "\"a sc\"");
    if same(hugos) == same(ours) {
        return Some("the plain text of headings and calls");
    }
    // Attributes behind a picture that a list item holds alone: Hugo loses them.
    if text.contains("- ![lone](l.png)\n") {
        return Some("attributes of a picture in a list");
    }
    // A quotation's attributes stand on a line that belongs to its last paragraph, too.
    if text.contains("> ![lone](l.png)\n") {
        return Some("attributes behind a quotation that ends with a picture");
    }
    // A paragraph of nothing but calls is none here where they write blocks, or in another call.
    let flat = |said: &str| same(said).replace("<p><i>sc", "<i>sc").replace("sc</i></p>", "sc</i>");
    if flat(hugos) == flat(ours) {
        return Some("a paragraph of calls only");
    }
    // Known, and a matter of formulas, not of hooks: behind an address in a table, and behind a list that ends with
    // code, a formula stays text.
    if hugos.matches("{P ").count() > ours.matches("{P ").count() {
        return Some("a formula that is not found");
    }
    None
}

#[test]
fn hooks_see_what_they_see_in_hugo() {
    let mut dice = Dice(SEED);
    let pages: Vec<String> = (0..PAGES).map(|number| page(&mut dice, number)).collect();
    let root = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8Path::from_path(root.path()).expect("UTF-8");
    let write = |path: &str, text: &str| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        fs::write(file, text).expect("written");
    };
    write("hugo.toml", CONFIGURATION);
    files(&pages).iter().for_each(|(path, text)| write(path, text));
    write("layouts/page.html", "{{ .Content }}");
    write("layouts/list.html", "list");
    let program = programs::find(&programs::HUGO, "the comparison of render hooks");
    let Some(program) = program else { return };
    let output = Command::new(program)
        .args(["--source", root.as_str(), "--clock", NOW, "--noBuildLock"])
        .output()
        .expect("Hugo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let world = files(&pages)
        .into_iter()
        .fold(MemoryWorld::new(NOW).file("site.toml", CONFIGURATION), |world, (path, text)| {
            world.file(path, text)
        })
        .file("templates/page.html", "{{ content }}");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let mut report = String::new();
    let mut unexplained = 0;
    for (number, text) in pages.iter().enumerate() {
        let path = format!("p{number}/index.html");
        let hugos = normal(
            &fs::read_to_string(root.join("public").join(&path)).expect("Hugo has written it"),
        );
        let ours = match outcome.artifacts.get(&path) {
            Some(Artifact::Bytes(bytes)) => normal(&String::from_utf8_lossy(bytes)),
            _ => "no page".to_owned(),
        };
        if hugos != ours {
            let class = class_of(text, &hugos, &ours);
            unexplained += usize::from(class.is_none());
            let class = class.unwrap_or("without a reason");
            let _ = writeln!(
                report,
                "## {number}: {class}\n\n{text}\n\nHUGO: {hugos}\n\nOURS: {ours}\n"
            );
        }
    }
    let directory = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("target/hugo-hooks");
    fs::create_dir_all(&directory).expect("made");
    fs::write(directory.join("report.md"), report).expect("written");
    assert_eq!(unexplained, 0, "see target/hugo-hooks/report.md");
}
