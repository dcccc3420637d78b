//! What each file says, on its own.
//!
//! A [`Document`] depends on the text of its file and on the settings, and on no other file: links
//! and shortcodes stay symbolic. That makes parsing parallel, and what it made safe to keep.

mod attachments;
mod beginning;
pub mod body;
mod cascades;
mod components;
mod data;
mod declaration;
mod document;
mod files;
mod front_matter;
mod glossary;
mod pictures;
mod place;
mod read;
mod strings;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::config::{Cascade, Maths, Settings};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::discover::{
    ContentFile, ContentFormat, Layer, LayoutFile, LooseFile, Sources, ThemeFile,
};
use crate::git::LastChanges;
use crate::locale::strings::Strings;
use crate::memo::{Fingerprint, MemoTable, Progress, Work};
use crate::owners::{Owners, OwnersCache, OwnersTexts};
use crate::structured::Table;
use crate::world::{Revision, World};

pub use attachments::{AttachedFile, Attachments};
use attachments::{AttachmentCache, AttachmentReader};
use beginning::beginning;
pub use body::Body;
use body::Summary;
pub use cascades::Cascades;
pub use data::Data;
pub use declaration::{Declaration, Parameter, ParameterName, TemplateSource};
pub use document::Document;
use files::{read_bytes, read_text};
pub use front_matter::owners_of_page;
pub use front_matter::split as split_front_matter;
pub use front_matter::{
    BuildOptions, Dates, FrontMatter, Listing, PageOwners, PageText, Rendering, SitemapEntry,
};
pub use glossary::{GLOSSARY, is_glossary, is_term_anchor, term_anchor, term_ids};
pub use pictures::{PictureSize, PictureSizes, is_picture, picture_size_of};
pub use place::PagePlace;
use read::Read;
pub(crate) use strings::messages as string_messages;

/// What this stage leaves for the next build of the same world.
#[derive(Default)]
pub struct ParseCache {
    sources: SourcesCache,
    owner_files: OwnersCache,
    owners: MemoTable<Read<Arc<Owners>>>,
}

/// Documents by all that decides what they say: the settings and the file, the state of the file, what it
/// inherits, and when it was changed.
type DocumentTable = MemoTable<Read<Option<Arc<Document>>>, DocumentKey>;
type DocumentKey = (Fingerprint, Revision, Option<Fingerprint>, Option<Date>);

/// What reading everything but the owners leaves.
#[derive(Default)]
struct SourcesCache {
    cascades: MemoTable<Option<Cascade>>,
    documents: DocumentTable,
    attachments: AttachmentCache,
    strings: MemoTable<Read<Arc<Strings>>>,
    data: MemoTable<Read<Arc<Data>>>,
    pictures: MemoTable<Option<PictureSize>>,
}

impl ParseCache {
    /// Counts the documents as they are read.
    pub fn watch(&mut self, progress: &Arc<Progress>) {
        self.sources.documents.watch(progress);
    }

    /// What the last build has read and parsed.
    pub fn work(&self) -> Work {
        let SourcesCache { cascades, documents, strings, data, pictures, .. } = &self.sources;
        vec![
            ("cascades", cascades.made()),
            ("documents", documents.made()),
            ("strings", strings.made()),
            ("data", data.made()),
            ("pictures", pictures.made()),
            ("owners", self.owners.made()),
        ]
    }
}

/// All that was read.
pub struct Documents {
    /// In the order of [`Sources::content`], without those that could not be read.
    pub content: Vec<Arc<Document>>,
    /// What pages inherit from the configuration and from sections.
    pub cascades: Cascades,
    pub attachments: Arc<Attachments>,
    pub pictures: PictureSizes,
    pub strings: Arc<Strings>,
    pub owners: Arc<Owners>,
    pub data: Arc<Data>,
    /// Template name -> where it is from and its text. A later layer has replaced an earlier one.
    pub templates: BTreeMap<String, TemplateSource>,
    /// Templates in Go's language, by the names they are called by.
    pub layouts: BTreeMap<String, LayoutSource>,
    /// Path in the output -> file that is copied there.
    pub statics: Arc<BTreeMap<String, Utf8PathBuf>>,
    /// Files of `assets`, by the names by which templates fetch them. They are published if a page uses them.
    pub global_resources: Arc<BTreeMap<String, Utf8PathBuf>>,
    /// Files of content directories that belong to no page.
    pub loose: Arc<Vec<LooseFile>>,
    /// Asset name -> bytes.
    pub assets: BTreeMap<String, Vec<u8>>,
}

/// Reads and parses every file of `sources`, all of them in parallel.
pub fn parse(
    world: &dyn World,
    settings: &Settings,
    sources: &Sources,
    found: &mut Vec<Diagnostic>,
) -> Documents {
    reparse(world, settings, sources, &mut ParseCache::default(), found)
}

/// As [`parse`], but what the build before has made of the same file is kept.
pub fn reparse(
    world: &dyn World,
    settings: &Settings,
    sources: &Sources,
    cache: &mut ParseCache,
    found: &mut Vec<Diagnostic>,
) -> Documents {
    let ParseCache { sources: kept, owner_files, .. } = cache;
    // Looking for `OWNERS` is mostly waiting for the disk.
    let (texts, mut documents) = rayon::join(
        || {
            let output = &settings.output_dir;
            Read::by(|found| OwnersTexts::reread(world, output, owner_files, found))
        },
        || read_sources(world, settings, sources, kept, found),
    );
    let owners = cache.owners.renew_one(Some(Fingerprint::of(&texts.value)), || {
        Read::by(|found| Arc::new(Owners::of_texts(&texts.value, found)))
    });
    found.extend(texts.found);
    found.extend(owners.found.iter().cloned());
    documents.owners = Arc::clone(&owners.value);
    documents
}

/// All but the owners.
fn read_sources(
    world: &dyn World,
    settings: &Settings,
    sources: &Sources,
    cache: &mut SourcesCache,
    found: &mut Vec<Diagnostic>,
) -> Documents {
    let cascades = Cascades::read(world, settings, &sources.content, &mut cache.cascades, found);
    let changes = last_changes(world, settings, found);
    let reader = ContentReader { world, settings, cascades: &cascades, changes };
    let content = reader.read(sources, &mut cache.documents, found);
    let templates = templates::read(world, &sources.theme.templates, found);
    let reader = AttachmentReader { world, settings, templates: &templates };
    let strings = cache.strings.renew_one(strings::state(world, settings, sources), || {
        Read::by(|found| Arc::new(strings::read(world, settings, sources, found)))
    });
    found.extend(strings.found.iter().cloned());
    let data = Data::reread(world, &sources.data, &mut cache.data);
    found.extend(data.found.iter().cloned());
    Documents {
        attachments: reader.read(&content, &mut cache.attachments, found),
        pictures: PictureSizes::read(world, sources, &mut cache.pictures),
        content,
        cascades,
        owners: Arc::default(),
        strings: Arc::clone(&strings.value),
        data: Arc::clone(&data.value),
        templates,
        layouts: read_layouts(world, sources, found),
        statics: Arc::clone(&sources.statics),
        global_resources: Arc::clone(&sources.global_resources),
        loose: Arc::clone(&sources.loose),
        assets: read_assets(world, &sources.theme.assets, found),
    }
}

/// When each file was last changed, if the site asks for that. Why git cannot tell is said once.
fn last_changes(
    world: &dyn World,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> Arc<LastChanges> {
    if !settings.git_info {
        return Arc::default();
    }
    world.last_changes().unwrap_or_else(|problem| {
        let message = format!("`enableGitInfo` has no effect: {problem}");
        found.push(Diagnostic::new(Code::ConfigUnused, message).at(Place::file(&settings.file)));
        Arc::default()
    })
}

/// What reading a content file takes.
struct ContentReader<'a> {
    world: &'a dyn World,
    settings: &'a Settings,
    cascades: &'a Cascades,
    changes: Arc<LastChanges>,
}

impl ContentReader<'_> {
    /// The documents in the order of their files.
    fn read(
        &self,
        sources: &Sources,
        kept: &mut DocumentTable,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Document>> {
        let state = |(file, print): &(&ContentFile, &Fingerprint)| {
            let inherited = self.inherited(file);
            let inherits = !inherited.entries.is_empty();
            Some((
                **print,
                self.world.revision(&file.path)?,
                inherits.then(|| Fingerprint::of_view(&inherited)),
                self.changes.get(file.path.as_str()).copied(),
            ))
        };
        let files: Vec<_> = sources.content.iter().zip(&sources.prints).collect();
        let parsed = kept.renew(&files, state, |(file, _)| {
            Read::by(|found| self.document(file, found).map(Arc::new))
        });
        found.extend(parsed.iter().flat_map(|document| document.found.iter().cloned()));
        parsed.iter().filter_map(|document| document.value.clone()).collect()
    }

    fn document(&self, file: &ContentFile, found: &mut Vec<Diagnostic>) -> Option<Document> {
        let text = read_text(self.world, &file.path, found)?;
        let changed = self.changes.get(file.path.as_str()).copied();
        let page = PageText { file, text: &text, inherited: &self.inherited(file), changed };
        parse_page(self.settings, &page, found)
    }

    fn inherited(&self, file: &ContentFile) -> Table {
        self.cascades.inherited(self.settings, &PagePlace::of_file(self.settings, file))
    }
}

/// Parses the text of a content file to which nothing cascades.
pub fn parse_document(
    settings: &Settings,
    file: &ContentFile,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let page = PageText { file, text, inherited: &Table::default(), changed: None };
    parse_page(settings, &page, found)
}

/// Parses the text of a content file. `None` when its front matter cannot be read: a page without
/// its title, date and URL would be worse than none.
pub fn parse_page(
    settings: &Settings,
    page: &PageText<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let PageText { file, text, inherited, changed } = *page;
    let split = match front_matter::split(text) {
        Ok(split) => split,
        Err(error) => {
            found.push(error.at(&file.path));
            return None;
        }
    };
    let front_matter = FrontMatter::read(settings, page, &split, found)?;
    let most = settings.budgets.page;
    if text.len() - split.body_start > most {
        found.push(too_long(file, text.len(), most));
        return None;
    }
    let source = body::Source::whole(&file.path, text, split.body_start);
    let mut markup = settings.markup(file.language);
    if front_matter.param("math").is_some_and(|math| math.value.as_bool() == Some(true)) {
        markup.maths = markup.maths.or(Maths::PAGE);
    }
    let body = match file.format {
        ContentFormat::Markdown => body::parse_markdown(&source, &markup, found),
        ContentFormat::Html => body::parse_html(&source, &markup, found),
    };
    let inherited = Fingerprint::of_view(inherited);
    let fingerprint = Fingerprint::of(&(settings.fingerprint, file, text, inherited, changed));
    let head = &text[..split.body_start];
    let head = Fingerprint::of(&(settings.fingerprint, file, head, inherited, changed));
    let summary = shown_summary(settings, &front_matter, &body.summary);
    Some(Document { file: file.clone(), front_matter, body, summary, fingerprint, head })
}

fn too_long(file: &ContentFile, bytes: usize, most: usize) -> Diagnostic {
    let message =
        format!("this file has {bytes} bytes, and a page may have {most}; it is left out");
    Diagnostic::new(Code::BudgetExceeded, message)
        .at(Place::file(&file.path))
        .hint("split it into several pages")
}

/// What lists show of a page that begins so.
pub fn shown_summary(settings: &Settings, front_matter: &FrontMatter, summary: &Summary) -> String {
    if let Some(summary) = &front_matter.summary {
        return summary.trim().to_owned();
    }
    beginning_of(settings, summary)
}

/// What lists show of a text that says nothing of its summary itself.
pub fn beginning_of(settings: &Settings, summary: &Summary) -> String {
    match summary {
        Summary::UpToDivider(text) => text.clone(),
        Summary::FirstParagraph(text) => match beginning(text, settings.summary_length) {
            whole if whole.len() == text.len() => text.clone(),
            cut => format!("{cut}…"),
        },
    }
}

/// A template in Go's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LayoutSource {
    pub path: Utf8PathBuf,
    /// Whether it is of a theme or a module.
    pub is_of_component: bool,
    pub text: String,
}

fn read_layouts(
    world: &dyn World,
    sources: &Sources,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, LayoutSource> {
    let files = sources.layouts.iter();
    let read = files.filter_map(|(name, LayoutFile { path, is_of_component })| {
        let text = read_text(world, path, found)?;
        let (path, is_of_component) = (path.clone(), *is_of_component);
        Some((name.clone(), LayoutSource { path, is_of_component, text }))
    });
    read.collect()
}

fn read_assets(
    world: &dyn World,
    files: &[ThemeFile],
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<u8>> {
    let mut assets = BTreeMap::new();
    for file in files {
        let bytes = match &file.layer {
            Layer::BuiltIn(text) => Some(text.as_bytes().to_vec()),
            Layer::File(path) => read_bytes(world, path, found),
        };
        if let Some(bytes) = bytes {
            assets.insert(file.name.clone(), bytes);
        }
    }
    assets
}
