//! Finds the lines of many offsets in one text.

/// Where the lines of a text begin, from the second on.
pub struct LineStarts(Vec<usize>);

impl LineStarts {
    pub fn new(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(newline, _)| newline + 1).collect())
    }

    /// The line of a byte offset, from 1. An offset past the end is in the last line.
    pub fn line_of(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one() {
        let starts = LineStarts::new("a\nb");
        assert_eq!([0, 1, 2, 99].map(|offset| starts.line_of(offset)), [1, 1, 2, 2]);
    }
}
