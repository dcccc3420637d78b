//! `--untrusted`: a proposed change over the tree that it would change.

use super::args::TrustArguments;
use super::exit::Exit;
use crate::pipeline::{ConfigProblem, Request, configure};
use crate::world::{DiskWorld, Proposal, World};

/// Calls `build` with the world to build: the site itself, or its content over the trusted
/// tree, whose configuration says where content is.
///
/// # Errors
/// When the trusted tree cannot be opened, or its configuration cannot be used.
pub(super) fn with_base(
    site: &DiskWorld,
    arguments: &TrustArguments,
    request: &Request,
    build: &dyn Fn(&dyn World) -> Exit,
) -> Result<Exit, ConfigProblem> {
    let Some(root) = &arguments.trusted_root else { return Ok(build(site)) };
    let base = DiskWorld::open(root, Some(site.now()))
        .map_err(|error| ConfigProblem::no_root(root, &error))?;
    let settings = configure(&base, request, &mut Vec::new())?;
    let paths = &settings.proposed_paths;
    Ok(build(&Proposal { change: site, base: &base, texts: &paths.texts, statics: &paths.statics }))
}
