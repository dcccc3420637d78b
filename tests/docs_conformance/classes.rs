//! Differences from Hugo's pages that are meant, each with its reason. One without a difference is an error:
//! its reason is gone.

use std::collections::BTreeMap;

use serde_json::Value;

/// A measure in which a page is not Hugo's.
pub struct Difference {
    pub page: String,
    pub measure: String,
    pub ours: Value,
    pub hugos: Value,
}

/// A kind of difference, and why ours is right.
pub struct Class {
    pub name: &'static str,
    pub reason: &'static str,
    pub holds: fn(&Difference) -> bool,
}

pub const CLASSES: &[Class] = &[
    Class {
        name: "a glossary on its own page",
        reason: "Hugo's templates write the terms outside of the content that was measured.",
        holds: |own| own.page == "docs/reference/glossary/index.html",
    },
    Class {
        name: "a bracket behind an address is no part of it",
        reason: "GitHub's rule for bare addresses leaves out a closing bracket that none opens in them. The \
                 older Hugo that was recorded took it along, and its link leads nowhere.",
        holds: |own| {
            own.measure == "links"
                && rest(own).is_some_and(|(ours, hugos)| is_without_bracket(&ours, &hugos))
        },
    },
    Class {
        name: "the title of a box is no heading",
        reason: "Docsy's `alert` makes its title a heading of level 4, which stands in the outline of the page \
                 below whatever comes before it.",
        holds: |own| {
            const TITLED: [&str; 3] = [
                "docs/concepts/security/pod-security-policy/index.html",
                "docs/tutorials/security/cluster-level-pss/index.html",
                "docs/tutorials/security/ns-level-pss/index.html",
            ];
            matches!(own.measure.as_str(), "headings" | "ids")
                && TITLED.contains(&own.page.as_str())
        },
    },
    Class {
        name: "code in a list keeps its own indentation",
        reason: "Hugo indents what a tab in a list encloses as the list does, and takes indentation from a file \
                 that is shown in a list. Ours is the code as its author wrote it, to be copied.",
        holds: |own| {
            own.measure == "code"
                && without_indentation(&own.ours) == without_indentation(&own.hugos)
        },
    },
    Class {
        name: "a shortcode that only that site has",
        reason: "`blocks/kubernetes-features`, `blocks/case-studies`, `release-data`, `release-branches` and \
                 `kat-button` are templates in Go that are not in the corpus.",
        holds: |own| {
            const OWN: [&str; 4] = [
                "index.html",
                "docs/test/index.html",
                "releases/index.html",
                "releases/patch-releases/index.html",
            ];
            OWN.contains(&own.page.as_str())
        },
    },
];

/// Blocks of code as lines without their indentation, and without empty lines.
fn without_indentation(blocks: &Value) -> Option<Vec<Vec<&str>>> {
    let blocks = blocks.as_array()?.iter().filter_map(Value::as_str);
    Some(
        blocks
            .map(|block| block.lines().map(str::trim).filter(|line| !line.is_empty()).collect())
            .collect(),
    )
}

/// The entries of two lists that only one of them has.
fn rest(own: &Difference) -> Option<(Vec<String>, Vec<String>)> {
    let (ours, hugos) = (own.ours.as_array()?, own.hugos.as_array()?);
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    ours.iter().filter_map(Value::as_str).for_each(|one| *counts.entry(one).or_default() += 1);
    hugos.iter().filter_map(Value::as_str).for_each(|one| *counts.entry(one).or_default() -= 1);
    let of = |sign: i64| {
        let left = counts.iter().filter(move |(_, count)| **count * sign > 0);
        left.map(|(one, _)| (*one).to_owned()).collect()
    };
    Some((of(1), of(-1)))
}

/// Whether each address of Hugo's is one of ours with a closing bracket.
fn is_without_bracket(ours: &[String], hugos: &[String]) -> bool {
    let bracketed = |address: &String| format!("{address})");
    !ours.is_empty() && ours.iter().map(bracketed).collect::<Vec<_>>() == hugos
}
