//! What depends on a language: its tag, direction, dates, plurals and strings.

mod collation;
mod composed;
mod date;
mod english_plural;
mod go_layout;
mod moment;
mod plural;
pub mod strings;
mod title_case;

use std::fmt;

use icu_locale::{Direction as IcuDirection, Locale as IcuLocale, LocaleDirectionality};

pub use collation::Collation;
pub use composed::composed;
pub use date::DateFormatter;
pub use english_plural::plural_of;
pub use go_layout::{GoLayout, strftime_of};
pub use moment::{MomentForm, MomentName};
pub use plural::{PluralForm, Plurals};
pub use title_case::TitleStyle;

/// Which way a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn attribute(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// A BCP 47 language tag that CLDR data can be asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Locale(IcuLocale);

impl Locale {
    /// The locale of a language code; case does not matter, and `_` may stand for `-`.
    pub fn parse(code: &str) -> Option<Self> {
        code.replace('_', "-").parse().ok().map(Locale)
    }

    /// The tag in its usual case, for `lang` and `hreflang`: `zh-CN`.
    pub fn tag(&self) -> String {
        self.0.to_string()
    }

    /// CLDR's direction of the locale's script.
    pub fn direction(&self) -> Direction {
        match LocaleDirectionality::new_common().get(&self.0.id) {
            Some(IcuDirection::RightToLeft) => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    fn icu(&self) -> &IcuLocale {
        &self.0
    }
}

/// The unknown language.
impl Default for Locale {
    fn default() -> Self {
        Self(IcuLocale::UNKNOWN)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.0)
    }
}
