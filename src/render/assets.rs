//! Style sheets, scripts and other files of the theme, under names that browsers may cache for ever.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::highlight;
use crate::config::Settings;

const IMPORT: &str = "@import \"";
pub(super) const PALETTE: &str = "palette.css";
/// The colours of code, which have a built-in style sheet beside those of the site and the theme.
const CODE_STYLE: &str = "code.css";

/// The assets under the names that they are published by.
pub(super) struct HashedAssets {
    /// Output path -> bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Name of the asset -> URL.
    pub urls: BTreeMap<String, String>,
}

/// Puts a hash of its content into the name of each asset.
pub(super) fn hashed_assets(
    settings: &Settings,
    assets: &BTreeMap<String, Vec<u8>>,
) -> HashedAssets {
    let mut hashed = HashedAssets { files: BTreeMap::new(), urls: BTreeMap::new() };
    for (name, bytes) in assets.iter().filter(|(name, _)| !is_part(name, assets)) {
        let bytes = with_imports(name, bytes, assets);
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("assets/{stem}.{}.{extension}", &hash[..12]);
        hashed.urls.insert(name.clone(), settings.base_url.relative(&path));
        hashed.files.insert(path, bytes.into_owned());
    }
    hashed
}

/// Whether a style sheet is only there to be imported: `site/text.css` is a part of `site.css`.
fn is_part(name: &str, assets: &BTreeMap<String, Vec<u8>>) -> bool {
    let directory = name.ends_with(".css").then(|| name.rsplit_once('/')).flatten();
    directory.is_some_and(|(directory, _)| assets.contains_key(&format!("{directory}.css")))
}

/// A style sheet with other assets in the place of the lines that import them, each once: one file loads sooner than
/// ten.
fn with_imports<'a>(
    name: &str,
    bytes: &'a [u8],
    assets: &BTreeMap<String, Vec<u8>>,
) -> Cow<'a, [u8]> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(bytes) };
    if !name.ends_with(".css") || !text.contains(IMPORT) {
        return Cow::Borrowed(bytes);
    }
    let mut written = BTreeSet::from([name]);
    let mut whole = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let imported = imported(line).filter(|imported| written.insert(imported));
        match imported.and_then(|imported| style_sheet(imported, assets)) {
            Some(style) => {
                whole.push_str(style.trim_end());
                whole.push_str(&line[line.trim_end().len()..]);
            }
            None => whole.push_str(line),
        }
    }
    Cow::Owned(whole.into_bytes())
}

/// The asset that a line imports, if it does nothing else.
fn imported(line: &str) -> Option<&str> {
    line.trim().strip_prefix(IMPORT)?.strip_suffix("\";")
}

/// The imported style sheet of this name.
fn style_sheet(name: &str, assets: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let asset = assets.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    asset.or_else(|| (name == CODE_STYLE).then(highlight::style_sheet))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(name: &str, assets: &[(&str, &str)]) -> String {
        let pairs =
            assets.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        let assets: BTreeMap<String, Vec<u8>> = pairs.collect();
        let bytes = with_imports(name, &assets[name], &assets);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn a_style_sheet_that_asks_for_the_colours_of_code_has_them() {
        let css = published("a.css", &[("a.css", "/* */\n@import \"code.css\";\np {}")]);
        assert!(css.starts_with("/* */\ncode .c"), "{css}");
        assert!(css.ends_with("}\np {}"), "{css}");
        assert_eq!(published("a.css", &[("a.css", "p {}")]), "p {}");
        let script = "@import \"code.css\";";
        assert_eq!(published("a.js", &[("a.js", script)]), script);
    }

    #[test]
    fn colours_of_the_theme_take_the_place_of_the_built_in_ones() {
        let assets = [("a.css", "@import \"code.css\";\np {}"), ("code.css", ".k {}\n")];
        assert_eq!(published("a.css", &assets), ".k {}\np {}");
        assert_eq!(published("code.css", &assets), ".k {}\n");
    }

    #[test]
    fn the_palette_takes_the_place_of_its_import() {
        let sheet = ("a.css", "@import \"palette.css\";\n@import \"code.css\";\np {}");
        let assets = [sheet, ("palette.css", ":root {}\n"), ("code.css", ".k {}\n")];
        assert_eq!(published("a.css", &assets), ":root {}\n.k {}\np {}");
        assert_eq!(
            published("a.css", &[sheet, assets[2]]),
            "@import \"palette.css\";\n.k {}\np {}"
        );
    }

    #[test]
    fn parts_are_published_inside_of_the_whole() {
        let sheet = ("a.css", "@import \"a/b.css\";\n@import \"a/b.css\";\n@import \"c.css\";\n");
        let assets = [sheet, ("a/b.css", "b {}\n"), ("c/d.css", "d {}")];
        assert_eq!(published("a.css", &assets), "b {}\n@import \"a/b.css\";\n@import \"c.css\";\n");
        let all = assets.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        let all: BTreeMap<String, Vec<u8>> = all.collect();
        assert!(is_part("a/b.css", &all) && !is_part("c/d.css", &all) && !is_part("a.css", &all));
    }
}
