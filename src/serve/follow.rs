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
use crate::pipeline::{ConfigProblem, Outcome};

/// A build may ask for directories that were not watched during it, and is then done again. More
/// often than this only if directories come and go all the while, which events will tell.
const ATTEMPTS: usize = 3;

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
    /// How often in a row events were lost and nothing was new.
    vain: u32,
    /// What was touched since the last good build.
    unseen: Batch,
    unwatched: Vec<Utf8PathBuf>,
}

impl Follower {
    /// A follower that has built nothing yet.
    ///
    /// # Errors
    /// When the system cannot watch at all.
    pub fn new(workshop: Workshop, press: Press) -> notify::Result<Self> {
        let (watches, events) = Watches::new(workshop.root())?;
        Ok(Self {
            workshop,
            press,
            watches,
            events,
            gathering: Gathering::default(),
            vain: 0,
            unseen: Batch::default(),
            unwatched: Vec::new(),
        })
    }

    /// Builds after every change and publishes what comes of it. Ends when nobody can ask for
    /// editions any more.
    pub fn follow(mut self, editions: &Sender<Arc<Edition>>, witness: &mut dyn Witness) {
        self.workshop.tidy();
        while let Some(batch) = self.wait() {
            if editions.is_closed() {
                return;
            }
            self.watches.doubt(&batch);
            self.build(batch, editions, witness);
            self.workshop.tidy();
        }
    }

    /// Builds the site with everything watched that it is made from: when it is published, no
    /// change of it can be missed.
    ///
    /// # Errors
    /// When there is no configuration that can be used.
    pub fn rebuild(
        &mut self,
        mut touched: Batch,
        witness: &mut dyn Witness,
    ) -> Result<Outcome, ConfigProblem> {
        // Whatever was not watched until now may have changed unseen.
        touched.merge(self.set_watches(witness));
        let mut outcome = self.workshop.rebuild(&touched);
        for _ in 1..ATTEMPTS {
            touched = self.set_watches(witness);
            if touched.paths.is_empty() {
                break;
            }
            outcome = self.workshop.rebuild(&touched);
        }
        outcome
    }

    pub fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    fn build(&mut self, batch: Batch, editions: &Sender<Arc<Edition>>, witness: &mut dyn Witness) {
        let start = Instant::now();
        let previous = Arc::clone(&editions.borrow());
        let outcome = self.rebuild(batch.clone(), witness);
        let Ok(world) = self.workshop.world() else { return };
        self.unseen.merge(batch.clone());
        let built = self.press.next(&previous, outcome, Arc::new(world), &self.unseen);
        if !built.has_failed() {
            self.unseen = Batch::default();
        }
        let is_news = !built.changes.is_empty() || built.edition.overlay != previous.overlay;
        self.vain = if batch.is_unknown && !is_news { self.vain + 1 } else { 0 };
        // A change that no reader sees, in a comment, may be one that a team waits for.
        if is_news || !batch.paths.is_empty() {
            editions.send_replace(Arc::clone(&built.edition));
        }
        witness.built(&batch, &built, start.elapsed());
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
                Err(RecvTimeoutError::Timeout) => return Some(self.gathering.take()),
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
        self.gathering.due().map(|due| due + pause)
    }

    fn matters(&self, event: &Event) -> bool {
        match event {
            Event::Lost => true,
            Event::Touched(path) | Event::Directory(path) => self.workshop.inputs().contains(path),
        }
    }

    /// The directories that are watched now and were not. One that cannot be is told of once.
    fn set_watches(&mut self, witness: &mut dyn Witness) -> Batch {
        let (new, unwatched) = self.watches.set(self.workshop.inputs());
        for (directory, words) in unwatched {
            if !self.unwatched.contains(&directory) {
                witness.unwatched(&directory, &words);
                self.unwatched.push(directory);
            }
        }
        new
    }
}
