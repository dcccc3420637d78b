//! Makes the pipeline's request for the commands that build a site.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::args::ContentArguments;
use super::cache;
use super::global::GlobalArguments;
use crate::artifact::Spool;
use crate::config::{Audience, Environment, Overrides, Purpose, Trust};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::Request;

/// The request that the arguments make.
pub(super) fn request(global: &GlobalArguments, arguments: &ContentArguments) -> Request {
    Request {
        overrides: Overrides {
            base_url: arguments.base_url.clone(),
            origin: None,
            drafts: arguments.drafts,
            future: arguments.future,
            expired: arguments.expired,
            environment: environment(arguments).unwrap_or_default(),
            audience: if arguments.preview { Audience::Preview } else { Audience::Public },
            trust: if arguments.trust.untrusted { Trust::Untrusted } else { Trust::Trusted },
            search: arguments.search,
            purpose: Purpose::Readers,
        },
        languages: arguments.language.clone(),
        memo: cache::memo(&arguments.cache, &global.root),
        spool: Spool::default(),
    }
}

/// The requested environment. Without the option, Hugo's variable counts.
#[allow(clippy::disallowed_methods, reason = "an option by another name, as Hugo takes it")]
pub(super) fn environment(arguments: &ContentArguments) -> Option<Environment> {
    let named = arguments.environment.clone();
    let named = named.or_else(|| std::env::var("HUGO_ENVIRONMENT").ok());
    named.filter(|name| !name.is_empty()).map(Environment::new)
}

/// The day that counts as today; `None` for the clock's.
pub(super) fn today(arguments: &ContentArguments) -> Result<Option<Timestamp>, Box<Diagnostic>> {
    let Some(text) = &arguments.date else { return Ok(None) };
    match Date::parse(text, &TimeZone::UTC) {
        Some(date) => Ok(Some(date.timestamp())),
        None => {
            let message = format!("`--date {text}` is not a date");
            let hint = "write `2026-02-17` or `2026-02-17T12:00:00Z`";
            Err(Box::new(Diagnostic::new(Code::ArgumentValue, message).hint(hint)))
        }
    }
}
