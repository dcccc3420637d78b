//! For each diagnostic an example and what to do about it: the manual's page is made of them.

mod configuration;
mod content;
mod links;
mod site;
mod text;

use super::Code;

/// How a diagnostic comes about, and how it goes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guide {
    pub code: Code,
    /// What somebody may have written.
    pub example: &'static str,
    /// What to do, in a sentence or two.
    pub mending: &'static str,
}

/// What every file below lists.
const fn guide(code: Code, example: &'static str, mending: &'static str) -> Guide {
    Guide { code, example, mending }
}

impl Code {
    /// An example of the diagnostic, and its mending; `None` for one that is not described yet.
    pub fn guide(self) -> Option<&'static Guide> {
        let all =
            [configuration::GUIDES, content::GUIDES, links::GUIDES, site::GUIDES, text::GUIDES];
        all.into_iter().flatten().find(|guide| guide.code == self)
    }
}
