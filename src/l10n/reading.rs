//! Reads the pages of a site for a survey, and the texts of no more of them than it needs.

use std::collections::HashSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::comparisons::Comparisons;
use super::drifts::Drifts;
use super::heads::Heads;
use super::outlines;
use super::scope::keep_named;
use super::survey::{Survey, SurveyInput};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Place};
use crate::discover::Sources;
use crate::memo::Memo;
use crate::parse::{Documents, parse};
use crate::resolve::{self, Pairs};
use crate::world::World;

/// Reads the pages of a site.
pub struct SiteReader<'a> {
    pub world: &'a dyn World,
    pub settings: &'a Settings,
    /// Knows what a survey asks of texts.
    pub memo: &'a Memo,
    pub sources: Sources,
    /// The pages that are asked for; all, if none is named.
    pub named: Vec<Utf8PathBuf>,
}

/// What was read of a site.
pub struct Read {
    pub documents: Documents,
    /// The named pages in all languages, or all pages if none is named.
    pub pairs: Pairs,
    /// What is wrong with files that could not be read as pages. A build shows all other problems of the content.
    pub found: Vec<Diagnostic>,
    /// The files that were read to their ends.
    whole: HashSet<Utf8PathBuf>,
}

impl SiteReader<'_> {
    /// All pages to their ends.
    pub fn whole(&self) -> Read {
        self.read(self.files().map(Utf8Path::to_owned).collect())
    }

    /// Of a page that nobody asks for, or whose text the cache knows, only the front matter. What a survey asks of
    /// texts is the same as after [`SiteReader::whole`], but [`SiteReader::compared`] has to follow.
    pub fn outlined(&self) -> Read {
        match self.named.is_empty() && !outlines::are_known(self.memo, self.settings) {
            true => self.whole(),
            false => self.read(HashSet::new()),
        }
    }

    /// The same with the texts that a survey has to compare.
    pub fn compared(&self, read: Read, drifts: &Drifts, comparisons: &Comparisons) -> Read {
        let mut unread = Survey::unread(self.input(&read, drifts), comparisons);
        unread.retain(|file| !read.whole.contains(file));
        if unread.is_empty() {
            return read;
        }
        unread.extend(read.whole);
        self.read(unread.into_iter().collect())
    }

    /// What a survey is made from.
    pub fn input<'a>(&'a self, read: &'a Read, drifts: &'a Drifts) -> SurveyInput<'a> {
        let Self { world, settings, .. } = *self;
        let Read { documents, pairs, .. } = read;
        SurveyInput { world, settings, documents, pairs, drifts }
    }

    fn files(&self) -> impl Iterator<Item = &Utf8Path> {
        self.sources.content.iter().map(|file| &*file.path)
    }

    /// Reads some files to their ends, and those that are asked for and not known.
    fn read(&self, mut whole: HashSet<Utf8PathBuf>) -> Read {
        loop {
            let (mut read, mut unknown) = self.once(&whole);
            let asked: HashSet<&Utf8Path> = files_of(&read.pairs).collect();
            unknown.retain(|file| asked.contains(&**file));
            if unknown.is_empty() {
                read.whole = whole;
                return read;
            }
            whole.extend(unknown);
        }
    }

    /// Reads some files to their ends, and returns those of which not enough is known then.
    fn once(&self, whole: &HashSet<Utf8PathBuf>) -> (Read, Vec<Utf8PathBuf>) {
        let mut found = Vec::new();
        let heads = Heads::new(self.world, self.files(), whole);
        let mut documents = parse(&heads, self.settings, &self.sources, &mut found);
        let unknown = outlines::complete(self.memo, self.settings, &heads, &mut documents.content);
        keep_of_unread(&mut found, &self.sources, &documents);
        let mut pairs = resolve::pair(self.settings, &documents);
        keep_named(&mut pairs, self.settings, &self.named);
        (Read { documents, pairs, found, whole: HashSet::new() }, unknown)
    }
}

/// The files of all translation sets.
fn files_of(pairs: &Pairs) -> impl Iterator<Item = &Utf8Path> {
    let members = pairs.sets.iter().flat_map(|set| set.members.values());
    let documents = members.filter_map(|member| pairs.pages[member.page.0].document.as_ref());
    documents.map(|document| &*document.file.path)
}

/// Leaves what is wrong with content files that could not be read as pages.
fn keep_of_unread(found: &mut Vec<Diagnostic>, sources: &Sources, documents: &Documents) {
    let read: HashSet<&Utf8Path> =
        documents.content.iter().map(|document| &*document.file.path).collect();
    let files = sources.content.iter().map(|file| &*file.path);
    let unread: HashSet<&Utf8Path> = files.filter(|path| !read.contains(path)).collect();
    let is_unread = |place: &Place| unread.contains(&*place.file);
    found.retain(|diagnostic| diagnostic.place.as_ref().is_some_and(is_unread));
}
