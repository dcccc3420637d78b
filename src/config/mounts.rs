//! Where the files of a site come from: mounts, as <https://gohugo.io/configuration/module/#mounts> has them.

use camino::Utf8PathBuf;

use super::{FileGlobs, LanguageId};

/// A directory or a file, and where it stands in a component.
#[derive(Clone, Debug)]
pub struct Mount {
    /// Relative to the root.
    pub source: Utf8PathBuf,
    /// Below the component: empty, or `docs/imported`.
    pub target: Utf8PathBuf,
    /// The languages of files whose names do not say one; for components other than content it is empty.
    pub languages: Vec<LanguageId>,
    /// Which of its files are taken, by their paths below the source.
    pub files: FileGlobs,
    /// Whether its source may be missing without a word.
    pub is_optional: bool,
}

/// The mounts of each component, in the order of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Mounts {
    /// Of two files at one place the earlier counts.
    pub content: Vec<Mount>,
    /// Of two files at one place the later counts, as in the components below.
    pub statics: Vec<Mount>,
    pub strings: Vec<Mount>,
    pub data: Vec<Mount>,
    /// What templates fetch by its name.
    pub assets: Vec<Mount>,
    /// Templates in Go's language. Of two of one name the later counts.
    pub layouts: Vec<Mount>,
}

impl Mount {
    /// All of a directory, as the whole of a component.
    pub fn whole(source: impl Into<Utf8PathBuf>) -> Self {
        Self {
            source: source.into(),
            target: Utf8PathBuf::new(),
            languages: Vec::new(),
            files: FileGlobs::default(),
            is_optional: false,
        }
    }
}

impl Mounts {
    /// The sources of all mounts.
    pub fn sources(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        let Self { content, statics, strings, data, assets, layouts } = self;
        let all = [content, statics, strings, data, assets, layouts];
        all.into_iter().flatten().map(|mount| &mount.source)
    }

    /// The directory that holds the content of a language, if one is mounted as the whole of it.
    pub(super) fn content_dir(&self, language: LanguageId) -> Option<&Utf8PathBuf> {
        let whole = self.content.iter().filter(|mount| mount.target.as_str().is_empty());
        let mut whole = whole.filter(|mount| mount.languages.contains(&language));
        whole.next().map(|mount| &mount.source)
    }
}
