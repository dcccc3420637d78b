//! Files beside a page.

use camino::Utf8Path;

use crate::discover::ContentFile;
use crate::glob::Globs;
use crate::go::error::Failure;
use crate::go::value::{Element, Handle, Outcome, Value};
use crate::parse::is_picture;
use crate::render::resources::{is_text, named, texts};
use crate::resolve::{Page, encode};

use super::record::Record;
use super::view::{RESOURCE, View};

/// All methods of a resource.
pub(super) const MEMBERS: &[&str] = &[
    "Content",
    "Crop",
    "Fill",
    "Filter",
    "Fit",
    "Height",
    "MediaType",
    "Name",
    "Params",
    "Permalink",
    "Process",
    "RelPermalink",
    "Resize",
    "Plain",
    "RawContent",
    "RenderShortcodes",
    "ResourceType",
    "Title",
    "Width",
];

/// The files beside a page.
pub(super) fn of_page(view: &View<'_>, page: &Page) -> Value {
    let count = page.document.as_ref().map_or(0, |document| all(&document.file).count());
    let handle = |index: usize| {
        Value::Handle(Handle { kind: RESOURCE, number: (page.id.0 as u64) << 24 | index as u64 })
    };
    let _ = view;
    Value::list_of(Element::Resource, (0..count).map(handle).collect())
}

/// Files that are published, and behind them texts.
fn all(file: &ContentFile) -> impl Iterator<Item = (&str, &Utf8Path)> {
    named(file).chain(texts(file))
}

/// The page, the name and the path of a resource.
pub(super) fn found<'a>(
    view: &View<'a>,
    handle: Handle,
) -> Option<(&'a Page, &'a str, &'a Utf8Path)> {
    let page = usize::try_from(handle.number >> 24).ok()?;
    let page = view.renderer.site.pages.get(page)?;
    let index = usize::try_from(handle.number & 0xff_ffff).ok()?;
    let document = page.document.as_ref()?;
    let (name, path) = all(&document.file).nth(index)?;
    Some((page, name, path))
}

/// A method of a resource. Pictures are as they are: this program makes no others of them.
pub(super) fn member(
    view: &View<'_>,
    handle: Handle,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    let (page, file, path) = found(view, handle)?;
    let settings = view.renderer.settings;
    let beside = || {
        let above = page.path.as_str();
        let above = above.rfind('/').map_or("", |slash| &above[..=slash]);
        encode(&format!("{above}{file}"))
    };
    let size = || view.renderer.pictures.get(path);
    let value = match (name, arguments) {
        ("Name" | "Title", []) => Value::string(file),
        ("RelPermalink", []) => Value::string(settings.base_url.relative(&beside())),
        ("Permalink", []) => Value::string(settings.base_url.absolute(&beside())),
        ("ResourceType", []) => Value::string(main_type(path)),
        ("MediaType", []) => media_type(path),
        ("Params", []) => Value::params::<&str>([]),
        ("Width", []) => Value::Int(size().map_or(0, |size| size.width.into())),
        ("Height", []) => Value::Int(size().map_or(0, |size| size.height.into())),
        ("Resize" | "Fit" | "Fill" | "Crop" | "Process" | "Filter", [_, ..]) => {
            Value::Handle(handle)
        }
        ("Content", []) => match super::files::read(view, path) {
            Ok(text) => Value::String(text.unwrap_or_else(|| "".into())),
            Err(failure) => return Some(Err(failure)),
        },
        _ => return None,
    };
    Some(Ok(value))
}

pub(super) fn print(view: &View<'_>, handle: Handle) -> String {
    found(view, handle).map(|(_, name, _)| name.to_owned()).unwrap_or_default()
}

fn main_type(path: &Utf8Path) -> &'static str {
    match path.extension().unwrap_or_default() {
        _ if is_picture(path) => "image",
        _ if is_text(path) => "page",
        "mp4" | "webm" | "mov" | "ogv" => "video",
        "mp3" | "ogg" | "wav" | "flac" => "audio",
        "json" | "pdf" | "xml" | "yaml" | "yml" | "toml" | "zip" | "gz" => "application",
        _ => "text",
    }
}

fn media_type(path: &Utf8Path) -> Value {
    // As Hugo has it: a page has no type of its own.
    let main = if is_text(path) { "application" } else { main_type(path) };
    let sub = match path.extension().unwrap_or_default() {
        "jpg" | "jpeg" => "jpeg",
        "svg" => "svg+xml",
        "js" => "javascript",
        "txt" => "plain",
        "yml" => "yaml",
        _ if is_text(path) => "octet-stream",
        "gz" => "gzip",
        other => other,
    };
    Record::value(
        "media.Type",
        format!("{main}/{sub}"),
        [
            ("Type", Value::string(format!("{main}/{sub}"))),
            ("MainType", Value::string(main)),
            ("SubType", Value::string(sub)),
        ],
    )
}

/// `Get`, `GetMatch`, `Match` and `ByType` of a list.
pub(super) fn of_list(
    view: &View<'_>,
    items: &[Value],
    method: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    let [argument] = arguments else { return None };
    let Some(wanted) = argument.as_str() else {
        return Some(Err(Failure::new(format!("`{method}` needs a text"))));
    };
    let wanted = wanted.trim_start_matches('/');
    let resource = |item: &Value| match item {
        Value::Handle(handle) => found(view, *handle),
        _ => None,
    };
    let mut glob = Globs::default();
    if matches!(method, "GetMatch" | "Match") && glob.add(&wanted.to_lowercase()).is_none() {
        return Some(Err(Failure::new(format!("`{wanted}` is no glob"))));
    }
    let is_meant = |item: &&Value| {
        resource(item).is_some_and(|(_, name, path)| match method {
            "Get" => name.eq_ignore_ascii_case(wanted),
            "ByType" => main_type(path) == wanted,
            _ => glob.is_match(&name.to_lowercase()),
        })
    };
    let mut meant = items.iter().filter(is_meant).cloned();
    match method {
        "Get" | "GetMatch" => Some(Ok(meant.next().unwrap_or_default())),
        "Match" | "ByType" => Some(Ok(Value::list_of(Element::Resource, meant.collect()))),
        _ => None,
    }
}
