//! A configuration at random, in one of the forms that Hugo reads.

use serde_json::json;

use super::dice::Dice;
use super::draw::Files;
use super::format::{Format, Table};

/// What content has to know of the configuration.
pub struct Plan {
    pub languages: Vec<Language>,
    /// The names of the taxonomies, in the plural.
    pub taxonomies: Vec<&'static str>,
    options: Table,
}

/// A language, and how a file says that it is in it.
pub struct Language {
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
    if dice.percent(15) {
        // Without `page`, Hugo makes no terms either; that and `home` are not drawn yet.
        let kinds = dice.some(25, &["section", "taxonomy", "term"]);
        options.insert("disableKinds".into(), json!(kinds));
    }
    if dice.percent(10) {
        options.insert("timeZone".into(), json!(dice.pick(ZONES)));
    }
    Plan { languages, taxonomies, options }
}

const BASES: &[&str] = &["https://example.org/", "https://example.org", "https://example.org/sub/"];

const ZONES: &[&str] = &["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"];

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
        return vec![Language { directory: "content".into(), suffix: String::new() }];
    }
    let codes = dice.pick(&[&["en", "de"][..], &["en", "zh-cn"], &["de", "en", "pt-br"]]);
    let default = dice.pick(codes);
    let by_directory = dice.percent(50);
    let mut table = Table::new();
    let mut languages = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        let mut own = Table::new();
        own.insert("weight".into(), json!(index + 1));
        let (directory, suffix) = if by_directory {
            let directory = format!("content/{code}");
            own.insert("contentDir".into(), json!(directory));
            (directory, String::new())
        } else if *code == default {
            ("content".to_owned(), dice.pick(&[String::new(), format!(".{code}")]))
        } else {
            ("content".to_owned(), format!(".{code}"))
        };
        languages.push(Language { directory, suffix });
        table.insert((*code).to_owned(), own.into());
    }
    options.insert("languages".into(), table.into());
    if default != "en" || dice.percent(50) {
        options.insert("defaultContentLanguage".into(), json!(default));
    }
    languages
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
];

fn permalinks(dice: &mut Dice, options: &mut Table) {
    if dice.percent(60) {
        return;
    }
    let mut table = Table::new();
    for section in dice.some(50, &["blog", "docs", "Upper Case", "upper-case"]) {
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
