//! The manual says what the program does: tables are compared with the code.
//!
//! `MANUAL=overwrite cargo test --test manual` renews them.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use site::diagnostic::{Code, ConfigFlavour};

const MARK: &str = "| --- | --- | --- | --- |\n";

#[test]
fn every_diagnostic_is_in_the_manual() {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/docs/reference/diagnostics.md");
    let text = fs::read_to_string(&page).expect("the manual has the page");
    let table = text.find(MARK).expect("a table of four columns") + MARK.len();
    let mut rows = String::new();
    for code in Code::ALL {
        let own = code.severity(ConfigFlavour::Site).name();
        let hugo = code.severity(ConfigFlavour::Hugo).name();
        let _ = writeln!(rows, "| `{code}` | {own} | {hugo} | {} |", code.explanation());
    }
    if std::env::var_os("MANUAL").is_some_and(|value| value == "overwrite") {
        fs::write(&page, format!("{}{rows}", &text[..table])).expect("written");
        return;
    }
    snapbox::assert_data_eq!(&text[table..], snapbox::Data::text(rows).raw());
}
