//! What a site is built for.

/// For whom a site is built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Its readers.
    #[default]
    Readers,
    /// A check of its content: nobody will see the pages, and all that is wrong with them is found.
    Check,
}
