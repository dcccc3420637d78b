//! Texts in a bundle that make no page of their own: Hugo's page resources.
//! <https://gohugo.io/content-management/page-resources/>
//!
//! Sites keep texts that several pages share in a bundle without an address (`headless`), and let a shortcode fetch
//! them. Such a text is read when a template asks for it, and becomes part of the page that asks.

use camino::Utf8Path;
use jiff::tz::TimeZone;

use crate::date::Date;
use crate::discover::ContentFormat;
use crate::go::data::{self, Keys, time_or_zero};
use crate::go::error::Failure;
use crate::go::host::{Display, Host};
use crate::go::value::{Handle, Outcome, Value};
use crate::html::{escaped, text_of_html};
use crate::parse::split_front_matter;
use crate::structured::{Table, Value as Written};

use super::files;
use super::host::GoHost;
use super::resource;
use super::view::View;

/// The file of such a text.
struct Text {
    format: ContentFormat,
    body: String,
    front_matter: Table,
}

impl GoHost<'_, '_> {
    /// A method of a text in a bundle, as Markdown of the page that asks.
    pub(super) fn text_member(&self, of: Handle, name: &str) -> Option<Outcome> {
        let html = |text: Text| match text.format {
            ContentFormat::Markdown => self.markdown(&text.body, Display::Block),
            ContentFormat::Html => self.writer.borrow_mut().go_shortcodes_of(&text.body),
        };
        let read = || text(&self.view, of);
        Some(match name {
            "Content" => read()?.and_then(html).map(Value::html),
            "Plain" => read()?.and_then(html).map(|html| Value::string(text_of_html(&html))),
            "Summary" => read()?.map(|text| Value::html(self.summary_of(&text))),
            "RenderShortcodes" => {
                let run = |text: Text| self.writer.borrow_mut().go_shortcodes_of(&text.body);
                read()?.and_then(run).map(Value::string)
            }
            _ => return member(&self.view, of, name),
        })
    }
}

impl GoHost<'_, '_> {
    /// The summary that a text says itself, or else its beginning.
    fn summary_of(&self, text: &Text) -> String {
        let written = text.front_matter.get("summary").and_then(|own| own.value.to_text());
        let beginning = || self.writer.borrow_mut().go_beginning_of(&text.body);
        escaped(&written.unwrap_or_else(beginning))
    }
}

/// The text that a resource is; `None` for another file.
fn text(view: &View<'_>, handle: Handle) -> Option<Result<Text, Failure>> {
    let file = resource::found(view, handle).filter(|file| file.page.is_some())?;
    Some(read(view, file.path, ContentFormat::of_path(file.path)?))
}

/// What such a text has and another file has not; `None` for the rest.
fn member(view: &View<'_>, handle: Handle, name: &str) -> Option<Outcome> {
    let read = || text(view, handle);
    let zone = &view.renderer.settings.time_zone;
    Some(match name {
        "Title" | "LinkTitle" => read()?.map(|text| Value::string(text.title())),
        "Params" => read()?.map(|text| data::table(&text.front_matter, Keys::Params, zone)),
        "RawContent" => read()?.map(|text| Value::string(text.body)),
        "Date" => read()?.map(|text| time_or_zero(text.date(&["date"], zone))),
        "PublishDate" => {
            read()?.map(|text| time_or_zero(text.date(&["publishDate", "date"], zone)))
        }
        "Lastmod" => read()?.map(|text| time_or_zero(text.date(&["lastmod", "date"], zone))),
        "Lang" => {
            let page = resource::found(view, handle)?.page?;
            let language = view.renderer.settings.language(page.language);
            Ok(Value::string(language.code.as_str()))
        }
        "RelPermalink" | "Permalink" => read()?.map(|_| Value::string("")),
        _ => return None,
    })
}

fn read(view: &View<'_>, path: &Utf8Path, format: ContentFormat) -> Result<Text, Failure> {
    let text = files::read(view, path)?.unwrap_or_else(|| "".into());
    let wrong = |problem: &str| Failure::new(format!("the front matter of `{path}` {problem}"));
    let split = split_front_matter(&text).map_err(|_| wrong("is not closed"))?;
    let front_matter = match &split.front_matter {
        None => Table::default(),
        Some((format, range)) => match format.parse(&text[range.clone()]) {
            Ok(parsed) => match parsed.value {
                Written::Table(table) => table,
                _ => Table::default(),
            },
            Err(error) => return Err(wrong(&format!("cannot be read: {}", error.message))),
        },
    };
    Ok(Text { format, body: text[split.body_start..].to_owned(), front_matter })
}

impl Text {
    fn title(&self) -> String {
        let title = self.front_matter.get("title");
        title.and_then(|title| title.value.to_text()).unwrap_or_default()
    }

    /// The date of the first of some keys that has one.
    fn date(&self, keys: &[&str], zone: &TimeZone) -> Option<Date> {
        let mut written = keys.iter().filter_map(|key| self.front_matter.get(key));
        written.find_map(|date| Date::parse(&date.value.to_text()?, zone))
    }
}
