//! What a body has asked of other pages, and whether the answers still hold.

use std::collections::HashSet;

use camino::Utf8PathBuf;
use jiff::Timestamp;

use crate::memo::Fingerprint;
use crate::resolve::{Headings, Page, PageId, PagePath, PlaceName, Site};
use crate::world::World;

/// What answers hold now.
pub(super) struct Present<'a> {
    pub headings: &'a Headings,
    pub site: &'a Site,
    /// The names that may stand for other pages or files than when they were asked for.
    pub changed_names: &'a HashSet<PlaceName>,
    /// Of the whole site except for its texts.
    pub shape: Fingerprint,
    pub world: Option<&'a dyn World>,
    pub now: Timestamp,
}

/// All that a body knows of other pages.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// A link, a reference or a picture asked where something is.
    Name(PlaceName),
    /// A link asked whether the page at a path has a heading.
    Anchor { page: PagePath, id: String, is_there: bool },
    /// A shortcode asked what a page of an API's reference is about.
    Subject { page: PagePath, subject: String },
    /// A Go template may have asked for anything but the texts of the site.
    Site(Fingerprint),
    /// A Go template asked for the text of a page; the number of a page holds as long as [`Asked::Site`] does.
    Text { page: PageId, text: Option<Fingerprint> },
    /// A Go template asked for a file, which may be missing.
    File { path: Utf8PathBuf, bytes: Option<Fingerprint> },
    /// A Go template asked for the files below a directory.
    Directory { path: Utf8PathBuf, files: Option<Vec<Utf8PathBuf>> },
    /// A Go template asked for something of which it cannot be told whether it has changed.
    Anything,
    /// A Go template asked for the time.
    Now(Timestamp),
}

impl Asked {
    /// Whether the answer is another one now.
    pub(super) fn is_outdated(&self, present: &Present<'_>) -> bool {
        let Present { headings, site, changed_names, .. } = present;
        let at = |path| site.urls.get(path).map(|id| site.page(id));
        match self {
            Self::Name(name) => changed_names.contains(name),
            Self::Anchor { page, id, is_there } => {
                at(page).is_none_or(|page| site.has_anchor(headings, page, id) != *is_there)
            }
            Self::Subject { page, subject } => {
                at(page).is_none_or(|page| subject_of(page) != *subject)
            }
            Self::Site(shape) => present.shape != *shape,
            Self::Text { page, text } => {
                let document = site.page(*page).document.as_ref();
                document.map(|document| document.fingerprint) != *text
            }
            Self::File { path, bytes } => present.world.is_none_or(|world| {
                let now = world.read(path).ok();
                now.as_deref().map(Fingerprint::of) != *bytes
            }),
            Self::Directory { path, files } => {
                let walk = present.world.map(|world| world.walk(path));
                walk.is_none_or(|walk| walk.as_ref().map(|walk| &walk.files) != files.as_ref())
            }
            Self::Anything => true,
            Self::Now(now) => present.now != *now,
        }
    }
}

/// Whether one of the answers is another one now.
pub(super) fn is_outdated(asked: &[Asked], present: &Present<'_>) -> bool {
    asked.iter().any(|asked| asked.is_outdated(present))
}

/// Without the names that have been asked for before.
pub(super) fn without_repetition(mut asked: Vec<Asked>) -> Vec<Asked> {
    let mut names = HashSet::new();
    asked.retain(|asked| match asked {
        Asked::Name(name) => names.insert(*name),
        _ => true,
    });
    asked.shrink_to_fit();
    asked
}

/// Notes that a body has asked where the page or the file `path` is.
pub(super) fn ask_names(asked: &mut Vec<Asked>, from: &Page, path: &str) {
    asked.extend(PlaceName::asked(from, path).into_iter().map(Asked::Name));
}

/// What a page of an API's reference is about: the kind that generated pages name in their front matter
/// (`api_metadata`), or else its title.
pub(super) fn subject_of(page: &Page) -> String {
    let document = page.document.as_deref();
    let metadata = document.and_then(|own| own.front_matter.params.get("api_metadata"));
    let kind = metadata.and_then(|value| value.value.as_table()?.get("kind")?.value.to_text());
    kind.unwrap_or_else(|| page.link_title().to_owned())
}
