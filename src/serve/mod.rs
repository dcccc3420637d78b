//! Shows a site while you write it: builds it in memory, serves it, and builds it again when a
//! file changes.
//!
//! ```text
//! watch      file system -> Batch      what was touched, collected until no more events come
//! workshop   Batch       -> Outcome    the whole site again, reusing what is unchanged
//! edition    Outcome     -> Edition    what is served from now on, and what is new in it
//! http       Edition     -> responses  pages, and the stream that tells browsers what is new
//! ```
//!
//! The server only serves paths that are keys of the artifacts, so that nothing else on the machine
//! can be reached. Printing is left to the command line.

mod answer;
mod build_errors;
mod changes;
mod early;
mod edition;
mod events;
mod files;
mod follow;
mod gather;
mod guard;
mod gzip;
mod http;
mod identity;
mod inject;
mod links;
mod listen;
mod media;
mod open_pages;
mod patient;
mod polling;
mod preview;
mod range;
mod record;
mod revisions;
mod served_files;
mod server;
mod walks;
mod watch;
mod workshop;

pub use changes::UrlChanges;
pub use early::EarlyEditions;
pub use edition::{Built, Edition, EditionBuilder, Navigate};
pub use follow::{Follower, Witness};
pub use gather::Batch;
pub use guard::Guard;
pub use http::{Running, start};
pub use listen::{Listening, listen};
pub use open_pages::OpenPages;
pub use polling::Watching;
pub use served_files::{Reload, ServedFiles};
pub use workshop::{Roots, Workshop};

/// The part of the URL space that belongs to the server. Files of the site at these paths are not served.
pub use crate::preview::OWN;
