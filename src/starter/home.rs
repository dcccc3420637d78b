//! The home page of a new site: a title, where to go, and what to do first.

use std::fmt::Write;

use super::texts::{Card, Texts};
use super::{Starter, quoted};

/// The front matter of the home page in one language.
pub(super) fn front_matter(starter: &Starter, texts: &Texts) -> String {
    let title = quoted(&starter.title);
    let mut text = format!(
        "title: {title}\nhero:\n  title: {title}\n  text: {welcome}\n  actions:\n",
        welcome = string(&texts.welcome)
    );
    for (title, url) in actions(starter, texts) {
        let _ = writeln!(text, "    - {{ title: {}, url: {url} }}", string(title));
    }
    text.push_str("features:\n");
    for (icon, card) in cards(starter, texts) {
        let (title, said) = (string(&card.title), string(&card.text));
        let _ = writeln!(text, "  - {{ icon: {icon}, title: {title}, text: {said} }}");
    }
    text
}

/// Where the buttons lead: to the manual first.
fn actions<'a>(starter: &Starter, texts: &'a Texts) -> Vec<(&'a str, &'static str)> {
    let manual = starter.parts.has_manual().then_some((texts.docs.as_str(), "/docs/first-steps/"));
    let blog = starter.parts.has_blog().then_some((texts.blog.as_str(), "/blog/"));
    manual.into_iter().chain(blog).collect()
}

/// The cards with their icons; a site in one language says nothing of translations.
fn cards<'a>(starter: &Starter, texts: &'a Texts) -> Vec<(&'static str, &'a Card)> {
    let translate = (starter.languages.len() > 1).then_some(("languages", &texts.translate));
    let write = [("book", &texts.write)];
    write.into_iter().chain(translate).chain([("palette", &texts.design)]).collect()
}

/// A text as a value of YAML inside braces, where a comma would end it.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
