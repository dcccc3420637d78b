//! Permalink patterns such as `/:section/:year/:month/:day/:slug/`.
//!
//! Tokens are Hugo's: <https://gohugo.io/configuration/permalinks/#tokens>.

use crate::locale::strftime_of;

/// A pattern, cut at its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermalinkPattern {
    pub parts: Vec<PermalinkPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PermalinkPart {
    Literal(String),
    Token(PermalinkToken),
    /// The date in a form of its own, as `strftime` writes it.
    Date(String),
}

/// What a token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermalinkToken {
    Year,
    Month,
    MonthName,
    Day,
    Weekday,
    WeekdayName,
    YearDay,
    Section,
    /// The sections of a slice.
    Sections(SectionSlice),
    /// The slug of the top-level section, or its title.
    SectionSlug,
    /// Those of the sections of a slice.
    SectionSlugs(SectionSlice),
    Title,
    Slug,
    SlugOrFileName,
    SlugOrContentBaseName,
    FileName,
    ContentBaseName,
}

/// A slice of the sections above a page, as Go writes one: `[1:3]`, `[:last]`, `[last]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SectionSlice {
    pub from: Option<SectionIndex>,
    /// Not included.
    pub to: Option<SectionIndex>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionIndex {
    Number(usize),
    Last,
    /// Behind the last one.
    End,
}

impl SectionSlice {
    /// The part of `sections` that the slice means; what is beyond their end is left out.
    pub fn of<'a, T>(&self, sections: &'a [T]) -> &'a [T] {
        let count = sections.len();
        let place = |index: SectionIndex| match index {
            SectionIndex::Number(number) => number.min(count),
            SectionIndex::Last => count.saturating_sub(1),
            SectionIndex::End => count,
        };
        let from = self.from.map_or(0, place);
        let to = self.to.map_or(count, place);
        &sections[from.min(to)..to]
    }
}

const WHOLE: SectionSlice = SectionSlice { from: None, to: None };

const TOKENS: &[(&str, PermalinkToken)] = &[
    ("year", PermalinkToken::Year),
    ("month", PermalinkToken::Month),
    ("monthname", PermalinkToken::MonthName),
    ("day", PermalinkToken::Day),
    ("weekday", PermalinkToken::Weekday),
    ("weekdayname", PermalinkToken::WeekdayName),
    ("yearday", PermalinkToken::YearDay),
    ("section", PermalinkToken::Section),
    ("sections", PermalinkToken::Sections(WHOLE)),
    ("sectionslug", PermalinkToken::SectionSlug),
    ("sectionslugs", PermalinkToken::SectionSlugs(WHOLE)),
    ("title", PermalinkToken::Title),
    ("slug", PermalinkToken::Slug),
    ("slugorfilename", PermalinkToken::SlugOrFileName),
    ("slugorcontentbasename", PermalinkToken::SlugOrContentBaseName),
    ("filename", PermalinkToken::FileName),
    ("contentbasename", PermalinkToken::ContentBaseName),
];

impl PermalinkPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The name of a token that does not exist.
    pub fn parse(pattern: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = pattern;
        while let Some(colon) = rest.find(':') {
            // A colon behind a backslash is one.
            if let Some(before) = rest[..colon].strip_suffix('\\') {
                parts.push(PermalinkPart::Literal(format!("{before}:")));
                rest = &rest[colon + 1..];
                continue;
            }
            if colon > 0 {
                parts.push(PermalinkPart::Literal(rest[..colon].to_owned()));
            }
            let token = &rest[colon + 1..];
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = token.find(|c| !is_name(c)).unwrap_or(token.len());
            let (part, length) = match token[end..].starts_with('[') {
                true => {
                    sliced(token, end).map(|(token, end)| (PermalinkPart::Token(token), end))?
                }
                false => (part(&token[..end])?, end),
            };
            parts.push(part);
            rest = &rest[colon + 1 + length..];
        }
        if !rest.is_empty() {
            parts.push(PermalinkPart::Literal(rest.to_owned()));
        }
        Ok(Self { parts })
    }

    /// Whether pages are laid out in time by this pattern: a blog's are.
    pub fn is_dated(&self) -> bool {
        self.parts.iter().any(|part| match part {
            PermalinkPart::Token(token) => *token == PermalinkToken::Year,
            PermalinkPart::Date(form) => form.contains("%Y"),
            PermalinkPart::Literal(_) => false,
        })
    }

    /// The names of all tokens, for hints.
    pub fn token_names() -> impl Iterator<Item = &'static str> {
        TOKENS.iter().map(|(name, _)| *name)
    }
}

/// Behind a colon stands the name of a token, or a date as Go lays one out: `:2006`.
fn part(name: &str) -> Result<PermalinkPart, String> {
    named(name).map(PermalinkPart::Token).or_else(|unknown| {
        let form = strftime_of(name);
        if form == name { Err(unknown) } else { Ok(PermalinkPart::Date(form)) }
    })
}

fn named(name: &str) -> Result<PermalinkToken, String> {
    let found = TOKENS.iter().find(|(known, _)| *known == name);
    found.map(|(_, token)| *token).ok_or_else(|| name.to_owned())
}

/// `sections[1:3]`, `sections[0]`, `sections[last]`: a slice as Go writes it.
fn sliced(text: &str, name_end: usize) -> Result<(PermalinkToken, usize), String> {
    let close = text.find(']').ok_or_else(|| text.to_owned())?;
    let whole = || text[..=close].to_owned();
    let token: fn(SectionSlice) -> PermalinkToken = match named(&text[..name_end])? {
        PermalinkToken::Sections(_) => PermalinkToken::Sections,
        PermalinkToken::SectionSlugs(_) => PermalinkToken::SectionSlugs,
        _ => return Err(whole()),
    };
    let index = |text: &str| match text {
        "last" => Ok(SectionIndex::Last),
        number => number.parse().map(SectionIndex::Number).map_err(|_| whole()),
    };
    let bound = |text: &str| if text.is_empty() { Ok(None) } else { index(text).map(Some) };
    let inside = &text[name_end + 1..close];
    let slice = match inside.split_once(':') {
        Some((from, to)) => SectionSlice { from: bound(from)?, to: bound(to)? },
        None => {
            let from = index(inside)?;
            let to = match from {
                SectionIndex::Number(number) => SectionIndex::Number(number + 1),
                SectionIndex::Last | SectionIndex::End => SectionIndex::End,
            };
            SectionSlice { from: Some(from), to: Some(to) }
        }
    };
    Ok((token(slice), close + 1))
}
