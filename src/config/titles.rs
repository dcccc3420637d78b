//! What a configuration says of the titles of sections and terms that have no file.

use crate::diagnostic::{ConfigFlavour, Spanned};
use crate::locale::TitleStyle;
use crate::structured::Reader;

/// How a title is made where nobody has written one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListTitles {
    /// A section has the words of its directory, and a term is as it is written.
    Plain,
    /// As Hugo makes them.
    Hugo { style: TitleStyle, is_plural: bool },
}

/// The keys as they are written.
#[derive(Debug, Default)]
pub struct TitleOptions {
    style: Option<Spanned<String>>,
    capitalizes: Option<bool>,
    pluralizes: Option<bool>,
}

impl TitleOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = Self {
            style: reader.text("titleCaseStyle"),
            capitalizes: reader.bool("capitalizeListTitles"),
            pluralizes: reader.bool("pluralizeListTitles"),
        };
        if let Some(named) = options.named_style().filter(|named| style(named).is_none()) {
            let message = format!("there is no title case style `{}`", named.value);
            let hint = "use `ap`, `chicago`, `go`, `firstupper` or `none`";
            reader.reject(named.span, message, hint);
        }
        options
    }

    /// The style that is named; an empty name is none.
    fn named_style(&self) -> Option<&Spanned<String>> {
        self.style.as_ref().filter(|named| !named.value.is_empty())
    }

    /// A `site.toml` that says nothing of titles has plain ones.
    pub(super) fn resolve(&self, flavour: ConfigFlavour) -> ListTitles {
        let is_silent =
            self.style.is_none() && self.capitalizes.is_none() && self.pluralizes.is_none();
        if flavour == ConfigFlavour::Site && is_silent {
            return ListTitles::Plain;
        }
        let style = match self.capitalizes {
            Some(false) => TitleStyle::AsWritten,
            _ => self.named_style().and_then(style).unwrap_or(TitleStyle::Ap),
        };
        ListTitles::Hugo { style, is_plural: self.pluralizes.unwrap_or(true) }
    }
}

fn style(named: &Spanned<String>) -> Option<TitleStyle> {
    TitleStyle::from_name(&named.value)
}
