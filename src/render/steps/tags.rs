//! The tags of a template, and what stands between them.

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// Offset in the template, in bytes.
    pub start: usize,
    pub text: &'a str,
    pub kind: PartKind<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind<'a> {
    /// Text, a comment, a raw block, or a tag that is not closed: the engine reports that.
    Text,
    /// `{{ … }}`
    Print,
    /// `{% … %}`, with its first word: `</` at the end of a component's body, `<` at its beginning.
    Statement(&'a str),
}

impl<'a> Part<'a> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// What stands between the marks of a tag, and where it begins in the template.
    pub(super) fn inside(&self) -> (usize, &'a str) {
        let after = self.text[2..].strip_prefix('-').map_or(2, |_| 3);
        let before = self.text.len() - if self.is_trimmed_behind() { 3 } else { 2 };
        (self.start + after, self.text.get(after..before).unwrap_or_default())
    }

    /// Whether the tag removes the blanks behind itself.
    pub(super) fn is_trimmed_behind(&self) -> bool {
        self.text.len() > 5 && (self.text.ends_with("-%}") || self.text.ends_with("-}}"))
    }
}

/// The parts of a template in their order; together they are all of it.
pub(super) fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < template.len() {
        let rest = &template[start..];
        let (length, kind) = match rest.find('{') {
            Some(0) => next_tag(rest),
            Some(brace) => (brace, PartKind::Text),
            None => (rest.len(), PartKind::Text),
        };
        parts.push(Part { start, text: &rest[..length], kind });
        start += length;
    }
    parts
}

/// The length and the kind of the tag that a text begins with; of a brace that begins no tag, the brace.
fn next_tag(text: &str) -> (usize, PartKind<'_>) {
    let length = match text.as_bytes().get(1) {
        Some(b'#') => text.find("#}").map(|end| end + 2),
        Some(b'{') => closed(text, "}}"),
        Some(b'%') => closed(text, "%}"),
        _ => return (1, PartKind::Text),
    };
    let Some(length) = length else { return (text.len(), PartKind::Text) };
    let tag = &text[..length];
    if tag.starts_with("{{") {
        return (length, PartKind::Print);
    }
    match tag.strip_prefix("{%").map(first_word) {
        Some("raw") => {
            let end = text[length..].find("endraw").unwrap_or(text.len() - length);
            (length + end, PartKind::Text)
        }
        Some(word) => (length, PartKind::Statement(word)),
        None => (length, PartKind::Text),
    }
}

fn first_word(inside: &str) -> &str {
    let inside = inside.trim_start_matches('-').trim_start();
    if inside.starts_with('<') {
        return &inside[..if inside.starts_with("</") { 2 } else { 1 }];
    }
    &inside[..inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len())]
}

/// The length of a tag up to its end outside of quotes.
fn closed(text: &str, end: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices().skip(2) {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, _) if text[at..].starts_with(end) => return Some(at + end.len()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_the_whole() {
        for template in [
            "a {{ b }} {% if c %}d{% endif %}",
            "{# {% for x in y %} #}",
            "{% raw %}{% for x in y %}{% endraw %}{",
            "{ {a} {",
            "{% for x",
            "{{ \"}}\" }}",
            "{%- <a> -%}节{% </a> %}",
        ] {
            let together: String = parts(template).iter().map(|part| part.text).collect();
            assert_eq!(together, template);
        }
    }

    #[test]
    fn tags_are_told_by_their_first_word() {
        let kinds: Vec<PartKind<'_>> =
            parts("{{- a -}}{%- set_global b = 1 -%}{% <c> %}{% </c> %}")
                .iter()
                .map(|part| part.kind)
                .collect();
        let expected = ["set_global", "<", "</"].map(PartKind::Statement);
        assert_eq!(kinds[0], PartKind::Print);
        assert_eq!(kinds[1..], expected);
    }

    #[test]
    fn the_inside_of_a_tag_is_without_its_marks() {
        let insides = |template| parts(template).iter().map(Part::inside).collect::<Vec<_>>();
        assert_eq!(insides("{{ a }}{{- b -}}"), [(2, " a "), (10, " b ")]);
        assert_eq!(insides("{{-}}"), [(3, "")]);
    }
}
