//! Files that templates read: below the root, and as far as the world allows.

use std::io;
use std::sync::Arc;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::go::error::Failure;
use crate::render::asked::Asked;

use super::view::View;

/// The text of a file; `None` where there is none.
pub(super) fn read(view: &View<'_>, path: &Utf8Path) -> Result<Option<Arc<str>>, Failure> {
    let Some(world) = view.renderer.input.world else { return Ok(None) };
    let path =
        inside(path).ok_or_else(|| Failure::new(format!("`{path}` leads out of the site")))?;
    match world.read(&path) {
        Ok(bytes) => {
            view.ask_file(path.as_str(), Some(&bytes));
            let text = String::from_utf8(bytes);
            let text = text.map_err(|_| Failure::new(format!("`{path}` is no text")))?;
            Ok(Some(text.into()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            view.ask_file(path.as_str(), None);
            Ok(None)
        }
        // As for Hugo a directory has no text.
        Err(_) if world.walk(&path).is_some() => {
            view.ask(Asked::Anything);
            Ok(None)
        }
        Err(error) => {
            view.ask(Asked::Anything);
            Err(Failure::new(format!("`{path}` cannot be read: {error}")))
        }
    }
}

/// The names in a directory, and whether each is a directory.
pub(super) fn list(view: &View<'_>, path: &Utf8Path) -> Option<Vec<(String, bool)>> {
    let world = view.renderer.input.world?;
    let directory = inside(path)?;
    let files = world.walk(&directory).map(|walk| walk.files.clone());
    view.ask(Asked::Directory { path: directory.clone(), files: files.clone() });
    let mut names: Vec<(String, bool)> = Vec::new();
    for file in files? {
        let Ok(below) = file.strip_prefix(&directory) else { continue };
        let mut parts = below.components();
        let Some(first) = parts.next() else { continue };
        let entry = (first.as_str().to_owned(), parts.next().is_some());
        if names.last() != Some(&entry) {
            names.push(entry);
        }
    }
    names.sort();
    names.dedup();
    Some(names)
}

/// Whether there is a file or a directory.
pub(super) fn exists(view: &View<'_>, path: &Utf8Path) -> bool {
    let is_file = matches!(read(view, path), Ok(Some(_)));
    is_file || list(view, path).is_some()
}

/// A path from the root, without `.` and `..`; `None` if it leads out.
fn inside(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut inside = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::Normal(name) => inside.push(name),
            Utf8Component::CurDir | Utf8Component::RootDir => {}
            Utf8Component::ParentDir if inside.pop() => {}
            _ => return None,
        }
    }
    Some(inside)
}
