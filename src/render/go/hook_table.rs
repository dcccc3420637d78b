//! Render hooks for tables.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::hooks::{Around, Hook, Hooked, attributes_of, element, inside};
use crate::diagnostic::Spanned;
use crate::go::record::Record;
use crate::go::value::Value;
use crate::parse::body::Node;
use crate::render::writer::BodyWriter;

impl BodyWriter<'_> {
    pub(super) fn hooked_table(
        &mut self,
        nodes: &[&Spanned<Node>],
        alignments: &[Alignment],
        around: &Around<'_, '_>,
    ) -> Option<Hooked> {
        let template = self.hook_template(&["table"])?;
        let element = element(nodes)?;
        let span = element[0].span;
        let [head, body] = self.rows(element, alignments)?;
        let fields = vec![
            ("THead", Value::list(head)),
            ("TBody", Value::list(body)),
            ("Ordinal", self.ordinal("table")),
            ("Attributes", attributes_of(around)),
            ("Position", self.go_position(span)),
        ];
        let html = self.run_hook(Hook { template, kind: "hooks.tableContext", fields }, span)?;
        Some(Hooked { event: Event::Html(html), length: element.len() })
    }

    /// The rows of a table's head and of its body, each a list of cells.
    fn rows(
        &mut self,
        table: &[&Spanned<Node>],
        alignments: &[Alignment],
    ) -> Option<[Vec<Value>; 2]> {
        let (mut head, mut body, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        let mut rest = inside(table);
        while let Some((node, behind)) = rest.split_first() {
            let mut length = 1;
            match &node.value {
                Node::Markdown(Event::Start(Tag::TableCell)) => {
                    let cell = element(rest)?;
                    let text = Value::html(self.run(inside(cell)));
                    let alignment = alignments.get(cells.len()).copied().map_or("", alignment);
                    let fields = [("Alignment", Value::string(alignment)), ("Text", text)];
                    cells.push(Record::value("hooks.TableCell", "", fields));
                    length = cell.len();
                }
                Node::Markdown(Event::End(TagEnd::TableHead)) => {
                    head.push(Value::list(std::mem::take(&mut cells)));
                }
                Node::Markdown(Event::End(TagEnd::TableRow)) => {
                    body.push(Value::list(std::mem::take(&mut cells)));
                }
                _ => {}
            }
            rest = &behind[length - 1..];
        }
        Some([head, body])
    }
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}
