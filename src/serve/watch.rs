//! Learns from the operating system when an input changes.
//!
//! Directories that are inputs are watched with everything below them. Directories that lead to an
//! input are watched without what is below, so that it is noticed when an input appears, disappears or
//! is moved. A watch follows a directory, not its name: when another directory takes the name, the
//! watch has to be set again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::gather::{Batch, Event};
use super::identity::Identity;
use super::polling::Watching;
use super::record::Inputs;

/// How often files are looked at where no events tell of changes.
const INTERVAL: Duration = Duration::from_secs(1);

/// The watches of one root.
pub(super) struct Watches {
    /// The root as the user named it, with its links.
    root: Utf8PathBuf,
    /// The root without links, as of when the watcher was made: events name paths below it.
    base: Utf8PathBuf,
    watcher: Box<dyn Watcher + Send>,
    watching: Watching,
    sender: Sender<Event>,
    /// By relative directory.
    set: BTreeMap<Utf8PathBuf, Watch>,
    /// Of the root when the watches were set.
    identity: Option<Identity>,
}

/// How a directory is watched, and which directory that is.
struct Watch {
    mode: RecursiveMode,
    identity: Option<Identity>,
}

/// Directories that could not be watched, each with the system's error message.
pub(super) type Unwatched = Vec<(Utf8PathBuf, String)>;

impl Watches {
    /// A watcher without watches, whose events go to `sender`.
    pub(super) fn new(
        root: &Utf8Path,
        sender: Sender<Event>,
        watching: Watching,
    ) -> notify::Result<Self> {
        let base = root.canonicalize_utf8().unwrap_or_else(|_| root.to_owned());
        let watcher = watcher(&base, &sender, watching)?;
        let (root, set) = (root.to_owned(), BTreeMap::new());
        Ok(Self { root, base, watcher, watching, sender, set, identity: None })
    }

    /// The paths that no longer name the watched directory, although no event said so; `None` if
    /// there are none. If the root is another directory, that is all of them.
    pub(super) fn lost(&self) -> Option<Batch> {
        if Identity::of(&self.root) != self.identity {
            return Some(Batch { is_unknown: true, has_other_root: true, ..Batch::default() });
        }
        let is_other = |directory: &Utf8Path, watch: &Watch| {
            Identity::of(&self.base.join(directory)) != watch.identity
        };
        let others = self.set.iter().filter(|(directory, watch)| is_other(directory, watch));
        let paths: BTreeSet<Utf8PathBuf> = others.map(|(directory, _)| directory.clone()).collect();
        (!paths.is_empty()).then(|| Batch { paths, has_directories: true, ..Batch::default() })
    }

    /// Forgets the watches that may no longer be right after a batch.
    pub(super) fn doubt(&mut self, batch: &Batch) {
        let is_doubtful = |directory: &Utf8PathBuf| {
            batch.is_unknown
                || batch.has_directories
                || batch.paths.iter().any(|path| directory.starts_with(path))
        };
        let doubtful: Vec<Utf8PathBuf> =
            self.set.keys().filter(|directory| is_doubtful(directory)).cloned().collect();
        for directory in doubtful {
            self.set.remove(&directory);
            // This fails if the directory is gone, and the watch with it.
            let _ = self.watcher.unwatch(self.base.join(&directory).as_std_path());
        }
        let Ok(base) = self.root.canonicalize_utf8() else { return };
        // If no other watcher can be made, the old one stays, and the next batch tries again.
        if base != self.base
            && let Ok(watcher) = watcher(&base, &self.sender, self.watching)
        {
            self.watcher = watcher;
            self.base = base;
            self.set.clear();
        }
    }

    /// Watches the inputs that exist. Returns the directories that are newly watched, and those that
    /// cannot be watched.
    pub(super) fn set(&mut self, inputs: &Inputs) -> (Batch, Unwatched) {
        let mut new = Batch::default();
        let mut unwatched = Vec::new();
        self.identity = Identity::of(&self.root);
        for (directory, mode) in wanted(inputs) {
            let path = self.base.join(&directory);
            // The identity is taken first, so that a change before the watch begins is noticed later.
            let identity = Identity::of(&path);
            let is_set = self.set.get(&directory).is_some_and(|watch| watch.mode == mode);
            // The target of a link is watched by its real path: a directory has one watch.
            let is_real = identity.as_ref().is_some_and(|identity| identity.is_at(&path));
            if is_set || !is_real {
                continue;
            }
            match self.watcher.watch(path.as_std_path(), mode) {
                Ok(()) => {
                    new.paths.insert(directory.clone());
                    self.set.insert(directory, Watch { mode, identity });
                }
                // Something in it has just disappeared, and an event will follow.
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                Err(error) => unwatched.push((directory, error.to_string())),
            }
        }
        (new, unwatched)
    }
}

/// Links are not followed: their targets are watched by their real paths.
fn watcher(
    base: &Utf8Path,
    sender: &Sender<Event>,
    watching: Watching,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let (base, sender) = (base.to_owned(), sender.clone());
    let configuration = notify::Config::default().with_follow_symlinks(false);
    let handler = move |event| pass_on(&base, event, &sender);
    Ok(match watching {
        Watching::Events => Box::new(RecommendedWatcher::new(handler, configuration)?),
        Watching::Polling => {
            Box::new(PollWatcher::new(handler, configuration.with_poll_interval(INTERVAL))?)
        }
    })
}

/// Every directory to watch.
fn wanted(inputs: &Inputs) -> BTreeMap<Utf8PathBuf, RecursiveMode> {
    let all = inputs.trees.iter().chain(&inputs.files);
    let above = all.flat_map(|input| input.ancestors().skip(1));
    let mut wanted: BTreeMap<Utf8PathBuf, RecursiveMode> =
        above.map(|directory| (directory.to_owned(), RecursiveMode::NonRecursive)).collect();
    wanted.insert(Utf8PathBuf::new(), RecursiveMode::NonRecursive);
    wanted.extend(inputs.trees.iter().map(|tree| (tree.clone(), RecursiveMode::Recursive)));
    // A tree is watched with everything below it.
    let is_outermost = |directory: &Utf8Path| {
        !directory.ancestors().skip(1).any(|above| inputs.trees.contains(above))
    };
    wanted.retain(|directory, _| is_outermost(directory));
    wanted
}

fn pass_on(root: &Utf8Path, event: notify::Result<notify::Event>, sender: &Sender<Event>) {
    // There is no receiver any more when the program ends.
    let send = |event| drop(sender.send(event));
    let Ok(event) = event else {
        send(Event::Lost);
        return;
    };
    if event.need_rescan() {
        send(Event::Lost);
    }
    if !is_change(event.kind) {
        return;
    }
    for path in &event.paths {
        let Some(path) = below(root, path) else { continue };
        let may_hold_more = match event.kind {
            EventKind::Create(CreateKind::Folder) => true,
            EventKind::Create(CreateKind::File) => false,
            EventKind::Create(_)
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Any)) => {
                root.join(&path).is_dir()
            }
            _ => false,
        };
        send(if may_hold_more { Event::Directory(path) } else { Event::Touched(path) });
    }
}

/// Whether the event is a change. Builds read files, which causes events too.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Other => false,
        _ => true,
    }
}

/// The path below the root; for a name that is not UTF-8, its directory.
fn below(root: &Utf8Path, path: &Path) -> Option<Utf8PathBuf> {
    let below = path.strip_prefix(root).ok()?;
    below.ancestors().find_map(|path| Some(Utf8Path::from_path(path)?.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn trees_with_all_below_and_the_way_to_them() {
        let mut inputs = Inputs::default();
        inputs.trees.extend(["content/en".into(), "content/en/blog".into(), "static".into()]);
        inputs.files.extend(["site.toml".into(), "extra/notes.toml".into()]);
        let wanted: Vec<(Utf8PathBuf, RecursiveMode)> = wanted(&inputs).into_iter().collect();
        assert_eq!(
            wanted,
            [
                ("".into(), RecursiveMode::NonRecursive),
                ("content".into(), RecursiveMode::NonRecursive),
                ("content/en".into(), RecursiveMode::Recursive),
                ("extra".into(), RecursiveMode::NonRecursive),
                ("static".into(), RecursiveMode::Recursive),
            ]
        );
    }

    #[test]
    fn a_lost_event_is_passed_on_as_such() {
        let (sender, receiver) = channel();
        let lost = notify::Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        pass_on("/site".into(), Ok(lost), &sender);
        assert_eq!(receiver.try_recv(), Ok(Event::Lost));
        let read = notify::Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any)))
            .add_path("/site/content/a.md".into());
        pass_on("/site".into(), Ok(read), &sender);
        assert!(receiver.try_recv().is_err(), "reading is no change");
    }
}
