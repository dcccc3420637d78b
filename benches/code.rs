//! Highlighting all code of the real corpus: without a memo, with one in memory, with one on disk.
//!
//! `cargo bench --bench code`. Threads are rayon's, as in a build: `RAYON_NUM_THREADS=2` for two.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "../tests/support/corpus.rs"]
mod corpus;
#[path = "../tests/support/programs.rs"]
mod programs;

use std::sync::Arc;

use camino::Utf8PathBuf;
use divan::Bencher;
use rayon::prelude::*;
use site::config::{self, Overrides};
use site::diagnostic::Spanned;
use site::discover::discover;
use site::memo::Memo;
use site::parse::body::{CodeBlock, Node};
use site::parse::parse;
use site::render::{BlockOptions, Highlighter};
use site::world::DiskWorld;

fn main() {
    if corpus::corpus().is_some() {
        divan::main();
    }
}

/// Every block of every page, those in shortcodes too.
fn blocks() -> Vec<CodeBlock> {
    let root = corpus::corpus().expect("main has looked");
    let world = DiskWorld::open(&root, corpus::NOW.parse().ok()).expect("the corpus can be read");
    let mut found = Vec::new();
    let loaded = config::load(&world, &config::Environment::default(), &mut found)
        .expect("the corpus has a configuration");
    let settings = config::resolve(&loaded, &Overrides::default(), &mut found);
    let sources = discover(&world, &settings, &mut found);
    let documents = parse(&world, &settings, &sources, &mut found);
    let mut blocks = Vec::new();
    documents.content.iter().for_each(|document| collect(&document.body.nodes, &mut blocks));
    blocks
}

fn collect(nodes: &[Spanned<Node>], blocks: &mut Vec<CodeBlock>) {
    for node in nodes {
        match &node.value {
            Node::Code(block) => blocks.push(block.clone()),
            Node::Shortcode(call) => {
                call.inner.iter().for_each(|inner| collect(&inner.nodes, blocks));
            }
            _ => {}
        }
    }
}

/// Makes all blocks as a build would; gives the length of what came out.
fn highlight(blocks: &[CodeBlock], memo: &Arc<Memo>) -> usize {
    let highlighter = Highlighter::new(Arc::clone(memo));
    let options = BlockOptions::default();
    blocks.par_iter().map(|block| highlighter.highlight(block, &options).html.len()).sum()
}

/// Grammars loaded, every block read.
#[divan::bench(sample_count = 10)]
fn cold(bencher: Bencher<'_, '_>) {
    let blocks = blocks();
    bencher.bench_local(|| highlight(&blocks, &Arc::default()));
}

/// A new process that finds everything on disk.
#[divan::bench(sample_count = 20)]
fn warm_from_disk(bencher: Bencher<'_, '_>) {
    let blocks = blocks();
    let directory = tempfile::tempdir().expect("a directory");
    let directory = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("UTF-8");
    let memo = || Arc::new(Memo::in_directory(directory.clone()));
    let first = memo();
    highlight(&blocks, &first);
    first.save();
    bencher.bench_local(|| highlight(&blocks, &memo()));
}

/// A rebuild of the same process.
#[divan::bench(sample_count = 20)]
fn warm_in_memory(bencher: Bencher<'_, '_>) {
    let blocks = blocks();
    let memo = Arc::default();
    highlight(&blocks, &memo);
    bencher.bench_local(|| highlight(&blocks, &memo));
}

/// Loading the grammars, which happens once, when something new is to be read.
#[divan::bench(sample_count = 10)]
fn load_grammars(bencher: Bencher<'_, '_>) {
    let block = CodeBlock { language: "yaml".into(), ..CodeBlock::default() };
    bencher.bench_local(|| highlight(std::slice::from_ref(&block), &Arc::default()));
}
