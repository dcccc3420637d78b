//! The front matter of a page: what its file says, and what it inherits from cascades.

use std::sync::Arc;

use camino::Utf8PathBuf;

use super::super::place::PagePlace;
use super::read::{FieldReader, into_table, owners, written};
use super::{FrontMatter, PageText, Split, split};
use crate::config::{Cascade, Settings, take_over};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::discover::{ContentFile, ContentFormat, ContentRole};
use crate::structured::Table;

impl FrontMatter {
    /// Reads the front matter of a page. `None` when it is not valid: then `found` says why.
    pub fn read(
        settings: &Settings,
        page: &PageText<'_>,
        split: &Split,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let (span, written) = written(page, split, found)?;
        let written = Arc::new(written);
        let own = own_cascade(settings, page.file, &written, found);
        let params = if own.is_empty() && page.inherited.entries.is_empty() {
            Arc::clone(&written)
        } else {
            let mut params = Table::clone(&written);
            own.add_to(&mut params, &PagePlace::of_file(settings, page.file).for_cascade(settings));
            take_over(&mut params, page.inherited);
            Arc::new(params)
        };
        let mut problems = Vec::new();
        let (file, changed) = (page.file, page.changed);
        let mut reader = FieldReader { file, table: &params, changed, found: &mut problems };
        let front_matter = reader.front_matter(settings, span);
        // What is wrong with an inherited value is said where it stands.
        found.extend(problems.into_iter().filter(|problem| !is_inherited(problem)));
        let owners = owners(&page.file.path, page.text, &written);
        Some(Self { params: flat(params), written, owners, ..front_matter })
    }

    /// The front matter of a page without a file: what it inherits, and nothing else.
    pub fn of_cascades(settings: &Settings, place: &PagePlace, inherited: Table) -> Self {
        let file = ContentFile {
            path: settings.file.clone(),
            language: place.language,
            location: place.location.clone(),
            role: ContentRole::Section,
            format: ContentFormat::Markdown,
            resources: Vec::new(),
            directory: Utf8PathBuf::new(),
        };
        let found = &mut Vec::new();
        let mut reader = FieldReader { file: &file, table: &inherited, changed: None, found };
        let front_matter = reader.front_matter(settings, Span::default());
        Self { params: flat(Arc::new(inherited)), ..front_matter }
    }
}

/// Parameters with those of the table `params` among them, as Hugo has them.
fn flat(params: Arc<Table>) -> Arc<Table> {
    let Some(nested) = params.get("params").and_then(|nested| nested.value.as_table()) else {
        return params;
    };
    let mut all = Table::clone(&params);
    let missing = nested.entries.iter().filter(|(key, _)| params.get(&key.value).is_none());
    all.entries.extend(missing.cloned());
    Arc::new(all)
}

fn is_inherited(problem: &Diagnostic) -> bool {
    problem.place.as_ref().is_some_and(|place| place.span == Some(Span::default()))
}

/// The cascade that a page's own front matter starts. Its values are checked as those of a page.
fn own_cascade(
    settings: &Settings,
    file: &ContentFile,
    written: &Table,
    found: &mut Vec<Diagnostic>,
) -> Cascade {
    let Some(cascade) = written.get("cascade") else { return Cascade::default() };
    let mut problems = Vec::new();
    let cascade = Cascade::read(cascade, &mut problems);
    found.extend(problems.into_iter().map(|problem| {
        let code = if problem.is_budget { Code::BudgetExceeded } else { Code::FrontMatterType };
        Diagnostic::new(code, problem.message).at(Place::span(&file.path, problem.span))
    }));
    for values in cascade.values() {
        let mut reader = FieldReader { file, table: values, changed: None, found };
        reader.front_matter(settings, Span::default());
    }
    cascade
}

/// The cascade that the text of a page starts; problems are left to whoever reads the page.
pub(in crate::parse) fn cascade_of(text: &str) -> Option<Cascade> {
    let (format, range) = split(text).ok()?.front_matter?;
    let table = format.parse(&text[range]).and_then(into_table).ok()?;
    let mut cascade = Cascade::read(table.get("cascade")?, &mut Vec::new());
    cascade.forget_spans();
    Some(cascade)
}
