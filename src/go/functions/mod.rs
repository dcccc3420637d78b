//! Hugo's functions: which there are, what each is documented as, and what answers it.

mod argument;
mod cast;
mod collation;
mod collections;
mod compare;
mod crypto;
mod data;
mod emoji;
mod encoding;
mod entities;
mod entry;
mod equality;
mod find;
mod fmt;
mod images;
mod inflect;
mod json;
mod lang;
mod math;
pub mod md5;
mod missing;
mod order;
mod outside;
mod path;
mod patterns;
mod plural;
mod reflect;
mod safe;
pub mod scratch;
mod sets;
mod strings;
mod time;
mod transform;
mod truncate;
mod url;
mod url_members;
mod urls;
mod version;
mod wheres;
mod written_data;
mod xxhash;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use crypto::integrity;
pub use entry::{Entry, Function, documentation};
pub use missing::{MISSING, Missing};
pub use path::clean as cleaned_path;
pub use url::{escape_path as escaped_path, is_address, normal_address};
pub use version::version;

/// All functions, namespace by namespace.
pub const TABLES: &[&[Entry]] = &[
    cast::TABLE,
    collections::TABLE,
    find::TABLE,
    order::TABLE,
    sets::TABLE,
    wheres::TABLE,
    compare::TABLE,
    crypto::TABLE,
    data::TABLE,
    emoji::TABLE,
    encoding::TABLE,
    fmt::TABLE,
    images::TABLE,
    inflect::TABLE,
    lang::TABLE,
    math::TABLE,
    missing::TABLE,
    outside::TABLE,
    path::TABLE,
    patterns::TABLE,
    reflect::TABLE,
    safe::TABLE,
    scratch::TABLE,
    strings::TABLE,
    time::TABLE,
    transform::TABLE,
    truncate::TABLE,
    urls::TABLE,
];

/// All functions, namespace by namespace.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    TABLES.iter().copied().flatten()
}

/// All names, once they have been asked for: a template calls functions by name.
static NAMES: LazyLock<HashMap<&str, &Entry>> = LazyLock::new(|| {
    let named = |entry: &'static Entry| {
        entry.aliases.iter().chain([&entry.name]).map(move |name| (*name, entry))
    };
    all().flat_map(named).collect()
});

/// The function of a full name or an alias.
pub fn find(name: &str) -> Option<&'static Entry> {
    NAMES.get(name).copied()
}

/// Whether a name is a namespace: `strings` of `strings.TrimPrefix`.
pub fn is_namespace(name: &str) -> bool {
    all().filter_map(|entry| entry.name.split_once('.')).any(|(space, _)| space == name)
}
