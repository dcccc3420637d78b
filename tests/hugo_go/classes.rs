//! Differences from Hugo that are meant or known, each with its reason.

/// A kind of difference.
struct Class {
    name: &'static str,
    /// Whether a template of which Hugo and `site` say these is of this kind.
    holds: fn(&str, &str, &str) -> bool,
}

const CLASSES: &[Class] = &[
    // Go has many types of integers, and arithmetic gives `int64`. Here there is one, which is called `int`.
    Class {
        name: "the name of a type of integers",
        holds: |_, hugos, ours| {
            let without = |said: &str| said.replace("int64", "int").replace(' ', "");
            without(hugos) == without(ours)
        },
    },
    // In Go a text may be cut within a character. Here it is UTF-8, and what is cut is U+FFFD.
    Class {
        name: "a text cut within a character",
        holds: |template, _, ours| {
            template.contains("first") && (ours.contains('\u{fffd}') || ours.contains("%ef%bf%bd"))
        },
    },
    // Hugo makes a list of the type of the first of two lists, and leaves out what is of another.
    Class {
        name: "the union of a list of numbers and of a list of anything",
        holds: |template, _, _| template.contains("union"),
    },
];

/// The class of a difference, if there is one.
pub fn class_of(template: &str, hugos: &str, ours: &str) -> Option<&'static str> {
    let class = CLASSES.iter().find(|class| (class.holds)(template, hugos, ours));
    class.map(|class| class.name)
}
