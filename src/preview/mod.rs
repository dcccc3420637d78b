//! What a localization team sees of a site while it is written: how each page stands against its
//! source, both side by side, and all pages of all languages.
//!
//! A [`Preview`] is made of what a build leaves behind, looks at pages when it is asked about them, and
//! answers in HTML. It knows nothing of connections, and no byte of it is ever published.

mod bar;
mod dashboard;
mod editor;
mod frame;
mod history;
mod query;
mod rows;
mod seen;
mod side;
mod standing;
mod survey;
mod untranslated;
mod words;

use std::sync::{Arc, Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::{LanguageId, Settings};
use crate::diagnostic::Diagnostic;
use crate::l10n::comparisons::Comparisons;
use crate::parse::Documents;
use crate::render::ExcerptMaker;
use crate::resolve::{Page, PagePath, Site};
use crate::world::World;

use frame::Frame;
use history::{Histories, Tracked};
use survey::Table;

pub use query::Query;

/// The part of the URL space in which previews stand.
pub const OWN: &str = "/_site/";

/// The files that the HTML asks for: name and text.
pub const FILES: &[(&str, &str)] = &[
    ("bar.js", include_str!("client/bar.js")),
    (
        "bar.css",
        concat!(
            include_str!("../../themes/default/assets/palette.css"),
            include_str!("client/bar.css")
        ),
    ),
    ("preview.js", include_str!("client/preview.js")),
    (
        "preview.css",
        concat!(
            include_str!("../../themes/default/assets/palette.css"),
            include_str!("client/preview.css")
        ),
    ),
];

/// What a build leaves behind.
pub struct Made {
    pub settings: Settings,
    pub documents: Documents,
    pub site: Site,
    pub diagnostics: Vec<Diagnostic>,
}

/// The files that it was made from.
#[derive(Clone)]
pub struct Files {
    pub world: Arc<dyn World + Send + Sync>,
    /// Where they are on this machine, for editors.
    pub root: Utf8PathBuf,
}

/// A built site, as its teams look at it.
pub struct Preview {
    made: Made,
    files: Files,
    kept: Arc<Kept>,
    pairs: OnceLock<Tracked>,
    table: OnceLock<Table>,
}

/// What is kept from build to build.
#[derive(Default)]
struct Kept {
    frame: Frame,
    comparisons: Comparisons,
    histories: Histories,
    excerpts: Mutex<ExcerptMaker>,
}

impl Preview {
    /// The preview of a build. What was compared for `previous` and has not changed is kept.
    pub fn new(made: Made, files: Files, previous: Option<&Preview>) -> Self {
        let kept = previous.map_or_else(Arc::default, |previous| Arc::clone(&previous.kept));
        Self { made, files, kept, pairs: OnceLock::new(), table: OnceLock::new() }
    }

    /// What lies over the page at a URL path, decoded.
    pub fn bar(&self, path: &str) -> String {
        bar::render(self, path)
    }

    /// The page at a URL path and its source, side by side; `None` where there is nothing to compare.
    pub fn side_by_side(&self, query: &Query) -> Option<String> {
        side::render(self, query)
    }

    /// All pages of all languages, as far as the query asks for them. `accepted` is what the reader's
    /// browser says of languages.
    pub fn dashboard(&self, query: &Query, accepted: &str) -> String {
        dashboard::render(self, query, accepted)
    }

    /// A line for each row of the dashboard: what tells it from itself at another time.
    pub fn marks(&self) -> String {
        self.table().rows.iter().map(|row| format!("{}\n", row.mark)).collect()
    }

    /// Every pair of pages, compared: made when it is first asked for.
    pub fn table(&self) -> &Table {
        self.table.get_or_init(|| Table::new(self))
    }

    /// The page that is shown at a decoded URL path, and the language that the path is in: not the page's
    /// where another one stands in for it.
    fn shown_at(&self, path: &str) -> Option<(&Page, LanguageId)> {
        let Made { settings, site, .. } = &self.made;
        let below = path.strip_prefix(settings.base_url.path.trim_end_matches('/'))?;
        let is_at =
            |own: &PagePath| own.as_str().trim_end_matches('/') == below.trim_end_matches('/');
        if let Some(fallback) = site.fallbacks.iter().find(|own| is_at(&own.path)) {
            return Some((site.page(fallback.source), fallback.language));
        }
        let found = |path: &str| site.urls.find(path).map(|id| site.page(id));
        let page = found(below).filter(|page| is_at(&page.path));
        let page = page.or_else(|| found(list_of(below, &settings.pagination.path)?))?;
        Some((page, page.language))
    }

    fn url(&self, page: &Page) -> String {
        self.made.settings.base_url.relative(&page.path.encoded())
    }

    /// A file's text, up to the first byte that is not UTF-8 with all offsets right.
    fn text(&self, file: &Utf8Path) -> Option<String> {
        let bytes = self.files.world.read(file).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The list that a path is a further page of: `/blog/` for `/blog/page/2/`.
fn list_of<'a>(path: &'a str, word: &str) -> Option<&'a str> {
    let (above, number) = path.trim_end_matches('/').rsplit_once('/')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    above.strip_suffix(word).filter(|list| is_number && list.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::list_of;

    #[test]
    fn a_further_page_belongs_to_its_list() {
        assert_eq!(list_of("/ko/blog/page/2/", "page"), Some("/ko/blog/"));
        for path in ["/blog/page/", "/blog/frontpage/2/", "/blog/2/", "/page/x/", ""] {
            assert_eq!(list_of(path, "page"), None, "{path}");
        }
    }
}
