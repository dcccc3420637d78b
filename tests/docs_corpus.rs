//! The documentation tree of a real site in three languages, as it is, beside every address that Hugo made of it.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/corpus.rs"]
mod support;
#[path = "support/programs.rs"]
mod programs;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use programs::Machine;
use site::diagnostic::Severity;
use site::diagnostic::report::{Notes, Report};
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::DiskWorld;

/// The day after the corpus's last commit.
const NOW: &str = "2023-09-27T12:00:00Z";

/// The languages whose addresses the corpus lists.
const LANGUAGES: [&str; 3] = ["en", "ja", "zh-cn"];

/// Why the addresses differ from the corpus's list, which Hugo 0.111 made.
struct Rule {
    reason: &'static str,
    /// Addresses that the list has and the build has not.
    missing: usize,
    /// Addresses that the build has and the list has not.
    extra: usize,
    covers: fn(&Address) -> bool,
}

/// Each address by which the two differ is one of these. The first rule that covers it counts it.
const RULES: [Rule; 3] = [
    Rule {
        reason: "Hugo 0.168 takes `headless` for any page, Hugo 0.111 for page bundles only",
        missing: 11,
        extra: 0,
        covers: |address| address.path.ends_with("-interactive/"),
    },
    Rule {
        reason: "the blog, to which these redirects lead, is not in this corpus",
        missing: 3,
        extra: 0,
        covers: |address| address.is_redirect && address.path.ends_with("/dockershim/"),
    },
    Rule {
        reason: "Hugo 0.168 puts an alias below its language, even if it names the language",
        missing: 4,
        extra: 4,
        covers: |address| address.is_redirect && address.path.starts_with("/zh-cn/"),
    },
];

/// A page or a redirect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    path: String,
    is_redirect: bool,
}

#[test]
fn every_address_of_hugo_is_there_and_no_other() {
    let Some(hugos) = hugos() else { return };
    let outcome = built().expect("what lists the addresses is there");
    let ours = ours(&outcome);
    let missing = sorted_out(hugos.difference(&ours));
    let extra = sorted_out(ours.difference(&hugos));
    for (index, rule) in RULES.iter().enumerate() {
        let counts = [&missing, &extra].map(|found| found.get(&Some(index)).map_or(0, Vec::len));
        assert_eq!(counts, [rule.missing, rule.extra], "missing and extra: {}", rule.reason);
    }
    assert_eq!(
        (missing.get(&None), extra.get(&None)),
        (None, None),
        "missing and extra by no rule"
    );
    programs::say(&format!("compared with Hugo: {} addresses of a documentation", hugos.len()));
}

#[test]
fn its_faults_are_warnings() {
    let Some(outcome) = built() else { return };
    let report = Report::new(&outcome.diagnostics, &outcome.settings.severities, Notes::Hidden);
    assert_eq!(report.count(Severity::Error), 0);
}

/// Addresses by the rule that covers them.
fn sorted_out<'a>(
    addresses: impl Iterator<Item = &'a Address>,
) -> BTreeMap<Option<usize>, Vec<&'a Address>> {
    let mut sorted: BTreeMap<Option<usize>, Vec<&Address>> = BTreeMap::new();
    for address in addresses {
        let rule = RULES.iter().position(|rule| (rule.covers)(address));
        sorted.entry(rule).or_default().push(address);
    }
    sorted
}

/// The list that came with the corpus.
fn hugos() -> Option<BTreeSet<Address>> {
    root()?;
    let list = shared().join("hugo-urls.tsv");
    let text = std::fs::read_to_string(list).expect("the list of addresses");
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let addresses = lines
        .map(|(kind, path)| Address { path: path.to_owned(), is_redirect: kind == "redirect" });
    Some(addresses.collect())
}

/// The pages of a build and their old addresses, in the languages that the list has.
fn ours(outcome: &Outcome) -> BTreeSet<Address> {
    let (site, settings) = (&outcome.site, &outcome.settings);
    let listed = |page: &site::resolve::Page| {
        LANGUAGES.contains(&settings.language(page.language).code.as_str())
    };
    let pages = site.pages.iter().filter(|page| page.is_rendered() && listed(page));
    let pages =
        pages.map(|page| Address { path: page.path.as_str().to_owned(), is_redirect: false });
    let aliases = site.aliases.iter().filter(|alias| listed(site.page(alias.page)));
    let redirects =
        aliases.map(|alias| Address { path: alias.path.as_str().to_owned(), is_redirect: true });
    pages.chain(redirects).collect()
}

fn shared() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/docs-corpus")
}

/// Where the corpus is laid out. `None`, and a word about it, where it is missing.
fn root() -> Option<camino::Utf8PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/docs-corpus");
    support::lay_out(&Machine::this(), &shared().join("lay-out"), &directory)
}

fn built() -> Option<Outcome> {
    let world = DiskWorld::open(&root()?, NOW.parse().ok()).expect("it can be read");
    Some(build(&world, &Request::default(), &mut Silent).expect("a usable configuration"))
}
