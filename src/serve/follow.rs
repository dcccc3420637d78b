//! Rebuilds the site whenever an input changes, for as long as the program runs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::watch::Sender;

use super::early::EarlyEditions;
use super::edition::{Built, Edition, EditionBuilder};
use super::gather::{Batch, Event, Gathering};
use super::open_pages::OpenPages;
use super::polling::Watching;
use super::watch::Watches;
use super::workshop::Workshop;
use crate::pipeline::{ConfigProblem, Observer, Outcome};
use crate::preview::Files;

/// A build that asks for directories which were not watched yet is repeated. It takes more attempts
/// than this only if directories come and go all the time, and then events trigger another build.
const ATTEMPTS: usize = 3;

/// The longest pause between builds that are triggered by lost events alone. Builds read files, and
/// reading fills the event queue too: this must not become an endless loop.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often to check that the watched directories are still the same ones.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// Learns what happens.
pub trait Witness {
    fn built(&mut self, batch: &Batch, built: &Built, took: Duration);
    /// A directory cannot be watched; `words` is the system's error message.
    fn unwatched(&mut self, directory: &Utf8Path, words: &str);
    /// The root is another directory than before: it was moved, or something took its place.
    fn moved(&mut self);
    /// A build panicked.
    fn broken(&mut self);
}

/// A watched site.
pub struct Follower {
    workshop: Workshop,
    builder: EditionBuilder,
    /// Of each root. Their events name paths below the roots, which are laid over each other.
    watches: Vec<Watches>,
    events: Receiver<Event>,
    gathering: Gathering,
    /// How many times in a row events were lost and nothing had changed.
    vain: u32,
    /// What was touched since the last successful build.
    unseen: Batch,
    unwatched: Vec<Utf8PathBuf>,
    open_pages: OpenPages,
}

impl Follower {
    /// A follower that has built nothing yet.
    ///
    /// # Errors
    /// If the system cannot watch at all.
    pub fn new(
        workshop: Workshop,
        builder: EditionBuilder,
        watching: Watching,
    ) -> notify::Result<Self> {
        let (sender, events) = channel();
        let roots = workshop.roots();
        let watches = roots.all().map(|root| Watches::new(root, sender.clone(), watching));
        let watches = watches.collect::<notify::Result<_>>()?;
        Ok(Self {
            workshop,
            builder,
            watches,
            events,
            gathering: Gathering::default(),
            vain: 0,
            unseen: Batch::default(),
            unwatched: Vec::new(),
            open_pages: OpenPages::default(),
        })
    }

    /// Builds after every change and publishes the result. Ends when there are no more
    /// receivers.
    pub fn follow(mut self, editions: &Sender<Arc<Edition>>, witness: &mut dyn Witness) {
        self.workshop.tidy();
        while let Some(batch) = self.wait() {
            if editions.is_closed() {
                return;
            }
            if batch.has_other_root {
                self.workshop.forget();
                witness.moved();
            }
            self.watches.iter_mut().for_each(|watches| watches.doubt(&batch));
            // A panic in one build must not prevent the next.
            let build = AssertUnwindSafe(|| self.build(batch.clone(), editions, witness));
            if catch_unwind(build).is_err() {
                self.workshop.forget();
                self.unseen.merge(batch);
                witness.broken();
            }
            self.workshop.tidy();
        }
    }

    /// Builds the site and watches everything that it is made from, so that no change after the
    /// build can be missed.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub fn rebuild(
        &mut self,
        mut touched: Batch,
        witness: &mut dyn Witness,
        observer: &mut dyn Observer,
    ) -> Result<Outcome, ConfigProblem> {
        // Directories that were not watched until now may have changed unnoticed.
        touched.merge(self.set_watches(witness));
        let mut outcome = self.workshop.rebuild(&touched, observer);
        for _ in 1..ATTEMPTS {
            touched = self.set_watches(witness);
            if touched.paths.is_empty() {
                break;
            }
            outcome = self.workshop.rebuild(&touched, observer);
        }
        outcome
    }

    /// The pages that are made before all others.
    pub fn open_pages(&self) -> OpenPages {
        self.open_pages.clone()
    }

    pub fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    fn build(&mut self, batch: Batch, editions: &Sender<Arc<Edition>>, witness: &mut dyn Witness) {
        let start = Instant::now();
        let open_pages = self.open_pages.clone();
        let mut early = EarlyEditions::new(editions, &open_pages, &batch, self.builder);
        let outcome = self.rebuild(batch.clone(), witness, &mut early);
        let previous = Arc::clone(&editions.borrow());
        // Without a root there are no files to quote from, but the problem is still reported.
        let source = self.workshop.files().unwrap_or_else(|_| Files {
            world: previous.files.world(),
            root: self.workshop.roots().site.clone(),
        });
        self.unseen.merge(batch.clone());
        let touched = self.workshop.all_names(&self.unseen);
        let built = self.builder.next(&previous, outcome, source, &touched);
        if !built.has_failed() {
            self.unseen = Batch::default();
        }
        let is_news = !built.changes.is_empty() || built.edition.errors != previous.errors;
        self.vain = if batch.is_unknown && !is_news { self.vain + 1 } else { 0 };
        // A change that readers cannot see, such as a comment, still matters in the preview.
        if is_news || !batch.paths.is_empty() {
            editions.send_replace(Arc::clone(&built.edition));
        }
        witness.built(&batch, &built, start.elapsed());
    }

    /// Waits for a batch that matters; `None` when no more events can arrive.
    #[allow(clippy::disallowed_methods, reason = "time that is waited for, no input of a build")]
    fn wait(&mut self) -> Option<Batch> {
        let mut check = Instant::now() + HEARTBEAT;
        loop {
            let due = self.due();
            let wake = due.map_or(check, |due| due.min(check));
            match self.events.recv_timeout(wake.saturating_duration_since(Instant::now())) {
                Ok(event) if self.matters(&event) => self.gathering.note(event, Instant::now()),
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            let now = Instant::now();
            if self.due().is_some_and(|due| due <= now) {
                return Some(self.gathering.take());
            }
            if check <= now {
                if let Some(lost) = self.lost() {
                    let mut batch = self.gathering.take();
                    batch.merge(lost);
                    return Some(batch);
                }
                check = now + HEARTBEAT;
            }
        }
    }

    /// What is not the directory any more that was watched, in any root.
    fn lost(&self) -> Option<Batch> {
        let lost = self.watches.iter().filter_map(Watches::lost);
        lost.reduce(|mut one, other| {
            one.merge(other);
            one
        })
    }

    /// When to build if no more events arrive.
    fn due(&self) -> Option<Instant> {
        let pause = match self.vain {
            0 => Duration::ZERO,
            vain => LONGEST_PAUSE.min(Duration::from_millis(100) * 2_u32.pow(vain.min(12))),
        };
        self.gathering.due().map(|due| due + pause)
    }

    fn matters(&self, event: &Event) -> bool {
        match event {
            Event::Lost => true,
            Event::Touched(path) | Event::Directory(path) => self.workshop.inputs().contains(path),
        }
    }

    /// Sets the watches and returns the directories that are newly watched. A directory that cannot be
    /// watched is reported once.
    fn set_watches(&mut self, witness: &mut dyn Witness) -> Batch {
        let mut touched = Batch::default();
        for watches in &mut self.watches {
            let (new, unwatched) = watches.set(self.workshop.inputs());
            touched.merge(new);
            for (directory, words) in unwatched {
                if !self.unwatched.contains(&directory) {
                    witness.unwatched(&directory, &words);
                    self.unwatched.push(directory);
                }
            }
        }
        touched
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "roots are real directories")]
mod tests {
    use std::fs;

    use tokio::sync::watch;

    use super::super::edition::Navigate;
    use super::super::served_files::Reload;
    use super::*;
    use crate::pipeline::Request;

    #[derive(Default)]
    struct Notes(Vec<bool>);

    impl Witness for Notes {
        fn built(&mut self, _: &Batch, built: &Built, _: Duration) {
            self.0.push(built.has_failed());
        }

        fn unwatched(&mut self, _: &Utf8Path, _: &str) {}

        fn moved(&mut self) {}

        fn broken(&mut self) {}
    }

    #[test]
    fn a_build_without_a_root_is_told_and_what_was_touched_is_not_forgotten() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8").join("root");
        fs::create_dir_all(root.join("content")).expect("a directory");
        fs::write(root.join("site.toml"), "baseURL = 'https://example.org/'").expect("written");
        let workshop =
            Workshop::open(&root.as_path().into(), None, Request::default()).expect("a site");
        let builder = EditionBuilder { reload: Reload::On, navigate: Navigate::Stay };
        let mut follower = Follower::new(workshop, builder, Watching::Events).expect("a watcher");
        let world = follower.workshop.files().expect("a root").world;
        let (sender, editions) = watch::channel(Arc::new(Edition::empty(world)));
        let mut notes = Notes::default();
        follower.build(Batch::default(), &sender, &mut notes);
        fs::rename(&root, root.with_file_name("moved")).expect("moved");
        follower.build(Batch::of(["content/a.md"]), &sender, &mut notes);
        assert_eq!(notes.0, [false, true]);
        assert!(editions.borrow().errors.is_some(), "browsers are told");
        assert!(follower.unseen.may_have_changed("content/a.md".into()));
    }
}
