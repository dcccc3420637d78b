//! How the cells of tables are aligned.
//!
//! pulldown-cmark writes `style="text-align: right"`, which a content security policy without
//! `unsafe-inline` refuses. GitHub's specification of tables has `align="right"`:
//! <https://github.github.com/gfm/#tables-extension->.

use pulldown_cmark::{Alignment, CowStr, Event, Tag};

/// The events, with aligned cells replaced by their final HTML.
pub(super) fn aligned<'a>(
    events: impl Iterator<Item = Event<'a>>,
) -> impl Iterator<Item = Event<'a>> {
    let mut alignments = Vec::new();
    let mut cell = 0;
    let mut element = "td";
    events.map(move |event| match event {
        Event::Start(Tag::Table(of_table)) => {
            alignments = of_table;
            Event::Start(Tag::Table(Vec::new()))
        }
        Event::Start(row @ (Tag::TableHead | Tag::TableRow)) => {
            cell = 0;
            element = if row == Tag::TableHead { "th" } else { "td" };
            Event::Start(row)
        }
        Event::Start(Tag::TableCell) => {
            cell += 1;
            match alignments.get(cell - 1).copied().and_then(attribute) {
                Some(align) => Event::Html(CowStr::from(format!("<{element} align=\"{align}\">"))),
                None => Event::Start(Tag::TableCell),
            }
        }
        event => event,
    })
}

fn attribute(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}
