//! `site serve`: the server, and its messages in the terminal.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::watch;

use super::args::ServeArguments;
use super::cache;
use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::meter::Meter;
use super::output::{self, say, tell};
use super::refusal::refuse;
use super::request::{environment, request, today};
use crate::config::Environment;
use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic, Severities};
use crate::memo::Progress;
use crate::pipeline::{ConfigProblem, EarlySite, Observer, Outcome, Request};
use crate::preview::Files;
use crate::render::Awaited;
use crate::serve::{
    self, Batch, Built, EarlyEditions, Edition, EditionBuilder, Follower, Guard, Listening,
    Navigate, OpenPages, Reload, Roots, Running, Watching, Witness, Workshop,
};
use crate::world::World;

/// Serves the site until Ctrl-C.
pub(super) fn run(global: &GlobalArguments, arguments: &ServeArguments) -> Exit {
    if !matches!(global.format, MessageFormat::Human | MessageFormat::Short) {
        say("error: `site serve` takes `--format human` or `--format short` only\n");
        return Exit::Usage;
    }
    let date = match today(&arguments.content) {
        Ok(date) => date,
        Err(diagnostic) => return refuse(global, None, &[*diagnostic], &Severities::default()),
    };
    let listening = match serve::listen(&arguments.host, arguments.port) {
        Ok(listening) => listening,
        Err(error) => {
            let (host, port) = (&arguments.host, arguments.port);
            say(&format!("error: cannot listen on `{host}`, port {port}: {error}\n"));
            return Exit::Machine;
        }
    };
    let mut request = served(request(global, &arguments.content), &listening);
    request.spool = cache::spool(&arguments.content.cache);
    // Hugo's server has an environment of its own.
    let environment = environment(&arguments.content);
    request.overrides.environment = environment.unwrap_or(Environment::new("development"));
    let trusted = arguments.content.trust.trusted_root.clone();
    let roots = Roots { site: global.root.clone(), trusted };
    match Workshop::open(&roots, date, request) {
        Ok(workshop) => show(global, arguments, listening, workshop),
        Err(problem) => refuse(global, None, &problem.diagnostics, &Severities::default()),
    }
}

/// The site as it will be published, except that absolute links lead to this server, and that writers do
/// not wait for an index.
fn served(mut request: Request, listening: &Listening) -> Request {
    request.overrides.origin = Some(listening.origin.clone());
    request.overrides.search.get_or_insert(false);
    request
}

fn show(
    global: &GlobalArguments,
    arguments: &ServeArguments,
    listening: Listening,
    workshop: Workshop,
) -> Exit {
    let watches = arguments.watch && !arguments.no_watch;
    let begun = if watches { watched } else { still };
    let running = match begun(workshop, arguments, listening, Terminal::new(global)) {
        Ok(running) => running,
        Err(exit) => return exit,
    };
    match running.ended() {
        Ok(()) => Exit::Fine,
        Err(error) => {
            say(&format!("error: cannot serve: {error}\n"));
            Exit::Machine
        }
    }
}

/// Serves a site that is rebuilt when it changes.
fn watched(
    workshop: Workshop,
    arguments: &ServeArguments,
    listening: Listening,
    mut terminal: Terminal,
) -> Result<Running, Exit> {
    let navigate = if arguments.navigate { Navigate::ToChanged } else { Navigate::Stay };
    let builder = EditionBuilder { reload: Reload::On, navigate };
    let watching = match arguments.poll {
        true => Watching::Polling,
        false => Watching::needed_for(&workshop.roots().site),
    };
    if watching == Watching::Polling && !arguments.poll {
        say("this disk tells of no changes: looking for them every second\n");
    }
    let mut follower = Follower::new(workshop, builder, watching).map_err(|error| {
        say(&format!(
            "error: cannot watch: {error}\nhint: `--no-watch` serves the site as it is now\n"
        ));
        Exit::Machine
    })?;
    let source = open(follower.workshop(), &terminal)?;
    let open_pages = follower.open_pages();
    let (served, running) = serving(arguments, listening, &source, &open_pages);
    let first = FirstBuild { builder, source, served: &served, open_pages: &open_pages };
    first.run(&mut terminal, |terminal, early| {
        follower.rebuild(Batch::default(), terminal, early)
    })?;
    served.announce(arguments);
    std::thread::spawn(move || follower.follow(&served.editions, &mut terminal));
    Ok(running)
}

/// Serves a site that is built once.
fn still(
    mut workshop: Workshop,
    arguments: &ServeArguments,
    listening: Listening,
    mut terminal: Terminal,
) -> Result<Running, Exit> {
    let builder = EditionBuilder { reload: Reload::Off, navigate: Navigate::Stay };
    let source = open(&workshop, &terminal)?;
    let open_pages = OpenPages::default();
    let (served, running) = serving(arguments, listening, &source, &open_pages);
    let first = FirstBuild { builder, source, served: &served, open_pages: &open_pages };
    first.run(&mut terminal, |_, early| workshop.rebuild(&Batch::default(), early))?;
    workshop.tidy();
    served.announce(arguments);
    Ok(running)
}

fn open(workshop: &Workshop, terminal: &Terminal) -> Result<Files, Exit> {
    workshop.files().map_err(|problem| terminal.refuse(&problem, None))
}

/// What a server is given, and where it is.
struct Served {
    editions: watch::Sender<Arc<Edition>>,
    address: SocketAddr,
    origin: String,
}

/// Starts the server, which has nothing to show yet.
fn serving(
    arguments: &ServeArguments,
    listening: Listening,
    source: &Files,
    open_pages: &OpenPages,
) -> (Served, Running) {
    let Listening { listener, address, origin } = listening;
    let is_name = arguments.host.parse::<IpAddr>().is_err();
    let names = arguments.allow_host.iter().chain(is_name.then_some(&arguments.host));
    let guard = Guard::new(address.ip(), names.cloned());
    let empty = Edition::empty(Arc::clone(&source.world));
    let (editions, receiver) = watch::channel(Arc::new(empty));
    let running = serve::start(listener, receiver, guard, open_pages.clone());
    (Served { editions, address, origin }, running)
}

/// The first build. While it goes on, browsers get the pages that they ask for as soon as these are made.
struct FirstBuild<'a> {
    builder: EditionBuilder,
    source: Files,
    served: &'a Served,
    open_pages: &'a OpenPages,
}

impl FirstBuild<'_> {
    /// Fails without a usable configuration.
    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    fn run(
        self,
        terminal: &mut Terminal,
        build: impl FnOnce(&mut Terminal, &mut dyn Observer) -> Result<Outcome, ConfigProblem>,
    ) -> Result<(), Exit> {
        let Self { builder, source, served: Served { editions, .. }, open_pages } = self;
        let (start, nothing) = (Instant::now(), Batch::default());
        let early = EarlyEditions::new(editions, open_pages, &nothing, builder);
        let mut seen = Seen { early, meter: Meter::new(&terminal.global) };
        let outcome = build(terminal, &mut seen);
        seen.meter.end();
        let outcome = outcome.map_err(|problem| terminal.refuse(&problem, Some(&*source.world)))?;
        let before = Arc::clone(&editions.borrow());
        let built = builder.next(&before, Ok(outcome), source, &nothing);
        terminal.first(&built, start.elapsed());
        editions.send_replace(built.edition);
        Ok(())
    }
}

/// What is seen of the first build while it goes on: pages in browsers, and how far it is on the terminal.
struct Seen<'a> {
    early: EarlyEditions<'a>,
    meter: Meter,
}

impl Observer for Seen<'_> {
    fn stage(&mut self, name: &'static str) {
        self.meter.stage(name);
    }

    fn awaited(&self, mount: &str) -> Awaited {
        self.early.awaited(mount)
    }

    fn early(&mut self, site: EarlySite) {
        self.early.early(site);
    }

    fn progress(&self) -> Option<Arc<Progress>> {
        self.meter.progress()
    }
}

impl Served {
    /// Prints the site's address, and opens it if requested.
    fn announce(&self, arguments: &ServeArguments) {
        let (asked, port) = (arguments.port, self.address.port());
        if asked != 0 && asked != port {
            say(&format!("port {asked} is taken; using {port}\n"));
        }
        let url = format!("{}{}", self.origin, self.editions.borrow().files.mount);
        say(&format!("serving at {url} (press Ctrl-C to stop)\n"));
        if arguments.open
            && let Err(error) = open_in_browser(&url)
        {
            say(&format!("cannot open a browser: {error}\n"));
        }
    }
}

/// Hands the URL to the system, without waiting for the browser.
#[allow(clippy::disallowed_methods, reason = "the reader's own browser, only when told to")]
fn open_in_browser(url: &str) -> std::io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}

/// The messages about each build: new problems, and one line.
struct Terminal {
    global: GlobalArguments,
    /// Problems that have been shown and are still there.
    shown: BTreeSet<Known>,
}

/// A problem, regardless of its place in its file.
type Known = (Code, String, Option<Utf8PathBuf>);

impl Terminal {
    fn new(global: &GlobalArguments) -> Self {
        Self { global: global.clone(), shown: BTreeSet::new() }
    }

    fn first(&mut self, built: &Built, took: Duration) {
        let problems = self.problems(built);
        let pages = counted(built.pages, "page");
        tell(&self.global, &format!("{pages} in {} ms{problems}\n", took.as_millis()));
    }

    /// Says why there is nothing to serve.
    fn refuse(&self, problem: &ConfigProblem, world: Option<&dyn World>) -> Exit {
        let report = output::report(&self.global, &problem.diagnostics, &problem.severities);
        let shown = output::show(&self.global, &report, world);
        say(&format!("nothing is served: {}\n", output::tally(&report)));
        shown.max(Exit::Usage)
    }

    /// Shows as many problems as a screen has room for.
    fn show(&self, fresh: &[Diagnostic], built: &Built) {
        let room = if self.global.format == MessageFormat::Human { 5 } else { 20 };
        let mut report = output::report(&self.global, fresh, &built.severities);
        let left = report.shorten(room);
        // The server goes on when its terminal is closed.
        let _ = output::show(&self.global, &report, Some(&*built.world));
        if left > 0 {
            say(&format!("and {}: `site check` shows them all\n\n", counted(left, "more problem")));
        }
    }

    /// Shows the problems that are new, and counts all.
    fn problems(&mut self, built: &Built) -> String {
        let known = |diagnostic: &Diagnostic| {
            let file = diagnostic.place.as_ref().map(|place| place.file.clone());
            (diagnostic.code, diagnostic.message.clone(), file)
        };
        let is_fresh = |diagnostic: &&Diagnostic| !self.shown.contains(&known(diagnostic));
        let fresh = built.diagnostics.iter().filter(is_fresh);
        let fresh: Vec<Diagnostic> = fresh.cloned().collect();
        self.shown = built.diagnostics.iter().map(known).collect();
        self.show(&fresh, built);
        let tally =
            output::tally(&output::report(&self.global, &built.diagnostics, &built.severities));
        if tally.is_empty() { tally } else { format!(" ({tally})") }
    }
}

impl Witness for Terminal {
    fn built(&mut self, batch: &Batch, built: &Built, took: Duration) {
        let problems = self.problems(built);
        let pages = counted(built.pages, "page");
        let (what, took) = (touched(batch), took.as_millis());
        let line = if built.has_failed() {
            format!(
                "{what}: the build failed after {took} ms{problems}; still serving the last good one"
            )
        } else if built.changes.is_empty() {
            format!("{what}: nothing changed, in {took} ms{problems}")
        } else {
            let changed = counted(built.changes.len(), "file");
            format!("{what}: {changed} changed, {pages} in {took} ms{problems}")
        };
        if built.has_failed() {
            say(&format!("{line}\n"));
        } else {
            tell(&self.global, &format!("{line}\n"));
        }
    }

    fn moved(&mut self) {
        say("the site's directory was moved or replaced: watching it again\n");
    }

    fn broken(&mut self) {
        say("error: the build failed inside `site`; the last good site is served\n");
    }

    fn unwatched(&mut self, directory: &Utf8Path, words: &str) {
        say(&format!("warning: `{directory}` cannot be watched: {words}\n"));
    }
}

/// Names the touched files, if they are few.
fn touched(batch: &Batch) -> String {
    const NAMED: usize = 3;
    match batch.paths.len() {
        _ if batch.is_unknown => "too many changes to follow".to_owned(),
        0 => "checked again".to_owned(),
        count if count > NAMED => counted(count, "file"),
        _ => batch.paths.iter().map(|path| path.as_str()).collect::<Vec<_>>().join(", "),
    }
}
