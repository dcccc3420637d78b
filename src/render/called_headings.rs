//! The text of headings that shortcodes write. The table of contents needs it, but headings are listed
//! before any template runs.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

/// Adds id -> text for each heading among `events` that holds the HTML of a call.
pub(super) fn note(events: &[Event<'_>], words: &mut BTreeMap<String, String>) {
    let mut heading: Option<(&str, String, Called)> = None;
    for event in events {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { id: Some(id), .. }), _) => {
                heading = Some((id, String::new(), Called::No));
            }
            (Event::End(TagEnd::Heading(_)), _) => {
                if let Some((id, text, Called::Yes)) = heading.take() {
                    words.insert(id.to_owned(), text.trim().to_owned());
                }
            }
            (Event::Text(text) | Event::Code(text), Some((_, words, _))) => words.push_str(text),
            (Event::SoftBreak | Event::HardBreak, Some((_, words, _))) => words.push(' '),
            // Inside a heading, only a call makes a block of HTML.
            (Event::Html(html), Some((_, words, called))) => {
                words.push_str(&without_tags(html));
                *called = Called::Yes;
            }
            _ => {}
        }
    }
}

enum Called {
    No,
    Yes,
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for (index, part) in html.split('<').enumerate() {
        text.push_str(match (index, part.split_once('>')) {
            (0, _) => part,
            (_, Some((_, after))) => after,
            (_, None) => "",
        });
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")
}
