//! Which file of a configuration a span is from.
//!
//! The files are read as if their texts stood one behind the other. So what is read from them needs no
//! file's name beside each value, and a configuration of one file is no special case.

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Diagnostic, Place, Span};

/// The files in their order, each with the offset at which its text would begin.
#[derive(Debug, Default)]
pub(super) struct Origins {
    files: Vec<(usize, Utf8PathBuf)>,
    end: usize,
}

impl Origins {
    /// Adds a file, and gives the offset of its text.
    pub(super) fn add(&mut self, file: &Utf8Path, length: usize) -> usize {
        let start = self.end;
        self.files.push((start, file.to_owned()));
        // A span may lie behind the last character.
        self.end = start + length + 1;
        start
    }

    /// Gives diagnostics of the configuration the places that their spans stand for.
    pub(super) fn settle(&self, diagnostics: &mut [Diagnostic]) {
        let Some((_, first)) = self.files.first() else { return };
        for diagnostic in diagnostics {
            let related = diagnostic.related.iter_mut().map(|(place, _)| place);
            for place in diagnostic.place.iter_mut().chain(related) {
                if place.file == *first {
                    self.settle_place(place);
                }
            }
        }
    }

    fn settle_place(&self, place: &mut Place) {
        let Some(span) = place.span.map(Span::range) else { return };
        let index = self.files.partition_point(|(start, _)| *start <= span.start);
        if let Some((start, file)) = index.checked_sub(1).and_then(|index| self.files.get(index)) {
            place.file.clone_from(file);
            place.span = Some(Span::new(span.start - start..span.end.saturating_sub(*start)));
        }
    }
}
