//! Differences from Hugo that are meant or known, each with its reason.

/// A kind of difference.
struct Class {
    name: &'static str,
    /// Whether a document is of this kind.
    holds: fn(&str) -> bool,
}

const CLASSES: &[Class] = &[
    // Hugo puts what a template writes into the text without the marks of the list or the quotation that
    // the call stands in, which ends there. Ours goes on behind the call.
    Class {
        name: "a call between per cent signs in a list or a quotation",
        holds: |text| {
            lines(text).any(|line| line.starts_with([' ', '>']) && line.contains("{{% box"))
        },
    },
    // In Hugo the text in such a call is the page's own, and its notes are the page's. Ours are the call's.
    Class {
        name: "a note for a call stands outside of it",
        holds: |text| text.contains("{{% box") && text.contains("[^n"),
    },
    // goldmark takes what follows an address without a blank for a part of it before it reads markup; ours
    // reads markup first.
    Class {
        name: "an address with something right beside it",
        holds: |text| {
            ["https://example.org/b", "https://example.org/c)", "https://example.org/d--e"]
                .iter()
                .any(|at| touches(text, at))
        },
    },
    // Hugo counts the quotations that are open through the whole page. What a call encloses is counted by
    // itself here.
    Class {
        name: "a quotation that is open around a call",
        holds: |text| {
            let is_odd = ["\"open", "so\" he", "5'6\""].iter().any(|part| text.contains(part));
            text.contains("{{% box") && is_odd
        },
    },
    // A call is a letter to Markdown here, and what it says is not known.
    Class { name: "emphasis right behind a call", holds: |text| text.contains("}}_em_") },
    // Hugo takes the paragraph off around a call that stands alone, but not within another call.
    Class {
        name: "a call that stands alone in a call",
        holds: |text| text.contains("{{% box") && text.contains("{{< word alone"),
    },
    // Fences stand in lists, however far these are indented; so one in indented code is taken for a fence
    // where calls, comments and attributes are looked for.
    Class {
        name: "a fence in indented code",
        holds: |text| lines(text).any(|line| line.ends_with("    ~~~")),
    },
    // By CommonMark an item with a blank line between two blocks is loose. goldmark makes tables and
    // definition lists of paragraphs, and forgets the blank line.
    Class {
        name: "a table or a definition list behind a blank line in a list",
        holds: |text| {
            lines(text)
                .filter(|line| line.starts_with([' ', '>']))
                .any(|line| line.contains("| head") || line.ends_with("Term"))
        },
    },
];

/// Whether a part of a text has something other than a blank on one of its sides.
fn touches(text: &str, part: &str) -> bool {
    let is_apart = |c: char| c.is_whitespace() || c == '(';
    text.match_indices(part).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + part.len()..].chars().next();
        before.is_some_and(|c| !is_apart(c)) || after.is_some_and(|c| !c.is_whitespace())
    })
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
}

/// The class of a difference, if it has one.
pub fn class_of(document: &str) -> Option<&'static str> {
    CLASSES.iter().find(|class| (class.holds)(document)).map(|class| class.name)
}

/// The class of a difference in an example of a specification.
pub fn class_of_example(document: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|class| (class.holds)(document)).map(|class| class.name)
}

const EXAMPLES: &[Class] = &[];
