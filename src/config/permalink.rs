//! Permalink patterns such as `/:section/:year/:month/:day/:slug/`.
//!
//! Tokens are Hugo's: <https://gohugo.io/configuration/permalinks/#tokens>.

/// A pattern, cut at its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermalinkPattern {
    pub parts: Vec<PermalinkPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PermalinkPart {
    Literal(String),
    Token(PermalinkToken),
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
    /// All sections, or those from the first index up to the second, which is not included.
    Sections {
        from: usize,
        to: Option<usize>,
    },
    Title,
    Slug,
    SlugOrFileName,
    SlugOrContentBaseName,
    FileName,
    ContentBaseName,
}

const TOKENS: &[(&str, PermalinkToken)] = &[
    ("year", PermalinkToken::Year),
    ("month", PermalinkToken::Month),
    ("monthname", PermalinkToken::MonthName),
    ("day", PermalinkToken::Day),
    ("weekday", PermalinkToken::Weekday),
    ("weekdayname", PermalinkToken::WeekdayName),
    ("yearday", PermalinkToken::YearDay),
    ("section", PermalinkToken::Section),
    ("sections", PermalinkToken::Sections { from: 0, to: None }),
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
            if colon > 0 {
                parts.push(PermalinkPart::Literal(rest[..colon].to_owned()));
            }
            let token = &rest[colon + 1..];
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = token.find(|c| !is_name(c)).unwrap_or(token.len());
            let (token, length) = match token[end..].starts_with('[') {
                true => sliced(token, end)?,
                false => (named(&token[..end])?, end),
            };
            parts.push(PermalinkPart::Token(token));
            rest = &rest[colon + 1 + length..];
        }
        if !rest.is_empty() {
            parts.push(PermalinkPart::Literal(rest.to_owned()));
        }
        Ok(Self { parts })
    }

    /// Whether pages are laid out in time by this pattern: a blog's are.
    pub fn is_dated(&self) -> bool {
        self.parts.contains(&PermalinkPart::Token(PermalinkToken::Year))
    }

    /// The names of all tokens, for hints.
    pub fn token_names() -> impl Iterator<Item = &'static str> {
        TOKENS.iter().map(|(name, _)| *name)
    }
}

fn named(name: &str) -> Result<PermalinkToken, String> {
    let found = TOKENS.iter().find(|(known, _)| *known == name);
    found.map(|(_, token)| *token).ok_or_else(|| name.to_owned())
}

/// `sections[1:3]`, `sections[0]`, `sections[last]`: a slice as Go writes it.
fn sliced(text: &str, name_end: usize) -> Result<(PermalinkToken, usize), String> {
    let close = text.find(']').ok_or_else(|| text.to_owned())?;
    let whole = || text[..=close].to_owned();
    let PermalinkToken::Sections { .. } = named(&text[..name_end])? else { return Err(whole()) };
    let inside = &text[name_end + 1..close];
    let number = |text: &str| text.parse::<usize>().map_err(|_| whole());
    let (from, to) = match inside.split_once(':') {
        Some((from, to)) => (
            if from.is_empty() { 0 } else { number(from)? },
            if to.is_empty() { None } else { Some(number(to)?) },
        ),
        None => {
            let index = number(inside)?;
            (index, Some(index + 1))
        }
    };
    Ok((PermalinkToken::Sections { from, to }, close + 1))
}
