//! Files as text, or why they are none.

use std::io;

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::world::{Refusal, World};

/// A file's text, or a diagnostic that says why there is none.
pub(super) fn read_text(
    world: &dyn World,
    path: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> Option<String> {
    text_of(path, read_bytes(world, path, found)?, found)
}

/// The text that the bytes of a file are, or a diagnostic that says why they are none.
pub(super) fn text_of(
    path: &Utf8Path,
    bytes: Vec<u8>,
    found: &mut Vec<Diagnostic>,
) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            found.push(not_utf8(path, &error));
            None
        }
    }
}

pub(super) fn read_bytes(
    world: &dyn World,
    path: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<u8>> {
    match world.read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            found.push(unreadable(path, &error));
            None
        }
    }
}

pub(super) fn unreadable(path: &Utf8Path, error: &io::Error) -> Diagnostic {
    let code = match Refusal::of(error) {
        Some(Refusal::LinkUntrusted) => Code::UntrustedFile,
        Some(refusal) if refusal.is_link() => Code::LinkOutside,
        _ => Code::FileUnreadable,
    };
    Diagnostic::new(code, format!("cannot be read: {error}")).at(Place::file(path))
}

pub(super) fn not_utf8(path: &Utf8Path, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error.utf8_error().valid_up_to();
    let message = format!("not valid UTF-8: byte 0x{:02X}", error.as_bytes()[valid]);
    Diagnostic::new(Code::FileNotUtf8, message)
        .at(Place::span(path, Span::new(valid..valid)))
        .hint("save the file as UTF-8")
}
