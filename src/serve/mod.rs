//! A site that is shown while it is being written: built in memory, served, and built again when a
//! file changes.
//!
//! ```text
//! watch      file system -> Batch      what was touched, gathered until it is quiet
//! workshop   Batch       -> Outcome    the whole site once more, what is the same kept
//! edition    Outcome     -> Edition    what is served from now on, and what is new in it
//! http       Edition     -> responses  pages, and the stream that tells browsers what is new
//! ```
//!
//! Only paths that are keys of the artifacts are ever served, so that nothing else of the machine
//! can be reached. What is printed is the command line's affair.

mod answer;
mod changes;
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
mod patient;
mod preview;
mod range;
mod record;
mod revisions;
mod served_files;
mod server;
mod walks;
mod watch;
mod workshop;

pub use changes::Changes;
pub use edition::{Built, Edition, EditionBuilder, Navigate};
pub use follow::{Follower, Witness};
pub use gather::Batch;
pub use guard::Guard;
pub use http::run;
pub use listen::{Listening, listen};
pub use served_files::{Reload, ServedFiles};
pub use workshop::Workshop;

/// The part of the URL space that is the server's own. A file of the site there is not shown.
pub use crate::preview::OWN;
