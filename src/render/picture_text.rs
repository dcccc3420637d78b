//! The text that stands for a picture: what its Markdown says, without markup.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::html::text_of_html;

/// Makes text of the markup within pictures.
#[derive(Default)]
pub(super) struct PictureText {
    /// How many pictures are open: one may stand in the text of another.
    depth: usize,
}

impl PictureText {
    /// An event as it is to be written: within a picture, a call or a formula is what a reader sees of it.
    pub(super) fn of<'e>(&mut self, event: Event<'e>) -> Event<'e> {
        match event {
            Event::Html(html) | Event::InlineHtml(html) if self.depth > 0 => {
                return Event::Text(CowStr::from(text_of_html(&html)));
            }
            Event::Start(Tag::Image { .. }) => self.depth += 1,
            Event::End(TagEnd::Image) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        event
    }
}
