//! Style sheets, scripts and other files of the theme, under names that may be cached for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::highlight;
use crate::config::Settings;

/// Where a style sheet has this line, the colours of code stand: one file is fetched sooner than
/// two. An asset `code.css` of the site or its theme takes the place of the built-in colours.
const CODE_IMPORT: &str = "@import \"code.css\";";
const CODE_STYLE: &str = "code.css";

/// The assets as they are published.
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
    for (name, bytes) in assets {
        let bytes = with_code_colours(name, bytes, assets);
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("assets/{stem}.{}.{extension}", &hash[..12]);
        hashed.urls.insert(name.clone(), settings.base_url.relative(&path));
        hashed.files.insert(path, bytes.into_owned());
    }
    hashed
}

/// A style sheet with the colours of code in it, if it asks for them.
fn with_code_colours<'a>(
    name: &str,
    bytes: &'a [u8],
    assets: &BTreeMap<String, Vec<u8>>,
) -> Cow<'a, [u8]> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if !name.ends_with(".css") || name == CODE_STYLE || !text.contains(CODE_IMPORT) {
        return Cow::Borrowed(bytes);
    }
    let css = assets.get(CODE_STYLE).map(|css| String::from_utf8_lossy(css).into_owned());
    let colours = css.unwrap_or_else(highlight::style_sheet);
    Cow::Owned(text.replacen(CODE_IMPORT, colours.trim_end(), 1).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(name: &str, assets: &[(&str, &str)]) -> String {
        let pairs =
            assets.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        let assets: BTreeMap<String, Vec<u8>> = pairs.collect();
        let bytes = with_code_colours(name, &assets[name], &assets);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn a_style_sheet_that_asks_for_the_colours_of_code_has_them() {
        let css = published("a.css", &[("a.css", "/* */\n@import \"code.css\";\np {}")]);
        assert!(css.starts_with("/* */\ncode .c"), "{css}");
        assert!(css.ends_with("}\np {}"), "{css}");
        assert_eq!(published("a.css", &[("a.css", "p {}")]), "p {}");
        assert_eq!(published("a.js", &[("a.js", CODE_IMPORT)]), CODE_IMPORT);
    }

    #[test]
    fn colours_of_the_theme_take_the_place_of_the_built_in_ones() {
        let assets = [("a.css", "@import \"code.css\";\np {}"), ("code.css", ".k {}\n")];
        assert_eq!(published("a.css", &assets), ".k {}\np {}");
        assert_eq!(published("code.css", &assets), ".k {}\n");
    }
}
