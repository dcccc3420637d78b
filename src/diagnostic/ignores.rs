//! `<!-- site-ignore: link-dead it comes with 1.36 -->`: a problem that an author knows and wants to hear no more of.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Code, Diagnostic, Place, Span, nearest};

/// What such a comment begins with.
const MARK: &str = "site-ignore:";

/// A comment that switches off some diagnostics at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The comment's text.
    pub span: Span,
    /// Names of diagnostics as written.
    pub codes: Vec<String>,
    pub reach: Reach,
}

/// Where a comment switches diagnostics off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It stands before everything else.
    File,
    /// In the block that follows, or on the line that it stands on.
    Bytes(Span),
}

/// Whether a comment is such a one, and no translator's.
pub fn is_ignore(comment: &str) -> bool {
    comment.trim_start().starts_with(MARK)
}

impl Ignore {
    /// Reads a comment: after the mark the names, with commas between them, and then the reason.
    pub fn read(comment: &str, span: Span, reach: Reach) -> Option<Self> {
        let words = comment.trim_start().strip_prefix(MARK)?;
        let mut codes = Vec::new();
        for word in words.split_whitespace() {
            codes.extend(word.split(',').filter(|code| !code.is_empty()).map(str::to_owned));
            if !word.ends_with(',') {
                break;
            }
        }
        Some(Self { span, codes, reach })
    }

    fn holds(&self, diagnostic: &Diagnostic) -> bool {
        let start = |place: &Place| place.span.map(|span| span.start);
        let is_near = match self.reach {
            Reach::File => true,
            Reach::Bytes(bytes) => diagnostic
                .place
                .as_ref()
                .and_then(start)
                .is_some_and(|start| bytes.start <= start && start < bytes.end),
        };
        is_near && self.codes.iter().any(|code| code == diagnostic.code.name())
    }
}

/// The comments of all files, and which of their names have switched something off.
#[derive(Clone, Debug, Default)]
pub struct Ignores(BTreeMap<Utf8PathBuf, Vec<Noted>>);

#[derive(Clone, Debug)]
struct Noted {
    ignore: Ignore,
    /// For each name, whether it was of use.
    used: Vec<bool>,
}

impl Ignores {
    /// The comments of files.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a Utf8Path, &'a [Ignore])>) -> Self {
        let with_any = files.into_iter().filter(|(_, ignores)| !ignores.is_empty());
        let noted = |ignore: &Ignore| Noted {
            used: vec![false; ignore.codes.len()],
            ignore: ignore.clone(),
        };
        Self(
            with_any
                .map(|(file, ignores)| (file.to_owned(), ignores.iter().map(noted).collect()))
                .collect(),
        )
    }

    /// Takes out what is switched off.
    pub fn apply(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        if !self.0.is_empty() {
            diagnostics.retain(|diagnostic| !self.is_ignored(diagnostic));
        }
    }

    fn is_ignored(&mut self, diagnostic: &Diagnostic) -> bool {
        let file = diagnostic.place.as_ref().map(|place| place.file.as_path());
        let Some(of_file) = file.and_then(|file| self.0.get_mut(file)) else { return false };
        let mut is_ignored = false;
        for noted in of_file.iter_mut().filter(|noted| noted.ignore.holds(diagnostic)) {
            is_ignored = true;
            for (code, used) in noted.ignore.codes.iter().zip(&mut noted.used) {
                *used |= code == diagnostic.code.name();
            }
        }
        is_ignored
    }

    /// The names that have switched nothing off, in the files of which `is_whole` holds: all of their diagnostics
    /// have been here, as far as they were looked for.
    pub fn unused(
        &self,
        is_whole: impl Fn(&Utf8Path) -> bool,
        is_looked_for: &dyn Fn(&str) -> bool,
    ) -> Vec<Diagnostic> {
        let files = self.0.iter().filter(|(file, _)| is_whole(file));
        let each = files.flat_map(|(file, noted)| noted.iter().map(move |noted| (file, noted)));
        each.flat_map(|(file, Noted { ignore, used })| {
            let place = move || Place::span(file, ignore.span);
            let codes = ignore.codes.iter().zip(used);
            let codes = codes.filter(|(code, used)| !**used && is_looked_for(code));
            let unused = codes.map(move |(code, _)| problem(code).at(place()));
            let empty = ignore.codes.is_empty().then(|| nothing_named().at(place()));
            unused.chain(empty)
        })
        .collect()
    }
}

fn problem(code: &str) -> Diagnostic {
    if Code::from_name(code).is_some() {
        let message = format!("nothing here is reported as `{code}`: there is nothing to ignore");
        return Diagnostic::new(Code::IgnoreUnused, message).hint("remove the comment");
    }
    let problem = Diagnostic::new(Code::IgnoreUnused, format!("there is no diagnostic `{code}`"));
    match nearest(code, Code::ALL.iter().map(|code| code.name())) {
        Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
        None => problem,
    }
}

fn nothing_named() -> Diagnostic {
    let message = "this comment does not say which diagnostic it is about";
    Diagnostic::new(Code::IgnoreUnused, message)
        .hint("write `<!-- site-ignore: link-dead the reason -->`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_no_comma_follows() {
        let codes = |comment: &str| {
            Ignore::read(comment, Span::default(), Reach::File).map(|ignore| ignore.codes)
        };
        assert_eq!(
            codes(" site-ignore: link-dead a reason, with a comma "),
            Some(vec!["link-dead".into()])
        );
        assert_eq!(
            codes("site-ignore: a, b,c why"),
            Some(vec!["a".into(), "b".into(), "c".into()])
        );
        assert_eq!(codes("site-ignore:"), Some(Vec::new()));
        assert_eq!(codes("a translator's words"), None);
    }
}
