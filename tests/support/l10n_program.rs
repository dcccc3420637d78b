//! `site l10n …`, run in the directory of a site.

use std::process::{Command, Output};

use camino::Utf8Path;

pub fn run(root: &Utf8Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .current_dir(root)
        .arg("l10n")
        .args(arguments)
        .output()
        .expect("the program runs")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
