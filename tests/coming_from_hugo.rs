//! The manual's page "Coming from Hugo" is true: every row of its tables has cases in `tests/coming_from_hugo`, which
//! are specs (`tests/specs.rs` explains their blocks) that have the row's first words for their heading.
//!
//! Of a row that says *yes*, Hugo builds the files of the cases too, and has to make the same pages of them. A row with
//! several cases names each of them behind a colon.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "hugo_sites/both.rs"]
mod both;
#[path = "support/comparison.rs"]
mod comparison;
#[path = "support/limit.rs"]
mod limit;
#[path = "hugo_sites/listing.rs"]
mod listing;
#[path = "support/programs.rs"]
mod programs;
#[allow(dead_code, unused_imports, reason = "the harness itself is tried by tests/specs.rs")]
#[path = "support/spec/mod.rs"]
mod spec;

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};

use both::{Verdict, compare};
use spec::Case;

/// The sections of the page, by the anchors of their headings. That of the commands is for `tests/cli.rs`.
const SECTIONS: &[&str] =
    &["configuration", "content", "markdown", "shortcodes", "templates", "output"];

/// What the second cell of a row says if nothing differs.
const SAME: &str = "yes";

/// What the notes of a row say if Hugo builds no such site.
const STOPS: &str = "Hugo stops";

/// Rows that another test tries, since a spec cannot.
const ELSEWHERE: &[(&str, &str)] = &[("files of earlier builds in the output", "tests/emit.rs")];

/// Rows that say *yes*, of which the bare templates of the comparison show something else, and why.
const INCOMPARABLE: &[(&str, &str)] = &[
    (
        "`languages.<code>.baseURL`",
        "our templates see the folder of the language; links are without it",
    ),
    (
        "`sectionPagesMenu`, `disableLanguages`, `pagination`",
        "Hugo's template asks for no parts of lists",
    ),
    ("lists in parts: `page/2/`", "Hugo's template asks for no parts of lists"),
];

/// A row of a table.
struct Row {
    /// Its first cell.
    title: String,
    /// Its second one.
    verdict: String,
    /// Its third one.
    notes: String,
}

impl Row {
    /// Whether a case is about this row.
    fn is_tried_by(&self, case: &Case) -> bool {
        let rest = case.title.strip_prefix(self.title.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
    }
}

fn main() {
    let arguments = Arguments::from_args();
    let page = fs::read_to_string(root().join("content/en/docs/coming-from-hugo.md"));
    let page = page.expect("the manual has the page");
    let hugo = programs::find(&programs::HUGO, "the manual's words on Hugo");
    let trials = SECTIONS.iter().flat_map(|section| {
        let file = root().join(format!("tests/coming_from_hugo/{section}.md"));
        if std::env::var_os("SPECS").is_some_and(|value| value == "overwrite") {
            spec::overwrite(&file);
        }
        let cases = spec::parse(&fs::read_to_string(file).expect("a readable spec"));
        trials(section, rows(&page, section), cases, hugo.as_deref())
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the table below a heading.
fn rows(page: &str, anchor: &str) -> Vec<Row> {
    let heading = format!("{{#{anchor}}}\n");
    let (_, section) = page.split_once(&heading).expect("the page has the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = lines.map(|line| line.split(" | ").collect::<Vec<_>>());
    cells
        .map(|cells| Row {
            title: cells[0].trim_start_matches("| ").to_owned(),
            verdict: cells[1].trim().to_owned(),
            notes: cells.get(2).copied().unwrap_or_default().to_owned(),
        })
        .collect()
}

/// The tests of a section: that rows and cases belong together, and each case.
fn trials(section: &str, rows: Vec<Row>, cases: Vec<Case>, hugo: Option<&Path>) -> Vec<Trial> {
    let unmet = unmet(&rows, &cases);
    let complete = Trial::test(format!("{section}::rows and cases"), move || {
        if unmet.is_empty() { Ok(()) } else { Err(Failed::from(unmet)) }
    });
    let hugos: Vec<Trial> =
        cases.iter().filter_map(|case| in_hugo(section, &rows, case, hugo?)).collect();
    let ours = cases.into_iter().map(|case| {
        let title = format!("{section}::{}", case.title);
        limit::test(title, move || spec::check(&case).map_err(Failed::from))
    });
    [complete].into_iter().chain(hugos).chain(ours).collect()
}

/// Rows without a case, and cases without a row.
fn unmet(rows: &[Row], cases: &[Case]) -> String {
    let is_elsewhere = |row: &&Row| ELSEWHERE.iter().any(|(title, _)| row.title == *title);
    let untried = rows.iter().filter(|row| !is_elsewhere(row));
    let untried = untried.filter(|row| !cases.iter().any(|case| row.is_tried_by(case)));
    let untold = cases.iter().filter(|case| !rows.iter().any(|row| row.is_tried_by(case)));
    let untried = untried.map(|row| format!("no case tries the row: {}\n", row.title));
    let untold = untold.map(|case| format!("no row is what this case tries: {}\n", case.title));
    untried.chain(untold).collect()
}

/// The test that Hugo does with a case's site what its row says. Words of a command line are for `site` alone.
fn in_hugo(section: &str, rows: &[Row], case: &Case, hugo: &Path) -> Option<Trial> {
    let row = rows.iter().find(|row| row.is_tried_by(case))?;
    let stops = row.notes.contains(STOPS);
    let is_incomparable = INCOMPARABLE.iter().any(|(title, _)| row.title == *title);
    if case.has_request() || is_incomparable || (row.verdict != SAME && !stops) {
        return None;
    }
    let (hugo, files) = (hugo.to_owned(), case.files());
    let title = format!("{section}::{}, in Hugo too", case.title);
    Some(limit::test(title, move || match compare(&hugo, &files) {
        Verdict::Unanswered(_) if stops => Ok(()),
        _ if stops => Err(Failed::from("Hugo does not stop")),
        Verdict::Same => Ok(()),
        Verdict::Different(difference) => Err(Failed::from(difference)),
        Verdict::Unanswered(words) => Err(Failed::from(format!("Hugo says: {words}"))),
    }))
}
