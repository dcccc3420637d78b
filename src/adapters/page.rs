//! A page that an adapter adds, as the text of a content file.

use std::fmt::Write as _;

use camino::{Utf8Component, Utf8Path};

use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::evaluate::by_name;
use crate::go::value::{Map, Value};

/// What front matter says of a page and an adapter may say, too, by its name in lower case. Terms of taxonomies are
/// among the parameters.
const KEYS: &[&str] = &[
    "aliases",
    "build",
    "cascade",
    "description",
    "draft",
    "headless",
    "isCJKLanguage",
    "keywords",
    "layout",
    "linkTitle",
    "menus",
    "outputs",
    "params",
    "sitemap",
    "slug",
    "summary",
    "title",
    "translationKey",
    "type",
    "url",
    "weight",
];

/// What `dates` holds.
const DATES: &[&str] = &["date", "expiryDate", "lastmod", "publishDate"];

/// A page that an adapter adds.
pub(super) struct AddedPage {
    pub kind: AddedKind,
    /// The ending of its file: `md`.
    pub extension: &'static str,
    pub text: String,
}

/// Which file makes such a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AddedKind {
    Page,
    /// A section, a taxonomy, a term: what has an `_index`.
    Section,
}

impl AddedPage {
    /// The page and its path below the adapter, from what `AddPage` is given.
    pub(super) fn read(
        context: &mut Context<'_>,
        given: &Map,
    ) -> Result<(String, AddedPage), Failure> {
        let field = |name: &str| {
            let found = given.entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value)
        };
        let kind = match field("kind").and_then(Value::as_str) {
            None | Some("" | "page") => AddedKind::Page,
            Some(_) => AddedKind::Section,
        };
        let path = path("AddPage", field("path"))?;
        if path.is_empty() && kind == AddedKind::Page {
            return Err(Failure::new("`AddPage` needs a path"));
        }
        let (extension, body) = content(field("content"))?;
        let mut matter: Vec<(&str, Value)> =
            KEYS.iter().filter_map(|key| Some((*key, field(key)?.clone()))).collect();
        if let Some(Value::Map(dates)) = field("dates") {
            let named =
                |name: &str| dates.entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            matter.extend(DATES.iter().filter_map(|key| Some((*key, named(key)?.1.clone()))));
        }
        let matter = Value::map(matter);
        let matter = by_name(context, "transform.Remarshal", &[Value::string("toml"), matter])?;
        let mut text = String::new();
        let _ = write!(text, "+++\n{}+++\n{body}", matter.as_str().unwrap_or_default());
        Ok((path, AddedPage { kind, extension, text }))
    }
}

/// A path below the adapter, without slashes around it.
pub(super) fn path(method: &str, written: Option<&Value>) -> Result<String, Failure> {
    let Some(written) = written.and_then(Value::as_str) else {
        return Err(Failure::new(format!("`{method}` needs a path")));
    };
    let mut parts = Vec::new();
    for part in Utf8Path::new(written).components() {
        match part {
            Utf8Component::Normal(name) => parts.push(name),
            Utf8Component::CurDir | Utf8Component::RootDir => {}
            _ => {
                return Err(Failure::new(format!(
                    "`{written}` leads out of the adapter's directory"
                )));
            }
        }
    }
    Ok(parts.join("/"))
}

/// The ending of the file that a page's content makes, and the content.
fn content(given: Option<&Value>) -> Result<(&'static str, &str), Failure> {
    let Some(Value::Map(content)) = given else { return Ok(("md", "")) };
    let field = |name: &str| content.get(name).and_then(Value::as_str);
    let extension = match field("mediaType") {
        None | Some("" | "text/markdown") => "md",
        Some("text/html") => "html",
        Some(other) => {
            return Err(Failure::new(format!("a page in `{other}` is not read"))
                .hint("write it in Markdown or HTML"));
        }
    };
    Ok((extension, field("value").unwrap_or_default()))
}
