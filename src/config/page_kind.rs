//! What kinds of pages are there?

/// The kinds of pages, as Hugo names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    Home,
    Section,
    Page,
    Taxonomy,
    Term,
}

impl PageKind {
    pub const ALL: [PageKind; 5] =
        [PageKind::Home, PageKind::Section, PageKind::Page, PageKind::Taxonomy, PageKind::Term];

    pub fn name(self) -> &'static str {
        match self {
            PageKind::Home => "home",
            PageKind::Section => "section",
            PageKind::Page => "page",
            PageKind::Taxonomy => "taxonomy",
            PageKind::Term => "term",
        }
    }
}
