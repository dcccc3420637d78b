//! What Hugo makes of a site, where Hugo is installed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use camino::Utf8Path;

use crate::programs;

/// Files of a stub theme: paths below `layouts`, and their text.
pub type Layouts = [(&'static str, &'static str)];

/// What Hugo wrote, until it is dropped.
pub struct Published {
    _scratch: tempfile::TempDir,
    destination: PathBuf,
}

impl Published {
    /// The text of an output file.
    pub fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.destination.join(path)).ok()
    }

    /// The home page of each language.
    pub fn homes(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.destination) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let below = names.map(|name| format!("{name}/index.html"));
        below.chain(["index.html".to_owned()]).filter_map(|path| self.read(&path)).collect()
    }
}

/// Lets Hugo build the site in `root` with a stub theme. `None`, and a word about `what` was not
/// run, without Hugo. `HUGO` names the program; `.ci/run` installs it.
pub fn publish(root: &Utf8Path, now: &str, layouts: &Layouts, what: &str) -> Option<Published> {
    let program = programs::find(&programs::HUGO, what)?;
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let configurations = configure(root, scratch.path());
    write_theme(root, &scratch.path().join("stub/layouts"), layouts);
    let destination = scratch.path().join("public");
    // It ends with 1, for one date of the corpus is none; everything is written all the same.
    let output = Command::new(&program)
        .args(["--source", root.as_str(), "--clock", now, "--noBuildLock", "--config"])
        .arg(configurations)
        .arg("--destination")
        .arg(&destination)
        .env("HUGO_THEMESDIR", scratch.path())
        .output()
        .expect("Hugo runs");
    let published = Published { _scratch: scratch, destination };
    assert!(!published.homes().is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(published)
}

/// The site's configuration without what an older Hugo knew and today's refuses, and what is laid
/// over it: blocks of code stay plain, Chinese and Japanese are counted by character.
fn configure(root: &Utf8Path, scratch: &Path) -> String {
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
        "theme = ['stub']\nrefLinksErrorLevel = 'WARNING'\nhasCJKLanguage = true\n\
         [markup.highlight]\ncodeFences = false\n\
         [security]\nallowContent = ['.*']\n\
         [outputFormats.print]\nmediaType = 'text/html'\npath = '_print'\n",
    )
    .expect("written");
    format!("{},{}", configuration.display(), overlay.display())
}

/// The theme; a shortcode of the site that it has no template for gives its inner text.
fn write_theme(root: &Utf8Path, directory: &Path, layouts: &Layouts) {
    let bare = shortcodes_in(root).into_iter().map(|(name, is_closed)| {
        let text = if is_closed { "{{ .Inner }}" } else { "" };
        (format!("shortcodes/{name}.html"), text)
    });
    let own = layouts.iter().map(|(path, text)| ((*path).to_owned(), *text));
    let is_own = |path: &str| layouts.iter().any(|(own, _)| *own == path);
    let home = (!is_own("index.html")).then(|| ("index.html".to_owned(), "home"));
    let built_in = ["figure", "highlight", "param", "ref", "relref"];
    let is_built_in =
        |path: &str| built_in.iter().any(|name| path == format!("shortcodes/{name}.html"));
    for (path, text) in bare.filter(|(path, _)| !is_built_in(path)).chain(own).chain(home) {
        let file = directory.join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        fs::write(file, text).expect("written");
    }
}

/// The shortcodes of the site, and whether a closing tag of each is seen: Hugo wants one wherever
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
