//! The part of a page that is indexed: its language, and the elements that a template marks for pagefind.
//!
//! Only these reach pagefind. So a page whose frame changes, by a newer post or another style sheet,
//! is still the same page to the index, which can be reused.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use lol_html::html_content::{Element, EndTag};
use lol_html::{HtmlRewriter, Settings, element};

/// The mark of the indexed text; a page without it is not in the index.
const BODY: &str = "data-pagefind-body";

/// All marks that pagefind reads outside of such a text.
const MARKS: &str = "[data-pagefind-body], [data-pagefind-meta], [data-pagefind-default-meta], \
                     [data-pagefind-filter], [data-pagefind-sort]";

/// The outermost marked elements of a page, below its own start tag of `html`.
pub(super) fn extract(html: &str) -> Option<String> {
    html.contains(BODY).then(|| {
        let parts = parts(html).into_iter();
        cells_apart(parts.filter_map(|range| html.get(range)).collect())
    })
}

/// The words of neighbouring cells would be one word to the index.
fn cells_apart(mut html: String) -> String {
    for end in ["</td>", "</th>", "</dt>", "</dd>"] {
        if html.contains(end) {
            html = html.replace(end, &format!(" {end}"));
        }
    }
    html
}

fn parts(html: &str) -> Vec<Range<usize>> {
    let found: Rc<RefCell<Vec<Range<usize>>>> = Rc::default();
    let root = element!("html", |root| {
        found.borrow_mut().push(root.source_location().bytes());
        Ok(())
    });
    let marked = element!(MARKS, |marked| {
        take(marked, &found, html.len());
        Ok(())
    });
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(root)
        .append_element_content_handler(marked);
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
    // In non-strict mode, it only fails at a memory limit or in a handler, and there are neither here.
    let _ = reader.write(html.as_bytes()).and_then(|()| reader.end());
    found.take()
}

/// Adds an element, unless it is inside the last.
fn take(marked: &mut Element<'_, '_>, found: &Rc<RefCell<Vec<Range<usize>>>>, length: usize) {
    let tag = marked.source_location().bytes();
    if found.borrow().last().is_some_and(|last| tag.start < last.end) {
        return;
    }
    let end = found.clone();
    // An unclosed element reaches to the end; a void one has no end tag.
    let Some(end_tags) = marked.end_tag_handlers() else {
        return found.borrow_mut().push(tag);
    };
    end_tags.push(Box::new(move |tag: &mut EndTag<'_>| {
        if let Some(last) = end.borrow_mut().last_mut() {
            last.end = tag.source_location().bytes().end;
        }
        Ok(())
    }));
    found.borrow_mut().push(tag.start..length);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_of_a_page_is_left_out() {
        let page = "<!doctype html><html lang=\"ko\"><head><title>A</title>\
                    <meta data-pagefind-meta=\"lang[content]\" content=\"ko\"></head>\
                    <body><nav>Menu</nav><h1 data-pagefind-meta=\"title\">제목</h1>\
                    <div data-pagefind-body><p data-pagefind-ignore>A</p><div>B</div></div>\
                    <p>Foot</p></body></html>";
        let expected = "<html lang=\"ko\"><meta data-pagefind-meta=\"lang[content]\" content=\"ko\">\
                        <h1 data-pagefind-meta=\"title\">제목</h1>\
                        <div data-pagefind-body><p data-pagefind-ignore>A</p><div>B</div></div>";
        assert_eq!(extract(page).as_deref(), Some(expected));
    }

    #[test]
    fn cells_of_tables_are_words_of_their_own() {
        let page = "<html><table data-pagefind-body><tr><th>A</th><td>B</td></tr></table></html>";
        let expected = "<html><table data-pagefind-body><tr><th>A </th><td>B </td></tr></table>";
        assert_eq!(extract(page).as_deref(), Some(expected));
    }

    #[test]
    fn a_page_without_a_marked_text_is_not_indexed() {
        assert_eq!(extract("<html><h1 data-pagefind-meta=\"title\">A</h1></html>"), None);
    }

    #[test]
    fn an_element_that_is_never_closed_goes_to_the_end() {
        let page = "<html><p>A<section data-pagefind-body><p>B</html>";
        let extract = extract(page).expect("marked");
        assert_eq!(extract, "<html><section data-pagefind-body><p>B</html>");
    }
}
