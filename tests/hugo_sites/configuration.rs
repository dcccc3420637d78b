//! A configuration at random, in one of the forms that Hugo reads.

use serde_json::{Value, json};

use super::both::Files;
use super::dice::Dice;
use super::format::{Format, Table};

/// What content has to know of the configuration.
pub struct Plan {
    pub languages: Vec<Language>,
    /// The names of the taxonomies, in the plural.
    pub taxonomies: Vec<&'static str>,
    /// Whether addresses keep the case of their letters.
    pub keeps_case: bool,
    pub options: Table,
}

/// A language, and how a file says that it is in it.
pub struct Language {
    pub code: &'static str,
    pub directory: String,
    /// `.de`, or nothing for the default language and for a directory of its own.
    pub suffix: String,
}

pub fn plan(dice: &mut Dice) -> Plan {
    let mut options = Table::new();
    options.insert("baseURL".into(), json!(dice.pick(BASES)));
    options.insert("title".into(), json!("Draw"));
    // Without this, Hugo refuses pages that are written in HTML.
    options.insert("security".into(), json!({"allowContent": [".*"]}));
    let languages = languages(dice, &mut options);
    let taxonomies = taxonomies(dice, &mut options);
    permalinks(dice, &mut options);
    for key in dice.some(15, SWITCHES) {
        options.insert(key.into(), json!(dice.percent(80)));
    }
    ugly_urls(dice, &mut options);
    cascade(dice, &languages, &mut options);
    if dice.percent(15) {
        // Without `page`, Hugo makes no terms either; that and `home` are not drawn yet.
        let kinds = dice.some(25, &["section", "taxonomy", "term"]);
        options.insert("disableKinds".into(), json!(kinds));
    }
    if dice.percent(10) {
        options.insert("timeZone".into(), json!(dice.pick(ZONES)));
    }
    let keeps_case = options.get("disablePathToLower") == Some(&json!(true));
    Plan { languages, taxonomies, keeps_case, options }
}

const BASES: &[&str] = &["https://example.org/", "https://example.org", "https://example.org/sub/"];

const ZONES: &[&str] = &["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"];

/// Sections, as content has them.
const SECTIONS: &[&str] = &["blog", "docs", "Upper Case", "upper-case", "v1.2", "a_b"];

fn ugly_urls(dice: &mut Dice, options: &mut Table) {
    if dice.percent(85) {
        return;
    }
    let ugly = if dice.percent(40) {
        json!(true)
    } else {
        let sections = dice.some(50, &["blog", "docs", "upper-case", "tags"]);
        let on = sections.into_iter().map(|section| (section.to_owned(), json!(true)));
        json!(on.collect::<Table>())
    };
    options.insert("uglyURLs".into(), ugly);
    // With both, Hugo writes this redirect to a wrong place, or over the home page.
    options.insert("disableDefaultLanguageRedirect".into(), json!(true));
}

/// What pages inherit from the configuration.
fn cascade(dice: &mut Dice, languages: &[Language], options: &mut Table) {
    if dice.percent(80) {
        return;
    }
    let codes: Vec<&str> = languages.iter().map(|language| language.code).collect();
    let rules: Vec<Value> = (0..1 + dice.below(2)).map(|_| cascade_rule(dice, &codes)).collect();
    let is_one = rules.len() == 1 && dice.percent(50);
    options.insert("cascade".into(), if is_one { rules[0].clone() } else { json!(rules) });
}

/// One rule of a cascade: a value, and the pages that it is for.
pub fn cascade_rule(dice: &mut Dice, languages: &[&str]) -> Value {
    let mut rule = dice.pick(INHERITED)();
    let mut target = Table::new();
    if dice.percent(60) {
        target.insert("path".into(), json!(dice.pick(PATHS)));
    }
    if dice.percent(30) {
        target.insert("kind".into(), json!(dice.pick(&["page", "section", "{page,term}"])));
    }
    if languages.len() > 1 && dice.percent(30) {
        let matrix = json!({"matrix": {"languages": [dice.pick(languages)]}});
        target.insert("sites".into(), matrix);
    }
    if dice.percent(15) {
        let environment = dice.pick(&["production", "development", "{pro,sta}*"]);
        target.insert("environment".into(), json!(environment));
    }
    if !target.is_empty() {
        rule.insert("target".into(), target.into());
    }
    rule.into()
}

/// Values that are worth inheriting.
const INHERITED: &[fn() -> Table] = &[
    || table(json!({"draft": true})),
    || table(json!({"build": {"render": "never"}})),
    || table(json!({"build": {"render": "link"}})),
    || table(json!({"build": {"list": "never"}})),
    || table(json!({"build": {"list": "local", "publishResources": false}})),
    || table(json!({"expiryDate": "2020-01-01T00:00:00Z"})),
    || table(json!({"date": "2021-02-03"})),
    || table(json!({"title": "Inherited"})),
];

const PATHS: &[&str] =
    &["/blog/**", "/docs/**", "{/docs,/docs/**}", "/*", "**", "/upper-case/**", "/tags/*", "/blog"];

fn table(value: Value) -> Table {
    match value {
        Value::Object(table) => table,
        other => panic!("{other} is no table"),
    }
}

/// Keys that are on or off.
const SWITCHES: &[&str] = &[
    "disableAliases",
    "removePathAccents",
    "disablePathToLower",
    "buildDrafts",
    "buildFuture",
    "buildExpired",
    "defaultContentLanguageInSubdir",
    "pluralizeListTitles",
    "capitalizeListTitles",
];

fn languages(dice: &mut Dice, options: &mut Table) -> Vec<Language> {
    if dice.percent(40) {
        let directory = "content".to_owned();
        return vec![Language { code: "en", directory, suffix: String::new() }];
    }
    let codes = dice.pick(&[&["en", "de"][..], &["en", "zh-cn"], &["de", "en", "pt-br"]]);
    let default = dice.pick(codes);
    let by_directory = dice.percent(50);
    let is_mounted = by_directory && dice.percent(20);
    let mut table = Table::new();
    let mut languages = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        let mut own = Table::new();
        own.insert("weight".into(), json!(index + 1));
        let (directory, suffix) = if by_directory {
            let directory = format!("content/{code}");
            if !is_mounted {
                own.insert("contentDir".into(), json!(directory));
            }
            (directory, String::new())
        } else if *code == default {
            ("content".to_owned(), dice.pick(&[String::new(), format!(".{code}")]))
        } else {
            ("content".to_owned(), format!(".{code}"))
        };
        own_settings(dice, &mut own);
        languages.push(Language { code, directory, suffix });
        table.insert((*code).to_owned(), own.into());
    }
    if is_mounted {
        options.insert("module".into(), json!({"mounts": mounts(dice, &languages, default)}));
    }
    options.insert("languages".into(), table.into());
    if default != "en" || dice.percent(50) {
        options.insert("defaultContentLanguage".into(), json!(default));
    }
    languages
}

/// A mount for the directory of each language, and perhaps behind it one that lends it the pages of the default language.
fn mounts(dice: &mut Dice, languages: &[Language], default: &str) -> Vec<Value> {
    let mount = |directory: &str, code: &str| {
        let matrix = json!({"matrix": {"languages": [code]}});
        json!({"source": directory, "target": "content", "sites": matrix})
    };
    let mut mounts = Vec::new();
    for language in languages {
        mounts.push(mount(&language.directory, language.code));
        if language.code != default && dice.percent(60) {
            mounts.push(mount(&format!("content/{default}"), language.code));
        }
    }
    mounts
}

/// What a language may have for itself.
fn own_settings(dice: &mut Dice, own: &mut Table) {
    if dice.percent(15) {
        let pattern = dice.pick(PATTERNS);
        own.insert("permalinks".into(), json!({dice.pick(SECTIONS): pattern}));
    }
    if dice.percent(8) {
        own.insert(
            dice.pick(&["buildDrafts", "buildFuture", "disableAliases"]).into(),
            json!(true),
        );
    }
    if dice.percent(8) {
        own.insert("cascade".into(), cascade_rule(dice, &[]));
    }
    if dice.percent(8) {
        let taxonomies = dice.pick(&[json!({"tag": "tags"}), json!({"word": "people"}), json!({})]);
        own.insert("taxonomies".into(), taxonomies);
    }
}

fn taxonomies(dice: &mut Dice, options: &mut Table) -> Vec<&'static str> {
    if dice.percent(60) {
        return vec!["tags", "categories"];
    }
    let names = [("tag", "tags"), ("person", "people"), ("series", "series")];
    let chosen = dice.some(60, &names);
    let table: Table = chosen.iter().map(|(one, many)| ((*one).to_owned(), json!(many))).collect();
    options.insert("taxonomies".into(), table.into());
    chosen.into_iter().map(|(_, many)| many).collect()
}

/// Patterns for pages; all tokens are among them.
const PATTERNS: &[&str] = &[
    "/:year/:month/:day/:slug/",
    "/:section/:slugorcontentbasename",
    "/p/:contentbasename/",
    "/:sections/:title/",
    "/:sections[1:]/:filename/",
    "/:sections[last]/:slugorfilename/",
    "/:monthname/:weekdayname/:weekday/:yearday/:slug",
    "/x-:slug.html",
    "/:sectionslug/:slug/",
    "/:sectionslugs/:title/",
    "/:2006/:01/:slug/",
    "/Upper/:Jan02/:slugorcontentbasename/",
];

fn permalinks(dice: &mut Dice, options: &mut Table) {
    if dice.percent(60) {
        return;
    }
    if dice.percent(25) {
        let rules = json!([
            {"target": {"kind": "page", "path": dice.pick(PATHS)}, "pattern": dice.pick(PATTERNS)},
            {"target": {"kind": "section", "path": dice.pick(PATHS)}, "pattern": "/s/:title/"},
        ]);
        options.insert("permalinks".into(), rules);
        return;
    }
    let mut table = Table::new();
    for section in dice.some(40, &["blog", "docs", "Upper Case", "upper-case", "one", "naïve"]) {
        table.insert(section.to_owned(), json!(dice.pick(PATTERNS)));
    }
    if dice.percent(30) {
        let pages: Table =
            table.iter().map(|(section, pattern)| (section.clone(), pattern.clone())).collect();
        table = Table::from_iter([("page".to_owned(), pages.into())]);
        let other = json!({"blog": dice.pick(&["/b/:slug/", "/:sections/", "/s/:title"])});
        table.insert(dice.pick(&["section", "term", "taxonomy"]).into(), other);
    }
    options.insert("permalinks".into(), table.into());
}

/// The files of the configuration: one, or a directory with one for each key.
pub fn files(plan: &Plan, dice: &mut Dice) -> Files {
    let format = Format::any(dice);
    let extension = format.extension();
    let main = dice.pick(&["hugo", "config"]);
    if dice.percent(60) {
        return Files::from([(format!("{main}.{extension}"), format.write(&plan.options))]);
    }
    let mut files = Files::new();
    let mut rest = plan.options.clone();
    for key in ["languages", "taxonomies", "permalinks"] {
        if dice.percent(50)
            && let Some(serde_json::Value::Object(table)) = rest.remove(key)
        {
            let own = Format::any(dice);
            let path = format!("config/_default/{key}.{}", own.extension());
            files.insert(path, own.write(&table));
        }
    }
    files.insert(format!("config/_default/{main}.{extension}"), format.write(&rest));
    if dice.percent(30) {
        let environment = dice.pick(&["production", "development"]);
        let over = Table::from_iter([("buildDrafts".to_owned(), json!(true))]);
        files.insert(format!("config/{environment}/{main}.{extension}"), format.write(&over));
    }
    files
}
