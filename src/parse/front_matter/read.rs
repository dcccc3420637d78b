//! From a table of values to typed front matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;

use super::{BuildOptions, Dates, FrontMatter, PageOwners, PageText, SitemapEntry, Split, split};
use crate::config::{DateSource, MenuEntry, Settings};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};
use crate::discover::{ContentFile, ContentRole};
use crate::owners::Statement;
use crate::structured::{Format, SyntaxError, Table, Value};

/// Where the front matter stands, and its keys.
pub(super) fn written(
    page: &PageText<'_>,
    split: &Split,
    found: &mut Vec<Diagnostic>,
) -> Option<(Span, Table)> {
    let Some((format, range)) = &split.front_matter else {
        return Some((Span::default(), Table::default()));
    };
    let parsed = format.parse(&page.text[range.clone()]);
    match parsed.and_then(into_table) {
        Ok(mut table) => {
            table.shift(range.start);
            Some((Span::new(range.clone()), table))
        }
        Err(error) => {
            found.push(syntax_error(page.file, *format, range.start, &error));
            None
        }
    }
}

/// What the text of a page says of its owners, whether it makes a page or not.
pub fn owners_of_page(path: &Utf8Path, text: &str) -> Option<PageOwners> {
    let (format, range) = split(text).ok()?.front_matter?;
    let mut table = format.parse(&text[range.clone()]).and_then(into_table).ok()?;
    table.shift(range.start);
    owners(path, text, &table)
}

pub(super) fn owners(path: &Utf8Path, text: &str, table: &Table) -> Option<PageOwners> {
    let mut problems = Vec::new();
    let statement = Statement::of_front_matter(path, text, table, &mut problems);
    (statement.is_some() || !problems.is_empty()).then_some(PageOwners { statement, problems })
}

pub(super) fn into_table(value: Spanned<Value>) -> Result<Table, SyntaxError> {
    match value.value {
        Value::Table(table) => Ok(table),
        Value::Null => Ok(Table::default()),
        other => Err(SyntaxError {
            message: format!("keys and values are expected, not {}", other.kind()),
            span: Some(value.span),
        }),
    }
}

fn syntax_error(
    file: &ContentFile,
    format: Format,
    start: usize,
    error: &SyntaxError,
) -> Diagnostic {
    let message = format!("the front matter is not valid {}: {}", format.name(), error.message);
    let span = error.span.map_or_else(|| Span::new(start..start), |span| span.shifted(start));
    let diagnostic =
        Diagnostic::new(Code::FrontMatterSyntax, message).at(Place::span(&file.path, span));
    // What a colon in a title leads to, in the words of YAML.
    if error.message.starts_with("mapping values are not allowed") {
        return diagnostic
            .hint("a value with `: ` in it needs quotes: `title: \"One: the first\"`");
    }
    diagnostic
}

/// Reads field by field; a value of the wrong type is reported and left out.
pub(super) struct FieldReader<'a> {
    pub file: &'a ContentFile,
    pub table: &'a Table,
    /// When the file was last changed, if the site asks git.
    pub changed: Option<Date>,
    pub found: &'a mut Vec<Diagnostic>,
}

impl FieldReader<'_> {
    pub(super) fn front_matter(&mut self, settings: &Settings, span: Span) -> FrontMatter {
        FrontMatter {
            span,
            title: self.text("title"),
            link_title: self.text("linkTitle"),
            description: self.text("description"),
            summary: self.text("summary"),
            slug: self.slug(settings),
            url: self.spanned_text("url").filter(|url| !url.value.trim().is_empty()),
            aliases: self.texts("aliases"),
            dates: self.dates(settings),
            draft: self.bool("draft"),
            weight: self.weight(),
            layout: self.text("layout"),
            kind: self.text("type"),
            translation_key: self.spanned_text("translationKey"),
            author: self.byline(&["author", "authors"]),
            translator: self.byline(&["translator", "translators"]),
            canonical_url: self.text("canonicalUrl"),
            evergreen: self.bool("evergreen"),
            menus: self
                .table
                .get("menus")
                .or_else(|| self.table.get("menu"))
                .map(|menus| MenuEntry::read_front_matter(&menus.value))
                .unwrap_or_default(),
            terms: self.terms(settings),
            build: self.build(),
            sitemap: SitemapEntry::read(self.table),
            owners: None,
            params: Arc::default(),
            written: Arc::default(),
        }
    }

    /// A page that has its date from its file's name has the rest of the name for its slug.
    fn slug(&mut self, settings: &Settings) -> Option<String> {
        // Hugo reads an unquoted 1.20 as a number, and makes 1.2 of it.
        let slug = match self.table.get("slug").map(|found| &found.value) {
            Some(Value::Float { value, .. }) => Some(value.to_string()),
            _ => self.text("slug"),
        };
        slug.filter(|slug| !slug.trim().is_empty()).or_else(|| self.slug_of_file_name(settings))
    }

    fn slug_of_file_name(&self, settings: &Settings) -> Option<String> {
        let sources = &settings.dates.date;
        let before = sources.iter().take_while(|source| **source != DateSource::FileName);
        let is_dated = before.into_iter().any(|source| match source {
            DateSource::Key(key) => {
                let text = self.table.get(key).and_then(|found| found.value.to_text());
                text.is_some_and(|text| !text.trim().is_empty())
            }
            DateSource::FileName | DateSource::Git => false,
        });
        if is_dated || !sources.contains(&DateSource::FileName) {
            return None;
        }
        let (_, rest) = Date::from_file_name(file_name(self.file)?, &settings.time_zone)?;
        let name = rest.split('.').next().unwrap_or(rest).trim_end_matches(['-', '_', ' ']);
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn wrong_type(&mut self, key: &str, span: Span, wanted: &str, value: &Value) {
        let message = format!("`{key}` must be {wanted}, not {}", value.kind());
        let place = Place::span(&self.file.path, span);
        self.found.push(Diagnostic::new(Code::FrontMatterType, message).at(place));
    }

    fn spanned_text(&mut self, key: &str) -> Option<Spanned<String>> {
        let found = self.table.get(key)?;
        let text = found.value.to_text();
        if text.is_none() && found.value != Value::Null {
            self.wrong_type(key, found.span, "text", &found.value);
        }
        text.map(|text| Spanned::new(text, found.span))
    }

    fn text(&mut self, key: &str) -> Option<String> {
        self.spanned_text(key).map(|text| text.value)
    }

    fn bool(&mut self, key: &str) -> bool {
        let Some(found) = self.table.get(key) else { return false };
        let truth = found.value.as_bool();
        if truth.is_none() && found.value != Value::Null {
            self.wrong_type(key, found.span, "`true` or `false`", &found.value);
        }
        truth.unwrap_or(false)
    }

    fn weight(&mut self) -> i64 {
        let Some(found) = self.table.get("weight") else { return 0 };
        let number = match &found.value {
            Value::Null => Some(0),
            Value::Int(weight) => Some(*weight),
            // Hugo cuts off the fraction, and `as` stays within what an integer can be.
            Value::Float { value, .. } => Some(*value as i64),
            Value::Bool(truth) => Some(i64::from(*truth)),
            other => other.to_text().and_then(|text| text.trim().parse().ok()),
        };
        if number.is_none() {
            self.wrong_type("weight", found.span, "a whole number", &found.value);
        }
        number.unwrap_or(0)
    }

    fn texts(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(found) = self.table.get(key) else { return Vec::new() };
        match &found.value {
            Value::Null => Vec::new(),
            Value::List(items) => {
                let texts = items.iter();
                texts
                    .filter_map(|item| Some(Spanned::new(item.value.to_text()?, item.span)))
                    .collect()
            }
            _ => self.spanned_text(key).into_iter().collect(),
        }
    }

    /// Names as one line of Markdown: a text, or a list of texts or of tables with a `name`.
    fn byline(&mut self, keys: &[&str]) -> Option<String> {
        let found = keys.iter().find_map(|key| self.table.get(key))?;
        let name = |value: &Value| match value {
            Value::Table(person) => person.get("name").and_then(|name| name.value.to_text()),
            other => other.to_text(),
        };
        let line = match &found.value {
            Value::List(people) => {
                let names: Vec<String> =
                    people.iter().filter_map(|person| name(&person.value)).collect();
                names.join(", ")
            }
            one => name(one)?,
        };
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    }

    fn terms(&mut self, settings: &Settings) -> BTreeMap<String, Vec<String>> {
        let mut terms = BTreeMap::new();
        for taxonomy in settings.taxonomies_of(self.file.language) {
            let mut terms_of_page = self.texts(&taxonomy.plural);
            // Terms may stand among the parameters, as an adapter has to write them.
            if terms_of_page.is_empty()
                && let Some(params) =
                    self.table.get("params").and_then(|params| params.value.as_table())
            {
                let found = &mut *self.found;
                let mut params = FieldReader { table: params, found, ..*self };
                terms_of_page = params.texts(&taxonomy.plural);
            }
            let values: Vec<String> = terms_of_page
                .into_iter()
                .map(|term| term.value)
                .filter(|term| !term.is_empty())
                .collect();
            if !values.is_empty() {
                terms.insert(taxonomy.plural.clone(), values);
            }
        }
        terms
    }

    fn build(&mut self) -> BuildOptions {
        for key in ["build", "_build"] {
            if let Some(found) = self.table.get(key)
                && !matches!(found.value, Value::Table(_) | Value::Null)
            {
                self.wrong_type(key, found.span, "a table", &found.value);
            }
        }
        BuildOptions::read(self.table)
    }

    fn dates(&mut self, settings: &Settings) -> Dates {
        let rules = &settings.dates;
        let mut invalid = false;
        let mut chain = |sources: &[DateSource]| {
            sources.iter().find_map(|source| self.date(settings, source, &mut invalid))
        };
        Dates {
            date: chain(&rules.date),
            publish_date: chain(&rules.publish_date),
            lastmod: chain(&rules.lastmod),
            expiry_date: chain(&rules.expiry_date),
            invalid,
        }
    }

    fn date(
        &mut self,
        settings: &Settings,
        source: &DateSource,
        invalid: &mut bool,
    ) -> Option<Date> {
        match source {
            DateSource::Git => self.changed,
            DateSource::FileName => {
                let name = file_name(self.file)?;
                Date::from_file_name(name, &settings.time_zone).map(|(date, _)| date)
            }
            DateSource::Key(key) => {
                let found = self.table.get(key)?;
                let text = found.value.to_text().filter(|text| !text.trim().is_empty())?;
                let date = match found.value {
                    Value::Int(seconds) => Date::of_unix_time(seconds),
                    _ => Date::parse(&text, &settings.time_zone),
                };
                if date.is_none() {
                    *invalid = true;
                    self.invalid_date(key, &text, found.span);
                }
                date
            }
        }
    }

    /// Said once, though several dates may be made from the same key.
    fn invalid_date(&mut self, key: &str, text: &str, span: Span) {
        let place = Place::span(&self.file.path, span);
        let diagnostic = Diagnostic::new(Code::DateInvalid, format!("`{text}` is not a date"))
            .at(place)
            .label(format!("`{key}` of this page"))
            .hint("write it as `2025-01-31` or `2025-01-31T09:00:00+01:00`; the page is left out");
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }
}

/// The name that can hold a date: a bundle's directory or the file itself.
fn file_name(file: &ContentFile) -> Option<&str> {
    match file.role {
        ContentRole::Bundle => file.directory.file_name(),
        ContentRole::Single => file.path.file_stem(),
        ContentRole::Section => None,
    }
}
