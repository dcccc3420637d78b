//! What pages take over from the sections above them and from the configuration.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::front_matter::cascade_of;
use super::place::PagePlace;
use crate::config::{Cascade, LanguageId, Settings};
use crate::discover::{ContentFile, ContentRole};
use crate::memo::{Fingerprint, MemoTable};
use crate::structured::Table;
use crate::world::World;

/// The cascades of all sections. They are read before anything else of a page, since they decide how the
/// pages below are read.
#[derive(Debug, Default)]
pub struct Cascades {
    /// By the section's language and location; sections without one are not in it.
    sections: BTreeMap<(LanguageId, String), Arc<Option<Cascade>>>,
}

impl Cascades {
    /// Reads the front matter of every section. What is wrong with it is said when the section is read
    /// as a page.
    pub(super) fn read(
        world: &dyn World,
        settings: &Settings,
        files: &[ContentFile],
        kept: &mut MemoTable<Option<Cascade>>,
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
        let places = sections.iter().map(|file| (file.language, file.location.clone()));
        let found = places.zip(cascades).filter(|(_, cascade)| cascade.is_some());
        Self { sections: found.collect() }
    }

    /// What a page takes over: from the nearest section above it, from those above that, and from the
    /// configuration.
    pub fn inherited(&self, settings: &Settings, place: &PagePlace) -> Table {
        let mut inherited = Table::default();
        let page = place.for_cascade(settings);
        for above in place.above() {
            let section = self.sections.get(&(place.language, above.to_owned()));
            if let Some(cascade) = section.and_then(|section| section.as_ref().as_ref()) {
                cascade.add_to(&mut inherited, &page);
            }
        }
        settings.language(place.language).cascade.add_to(&mut inherited, &page);
        inherited
    }
}
