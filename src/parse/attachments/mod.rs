//! Files that shortcode calls name: files to be shown, terms of a glossary, feature gates.
//!
//! They are read with the documents, so that `render` needs no file system. Which argument names what
//! is [declared](super::declaration) by the shortcode's template.

mod attached;
mod collecting;
mod places;

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

pub use self::attached::AttachedFile;
use self::attached::AttachedFiles;
use self::collecting::{Collecting, Reading, Readings, Sought};
use self::places::{GATES, Places, entry_places, file_places};
use super::body::{self, Node, Shortcode, Source};
use super::declaration::{Declaration, TemplateSource};
use super::document::Document;
use super::files::text_of;
use super::front_matter::split;
use super::glossary::{self, GLOSSARY, is_glossary, term_ids};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::discover::{ContentFile, ContentFormat};
use crate::memo::{Fingerprint, MemoTable};
use crate::structured::{Table, Value};
use crate::world::{Revision, World};

/// The attachments of all documents.
#[derive(Debug, Default)]
pub struct Attachments {
    files: AttachedFiles,
}

/// What reading attachments leaves for the next build.
#[derive(Debug, Default)]
pub(super) struct AttachmentCache {
    named: MemoTable<Vec<Places>>,
    collected: MemoTable<Collected>,
    known: Known,
}

/// What the last build has found at each place, when it was read with these settings.
#[derive(Debug, Default)]
struct Known {
    settings: Fingerprint,
    readings: Arc<Readings>,
}

/// The attachments of all documents, and what had to be looked at to find them.
#[derive(Debug, Default)]
struct Collected {
    attachments: Arc<Attachments>,
    found: Vec<Diagnostic>,
    readings: Arc<Readings>,
}

impl Collected {
    fn is_outdated(&self, world: &dyn World) -> bool {
        self.readings.iter().any(|(path, reading)| !reading.is_of(world.revision(path)))
    }
}

impl Reading {
    /// Whether it would be the same with this revision of its path.
    fn is_of(&self, revision: Option<Revision>) -> bool {
        revision.is_some() && revision == self.revision
    }
}

impl Known {
    /// What is at a path, if it has not changed.
    fn reading(
        &self,
        path: &Utf8Path,
        language: LanguageId,
        world: &dyn World,
    ) -> Option<&Arc<Reading>> {
        let known = self.readings.get(path).filter(|known| known.language == language)?;
        known.is_of(world.revision(path)).then_some(known)
    }
}

impl Hash for Attachments {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.files.values().for_each(|file| file.fingerprint.hash(state));
    }
}

impl Attachments {
    /// The file that a page names.
    pub fn file(
        &self,
        settings: &Settings,
        file: &ContentFile,
        name: &str,
    ) -> Option<&AttachedFile> {
        self.first(file_places(settings, file, name))
    }

    /// The file of the term that a page of a language names.
    pub fn term(
        &self,
        settings: &Settings,
        language: LanguageId,
        id: &str,
    ) -> Option<&AttachedFile> {
        self.first(entry_places(settings, language, GLOSSARY, id))
    }

    /// The file that a page of a language shows for an entry of a collection: its directory and its id.
    pub fn entry(
        &self,
        settings: &Settings,
        language: LanguageId,
        (collection, id): (&str, &str),
    ) -> Option<&AttachedFile> {
        self.first(entry_places(settings, language, collection, id))
    }

    /// The file of the feature gate that a page of a language names.
    pub fn gate(
        &self,
        settings: &Settings,
        language: LanguageId,
        name: &str,
    ) -> Option<&AttachedFile> {
        self.first(entry_places(settings, language, GATES, name))
    }

    fn first(&self, places: Places) -> Option<&AttachedFile> {
        places.iter().find_map(|path| self.files.get(path.as_str())).map(|file| &**file)
    }
}

/// Reads what shortcode calls name.
pub(super) struct AttachmentReader<'a> {
    pub world: &'a dyn World,
    pub settings: &'a Settings,
    pub templates: &'a BTreeMap<String, TemplateSource>,
}

impl AttachmentReader<'_> {
    /// Reads what the calls in `documents` name. What cannot be found is for `render` to report, which knows
    /// the call.
    pub(super) fn read(
        &self,
        documents: &[Arc<Document>],
        cache: &mut AttachmentCache,
        found: &mut Vec<Diagnostic>,
    ) -> Arc<Attachments> {
        let declared = self.fingerprint();
        let named = cache.named.renew(
            documents,
            |document| {
                let terms = self.terms(documents, document);
                Some(Fingerprint::of(&(declared, document.fingerprint, terms)))
            },
            |document| {
                let named = self.named(&document.file, &document.body.nodes);
                named.into_iter().chain(self.terms(documents, document)).collect()
            },
        );
        let pairs = documents.iter().map(|document| &document.file).zip(&named);
        let asking: Vec<(&ContentFile, &Arc<Vec<Places>>)> =
            pairs.filter(|(_, named)| !named.is_empty()).collect();
        if cache.known.settings != self.settings.fingerprint {
            cache.known = Known { settings: self.settings.fingerprint, ..Known::default() };
        }
        let known = &cache.known;
        let collected = cache.collected.renew_unless(
            &[asking],
            |asking| Some(Fingerprint::of(&(declared, asking))),
            |collected| collected.is_outdated(self.world),
            |asking| self.collect(asking, known),
        );
        let Some(collected) = collected.into_iter().next() else { return Arc::default() };
        found.extend(collected.found.iter().cloned());
        cache.known.readings = Arc::clone(&collected.readings);
        Arc::clone(&collected.attachments)
    }

    /// Of all that decides what a call names: not of what else a template says.
    fn fingerprint(&self) -> Fingerprint {
        let templates = self.templates.iter();
        let declared: Vec<_> = templates
            .map(|(name, template)| (name, &template.declaration))
            .filter(|(_, declaration)| **declaration != Declaration::default())
            .collect();
        Fingerprint::of(&(self.settings.fingerprint, declared))
    }

    /// Looks at the first place of each file that is named, then at the second of those that were not there, and
    /// so on. In each step all files are read in parallel, and each only once: not at all, if it is known.
    fn collect(&self, asking: &[(&ContentFile, &Arc<Vec<Places>>)], known: &Known) -> Collected {
        let mut collecting = Collecting::default();
        let named = asking
            .iter()
            .flat_map(|(file, named)| named.iter().map(|places| Sought::new(file, places.clone())));
        let mut sought: Vec<Sought<'_>> = named.collect();
        while !sought.is_empty() {
            let next: Vec<(Utf8PathBuf, Sought<'_>)> =
                sought.into_iter().filter_map(Sought::next).collect();
            let unknown = collecting.unknown(&next);
            let look = |(path, file): (Utf8PathBuf, &'_ ContentFile)| {
                let reading = known.reading(&path, file.language, self.world).cloned();
                let reading =
                    reading.unwrap_or_else(|| Arc::new(self.read_one(&path, file.language)));
                (path, reading)
            };
            let files: Vec<&ContentFile> = unknown.iter().map(|(_, file)| *file).collect();
            let readings: Vec<(Utf8PathBuf, Arc<Reading>)> =
                unknown.into_par_iter().map(look).collect();
            // A file that was read may name others.
            let pairs = files.into_iter().zip(&readings);
            let named: Vec<Sought<'_>> =
                pairs.flat_map(|(file, (_, reading))| self.named_in(file, reading)).collect();
            readings.into_iter().for_each(|(path, reading)| collecting.add(path, reading));
            sought = collecting.still_sought(next).chain(named).collect();
        }
        let Collecting { files, found, readings } = collecting;
        let attachments = Arc::new(Attachments { files });
        Collected { attachments, found, readings: Arc::new(readings) }
    }

    fn named_in<'f>(&self, file: &'f ContentFile, reading: &Reading) -> Vec<Sought<'f>> {
        let body = reading.read.as_ref().and_then(|read| read.body.as_ref());
        let named = self.named(file, body.map_or(&[][..], |body| &body.nodes));
        named.into_iter().map(|places| Sought::new(file, places)).collect()
    }

    fn read_one(&self, path: &Utf8Path, language: LanguageId) -> Reading {
        let revision = self.world.revision(path);
        let mut found = Vec::new();
        let bytes = self.world.read(path).ok();
        let is_there = bytes.is_some();
        let text = bytes.and_then(|bytes| text_of(path, bytes, &mut found));
        let read = text.map(|text| Arc::new(self.parse(language, path, &text, &mut found)));
        Reading { language, revision, is_there, read, found }
    }

    fn parse(
        &self,
        language: LanguageId,
        path: &Utf8Path,
        text: &str,
        found: &mut Vec<Diagnostic>,
    ) -> AttachedFile {
        // In a sample of YAML or JSON, `---` and `{` begin the sample.
        let is_content = ContentFormat::of_path(path).is_some();
        let parts = is_content.then(|| split(text).ok()).flatten();
        let start = parts.as_ref().map_or(0, |parts| parts.body_start);
        let front_matter = parts.and_then(|parts| parts.front_matter);
        let table = front_matter.and_then(|(format, range)| format.parse(&text[range]).ok());
        let is_markdown = matches!(path.extension(), Some("md" | "markdown"));
        let markup = self.settings.markup(language);
        let source = Source::whole(path, text, start);
        AttachedFile {
            path: path.to_owned(),
            fingerprint: Fingerprint::of(&(self.settings.fingerprint, language, path, text)),
            text: text[start..].to_owned(),
            front_matter: match table.map(|table| table.value) {
                Some(Value::Table(table)) => table,
                _ => Table::default(),
            },
            body: is_markdown.then(|| body::parse_markdown(&source, &markup, found)),
        }
    }

    /// For each term of a page that is a glossary, where it may be.
    fn terms(&self, documents: &[Arc<Document>], document: &Document) -> Vec<Places> {
        if !is_glossary(document) {
            return Vec::new();
        }
        let ContentFile { language, location, .. } = &document.file;
        let shown: Vec<_> = glossary::languages(self.settings, *language).collect();
        let others = documents.iter().map(|other| &other.file);
        let bundles =
            others.filter(|other| other.location == *location && shown.contains(&other.language));
        let ids = term_ids(bundles);
        ids.iter().map(|id| entry_places(self.settings, *language, location, id)).collect()
    }

    /// For each file that a call in `nodes` names, where it may be.
    fn named(&self, file: &ContentFile, nodes: &[Spanned<Node>]) -> Vec<Places> {
        let mut named = Vec::new();
        each_call(nodes, &mut |call| {
            let template = self.templates.get(&format!("shortcodes/{}.html", call.name));
            let Some(declared) = template.map(|template| &template.declaration) else { return };
            if let Some(name) = declared.file.of(&call.arguments) {
                named.push(file_places(self.settings, file, &name.value));
            }
            if let Some(id) = declared.term.of(&call.arguments) {
                named.push(entry_places(self.settings, file.language, GLOSSARY, &id.value));
            }
            if let Some(name) = declared.gate.of(&call.arguments) {
                named.push(entry_places(self.settings, file.language, GATES, &name.value));
            }
        });
        named
    }
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

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Mutex;

    use jiff::Timestamp;

    use super::*;
    use crate::config::{self, Overrides};
    use crate::discover::discover;
    use crate::parse::parse;
    use crate::world::{EntryKind, MemoryWorld, Walk};

    /// A world that notes what is read.
    struct NotingWorld {
        files: MemoryWorld,
        read: Mutex<Vec<Utf8PathBuf>>,
    }

    impl World for NotingWorld {
        fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
            self.files.walk(dir)
        }

        fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
            self.files.find(name, skips)
        }

        fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
            self.files.entry(path)
        }

        fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
            self.read.lock().expect("no reader panics").push(path.to_owned());
            self.files.read(path)
        }

        fn now(&self) -> Timestamp {
            self.files.now()
        }
    }

    #[test]
    fn a_file_that_calls_name_is_read_once() {
        let call = "---\ntitle: A\n---\n{{< code_sample file=\"a.yaml\" >}}\n";
        let files = MemoryWorld::new("2026-01-01T00:00:00Z")
            .file("site.toml", "baseURL = 'https://example.org/'")
            .file("content/a.md", call)
            .file("content/b.md", call)
            .file("content/examples/a.yaml", "a: 1\n");
        let world = NotingWorld { files, read: Mutex::default() };
        let mut found = Vec::new();
        let loaded = config::load(&world, &config::Environment::default(), &mut found)
            .expect("a configuration");
        let settings = config::resolve(&loaded, &Overrides::default(), &mut found);
        let sources = discover(&world, &settings, &mut found);
        parse(&world, &settings, &sources, &mut found);
        let read = world.read.into_inner().expect("no reader panics");
        let times = read.iter().filter(|path| path.as_str() == "content/examples/a.yaml").count();
        assert_eq!(times, 1);
    }
}
