//! What other hosts answer: whether a link to them still leads anywhere.
//!
//! ```text
//! client     HTTP                 -> the answer to one question
//! addresses  an IP address        -> whether it is somebody's own network
//! robots     robots.txt           -> what a host lets programs ask
//! hosts      client, robots       -> answers, with good manners towards each host
//! visit      hosts                -> where each link leads
//! ```
//!
//! Nothing else in this program opens a connection, and no build does: only `site check --external` asks.

mod addresses;
mod client;
mod hosts;
mod robots;
mod visit;

use std::time::Duration;

use url::Url;

pub use addresses::is_private_host;
pub use client::{Client, Reach};
pub use visit::{Verdict, visit};

/// Asks other hosts. A trait, so that tests need no network.
pub trait Web: Sync {
    /// Asks one question, and follows no redirect.
    ///
    /// # Errors
    /// When nobody answers in HTTP.
    fn ask(&self, question: Question<'_>) -> Result<Answer, NoAnswer>;

    /// Waits: a host does not want to be asked without a pause.
    fn wait(&self, time: Duration);
}

/// A question to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    pub url: &'a Url,
    pub method: Method,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The head of the answer. Not every server knows that question.
    Head,
    /// As a browser asks; the body is left unread.
    Get,
    /// The beginning of a text, too.
    Read,
}

/// What a host answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Where it sends whoever asks.
    pub location: Option<String>,
    /// How long it wants not to be asked.
    pub retry_after: Option<Duration>,
    /// Of [`Method::Read`].
    pub body: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// No host has the name.
    NoHost,
    /// The address is in somebody's own network.
    Private,
    Timeout,
    /// The connection was refused or broken off, or is not to be trusted; in the words of whoever noticed.
    Broken(String),
}
