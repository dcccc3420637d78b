//! The lines of a block of code and where they stand in the file.

use super::page::{CheckedPage, CodeForm, CodePiece};

/// Each line of the code with the place of its first byte.
pub(super) fn code_lines<'p>(
    page: &'p CheckedPage<'_>,
    piece: &'p CodePiece<'_>,
) -> impl Iterator<Item = (&'p str, usize)> {
    let start = match piece.form {
        CodeForm::Fenced(_) => {
            let first = page.text[piece.range.clone()].find('\n');
            first.map_or(piece.range.end, |newline| piece.range.start + newline + 1)
        }
        // The line begins before the code does.
        CodeForm::Indented => {
            page.text[..piece.range.start].rfind('\n').map_or(0, |newline| newline + 1)
        }
        CodeForm::Inline => piece.range.start,
    };
    let mut offset = start;
    // No further than the code reaches: a line may be as long as the file, and hold thousands of pieces.
    let written =
        page.text[start..piece.range.end.max(start)].split_inclusive('\n').map(move |line| {
            let at = offset;
            offset += line.len();
            (line.trim_end_matches(['\n', '\r']), at)
        });
    piece.text.lines().zip(written).map(|(line, (written, at))| {
        let ahead = written.len().saturating_sub(line.len());
        // What Markdown has changed, such as a tab, has no place of its own.
        let is_end = written.is_char_boundary(ahead) && &written[ahead..] == line;
        (line, if is_end { at + ahead } else { at })
    })
}
