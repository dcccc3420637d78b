//! `site`: a static site generator for blogs and documentation in many languages.
//!
//! A build is a function from a [`world`] to [`artifact`]s and [`diagnostic`]s. [`pipeline`] has its
//! stages in their order; `ARCHITECTURE.md` tells the way of a page through them.

// The stages, in their order.
pub mod config;
pub mod discover;
pub mod parse;
pub mod resolve;
pub mod render;
pub mod publish;
pub mod search;
pub mod emit;

// The shell around them.
pub mod adapters;
pub mod changed;
pub mod check;
pub mod cli;
pub mod listing;
pub mod moving;
pub mod pipeline;
pub mod preview;
pub mod serve;
pub mod starter;

// What all of them speak of.
pub mod artifact;
pub mod board;
pub mod built_in;
pub mod date;
pub mod diagnostic;
pub mod git;
pub mod glob;
pub mod go;
pub mod go_pattern;
pub mod html;
pub mod l10n;
pub mod locale;
pub mod memo;
pub mod owners;
pub mod structured;
pub mod web;
pub mod world;
