//! A build up to some point, for whoever counts its instructions: `.ci/instructions` runs this under valgrind.
//!
//! ```console
//! $ cargo run --release --example counted -- ROOT before-render
//! ```
//!
//! `before-STAGE` ends when that stage would begin. The other points are in [`Point`].
#![allow(clippy::disallowed_methods, reason = "it measures from outside")]

use std::error::Error;
use std::fs;
use std::process::exit;

use camino::{Utf8Path, Utf8PathBuf};
use site::emit::{Leftovers, emit};
use site::pipeline::{BuildCache, Observer, Request, build, rebuild};
use site::world::{DiskWorld, MemoryWorld};

const NOW: &str = "2026-06-01T00:00:00Z";

/// Where a run ends.
enum Point {
    /// Before a stage of the pipeline.
    Before(String),
    /// Behind the last stage, with the site in memory.
    Made,
    /// The site is written, into a new directory.
    Written,
    /// The site is made from memory, and again after an edit if there is one.
    InMemory(Option<Edit>),
}

enum Edit {
    Nothing,
    Text,
    Title,
    NewPage,
    Configuration,
}

impl Point {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "made" => Self::Made,
            "written" => Self::Written,
            "memory" => Self::InMemory(None),
            "edit-nothing" => Self::InMemory(Some(Edit::Nothing)),
            "edit-text" => Self::InMemory(Some(Edit::Text)),
            "edit-title" => Self::InMemory(Some(Edit::Title)),
            "edit-new-page" => Self::InMemory(Some(Edit::NewPage)),
            "edit-configuration" => Self::InMemory(Some(Edit::Configuration)),
            _ => Self::Before(name.strip_prefix("before-")?.to_owned()),
        })
    }
}

/// Ends the program when a stage begins.
struct Until(Option<String>);

impl Observer for Until {
    fn stage(&mut self, name: &'static str) {
        if self.0.as_deref() == Some(name) {
            exit(0);
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let root = Utf8PathBuf::from(arguments.next().ok_or("which directory?")?);
    let point = arguments.next().and_then(|name| Point::named(&name)).ok_or("which point?")?;
    match point {
        Point::Before(stage) => {
            made(&root, Until(Some(stage.clone())))?;
            return Err(format!("there is no stage `{stage}`").into());
        }
        Point::Made => drop(made(&root, Until(None))?),
        Point::Written => {
            let outcome = made(&root, Until(None))?;
            let output = tempfile::tempdir()?;
            let output = Utf8Path::from_path(output.path()).ok_or("a path that is no text")?;
            emit(&world(&root)?, &outcome.artifacts, &output.join("out"), Leftovers::Remove)
                .map_err(|error| format!("{error:?}"))?;
        }
        Point::InMemory(edit) => in_memory(&root, edit)?,
    }
    Ok(())
}

fn world(root: &Utf8Path) -> Result<DiskWorld, Box<dyn Error>> {
    Ok(DiskWorld::open(root, Some(NOW.parse()?))?)
}

fn made(root: &Utf8Path, mut until: Until) -> Result<site::pipeline::Outcome, Box<dyn Error>> {
    let mut request = Request::default();
    request.overrides.search = Some(true);
    let built = build(&world(root)?, &request, &mut until);
    built.map_err(|_| "no site is there".into())
}

/// Builds the site from memory, and once more after an edit.
fn in_memory(root: &Utf8Path, edit: Option<Edit>) -> Result<(), Box<dyn Error>> {
    const PAGE: &str = "content/en/docs/page-1.md";
    let mut files = MemoryWorld::new(NOW);
    for file in files_below(root)? {
        files = files.file(file.strip_prefix(root)?, fs::read(&file)?);
    }
    let (request, mut cache) = (Request::default(), BuildCache::default());
    let page = fs::read_to_string(root.join(PAGE))?;
    let configuration = fs::read_to_string(root.join("site.toml"))?;
    let build = |world: &MemoryWorld, cache: &mut BuildCache| {
        rebuild(world, &request, cache, &mut Until(None)).map(drop).map_err(|_| "no site")
    };
    build(&files, &mut cache)?;
    let Some(edit) = edit else { return Ok(()) };
    let files = match edit {
        Edit::Nothing => files,
        Edit::Text => files.file(PAGE, page + "\nA word more.\n"),
        Edit::Title => files.file(PAGE, page.replacen("title: ", "title: Another ", 1)),
        Edit::NewPage => files.file("content/en/docs/new.md", page),
        Edit::Configuration => {
            files.file("site.toml", configuration.replacen("A large site", "Renamed", 1))
        }
    };
    Ok(build(&files, &mut cache)?)
}

fn files_below(directory: &Utf8Path) -> Result<Vec<Utf8PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in directory.read_dir_utf8()? {
        let path = entry?.into_path();
        match path.is_dir() {
            true => files.extend(files_below(&path)?),
            false => files.push(path),
        }
    }
    files.sort();
    Ok(files)
}
