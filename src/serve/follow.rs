//! Building again whenever an input has changed, for as long as the program runs.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::watch::Sender;

use super::edition::{Built, Edition, Press};
use super::gather::{Batch, Event, Gathering};
use super::watch::Watches;
use super::workshop::Workshop;

/// After how long the site is looked at again when a build has asked for directories that were not
/// watched during it.
const SECOND_LOOK: Duration = Duration::from_millis(150);

/// The longest pause between builds that nothing but lost events ask for. Builds read files, and
/// reading fills the queue too: it must not go round for ever.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Whoever wants to know what happens.
pub trait Witness {
    fn built(&mut self, batch: &Batch, built: &Built, took: Duration);
    /// A directory that cannot be watched, and the system's words.
    fn unwatched(&mut self, directory: &Utf8Path, words: &str);
}

/// A watched site.
pub struct Follower {
    workshop: Workshop,
    press: Press,
    watches: Watches,
    events: Receiver<Event>,
    gathering: Gathering,
    second_look: Option<Instant>,
    /// How often in a row events were lost and nothing was new.
    vain: u32,
    /// What was touched since the last good build.
    unseen: Batch,
    unwatched: Vec<Utf8PathBuf>,
}

impl Follower {
    /// Begins to watch, so that no change during the first build is missed.
    ///
    /// # Errors
    /// When the system cannot watch at all.
    pub fn new(workshop: Workshop, press: Press) -> notify::Result<Self> {
        let (mut watches, events) = Watches::new(workshop.root())?;
        watches.set(workshop.inputs());
        Ok(Self {
            workshop,
            press,
            watches,
            events,
            gathering: Gathering::default(),
            second_look: None,
            vain: 0,
            unseen: Batch::default(),
            unwatched: Vec::new(),
        })
    }

    /// The workshop, for the first build.
    pub fn workshop(&mut self) -> &mut Workshop {
        &mut self.workshop
    }

    /// Builds after every change and publishes what comes of it. Ends when nobody can ask for
    /// editions any more.
    pub fn follow(mut self, editions: &Sender<Arc<Edition>>, witness: &mut dyn Witness) {
        // The first build may have asked for more than was watched during it.
        if self.set_watches(witness) {
            self.look_again();
        }
        while let Some(batch) = self.wait() {
            if editions.is_closed() {
                return;
            }
            self.watches.doubt(&batch);
            self.set_watches(witness);
            self.build(batch, editions, witness);
            // A changed configuration names other directories.
            if self.set_watches(witness) {
                self.look_again();
            }
        }
    }

    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    fn build(&mut self, batch: Batch, editions: &Sender<Arc<Edition>>, witness: &mut dyn Witness) {
        let start = Instant::now();
        let previous = Arc::clone(&editions.borrow());
        let outcome = self.workshop.rebuild();
        let Ok(world) = self.workshop.world() else { return };
        self.unseen.merge(batch.clone());
        let built = self.press.next(&previous, outcome, Arc::new(world), &self.unseen);
        if !built.has_failed() {
            self.unseen = Batch::default();
        }
        let is_news = !built.changes.is_empty() || built.edition.overlay != previous.overlay;
        self.vain = if batch.is_unknown && !is_news { self.vain + 1 } else { 0 };
        if is_news {
            editions.send_replace(Arc::clone(&built.edition));
        }
        if is_news || !batch.is_empty() {
            witness.built(&batch, &built, start.elapsed());
        }
    }

    /// Waits for a batch that matters; `None` when no event will ever come again.
    #[allow(clippy::disallowed_methods, reason = "time that is waited for, no input of a build")]
    fn wait(&mut self) -> Option<Batch> {
        loop {
            let due = self.due();
            let pause = due.map(|due| due.saturating_duration_since(Instant::now()));
            let event = match pause {
                Some(pause) => self.events.recv_timeout(pause),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(event) if self.matters(&event) => self.gathering.note(event, Instant::now()),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Some(self.take()),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// When there is something to do if nothing more happens.
    fn due(&self) -> Option<Instant> {
        let pause = match self.vain {
            0 => Duration::ZERO,
            vain => LONGEST_PAUSE.min(Duration::from_millis(100) * 2_u32.pow(vain.min(12))),
        };
        self.gathering.due().map(|due| due + pause).or(self.second_look)
    }

    fn take(&mut self) -> Batch {
        if self.gathering.due().is_some() {
            return self.gathering.take();
        }
        self.second_look = None;
        Batch::default()
    }

    fn matters(&self, event: &Event) -> bool {
        match event {
            Event::Lost => true,
            Event::Touched(path) | Event::Directory(path) => self.workshop.inputs().contains(path),
        }
    }

    #[allow(clippy::disallowed_methods, reason = "time that is waited for, no input of a build")]
    fn look_again(&mut self) {
        self.second_look = Some(Instant::now() + SECOND_LOOK);
    }

    /// Whether a directory is watched now that was not. One that cannot be is told of once.
    fn set_watches(&mut self, witness: &mut dyn Witness) -> bool {
        let (has_new, unwatched) = self.watches.set(self.workshop.inputs());
        for (directory, words) in unwatched {
            if !self.unwatched.contains(&directory) {
                witness.unwatched(&directory, &words);
                self.unwatched.push(directory);
            }
        }
        has_new
    }
}
