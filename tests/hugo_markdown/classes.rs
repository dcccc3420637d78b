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
    // Hugo gives a call what it encloses with the marks of the quotation, and with the indentation of the list, that
    // it stands in.
    Class {
        name: "a call between angle brackets in a quotation or deep in a list",
        holds: |text| {
            let is_within =
                |line: &str| line.trim_start().starts_with('>') || line.starts_with("     ");
            lines(text).any(|line| is_within(line) && line.contains("{{< angle"))
        },
    },
    // What the inner call writes is HTML in the Markdown of the outer one: in Hugo an empty line ends it.
    Class {
        name: "a call between angle brackets in one between per cent signs",
        holds: |text| text.contains("{{% box") && text.contains("{{< angle"),
    },
    // goldmark counts such a tab from the margin of the page.
    Class {
        name: "a tab behind an item's mark in a quotation or a list",
        holds: |text| lines(text).any(|line| line.starts_with(['>', ' ']) && line.contains("-\t")),
    },
    // By CommonMark an item may be empty. Hugo's parser takes such a mark for text.
    Class {
        name: "an empty item of a list",
        holds: |text| lines(text).any(|line| line.trim_start_matches(['>', ' ']) == "+"),
    },
    // A bracket that opens no tag is taken for one up to the next that closes it, and no formula is looked for in tags.
    Class {
        name: "a bracket that is open before what is passed on",
        holds: |text| text.contains("<nope") && text.contains("@@"),
    },
    // A line of attributes below a heading that has its own is left out by Hugo, and added here.
    Class {
        name: "attributes in and behind a heading",
        holds: |text| text.contains("}\n===\n{") || text.contains("}\n---\n{"),
    },
    // goldmark takes what follows an address without a blank for a part of it before it reads markup; ours
    // reads markup first.
    Class {
        name: "an address with something right beside it",
        holds: |text| {
            [
                "https://example.org/b",
                "https://example.org/c)",
                "https://example.org/d--e",
                "http://example.org/节点/",
                "ftp://example.org/x",
                "www.example.org/a_b_c",
                "http://example.org/a?b=1&c=2.",
                "me@example.org",
            ]
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
    // goldmark takes the label of the note for that of the link.
    Class {
        name: "a note right behind a link",
        holds: |text| ["[called][^", "[plain][^"].iter().any(|part| text.contains(part)),
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
            lines(text).filter(|line| line.starts_with([' ', '>'])).any(|line| {
                line.contains("| head") || line.contains("a | b") || line.ends_with("Term")
            })
        },
    },
    // What follows a table in a quotation without the quotation's mark is no row of it.
    Class {
        name: "a line right behind a table in a quotation",
        holds: |text| {
            let pairs = lines(text).zip(lines(text).skip(1));
            pairs.into_iter().any(|(row, next)| {
                row.starts_with('>') && row.ends_with('|') && next.starts_with('{')
            })
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

/// The class of a difference in an example of a specification, by the example's name.
pub fn class_of_example(example: &str) -> Option<&'static str> {
    let class = EXAMPLES.iter().find(|class| class.examples.contains(&example));
    class.map(|class| class.name)
}

/// Examples that read otherwise here.
struct ExampleClass {
    name: &'static str,
    examples: &'static [&'static str],
}

const EXAMPLES: &[ExampleClass] = &[
    // A translator's comment may stand before the text that it was translated into.
    ExampleClass { name: "text behind a comment is Markdown", examples: &["spec-test-177"] },
    // goldmark gives no id to such a heading; ours has one to link to.
    ExampleClass {
        name: "emphasis over two lines of a heading",
        examples: &["spec-test-81", "spec-test-82"],
    },
    // By CommonMark an item with a blank line between two blocks is loose, and so is one with a table behind
    // its text, which is parted from it by a blank line here.
    ExampleClass { name: "a table in a list", examples: &["table-test-4", "regression-test-87"] },
    // What GitHub reads as a table, goldmark does not: a row below the head that would begin a list.
    ExampleClass { name: "a table of which a row begins a list", examples: &["table-test-14"] },
    // Such a row ends the table, as any other block does.
    ExampleClass {
        name: "a list, a bar or a definition right behind a table",
        examples: &[
            "table-test-19",
            "table-test-20",
            "table-test-27",
            "table-test-28",
            "definition-lists-test-20",
            "definition-lists-test-21",
        ],
    },
    // Two bars are a table for goldmark.
    ExampleClass {
        name: "a table without cells",
        examples: &["table-test-13", "table-test-21", "regression-test-112"],
    },
    // By GitHub's rule a bar behind any backslash is escaped.
    ExampleClass {
        name: "two backslashes before a bar",
        examples: &[
            "table-test-17",
            "table-test-22",
            "table-test-23",
            "table-test-25",
            "table-test-26",
        ],
    },
    ExampleClass { name: "a row behind a quotation", examples: &["regression-test-35"] },
    // Ours takes the blanks behind the mark for the indentation of code, and a note or a definition within
    // another for what it is.
    ExampleClass {
        name: "blocks in notes and definitions",
        examples: &[
            "footnotes-test-5",
            "footnotes-test-11",
            "footnotes-test-12",
            "footnotes-test-18",
            "footnotes-test-20",
            "footnotes-test-24",
            "definition-lists-test-11",
            "definition-lists-test-13",
            "definition-lists-test-18",
            "definition-lists-test-19",
            "definition-lists-test-30",
        ],
    },
    // A note's mark in the text of a link, or for one.
    ExampleClass {
        name: "a note in a link",
        examples: &["footnotes-test-16", "regression-test-124"],
    },
    // The rules of both for what nobody writes.
    ExampleClass {
        name: "marks that are not closed",
        examples: &[
            "regression-test-19",
            "regression-test-66",
            "regression-test-113",
            "regression-test-127",
            "regression-test-128",
            "regression-test-129",
            "regression-test-147",
            "regression-test-148",
            "regression-test-197",
            "regression-test-198",
            "regression-test-207",
        ],
    },
    // By CommonMark such a declaration is HTML.
    ExampleClass {
        name: "a declaration in small letters",
        examples: &["regression-test-86", "regression-test-188"],
    },
    // goldmark leaves the picture without a text.
    ExampleClass { name: "an address for a picture's text", examples: &["regression-test-28"] },
];
