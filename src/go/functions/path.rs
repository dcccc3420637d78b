//! The namespace `path`. Paths have slashes on every system.

use std::sync::Arc;

use super::argument::text;
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::value::{Element, Object, Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("path.Base", &[], 1, Some(1), |_, given| of(given, base)),
    entry("path.BaseName", &[], 1, Some(1), |_, given| of(given, base_name)),
    entry("path.Clean", &[], 1, Some(1), |_, given| of(given, clean)),
    entry("path.Dir", &[], 1, Some(1), |_, given| of(given, directory)),
    entry("path.Ext", &[], 1, Some(1), |_, given| of(given, extension)),
    entry("path.Join", &[], 0, None, join),
    entry("path.Split", &[], 1, Some(1), split),
];

fn of(arguments: &[Value], part: fn(&str) -> String) -> Outcome {
    Ok(part(&text(&arguments[0])?).into())
}

fn base(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    match trimmed.rsplit('/').next() {
        _ if path.is_empty() => ".".to_owned(),
        Some("") | None => "/".to_owned(),
        Some(last) => last.to_owned(),
    }
}

fn base_name(path: &str) -> String {
    let base = base(path);
    if base == "." || base == "/" {
        return base;
    }
    base[..base.len() - extension(&base).len()].to_owned()
}

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rfind('.').map_or("", |at| &name[at..]).to_owned()
}

fn directory(path: &str) -> String {
    clean(&path[..path.rfind('/').map_or(0, |at| at + 1)])
}

/// The shortest form of a path, as Go's `path.Clean` finds it.
pub fn clean(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => drop(kept.pop()),
            ".." if is_rooted => {}
            part => kept.push(part),
        }
    }
    match (is_rooted, kept.join("/")) {
        (true, joined) => format!("/{joined}"),
        (false, joined) if joined.is_empty() => ".".to_owned(),
        (false, joined) => joined,
    }
}

fn join(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let parts = flat_texts(arguments)?;
    let parts: Vec<&str> =
        parts.iter().map(|part| &**part).filter(|part| !part.is_empty()).collect();
    context.budget.bytes(parts.iter().map(|part| part.len() + 1).sum())?;
    Ok(if parts.is_empty() { String::new() } else { clean(&parts.join("/")) }.into())
}

/// The texts of arguments, and of lists among them.
pub(super) fn flat_texts(arguments: &[Value]) -> Result<Vec<Arc<str>>, crate::go::error::Failure> {
    let mut texts = Vec::new();
    for argument in arguments {
        match argument {
            Value::List(list) if matches!(list.element, Element::Any | Element::String) => {
                for item in &list.items {
                    texts.push(text(item)?);
                }
            }
            single => texts.push(text(single)?),
        }
    }
    Ok(texts)
}

fn split(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = text(&arguments[0])?;
    let (directory, file) = path.split_at(path.rfind('/').map_or(0, |at| at + 1));
    Ok(Value::object(DirectoryAndFile { directory: directory.into(), file: file.into() }))
}

/// What `path.Split` gives.
#[derive(Debug)]
struct DirectoryAndFile {
    directory: Arc<str>,
    file: Arc<str>,
}

impl Object for DirectoryAndFile {
    fn type_name(&self) -> &'static str {
        "paths.DirFile"
    }

    fn member(&self, name: &str, _: &[Value]) -> Option<Outcome> {
        match name {
            "Dir" => Some(Ok(Value::String(Arc::clone(&self.directory)))),
            "File" => Some(Ok(Value::String(Arc::clone(&self.file)))),
            "String" => Some(Ok(self.print().into())),
            _ => None,
        }
    }

    fn print(&self) -> String {
        format!("{}|{}", self.directory, self.file)
    }

    fn members(&self) -> &'static [&'static str] {
        &["Dir", "File", "String"]
    }
}
