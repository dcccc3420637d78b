//! What an adapter asks of the program.

use std::cell::RefCell;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Zoned;
use jiff::tz::TimeZone;

use super::added::{Additions, ResourceContent};
use super::assets::{self, ASSET};
use super::page::{self, AddedPage};
use super::site::Site;
use crate::config::LanguageId;
use crate::go::ast::{Format, Template};
use crate::go::budget::Budget;
use crate::go::context::Context;
use crate::go::data;
use crate::go::error::{Failure, Position};
use crate::go::evaluate::{by_name, compile};
use crate::go::functions::scratch::Scratch;
use crate::go::functions::{cleaned_path, normal_address};
use crate::go::host::{Address, Display, Host, Level};
use crate::go::site as go_site;
use crate::go::value::{Handle, Map, Outcome, Value};
use crate::resolve::address_part;

/// The adapter itself: the dot of its template.
const ADAPTER: &str = "ContentAdapter";
/// The site in one language.
const SITE: &str = "Site";

/// Members of the site that ask for its pages.
const OF_PAGES: &[&str] = &[
    "AllPages",
    "GetPage",
    "Home",
    "MainSections",
    "Menus",
    "Pages",
    "RegularPages",
    "Sections",
    "Taxonomies",
];

/// A run of an adapter in a language.
pub(super) struct AdapterHost<'a> {
    site: &'a Site<'a>,
    language: LanguageId,
    store: Value,
    pub additions: RefCell<Additions>,
    /// What the template has said, and where.
    pub said: RefCell<Vec<(Level, String, Position)>>,
}

impl<'a> AdapterHost<'a> {
    pub(super) fn new(site: &'a Site<'a>, language: LanguageId) -> Self {
        Self {
            site,
            language,
            store: Value::object(Scratch::default()),
            additions: RefCell::default(),
            said: RefCell::default(),
        }
    }

    /// What the template begins with.
    pub(super) fn dot(&self) -> Value {
        Value::Handle(Handle { kind: ADAPTER, number: 0 })
    }

    fn site_value(&self, language: LanguageId) -> Value {
        Value::Handle(Handle { kind: SITE, number: language.0 as u64 })
    }

    fn adapter_member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        Some(match (name, arguments) {
            ("AddPage", [Value::Map(page)]) => self.add_page(page),
            ("AddResource", [Value::Map(resource)]) => self.add_resource(resource),
            ("AddPage" | "AddResource", [_]) => {
                Err(Failure::new(format!("`{name}` takes a map: `{name} (dict \"path\" …)`")))
            }
            ("EnableAllLanguages" | "EnableAllDimensions", []) => {
                self.additions.borrow_mut().in_all_languages = true;
                Ok(Value::string(""))
            }
            ("Site", []) => Ok(self.site()),
            ("Store", []) => Ok(self.store.clone()),
            _ => return None,
        })
    }

    fn add_page(&self, page: &Map) -> Outcome {
        // Writing a page has a budget of its own: how much is written is counted below.
        let budget = Budget::default();
        let mut context = Context { host: self, budget, position: Position::default(), by_name };
        let (path, page) = AddedPage::read(&mut context, page)?;
        self.site.limits.add(page.text.len())?;
        self.additions.borrow_mut().pages.insert(path, page);
        Ok(Value::string(""))
    }

    fn add_resource(&self, resource: &Map) -> Outcome {
        let path = page::path("AddResource", resource.get("path"))?;
        let value = match resource.get("content") {
            Some(Value::Map(content)) => content.get("value"),
            _ => None,
        };
        let content = match value {
            Some(Value::Handle(handle)) => {
                self.site.asset(*handle).map(|(_, path)| ResourceContent::Of(path.to_owned()))
            }
            Some(value) => value.as_str().map(|text| ResourceContent::Text(text.into())),
            None => None,
        };
        let Some(content) = content else {
            return Err(Failure::new("`AddResource` needs a content with a value"));
        };
        self.site.limits.add(content.size())?;
        self.additions.borrow_mut().resources.insert(path, content);
        Ok(Value::string(""))
    }

    fn site_member(
        &self,
        language: LanguageId,
        name: &str,
        arguments: &[Value],
    ) -> Option<Outcome> {
        let settings = self.site.settings;
        let found = match (name, arguments) {
            (name, _) if OF_PAGES.contains(&name) => {
                return Some(Err(Failure::new(format!(
                    "`{name}` is not known while a template adds pages"
                ))));
            }
            ("Data", []) => self.site.data(),
            ("Store", []) => self.store.clone(),
            ("Param", [key]) => go_site::param(settings, language, key.as_str()?)?,
            (name, []) => go_site::field(settings, language, name)?,
            _ => return None,
        };
        Some(Ok(found))
    }

    /// A file that a template names, from the root.
    fn path(&self, written: &str) -> Utf8PathBuf {
        cleaned_path(&format!("/{written}")).trim_start_matches('/').into()
    }
}

impl Host for AdapterHost<'_> {
    fn member(&self, of: Handle, name: &str, arguments: &[Value]) -> Option<Outcome> {
        match of.kind {
            ADAPTER => self.adapter_member(name, arguments),
            SITE => {
                let language = LanguageId(usize::try_from(of.number).ok()?);
                self.site_member(language, name, arguments)
            }
            ASSET if arguments.is_empty() => self.site.asset_member(of, name),
            _ => None,
        }
    }

    fn members(&self, kind: &str) -> &'static [&'static str] {
        match kind {
            ADAPTER => &["AddPage", "AddResource", "EnableAllLanguages", "Site", "Store"],
            ASSET => assets::MEMBERS,
            _ => &[],
        }
    }

    fn site(&self) -> Value {
        self.site_value(self.language)
    }

    fn hugo(&self) -> Value {
        let ids = self.site.settings.language_ids();
        let sites = ids.map(|id| self.site_value(id)).collect();
        go_site::hugo(self.site.settings, self.site.data(), Value::list(sites))
    }

    fn partial(&self, name: &str) -> Option<Result<Arc<Template>, Failure>> {
        let layouts = &self.site.sources.layouts;
        let names = [format!("partials/{name}"), format!("partials/{name}.html")];
        let name = names.iter().find(|name| layouts.contains_key(name.as_str()))?;
        let path = &layouts[name.as_str()].path;
        let format = if name.ends_with(".html") { Format::Html } else { Format::Text };
        let text = self.site.read(path);
        Some(text.and_then(|text| compile(path.as_str(), &text, format).map(Arc::new)))
    }

    fn now(&self) -> Zoned {
        self.site.world.now().to_zoned(self.time_zone())
    }

    fn time_zone(&self) -> TimeZone {
        self.site.settings.time_zone.clone()
    }

    fn markdown(&self, _: &str, _: Display) -> Result<String, Failure> {
        Err(Failure::new("Markdown is not rendered while a template adds pages")
            .hint("give the Markdown to `AddPage` as the value of the page's `content`"))
    }

    fn read_file(&self, path: &str) -> Result<Option<Arc<str>>, Failure> {
        match self.file_exists(path) {
            true => self.site.read(&self.path(path)).map(|text| Some(text.into())),
            false => Ok(None),
        }
    }

    fn read_directory(&self, path: &str) -> Result<Option<Vec<(String, bool)>>, Failure> {
        let directory = self.path(path);
        let Some(walk) = self.site.world.walk(&directory) else { return Ok(None) };
        let below = walk.files.iter().filter_map(|file| file.strip_prefix(&directory).ok());
        let mut names: Vec<(String, bool)> = below
            .filter_map(|file| {
                let mut parts = file.components();
                Some((parts.next()?.as_str().to_owned(), parts.next().is_some()))
            })
            .collect();
        names.sort();
        names.dedup();
        Ok(Some(names))
    }

    fn file_exists(&self, path: &str) -> bool {
        self.site.world.read(&self.path(path)).is_ok()
    }

    fn address(&self, kind: Address, path: &str) -> String {
        go_site::address(self.site.settings, self.language, kind, path)
    }

    fn urlize(&self, text: &str) -> String {
        normal_address(&address_part(self.site.settings, text))
    }

    fn title(&self, text: &str) -> String {
        go_site::title(self.site.settings, text)
    }

    fn unmarshal(&self, text: &str, format: Option<&str>, _: &Value) -> Outcome {
        data::unmarshal(text, format, &self.site.settings.time_zone)
    }

    fn report(&self, level: Level, message: &str, position: &Position) {
        self.said.borrow_mut().push((level, message.to_owned(), position.clone()));
    }

    fn function(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        Some(match (name, arguments) {
            ("transform.Unmarshal", [.., Value::Handle(handle)]) => {
                let (_, path) = self.site.asset(*handle)?;
                let text = self.site.read(path);
                text.and_then(|text| {
                    self.unmarshal(&text, Utf8Path::new(path).extension(), &Value::Nil)
                })
            }
            (
                "resources.Get" | "resources.GetMatch" | "resources.Match" | "resources.ByType",
                [one],
            ) => self.site.assets(name.trim_start_matches("resources."), one),
            ("resources.Minify" | "resources.Fingerprint", [.., resource]) => Ok(resource.clone()),
            // No variable of the environment is an input of a build.
            ("os.Getenv", _) => Ok(Value::string("")),
            ("templates.Exists", [name]) => {
                let name = name.as_str().unwrap_or_default().strip_prefix("_partials/");
                Ok(Value::Bool(name.is_some_and(|name| self.partial(name).is_some())))
            }
            _ => return None,
        })
    }
}
