//! How many words each post has, by our count and by Hugo's.

use std::collections::BTreeMap;

use regex::Regex;
use site::config::{self, Overrides};
use site::discover::discover;
use site::parse::parse;
use site::world::DiskWorld;
use url::Url;

use super::hugo::Published;
use super::read::{Item, read};

/// Content file -> its words here.
pub fn ours(world: &DiskWorld) -> BTreeMap<String, usize> {
    let mut found = Vec::new();
    let loaded =
        config::load(world, &config::Environment::default(), &mut found).expect("a configuration");
    let settings = config::resolve(&loaded, &Overrides::default(), &mut found);
    let sources = discover(world, &settings, &mut found);
    let documents = parse(world, &settings, &sources, &mut found);
    let counts = documents.content.iter();
    counts.map(|own| (own.file.path.to_string(), own.body.words)).collect()
}

/// The content file of a post, relative to the site, and the words that a reader of Hugo's page
/// meets outside of code and captions.
pub fn hugos(published: &Published, post: &str) -> (String, usize) {
    let page = published.read(&format!("{}index.html", post.trim_start_matches('/')));
    let page = page.expect("Hugo has written it");
    let file = Regex::new(r#"data-file="(?:[^"]*/)?(content/[^"]*)""#).expect("a pattern");
    let file = file.captures(&page).expect("the stub theme's article")[1].to_owned();
    let address = Url::parse("https://example.org/").expect("an address");
    let items = read(&page, "article", &address);
    let counts = items.iter().map(|item| match item {
        Item::Text { place, .. } if place.contains("caption") => 0,
        Item::Text { text, .. } | Item::Heading { text, .. } => count(text),
        Item::Row { cells } => cells.split(" | ").map(|cell| count(cell) - 1).sum(),
        _ => 0,
    });
    (file, counts.sum())
}

/// What stands between blanks and has a letter or a digit; Han and kana by character.
fn count(text: &str) -> usize {
    let is_cjk = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}');
    let apart: String = text
        .chars()
        .flat_map(|c| if is_cjk(c) { vec![' ', c, ' '] } else { vec![c] })
        .map(|c| if c == '⏎' { ' ' } else { c })
        .collect();
    apart.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
