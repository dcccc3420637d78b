//! What do Hugo and `site` make of the same files?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

use super::listing::{Listing, difference, line};

/// The moment of all builds.
const NOW: &str = "2026-06-01T12:00:00Z";

/// Hugo's one template, for pages of all kinds.
const LAYOUT: &str = include_str!("templates/hugo.html");

const PAGE: &str = include_str!("templates/page.html");
const REDIRECT: &str = include_str!("templates/redirect.html");

/// Our templates, by their names.
const TEMPLATES: &[(&str, &str)] = &[
    ("page.html", PAGE),
    ("home.html", PAGE),
    ("section.html", PAGE),
    ("taxonomy.html", PAGE),
    ("term.html", PAGE),
    ("blog/page.html", PAGE),
    ("blog/section.html", PAGE),
    ("404.html", "not found"),
    ("redirect.html", REDIRECT),
];

/// The files of a site, by their paths.
pub type Files = BTreeMap<String, String>;

/// How a comparison ends.
pub enum Verdict {
    Same,
    /// The lines that one of them lacks.
    Different(String),
    /// Hugo refuses the site, or lets two pages write one file: which of them wins is no rule. Its words.
    Unanswered(String),
}

/// Builds a site twice and compares.
pub fn compare(hugo: &Path, files: &Files) -> Verdict {
    let hugos = match hugos(hugo, files) {
        Ok(hugos) => hugos,
        Err(words) => return Verdict::Unanswered(words),
    };
    let difference = match ours(files) {
        Ok(ours) => difference(&hugos, &ours),
        Err(refusal) => format!("  site refuses: {refusal}\n"),
    };
    if difference.is_empty() { Verdict::Same } else { Verdict::Different(difference) }
}

fn hugos(program: &Path, files: &Files) -> Result<Listing, String> {
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let layout = ("layouts/all.html".to_owned(), LAYOUT.to_owned());
    for (path, text) in files.iter().chain([(&layout.0, &layout.1)]) {
        let file = scratch.path().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        fs::write(file, text).expect("written");
    }
    let destination = scratch.path().join("public");
    let output = Command::new(program)
        .current_dir(scratch.path())
        .args(["--clock", NOW, "--noBuildLock", "--printPathWarnings", "--destination"])
        .arg(&destination)
        .env("GOMAXPROCS", "1")
        .env("HUGO_CACHEDIR", scratch.path().join("cache"))
        .output()
        .expect("Hugo runs");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let problem = said
        .lines()
        .find(|line| line.starts_with("ERROR") || line.contains("Duplicate target paths"));
    match problem {
        Some(problem) => Err(problem.to_owned()),
        None if output.status.success() => Ok(listing_below(&destination)),
        None => Err(said),
    }
}

fn listing_below(directory: &Path) -> Listing {
    let files = walkdir::WalkDir::new(directory).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let lines = files.filter_map(|entry| {
        let path: PathBuf = entry.path().strip_prefix(directory).ok()?.to_owned();
        let text = String::from_utf8(fs::read(entry.path()).ok()?).ok()?;
        line(path.to_str()?, &text)
    });
    lines.collect()
}

fn ours(files: &Files) -> Result<Listing, String> {
    let world = files
        .iter()
        .fold(MemoryWorld::new(NOW), |world, (path, text)| world.file(path, text.as_bytes()));
    let world = TEMPLATES
        .iter()
        .fold(world, |world, (name, text)| world.file(format!("templates/{name}"), *text));
    let outcome = build(&world, &Request::default(), &mut Silent).map_err(|problem| {
        problem.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>().join("; ")
    })?;
    let lines = outcome.artifacts.iter().filter_map(|(path, artifact)| {
        let bytes = artifact.read(&world).ok()?;
        line(path, std::str::from_utf8(&bytes).ok()?)
    });
    Ok(lines.collect())
}
