//! Alerts into the theme's boxes, by the template `alert.html`.

use pulldown_cmark::{Event, TagEnd};

use super::writer::BodyWriter;
use crate::diagnostic::{Span, Spanned};
use crate::html::Html;
use crate::parse::body::{Alert, Folding, Node};

impl BodyWriter<'_> {
    /// The box of an alert; `quotation` is what it quotes, with the quotation's start and end. A theme
    /// without the template shows a quotation, and so does one whose template fails.
    pub(super) fn alert(
        &mut self,
        alert: &Spanned<&Alert>,
        quotation: &[&Spanned<Node>],
    ) -> String {
        let inside = &quotation[1..quotation.len().saturating_sub(1).max(1)];
        let (title, inside) =
            if alert.value.has_title { title_of(inside) } else { (&[][..], inside) };
        let title = self.run(title);
        let inner = self.run(inside);
        let mut context = self.renderer.page_context(self.page);
        context.insert("kind", &alert.value.kind);
        context.insert("title", &Html::written(title.trim().to_owned()));
        context.insert("folding", &alert.value.folding.map(folding_name));
        context.insert("inner", &Html::written(inner.clone()));
        self.boxed(alert.span, &context).unwrap_or_else(|| {
            let title = if title.is_empty() { title } else { format!("<p>{title}</p>\n") };
            format!("<blockquote>\n{title}{inner}</blockquote>\n")
        })
    }

    fn boxed(&mut self, span: Span, context: &tera::Context) -> Option<String> {
        let templates = self.renderer.templates;
        let template = templates.name("alert.html")?;
        match templates.render(template, context, &mut self.body.missing) {
            Ok(html) => Some(html),
            Err(error) => {
                let place = self.place(span);
                let diagnostic = error.into_diagnostic();
                self.body.found.push(diagnostic.related(place, "while this alert was rendered"));
                None
            }
        }
    }
}

fn folding_name(folding: Folding) -> &'static str {
    match folding {
        Folding::Open => "open",
        Folding::Closed => "closed",
    }
}

/// The inside of the first paragraph, and what follows it.
pub(super) fn title_of<'a, 'n>(
    inside: &'a [&'n Spanned<Node>],
) -> (&'a [&'n Spanned<Node>], &'a [&'n Spanned<Node>]) {
    let is_end =
        |node: &&Spanned<Node>| matches!(node.value, Node::Markdown(Event::End(TagEnd::Paragraph)));
    let end = inside.iter().position(is_end).unwrap_or(inside.len());
    (inside.get(1..end).unwrap_or_default(), inside.get(end + 1..).unwrap_or_default())
}
