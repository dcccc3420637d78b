//! The few classes that the hundreds of scopes of the grammars are folded into, so that a page stays
//! small and a theme has a short list to colour. The manual lists them.

use syntect::parsing::Scope;

/// Scope prefixes and their class. Of several that fit a scope, the longest decides; of several
/// scopes, the innermost that has a class.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("string", "s"),
    ("string.unquoted", ""),
    ("constant.numeric", "m"),
    ("constant.language", "k"),
    ("constant.character.escape", "e"),
    ("constant.other.placeholder", "e"),
    ("variable.parameter", "v"),
    ("variable.other.member", "v"),
    ("variable.language", "k"),
    ("keyword", "k"),
    ("keyword.operator", "o"),
    ("storage", "k"),
    ("storage.type", "t"),
    ("entity.name.function", "f"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("entity.name.tag", "n"),
    ("entity.name.section", "n"),
    ("entity.other.attribute-name", "v"),
    ("support.function", "f"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("meta.function-call variable.function", "f"),
    ("variable.function", "f"),
    ("variable.other.readwrite.shell", "v"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.heading", "n"),
    ("meta.diff.header", "n"),
    ("meta.diff.range", "n"),
    ("punctuation.definition.comment", "c"),
    ("punctuation.definition.string", "s"),
    ("punctuation.definition.variable", "v"),
];

pub(super) struct Classes(Vec<(Scope, &'static str)>);

impl Classes {
    pub(super) fn new() -> Self {
        let scopes =
            CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)));
        let mut classes: Vec<(Scope, &'static str)> = scopes.collect();
        classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        Self(classes)
    }

    pub(super) fn of(&self, scope: Scope) -> Option<&'static str> {
        let fits = self.0.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
        fits.map(|(_, class)| *class)
    }
}
