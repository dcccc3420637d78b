//! Where links to other hosts lead.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use url::Url;

use super::hosts::{Hosts, Reply};
use super::{Answer, NoAnswer, Web};

/// Hosts that are asked at the same time.
const AT_ONCE: usize = 16;

/// Redirects that are followed.
const HOPS: usize = 8;

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It leads somewhere.
    Fine,
    /// It leads somewhere else, and always will.
    Moved(Url),
    /// It leads nowhere, for this reason.
    Dead(String),
    /// Nobody can tell from here, for this reason: a browser or another day may be luckier.
    Unsure(String),
    /// Its host does not want programs there.
    Unasked,
}

/// Asks where links lead: many hosts at once, and each of them one question at a time.
pub fn visit(web: &dyn Web, links: &BTreeSet<Url>) -> BTreeMap<Url, Verdict> {
    let hosts = Hosts::new(web);
    let mut of_hosts: BTreeMap<String, Vec<&Url>> = BTreeMap::new();
    for link in links {
        of_hosts.entry(link.origin().ascii_serialization()).or_default().push(link);
    }
    // The hosts with the most links take longest and come first.
    let mut waiting: Vec<Vec<&Url>> = of_hosts.into_values().collect();
    waiting.sort_by_key(Vec::len);
    let threads = waiting.len().min(AT_ONCE);
    let waiting = Mutex::new(waiting);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let work = || {
        let of_host = std::iter::from_fn(next).flatten();
        of_host.map(|link| (link.clone(), follow(&hosts, link))).collect::<Vec<_>>()
    };
    let found: BTreeMap<Url, Outcome> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    // Who finds no host at all has no network.
    let is_connected = found.values().any(|outcome| *outcome != Outcome::NoHost);
    found.into_iter().map(|(link, outcome)| (link, outcome.verdict(is_connected))).collect()
}

/// What following a link came to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Known(Verdict),
    NoHost,
}

impl Outcome {
    fn verdict(self, is_connected: bool) -> Verdict {
        match self {
            Self::Known(verdict) => verdict,
            Self::NoHost if is_connected => Verdict::Dead("no host has that name".to_owned()),
            Self::NoHost => Verdict::Unsure(
                "no host is found: this machine seems to have no network".to_owned(),
            ),
        }
    }
}

fn follow(hosts: &Hosts<'_>, link: &Url) -> Outcome {
    let mut at = link.clone();
    let mut for_good = true;
    for _ in 0..=HOPS {
        let answer = match hosts.ask(&at) {
            Reply::Answer(answer) => answer,
            Reply::Forbidden => return Outcome::Known(Verdict::Unasked),
            Reply::NoAnswer(NoAnswer::NoHost) => return Outcome::NoHost,
            Reply::NoAnswer(reason) => return Outcome::Known(Verdict::Unsure(words(&reason))),
        };
        match (answer.status, next(&at, &answer)) {
            (200..=299, _) if for_good && at != *link => return Outcome::Known(Verdict::Moved(at)),
            (200..=299, _) => return Outcome::Known(Verdict::Fine),
            (301 | 308, Some(to)) => at = to,
            (302 | 303 | 307, Some(to)) => (at, for_good) = (to, false),
            (404 | 410, _) => return Outcome::Known(Verdict::Dead(answered(answer.status))),
            _ => return Outcome::Known(Verdict::Unsure(answered(answer.status))),
        }
    }
    Outcome::Known(Verdict::Unsure("it is redirected without end".to_owned()))
}

/// Where an answer leads; a place in the page stays the same.
fn next(at: &Url, answer: &Answer) -> Option<Url> {
    let mut to = at.join(answer.location.as_deref()?).ok()?;
    if to.fragment().is_none() {
        to.set_fragment(at.fragment());
    }
    matches!(to.scheme(), "http" | "https").then_some(to)
}

fn answered(status: u16) -> String {
    let words = match status {
        400 => " (Bad Request)",
        401 => " (Unauthorized)",
        403 => " (Forbidden)",
        404 => " (Not Found)",
        405 => " (Method Not Allowed)",
        410 => " (Gone)",
        429 => " (Too Many Requests)",
        500 => " (Internal Server Error)",
        502 => " (Bad Gateway)",
        503 => " (Service Unavailable)",
        504 => " (Gateway Timeout)",
        _ => "",
    };
    format!("the server answers {status}{words}")
}

fn words(reason: &NoAnswer) -> String {
    match reason {
        NoAnswer::NoHost => "no host has that name".to_owned(),
        NoAnswer::Private => "it leads into a private network, which is not asked".to_owned(),
        NoAnswer::Timeout => "the server does not answer in time".to_owned(),
        NoAnswer::Broken(words) => words.clone(),
    }
}
