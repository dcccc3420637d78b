//! How the cells of tables are aligned.
//!
//! pulldown-cmark writes `style="text-align: right"`, which a content security policy without
//! `unsafe-inline` refuses. GitHub's specification of tables has `align="right"`:
//! <https://github.github.com/gfm/#tables-extension->.

use pulldown_cmark::{Alignment, CowStr, Event, Tag};

/// Where in a table the writer is.
#[derive(Default)]
pub(super) struct TableCells {
    alignments: Vec<Alignment>,
    /// How many cells of the row have begun.
    count: usize,
    in_head: bool,
}

impl TableCells {
    /// An event; an aligned cell as the HTML that it is to be.
    pub(super) fn aligned<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments = alignments;
                Event::Start(Tag::Table(Vec::new()))
            }
            Event::Start(row @ (Tag::TableHead | Tag::TableRow)) => {
                self.count = 0;
                self.in_head = row == Tag::TableHead;
                Event::Start(row)
            }
            Event::Start(Tag::TableCell) => {
                self.count += 1;
                let element = if self.in_head { "th" } else { "td" };
                match self.alignments.get(self.count - 1).copied().and_then(attribute) {
                    Some(align) => {
                        Event::Html(CowStr::from(format!("<{element} align=\"{align}\">")))
                    }
                    None => Event::Start(Tag::TableCell),
                }
            }
            event => event,
        }
    }
}

fn attribute(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}
