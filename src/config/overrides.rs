//! What the command line says over the configuration.

use super::{Audience, Purpose, Trust};

/// The environment that a site is built for: it chooses a directory of Hugo's configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Environment(String);

impl Environment {
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    pub fn name(&self) -> &str {
        &self.0
    }
}

impl Default for Environment {
    fn default() -> Self {
        Self::new("production")
    }
}

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
    pub environment: Environment,
    pub audience: Audience,
    pub trust: Trust,
    pub purpose: Purpose,
    /// Whether there is a search, whatever the configuration says of it.
    pub search: Option<bool>,
}
