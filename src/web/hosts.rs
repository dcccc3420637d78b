//! Questions to hosts, one at a time to each, within what it allows, and no more of them once it has had enough.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use url::Url;

use super::robots::Robots;
use super::{Answer, Method, NoAnswer, Question, Web};

/// How long to wait before asking again, each time.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];

/// The longest pause that a host may ask for. One that wants more is not asked again.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Links of a host in a row that nobody has answered for, until it is left alone.
const ENOUGH: usize = 3;

/// Redirects from a `robots.txt` that are followed.
const ROBOTS_HOPS: usize = 5;

/// What comes of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Answer(Answer),
    NoAnswer(NoAnswer),
    /// The host does not want programs there.
    Forbidden,
}

/// All hosts that were asked.
pub(super) struct Hosts<'a> {
    web: &'a dyn Web,
    hosts: Mutex<BTreeMap<String, Arc<Mutex<Host>>>>,
}

/// A host; whoever holds its lock may ask it.
#[derive(Default)]
struct Host {
    robots: Option<Robots>,
    /// Links in a row without a useful answer.
    failures: usize,
    /// The last of these, once there are enough.
    given_up: Option<Reply>,
    was_asked: bool,
}

impl<'a> Hosts<'a> {
    pub(super) fn new(web: &'a dyn Web) -> Self {
        Self { web, hosts: Mutex::default() }
    }

    /// Asks the host of a link, again if it seems not to be well.
    pub(super) fn ask(&self, url: &Url) -> Reply {
        let host = self.host(url);
        let mut host = locked(&host);
        if let Some(reply) = &host.given_up {
            return reply.clone();
        }
        if !self.robots(&mut host, url).allows(&path_of(url)) {
            return Reply::Forbidden;
        }
        let reply = self.ask_politely(&mut host, url);
        if is_failure(&reply) {
            host.failures += 1;
            host.given_up = (host.failures >= ENOUGH).then(|| reply.clone());
        } else {
            host.failures = 0;
        }
        reply
    }

    fn host(&self, url: &Url) -> Arc<Mutex<Host>> {
        let name = url.origin().ascii_serialization();
        Arc::clone(locked(&self.hosts).entry(name).or_default())
    }

    /// The head of the answer is enough if it is good. Servers that do not know the question say all sorts of things.
    fn ask_politely(&self, host: &mut Host, url: &Url) -> Reply {
        let head = self.ask_again(host, url, Method::Head);
        match &head {
            Reply::Answer(answer) if answer.status < 400 => head,
            Reply::Answer(_) | Reply::NoAnswer(NoAnswer::Broken(_)) => {
                self.ask_again(host, url, Method::Get)
            }
            _ => head,
        }
    }

    fn ask_again(&self, host: &mut Host, url: &Url, method: Method) -> Reply {
        let mut pauses = PAUSES.into_iter();
        loop {
            let reply = self.ask_once(host, url, method);
            let asked_for = match &reply {
                Reply::Answer(answer) => answer.retry_after,
                _ => None,
            };
            let pause = pauses.next().map(|pause| asked_for.unwrap_or(pause));
            match pause.filter(|pause| *pause <= LONGEST_PAUSE && is_failure(&reply)) {
                Some(pause) => self.web.wait(pause),
                None => return reply,
            }
        }
    }

    fn ask_once(&self, host: &mut Host, url: &Url, method: Method) -> Reply {
        let pause = host.robots.as_ref().and_then(|robots| robots.pause);
        if let Some(pause) = pause.filter(|_| host.was_asked) {
            self.web.wait(pause);
        }
        host.was_asked = true;
        match self.web.ask(Question { url, method }) {
            Ok(answer) => Reply::Answer(answer),
            Err(reason) => Reply::NoAnswer(reason),
        }
    }

    fn robots<'h>(&self, host: &'h mut Host, url: &Url) -> &'h Robots {
        host.robots.get_or_insert_with(|| self.read_robots(url))
    }

    /// A host without the file allows everything, and one that cannot say allows nothing.
    fn read_robots(&self, url: &Url) -> Robots {
        let Ok(mut at) = url.join("/robots.txt") else { return Robots::default() };
        for _ in 0..ROBOTS_HOPS {
            match self.web.ask(Question { url: &at, method: Method::Read }) {
                Ok(Answer { status: 200..=299, body, .. }) => return Robots::read(&body),
                Ok(Answer { status: 300..=399, location: Some(location), .. }) => {
                    match at.join(&location) {
                        Ok(next) if matches!(next.scheme(), "http" | "https") => at = next,
                        _ => return Robots::default(),
                    }
                }
                Ok(Answer { status: 500.., .. }) => return Robots::closed(),
                // Who does not answer will not answer for the link itself.
                Ok(_) | Err(_) => return Robots::default(),
            }
        }
        Robots::default()
    }
}

/// Whether another time may bring another reply.
fn is_failure(reply: &Reply) -> bool {
    match reply {
        Reply::Answer(answer) => matches!(answer.status, 429 | 500 | 502..=504),
        Reply::NoAnswer(reason) => *reason != NoAnswer::Private,
        Reply::Forbidden => false,
    }
}

fn path_of(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

/// What a thread left behind that panicked is as good as anything else.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
