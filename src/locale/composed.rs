//! Letters with marks in one form: Unicode's NFC.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizer;

/// The text with each letter and its marks composed, as keyboards write them. Some file systems keep names with
/// the marks apart.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizer::new_nfc().normalize(text)
    }
}
