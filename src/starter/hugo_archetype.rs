//! Archetypes that are written for Hugo: templates of Go that see the new page and the site.
//! <https://gohugo.io/content-management/archetypes/>

use camino::Utf8Path;
use jiff::Zoned;

use super::{NewPage, quoted};
use crate::go::ast::Format;
use crate::go::budget::Budget;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::evaluate::{by_name, compile, run};
use crate::go::host::Host;
use crate::go::value::Value;
use crate::locale::TitleStyle;
use crate::parse::split_front_matter;
use crate::structured::{Table, Value as Written};

/// What an archetype sees beside the new page.
#[derive(Clone, Copy, Debug)]
pub struct ArchetypeContext<'a> {
    pub section: &'a str,
    pub language: &'a str,
    /// Of the new file.
    pub path: &'a Utf8Path,
    pub now: &'a Zoned,
    pub site_title: &'a str,
    pub base_url: &'a str,
    pub params: &'a Table,
}

/// Fills in the archetype `text`, which is the file `name`. The new page has the title that was asked for.
///
/// # Errors
/// What the template does wrong.
pub fn fill_archetype(
    name: &str,
    text: &str,
    page: &NewPage,
    context: &ArchetypeContext<'_>,
) -> Result<String, Failure> {
    let template = compile(name, text, Format::Text)?;
    let site = site(context);
    let host = ArchetypeHost { site: site.clone(), now: context.now.clone() };
    let mut surroundings = Context {
        host: &host,
        budget: Budget::default(),
        position: crate::go::error::Position::default(),
        by_name,
    };
    let written = run(&mut surroundings, &template, &dot(page, context, site))?.output;
    Ok(with_title(written, &page.title))
}

struct ArchetypeHost {
    site: Value,
    now: Zoned,
}

impl Host for ArchetypeHost {
    fn site(&self) -> Value {
        self.site.clone()
    }

    fn now(&self) -> Zoned {
        self.now.clone()
    }

    fn time_zone(&self) -> jiff::tz::TimeZone {
        self.now.time_zone().clone()
    }

    fn title(&self, text: &str) -> String {
        TitleStyle::Ap.apply(text)
    }
}

fn site(context: &ArchetypeContext<'_>) -> Value {
    let texts = context.params.entries.iter();
    let texts = texts.filter_map(|(key, value)| {
        Some((key.value.clone(), Value::string(value.value.to_text()?)))
    });
    Value::map([
        ("Title", Value::string(context.site_title)),
        ("BaseURL", Value::string(context.base_url)),
        ("Params", Value::params(texts)),
        ("Language", Value::map([("Lang", Value::string(context.language))])),
    ])
}

fn dot(page: &NewPage, context: &ArchetypeContext<'_>, site: Value) -> Value {
    let name = || Value::string(page.name.as_str());
    let path = context.path;
    let text = |text: Option<&str>| Value::string(text.unwrap_or_default());
    let file = Value::map([
        ("ContentBaseName", name()),
        ("BaseFileName", text(path.file_stem())),
        ("TranslationBaseName", name()),
        ("LogicalName", text(path.file_name())),
        ("Path", Value::string(path.as_str())),
        ("Dir", text(path.parent().map(Utf8Path::as_str))),
        ("Ext", text(path.extension())),
        ("Lang", Value::string(context.language)),
        ("Section", Value::string(context.section)),
    ]);
    let date = context.now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    Value::map([
        ("Date", Value::string(date)),
        ("Name", name()),
        ("TranslationBaseName", name()),
        ("Title", Value::string(page.title.as_str())),
        ("Section", Value::string(context.section)),
        ("Type", Value::string(if context.section.is_empty() { "page" } else { context.section })),
        ("Lang", Value::string(context.language)),
        ("File", file),
        ("Site", site),
    ])
}

/// The text with a title in place of the one in its front matter, which an archetype makes from the file's name.
fn with_title(mut text: String, title: &str) -> String {
    let place = split_front_matter(&text).ok().and_then(|split| {
        let (format, range) = split.front_matter?;
        let parsed = format.parse(&text[range.clone()]).ok()?;
        let Written::Table(table) = parsed.value else { return None };
        let span = table.get("title")?.span.range();
        Some(range.start + span.start..range.start + span.end)
    });
    if let Some(place) = place {
        // What stands between quotes is read by all formats.
        let plain = quoted(title);
        let written = if plain.starts_with('"') { plain } else { format!("\"{plain}\"") };
        text.replace_range(place, &written);
    }
    text
}
