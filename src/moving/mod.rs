//! Moves a page, or removes it, in all languages.
//!
//! ```text
//! members  documents, place      -> the files of the page in each language
//! moved    world, renames        -> the site as it will be
//! links    text, old -> new URL  -> the text with its links to the page changed
//! aliases  text, old URL         -> the text with an alias in its front matter
//! ```
//!
//! [`plan`] decides everything and changes nothing.

mod aliases;
mod links;
mod members;
mod moved;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::discover::discover;
use crate::parse::{Document, Documents, parse};
use crate::resolve::{self, resolve};
use crate::world::World;

use links::{Addresses, Rewriter};
use moved::MovedWorld;

/// What moving a page changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Old and new path of each file, in order.
    pub renames: Vec<(Utf8PathBuf, Utf8PathBuf)>,
    /// New texts, by the paths after the move.
    pub edits: BTreeMap<Utf8PathBuf, Edit>,
    /// Old and new address of each page whose address changes, as paths of the site.
    pub addresses: Vec<(String, String)>,
}

/// The new text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub text: String,
    /// How many links differ.
    pub links: usize,
    /// Whether an alias was added.
    pub has_alias: bool,
}

/// What it takes to move the page at `from`, its file in any language or its bundle, to `to`.
///
/// # Errors
/// When there is no such page, or something is at the new place already.
pub fn plan(
    world: &dyn World,
    settings: &Settings,
    from: &Utf8Path,
    to: &Utf8Path,
) -> Result<Plan, Box<Diagnostic>> {
    let documents = read(world, settings);
    let location = members::location(&documents, from)?;
    let target = members::target(settings, from, to)?;
    let members = members::of(settings, &documents, &location);
    let renames = members::renames(world, settings, &members, &location, &target)?;
    let moved = MovedWorld::new(world, &renames);
    let before = addresses(world, settings, &documents);
    let after = addresses(&moved, settings, &read(&moved, settings));
    let rewriter =
        Rewriter::new(settings, &members, &renames, &before, &after, (&location, &target));
    let mut plan = Plan { addresses: rewriter.changes(), ..Plan::default() };
    for document in &documents.content {
        let file = &document.file.path;
        let new_path = renames.get(file).unwrap_or(file);
        let Some(edit) = edited(world, &rewriter, document) else { continue };
        plan.edits.insert(new_path.clone(), edit);
    }
    plan.edits.extend(shared_edits(world, settings, &rewriter));
    plan.renames = renames.into_iter().collect();
    Ok(plan)
}

/// The configuration and the data that lead to the page: entries of menus, and lists that a template shows.
fn shared_edits(
    world: &dyn World,
    settings: &Settings,
    rewriter: &Rewriter<'_>,
) -> BTreeMap<Utf8PathBuf, Edit> {
    let walked = |directory: &Utf8Path| {
        world.walk(directory).map(|walk| walk.files.clone()).unwrap_or_default()
    };
    let mut files = walked(Utf8Path::new("config"));
    files.push(settings.file.clone());
    files.extend(settings.mounts.data.iter().flat_map(|mount| walked(&mount.source)));
    let is_of_keys =
        |file: &Utf8PathBuf| matches!(file.extension(), Some("toml" | "yaml" | "yml" | "json"));
    let edit = |file: Utf8PathBuf| {
        let text = String::from_utf8(world.read(&file).ok()?).ok()?;
        let (new, links) = rewriter.with_fields(&text);
        (links > 0).then_some((file, Edit { text: new, links, has_alias: false }))
    };
    files.into_iter().filter(is_of_keys).filter_map(edit).collect()
}

/// The files of a page in all languages.
///
/// # Errors
/// When there is no such page.
pub fn files_of(
    world: &dyn World,
    settings: &Settings,
    page: &Utf8Path,
) -> Result<Vec<Utf8PathBuf>, Box<Diagnostic>> {
    let documents = read(world, settings);
    let location = members::location(&documents, page)?;
    let members = members::of(settings, &documents, &location);
    Ok(members.iter().flat_map(|member| member.files(world)).collect())
}

fn read(world: &dyn World, settings: &Settings) -> Documents {
    let mut ignored = Vec::new();
    let sources = discover(world, settings, &mut ignored);
    parse(world, settings, &sources, &mut ignored)
}

fn addresses(world: &dyn World, settings: &Settings, documents: &Documents) -> Addresses {
    let pairs = resolve::pair(settings, documents);
    let site = resolve(settings, documents, &pairs, world.now(), &mut Vec::new());
    let rendered = site.pages.iter().filter(|page| page.is_rendered());
    rendered
        .filter_map(|page| {
            let file = page.document.as_ref()?.file.path.clone();
            Some((file, page.path.as_str().to_owned()))
        })
        .collect()
}

/// The new text of a file, if anything in it changes.
fn edited(world: &dyn World, rewriter: &Rewriter<'_>, document: &Document) -> Option<Edit> {
    let file = &document.file.path;
    let text = String::from_utf8(world.read(file).ok()?).ok()?;
    let (mut new, links) = rewriter.rewritten(document, &text);
    let alias = rewriter.left(file);
    let with_alias = alias.and_then(|alias| aliases::added(&new, alias));
    let has_alias = with_alias.is_some();
    if let Some(text) = with_alias {
        new = text;
    }
    (new != text).then_some(Edit { text: new, links, has_alias })
}
