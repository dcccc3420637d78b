//! What pages inherit from the sections above them and from the configuration.

use std::collections::BTreeMap;

use super::front_matter::cascade_of;
use super::place::{PagePlace, above};
use crate::config::{Cascade, LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::discover::{ContentFile, ContentRole};
use crate::memo::{Fingerprint, MemoTable};
use crate::structured::Table;
use crate::world::World;

/// The cascades of all sections. They are read before anything else of a page, since they decide how the
/// pages below are read.
#[derive(Debug, Default)]
pub struct Cascades {
    /// By the section's language and location; sections without one are not in it.
    sections: BTreeMap<(LanguageId, String), SectionCascade>,
}

#[derive(Debug)]
struct SectionCascade {
    cascade: Cascade,
    /// Of it and of those above it.
    bytes: usize,
}

impl Cascades {
    /// Reads the front matter of every section. What is wrong with it is said when the section is read
    /// as a page.
    pub(super) fn read(
        world: &dyn World,
        settings: &Settings,
        files: &[ContentFile],
        kept: &mut MemoTable<Option<Cascade>>,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let sections: Vec<&ContentFile> =
            files.iter().filter(|file| file.role == ContentRole::Section).collect();
        let state = |file: &&ContentFile| {
            let revision = world.revision(&file.path)?;
            Some(Fingerprint::of(&(settings.fingerprint, *file, revision)))
        };
        let cascades = kept.renew(&sections, state, |file| {
            cascade_of(std::str::from_utf8(&world.read(&file.path).ok()?).ok()?)
        });
        let mut all = Self::default();
        // Parents come before what is below them.
        for (file, cascade) in sections.into_iter().zip(cascades) {
            let Some(cascade) = &*cascade else { continue };
            found.extend(all.add(file, file.language, cascade));
            for language in settings.language_ids().filter(|language| *language != file.language) {
                let meant = cascade.for_language(&settings.language(language).code);
                if !meant.is_empty() {
                    found.extend(all.add(file, language, &meant));
                }
            }
        }
        all
    }

    /// Adds the cascade of a section in a language, unless pages below it would take over too much. What another
    /// language has said for this one counts after it.
    fn add(
        &mut self,
        file: &ContentFile,
        language: LanguageId,
        cascade: &Cascade,
    ) -> Option<Diagnostic> {
        let place = |location: &str| (language, location.to_owned());
        let above = above(&file.location).find_map(|above| self.sections.get(&place(above)));
        let cascade = match self.sections.get(&place(&file.location)) {
            Some(known) if language == file.language => cascade.clone().then(&known.cascade),
            Some(known) => known.cascade.clone().then(cascade),
            None => cascade.clone(),
        };
        match cascade.bytes_below(above.map_or(0, |section| section.bytes)) {
            Ok(bytes) => {
                let section = SectionCascade { cascade, bytes };
                self.sections.insert(place(&file.location), section);
                None
            }
            Err(message) => {
                Some(Diagnostic::new(Code::BudgetExceeded, message).at(Place::file(&file.path)))
            }
        }
    }

    /// Of all that pages can inherit from sections.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&format!("{:?}", self.sections))
    }

    /// What a page inherits: from the nearest section above it, from those above that, and from the
    /// configuration.
    pub fn inherited(&self, settings: &Settings, place: &PagePlace) -> Table {
        let mut inherited = Table::default();
        if self.sections.is_empty() && settings.language(place.language).cascade.is_empty() {
            return inherited;
        }
        let page = place.for_cascade(settings);
        for above in above(&place.location) {
            if let Some(section) = self.sections.get(&(place.language, above.to_owned())) {
                section.cascade.add_to(&mut inherited, &page);
            }
        }
        settings.language(place.language).cascade.add_to(&mut inherited, &page);
        inherited
    }
}
