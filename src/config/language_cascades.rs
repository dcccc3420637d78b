//! What the pages of each language inherit where both the site and its languages have a `cascade`.
//!
//! In a `site.toml` a language's own values come before the site's. Hugo knows one list for all languages, measured
//! with 0.168: in the order of the languages it has the cascade of each, which is for that language alone if the
//! language wrote one, and else the site's, which is for all. What a language wrote takes the place of the site's
//! but for `params`, which are merged where both have them.

use super::{Cascade, CascadeProblem};
use crate::diagnostic::{ConfigFlavour, Spanned};
use crate::structured::{Table, Value};

/// The cascades as they are written.
pub(super) struct Written<'a> {
    pub site: Option<&'a Spanned<Value>>,
    /// In the order of the languages.
    pub languages: Vec<Option<&'a Spanned<Value>>>,
}

impl Written<'_> {
    /// What the pages of each language inherit.
    pub fn read(&self, flavour: ConfigFlavour, found: &mut Vec<CascadeProblem>) -> Vec<Cascade> {
        let mut read = |written: &Spanned<Value>| Cascade::read(written, found);
        let common = self.site.map(&mut read).unwrap_or_default();
        let first_without = self.languages.iter().position(Option::is_none);
        let languages = self.languages.iter().enumerate();
        languages
            .map(|(place, own)| match (own, flavour, first_without) {
                (None, ..) => common.clone(),
                (Some(own), ConfigFlavour::Site, _) => read(own).then(&common),
                (Some(own), ConfigFlavour::Hugo, None) => read(&self.in_place_of_site(own)),
                (Some(own), ConfigFlavour::Hugo, Some(other)) => {
                    let own = read(&self.in_place_of_site(own));
                    if other < place { common.clone().then(&own) } else { own.then(&common) }
                }
            })
            .collect()
    }

    /// What a language wrote, with the site's `params` if it has some of its own.
    fn in_place_of_site(&self, own: &Spanned<Value>) -> Spanned<Value> {
        let mut merged = own.clone();
        let common = self.site.and_then(|site| params(&site.value));
        if let (Some(common), Value::Table(table)) = (common, &mut merged.value)
            && let Some(Value::Table(params)) = table.get_mut("params")
        {
            *params = common.merged_with(params);
        }
        merged
    }
}

fn params(cascade: &Value) -> Option<&Table> {
    cascade.as_table()?.get("params")?.value.as_table()
}
