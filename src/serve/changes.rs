//! What a browser has to do after a new build: which URLs have changed, which stylesheets have
//! replaced which, and what is gone.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::files::url_path;
use super::gather::Batch;
use crate::artifact::{Artifact, Artifacts, Beside};

/// The difference between two builds, in decoded URL paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UrlChanges {
    /// New or changed. A page in which only the name of a stylesheet has changed is not listed.
    pub urls: Vec<String>,
    /// The old and the new URL of each stylesheet.
    pub styles: Vec<(String, String)>,
    pub gone: Vec<String>,
}

impl UrlChanges {
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// These and what an earlier step of the same build has changed.
    pub(super) fn after(mut self, earlier: Option<&Self>) -> Self {
        if let Some(Self { urls, styles, gone }) = earlier.cloned() {
            self.urls.extend(urls);
            self.urls.sort();
            self.urls.dedup();
            self.styles.extend(styles);
            self.gone.extend(gone);
        }
        self
    }

    /// How many files of the site have changed.
    pub fn len(&self) -> usize {
        self.urls.len() + self.styles.len() + self.gone.len()
    }
}

/// Compares the files of two builds. A copied file counts as changed when it was touched, because
/// artifacts do not hold its bytes.
pub(super) fn compare(
    old: &Artifacts,
    new: &Artifacts,
    mount: &str,
    touched: &Batch,
) -> UrlChanges {
    let url = |path: &str| url_path(mount, path);
    let mut gone: Vec<&str> = Vec::new();
    let mut changed: Vec<ChangedFile<'_>> = Vec::new();
    for Beside { path, before, after } in new.beside(old) {
        match after {
            Some(after) => {
                let file = ChangedFile { path, before, after };
                changed.extend(file.is_other(touched).then_some(file));
            }
            None => gone.push(path),
        }
    }
    let styles = styles(&gone, &changed);
    let renamed: Vec<(String, String)> =
        styles.iter().map(|(old, new)| (url(old), url(new))).collect();
    let is_style = |path: &str| styles.iter().any(|(old, new)| *old == path || *new == path);
    let urls = changed
        .par_iter()
        .filter(|file| !is_style(file.path) && !file.differs_in_names(&renamed))
        .map(|file| url(file.path));
    UrlChanges {
        urls: urls.collect(),
        gone: gone.into_iter().filter(|path| !is_style(path)).map(url).collect(),
        styles: renamed,
    }
}

/// A file of the new build, and what was at its path before.
struct ChangedFile<'a> {
    path: &'a str,
    before: Option<&'a Artifact>,
    after: &'a Artifact,
}

impl ChangedFile<'_> {
    /// Whether the file has changed. Most of a site shares its bytes with the build before, and then
    /// nothing has to be compared.
    fn is_other(&self, touched: &Batch) -> bool {
        if self.before.is_some_and(|before| before.is_shared_with(self.after)) {
            return false;
        }
        let is_touched =
            matches!(self.after, Artifact::Copy(file) if touched.may_have_changed(file));
        is_touched || self.before != Some(self.after)
    }

    /// Whether only the names of stylesheets differ.
    fn differs_in_names(&self, renamed: &[(String, String)]) -> bool {
        let bytes = |file: &Artifact| file.made()?.ok();
        let (Some(before), Some(after)) = (self.before.and_then(bytes), bytes(self.after)) else {
            return false;
        };
        let (Ok(before), Ok(after)) = (std::str::from_utf8(&before), std::str::from_utf8(&after))
        else {
            return false;
        };
        !renamed.is_empty()
            && renamed.iter().fold(before.to_owned(), |text, (old, new)| text.replace(old, new))
                == after
    }
}

/// Stylesheets that changed in place, and those whose name changed with their content.
fn styles<'a>(gone: &[&'a str], changed: &[ChangedFile<'a>]) -> Vec<(&'a str, &'a str)> {
    let former: BTreeMap<String, &str> =
        gone.iter().filter_map(|path| Some((without_hash(path)?, *path))).collect();
    let sheets = changed.iter().filter(|file| file.path.ends_with(".css"));
    let pairs = sheets.filter_map(|file| match file.before {
        Some(_) => Some((file.path, file.path)),
        None => Some((*former.get(&without_hash(file.path)?)?, file.path)),
    });
    pairs.collect()
}

/// `assets/site.css` for `assets/site.0123456789ab.css`.
fn without_hash(path: &str) -> Option<String> {
    let (rest, hash) = path.strip_suffix(".css")?.rsplit_once('.')?;
    let is_hash = hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| format!("{rest}.css"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Artifacts {
        let mut artifacts = Artifacts::default();
        for (path, text) in files {
            match text.strip_prefix("copy of ") {
                Some(file) => artifacts.add(*path, Artifact::Copy(file.into())),
                None => artifacts.add_bytes(*path, text.as_bytes().to_vec()),
            };
        }
        artifacts
    }

    fn changes(old: &[(&str, &str)], new: &[(&str, &str)]) -> UrlChanges {
        compare(&site(old), &site(new), "/", &Batch::default())
    }

    #[test]
    fn pages_by_their_urls() {
        let old = [("a/index.html", "1"), ("b/index.html", "1"), ("c.txt", "1")];
        let new = [("a/index.html", "2"), ("c.txt", "1"), ("d/index.html", "1")];
        let found = changes(&old, &new);
        assert_eq!(
            (found.urls, found.gone),
            (vec!["/a/".into(), "/d/".into()], vec!["/b/".into()])
        );
        assert!(changes(&new, &new).is_empty());
    }

    #[test]
    fn a_stylesheet_with_another_hash_is_no_other_page() {
        let (one, two) = ("assets/s.0123456789ab.css", "assets/s.ba9876543210.css");
        let page = |name: &str, text: &str| format!("<link href=\"/{name}\">{text}");
        let old =
            [(one, "1"), ("a/index.html", &*page(one, "a")), ("b/index.html", &page(one, "b"))];
        let new =
            [(two, "2"), ("a/index.html", &*page(two, "a")), ("b/index.html", &page(two, "B"))];
        let found = changes(&old, &new);
        assert_eq!(found.urls, ["/b/"]);
        assert_eq!(found.styles, [(format!("/{one}"), format!("/{two}"))]);
        assert!(found.gone.is_empty());
    }

    #[test]
    fn a_stylesheet_without_a_hash_keeps_its_url() {
        let found = changes(&[("x.css", "1")], &[("x.css", "2")]);
        assert_eq!(found.styles, [("/x.css".to_owned(), "/x.css".to_owned())]);
    }

    #[test]
    fn a_copied_file_has_changed_when_it_was_touched() {
        let files = site(&[("a.png", "copy of static/a.png"), ("b.png", "copy of static/b.png")]);
        let found = compare(&files, &files, "/docs/", &Batch::of(["static/a.png"]));
        assert_eq!(found.urls, ["/docs/a.png"]);
    }
}
