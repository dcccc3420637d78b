//! A part of a corpus that may be edited.

use std::fs;
use std::os::unix::fs::symlink;

use camino::{Utf8Path, Utf8PathBuf};

use crate::chance::Chance;

/// Some pages of a corpus in all their languages, with everything else of the site.
pub struct Sample {
    root: Utf8PathBuf,
    /// The files of pages, with their first texts. Not all of them are there at any time.
    originals: Vec<(Utf8PathBuf, String)>,
    /// Links that an edit made.
    links: Vec<Utf8PathBuf>,
}

/// What an edit touches: paths relative to the root.
type Touched = Vec<Utf8PathBuf>;

impl Sample {
    /// Copies everything but content, and of the content every section and one page of `share`.
    pub fn copy(corpus: &Utf8Path, root: &Utf8Path, share: u64) -> Self {
        let mut originals = Vec::new();
        let entries = walkdir::WalkDir::new(corpus).follow_links(true).sort_by_file_name();
        let is_history = |entry: &walkdir::DirEntry| entry.file_name() == ".git";
        for entry in entries.into_iter().filter_entry(|entry| !is_history(entry)).flatten() {
            let path = Utf8Path::from_path(entry.path()).expect("UTF-8");
            let below = path.strip_prefix(corpus).expect("below");
            if !entry.file_type().is_file() || !is_taken(corpus, below, share) {
                continue;
            }
            let copy = root.join(below);
            fs::create_dir_all(copy.parent().expect("a parent")).expect("a directory");
            fs::copy(path, &copy).expect("a copy");
            if below.starts_with("content") && below.extension() == Some("md") {
                originals.extend(fs::read_to_string(path).ok().map(|text| (below.into(), text)));
            }
        }
        Self { root: root.to_owned(), originals, links: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.originals.len()
    }

    /// The path of a page, which may be gone.
    pub fn any(&self, chance: &mut Chance) -> Utf8PathBuf {
        self.originals[chance.below(self.originals.len())].0.clone()
    }

    /// Rewrites a file, if it is there.
    pub fn change(&self, file: &Utf8Path, change: impl FnOnce(String) -> String) -> Touched {
        let Ok(text) = fs::read_to_string(self.root.join(file)) else { return Vec::new() };
        fs::write(self.root.join(file), change(text)).expect("written");
        vec![file.to_owned()]
    }

    pub fn remove(&self, file: &Utf8Path) -> Touched {
        let _ = fs::remove_file(self.root.join(file));
        vec![file.to_owned()]
    }

    /// Gives a page its first text again.
    pub fn restore(&self, chance: &mut Chance) -> Touched {
        let (file, text) = &self.originals[chance.below(self.originals.len())];
        fs::write(self.root.join(file), text).expect("written");
        vec![file.clone()]
    }

    /// Gives a page another name beside its own, which it may have had before.
    pub fn rename(&self, file: &Utf8Path, chance: &mut Chance) -> Touched {
        let stem = file.file_stem().expect("a page has a name");
        let other = file.with_file_name(format!("{stem}-{}.md", chance.below(2)));
        let paths = [file, &*other].map(|path| self.root.join(path));
        let _ = match paths[0].exists() {
            true => fs::rename(&paths[0], &paths[1]),
            false => fs::rename(&paths[1], &paths[0]),
        };
        vec![file.to_owned(), other]
    }

    /// Makes a link to a file or a directory, beside it or at the root of a language.
    pub fn link(&mut self, target: &Utf8Path, chance: &mut Chance) -> Touched {
        let name = format!("linked-{}", chance.below(6));
        let name = match target.extension() {
            Some(extension) => format!("{name}.{extension}"),
            None => name,
        };
        let directory: Utf8PathBuf = match chance.below(2) {
            0 => target.parent().expect("below the root").to_owned(),
            _ => target.iter().take(2).collect(),
        };
        let link = directory.join(name);
        if symlink(self.root.join(target), self.root.join(&link)).is_err() {
            return Vec::new();
        }
        self.links.push(link.clone());
        vec![link]
    }

    /// Removes a link.
    pub fn unlink(&mut self, chance: &mut Chance) -> Touched {
        if self.links.is_empty() {
            return Vec::new();
        }
        let link = self.links.swap_remove(chance.below(self.links.len()));
        let _ = fs::remove_file(self.root.join(&link));
        vec![link]
    }
}

/// Whether a file is in the sample. What decides is the page's path without its language: translations come along.
fn is_taken(corpus: &Utf8Path, below: &Utf8Path, share: u64) -> bool {
    let Ok(content) = below.strip_prefix("content") else { return true };
    if below.file_name().is_some_and(|name| name.starts_with("_index") || name == "OWNERS") {
        return true;
    }
    let page: Utf8PathBuf = content.iter().skip(1).collect();
    let is_bundle =
        |directory: &&Utf8Path| corpus.join("content/en").join(directory).join("index.md").exists();
    let page = page.ancestors().skip(1).find(is_bundle).map_or(page.with_extension(""), Into::into);
    let hash = blake3::hash(page.as_str().as_bytes());
    hash.as_bytes().first_chunk().map(|first| u64::from_le_bytes(*first) % share) == Some(0)
}

/// The path of a page as its address has it, more or less.
pub fn place(file: &Utf8Path) -> Utf8PathBuf {
    file.iter().skip(2).collect::<Utf8PathBuf>().with_extension("")
}
