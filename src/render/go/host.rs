//! What Go templates ask of the program: the host of the room [`crate::go`].

use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::config::LanguageId;
use crate::go::ast::Template;
use crate::go::error::{Failure, Position};
use crate::go::functions::normal_address;
use crate::go::functions::scratch::Scratch;
use crate::go::host::{Address, Display, Host, Level};
use crate::go::value::{Handle, Outcome, Value};
use crate::go::{data, layout, print, site as go_site};
use crate::go_pattern::Patterns;
use crate::locale::{MomentForm, MomentName};
use crate::render::asked::Asked;
use crate::render::writer::BodyWriter;
use crate::resolve::{Page, PageId, address_part};

use super::view::{PAGE, RESOURCE, SITE, View};
use super::{files, page, page_text, resource, site};

/// A page whose call runs, and the writer that it runs for.
pub(super) struct GoHost<'h, 'a> {
    pub view: View<'a>,
    pub writer: RefCell<&'h mut BodyWriter<'a>>,
    /// What the templates have said.
    pub said: RefCell<Vec<(Level, String, Position)>>,
}

impl GoHost<'_, '_> {
    fn language(&self) -> LanguageId {
        self.view.page.language
    }

    /// `.Scratch` and `.Store` of a page and of the site. They last as long as the page's body is written.
    fn store(&self, page: PageId, name: &'static str) -> Value {
        let mut writer = self.writer.borrow_mut();
        let stores = &mut writer.go.stores;
        let made = stores.entry((page, name)).or_insert_with(|| Value::object(Scratch::default()));
        made.clone()
    }

    fn page_member(&self, page: &Page, name: &str, arguments: &[Value]) -> Option<Outcome> {
        let made = match (name, arguments) {
            ("Scratch", []) => Ok(self.store(page.id, "Scratch")),
            ("Store", []) => Ok(self.store(page.id, "Store")),
            ("Content", []) => self.content_of(page),
            ("RenderString", [text]) => self.render_string(text, &Value::Nil),
            ("RenderString", [options, text]) => self.render_string(text, options),
            ("RenderShortcodes", []) => self.render_shortcodes(page),
            ("Ref", [target]) => self.reference_from(page, target, Address::Absolute),
            ("RelRef", [target]) => self.reference_from(page, target, Address::Relative),
            _ => return page::member(&self.view, page, name, arguments),
        };
        Some(made)
    }

    fn content_of(&self, page: &Page) -> Outcome {
        self.view.ask_text(page);
        if page.id == self.view.page.id {
            return Ok(Value::html(""));
        }
        self.writer.borrow_mut().go_content_of(page).map(Value::html)
    }

    fn render_string(&self, text: &Value, options: &Value) -> Outcome {
        let Some(text) = text.as_str() else {
            return Err(Failure::new("`RenderString` needs a text"));
        };
        let display = match options {
            Value::Map(map) => map.get("display").and_then(Value::as_str).unwrap_or("inline"),
            _ => "inline",
        };
        let display = if display == "block" { Display::Block } else { Display::Inline };
        self.markdown(text, display).map(Value::html)
    }

    /// The text of a page once its shortcodes have run, but before Markdown.
    fn render_shortcodes(&self, page: &Page) -> Outcome {
        let text = page_text::raw_content(&self.view, page)?;
        self.view.ask_text(page);
        self.writer.borrow_mut().go_shortcodes_of(&text).map(Value::string)
    }

    fn reference_from(&self, page: &Page, target: &Value, kind: Address) -> Outcome {
        let renderer = self.view.renderer;
        let of = |key: &str| match target {
            Value::Map(map) => map.get(key).and_then(Value::as_str),
            _ => None,
        };
        let path = target.as_str().or_else(|| of("path")).unwrap_or_default();
        let language = of("lang").and_then(|code| renderer.settings.language_by_code(code));
        let Some(url) = renderer.reference(page, language, path) else {
            return Err(Failure::new(format!("no page is found at `{path}`")));
        };
        let prefix = renderer.settings.base_url.relative("/");
        Ok(Value::string(match (kind, url.strip_prefix(prefix.as_str())) {
            (Address::Absolute | Address::AbsoluteInLanguage, Some(below)) => {
                renderer.settings.base_url.absolute(&format!("/{below}"))
            }
            _ => url,
        }))
    }
}

impl Host for GoHost<'_, '_> {
    fn member(&self, of: Handle, name: &str, arguments: &[Value]) -> Option<Outcome> {
        match of.kind {
            PAGE => self.page_member(self.view.page_of(of)?, name, arguments),
            SITE if matches!(name, "Scratch" | "Store") => {
                Some(Ok(self.store(PageId(usize::MAX), "Store")))
            }
            SITE => {
                let language = LanguageId(usize::try_from(of.number).ok()?);
                site::member(&self.view, language, name, arguments)
            }
            RESOURCE => match arguments {
                [] => self.text_member(of, name),
                _ => None,
            }
            .or_else(|| self.view.made_member(of, name).filter(|_| arguments.is_empty()))
            .or_else(|| resource::member(&self.view, of, name, arguments)),
            _ => None,
        }
    }

    fn members(&self, kind: &str) -> &'static [&'static str] {
        match kind {
            PAGE => page::MEMBERS,
            SITE => site::MEMBERS,
            RESOURCE => resource::MEMBERS,
            _ => &[],
        }
    }

    fn print(&self, of: Handle) -> String {
        match of.kind {
            PAGE => {
                let document = self.view.page_of(of).and_then(|page| page.document.as_ref());
                document.map(|document| document.file.path.to_string()).unwrap_or_default()
            }
            RESOURCE => resource::print(&self.view, of),
            kind => kind.to_owned(),
        }
    }

    fn site(&self) -> Value {
        self.view.site_value(self.language())
    }

    fn page(&self) -> Value {
        self.view.page_value(self.view.page)
    }

    fn hugo(&self) -> Value {
        self.view.hugo()
    }

    fn partial(&self, name: &str) -> Option<Result<Arc<Template>, Failure>> {
        let renderer = self.view.renderer;
        renderer.go.partial(name, &renderer.settings.language(self.language()).code)
    }

    fn patterns(&self) -> Option<&Patterns> {
        Some(&self.view.renderer.go.patterns)
    }

    fn now(&self) -> Zoned {
        let now = self.view.renderer.now;
        self.view.ask(Asked::Now(now));
        now.to_zoned(self.time_zone())
    }

    fn time_zone(&self) -> TimeZone {
        self.view.renderer.settings.time_zone.clone()
    }

    fn format_time(&self, layout: &str, time: &Zoned) -> Option<String> {
        let language = self.view.renderer.settings.language(self.language());
        if language.code.starts_with("en") {
            return None;
        }
        let moment = time.datetime();
        if let Some(form) = MomentForm::from_word(layout) {
            let written = language.locale.moment_in(form, moment)?;
            return Some(match layout {
                ":time_full" | ":time_long" => format!("{written} {}", print::zone_name(time)),
                _ => written,
            });
        }
        let name = |name| {
            let name = match name {
                layout::Name::Month => MomentName::Month,
                layout::Name::ShortMonth => MomentName::ShortMonth,
                layout::Name::Weekday => MomentName::Weekday,
            };
            language.locale.moment_name(name, moment)
        };
        Some(layout::format_with(time, layout, &name))
    }

    fn translate(&self, key: &str, value: &Value) -> Option<String> {
        let count = match value {
            Value::Int(count) => Some(*count),
            Value::Float(count) => Some(*count as i64),
            Value::Map(map) => {
                map.get("count").or_else(|| map.get("Count")).and_then(|count| match count {
                    Value::Int(count) => Some(*count),
                    _ => None,
                })
            }
            _ => None,
        };
        let fill = |name: &str| match value {
            Value::Map(map) => map.get(name).map(|value| print::display(self, value)),
            Value::Handle(_) | Value::Object(_) => None,
            _ if name.eq_ignore_ascii_case("count") || name.is_empty() => {
                Some(print::display(self, value))
            }
            _ => None,
        };
        let text = self.view.renderer.strings.get(self.language().0, key, count, &fill);
        if text.is_none() {
            self.writer.borrow_mut().body.missing.insert(key.to_owned());
        }
        text
    }

    fn markdown(&self, text: &str, display: Display) -> Result<String, Failure> {
        self.writer.borrow_mut().go_markdown(text, display)
    }

    fn highlight(&self, code: &str, language: &str, options: &Value) -> Result<String, Failure> {
        let attributes = match options {
            Value::Map(map) => map
                .entries
                .iter()
                .map(|(name, value)| (name.to_lowercase(), print::display(self, value)))
                .collect(),
            other => written_options(other.as_str().unwrap_or_default()),
        };
        Ok(self.highlighted(code, language, attributes))
    }

    fn read_file(&self, path: &str) -> Result<Option<Arc<str>>, Failure> {
        let found = files::read(&self.view, Utf8Path::new(path))?;
        match found {
            Some(text) => Ok(Some(text)),
            // Hugo looks below the content directory, too.
            None => {
                let language = self.view.renderer.settings.language(self.language());
                files::read(&self.view, &language.content_dir.join(path.trim_start_matches('/')))
            }
        }
    }

    fn read_directory(&self, path: &str) -> Result<Option<Vec<(String, bool)>>, Failure> {
        Ok(files::list(&self.view, Utf8Path::new(path)))
    }

    fn file_exists(&self, path: &str) -> bool {
        let language = self.view.renderer.settings.language(self.language());
        files::exists(&self.view, Utf8Path::new(path))
            || files::exists(&self.view, &language.content_dir.join(path.trim_start_matches('/')))
    }

    fn address(&self, kind: Address, path: &str) -> String {
        go_site::address(self.view.renderer.settings, self.language(), kind, path)
    }

    fn reference(&self, kind: Address, page: &Value, target: &Value) -> Result<String, Failure> {
        let from = match page {
            Value::Handle(handle) => self.view.page_of(*handle),
            _ => None,
        };
        let found = self.reference_from(from.unwrap_or(self.view.page), target, kind)?;
        Ok(found.as_str().unwrap_or_default().to_owned())
    }

    fn anchorize(&self, text: &str) -> String {
        let text = text.trim_matches(' ');
        if text.is_empty() {
            return String::new();
        }
        crate::parse::body::heading_id(text, self.view.renderer.settings.markup.heading_ids)
    }

    fn urlize(&self, text: &str) -> String {
        normal_address(&address_part(self.view.renderer.settings, text))
    }

    fn title(&self, text: &str) -> String {
        go_site::title(self.view.renderer.settings, text)
    }

    fn unmarshal(&self, text: &str, format: Option<&str>, _options: &Value) -> Outcome {
        data::unmarshal(text, format, &self.view.renderer.settings.time_zone)
    }

    fn report(&self, level: Level, message: &str, position: &Position) {
        self.said.borrow_mut().push((level, message.to_owned(), position.clone()));
    }

    fn function(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        self.other_function(name, arguments)
    }
}

/// `linenos=table,hl_lines=2 4`
fn written_options(text: &str) -> Vec<(String, String)> {
    let named = text.split(',').filter_map(|option| option.split_once('='));
    named.map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned())).collect()
}
