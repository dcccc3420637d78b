//! What is made from the pages: feeds, sitemaps, `robots.txt`, and files that are copied.

mod absolute;
mod drawing;
mod feed;
mod headers;
mod minify;
mod robots;
mod sitemap;
mod untrusted;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::artifact::{Added, Artifact, Artifacts, Spool};
use crate::config::{LanguageId, Settings, Trust};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::discover::LooseFile;
use crate::memo::{Fingerprint, MemoTable, Work};
use crate::render::FeedBody;
use crate::resolve::{Page, PageId, Site};

use feed::Feed;
use sitemap::Sitemap;

pub use headers::{Templates, policy};
pub use minify::minify;
pub use untrusted::guard;

/// The pages whose full text feeds need.
pub fn feed_bodies(
    settings: &Settings,
    site: &Site,
    languages: &BTreeSet<LanguageId>,
) -> BTreeSet<PageId> {
    feeds(settings, site, languages).into_iter().flat_map(|(_, members)| members).collect()
}

/// The pages that have a feed and what it holds.
fn feeds<'a>(
    settings: &Settings,
    site: &'a Site,
    languages: &BTreeSet<LanguageId>,
) -> Vec<(&'a Page, Vec<PageId>)> {
    let pages = site.pages.iter().filter(|page| languages.contains(&page.language));
    pages.filter_map(|page| Some((page, site.feed(settings, page)?))).collect()
}

/// What one build keeps of this stage for the next.
#[derive(Default)]
pub struct PublishCache {
    feeds: MemoTable<io::Result<Artifact>>,
    sitemaps: MemoTable<Artifact>,
    /// All sitemaps, by everything that the pages say of themselves.
    sitemap_files: MemoTable<Vec<SitemapFile>>,
}

/// A sitemap as it is published.
struct SitemapFile {
    path: String,
    file: Arc<Artifact>,
}

impl PublishCache {
    /// What the last build has written.
    pub fn work(&self) -> Work {
        vec![("feeds", self.feeds.made()), ("sitemaps", self.sitemap_files.made())]
    }
}

/// The results of the earlier stages.
#[derive(Clone, Copy)]
pub struct PublishInput<'a> {
    pub settings: &'a Settings,
    pub site: &'a Site,
    /// The languages whose files are made.
    pub languages: &'a BTreeSet<LanguageId>,
    /// The Content-Security-Policy of the pages.
    pub policy: Option<&'a str>,
    /// The bodies of the pages that feeds show.
    pub bodies: &'a BTreeMap<PageId, Arc<FeedBody>>,
    /// Keeps the files until they are written.
    pub spool: &'a Spool,
}

/// Adds everything derived to `artifacts`.
pub fn publish(
    settings: &Settings,
    site: &Site,
    languages: &BTreeSet<LanguageId>,
    bodies: &BTreeMap<PageId, Arc<FeedBody>>,
    artifacts: &mut Artifacts,
) {
    let input =
        PublishInput { settings, site, languages, policy: None, bodies, spool: &Spool::default() };
    republish(input, &mut PublishCache::default(), artifacts, &mut Vec::new());
}

/// Like [`publish`], but keeps each file that is made from the same as in the build before.
pub fn republish(
    input: PublishInput<'_>,
    cache: &mut PublishCache,
    artifacts: &mut Artifacts,
    found: &mut Vec<Diagnostic>,
) {
    let PublishInput { settings, site, languages, policy, bodies, spool } = input;
    let feeds = feeds(settings, site, languages);
    let feeds: Vec<Feed> = feeds
        .iter()
        .map(|(page, members)| Feed { settings, site, bodies, page, members })
        .collect();
    let make = |feed: &Feed<'_>| feed.write().map(|bytes| spool.keep(bytes));
    let print = |feed: &Feed<'_>| Some(feed.fingerprint());
    let written = cache.feeds.renew_unless(&feeds, print, Result::is_err, make);
    for (feed, file) in feeds.iter().zip(written) {
        match &*file {
            Ok(file) => artifacts.add_derived(feed.path(), file.clone()),
            Err(error) => found.push(unreadable(&feed.path(), error)),
        }
    }
    for SitemapFile { path, file } in &*sitemap_files(input, cache) {
        artifacts.add_derived(path, Artifact::clone(file));
    }
    if settings.headers.file {
        let headers = headers::file(policy);
        artifacts.add_derived("_headers", Artifact::Bytes(headers.into()));
    }
    if settings.robots || settings.trust == Trust::Untrusted {
        for (path, text) in robots::files(settings) {
            artifacts.add_derived(path, Artifact::Bytes(text.into()));
        }
    }
}

/// What a feed is made of waits on a disk that fails.
fn unreadable(feed: &str, error: &io::Error) -> Diagnostic {
    let message = format!(
        "`{feed}` could not be made, since what was set aside for it cannot be read: {error}"
    );
    Diagnostic::new(Code::FileUnreadable, message)
}

/// Gives every host the files that are no language's. A language's own file at the same path stays.
pub fn share(settings: &Settings, artifacts: &mut Artifacts) {
    let base = &settings.base_url;
    if base.hosts.is_empty() {
        return;
    }
    let is_shared = |path: &str| base.host(path).is_none();
    let files = artifacts.iter().filter(|(path, _)| is_shared(path));
    let files: Vec<(String, Artifact)> =
        files.map(|(path, artifact)| (path.to_owned(), artifact.clone())).collect();
    for (path, artifact) in files {
        for host in &base.hosts {
            artifacts.add(format!("{}/{path}", host.directory), artifact.clone());
        }
    }
    artifacts.retain(|path, _| !is_shared(path));
}

/// The sitemaps. No text of a page is in them.
fn sitemap_files(input: PublishInput<'_>, cache: &mut PublishCache) -> Arc<Vec<SitemapFile>> {
    let PublishInput { settings, site, languages, spool, .. } = input;
    let PublishCache { sitemaps: kept, sitemap_files, .. } = cache;
    let print =
        Fingerprint::of(&(settings.fingerprint, site.places.fingerprint, site.heads, languages));
    sitemap_files.renew_one(Some(print), || {
        let sitemaps = sitemap::sitemaps(settings, site, languages);
        let make = |sitemap: &Sitemap<'_>| spool.keep(sitemap.write());
        let written = kept.renew(&sitemaps, |sitemap| Some(sitemap.fingerprint()), make);
        let files = sitemaps.into_iter().zip(written);
        files.map(|(sitemap, file)| SitemapFile { path: sitemap.path, file }).collect()
    })
}

/// Adds the files of content directories that belong to no page, at the paths of their directories.
pub fn copy_loose(
    settings: &Settings,
    loose: &[LooseFile],
    languages: &BTreeSet<LanguageId>,
    artifacts: &mut Artifacts,
) {
    for file in loose.iter().filter(|file| languages.contains(&file.language)) {
        let prefix = settings.language_prefix(file.language);
        let path = format!("{prefix}/{}", file.location);
        artifacts.add(path.trim_start_matches('/'), Artifact::Copy(file.path.clone()));
    }
}

/// Adds the static files. A static file at the path of a page is an error, since it would hide the page.
pub fn copy_statics(
    statics: &BTreeMap<String, Utf8PathBuf>,
    artifacts: &mut Artifacts,
    found: &mut Vec<Diagnostic>,
) {
    for (path, file) in statics {
        if artifacts.add_static(path, file.clone()) == Added::Taken {
            let message = format!("a page is made at `/{path}` too; this file is left out");
            found.push(
                Diagnostic::new(Code::UrlCollision, message)
                    .at(Place::file(file))
                    .hint("move the file, or give the page another `url`"),
            );
        }
    }
}
