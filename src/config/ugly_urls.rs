//! `uglyURLs`: pages that are files, such as `/docs/setup.html`.

use super::page_kind::PageKind;
use crate::structured::{Reader, Value};

/// Which pages are files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UglyUrls {
    #[default]
    None,
    All,
    /// Those of these sections, in lower case.
    Sections(Vec<String>),
}

impl UglyUrls {
    /// A switch, or a table with one for each section.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let Some(written) = reader.any("uglyURLs") else { return Self::None };
        let is_on = |value: &Value| value.to_text().is_some_and(|text| text == "true");
        match &written.value {
            Value::Table(table) => {
                let on = table.entries.iter().filter(|(_, value)| is_on(&value.value));
                Self::Sections(on.map(|(key, _)| key.value.to_lowercase()).collect())
            }
            value if is_on(value) => Self::All,
            _ => Self::None,
        }
    }

    /// Whether pages of this kind and section are files. Those that list others are directories always, but for
    /// terms.
    pub fn applies_to(&self, kind: PageKind, section: &str) -> bool {
        let is_single = matches!(kind, PageKind::Page | PageKind::Term);
        is_single && self.applies_to_section(section)
    }

    /// Whether a section, or a taxonomy, has them at all.
    pub fn applies_to_section(&self, section: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Sections(sections) => {
                let name = section.to_lowercase().replace(' ', "-");
                !name.is_empty() && sections.contains(&name)
            }
        }
    }
}
