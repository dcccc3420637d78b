//! A built site, and the lookups that every part of the preview needs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::history::Histories;
use super::templates::PreviewTemplates;
use crate::board::{Board, BoardPage};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::Diagnostic;
use crate::l10n::comparisons::Comparisons;
use crate::l10n::drifts::{Drifts, PairedSite};
use crate::l10n::survey::{Survey, SurveyInput};
use crate::parse::Documents;
use crate::render::ExcerptMaker;
use crate::resolve::{Page, PagePath, Pairs, Site};
use crate::world::World;

/// What a build leaves behind.
pub struct BuiltSite {
    pub settings: Settings,
    pub documents: Documents,
    pub site: Site,
    /// All documents as pairs, published or not.
    pub pairs: Pairs,
    pub diagnostics: Vec<Diagnostic>,
}

/// The files that the site was made from.
#[derive(Clone)]
pub struct Files {
    pub world: Arc<dyn World + Send + Sync>,
    /// Their directory on this machine, for editors.
    pub root: Utf8PathBuf,
}

/// A built site, as localization teams look at it.
pub struct Preview {
    pub(super) built: BuiltSite,
    pub(super) files: Files,
    pub(super) cache: Arc<PreviewCache>,
    drifts: OnceLock<Arc<Drifts>>,
    board: OnceLock<Board>,
}

/// What one preview leaves for the next.
#[derive(Default)]
pub(super) struct PreviewCache {
    pub templates: PreviewTemplates,
    pub comparisons: Comparisons,
    pub histories: Histories,
    pub excerpts: Mutex<ExcerptMaker>,
}

/// The published page of each file.
pub(super) struct Published<'a>(HashMap<&'a Utf8Path, &'a Page>);

impl Preview {
    /// The preview of a build. Comparisons of `previous` are reused where nothing has changed.
    pub fn new(built: BuiltSite, files: Files, previous: Option<&Preview>) -> Self {
        let cache = previous.map_or_else(Arc::default, |previous| Arc::clone(&previous.cache));
        Self { built, files, cache, drifts: OnceLock::new(), board: OnceLock::new() }
    }

    /// The style sheet of the colours and the type that the site has chosen.
    pub fn theme_style(&self) -> &str {
        &self.built.settings.theme_style
    }

    /// Every page of every language, compared on the first request.
    pub fn board(&self) -> &Board {
        self.board.get_or_init(|| {
            let survey = Survey::again(self.survey_input(), &self.cache.comparisons);
            Board::new(&self.built.settings, survey)
        })
    }

    /// One page in all languages, as on the board, without comparing all others.
    pub(super) fn board_pages(&self, page: &Page) -> Vec<BoardPage> {
        let Some(document) = &page.document else { return Vec::new() };
        let pairs = &self.built.pairs;
        let is_of_file = |candidate: &&Page| {
            let file = candidate.document.as_ref().map(|document| &document.file.path);
            file == Some(&document.file.path)
        };
        let Some(paired) = pairs.pages.iter().find(is_of_file) else { return Vec::new() };
        let set = &pairs.sets[paired.set.0];
        let statuses = Survey::of_set(self.survey_input(), &self.cache.comparisons, set);
        let settings = &self.built.settings;
        statuses.into_iter().map(|status| BoardPage::new(settings, status)).collect()
    }

    /// What git says about the pairs.
    pub(super) fn drifts(&self) -> &Drifts {
        let BuiltSite { settings, pairs, .. } = &self.built;
        let site = PairedSite { world: &*self.files.world, settings, pairs };
        self.drifts.get_or_init(|| self.cache.histories.drifts(&self.files.root, site))
    }

    fn survey_input(&self) -> SurveyInput<'_> {
        SurveyInput {
            world: &*self.files.world,
            settings: &self.built.settings,
            documents: &self.built.documents,
            pairs: &self.built.pairs,
            drifts: self.drifts(),
        }
    }

    /// The page that is shown at a decoded URL path, and the language of the path, which differs from the
    /// page's on a fallback page.
    pub(super) fn shown_at(&self, path: &str) -> Option<(&Page, LanguageId)> {
        let BuiltSite { settings, site, .. } = &self.built;
        let below = path.strip_prefix(settings.base_url.path.trim_end_matches('/'))?;
        let is_at =
            |page: &PagePath| page.as_str().trim_end_matches('/') == below.trim_end_matches('/');
        if let Some(fallback) = site.fallbacks.iter().find(|fallback| is_at(&fallback.path)) {
            return Some((site.page(fallback.source), fallback.language));
        }
        let found = |path: &str| site.urls.find(path).map(|id| site.page(id));
        let page = found(below).filter(|page| is_at(&page.path));
        let mut words = settings.languages.iter().map(|language| &language.pagination.path);
        let page = page.or_else(|| words.find_map(|word| found(list_of(below, word)?)))?;
        Some((page, page.language))
    }

    pub(super) fn url(&self, page: &Page) -> String {
        self.built.settings.base_url.relative(&page.path.encoded())
    }

    /// A file's text; invalid UTF-8 in it is replaced.
    pub(super) fn text(&self, file: &Utf8Path) -> Option<String> {
        let bytes = self.files.world.read(file).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    pub(super) fn published(&self) -> Published<'_> {
        let pages = self.built.site.pages.iter().filter(|page| page.is_rendered());
        let of_files = pages.filter_map(|page| Some((&*page.document.as_ref()?.file.path, page)));
        Published(of_files.collect())
    }
}

impl<'a> Published<'a> {
    pub(super) fn of(&self, file: &Utf8Path) -> Option<&'a Page> {
        self.0.get(file).copied()
    }
}

/// The list that a path is a later page of: `/blog/` for `/blog/page/2/`.
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
