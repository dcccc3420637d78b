//! The components that templates define: each has a name of its own in all templates, whatever file it is in.

use std::ops::Range;

/// The names of the components that a template defines.
pub(super) fn names(text: &str) -> Vec<&str> {
    definitions(text).into_iter().map(|definition| definition.name).collect()
}

/// Takes the component of a name out of a template. What else is there keeps its place.
pub(super) fn blank(text: &mut String, name: &str) {
    let found = definitions(text).into_iter().find(|definition| definition.name == name);
    let Some(range) = found.map(|definition| definition.range) else { return };
    let blanks = blanks(&text[range.clone()]);
    text.replace_range(range, &blanks);
}

/// The components of a template alone, and what else is in it, each at its place.
pub(super) fn split(text: &str) -> (String, String) {
    let (mut alone, mut rest) = (String::new(), String::new());
    let mut at = 0;
    for Definition { range, .. } in definitions(text) {
        let (between, component) = (&text[at..range.start], &text[range.clone()]);
        at = range.end;
        alone += &(blanks(between) + component);
        rest += &(between.to_owned() + &blanks(component));
    }
    (alone + &blanks(&text[at..]), rest + &text[at..])
}

/// As many bytes and lines of nothing.
fn blanks(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// A component, from the tag that begins it to the end of the tag that ends it.
struct Definition<'a> {
    name: &'a str,
    range: Range<usize>,
}

fn definitions(text: &str) -> Vec<Definition<'_>> {
    let mut found = Vec::new();
    let mut begun = None;
    let mut at = 0;
    while let Some(tag) = next_tag(text, at) {
        at = tag.end;
        let words = text[tag.clone()].trim_matches(['{', '%', '-', '}']).trim_start();
        if let Some(call) = words.strip_prefix("component ") {
            let call = call.trim_start();
            let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
            let name = &call[..call.find(|letter| !is_part(letter)).unwrap_or(call.len())];
            begun = Some((name, tag.start));
        } else if words.starts_with("endcomponent")
            && let Some((name, start)) = begun.take()
        {
            found.push(Definition { name, range: start..tag.end });
        }
    }
    found
}

/// The next tag `{% … %}` that is in no comment.
fn next_tag(text: &str, from: usize) -> Option<Range<usize>> {
    let mut from = from;
    loop {
        let start =
            from + text[from..].find("{%").into_iter().chain(text[from..].find("{#")).min()?;
        let is_comment = text[start..].starts_with("{#");
        let close = if is_comment { "#}" } else { "%}" };
        let end = start + text[start..].find(close)? + close.len();
        if !is_comment {
            return Some(start..end);
        }
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_is_taken_out_and_the_rest_keeps_its_place() {
        let mut text = "{#- {% component no() %} -#}\n{% component one(a=\"}\") -%}\nA\n\
                        {%- endcomponent one %}\n{%component two()%}B{% endcomponent %}\n"
            .to_owned();
        assert_eq!(names(&text), ["one", "two"]);
        let (length, place) = (text.len(), text.find("{%component two"));
        let (alone, rest) = split(&text);
        assert_eq!((alone.len(), names(&alone)), (length, vec!["one", "two"]));
        assert_eq!((rest.len(), names(&rest)), (length, vec![]));
        assert!(rest.starts_with("{#-") && alone.starts_with("   "));
        blank(&mut text, "one");
        assert_eq!(names(&text), ["two"]);
        assert_eq!((text.len(), text.find("{%component two")), (length, place));
        assert_eq!(text.lines().count(), 5);
    }

    #[test]
    fn what_is_not_closed_is_no_component() {
        for text in
            ["{% component a() %}", "{% component a()", "{# {% component", "{% endcomponent a %}"]
        {
            assert!(names(text).is_empty(), "{text}");
        }
    }
}
