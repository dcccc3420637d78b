//! Files that shortcode calls name: samples of code, and terms of a glossary.
//!
//! They are read with the documents, so that `render` needs no file system.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::body::{Node, Shortcode};
use super::front_matter::split;
use super::{Document, read_text};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::discover::ContentFile;
use crate::structured::Value;
use crate::world::World;

/// The attachments of all documents, by path.
#[derive(Debug, Default)]
pub struct Attachments {
    samples: BTreeMap<Utf8PathBuf, String>,
    terms: BTreeMap<Utf8PathBuf, Term>,
}

/// A term of the glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    pub title: String,
    /// One or two sentences, in Markdown.
    pub description: String,
    /// Where the term is explained at length.
    pub link: Option<String>,
}

impl Attachments {
    /// Reads what the calls in `documents` name. What cannot be found is for `render` to report,
    /// which knows the call.
    pub(super) fn read<'d>(
        world: &dyn World,
        settings: &Settings,
        documents: impl Iterator<Item = &'d Document>,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut attachments = Self::default();
        for document in documents {
            each_call(&document.body.nodes, &mut |call| {
                attachments.read_call(world, settings, &document.file, call, found);
            });
        }
        attachments
    }

    fn read_call(
        &mut self,
        world: &dyn World,
        settings: &Settings,
        file: &ContentFile,
        call: &Shortcode,
        found: &mut Vec<Diagnostic>,
    ) {
        match (call.name.as_str(), call.arguments.named("file"), call.arguments.named("term_id")) {
            ("code_sample", Some(name), _) => {
                let places = sample_places(settings, file, name);
                if let Some((path, text)) = first(world, &self.samples, places, found) {
                    self.samples.insert(path, text);
                }
            }
            ("glossary_tooltip", _, Some(id)) => {
                let places = term_places(settings, file.language, id);
                if let Some((path, text)) = first(world, &self.terms, places, found) {
                    self.terms.insert(path, Term::parse(&text));
                }
            }
            _ => {}
        }
    }

    /// The text of the sample that a page names.
    pub fn sample(&self, settings: &Settings, file: &ContentFile, name: &str) -> Option<&str> {
        let mut places = sample_places(settings, file, name).into_iter();
        places.find_map(|path| self.samples.get(&path)).map(String::as_str)
    }

    /// The term that a page of a language names.
    pub fn term(&self, settings: &Settings, language: LanguageId, id: &str) -> Option<&Term> {
        let mut places = term_places(settings, language, id).into_iter();
        places.find_map(|path| self.terms.get(&path))
    }
}

impl Term {
    /// Reads a term from the front matter of its file.
    fn parse(text: &str) -> Self {
        let front_matter = split(text).ok().and_then(|parts| parts.front_matter);
        let table = front_matter.and_then(|(format, range)| format.parse(&text[range]).ok());
        let Some(Value::Table(table)) = table.map(|table| table.value) else {
            return Self::default();
        };
        let text = |key: &str| table.get(key).and_then(|value| value.value.to_text());
        let trimmed = |key: &str| text(key).unwrap_or_default().trim().to_owned();
        Self {
            title: trimmed("title"),
            description: trimmed("short_description"),
            link: text("full_link").filter(|link| !link.trim().is_empty()),
        }
    }
}

/// A sample is looked for in the page's bundle, in its language's `examples`, in the default
/// language's.
fn sample_places(settings: &Settings, file: &ContentFile, name: &str) -> Vec<Utf8PathBuf> {
    let examples = [file.language, settings.default_language]
        .map(|language| settings.language(language).content_dir.join("examples"));
    let directories = [file.directory.clone()].into_iter().chain(examples);
    directories.filter_map(|directory| below(&directory, name)).collect()
}

/// A term is looked for in its language, then along the language's alternatives, then in the
/// default language.
fn term_places(settings: &Settings, language: LanguageId, id: &str) -> Vec<Utf8PathBuf> {
    let alternatives = settings.language(language).alternatives.iter().copied();
    let languages = [language].into_iter().chain(alternatives).chain([settings.default_language]);
    languages
        .flat_map(|language| {
            let glossary = settings.language(language).content_dir.join("docs/reference/glossary");
            // Hugo finds a term in whatever case it is written.
            [id.to_owned(), id.to_lowercase()].map(|id| below(&glossary, &format!("{id}.md")))
        })
        .flatten()
        .collect()
}

/// A path below a directory; a name that climbs out of it is none.
fn below(directory: &Utf8Path, name: &str) -> Option<Utf8PathBuf> {
    let name = Utf8Path::new(name.trim_start_matches('/'));
    let is_plain = name.components().all(|part| matches!(part, camino::Utf8Component::Normal(_)));
    is_plain.then(|| directory.join(name))
}

/// The first of `places` that can be read, unless one of them is known already.
fn first<T>(
    world: &dyn World,
    known: &BTreeMap<Utf8PathBuf, T>,
    places: Vec<Utf8PathBuf>,
    found: &mut Vec<Diagnostic>,
) -> Option<(Utf8PathBuf, String)> {
    for path in places {
        if known.contains_key(&path) {
            return None;
        }
        if world.read(&path).is_ok() {
            let text = read_text(world, &path, found)?;
            return Some((path, text));
        }
    }
    None
}

fn each_call(nodes: &[Spanned<Node>], visit: &mut dyn FnMut(&Shortcode)) {
    for node in nodes {
        let Node::Shortcode(call) = &node.value else { continue };
        visit(call);
        if let Some(inner) = &call.inner {
            each_call(&inner.nodes, visit);
        }
    }
}
