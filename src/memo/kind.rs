//! What kinds of results are cached.

/// What kind of result is cached. Each kind has its own file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Highlighted code.
    Code,
    /// Formulas as MathML.
    Formula,
    /// Diagrams as SVG.
    Diagram,
    /// Properties of an image file, such as its size.
    Picture,
    /// The search's index of a language.
    SearchIndex,
    /// What git says about all commits.
    History,
    /// When each file was last changed, by git.
    LastChanges,
    /// What git says about a translation and its source.
    Drift,
    /// How the texts of a translation and its source compare.
    Comparison,
    /// What else a survey of the translations asks of a page's text.
    Outline,
}

impl Kind {
    pub const ALL: [Kind; 10] = [
        Kind::Code,
        Kind::Formula,
        Kind::Diagram,
        Kind::Picture,
        Kind::SearchIndex,
        Kind::History,
        Kind::LastChanges,
        Kind::Drift,
        Kind::Comparison,
        Kind::Outline,
    ];

    /// The stem of the file.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Code => "code",
            Kind::Formula => "formula",
            Kind::Diagram => "diagram",
            Kind::Picture => "picture",
            Kind::SearchIndex => "search-index",
            Kind::History => "history",
            Kind::LastChanges => "last-changes",
            Kind::Drift => "drift",
            Kind::Comparison => "comparison",
            Kind::Outline => "outline",
        }
    }

    /// How many bytes are kept beside what the latest build used. Every build reads the whole file; the
    /// code of the Kubernetes blog is under two million bytes, its search index thirteen.
    pub(super) fn limit(self) -> usize {
        match self {
            Kind::SearchIndex => 32 << 20,
            // The history of a documentation has 17 million bytes; an older answer is only continued.
            Kind::History | Kind::LastChanges => 0,
            // All of them are read where one page is asked for.
            Kind::Drift | Kind::Comparison | Kind::Outline => 32 << 20,
            _ => 64 << 20,
        }
    }
}
