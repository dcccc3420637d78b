//! What the command line says over the configuration.

use super::{Audience, Trust};

/// What is said here comes before what the file says.
#[derive(Clone, Debug, Default, Hash)]
pub struct Overrides {
    pub base_url: Option<String>,
    /// Scheme and host in place of those of the `baseURL` that the configuration gives; its path
    /// stays.
    pub origin: Option<String>,
    pub drafts: bool,
    pub future: bool,
    pub expired: bool,
    pub audience: Audience,
    pub trust: Trust,
    /// Whether there is a search, whatever the configuration says of it.
    pub search: Option<bool>,
}
