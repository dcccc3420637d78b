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

/// A kind of difference, and why it is one.
pub struct Class {
    pub name: &'static str,
    pub reason: &'static str,
    pub whose: Whose,
    pub holds: fn(&Difference) -> bool,
}

/// What makes a page differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A rule of ours that is another one than Hugo's.
    Rule,
    /// The Hugo that was recorded: today's is as ours.
    OlderHugo,
    /// What is not in the corpus.
    Corpus,
}

pub const CLASSES: &[Class] = &[
    Class {
        name: "a glossary on its own page",
        reason: "Hugo's templates write the terms outside of the content that was measured.",
        whose: Whose::Rule,
        holds: |own| own.page == "docs/reference/glossary/index.html",
    },
    Class {
        name: "a bracket behind an address is no part of it",
        reason: "GitHub's rule for bare addresses leaves out a closing bracket that none opens in them. The \
                 older Hugo that was recorded took it along, and its link leads nowhere.",
        whose: Whose::OlderHugo,
        holds: |own| {
            own.measure == "links"
                && rest(own).is_some_and(|(ours, hugos)| is_without_bracket(&ours, &hugos))
        },
    },
    Class {
        name: "the title of a box is no heading",
        reason: "Docsy's `alert` makes its title a heading of level 4, which stands in the outline of the page \
                 below whatever comes before it.",
        whose: Whose::Rule,
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
        whose: Whose::Rule,
        holds: |own| {
            own.measure == "code"
                && without_indentation(&own.ours) == without_indentation(&own.hugos)
        },
    },
    Class {
        name: "a shortcode that only that site has",
        reason: "`blocks/kubernetes-features`, `blocks/case-studies` and what `docs/test` shows are templates in \
                 Go that are not in the corpus.",
        whose: Whose::Corpus,
        holds: |own| {
            const OWN: [&str; 2] = ["index.html", "docs/test/index.html"];
            OWN.contains(&own.page.as_str())
        },
    },
    Class {
        name: "an id from the words of a heading",
        reason: "The older Hugo made ids from the line as it is written, addresses, entities and what stands \
                 for a call included. Today's makes them from the words, as ours.",
        whose: Whose::OlderHugo,
        holds: |own| {
            own.measure == "ids"
                && rest(own).is_some_and(|(_, hugos)| {
                    const FROM_MARKUP: [&str; 3] = ["-amp-", "https-", "hugoshortcode"];
                    let of_markup = |id: &String| FROM_MARKUP.iter().any(|part| id.contains(part));
                    hugos
                        .iter()
                        .all(|id| of_markup(id) || id == "code-freeze-code-freeze-weeks-12-14")
                })
        },
    },
    Class {
        name: "a language that is not in the corpus",
        reason: "A link into Korean leads to what there is.",
        whose: Whose::Corpus,
        holds: |own| {
            own.measure == "links"
                && rest(own).is_some_and(|(_, hugos)| {
                    hugos.iter().all(|link| link == "/docs/contribute/localization_ko/")
                })
        },
    },
    Class {
        name: "a tab before an item of a list",
        reason: "goldmark counts a tab within an item from the margin of the page, and reads what its author \
                 wrote as a list as text.",
        whose: Whose::Rule,
        holds: |own| own.page.ends_with("persistent-volume-claim-v1/index.html"),
    },
    Class {
        name: "a call without its arguments is shown",
        reason: "Somebody wrote `{{< figure >}}` to name the shortcode. Hugo shows an empty picture.",
        whose: Whose::Rule,
        holds: |own| own.page == "docs/contribute/style/diagram-guide/index.html",
    },
    Class {
        name: "a number begins a list",
        reason: "The site's own `case-studies/lead` is not in the corpus, and takes no Markdown.",
        whose: Whose::Corpus,
        holds: |own| own.page == "case-studies/box/index.html",
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
