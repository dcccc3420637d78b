//! Links to a page that moves, in the texts that have them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use camino::{Utf8Path, Utf8PathBuf};
use pulldown_cmark::Event;
use regex::{Captures, Regex};
use url::Url;

use super::members::Member;
use crate::config::Settings;
use crate::diagnostic::Spanned;
use crate::parse::Document;
use crate::parse::body::Node;

/// A page's file -> its address, as a path of the site.
pub(super) type Addresses = BTreeMap<Utf8PathBuf, String>;

/// A target in Markdown, in a definition of a link, or in an attribute of HTML or of a shortcode.
static TARGET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)(?P<before>\]\(<?|^ {0,3}\[[^\]\n]+\]:[ \t]+<?|(?:href|src|url|link)=["'])(?P<target>[^\s"'<>(){}]+)"#)
        .expect("it is valid")
});

/// A page in a call of `ref` or `relref`.
static REF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?P<before>\{\{[<%]\s*(?:rel)?ref\s+["`])(?P<target>[^"`#\s]+)"#)
        .expect("it is valid")
});

/// A key of the configuration, of data or of front matter that leads to a page, as the entries of menus have them.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?P<before>\b(?:pageRef|url|link|href)["']?\s*[:=]\s*["']?)(?P<target>[^"'\s,{}\[\]#?]+)"#)
        .expect("it is valid")
});

/// Knows which addresses change, and changes them in texts.
pub(super) struct Rewriter<'a> {
    /// Old address -> new address, of the pages that move.
    addresses: BTreeMap<&'a str, &'a str>,
    before: &'a Addresses,
    after: &'a Addresses,
    renames: &'a BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    /// What stands before the path of the site.
    mount: &'a str,
    origin: &'a str,
    /// The place of the page in the content, before and after.
    location: (&'a str, &'a str),
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        members: &'a [Member],
        renames: &'a BTreeMap<Utf8PathBuf, Utf8PathBuf>,
        before: &'a Addresses,
        after: &'a Addresses,
        location: (&'a str, &'a str),
    ) -> Self {
        let address = |member: &'a Member| {
            let old = before.get(&member.file)?;
            let new = after.get(renames.get(&member.file)?)?;
            (old != new).then_some((old.as_str(), new.as_str()))
        };
        Self {
            addresses: members.iter().filter_map(address).collect(),
            before,
            after,
            renames,
            mount: &settings.base_url.path,
            origin: &settings.base_url.origin,
            location,
        }
    }

    /// Old and new addresses.
    pub(super) fn changes(&self) -> Vec<(String, String)> {
        let pairs = self.addresses.iter();
        pairs.map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    }

    /// The address that the page of a file leaves.
    pub(super) fn left(&self, file: &Utf8Path) -> Option<&'a str> {
        let old = self.renames.contains_key(file).then(|| self.before.get(file)).flatten()?;
        self.addresses.contains_key(old.as_str()).then_some(old.as_str())
    }

    /// The text of a file with its links changed, and how many are.
    pub(super) fn rewritten(&self, document: &Document, text: &str) -> (String, usize) {
        let file = &document.file.path;
        let code = Code::of(document);
        let mut count = 0;
        let here = self.before.get(file).map(String::as_str);
        let mut change = |captures: &Captures<'_>, new: Option<String>| -> String {
            let written = &captures["target"];
            count += usize::from(new.is_some());
            format!("{}{}", &captures["before"], new.as_deref().unwrap_or(written))
        };
        let text: Cow<'_, str> = TARGET.replace_all(text, |captures: &Captures<'_>| {
            let place = captures.get(0).map_or(0, |whole| whole.start());
            let target = Some(&captures["target"]).filter(|_| !code.is_at(place));
            change(captures, target.and_then(|target| self.target(file, here, target)))
        });
        let text = REF.replace_all(&text, |captures: &Captures<'_>| {
            let new = self.reference(&captures["target"]);
            change(captures, new)
        });
        let (head, body) = text.split_at(end_of_front_matter(&text));
        let (head, of_head) = self.with_fields(head);
        (head + body, count + of_head)
    }

    /// A text of keys and values with those changed that lead to the page, and how many are.
    pub(super) fn with_fields(&self, text: &str) -> (String, usize) {
        let mut count = 0;
        let text = FIELD.replace_all(text, |captures: &Captures<'_>| {
            let (before, written) = (&captures["before"], &captures["target"]);
            let is_page = before.starts_with("pageRef");
            let is_whole = written.starts_with('/') || written.contains("://");
            let new = match is_page {
                true => self.reference(written),
                false if is_whole => self.target(Utf8Path::new(""), None, written),
                false => None,
            };
            count += usize::from(new.is_some());
            format!("{before}{}", new.as_deref().unwrap_or(written))
        });
        (text.into_owned(), count)
    }

    /// What a target has to be after the move, if it has to change.
    fn target(&self, file: &Utf8Path, here: Option<&str>, target: &str) -> Option<String> {
        let (path, end) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
        if path.is_empty() {
            return None;
        }
        if let Some(below) = path.strip_prefix('/').filter(|below| !below.starts_with('/')) {
            let mounted = self.mount.trim_start_matches('/');
            let (prefix, below) = match below.strip_prefix(mounted) {
                Some(rest) if !mounted.is_empty() => (self.mount, rest),
                _ => ("/", below),
            };
            let new = self.moved(&format!("/{below}"))?;
            return Some(format!("{prefix}{}{end}", new.trim_start_matches('/')));
        }
        if path.contains("://") {
            let below = path.strip_prefix(self.origin)?.strip_prefix(self.mount)?;
            let new = self.moved(&format!("/{below}"))?;
            return Some(format!(
                "{}{}{}{end}",
                self.origin,
                self.mount,
                new.trim_start_matches('/')
            ));
        }
        self.relative(file, here?, path).map(|new| format!("{new}{end}"))
    }

    /// A relative path, which may lead to a page that moves, or stand in one.
    fn relative(&self, file: &Utf8Path, here: &str, path: &str) -> Option<String> {
        if path.contains(':') {
            return None;
        }
        let base = Url::parse("http://site").ok()?.join(here).ok()?;
        let joined = base.join(path).ok()?;
        if let Some(new) = self.moved(joined.path()) {
            return Some(new);
        }
        let leaves = self.left(file)?;
        // What belongs to the page goes with it; what stands elsewhere gets an address of its own.
        let is_own = joined.path().starts_with(leaves);
        let known = with_slash(joined.path());
        let is_page = self.before.values().any(|address| *address == known);
        (!is_own && is_page).then_some(known)
    }

    /// The new address of a page that moves, with a slash at its end or without as in the old one.
    fn moved(&self, path: &str) -> Option<String> {
        let new = self.addresses.get(with_slash(path).as_str())?;
        let new = if path.ends_with('/') { new } else { new.trim_end_matches('/') };
        Some(new.to_owned())
    }

    /// A page as `ref` names it: by its place in the content.
    fn reference(&self, target: &str) -> Option<String> {
        let (old, new) = self.location;
        let bare = target.trim_start_matches('/');
        let bare = bare.strip_suffix(".md").unwrap_or(bare);
        let bare = bare.strip_suffix("/index").unwrap_or(bare).trim_end_matches('/');
        let is_known = self.after.values().next().is_some();
        (bare == old && is_known).then(|| format!("/{new}"))
    }
}

/// Where the front matter of a text ends.
fn end_of_front_matter(text: &str) -> usize {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence));
    let end = fence.and_then(|fence| text.find(&format!("\n{fence}")));
    end.unwrap_or_default()
}

fn with_slash(path: &str) -> String {
    format!("{}/", path.trim_end_matches('/'))
}

/// Where a text is code, sorted. Code that looks like a link is a sample; only its calls run.
struct Code(Vec<Range<usize>>);

impl Code {
    fn of(document: &Document) -> Self {
        let mut code = Vec::new();
        add_code(&document.body.nodes, &mut code);
        code.sort_by_key(|range| range.start);
        Self(code)
    }

    fn is_at(&self, place: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= place);
        self.0.get(next).is_some_and(|range| range.start <= place)
    }
}

fn add_code(nodes: &[Spanned<Node>], code: &mut Vec<Range<usize>>) {
    for node in nodes {
        match &node.value {
            Node::Code(_)
            | Node::CalledCode(_)
            | Node::Diagram(_)
            | Node::Markdown(Event::Code(_)) => code.push(node.span.range()),
            Node::Shortcode(call) => {
                let inner = call.inner.as_ref();
                match inner.filter(|inner| inner.code.is_some()) {
                    Some(_) => code.push(node.span.range()),
                    None => inner.iter().for_each(|inner| add_code(&inner.nodes, code)),
                }
            }
            _ => {}
        }
    }
}
