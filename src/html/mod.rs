//! What content may put into a page: the one policy for markup, addresses and attributes.
//!
//! A string of content is text, and templates escape it. It becomes markup only as [`Html`], which the
//! writers of this program make; it leads somewhere only as an [`Address`], which has been checked; and it
//! names an attribute only if [`attribute_is_allowed`] says so. What is refused is for the caller to report.
//! Nothing here knows of pages, templates or files.

mod address;
mod attributes;
mod blocks;
mod escape;
mod markup;
pub(crate) mod tags;
mod words;

pub use address::{Address, AddressUse, address_is_safe};
pub use attributes::{attribute_is_allowed, holds_address};
pub use blocks::has_block;
pub use escape::{escaped, escaped_text, text_of_html, unescaped, without_references};
pub use markup::Html;
pub use words::{begins_with_paragraph, first_paragraph, words_of_html};
