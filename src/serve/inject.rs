//! The tags that only served pages have.

/// The tags for a page of this state. Scripts are separate files, so that a strict content security policy
/// allows them.
pub(super) fn tag(state: &str) -> String {
    format!(
        "<script src=\"/_site/reload.js\" defer data-state=\"{state}\"></script>\
         <script src=\"/_site/bar.js\" defer></script>"
    )
}

/// The page with the tag at the start of its head, where no comment or script can be open; at the very end of a page without a head.
pub(super) fn inject(html: &[u8], tag: &str) -> Vec<u8> {
    let at = behind_head(html).unwrap_or(html.len());
    let mut with = Vec::with_capacity(html.len() + tag.len());
    with.extend_from_slice(&html[..at]);
    with.extend_from_slice(tag.as_bytes());
    with.extend_from_slice(&html[at..]);
    with
}

/// Behind the start tag `<head>`, which is not `<header>`.
fn behind_head(html: &[u8]) -> Option<usize> {
    const HEAD: &[u8] = b"<head";
    let start = html.windows(HEAD.len() + 1).position(|window| {
        let (name, next) = window.split_at(HEAD.len());
        name.eq_ignore_ascii_case(HEAD) && (next[0] == b'>' || next[0].is_ascii_whitespace())
    })?;
    let end = html[start..].iter().position(|byte| *byte == b'>')?;
    Some(start + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_start_of_the_head() {
        for (page, expected) in [
            ("<html><head><title>", "<html><head>#<title>"),
            ("<HEAD lang=en>\n<header>", "<HEAD lang=en>#\n<header>"),
            ("<header>no head", "<header>no head#"),
            ("", "#"),
            ("<head", "<head#"),
        ] {
            assert_eq!(inject(page.as_bytes(), "#"), expected.as_bytes(), "{page}");
        }
    }
}
