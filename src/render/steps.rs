//! Templates that count a step wherever they may run for long: at each iteration of a loop, and at each use
//! of a component.
//!
//! The engine has no limit of its own for either. So a call of [`STEP`], which prints nothing, is inserted behind the
//! tags that begin them; the places of errors are mapped back to the file.

/// The function that counts.
pub(super) const STEP: &str = "count_step";

/// Tags that are followed by a counted step.
const COUNTED: &[&str] = &["component", "for"];

/// A template's text with the calls that count its steps.
#[derive(Clone, Debug, Default)]
pub(super) struct CountedTemplate {
    pub text: String,
    /// Where something was inserted, by offsets in `text`, and its length.
    insertions: Vec<(usize, usize)>,
}

impl CountedTemplate {
    pub(super) fn new(source: &str) -> Self {
        let mut counted = Self::default();
        let mut rest = source;
        while let Some(start) = rest.find('{') {
            counted.text.push_str(&rest[..start]);
            let (tag, counts, after) = next_tag(&rest[start..]);
            counted.text.push_str(tag);
            if counts {
                // The call trims the white space behind it in the tag's place.
                let end = if tag.ends_with("-%}") { "-}}" } else { "}}" };
                let call = format!("{{{{{STEP}(){end}");
                counted.insertions.push((counted.text.len(), call.len()));
                counted.text.push_str(&call);
            }
            rest = after;
        }
        counted.text.push_str(rest);
        counted
    }

    /// The offset in the file of an offset in the text.
    pub(super) fn offset(&self, at: usize) -> usize {
        let before = self.insertions.iter().take_while(|(start, _)| *start < at);
        let inserted: usize = before.map(|(start, length)| (*length).min(at - start)).sum();
        at - inserted
    }
}

/// The tag that a text begins with, whether a step is counted behind it, and what follows. For a brace that
/// begins no tag, it is the brace.
fn next_tag(text: &str) -> (&str, bool, &str) {
    let length = match text.as_bytes().get(1) {
        Some(b'#') => text.find("#}").map(|end| end + 2),
        Some(b'{') => closed(text, "}}"),
        Some(b'%') => closed(text, "%}"),
        _ => Some(1),
    };
    // The engine reports unclosed tags.
    let (tag, after) = text.split_at(length.unwrap_or(text.len()));
    let word = tag.strip_prefix("{%").map(|inside| {
        let inside = inside.trim_start_matches('-').trim_start();
        &inside[..inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len())]
    });
    match word {
        Some("raw") => {
            let end = after.find("endraw").unwrap_or(after.len());
            let (tag, after) = text.split_at(tag.len() + end);
            (tag, false, after)
        }
        Some(word) => (tag, length.is_some() && COUNTED.contains(&word), after),
        None => (tag, false, after),
    }
}

/// The length of a tag up to its unquoted end.
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

    fn shown(source: &str) -> String {
        CountedTemplate::new(source).text.replace("count_step()", "+")
    }

    #[test]
    fn loops_and_components_are_counted() {
        assert_eq!(
            shown("a {% for x in y %} {{ x }}{% endfor %}"),
            "a {% for x in y %}{{+}} {{ x }}{% endfor %}"
        );
        assert_eq!(shown("{%- for x in \"%}\" -%} b"), "{%- for x in \"%}\" -%}{{+-}} b");
        assert_eq!(
            shown("{% component a() -%}\n{% endcomponent a %}"),
            "{% component a() -%}{{+-}}\n{% endcomponent a %}"
        );
    }

    #[test]
    fn what_is_no_loop_stays_as_it_is() {
        for source in [
            "{# {% for x in y %} #}",
            "{{ \"{% for x in y %}\" }}",
            "{% raw %}{% for x in y %}{% endraw %}{",
            "{% if form %}{",
            "{ {a} {",
            "{% for x",
            "节 {% set fore = 1 %}",
        ] {
            assert_eq!(shown(source), source);
        }
    }

    #[test]
    fn offsets_lead_back_to_the_file() {
        let source = "{% for x in y %}{% for z in x %}é{{ z }}{% endfor %}{% endfor %}";
        let counted = CountedTemplate::new(source);
        for (at, c) in counted.text.char_indices().filter(|(_, c)| *c == 'é') {
            assert_eq!(source[counted.offset(at)..].chars().next(), Some(c));
        }
        assert_eq!(counted.offset(counted.text.len()), source.len());
        assert_eq!(counted.offset(20), 16, "what was inserted stands behind its tag");
    }
}
