//! The manual's chapter about themes lists what there is: its tables are made from the sources.
//!
//! A page keeps what its author wrote above the first heading of level 2; the rest is made here.
//! `MANUAL=overwrite cargo test --test theming` renews it.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/theming/mod.rs"]
mod theming;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use theming::{files, read, root};
use theming::{functions, templates, views};

#[test]
fn every_template_component_and_asset_is_in_the_manual() {
    let mut made = String::new();
    let (shortcodes, pages): (Vec<_>, Vec<_>) =
        files("themes/default/templates").partition(|name| name.starts_with("shortcodes/"));
    let rows = pages.iter().map(|name| {
        let words = templates::opening(&read_template(name), name);
        format!("| `{name}` | {} |\n", words.text)
    });
    table(&mut made, "Templates {#templates}", &["template", "is"], rows);
    let rows = shortcodes.iter().map(|name| {
        let words = templates::opening(&read_template(name), name);
        let name = name.trim_start_matches("shortcodes/").trim_end_matches(".html");
        format!("| `{name}` | {} | {} |\n", words.needs, words.text)
    });
    table(&mut made, "Shortcodes {#shortcodes}", &["shortcode", "needs", "is"], rows);
    let texts = files("themes/default/templates").filter(|name| name.starts_with("components/"));
    let components: Vec<_> =
        texts.flat_map(|name| templates::components(&read_template(&name))).collect();
    let rows = components.iter().map(|(call, words)| format!("| `{call}` | {words} |\n"));
    table(&mut made, "Components {#components}", &["component", "is"], rows);
    let rows = files("themes/default/assets").map(|name| {
        let words =
            templates::first_comment(&read(&format!("themes/default/assets/{name}")), &name);
        format!("| `{name}` | {words} |\n")
    });
    table(&mut made, "Assets {#assets}", &["asset", "is"], rows);
    assert_page("templates.md", &made);
}

#[test]
fn every_field_that_templates_see_is_in_the_manual() {
    let views = views::all("src/render");
    let mut made = String::new();
    for view in &views {
        let heading = format!("{} {{#{}}}", view.name, view.anchor());
        let rows = view.fields.iter().map(|field| {
            format!(
                "| `{}` | {} | {} |\n",
                field.name,
                views::typed(&field.kind, &views),
                field.words
            )
        });
        let _ = write!(made, "## {heading}\n\n{}\n\n", view.words);
        rows_of(&mut made, &["field", "holds", "which is"], rows);
    }
    assert_page("variables.md", &made);
}

/// The author writes about variables above the tables; no name is forgotten, and none is made up.
#[test]
fn every_variable_is_explained() {
    let page = read("content/en/docs/theming/variables.md");
    let own = page.split("\n## ").next().expect("text");
    let rows = own.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let explained: BTreeSet<String> = rows.map(str::to_owned).collect();
    snapbox::assert_data_eq!(
        listed(&explained),
        snapbox::Data::text(listed(&views::variables("src/render")))
    );
}

#[test]
fn every_function_and_filter_is_in_the_manual() {
    let source = read("src/render/functions.rs");
    let mut made = String::new();
    for (heading, what) in
        [("Functions {#functions}", "function"), ("Filters {#filters}", "filter")]
    {
        let documented = functions::documented(&source, what);
        let names: BTreeSet<String> = documented.iter().map(functions::Row::name).collect();
        let registered = functions::registered(&source, what);
        snapbox::assert_data_eq!(listed(&names), snapbox::Data::text(listed(&registered)));
        let rows = documented.iter().map(|row| format!("| {} | {} |\n", row.call, row.gives));
        table(&mut made, heading, &[what, "gives"], rows);
    }
    assert_page("functions.md", &made);
}

fn read_template(name: &str) -> String {
    read(&format!("themes/default/templates/{name}"))
}

fn listed(names: &BTreeSet<String>) -> String {
    names.iter().map(|name| format!("{name}\n")).collect()
}

fn table(page: &mut String, heading: &str, columns: &[&str], rows: impl Iterator<Item = String>) {
    let _ = write!(page, "## {heading}\n\n");
    rows_of(page, columns, rows);
}

fn rows_of(page: &mut String, columns: &[&str], rows: impl Iterator<Item = String>) {
    let rule = vec!["---"; columns.len()].join(" | ");
    let _ = write!(page, "| {} |\n| {rule} |\n", columns.join(" | "));
    page.extend(rows);
    page.push('\n');
}

#[track_caller]
fn assert_page(name: &str, made: &str) {
    let path = root().join("content/en/docs/theming").join(name);
    let text = fs::read_to_string(&path).expect("the manual has the page");
    let start = text.find("\n## ").map_or(text.len(), |at| at + 1);
    let made = made.trim_end().to_owned() + "\n";
    if std::env::var_os("MANUAL").is_some_and(|value| value == "overwrite") {
        fs::write(&path, format!("{}\n\n{made}", text[..start].trim_end())).expect("written");
        return;
    }
    snapbox::assert_data_eq!(&text[start..], snapbox::Data::text(made).raw());
}
