//! The manual says what the program does: tables are compared with the code.
//!
//! `MANUAL=overwrite cargo test --test manual` renews them.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use site::diagnostic::{Code, ConfigFlavour, Guide};

const MARK: &str = "| --- | --- | --- | --- |\n";

#[test]
fn every_diagnostic_is_in_the_manual() {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/docs/reference/diagnostics.md");
    let text = fs::read_to_string(&page).expect("the manual has the page");
    let table = text.find(MARK).expect("a table of four columns") + MARK.len();
    let mut rows = String::new();
    let mut guides = String::from(GUIDES);
    for code in Code::ALL {
        let own = code.severity(ConfigFlavour::Site).name();
        let hugo = code.severity(ConfigFlavour::Hugo).name();
        let _ = writeln!(rows, "| [`{code}`](#{code}) | {own} | {hugo} | {} |", code.explanation());
        let guide =
            code.guide().unwrap_or_else(|| panic!("src/diagnostic/guide describes `{code}`"));
        guides += &section(guide);
    }
    rows += &guides;
    if std::env::var_os("MANUAL").is_some_and(|value| value == "overwrite") {
        fs::write(&page, format!("{}{rows}", &text[..table])).expect("written");
        return;
    }
    snapbox::assert_data_eq!(&text[table..], snapbox::Data::text(rows).raw());
}

/// What stands before the examples.
const GUIDES: &str = "\n## Examples {#examples}\n\nFor each diagnostic something that leads to it, and what to do.\n";

/// A diagnostic with its example and its mending.
fn section(guide: &Guide) -> String {
    let Guide { code, example, mending } = guide;
    // A fence has to be longer than those in the example, and a call in it is text.
    let fence = if example.contains("```") { "````" } else { "```" };
    let shown = |text: &str| text.replace("{{<", "{{</*").replace(">}}", "*/>}}");
    let (example, mending) = (shown(example), shown(mending));
    format!("\n### `{code}` {{#{code}}}\n\n{fence}text\n{example}\n{fence}\n\n{mending}\n")
}

/// The heads of the two tables of functions.
const GO_FUNCTIONS: &str = "| namespace | functions |\n| --- | --- |\n";
const GO_MISSING: &str = "| functions that are not there | because |\n| --- | --- |\n";

#[test]
fn functions_of_go_templates_are_in_the_manual() {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/docs/theming/shortcodes-in-go.md");
    let text = fs::read_to_string(&page).expect("the manual has the page");
    let renewed = with_table(&text, GO_FUNCTIONS, &functions_of_go_templates());
    let renewed = with_table(&renewed, GO_MISSING, &functions_that_are_not_there());
    if std::env::var_os("MANUAL").is_some_and(|value| value == "overwrite") {
        fs::write(&page, renewed).expect("written");
        return;
    }
    snapbox::assert_data_eq!(text, snapbox::Data::text(renewed).raw());
}

/// A text whose table below a head has these rows.
fn with_table(text: &str, head: &str, rows: &str) -> String {
    let start = text.find(head).expect("the table") + head.len();
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end + 1);
    format!("{}{rows}{}", &text[..start], &text[end..])
}

/// The functions of each namespace, with their other names and the pages of Hugo's documentation.
fn functions_of_go_templates() -> String {
    let missing: Vec<&str> = site::go::functions::MISSING.iter().map(|own| own.name).collect();
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in site::go::functions::all().filter(|entry| !missing.contains(&entry.name)) {
        let space = entry.name.split_once('.').map_or("(none)", |(space, _)| space);
        let aliases = entry.aliases.iter().map(|alias| format!(" `{alias}`"));
        let cell =
            format!("[`{}`]({}){}", entry.name, entry.documentation(), aliases.collect::<String>());
        rows.entry(space).or_default().push(cell);
    }
    let rows = rows.into_iter().map(|(space, mut cells)| {
        cells.sort();
        format!("| {space} | {} |\n", cells.join(", "))
    });
    rows.collect()
}

/// The functions that are not there, by the reason.
fn functions_that_are_not_there() -> String {
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for missing in site::go::functions::MISSING {
        let cell = format!("[`{}`]({})", missing.name, missing.documentation());
        rows.entry(missing.reason).or_default().push(cell);
    }
    rows.into_iter()
        .map(|(reason, cells)| format!("| {} | {reason} |\n", cells.join(", ")))
        .collect()
}
