//! CLDR plural categories.

use std::collections::BTreeSet;

use icu_plurals::{PluralCategory, PluralRules};

use super::Locale;

/// The six categories of CLDR, under the names that string files use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PluralForm {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl PluralForm {
    pub const ALL: [PluralForm; 6] = [
        PluralForm::Zero,
        PluralForm::One,
        PluralForm::Two,
        PluralForm::Few,
        PluralForm::Many,
        PluralForm::Other,
    ];

    pub fn name(self) -> &'static str {
        match self {
            PluralForm::Zero => "zero",
            PluralForm::One => "one",
            PluralForm::Two => "two",
            PluralForm::Few => "few",
            PluralForm::Many => "many",
            PluralForm::Other => "other",
        }
    }
}

/// The cardinal rules of one language.
pub struct Plurals(Option<PluralRules>);

impl Plurals {
    /// The rules of `locale`; without CLDR data every number is `other`.
    pub fn new(locale: &Locale) -> Self {
        Self(PluralRules::try_new_cardinal(locale.icu().into()).ok())
    }

    /// The forms that counts of things take: those of 0 to 200 meet every rule of CLDR but those of
    /// millions.
    pub fn forms_of_counts(&self) -> BTreeSet<PluralForm> {
        (0..=200).map(|count| self.form(count)).collect()
    }

    /// Which form `count` takes.
    pub fn form(&self, count: i64) -> PluralForm {
        let category = self.0.as_ref().map(|rules| rules.category_for(count));
        match category {
            Some(PluralCategory::Zero) => PluralForm::Zero,
            Some(PluralCategory::One) => PluralForm::One,
            Some(PluralCategory::Two) => PluralForm::Two,
            Some(PluralCategory::Few) => PluralForm::Few,
            Some(PluralCategory::Many) => PluralForm::Many,
            Some(PluralCategory::Other) | None => PluralForm::Other,
        }
    }
}
