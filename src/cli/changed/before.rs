//! How translations stood to their sources before a change.

use camino::{Utf8Path, Utf8PathBuf};

use crate::board::BoardPage;
use crate::changed::{ChangedSite, ComparedPage, Effect};
use crate::check::RevisedWorld;
use crate::cli::l10n::Loaded;
use crate::discover::ContentFile;
use crate::git::Before;
use crate::l10n::comparisons::{Comparisons, Pair};
use crate::l10n::drifts::PINNED_COMMIT;
use crate::parse::{Document, parse_document};
use crate::world::World;

/// Notes what a change since a revision does to translations, and which of them changed in nothing but the commit
/// that they name.
pub(super) fn mark(site: &mut ChangedSite, loaded: &Loaded, before: &Before) {
    let past = Past {
        loaded,
        before,
        world: &RevisedWorld::new(&loaded.world, &before.files),
        comparisons: Comparisons::default(),
    };
    let pages = site.pages.iter_mut();
    let all = pages.flat_map(|page| page.translation.iter_mut().chain(&mut page.translations));
    for compared in all {
        compared.is_only_pinned = past.is_only_pinned(compared);
        compared.effect = past.effect(&compared.path);
    }
}

/// The site before the change.
struct Past<'a> {
    loaded: &'a Loaded,
    before: &'a Before,
    world: &'a RevisedWorld<'a>,
    comparisons: Comparisons,
}

impl Past<'_> {
    fn is_only_pinned(&self, compared: &ComparedPage) -> bool {
        let without_pin = |text: &str| -> String {
            let lines = text.split_inclusive('\n');
            lines.filter(|line| !line.trim_start().starts_with(PINNED_COMMIT)).collect()
        };
        let texts = [text(&self.loaded.world, &compared.path), text(self.world, &compared.path)];
        let [Some(now), Some(before)] = texts else { return false };
        now != before && without_pin(&now) == without_pin(&before)
    }

    /// What the change does to a translation; `None` if that is nothing, or if it cannot be told.
    fn effect(&self, path: &Utf8Path) -> Option<Effect> {
        let page = self.loaded.board.pages.iter().find(|page| page.status.path == *path)?;
        let now = page.status.comparison.as_ref()?;
        if self.is_new(path) {
            return Some(Effect::New);
        }
        let (source, translation) = self.documents(page)?;
        let pair =
            Pair { source: &source, translation: &translation, git: page.status.git.as_ref() };
        let before = self.comparisons.of(self.world, &self.loaded.settings, pair)?;
        Effect::of(&before.findings, &now.findings)
    }

    /// Whether the change adds a file, and not by giving another one its name.
    fn is_new(&self, path: &Utf8Path) -> bool {
        let is_added = self.before.files.get(path).is_some_and(Option::is_none);
        is_added && !self.before.renames.values().any(|name| name == path)
    }

    /// A page and its source, as they were.
    fn documents(&self, page: &BoardPage) -> Option<(Document, Document)> {
        let source = self.loaded.document(page.status.source.as_ref()?)?;
        let translation = self.loaded.document(&page.status.path)?;
        Some((self.document(&source.file)?, self.document(&translation.file)?))
    }

    /// A page under its former name.
    fn document(&self, file: &ContentFile) -> Option<Document> {
        let former = self.before.renames.iter().find(|(_, name)| **name == file.path);
        let path: Utf8PathBuf = former.map_or(&file.path, |(path, _)| path).clone();
        let text = text(self.world, &path)?;
        // Its problems are no longer of interest.
        let file = ContentFile { path, ..file.clone() };
        parse_document(&self.loaded.settings, &file, &text, &mut Vec::new())
    }
}

fn text(world: &dyn World, path: &Utf8Path) -> Option<String> {
    String::from_utf8(world.read(path).ok()?).ok()
}
