//! Templates in Go's language, for the shortcodes that a site made for Hugo brings along.
//!
//! [`evaluate::compile`] parses a template and finds out what its values need to be safe; [`evaluate::run`] runs it.
//! The room knows values and templates, and of the pipeline nothing: whoever renders is its [`host::Host`].

pub mod addresses;
pub mod ast;
pub mod budget;
pub mod context;
pub mod data;
pub mod error;
pub mod escape;
pub mod evaluate;
pub mod functions;
pub mod host;
pub mod layout;
pub mod lexer;
pub mod media;
pub mod member;
mod nearest;
pub mod parser;
mod plain;
pub mod print;
pub mod printf;
pub mod record;
pub mod site;
pub mod value;
