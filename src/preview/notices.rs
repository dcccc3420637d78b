//! What was found on a page, in an interface language.

use serde::Serialize;

use super::built::Preview;
use super::editor::PlaceView;
use super::query::encoded;
use crate::board::{BoardPage, Notice};
use crate::l10n::finding::Finding;
use crate::l10n::parity::Disparity;
use crate::render::plain_markdown;
use crate::resolve::Page;

#[derive(Serialize)]
pub(super) struct NoticeView {
    severity: &'static str,
    #[serde(flatten)]
    kind: NoticeKind,
    place: PlaceView,
    /// The address that shows it.
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum NoticeKind {
    Finding {
        change: &'static str,
        /// The beginning of the text that it is about.
        text: String,
    },
    Disparity {
        aspect: &'static str,
        source: Option<String>,
        translation: Option<String>,
    },
}

impl Preview {
    /// The first notices of a page. `side` is the address that shows it beside its source.
    pub(super) fn notices(
        &self,
        page: &BoardPage,
        side: Option<&str>,
        most: usize,
    ) -> Vec<NoticeView> {
        let notices = page.notices().into_iter().take(most);
        notices.map(|notice| self.notice(page, notice, side)).collect()
    }

    /// The disparities of a page, which belong to no segment.
    pub(super) fn disparities(&self, page: &BoardPage) -> Vec<NoticeView> {
        let notices = page.notices().into_iter();
        let disparities = notices.filter(|notice| matches!(notice, Notice::Disparity(_)));
        disparities.map(|notice| self.notice(page, notice, None)).collect()
    }

    fn notice(&self, page: &BoardPage, notice: Notice<'_>, side: Option<&str>) -> NoticeView {
        let severity = notice.severity().name();
        match notice {
            Notice::Finding { index, finding } => NoticeView {
                severity,
                kind: kind_of_finding(finding),
                // To update it, you edit the translation.
                place: match finding.translation.as_ref() {
                    Some(passage) => self.place(&passage.path, passage.line),
                    None => self.place(&page.status.path, 1),
                },
                url: side.map(|side| format!("{side}#finding-{}", index + 1)),
            },
            Notice::Disparity(disparity) => NoticeView {
                severity,
                kind: kind_of_disparity(disparity),
                place: self.place(&page.status.path, 1),
                url: None,
            },
        }
    }

    /// The address of a page beside its source.
    pub(super) fn side_url(&self, page: &Page) -> String {
        let mount = self.built.settings.base_url.path.trim_end_matches('/');
        format!("/_site/side?page={}", encoded(&format!("{mount}{}", page.path.as_str())))
    }
}

fn kind_of_finding(finding: &Finding) -> NoticeKind {
    let passages = [&finding.source, &finding.was, &finding.translation];
    let passage = passages.into_iter().find_map(Option::as_ref);
    NoticeKind::Finding {
        change: finding.change.name(),
        text: passage.map(|passage| beginning(&passage.text)).unwrap_or_default(),
    }
}

fn kind_of_disparity(disparity: &Disparity) -> NoticeKind {
    NoticeKind::Disparity {
        aspect: disparity.aspect.name(),
        source: disparity.source.clone(),
        translation: disparity.translation.clone(),
    }
}

/// The first line with text, without markup and shortened; for a lone call, the call.
fn beginning(text: &str) -> String {
    const LENGTH: usize = 90;
    let says = |line: &String| line.chars().any(char::is_alphanumeric);
    let lines = || text.lines().map(str::trim);
    let plain = lines().filter(|line| !line.starts_with("{{")).map(plain_markdown).find(says);
    let line = plain.or_else(|| lines().map(str::to_owned).find(says)).unwrap_or_default();
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
