//! English titles: which words of one begin with a capital.
//!
//! The rules are those of Hugo's `titleCaseStyle`.

/// Words that stay small in either style, unless they begin or end the title.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "nor", "of", "on", "or",
    "per", "the", "to", "v", "v.", "via", "vs", "vs.",
];

/// Prepositions, which the Chicago style keeps small, too.
const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "among",
    "around",
    "before",
    "between",
    "beyond",
    "despite",
    "down",
    "during",
    "from",
    "into",
    "near",
    "over",
    "since",
    "through",
    "throughout",
    "under",
    "until",
    "upon",
    "with",
    "within",
    "without",
];

/// How a title is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleStyle {
    /// Of the Associated Press: all words but the small ones.
    Ap,
    /// Of the Chicago Manual of Style: prepositions are small, too.
    Chicago,
    /// Every word.
    EveryWord,
    FirstWord,
    AsWritten,
}

impl TitleStyle {
    /// The style of this name in Hugo's configuration; case does not count.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "ap" => Self::Ap,
            "chicago" => Self::Chicago,
            "go" => Self::EveryWord,
            "firstupper" => Self::FirstWord,
            "none" => Self::AsWritten,
            _ => return None,
        })
    }

    /// ```
    /// use site::locale::TitleStyle;
    /// assert_eq!(TitleStyle::Ap.apply("the art of war"), "The Art of War");
    /// assert_eq!(TitleStyle::EveryWord.apply("the art of war"), "The Art Of War");
    /// ```
    pub fn apply(self, title: &str) -> String {
        match self {
            Self::Ap => with_small_words(title, |word| SMALL.contains(&word)),
            Self::Chicago => with_small_words(title, |word| {
                SMALL.contains(&word) || PREPOSITIONS.contains(&word)
            }),
            Self::EveryWord => every_word(title),
            Self::FirstWord => capitalized(title),
            Self::AsWritten => title.to_owned(),
        }
    }
}

fn every_word(title: &str) -> String {
    let mut is_inside = false;
    let mut written = String::with_capacity(title.len());
    for character in title.chars() {
        if is_inside {
            written.push(character);
        } else {
            written.extend(character.to_uppercase());
        }
        is_inside = character.is_alphanumeric() || character == '_';
    }
    written
}

/// A word runs from a letter or digit to a blank, a hyphen or a slash.
fn with_small_words(title: &str, is_small: impl Fn(&str) -> bool) -> String {
    let mut written = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, from) = rest.split_at(start);
        written.push_str(between);
        let is_end = |c: char| c.is_whitespace() || c == '-' || c == '/';
        let (word, after) = from.split_at(from.find(is_end).unwrap_or(from.len()));
        let bounds = written.is_empty() || after.is_empty();
        if !bounds && stays_small(&written, after) && is_small(&word.to_lowercase()) {
            written.push_str(&word.to_lowercase());
        } else {
            written.push_str(&capitalized(word));
        }
        rest = after;
    }
    written + rest
}

/// Whether a word may be small between what stands before and after it.
fn stays_small(before: &str, after: &str) -> bool {
    let mut before = before.chars().rev();
    let (last, second) = (before.next(), before.next());
    matches!(last, Some(' ' | '-' | '/'))
        && !matches!(second, Some(':' | '-'))
        && (!after.starts_with('-') || last == Some('-'))
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_small_between_others() {
        let title = "of a-b of: of the (of) of/of in-the of";
        assert_eq!(TitleStyle::Ap.apply(title), "Of A-B Of: Of the (Of) of/of In-the Of");
        assert_eq!(TitleStyle::Ap.apply("the of x-of-y vs. to"), "The of X-of-Y vs. To");
        assert_eq!(TitleStyle::Ap.apply("hello WORLD from it"), "Hello WORLD From It");
        assert_eq!(TitleStyle::Chicago.apply("hello WORLD from it"), "Hello WORLD from It");
    }

    #[test]
    fn the_other_styles() {
        assert_eq!(
            TitleStyle::EveryWord.apply("o'reilly foo_bar in-the"),
            "O'Reilly Foo_bar In-The"
        );
        assert_eq!(TitleStyle::FirstWord.apply("über uns"), "Über uns");
        assert_eq!(TitleStyle::AsWritten.apply("iOS"), "iOS");
    }
}
