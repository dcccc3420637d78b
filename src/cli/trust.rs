//! `--untrusted`: a proposed change over the tree that it would change.

use std::sync::Arc;

use super::args::TrustArguments;
use crate::pipeline::{ConfigProblem, Request, propose};
use crate::world::{DiskWorld, SharedWorld, World};

/// What is to be built: the site itself, or its content over the trusted tree.
///
/// # Errors
/// When the trusted tree cannot be opened, or its configuration cannot be used.
pub(super) fn over_base(
    site: DiskWorld,
    arguments: &TrustArguments,
    request: &Request,
) -> Result<SharedWorld, ConfigProblem> {
    let Some(root) = &arguments.trusted_root else { return Ok(Arc::new(site)) };
    let now = site.now();
    let base =
        DiskWorld::open(root, Some(now)).map_err(|error| ConfigProblem::no_root(root, &error))?;
    Ok(Arc::new(propose(site, base, request)?))
}
