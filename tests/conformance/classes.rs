//! Differences from Hugo that are meant, each with its reason. A class is as narrow as it can be:
//! what it does not say exactly is a fault. One without a difference is an error: its reason is gone.

use super::compare::Difference;
use super::read::Item;
use super::same::{
    is_copy, is_in_own_language, is_same_address, is_same_but_for, is_same_caption, is_same_code,
    is_same_description, is_unescaped, is_without_breaks, is_without_formula,
};

/// A kind of difference, and why ours is right.
pub struct Class {
    pub name: &'static str,
    pub reason: &'static str,
    holds: fn(&Difference) -> bool,
}

pub const CLASSES: &[Class] = &[
    Class {
        name: "no blank from a line break between two CJK characters",
        reason: "Chinese and Japanese put no blanks between words: where Hugo writes the break of \
                 the source, a reader sees a gap that nobody meant. But for these blanks the two \
                 are the same, character by character.",
        holds: |own| {
            own.both(|ours, hugos| is_without_breaks(&ours.to_string(), &hugos.to_string()))
        },
    },
    Class {
        name: "emphasis beside CJK punctuation",
        reason: "The author wrote `**` round words that end in a full-width mark. CommonMark leaves \
                 the asterisks on the page; its CJK-friendly amendment makes the words strong.",
        holds: |own| match (&own.ours, &own.hugos) {
            (Some(Item::Mark { name, text }), None) => name == "strong" && text.ends_with('）'),
            _ => own.both(|ours, hugos| is_same_but_for("**", ours, hugos)),
        },
    },
    Class {
        name: "an address in other letters",
        reason: "A browser asks for the same document, and goes to the same place in it: Hugo \
                 escapes brackets and quotes that may stand in an address, and drops a `#` with \
                 nothing behind it. Ours is as the author wrote it.",
        holds: |own| own.both(is_same_address),
    },
    Class {
        name: "a backslash that escapes is no part of an address",
        reason: "CommonMark takes the backslash of `\\(` off a destination. Hugo leaves it, and its \
                 link leads nowhere.",
        holds: |own| own.both(is_unescaped),
    },
    Class {
        name: "an address of a kind that Hugo's templates refuse",
        reason: "Hugo writes `#ZgotmplZ` in place of `about:blank`, a word of its template engine \
                 that means nothing to a reader. The author's address is harmless.",
        holds: |own| {
            own.both(|ours, hugos| match (ours, hugos) {
                (Item::Link { to: ours, .. }, Item::Link { to: hugos, .. }) => {
                    ours == "about:blank" && hugos.ends_with("#ZgotmplZ")
                }
                _ => false,
            })
        },
    },
    Class {
        name: "a link leads to the reader's own language",
        reason: "The author of a translation linked the English page, most often because there was \
                 no other then. A reader of the translation is led to the same page in the language \
                 at hand, which Hugo does not look for.",
        holds: |own| own.both(|ours, hugos| is_in_own_language(&own.post, ours, hugos)),
    },
    Class {
        name: "a formula is set when the page is made",
        reason: "Hugo's page has the source of a formula in its text, and a script sets it when the \
                 page is read. Here it is MathML, and the text around it is the same.",
        holds: |own| match (&own.ours, &own.hugos) {
            (Some(Item::Media { kind }), None) => *kind == "formula",
            _ => own.both(is_without_formula),
        },
    },
    Class {
        name: "a picture of another language's bundle is published beside the translation",
        reason: "It is the same file: Hugo's page asks for it at the address of the language that \
                 has it, ours at its own, where a copy stands.",
        holds: |own| own.both(|ours, hugos| is_copy(&own.post, ours, hugos)),
    },
    Class {
        name: "a picture that is opened by itself",
        reason: "The blog's own `figure` has `clicktozoom`, which Hugo's built-in one does not know: \
                 here the picture is a link to its file.",
        holds: |own| match (&own.ours, &own.hugos) {
            (Some(Item::Link { text, to }), None) => {
                text.is_empty() && [".svg", ".png", ".jpg"].iter().any(|end| to.ends_with(end))
            }
            _ => false,
        },
    },
    Class {
        name: "names of languages in small letters",
        reason: "`Python` and `python` are one language, and style sheets and scripts look for \
                 the one in small letters.",
        holds: |own| own.both(is_same_code),
    },
    Class {
        name: "a caption is a line",
        reason: "A caption of one line needs no paragraph inside, and the title of a picture is no \
                 heading of the page: Hugo's `h4` follows an `h2` and is in no table of contents. \
                 The words are the same.",
        holds: |own| own.both(is_same_caption),
    },
    Class {
        name: "paragraphs of a description are all paragraphs",
        reason: "A description with a blank line in it is loose. Goldmark makes a paragraph of each \
                 part but the first, whose distance from the next is then not that of the others.",
        holds: |own| own.both(is_same_description),
    },
    Class {
        name: "an item without text does not end a list",
        reason: "By CommonMark a list goes on behind an item with nothing in it. Goldmark ends it \
                 there and takes the items that follow for a block of code, asterisks and all.",
        holds: |own| {
            own.is_in("hangout_17")
                && match (&own.ours, &own.hugos) {
                    (Some(Item::Text { place, .. }), None) => place == "ul li ul li p",
                    (Some(Item::Mark { .. }), None) => true,
                    (None, Some(Item::Code { language, text })) => {
                        language.is_empty() && text.starts_with('*')
                    }
                    _ => false,
                }
        },
    },
    Class {
        name: "what stands behind a translator's comment is on the page",
        reason: "The comment begins on a line of HTML, and has an empty line in it, which ends the \
                 HTML for Goldmark: the comment's end becomes text, and a browser takes all up to \
                 the next end for the comment. The translation is lost on Hugo's page.",
        holds: |own| {
            own.post.starts_with("/zh-cn/")
                && own.is_in("running-kubernetes-locally-on-linux-with-microk8s")
                && own.hugos.is_none()
        },
    },
    Class {
        name: "`~` does not close what `~~` opens",
        reason: "Both ends of struck out text must be of one length, says GFM, and so GitHub shows \
                 this line. Goldmark takes one of the two tildes and leaves the other on the page. \
                 Either page shows that its author lost one.",
        holds: |own| {
            own.is_in("changes-to-kubernetes-slack")
                && match (&own.ours, &own.hugos) {
                    (None, Some(Item::Mark { name, .. })) => name == "del",
                    _ => own.both(|ours, hugos| is_same_but_for("~", ours, hugos)),
                }
        },
    },
];

/// The first class that a difference is in.
pub fn class_of(difference: &Difference) -> Option<&'static Class> {
    CLASSES.iter().find(|class| (class.holds)(difference))
}
