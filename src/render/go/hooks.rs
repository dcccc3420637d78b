//! Render hooks: templates of the site that write the elements of Markdown in place of the theme.
//!
//! A hook sees what Hugo gives it: <https://gohugo.io/render-hooks/>.

use camino::Utf8Path;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::view::View;
use crate::diagnostic::{Span, Spanned};
use crate::go::record::Record;
use crate::go::value::Value;
use crate::html::{AddressUse, attribute_is_allowed, text_of_html};
use crate::parse::body::{Alert, Attributes, Folding, Form, Formula, Node, emoji};
use crate::render::alert::title_of;
use crate::render::policy::RefusedMarkup;
use crate::render::shortcodes::problems::Answered;
use crate::render::writer::BodyWriter;

/// What is around an element.
pub(in crate::render) struct Around<'e, 'n> {
    /// What has been written before it.
    pub before: Option<&'e Event<'n>>,
    /// What its author has given it.
    pub attributes: Option<&'e Attributes>,
}

/// An element that a template of the site has written.
pub(in crate::render) struct Hooked {
    pub event: Event<'static>,
    /// How many nodes it takes up.
    pub length: usize,
}

/// The template of a hook, and what it is told beside the page.
pub(super) struct Hook {
    pub template: String,
    /// The name of the dot's type in Go.
    pub kind: &'static str,
    pub fields: Vec<(&'static str, Value)>,
}

impl BodyWriter<'_> {
    /// The element that some nodes begin with, if a template of the site writes such elements.
    pub(in crate::render) fn hooked(
        &mut self,
        nodes: &[&Spanned<Node>],
        around: &Around<'_, '_>,
    ) -> Option<Hooked> {
        if !self.renderer.go.has_hooks() {
            return None;
        }
        match &nodes.first()?.value {
            Node::Markdown(Event::Start(Tag::Link { link_type, dest_url, title, .. })) => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.hooked_link(nodes, format!("{scheme}{dest_url}"), title)
            }
            Node::CallLink(link) => {
                self.hook_template(&[if link.is_picture { "image" } else { "link" }])?;
                let (address, title) = (self.call_destination(link), self.call_title(link));
                match link.is_picture {
                    true => self.hooked_image(nodes, (&address, &title), around),
                    false => self.hooked_link(nodes, address, &title),
                }
            }
            Node::Markdown(Event::Start(Tag::Image { dest_url, title, .. })) => {
                self.hooked_image(nodes, (dest_url, title), around)
            }
            Node::Markdown(Event::Start(Tag::Heading { .. })) => self.hooked_heading(nodes),
            Node::Markdown(Event::Start(Tag::BlockQuote(_))) => {
                self.hooked_quotation(nodes, None, around)
            }
            Node::Alert(alert) => {
                let hooked = self.hooked_quotation(&nodes[1..], Some(alert), around)?;
                Some(Hooked { length: hooked.length + 1, ..hooked })
            }
            Node::Markdown(Event::Start(Tag::Table(alignments))) => {
                self.hooked_table(nodes, alignments, around)
            }
            Node::Markdown(Event::Start(Tag::Paragraph)) => {
                let formula = lone_formula(nodes)?;
                let event = self.hooked_formula(formula, nodes[1].span, around)?;
                Some(Hooked { event, length: 3 })
            }
            Node::Formula(formula) if formula.form != Form::Block => {
                let event = self.hooked_formula(formula, nodes[0].span, around)?;
                Some(Hooked { event, length: 1 })
            }
            _ => self.hooked_code(nodes[0]),
        }
    }

    /// The first of some hooks that the site has: that of the innermost section of the page.
    pub(super) fn hook_template(&self, names: &[&str]) -> Option<String> {
        let page = self.page;
        let kind = page.document.as_ref().and_then(|own| own.front_matter.kind.as_deref());
        let above = Utf8Path::new(&page.location).ancestors().map(Utf8Path::as_str);
        let sections: Vec<&str> = kind.into_iter().chain(above).collect();
        let language = &self.renderer.settings.language(page.language).code;
        names.iter().find_map(|of| self.renderer.go.hook(of, &sections, language))
    }

    /// What a hook writes; `None` if it fails: then the theme has its way.
    pub(super) fn run_hook(&mut self, hook: Hook, span: Span) -> Option<CowStr<'static>> {
        let page = View::new(self.renderer, self.page).page_value(self.page);
        let fields = hook.fields.into_iter();
        let dot = Record::value(
            hook.kind,
            hook.kind,
            fields.chain([("Page", page.clone()), ("PageInner", page)]),
        );
        let template = self.go_template_of(&hook.template);
        self.go_output(template, &dot, (Answered::Element, span)).map(CowStr::from)
    }

    fn hooked_link(
        &mut self,
        nodes: &[&Spanned<Node>],
        address: String,
        title: &str,
    ) -> Option<Hooked> {
        let template = self.hook_template(&["link"])?;
        let element = element(nodes)?;
        let span = element[0].span;
        let address = self.allowed_address(address, AddressUse::Link, span);
        let fields = [
            vec![("Destination", Value::string(address)), ("Title", Value::string(title))],
            self.texts(inside(element)),
        ];
        let hook = Hook { template, kind: "hooks.linkContext", fields: fields.concat() };
        let html = self.run_hook(hook, span)?;
        Some(Hooked { event: Event::InlineHtml(html), length: element.len() })
    }

    fn hooked_image(
        &mut self,
        nodes: &[&Spanned<Node>],
        (address, title): (&str, &str),
        around: &Around<'_, '_>,
    ) -> Option<Hooked> {
        let template = self.hook_template(&["image"])?;
        let element = element(nodes)?;
        let span = element[0].span;
        let address = self.allowed_address(address.to_owned(), AddressUse::Picture, span);
        let markup = self.renderer.settings.markup(self.page.language);
        let is_alone = !around.before.is_some_and(is_in_line)
            && !nodes.get(element.len()).is_some_and(|next| goes_on(&next.value));
        let is_block = !markup.wrap_lone_images && is_alone;
        let texts = self.texts(inside(element));
        let fields = vec![
            ("Destination", Value::string(address)),
            ("Title", Value::string(title)),
            ("IsBlock", Value::Bool(is_block)),
            ("Ordinal", self.ordinal("image")),
            ("Attributes", attributes_of(around)),
        ];
        let hook =
            Hook { template, kind: "hooks.imageLinkContext", fields: [fields, texts].concat() };
        let html = self.run_hook(hook, span)?;
        let event = if is_block { Event::Html(html) } else { Event::InlineHtml(html) };
        Some(Hooked { event, length: element.len() })
    }

    fn hooked_heading(&mut self, nodes: &[&Spanned<Node>]) -> Option<Hooked> {
        let template = self.hook_template(&["heading"])?;
        let element = element(nodes)?;
        let Node::Markdown(Event::Start(heading)) = &element[0].value else { return None };
        let span = element[0].span;
        let heading = self.with_called_id(heading.clone(), span);
        let Some(Event::Start(Tag::Heading { level, id, classes, attrs })) =
            self.allowed(Event::Start(heading), span)
        else {
            return None;
        };
        let others = attrs
            .iter()
            .map(|(name, value)| (name.to_string(), typed(value.as_deref().unwrap_or_default())));
        let class =
            (!classes.is_empty()).then(|| ("class".to_owned(), Value::string(classes.join(" "))));
        let own_id = id.as_ref().map(|id| ("id".to_owned(), Value::string(&**id)));
        let attributes = Value::map(others.chain(class).chain(own_id));
        let id = id.as_deref().unwrap_or_default();
        let fields = vec![
            ("Level", Value::Int(level as i64)),
            ("Anchor", Value::string(id)),
            ("Attributes", attributes),
        ];
        let texts = self.texts(inside(element));
        let hook =
            Hook { template, kind: "hooks.headingContext", fields: [fields, texts].concat() };
        let html = self.run_hook(hook, span)?;
        let anchor = self.source_anchor(id).unwrap_or_default();
        let event = Event::Html(CowStr::from(anchor + &html));
        Some(Hooked { event, length: element.len() })
    }

    fn hooked_quotation(
        &mut self,
        nodes: &[&Spanned<Node>],
        alert: Option<&Alert>,
        around: &Around<'_, '_>,
    ) -> Option<Hooked> {
        let kind = if alert.is_some() { "alert" } else { "regular" };
        let template = self.hook_template(&[&format!("blockquote-{kind}"), "blockquote"])?;
        let element = element(nodes)?;
        let span = element[0].span;
        let quoted = inside(element);
        let (title, quoted) = match alert.is_some_and(|alert| alert.has_title) {
            true => title_of(quoted),
            false => (&[][..], quoted),
        };
        let title = self.run(title);
        let text = self.run(quoted);
        let text = if alert.is_some() { text.trim() } else { &text };
        let sign = match alert.and_then(|alert| alert.folding) {
            Some(Folding::Open) => "+",
            Some(Folding::Closed) => "-",
            None => "",
        };
        let alert_kind = alert.map_or("", |alert| alert.kind.as_str());
        let fields = vec![
            ("Type", Value::string(kind)),
            ("Text", Value::html(text)),
            ("AlertType", Value::string(alert_kind)),
            ("AlertTitle", Value::html(title.trim())),
            ("AlertSign", Value::string(sign)),
            ("Ordinal", self.ordinal("blockquote")),
            ("Attributes", attributes_of(around)),
            ("Position", self.go_position(span)),
        ];
        let hook = Hook { template, kind: "hooks.blockquoteContext", fields };
        let html = self.run_hook(hook, span)?;
        Some(Hooked { event: Event::Html(html), length: element.len() })
    }

    fn hooked_formula(
        &mut self,
        formula: &Formula,
        span: Span,
        around: &Around<'_, '_>,
    ) -> Option<Event<'static>> {
        let kind = if formula.form == Form::Inline { "inline" } else { "block" };
        let template = self.hook_template(&[&format!("passthrough-{kind}"), "passthrough"])?;
        let fields = vec![
            ("Type", Value::string(kind)),
            ("Inner", Value::string(formula.tex.as_str())),
            ("Ordinal", self.ordinal("passthrough")),
            ("Attributes", attributes_of(around)),
            ("Position", self.go_position(span)),
        ];
        let html =
            self.run_hook(Hook { template, kind: "hooks.passthroughContext", fields }, span)?;
        Some(if kind == "inline" { Event::InlineHtml(html) } else { Event::Html(html) })
    }

    /// `.Text` and `.PlainText` of what stands in a line.
    fn texts(&mut self, nodes: &[&Spanned<Node>]) -> Vec<(&'static str, Value)> {
        let html = self.run(nodes);
        let words = words(nodes).unwrap_or_else(|| text_of_html(&html));
        vec![("PlainText", Value::string(words)), ("Text", Value::html(html))]
    }

    /// The number of an element among those of its kind, from 0. What stands in it comes first.
    pub(super) fn ordinal(&mut self, kind: &'static str) -> Value {
        let count = self.go.hooks.entry(kind).or_default();
        *count += 1;
        Value::Int(*count - 1)
    }

    fn allowed_address(&mut self, address: String, used_as: AddressUse, span: Span) -> String {
        if self.raw_html.allows_address(&address, used_as) {
            return address;
        }
        self.refuse(&[RefusedMarkup::Address(address)], span);
        String::new()
    }
}

/// The nodes of the element that some nodes begin with; `None` if its end is not among them.
pub(super) fn element<'s, 'n>(nodes: &'s [&'n Spanned<Node>]) -> Option<&'s [&'n Spanned<Node>]> {
    let mut depth = 0_usize;
    for (index, node) in nodes.iter().enumerate() {
        match &node.value {
            Node::Markdown(Event::Start(_)) | Node::CallLink(_) => depth += 1,
            Node::Markdown(Event::End(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(&nodes[..=index]).filter(|element| element.len() > 1);
        }
    }
    None
}

/// An element without its start and its end.
pub(super) fn inside<'s, 'n>(element: &'s [&'n Spanned<Node>]) -> &'s [&'n Spanned<Node>] {
    &element[1..element.len() - 1]
}

/// The formula that is all of a paragraph.
fn lone_formula<'n>(nodes: &[&'n Spanned<Node>]) -> Option<&'n Formula> {
    let [_, formula, end, ..] = nodes else { return None };
    let is_end = matches!(end.value, Node::Markdown(Event::End(TagEnd::Paragraph)));
    match &formula.value {
        Node::Formula(formula) if is_end && formula.form == Form::Display => Some(formula),
        _ => None,
    }
}

/// Whether an event is something in a line of text.
fn is_in_line(before: &Event<'_>) -> bool {
    match before {
        // A picture that is alone in its paragraph has none.
        Event::Start(Tag::Paragraph) => true,
        Event::Start(_) | Event::Rule | Event::Html(_) => false,
        Event::End(end) => is_inline_end(*end),
        _ => true,
    }
}

/// Whether a line of text goes on with a node.
fn goes_on(next: &Node) -> bool {
    match next {
        // Another picture is alone as well, or else both are in a paragraph.
        start if start.is_picture_start() => false,
        Node::Markdown(Event::Start(tag)) => is_inline_end(tag.to_end()),
        Node::Markdown(event) => is_in_line(event) && !matches!(event, Event::End(_)),
        Node::Formula(formula) => formula.form != Form::Block,
        Node::Shortcode(call) => !call.is_block,
        Node::CallLink(_) | Node::Tag(_) | Node::Passed(_) | Node::Emoji(_) => true,
        _ => false,
    }
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// What some nodes say without markup; `None` if a call says some of it.
fn words(nodes: &[&Spanned<Node>]) -> Option<String> {
    let mut words = String::new();
    for node in nodes {
        match &node.value {
            Node::Markdown(Event::Text(text) | Event::Code(text)) => words.push_str(text),
            Node::Markdown(Event::SoftBreak | Event::HardBreak) => words.push(' '),
            Node::Passed(text) => words.push_str(text),
            Node::Emoji(name) => words.push_str(emoji(name).unwrap_or(name)),
            Node::Shortcode(_) | Node::CalledCode(_) => return None,
            _ => {}
        }
    }
    Some(words)
}

pub(super) fn attributes_of(around: &Around<'_, '_>) -> Value {
    let pairs = around.attributes.map(Attributes::pairs).unwrap_or_default().into_iter();
    let allowed = pairs.filter(|(name, _)| attribute_is_allowed(name));
    Value::map(allowed.map(|(name, value)| (name.to_owned(), typed(&value))))
}

/// The value of an attribute: a truth value is one.
pub(super) fn typed(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        text => Value::string(text),
    }
}
