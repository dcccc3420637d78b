//! The site as the pages of each language see it.

use std::sync::Arc;

use tera::Value;

use super::RenderInput;
use super::view::SiteView;
use crate::config::LanguageId;
use crate::memo::{Fingerprint, MemoTable};

/// `site` for the templates of one language.
pub(super) struct SiteValue {
    pub value: Value,
    pub fingerprint: Fingerprint,
}

/// Those of one build: by the shape of the site, the data files and the language.
pub(super) type SiteCache = MemoTable<SiteValue, (Fingerprint, Fingerprint, LanguageId)>;

/// One for each language. Like every view, it shows no text of a page.
pub(super) fn of_languages(
    input: &RenderInput<'_>,
    shape: Fingerprint,
    kept: &mut SiteCache,
) -> Vec<Arc<SiteValue>> {
    let RenderInput { settings, documents, site, .. } = *input;
    let data = &documents.data;
    let languages: Vec<LanguageId> = settings.language_ids().collect();
    kept.renew(
        &languages,
        |id| Some((shape, data.fingerprint, *id)),
        |id| {
            let view = SiteView::new(settings, site, &data.table, *id);
            let value = Value::from_serializable(&view);
            SiteValue { fingerprint: Fingerprint::of_view(&view), value }
        },
    )
}
