//! How much of other files do pages show?
//!
//! A file may be included in many places, and files may include each other: without a limit a few small ones
//! fill any memory.

use std::sync::atomic::Ordering;

use super::problems::ShortcodeProblem;
use crate::config::Budgets;
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::html::Html;
use crate::parse::AttachedFile;
use crate::parse::body::Node;
use crate::render::writer::BodyWriter;

/// How deep files may be included in one another.
const MAX_DEPTH: usize = 4;

/// What an include takes in work, in bytes: a template runs for it, however short the file is.
const COST: usize = 1024;

impl BodyWriter<'_> {
    /// The HTML of some nodes of another file, unless it includes itself. `at` is the place that asks for it.
    pub(in crate::render) fn include(
        &mut self,
        at: Span,
        attached: &AttachedFile,
        nodes: &[Spanned<Node>],
    ) -> Html {
        if !self.may_include(at, COST + attached.text.len()) {
            return Html::default();
        }
        if self.included.len() == MAX_DEPTH || self.included.contains(&attached.path) {
            let message = format!("`{}` is included within itself or too deep", attached.path);
            let diagnostic = Diagnostic::new(Code::ShortcodeArgument, message).at(self.place(at));
            self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
            return Html::default();
        }
        let around = std::mem::replace(&mut self.file, attached.path.clone());
        self.included.push(attached.path.clone());
        let html = self.nodes(nodes);
        self.included.pop();
        self.file = around;
        if self.may_include(at, html.len()) { Html::written(html) } else { Html::default() }
    }

    /// Whether the page may show so many bytes more. If not, it says so at the first call.
    pub(super) fn may_include(&mut self, at: Span, bytes: usize) -> bool {
        self.body.included_bytes += bytes;
        let before = self.renderer.included_bytes.fetch_add(bytes, Ordering::Relaxed);
        let budgets = &self.renderer.settings.budgets;
        let is_over = self.body.included_bytes > budgets.included_in_page;
        if !is_over && before + bytes <= budgets.included {
            return true;
        }
        if is_over && !self.body.is_cut {
            let message = format!(
                "this page includes more than {} of other files; the rest is left out",
                size(budgets.included_in_page)
            );
            let diagnostic = Diagnostic::new(Code::BudgetExceeded, message).at(self.place(at));
            self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
        }
        self.body.is_cut = true;
        false
    }
}

/// That all pages together include too much, if they do. Which of them were cut depends on which were made
/// first, so none is named.
pub(in crate::render) fn check_build(
    budgets: &Budgets,
    included_bytes: usize,
) -> Option<Diagnostic> {
    (included_bytes > budgets.included).then(|| {
        let most = size(budgets.included);
        let message = format!("all pages together include more than {most} of other files");
        Diagnostic::new(Code::BudgetExceeded, message)
    })
}

/// A limit in the larger unit that gives a whole number.
fn size(bytes: usize) -> String {
    const MIB: usize = 1024 * 1024;
    if bytes.is_multiple_of(MIB) {
        format!("{} MiB", bytes / MIB)
    } else {
        format!("{} KiB", bytes / 1024)
    }
}
