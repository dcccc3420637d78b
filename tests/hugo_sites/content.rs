//! Content at random: pages, bundles, sections and terms, in every language of the plan.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::both::Files;
use super::configuration::{Language, Plan, cascade_rule};
use super::dice::Dice;
use super::format::{Format, Table};

const DIRECTORIES: &[&str] = &[
    "",
    "blog",
    "blog/2024",
    "docs",
    "docs/deep",
    "docs/deep/Deeper Still",
    "Upper Case",
    "été",
    "v1.2",
    "a_b",
];

const NAMES: &[&str] = &[
    "one",
    "two",
    "Three",
    "with blank",
    "dot.ted",
    "naïve",
    "中文",
    "under_score",
    "2024-05-06-dated",
    "plus+sign",
    "a--b",
    "q&a",
];

const TERMS: &[&str] =
    &["go", "Go", "a b", "C++", "C#", "naïve", "中文", "x/y", "Mixed Case", "1.2", "the-end", "_u"];

const DATES: &[&str] = &[
    "2024-01-02",
    "2024-02-29T23:30:00Z",
    "2025-12-31T23:59:59-08:00",
    "2023-07-08 09:10:11",
    "2019-10-11T12:13:14+09:00",
];

const FUTURE: &str = "2031-01-01T00:00:00Z";
const PAST: &str = "2020-01-01T00:00:00Z";

/// The content files of a site.
pub fn files(plan: &Plan, dice: &mut Dice) -> Files {
    let mut files = Files::new();
    let mut taken = BTreeSet::new();
    for number in 0..3 + dice.below(8) {
        let place = Place::any(dice);
        // Of two files that make one page, which of them does is no rule.
        if !taken.insert(place.page()) {
            continue;
        }
        for language in &plan.languages {
            if plan.languages.len() == 1 || dice.percent(60) {
                let text = page(plan, dice, &place, number);
                files.insert(place.path(language), text);
            }
        }
        // Resources in a language that lacks the page are not drawn yet.
        if place.is_bundle() && plan.languages.len() == 1 && dice.percent(50) {
            let language = &plan.languages[0];
            let path = format!("{}/{}", language.directory, place.beside("file.txt"));
            files.insert(path, format!("file {number}\n"));
        }
    }
    files
}

/// Where a page stands, in whatever language.
struct Place {
    directory: String,
    /// The name of the file without language and extension.
    stem: &'static str,
    extension: &'static str,
}

impl Place {
    fn any(dice: &mut Dice) -> Self {
        let directory = dice.pick(DIRECTORIES).to_owned();
        let name = dice.pick(NAMES);
        let extension = dice.pick(&["md", "md", "md", "html", "markdown"]);
        let place = |directory, stem| Self { directory, stem, extension };
        match dice.below(10) {
            0..=1 => place(directory, "_index"),
            2..=3 => place(format!("{directory}/{name}"), "index"),
            _ => place(directory, name),
        }
    }

    /// What page the file makes, whatever its form.
    fn page(&self) -> String {
        match self.stem {
            "index" => self.directory.clone(),
            stem => format!("{}/{stem}", self.directory),
        }
    }

    fn is_bundle(&self) -> bool {
        matches!(self.stem, "index" | "_index")
    }

    /// The path of the page's file in a language.
    fn path(&self, language: &Language) -> String {
        let name = format!("{}{}.{}", self.stem, language.suffix, self.extension);
        format!("{}/{}", language.directory, self.beside(&name))
    }

    fn beside(&self, name: &str) -> String {
        format!("{}/{name}", self.directory).trim_start_matches('/').to_owned()
    }
}

fn page(plan: &Plan, dice: &mut Dice, place: &Place, number: usize) -> String {
    let mut table = Table::new();
    // Each its own: two pages at one address are another question.
    table.insert("title".into(), json!(format!("{} {number}", dice.pick(TITLES))));
    addresses(dice, place, number, &mut table);
    // A home page that is not published is not drawn yet.
    if !place.directory.is_empty() || place.stem != "_index" {
        publishing(dice, &mut table);
    }
    let is_section = place.stem == "_index";
    if is_section && dice.percent(20) {
        // Of cascades of several languages for one, which counts is no rule.
        let rules: Vec<Value> = (0..1 + dice.below(2)).map(|_| cascade_rule(dice, &[])).collect();
        let is_one = rules.len() == 1 && dice.percent(50);
        table.insert("cascade".into(), if is_one { rules[0].clone() } else { json!(rules) });
    }
    if dice.percent(10) && !place.directory.is_empty() {
        table.insert("build".into(), build(dice));
    }
    if dice.percent(4) && place.is_bundle() && !place.directory.is_empty() {
        table.insert("headless".into(), json!(true));
    }
    for plural in &plan.taxonomies {
        if dice.percent(40) {
            table.insert((*plural).to_owned(), json!(terms(plan, dice)));
        }
    }
    if dice.percent(20) {
        table.insert("weight".into(), json!(dice.below(20)));
    }
    Format::any(dice).front_matter(&table) + "\nText.\n"
}

/// Of two terms that differ in case, the page that Hugo happens to read first decides the address, so that it has no
/// rule where addresses keep it.
fn terms(plan: &Plan, dice: &mut Dice) -> Vec<&'static str> {
    let terms = dice.some(20, TERMS);
    terms.into_iter().filter(|term| !plan.keeps_case || *term != "Go").collect()
}

fn build(dice: &mut Dice) -> Value {
    let mut build = Table::new();
    if dice.percent(70) {
        let words =
            [json!("never"), json!("link"), json!("always"), json!("false"), json!("Never")];
        let rendering = dice.pick(&[&words[..], &[json!(false), json!(0)]].concat());
        build.insert("render".into(), rendering);
    }
    if dice.percent(50) {
        let listing =
            dice.pick(&[json!("never"), json!("local"), json!(true), json!("false"), json!(0)]);
        build.insert("list".into(), listing);
    }
    if dice.percent(30) {
        build.insert("publishResources".into(), json!(dice.percent(50)));
    }
    build.into()
}

const TITLES: &[&str] = &[
    "A title",
    "Ein Über-Titel",
    "What? (Really!)",
    "中文 标题",
    "a/b",
    "C'est ça",
    "Tom & Jerry",
];

fn addresses(dice: &mut Dice, place: &Place, number: usize, table: &mut Table) {
    if dice.percent(15) {
        let slug = dice.pick(&["Slug Here", "slug", "-trimmed-", "a.b", "schön"]);
        table.insert("slug".into(), json!(format!("{slug}{number}")));
    }
    if dice.percent(10) && place.stem != "_index" {
        let url = dice.pick(&["/u/one", "rel/two/", "/File.html", "/Mixed Case/", "x.y"]);
        table.insert("url".into(), json!(format!("/{number}/{url}").replace("//", "/")));
    }
    if dice.percent(15) {
        let alias = dice.pick(&["/old", "/old/", "older", "/old.html", "/Old Case", "../up"]);
        table.insert("aliases".into(), json!([format!("{alias}{number}")]));
    }
}

fn publishing(dice: &mut Dice, table: &mut Table) {
    let mut set = |key: &str, value: Value| drop(table.insert(key.to_owned(), value));
    if dice.percent(60) {
        set("date", json!(dice.pick(DATES)));
    }
    match dice.below(20) {
        0 => set("draft", json!(true)),
        1 => set("publishDate", json!(FUTURE)),
        2 => set("expiryDate", json!(PAST)),
        3 => set("date", json!(FUTURE)),
        4 => set("expiryDate", json!(FUTURE)),
        5 => set("lastmod", json!(PAST)),
        _ => {}
    }
}
