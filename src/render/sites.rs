//! The site as the pages of each language see it.

use std::sync::Arc;

use tera::Value;

use super::RenderInput;
use super::view::SiteView;
use crate::config::LanguageId;
use crate::memo::{Fingerprint, MemoTable};
use crate::structured::Table;

/// `site` for the templates of one language.
pub(super) struct SiteValue {
    pub value: Value,
    pub fingerprint: Fingerprint,
}

/// Those of one build.
#[derive(Default)]
pub(super) struct SiteCache {
    /// The data files, which are the same for every language and most of what is shown.
    data: MemoTable<Value>,
    /// By the shape of the site, the data files and the language.
    sites: MemoTable<SiteValue, (Fingerprint, Fingerprint, LanguageId)>,
}

/// One for each language. Like every view, it shows no text of a page.
pub(super) fn of_languages(
    input: &RenderInput<'_>,
    shape: Fingerprint,
    kept: &mut SiteCache,
) -> Vec<Arc<SiteValue>> {
    let RenderInput { settings, documents, site, .. } = *input;
    let data = &documents.data;
    let shown = || Value::from_serializable(&data.table);
    let shown = kept.data.renew_one(Some(data.fingerprint), shown);
    let languages: Vec<LanguageId> = settings.language_ids().collect();
    let without_data = Table::default();
    kept.sites.renew(
        &languages,
        |id| Some((shape, data.fingerprint, *id)),
        |id| {
            let view = SiteView::new(settings, site, &without_data, *id);
            let mut fields = Value::from_serializable(&view).into_map().unwrap_or_default();
            fields.insert("data".into(), Value::clone(&shown));
            let fingerprint = Fingerprint::of(&(Fingerprint::of_view(&view), data.fingerprint));
            SiteValue { fingerprint, value: fields.into() }
        },
    )
}
