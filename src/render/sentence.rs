//! A sentence that an author begins and the definition of a term goes on.

use crate::html::{Html, escaped};

const START: &str = "<p>";

/// The HTML with `words` before its first paragraph, which begins with a small letter then. Without words
/// it stays as it is.
pub(super) fn continued(html: &str, words: &str) -> Html {
    let words = words.trim();
    if words.is_empty() {
        return Html::written(html.to_owned());
    }
    let (before, rest) = match html.split_once(START) {
        Some((before, rest)) => (format!("{before}{START}"), rest),
        None => (String::new(), html),
    };
    let mut characters = rest.trim_start().chars();
    let first: String = characters.next().into_iter().flat_map(char::to_lowercase).collect();
    Html::written(format!("{before}{} {first}{}", escaped(words), characters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_goes_on_a_sentence_once() {
        let html = "<p>The <em>smallest</em> thing.</p>\n<p>It holds.</p>";
        assert_eq!(
            continued(html, "A Pod is").into_string(),
            "<p>A Pod is the <em>smallest</em> thing.</p>\n<p>It holds.</p>"
        );
        assert_eq!(
            continued("<p><a>X</a></p>", "R & D:").into_string(),
            "<p>R &amp; D: <a>X</a></p>"
        );
        assert_eq!(continued(html, " ").into_string(), html);
    }
}
