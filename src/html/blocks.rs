//! Which HTML stands on its own, and which within a paragraph?

/// Elements that no paragraph can hold: a browser ends it before one of them.
/// <https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody>
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];

/// Whether HTML has an element that no paragraph can hold.
pub fn has_block(html: &str) -> bool {
    html.match_indices('<').any(|(at, _)| {
        let tag = &html[at + 1..];
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(&tag[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_found_by_its_start() {
        for html in ["<p>", "a <DIV class=\"x\">", "<i></i><hr/>", "<table>"] {
            assert!(has_block(html), "{html}");
        }
        for html in ["", "a", "<b>x</b>", "<picture><img></picture>", "1 < 2", "</p>", "<param>"] {
            assert!(!has_block(html), "{html}");
        }
    }
}
