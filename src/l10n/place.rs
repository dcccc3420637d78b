//! Where a page's translation belongs.

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::{LanguageId, Settings};
use crate::discover::ContentFile;

/// The path of a page's file in another language: below that language's directory, or with its code
/// before the extension where languages share one directory.
pub fn translated_path(
    settings: &Settings,
    source: &ContentFile,
    language: LanguageId,
) -> Utf8PathBuf {
    let from = &settings.language(source.language).content_dir;
    let to = settings.language(language);
    let below = source.path.strip_prefix(from).unwrap_or(&source.path);
    if to.content_dir != *from {
        return to.content_dir.join(below);
    }
    let stem = source.path.file_stem().unwrap_or_default();
    let code = &settings.language(source.language).code;
    let stem = stem.strip_suffix(&format!(".{code}")).unwrap_or(stem);
    let extension = source.path.extension().unwrap_or("md");
    let name = format!("{stem}.{}.{extension}", to.code);
    source.path.parent().unwrap_or(Utf8Path::new("")).join(name)
}
