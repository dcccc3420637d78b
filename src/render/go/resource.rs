//! Files that templates use: those beside a page, and those of `assets`.
//! <https://gohugo.io/methods/resource/>

use camino::Utf8Path;

use crate::artifact::Artifact;
use crate::discover::ContentFile;
use crate::glob::Globs;
use crate::go::error::Failure;
use crate::go::functions::integrity;
use crate::go::media::{main_type, media_type, media_type_of_page};
use crate::go::record::Record;
use crate::go::value::{Element, Handle, Outcome, Value};
use crate::parse::picture_size_of;
use crate::render::resources::{is_text, named, texts};
use crate::resolve::{Page, encode};

use super::view::{RESOURCE, View};

/// All methods of a resource.
pub(super) const MEMBERS: &[&str] = &[
    "Content",
    "Crop",
    "Data",
    "Date",
    "Fill",
    "Filter",
    "Fit",
    "Height",
    "Lang",
    "Lastmod",
    "MediaType",
    "Name",
    "Params",
    "Permalink",
    "Process",
    "RelPermalink",
    "Resize",
    "Plain",
    "Publish",
    "PublishDate",
    "RawContent",
    "RenderShortcodes",
    "ResourceType",
    "Summary",
    "Title",
    "Width",
];

/// A file that templates use.
pub(super) struct ResourceFile<'a> {
    pub name: &'a str,
    pub path: &'a Utf8Path,
    /// The page that it stands beside; `None` for one of `assets`.
    pub page: Option<&'a Page>,
}

/// What stands for `assets` in place of a page.
const ASSETS: u64 = u64::MAX >> INDEX_BITS;

/// Bits of a handle that tell which file of a page, or of `assets`, it is.
const INDEX_BITS: u32 = 24;

fn handle(home: u64, index: usize) -> Value {
    Value::Handle(Handle { kind: RESOURCE, number: home << INDEX_BITS | index as u64 })
}

/// The files beside a page.
pub(super) fn of_page(page: &Page) -> Value {
    let count = page.document.as_ref().map_or(0, |document| all(&document.file).count());
    let handles = (0..count).map(|index| handle(page.id.0 as u64, index));
    Value::list_of(Element::Resource, handles.collect())
}

/// `resources.Get` and its like: files of `assets`.
pub(super) fn of_assets(view: &View<'_>, method: &str, arguments: &[Value]) -> Option<Outcome> {
    let files = &view.renderer.files;
    if let ("Get", [name]) = (method, arguments) {
        let index = files.global_index(name.as_str().unwrap_or_default());
        return Some(Ok(index.map_or(Value::Nil, |index| handle(ASSETS, index))));
    }
    let all: Vec<Value> = (0..files.global().len()).map(|index| handle(ASSETS, index)).collect();
    of_list(view, &all, method, arguments)
}

/// Files that are published, and behind them texts.
fn all(file: &ContentFile) -> impl Iterator<Item = (&str, &Utf8Path)> {
    named(file).chain(texts(file))
}

/// The file that a handle means.
pub(super) fn found<'a>(view: &View<'a>, handle: Handle) -> Option<ResourceFile<'a>> {
    let home = handle.number >> INDEX_BITS;
    let index = usize::try_from(handle.number & ((1 << INDEX_BITS) - 1)).ok()?;
    if home == ASSETS {
        let (name, path) = *view.renderer.files.global().get(index)?;
        return Some(ResourceFile { name, path, page: None });
    }
    let page = view.renderer.site.pages.get(usize::try_from(home).ok()?)?;
    let (name, path) = all(&page.document.as_ref()?.file).nth(index)?;
    Some(ResourceFile { name, path, page: Some(page) })
}

impl ResourceFile<'_> {
    /// The name as templates see it: that of a file of `assets` begins with a slash.
    fn shown_name(&self) -> String {
        let slash = if self.page.is_none() { "/" } else { "" };
        format!("{slash}{}", self.name)
    }

    /// Of `map.es.png` beside a page in Spanish, `map.png`.
    fn name_without_language(&self, view: &View<'_>) -> Option<String> {
        let (stem, extension) = self.name.rsplit_once('.')?;
        let (base, code) = stem.rsplit_once('.')?;
        let language = view.renderer.settings.language(self.page?.language);
        (code == language.code).then(|| format!("{base}.{extension}"))
    }

    /// Whether it is a text in a bundle, which Hugo takes for a page.
    fn is_page(&self) -> bool {
        self.page.is_some() && is_text(self.path)
    }

    fn resource_type(&self) -> &'static str {
        if self.is_page() { "page" } else { main_type(self.path) }
    }

    /// Where it is published, below the root. A file of `assets` is published for whoever asks.
    fn address(&self, view: &View<'_>) -> String {
        let Some(page) = self.page else {
            let file = Artifact::Copy(self.path.to_owned());
            view.used.borrow_mut().insert(self.name.to_owned(), file);
            return encode(&format!("/{}", self.name));
        };
        let above = page.path.as_str();
        let above = above.rfind('/').map_or("", |slash| &above[..=slash]);
        encode(&format!("{above}{}", self.name))
    }
}

/// A method of a resource. Pictures are as they are: this program makes no others of them.
pub(super) fn member(
    view: &View<'_>,
    handle: Handle,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    let file = found(view, handle)?;
    let path = file.path;
    let base = &view.renderer.settings.base_url;
    let size = || view.renderer.pictures.get(path);
    let value = match (name, arguments) {
        ("Name" | "Title", []) => Value::string(file.shown_name()),
        ("RelPermalink", []) => Value::string(base.relative(&file.address(view))),
        ("Permalink", []) => Value::string(base.absolute(&file.address(view))),
        ("Publish", []) => {
            file.address(view);
            Value::Nil
        }
        ("ResourceType", []) => Value::string(file.resource_type()),
        ("MediaType", []) if file.is_page() => media_type_of_page(),
        ("MediaType", []) => media_type(path),
        ("Params", []) => Value::params::<&str>([]),
        ("Width", []) => Value::Int(size().map_or(0, |size| size.width.into())),
        ("Height", []) => Value::Int(size().map_or(0, |size| size.height.into())),
        ("Resize" | "Fit" | "Fill" | "Crop" | "Process" | "Filter", [_, ..]) => {
            Value::Handle(handle)
        }
        ("Content" | "Data", []) => match super::files::read(view, path) {
            Ok(text) => {
                let text = text.unwrap_or_else(|| "".into());
                if name == "Data" { data(&text) } else { Value::String(text) }
            }
            Err(failure) => return Some(Err(failure)),
        },
        _ => return None,
    };
    Some(Ok(value))
}

/// `.Data` of a resource with a fingerprint.
pub(super) fn data(text: &str) -> Value {
    let integrity = Value::string(integrity(text.as_bytes()));
    Record::value("map[string]interface {}", "", [("Integrity", integrity)])
}

/// `images.Config`: the size of a picture, by its path from the root.
pub(super) fn picture_config(view: &View<'_>, path: &str) -> Outcome {
    let missing = || Failure::new(format!("there is no picture `{path}`"));
    let path = Utf8Path::new(path.trim_start_matches('/'));
    let known = view.renderer.pictures.get(path);
    let size = match (known, view.renderer.input.world) {
        (None, Some(world)) => {
            let bytes = world.read(path).ok();
            view.ask_file(path.as_str(), bytes.as_deref());
            bytes.and_then(|bytes| picture_size_of(path, &bytes))
        }
        (known, _) => known,
    };
    let size = size.ok_or_else(missing)?;
    Ok(Record::value(
        "image.Config",
        "",
        [("Width", Value::Int(size.width.into())), ("Height", Value::Int(size.height.into()))],
    ))
}

pub(super) fn print(view: &View<'_>, handle: Handle) -> String {
    found(view, handle).map(|file| file.shown_name()).unwrap_or_default()
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
    let has_name = |name: &str| match method {
        "Get" => name.eq_ignore_ascii_case(wanted),
        _ => glob.is_match(&name.to_lowercase()),
    };
    let is_meant = |item: &&Value| {
        resource(item).is_some_and(|file| match method {
            "ByType" => file.resource_type() == wanted,
            _ => has_name(file.name),
        })
    };
    let mut meant: Vec<Value> = items.iter().filter(is_meant).cloned().collect();
    if meant.is_empty() && method != "ByType" {
        let plain =
            |item: &&Value| resource(item).and_then(|file| file.name_without_language(view));
        meant.extend(
            items.iter().filter(|item| plain(item).is_some_and(|name| has_name(&name))).cloned(),
        );
    }
    match method {
        "Get" | "GetMatch" => Some(Ok(meant.into_iter().next().unwrap_or_default())),
        "Match" | "ByType" => Some(Ok(Value::list_of(Element::Resource, meant))),
        _ => None,
    }
}
