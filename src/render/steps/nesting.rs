//! How deep do templates include and extend each other? Each level takes room on the stack, which the engine does not
//! bound.

use std::collections::BTreeMap;
use std::ops::Range;

use super::kept::quoted;
use super::tags::{PartKind, parts};

/// The levels that templates may include or extend each other.
pub(in crate::render) const MAX_NESTING: usize = 10;

/// A tag that leads to another template.
struct Edge<'a> {
    callee: &'a str,
    /// The bytes of the tag.
    tag: Range<usize>,
}

/// The tags that lead too deep, each with the name of its template, where no template includes itself.
pub(in crate::render) fn too_deep<'a>(
    templates: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<(&'a str, Range<usize>)> {
    let edges: BTreeMap<&str, Vec<Edge<'a>>> =
        templates.map(|(name, text)| (name, edges(text))).collect();
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    // One level beyond, so that of a longer chain only the first tag that is too deep is told.
    for level in 1..=MAX_NESTING + 1 {
        let leads_on = |edge: &Edge<'_>| levels.get(edge.callee).copied().unwrap_or(0) + 1 == level;
        let deeper: Vec<&str> = edges
            .iter()
            .filter(|(_, edges)| edges.iter().any(leads_on))
            .map(|(name, _)| *name)
            .collect();
        levels.extend(deeper.into_iter().map(|name| (name, level)));
    }
    let is_deep = |edge: &Edge<'_>| levels.get(edge.callee) == Some(&MAX_NESTING);
    let tags = edges.into_iter().flat_map(|(name, edges)| {
        edges.into_iter().filter(is_deep).map(move |edge| (name, edge.tag))
    });
    tags.collect()
}

fn edges(text: &str) -> Vec<Edge<'_>> {
    let tags = parts(text)
        .into_iter()
        .filter(|part| matches!(part.kind, PartKind::Statement("include" | "extends")));
    tags.filter_map(|part| {
        Some(Edge { callee: quoted(part.inside().1)?, tag: part.start..part.end() })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_that_leads_too_deep_is_found() {
        let chain = |length: usize| -> Vec<(String, String)> {
            (0..length)
                .map(|number| (format!("{number}"), format!("a{{% include \"{}\" %}}", number + 1)))
                .collect()
        };
        let found = |chain: &[(String, String)]| {
            let templates = chain.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            too_deep(templates)
                .into_iter()
                .map(|(name, tag)| (name.to_owned(), tag))
                .collect::<Vec<_>>()
        };
        assert_eq!(found(&chain(MAX_NESTING)), []);
        assert_eq!(found(&chain(5 * MAX_NESTING)).len(), 1);
        assert_eq!(
            found(&chain(MAX_NESTING + 1)),
            [("0".to_owned(), 1..1 + "{% include \"1\" %}".len())]
        );
    }
}
