//! What the parts of a list have in common.

use tera::Context;

use crate::memo::Fingerprint;

/// What all parts of a list show besides their entries: everything that the page itself shows.
pub(super) struct ListFrame {
    pub context: Context,
    /// Of the text of the page.
    pub content: Fingerprint,
}
