//! Which page a `ref` means: <https://gohugo.io/shortcodes/ref/>.

use super::{Page, Site};
use crate::config::{LanguageId, Settings};

impl Site {
    /// The page of a language that `name` means, as the page `from` names it: by its URL, by its
    /// file below the content directory or beside `from`, or by a file name that only one page has.
    pub fn named(
        &self,
        settings: &Settings,
        from: &Page,
        language: LanguageId,
        name: &str,
    ) -> Option<&Page> {
        let url = format!("{}/{name}", settings.language_prefix(language));
        if let Some(id) = self.urls.find(&url).or_else(|| self.urls.find(name)) {
            return Some(self.page(id));
        }
        let place = place_of(name);
        let beside = from.location.rfind('/').map_or("", |slash| &from.location[..slash]);
        let near = format!("{beside}/{place}");
        let candidates = if name.starts_with('/') {
            vec![place]
        } else {
            vec![near.trim_start_matches('/'), place]
        };
        let own = || self.pages.iter().filter(move |page| page.language == language);
        let at = |place: &str| own().find(|page| page.location.eq_ignore_ascii_case(place));
        candidates.into_iter().find_map(at).or_else(|| {
            let mut same_name =
                own().filter(|page| page.location.rsplit('/').next() == Some(place));
            let first = same_name.next()?;
            same_name.next().is_none().then_some(first)
        })
    }
}

/// A file's name as a location: without its extension, and without `index`.
fn place_of(name: &str) -> &str {
    let name = name.trim_matches('/');
    let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
    let above = ["/_index", "/index"].into_iter().find_map(|index| stem.strip_suffix(index));
    above.unwrap_or(stem)
}
