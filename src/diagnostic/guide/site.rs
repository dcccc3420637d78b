//! Diagnostics of translations, owners, labels, and of the site as a whole.

use super::{Guide, guide};
use crate::diagnostic::Code;

pub(super) const GUIDES: &[Guide] = &[
    guide(
        Code::PairRepaired,
        "content/ko/blog/2026-01-03-news.md for 2026-01-02-news.md",
        "Rename the translation after its source with `site mv`, or give both the same `translationKey`.",
    ),
    guide(
        Code::PairAmbiguous,
        "two Korean pages with `translationKey: news`",
        "Remove the key from the page that is no translation.",
    ),
    guide(
        Code::TranslationCheck,
        "site l10n check --fail-on warning-missing",
        "Update the translation; `site l10n diff PATH` shows what has changed.",
    ),
    guide(Code::OwnersSyntax, "approvers:\n- [kim", "Correct the file at the marked place."),
    guide(Code::OwnersType, "approvers: kim", "Write a list: `approvers: [kim]`."),
    guide(Code::OwnersKey, "reviwers: [kim]", "Correct the key, or remove it."),
    guide(
        Code::OwnersFilters,
        "approvers: [kim]\nfilters:\n  '.*': {}",
        "Move the top-level lists into the filter `.*`.",
    ),
    guide(
        Code::OwnersPattern,
        "filters:\n  '*.md': {}",
        "Write a regular expression of Go: `'\\.md$'`.",
    ),
    guide(
        Code::OwnersUnread,
        "approvers in the front matter of an HTML page",
        "Write the owners into an `OWNERS` file.",
    ),
    guide(Code::OwnersName, "approvers: [\"Kim Lee\"]", "Write a login, or the name of an alias."),
    guide(
        Code::OwnersCopied,
        "reviewers of the English page in its translation",
        "Remove the names, or put those of the translation's team there.",
    ),
    guide(
        Code::OwnersAliasUnused,
        "an alias in OWNERS_ALIASES that no file names",
        "Remove the alias, or use it.",
    ),
    guide(
        Code::LabelsFile,
        "labels.yaml without `default`",
        "Correct the file at the marked place.",
    ),
    guide(
        Code::LabelUnknown,
        "labels: [sig/dosc]",
        "Correct the name, or add the label to `labels.yaml`.",
    ),
    guide(
        Code::LabelLanguage,
        "language/fr for files in content/ko",
        "Name the label of the language that the files are in.",
    ),
    guide(
        Code::LabelLanguageMissing,
        "no `language/ko` in content/ko/OWNERS",
        "Add the label to the `OWNERS` file of the language.",
    ),
    guide(
        Code::UntrustedFile,
        "a script in a change from outside",
        "Leave it: it is kept out of the preview. Someone who is trusted can build it.",
    ),
    guide(
        Code::SearchIndex,
        "a language that the index does not know",
        "Switch the search off, or report the fault.",
    ),
];
