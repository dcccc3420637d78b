//! Each stage of a build on the real corpus, and the whole of it.
//!
//! `cargo bench` prints the table. A stage is measured with the results of the stages before it at
//! hand, so that the figures can be added up.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "../tests/support/corpus.rs"]
mod corpus;
#[path = "../tests/support/programs.rs"]
mod programs;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use divan::Bencher;
use site::artifact::{Artifacts, Spool};
use site::config::{self, LanguageId, Overrides, Settings};
use site::discover::{Sources, discover};
use site::emit::{Leftovers, emit};
use site::owners::Owners;
use site::parse::{Documents, parse};
use site::pipeline::{Request, Silent, build};
use site::publish;
use site::render::{Rendered, Scope, render};
use site::resolve::{Site, pair, resolve};
use site::world::{DiskWorld, World};

fn main() {
    if corpus::corpus().is_some() {
        divan::main();
    }
}

/// The corpus with every stage done once.
struct Stages {
    world: DiskWorld,
    settings: Settings,
    sources: Sources,
    documents: Documents,
    site: Site,
    scope: Scope,
    rendered: Rendered,
}

impl Stages {
    fn new() -> Self {
        let world = world();
        let mut found = Vec::new();
        let loaded = config::load(&world, &config::Environment::default(), &mut found)
            .expect("the corpus has a configuration");
        let settings = config::resolve(&loaded, &Overrides::default(), &mut found);
        let sources = discover(&world, &settings, &mut found);
        let documents = parse(&world, &settings, &sources, &mut found);
        let pairs = pair(&settings, &documents);
        let site = resolve(&settings, &documents, &pairs, world.now(), &mut found);
        let languages: BTreeSet<LanguageId> = settings.language_ids().collect();
        let keep_bodies = publish::feed_bodies(&settings, &site, &languages);
        let scope = Scope {
            languages,
            keep_bodies,
            now: world.now(),
            memo: Arc::default(),
            spool: Spool::default(),
        };
        let rendered = render(&settings, &documents, &site, &scope, &mut found).expect("templates");
        Self { world, settings, sources, documents, site, scope, rendered }
    }
}

fn world() -> DiskWorld {
    let root = corpus::corpus().expect("main has looked");
    DiskWorld::open(&root, corpus::NOW.parse().ok()).expect("the corpus can be read")
}

/// The stages, made once for all benchmarks.
fn with_stages(work: impl FnOnce(&Stages)) {
    thread_local!(static STAGES: OnceCell<Stages> = const { OnceCell::new() });
    STAGES.with(|stages| work(stages.get_or_init(Stages::new)));
}

#[divan::bench(sample_count = 20)]
fn s1_discover(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        bencher.bench_local(|| discover(&own.world, &own.settings, &mut Vec::new()));
    });
}

#[divan::bench(sample_count = 20)]
fn s2_parse(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        bencher.bench_local(|| parse(&own.world, &own.settings, &own.sources, &mut Vec::new()));
    });
}

#[divan::bench(sample_count = 20)]
fn s3_resolve(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        let now = own.world.now();
        bencher.bench_local(|| {
            let pairs = pair(&own.settings, &own.documents);
            resolve(&own.settings, &own.documents, &pairs, now, &mut Vec::new())
        });
    });
}

/// Reading every OWNERS file, which `s2_parse` does too.
#[divan::bench(sample_count = 20)]
fn owners_read(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        let output = &own.settings.output_dir;
        bencher.bench_local(|| Owners::read(&own.world, output, &mut Vec::new()));
    });
}

/// Whose each of the 2,272 Markdown files of the corpus is.
#[divan::bench(sample_count = 20)]
fn owners_of_all_markdown(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        let walk = own.world.walk(Utf8Path::new("")).expect("the root");
        let is_markdown = |path: &&Utf8PathBuf| path.extension() == Some("md");
        let files: Vec<&Utf8PathBuf> = walk.files.iter().filter(is_markdown).collect();
        assert!(files.len() > 2_000, "the whole corpus is there");
        let owners = &own.documents.owners;
        bencher.bench_local(|| {
            files.iter().map(|file| owners.of(file, None).approvers.names().count()).sum::<usize>()
        });
    });
}

#[divan::bench(sample_count = 10)]
fn s4_render(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        bencher.bench_local(|| {
            render(&own.settings, &own.documents, &own.site, &own.scope, &mut Vec::new())
        });
    });
}

#[divan::bench(sample_count = 20)]
fn s5_publish(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        let bodies: &BTreeMap<_, _> = &own.rendered.bodies;
        bencher.bench_local(|| {
            let mut artifacts = Artifacts::default();
            let languages = &own.scope.languages;
            publish::publish(&own.settings, &own.site, languages, bodies, &mut artifacts);
            artifacts
        });
    });
}

/// Into a new directory each time.
#[divan::bench(sample_count = 10)]
fn s6_emit_cold(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        bencher
            .with_inputs(|| {
                tempfile::tempdir_in(
                    corpus::corpus().expect("it is there").parent().expect("target"),
                )
                .expect("a directory")
            })
            .bench_local_values(|directory| {
                let output =
                    Utf8PathBuf::from_path_buf(directory.path().join("out")).expect("UTF-8");
                emit(&own.world, &own.rendered.artifacts, &output, Leftovers::Remove)
                    .expect("written");
                directory
            });
    });
}

/// Into a directory that holds everything already.
#[divan::bench(sample_count = 10)]
fn s7_emit_warm(bencher: Bencher<'_, '_>) {
    with_stages(|own| {
        let directory = tempfile::tempdir().expect("a directory");
        let output = Utf8PathBuf::from_path_buf(directory.path().join("out")).expect("UTF-8");
        let write = || emit(&own.world, &own.rendered.artifacts, &output, Leftovers::Remove);
        write().expect("written");
        bencher.bench_local(write);
    });
}

/// All stages but writing.
#[divan::bench(sample_count = 10)]
fn whole_in_memory(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| build(&world(), &Request::default(), &mut Silent));
}
