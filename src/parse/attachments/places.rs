//! Where the files that calls name may be.

use camino::{Utf8Path, Utf8PathBuf};

use super::super::glossary;
use crate::config::{LanguageId, Settings};
use crate::discover::ContentFile;

/// Where feature gates are kept below the content of a language.
pub(super) const GATES: &str = "docs/reference/command-line-tools-reference/feature-gates";

/// Where a file that a call names may be, the first place first.
pub(super) type Places = Vec<Utf8PathBuf>;

/// A file is looked for beside the page, where Markdown may be named without its ending, then in the content
/// of its language and of the default one: in `examples`, in `includes`, at its path.
pub(super) fn file_places(settings: &Settings, file: &ContentFile, name: &str) -> Places {
    let contents = [file.language, settings.default_language]
        .map(|language| settings.language(language).content_dir.as_path());
    let within = |directory: &str| contents.map(|content| content.join(directory));
    let has_ending = Utf8Path::new(name).extension().is_some();
    let beside = [name.to_owned(), format!("{name}.md")];
    let beside = beside.iter().take(if has_ending { 1 } else { 2 });
    let directories = within("examples")
        .into_iter()
        .chain(within("includes"))
        .chain(contents.map(Utf8Path::to_owned));
    let beside = beside.filter_map(|name| below(&file.directory, name));
    beside.chain(directories.filter_map(|directory| below(&directory, name))).collect()
}

/// An entry of a collection is looked for in its language, then along the language's alternatives,
/// then in the default language.
pub(super) fn entry_places(
    settings: &Settings,
    language: LanguageId,
    collection: &str,
    id: &str,
) -> Places {
    glossary::languages(settings, language)
        .flat_map(|language| {
            let directory = settings.language(language).content_dir.join(collection);
            // Hugo finds an entry in whatever case it is written.
            [id.to_owned(), id.to_lowercase()].map(|id| below(&directory, &format!("{id}.md")))
        })
        .flatten()
        .collect()
}

/// A path below a directory; a name that climbs out of it is none.
fn below(directory: &Utf8Path, name: &str) -> Option<Utf8PathBuf> {
    let name = name.trim_start_matches("./").trim_matches('/');
    let name = Utf8Path::new(name);
    let is_plain = name.components().all(|part| matches!(part, camino::Utf8Component::Normal(_)));
    (is_plain && !name.as_str().is_empty()).then(|| directory.join(name))
}
