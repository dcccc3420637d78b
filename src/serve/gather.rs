//! Gathers events until it is quiet, so that saving a file causes one build, and a checkout of a
//! thousand files only a few.
//!
//! This module has no file system and no clock: its caller says what happened and when.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

/// What happened since the last build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Files and directories that were touched, relative to the root.
    pub paths: BTreeSet<Utf8PathBuf>,
    /// Events were lost: anything may have changed.
    pub is_unknown: bool,
    /// There may be directories that were not watched from the moment they were created.
    pub has_directories: bool,
    /// The root is another directory than before.
    pub has_other_root: bool,
}

impl Batch {
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        Self { paths: paths.into_iter().map(Utf8PathBuf::from).collect(), ..Self::default() }
    }

    pub fn merge(&mut self, other: Batch) {
        self.paths.extend(other.paths);
        self.is_unknown |= other.is_unknown;
        self.has_directories |= other.has_directories;
        self.has_other_root |= other.has_other_root;
    }

    /// Whether `file` or a directory that it is in was touched.
    pub fn may_have_changed(&self, file: &Utf8Path) -> bool {
        self.is_unknown || file.ancestors().any(|path| self.paths.contains(path))
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Touched(Utf8PathBuf),
    /// A directory appeared, perhaps with files in it for which there were no events.
    Directory(Utf8PathBuf),
    /// The queue overflowed.
    Lost,
}

/// How long events are gathered: until none has come for `quiet`, but no longer than `patience`.
struct Pace {
    quiet: Duration,
    patience: Duration,
}

/// An editor saves a file. Its events come within a millisecond or two; the rest is for slow disks.
const SAVE: Pace = Pace { quiet: Duration::from_millis(10), patience: Duration::from_millis(50) };

/// A checkout, a search and replace, a generator at work.
const MASS: Pace = Pace { quiet: Duration::from_millis(80), patience: Duration::from_secs(1) };

/// People save no more files than this by hand within [`RECENT`].
const MANY: usize = 16;
const RECENT: Duration = Duration::from_secs(1);

/// A batch that is not complete yet.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    batch: Batch,
    /// When its first and its last event came.
    times: Option<(Instant, Instant)>,
    /// What was touched recently, in earlier batches too: a slow checkout is still a checkout.
    recent: BTreeMap<Utf8PathBuf, Instant>,
}

impl Gathering {
    pub(super) fn note(&mut self, event: Event, now: Instant) {
        if self.times.is_none() {
            self.recent.retain(|_, touched| now.saturating_duration_since(*touched) < RECENT);
        }
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
        match event {
            Event::Lost => self.batch.is_unknown = true,
            Event::Directory(path) => {
                self.batch.has_directories = true;
                self.touch(path, now);
            }
            Event::Touched(path) => self.touch(path, now),
        }
    }

    fn touch(&mut self, path: Utf8PathBuf, now: Instant) {
        self.recent.insert(path.clone(), now);
        self.batch.paths.insert(path);
    }

    /// When the batch is complete if no more events come; `None` while it is empty.
    pub(super) fn due(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        let is_mass = self.batch.is_unknown || self.recent.len() > MANY;
        let pace = if is_mass { MASS } else { SAVE };
        Some((last + pace.quiet).min(first + pace.patience))
    }

    pub(super) fn take(&mut self) -> Batch {
        self.times = None;
        std::mem::take(&mut self.batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many batches a series of events makes, each so many milliseconds after the first.
    #[allow(clippy::disallowed_methods, reason = "a moment to count from")]
    fn batches(events: impl IntoIterator<Item = (u64, Event)>) -> Vec<Batch> {
        let start = Instant::now();
        let mut gathering = Gathering::default();
        let mut batches = Vec::new();
        for (after, event) in events {
            let now = start + Duration::from_millis(after);
            if gathering.due().is_some_and(|due| due <= now) {
                batches.push(gathering.take());
            }
            gathering.note(event, now);
        }
        assert!(gathering.due().is_some());
        batches.push(gathering.take());
        assert_eq!(gathering.due(), None);
        batches
    }

    fn touched(path: &str) -> Event {
        Event::Touched(path.into())
    }

    #[test]
    fn a_save_is_one_batch_and_the_next_another() {
        let events = [(0, touched("a.md~")), (1, touched("a.md")), (2, touched("a.md"))];
        assert_eq!(batches(events), [Batch::of(["a.md", "a.md~"])]);
        assert_eq!(batches([(0, touched("a.md")), (11, touched("a.md"))]).len(), 2);
    }

    #[test]
    fn patience_ends() {
        let events = (0..100).map(|step| (step * 5, touched("log.md")));
        assert_eq!(batches(events).len(), 10);
    }

    #[test]
    fn a_thousand_files_are_a_few_batches_at_any_speed() {
        for step in [0, 1, 5, 20, 60] {
            let events = (0..1000).map(|file| (file * step, touched(&format!("{file}.md"))));
            let batches = batches(events);
            let seconds = usize::try_from(step).expect("small");
            assert!(batches.len() <= MANY + 3 + seconds, "{} at {step} ms", batches.len());
            assert_eq!(batches.iter().map(|batch| batch.paths.len()).sum::<usize>(), 1000);
        }
    }

    #[test]
    fn one_file_saved_again_and_again_is_never_a_mass() {
        let events = (0..200).map(|save| (save * 30, touched("a.md")));
        assert_eq!(batches(events).len(), 200);
    }

    #[test]
    fn lost_events_make_everything_suspect() {
        let batches = batches([(0, touched("a.md")), (1, Event::Lost)]);
        assert!(batches[0].is_unknown && batches[0].may_have_changed("static/x.png".into()));
    }

    #[test]
    fn a_touched_directory_is_all_that_is_in_it() {
        let batch = Batch::of(["static/img"]);
        assert!(batch.may_have_changed("static/img/a/b.png".into()));
        assert!(!batch.may_have_changed("static/img.png".into()));
    }
}
