//! What only the host knows: the site, its strings, files, resources and pages.

use std::sync::Arc;

use super::argument::text;
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::host::Level;
use crate::go::value::{Object, Outcome, Value};

/// A function that the host answers by its full name.
macro_rules! of_host {
    ($name:literal, $aliases:expr, $least:literal, $most:expr) => {
        entry($name, $aliases, $least, $most, |context, given| {
            let made = context.host.function($name, given);
            made.unwrap_or_else(|| {
                Err(Failure::new(concat!("`", $name, "` cannot be asked for here")))
            })
        })
    };
}

/// A function that would ask the network: it gives nothing, and says so.
macro_rules! of_network {
    ($name:literal, $aliases:expr) => {
        entry($name, $aliases, 1, None, |context, _| {
            let message = concat!("`", $name, "` gives nothing: a build asks no network");
            context.host.report(Level::Warning, message, &context.position);
            Ok(Value::Nil)
        })
    };
}

/// What the host answers.
pub const TABLE: &[Entry] = &[
    of_network!("data.GetCSV", &["getCSV"]),
    of_network!("data.GetJSON", &["getJSON"]),
    entry("hugo", &[], 0, Some(0), |context, _| Ok(context.host.hugo())),
    of_host!("os.Getenv", &["getenv"], 1, Some(1)),
    entry("os.FileExists", &["fileExists"], 1, Some(1), file_exists),
    entry("os.ReadDir", &["readDir"], 1, Some(1), read_directory),
    entry("os.ReadFile", &["readFile"], 1, Some(1), read_file),
    entry("page", &[], 0, Some(0), |context, _| Ok(context.host.page())),
    of_host!("resources.ByType", &[], 1, Some(1)),
    of_host!("resources.Concat", &[], 2, Some(2)),
    of_host!("resources.Copy", &[], 2, Some(2)),
    of_host!("resources.ExecuteAsTemplate", &[], 3, Some(3)),
    of_host!("resources.Fingerprint", &["fingerprint"], 1, Some(2)),
    of_host!("resources.FromString", &[], 2, Some(2)),
    of_host!("resources.Get", &[], 1, Some(1)),
    of_host!("resources.GetMatch", &[], 1, Some(1)),
    of_network!("resources.GetRemote", &[]),
    of_host!("resources.Match", &[], 1, Some(1)),
    of_host!("resources.Minify", &["minify"], 1, Some(1)),
    entry("site", &[], 0, Some(0), |context, _| Ok(context.host.site())),
    of_host!("templates.Exists", &[], 1, Some(1)),
    of_host!("transform.HighlightCodeBlock", &[], 1, Some(2)),
    of_host!("transform.ToMath", &[], 1, Some(2)),
];

fn file_exists(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = text(&arguments[0])?;
    Ok((!path.is_empty() && context.host.file_exists(&path)).into())
}

fn read_file(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = text(&arguments[0])?;
    if path.is_empty() {
        return Err(Failure::new("`readFile` needs a path"));
    }
    let found = context.host.read_file(&path)?.unwrap_or_else(|| "".into());
    context.budget.bytes(found.len())?;
    Ok(Value::String(found))
}

fn read_directory(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let found = context.host.read_directory(&text(&arguments[0])?)?.unwrap_or_default();
    context.budget.steps(found.len())?;
    let files = found.into_iter().map(|(name, is_directory)| {
        Value::object(FileInformation { name: name.into(), is_directory })
    });
    Ok(Value::list(files.collect()))
}

/// An entry of a directory.
#[derive(Debug)]
struct FileInformation {
    name: Arc<str>,
    is_directory: bool,
}

impl Object for FileInformation {
    fn type_name(&self) -> &'static str {
        "fs.FileInfo"
    }

    fn member(&self, name: &str, _: &[Value]) -> Option<Outcome> {
        match name {
            "Name" => Some(Ok(Value::String(Arc::clone(&self.name)))),
            "IsDir" => Some(Ok(self.is_directory.into())),
            _ => None,
        }
    }

    fn members(&self) -> &'static [&'static str] {
        &["Name", "IsDir"]
    }
}
