//! What Hugo says of the corpus, where Hugo is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use camino::Utf8Path;

use super::support::say;

/// URL paths of all pages that Hugo publishes, decoded. `None`, and a word about it, without Hugo.
/// `HUGO` names the program; `.ci/run` installs it.
pub fn published(root: &Utf8Path, now: &str) -> Option<BTreeSet<String>> {
    let program = std::env::var("HUGO").unwrap_or_else(|_| "hugo".to_owned());
    if Command::new(&program).arg("version").output().is_err() {
        say("Hugo is not there: the comparison of URLs was NOT RUN");
        return None;
    }
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let (configuration, overlay) = configure(root, scratch.path());
    let destination = scratch.path().join("public");
    // It ends with 1, for one date of the corpus is none; everything is written all the same.
    let output = Command::new(&program)
        .args(["--source", root.as_str(), "--clock", now, "--noBuildLock", "--config"])
        .arg(format!("{},{}", configuration.display(), overlay.display()))
        .arg("--destination")
        .arg(&destination)
        .env("HUGO_THEMESDIR", scratch.path())
        .output()
        .expect("Hugo runs");
    let lists = homes(&destination);
    assert!(!lists.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let paths = lists.iter().flat_map(|list| list.lines()).filter(|line| line.starts_with('/'));
    let decoded = paths
        .map(|path| percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned());
    Some(decoded.collect())
}

/// The home page of each language: the stub theme writes the list of its pages there.
fn homes(destination: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(destination) else { return Vec::new() };
    let below = entries.filter_map(Result::ok).map(|entry| entry.path());
    let pages = below.chain([destination.to_owned()]).map(|directory| directory.join("index.html"));
    pages.filter_map(|page| fs::read_to_string(page).ok()).collect()
}

/// The corpus's configuration without what its Hugo knew and today's refuses, and a theme of empty
/// templates for it.
fn configure(root: &Utf8Path, scratch: &Path) -> (std::path::PathBuf, std::path::PathBuf) {
    let text = fs::read_to_string(root.join("hugo.toml")).expect("a configuration");
    let refused = ["[caches.getcsv]", "[caches.getresource]"];
    let mut kept = String::new();
    let mut skipping = false;
    for line in text.lines() {
        if line.trim_start().starts_with('[') {
            skipping = refused.contains(&line.trim());
        }
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let configuration = scratch.join("hugo.toml");
    fs::write(&configuration, kept).expect("written");
    let overlay = scratch.join("overlay.toml");
    fs::write(
        &overlay,
        "theme = ['stub']\nrefLinksErrorLevel = 'WARNING'\n[security]\nallowContent = ['.*']\n\
         [outputFormats.print]\nmediaType = 'text/html'\npath = '_print'\n",
    )
    .expect("written");
    let layouts = scratch.join("stub/layouts");
    fs::create_dir_all(&layouts).expect("made");
    let list = "{{ range .Site.RegularPages }}{{ .RelPermalink }}\n{{ end }}";
    fs::write(layouts.join("index.html"), list).expect("written");
    let shortcodes = layouts.join("shortcodes");
    for (name, is_closed) in shortcodes_in(root) {
        let template = shortcodes.join(format!("{name}.html"));
        fs::create_dir_all(template.parent().expect("a parent")).expect("made");
        fs::write(template, if is_closed { "{{ .Inner }}" } else { "" }).expect("written");
    }
    (configuration, overlay)
}

/// The shortcodes of the corpus, and whether a closing tag of each is seen: Hugo wants one wherever
/// the template asks for the inner text.
fn shortcodes_in(root: &Utf8Path) -> BTreeMap<String, bool> {
    let call = regex::Regex::new(r"\{\{[<%]\s*(/?)\s*([\w/.-]+)").expect("a pattern");
    let mut names = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root.join("content")) {
        let entry = entry.expect("readable");
        let is_page = entry.path().extension().is_some_and(|own| own == "md" || own == "html");
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        for found in call.captures_iter(&text).filter(|_| is_page) {
            *names.entry(found[2].to_owned()).or_default() |= !found[1].is_empty();
        }
    }
    names
}
