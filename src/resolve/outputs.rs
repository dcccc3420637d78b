//! Can every page be written where it stands, and what does it take the place of?

use std::collections::HashMap;

use super::urls::url_place;
use super::{Page, PageId, Site};
use crate::artifact::{NameFault, OutputKind, check_name, directories};
use crate::diagnostic::{Code, Diagnostic};

/// Leaves out the pages that no file can be made of: their path is not allowed, or another page is a file
/// where they need a directory.
pub(super) fn check(pages: &mut [Page], found: &mut Vec<Diagnostic>) {
    let mut outputs = Outputs::default();
    for index in 0..pages.len() {
        let page = &pages[index];
        if !page.is_rendered() {
            continue;
        }
        let output = page.path.output();
        let fault = check_name(&output, OutputKind::Made).err();
        found.extend(fault.as_ref().map(|fault| unfit(page, fault)));
        let is_unsafe = fault.is_some_and(|fault| fault.is_unsafe());
        let other = outputs.in_the_way(&output).filter(|_| !is_unsafe);
        found.extend(other.map(|PageId(other)| in_the_way(&pages[other], page)));
        if is_unsafe || other.is_some() {
            pages[index].is_made = false;
        } else {
            outputs.add(output, page.id);
        }
    }
}

/// The files of pages and the directories that they need.
#[derive(Default)]
struct Outputs {
    files: HashMap<String, PageId>,
    directories: HashMap<String, PageId>,
}

impl Outputs {
    fn add(&mut self, output: String, page: PageId) {
        for directory in directories(&output) {
            if self.directories.contains_key(directory) {
                break;
            }
            self.directories.insert(directory.to_owned(), page);
        }
        self.files.entry(output).or_insert(page);
    }

    /// The page that is a file where `output` needs a directory, or the other way round.
    fn in_the_way(&self, output: &str) -> Option<PageId> {
        let above = directories(output).find_map(|directory| self.files.get(directory));
        above.or_else(|| self.directories.get(output)).copied()
    }
}

fn unfit(page: &Page, fault: &NameFault) -> Diagnostic {
    let path = page.path.as_str().escape_debug();
    let (code, message) = if fault.is_unsafe() {
        (Code::UrlUnsafe, format!("a page cannot be at `{path}`: {fault}"))
    } else {
        (Code::UrlUnportable, format!("a page at `{path}` cannot be written everywhere: {fault}"))
    };
    let diagnostic = Diagnostic::new(code, message).hint("give it another `url` or `slug`");
    match &page.document {
        Some(document) => diagnostic.at(url_place(document)),
        None => diagnostic,
    }
}

fn in_the_way(first: &Page, second: &Page) -> Diagnostic {
    let (one, other) = (first.path.as_str(), second.path.as_str());
    let message = format!("`{other}` and `{one}` cannot both be: a file cannot be a directory too");
    let mut diagnostic =
        Diagnostic::new(Code::UrlCollision, message).hint("give one of them another `url`");
    if let Some(document) = &second.document {
        diagnostic = diagnostic.at(url_place(document));
    }
    if let Some(document) = &first.document {
        diagnostic = diagnostic.related(url_place(document), "the other page");
    }
    diagnostic
}

impl Site {
    /// That pages stand at these outputs, where something else would have been made.
    pub fn replacements(&self, outputs: &[String]) -> Vec<Diagnostic> {
        if outputs.is_empty() {
            return Vec::new();
        }
        let rendered = self.pages.iter().filter(|page| page.is_rendered());
        let by_output: HashMap<String, &Page> =
            rendered.map(|page| (page.path.output(), page)).collect();
        let replacing = outputs.iter().filter_map(|output| by_output.get(output));
        replacing.map(|page| replaces(page)).collect()
    }
}

fn replaces(page: &Page) -> Diagnostic {
    let message = format!("this page replaces the file that is made at `{}`", page.path.as_str());
    let diagnostic = Diagnostic::new(Code::UrlReplaces, message)
        .hint("give it another `url`, unless this is what you want");
    match &page.document {
        Some(document) => diagnostic.at(url_place(document)),
        None => diagnostic,
    }
}
