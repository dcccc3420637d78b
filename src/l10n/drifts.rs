//! What git says about all translations of a site, to be kept while nothing is committed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::history::{self, Drift, TrackedPair};
use super::resources;
use super::source::source;
use crate::config::Settings;
use crate::git::{self, Git, GitProblem};
use crate::memo::Memo;
use crate::parse::Document;
use crate::resolve::Pairs;
use crate::world::World;

/// The pairs of a site, and where their texts are.
#[derive(Clone, Copy)]
pub struct PairedSite<'a> {
    pub world: &'a dyn World,
    pub settings: &'a Settings,
    pub pairs: &'a Pairs,
}

/// What git says about all pairs. To be kept until `HEAD` moves or a translation pins another commit.
#[derive(Debug, Default)]
pub struct Drifts(HashMap<Utf8PathBuf, Drift>);

impl Drifts {
    /// Asks git.
    ///
    /// # Errors
    /// When there is no git or no repository. [`Drifts::default`] does without.
    pub fn ask(git: &dyn Git, site: PairedSite<'_>) -> Result<Self, GitProblem> {
        Self::by(git, site, |tracked| history::measure(git, tracked))
    }

    /// The same, asking git only for what the cache does not know.
    ///
    /// # Errors
    /// As [`Drifts::ask`].
    pub fn ask_remembering(
        git: &dyn Git,
        memo: &Memo,
        site: PairedSite<'_>,
    ) -> Result<Self, GitProblem> {
        let measure = |tracked: &[_]| history::measure_remembered(git, memo, tracked);
        Self::by(git, site, measure)
    }

    fn by(
        git: &dyn Git,
        site: PairedSite<'_>,
        measure: impl FnOnce(&[TrackedPair]) -> Result<Vec<Drift>, GitProblem>,
    ) -> Result<Self, GitProblem> {
        let tracked = tracked_pairs(site);
        let mut drifts = measure(&tracked)?;
        add_earlier_sources(git, &tracked, &mut drifts)?;
        let paths = tracked.into_iter().map(|pair| pair.translation);
        Ok(Self(paths.zip(drifts).collect()))
    }

    /// What git says about a translation.
    pub fn of(&self, translation: &Utf8Path) -> Option<&Drift> {
        self.0.get(translation)
    }
}

/// The number of sources with uncommitted changes whose committed text is read; each costs a call of git.
const UNCOMMITTED: usize = 100;

/// An author who edits a source wants to see the effect on its translations before committing.
fn add_earlier_sources(
    git: &dyn Git,
    pairs: &[TrackedPair],
    drifts: &mut [Drift],
) -> Result<(), GitProblem> {
    let uncommitted: HashSet<Utf8PathBuf> = git::uncommitted(git)?.into_iter().collect();
    let pairs = pairs.iter().zip(drifts);
    let edited = pairs.filter(|(pair, _)| uncommitted.contains(&pair.source));
    for (pair, drift) in edited.take(UNCOMMITTED) {
        if let Drift::Known(changes) = drift
            && changes.was.is_none()
        {
            let text = git::text_at(git, &changes.baseline.hash, &pair.source)?;
            changes.was = text.map(Arc::from);
        }
    }
    Ok(())
}

/// Each translation that has a source, with the commit that its front matter pins.
pub fn tracked_pairs(site: PairedSite<'_>) -> Vec<TrackedPair> {
    let PairedSite { world, settings, pairs } = site;
    let sources = pairs.sets.iter().filter_map(|set| Some((set, source(settings, pairs, set)?)));
    let translations = sources.flat_map(|(set, source)| {
        let members = set.members.iter().filter(|(id, _)| **id != settings.default_language);
        members.filter_map(move |(_, member)| {
            let translation = pairs.pages[member.page.0].document.as_ref()?;
            let page = TrackedPair {
                translation: translation.file.path.clone(),
                source: source.document.file.path.clone(),
                pinned: pinned_commit(translation),
                keeps_source: translation.body.keeps_source,
            };
            let resources = resources::of_pair(&source.document.file, &translation.file);
            let resources = resources.filter(|resource| resource.is_translated);
            let resources = resources.map(move |resource| {
                let document = resources::document(world, settings, &resource.translation);
                TrackedPair {
                    pinned: document.as_ref().and_then(pinned_commit),
                    keeps_source: document.as_ref().is_some_and(|text| text.body.keeps_source),
                    translation: resource.translation.path,
                    source: resource.source.path,
                }
            });
            Some([page].into_iter().chain(resources))
        })
    });
    translations.flatten().collect()
}

/// The key of the commit that a translation was made from.
pub const PINNED_COMMIT: &str = "default_lang_commit";

fn pinned_commit(document: &Document) -> Option<String> {
    let value = document.front_matter.written.get(PINNED_COMMIT)?.value.to_text()?;
    Some(value.trim().to_owned()).filter(|commit| !commit.is_empty())
}
