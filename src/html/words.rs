//! The words of HTML that a writer of this program made.

use super::escape::unescaped;

const START: &str = "<p>";
const END: &str = "</p>";

/// Elements within a line: their tags part no words.
const WITHIN_A_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "u", "var", "wbr",
];

/// Elements that hold no words: code, drawings, and what no reader sees.
const WITHOUT_WORDS: &[&str] = &["pre", "script", "style", "svg", "template"];

/// What a reader sees of HTML but for blocks of code, blocks apart from each other by a blank.
pub fn words_of_html(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        words.push_str(&unescaped(&rest[..open]));
        let tag = &rest[open + 1..];
        let end = tag.find('>').map_or(tag.len(), |close| close + 1);
        let name = name_of(tag);
        rest = &tag[end..];
        if WITHOUT_WORDS.contains(&name) {
            rest = behind(rest, name);
        }
        if !WITHIN_A_LINE.contains(&name) {
            words.push(' ');
        }
    }
    words.push_str(&unescaped(rest));
    words
}

/// The name that a tag begins with, behind its `<`.
fn name_of(tag: &str) -> &str {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    &name[..length]
}

/// What stands behind the end of an element.
fn behind<'h>(html: &'h str, name: &str) -> &'h str {
    let ends = html.match_indices("</").map(|(at, _)| at);
    let mut own = ends.filter(|at| name_of(&html[at + 1..]) == name);
    own.next().map_or("", |at| html[at..].find('>').map_or("", |close| &html[at + close + 1..]))
}

/// The first paragraph without what stands around it; all of it if there is none.
pub fn first_paragraph(html: &str) -> &str {
    let Some(start) = html.find(START) else { return html };
    let end = html[start..].find(END).map_or(html.len(), |end| start + end + END.len());
    &html[start..end]
}

/// Whether HTML begins with a paragraph of text, and with nothing that looks like anything else.
pub fn begins_with_paragraph(html: &str) -> bool {
    html.trim_start().starts_with(START)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_where_readers_see_them_apart() {
        for (html, words) in [
            ("<a href=\"x\">re</a>present<sup>2</sup>", "represent2"),
            ("<p>One</p><p>two &amp; three</p>", " One  two & three "),
            ("one<br>two", "one two"),
            ("a<pre><code>b</code></pre>c", "a c"),
            ("a<script>if (a </b) {}</script>c</pre>", "a c "),
            ("a<pre>b", "a "),
            ("节<", "节 "),
        ] {
            assert_eq!(words_of_html(html), words, "{html}");
        }
    }

    #[test]
    fn the_first_paragraph_is_found_between_other_blocks() {
        assert_eq!(first_paragraph("<h2>A</h2><p>B</p><p>C</p>"), "<p>B</p>");
        assert_eq!(first_paragraph("no paragraph"), "no paragraph");
    }
}
