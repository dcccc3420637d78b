//! Random edits of a small site that has a bit of everything: files, each of which is there in one of a
//! few forms or not at all.

use proptest::prelude::*;

/// A file and the forms that it takes.
type Slot = (&'static str, &'static [&'static str]);

const SLOTS: &[Slot] = &[
    (
        "site.toml",
        &[
            "baseURL = 'https://example.org/'\ntitle = 'A site'\n\
             [languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n\
             [permalinks]\nblog = '/blog/:year/:month/:slug/'\n[pagination]\npagerSize = 2\n\
             [taxonomies]\ntag = 'tags'\n[fallback]\npages = true\n",
            "baseURL = 'https://example.org/below/'\ntitle = 'Another title'\n\
             [languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n\
             [permalinks]\nblog = '/:title/'\n[params]\nversion = 'v2'\n",
            "baseURL = [",
        ],
    ),
    (
        "content/en/blog/2024-01-02-first.md",
        &[
            "---\ntitle: First\nslug: first\ndate: 2024-01-02\ntags: [one]\n---\nWords of the first.\n",
            "---\ntitle: First\nslug: first\ndate: 2024-01-02\ntags: [one]\n---\nOther words, [a link](/blog/2025/03/second/#there).\n",
            "---\ntitle: Renamed\ndate: 2024-01-02\ntags: [two, one]\naliases: [/old/]\n---\nWords of the first.\n",
            "---\ntitle: [\n---\n",
            "---\ntitle: First\nslug: second\ndate: 2025-03-04\n---\nAt the place of another.\n",
        ],
    ),
    (
        "content/en/blog/second/index.md",
        &[
            "---\ntitle: Second\ndate: 2025-03-04\n---\nBefore.\n\n<!--more-->\n\n## There\n\n![](picture.png)\n",
            "---\ntitle: Second\ndate: 2025-03-04\ndraft: true\n---\n## There\n",
            "---\ntitle: Second\ndate: 2025-03-04\nevergreen: true\n---\n## Elsewhere\n\n{{< include \"part.md\" >}}\n",
        ],
    ),
    ("content/en/blog/second/picture.png", &["no picture", "\u{89}PNG"]),
    ("content/en/blog/second/part.md", &["A part.\n", "A part with {{< nothing >}}.\n"]),
    (
        "content/en/blog/moved/index.md",
        &["---\ntitle: Second\ndate: 2025-03-04\n---\n## There\n\n![](picture.png)\n"],
    ),
    ("content/en/blog/moved/picture.png", &["no picture"]),
    (
        "content/en/blog/third.md",
        &[
            "---\ntitle: Third\ndate: 2026-05-20\npublishDate: 2026-06-02\nauthor: A *writer*\n---\n```sh\n$ ls\n```\n",
            "---\ntitle: Third\ndate: 2025-05-20\nexpiryDate: 2026-06-03\n---\n```brainfork\n+\n```\n",
        ],
    ),
    (
        "content/en/blog/_index.md",
        &["---\ntitle: The blog\n---\n", "---\ntitle: News\nlayout: own\n---\nHello.\n"],
    ),
    (
        "content/en/docs/_index.md",
        &["---\ntitle: Documentation\nmenus: main\n---\n", "---\ntitle: Manual\nweight: 3\n---\n"],
    ),
    (
        "content/en/docs/one.md",
        &[
            "---\ntitle: One\nweight: 2\n---\n[Two](two.md), {{< ref \"blog/third\" >}}\n",
            "---\ntitle: One\nweight: 9\nlinkTitle: 1\n---\n{{< note >}}Mind.{{< /note >}}\n{{< own >}}\n",
        ],
    ),
    (
        "content/en/docs/two.md",
        &["---\ntitle: Two\nweight: 4\n---\n[First](/blog/2024/01/first/)\n"],
    ),
    (
        "content/ko/blog/2024-01-02-first.md",
        &[
            "---\ntitle: 첫째\nslug: first\ndate: 2024-01-02\n---\n글. [둘째](/blog/2025/03/second/#there)\n",
            "---\ntitle: 첫째\nslug: first\ndate: 2024-01-02\n---\n다른 글. [문서](/docs/one/)\n",
        ],
    ),
    (
        "content/ko/blog/second/index.md",
        &[
            "---\ntitle: 둘째\ndate: 2025-03-04\n---\n## 거기 {#there}\n\n![](picture.png)\n",
            "---\ntitle: 둘째\ndate: 2025-03-04\n---\n## 거기\n",
        ],
    ),
    ("content/ko/_index.md", &["---\ntitle: 처음\n---\n글\n"]),
    (
        "OWNERS",
        &["approvers: [ada]\nlabels: [area/blog]\n", "approvers: [grace]\n", "approvers: {"],
    ),
    ("content/ko/OWNERS", &["reviewers: [sig-ko]\nlabels: [language/ko]\n"]),
    ("OWNERS_ALIASES", &["aliases:\n  sig-ko: [joan]\n", "aliases:\n  sig-ko: [mary, joan]\n"]),
    (
        "labels.yaml",
        &["- name: area/blog\n  color: ff0000\n", "- name: area/blog\n  color: 00ff00\n"],
    ),
    ("i18n/en.toml", &["[own]\nother = 'One word'\n", "[own]\nother = 'Another'\n", "[own"]),
    ("data/numbers.yaml", &["one: 1\n", "one: uno\n", "one: ["]),
    ("static/robots.txt", &["User-agent: *\n"]),
    ("static/blog/index.html", &["in the way"]),
    (
        "templates/shortcodes/own.html",
        &["{{ t(key=\"own\") }}", "{{ site.data.numbers.one }}", "{% if %}"],
    ),
    (
        "templates/page.html",
        &[
            "<title>{{ page.title }}</title>{{ t(key=\"own\") }}{{ content }}",
            "{{ page.nothing.at.all }}",
            "{% for other in list.pages %}{{ other.title }}{% endfor %}{{ t(key=\"asked\") }}",
        ],
    ),
    (
        "templates/blog/section.html",
        &["{% for other in list.pages %}{{ other.summary }}{% endfor %}"],
    ),
];

/// What is done to the site in one step.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A file takes another form, or goes.
    File { slot: usize, form: Option<usize> },
    /// Days pass.
    Days(u8),
}

impl Edit {
    /// The file's path and its bytes, if it is still there.
    pub fn file(&self) -> Option<(&'static str, Option<&'static [u8]>)> {
        let Edit::File { slot, form } = self else { return None };
        let (path, forms) = SLOTS[*slot];
        Some((path, form.map(|form| forms[form].as_bytes())))
    }
}

/// The site before any edit: every file in its first form.
pub fn original() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    SLOTS.iter().map(|(path, forms)| (*path, forms[0].as_bytes()))
}

/// Steps of one to three edits: to move a file takes two.
pub fn steps() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let file = (0..SLOTS.len()).prop_flat_map(|slot| {
        let forms = prop::option::weighted(0.8, 0..SLOTS[slot].1.len());
        forms.prop_map(move |form| Edit::File { slot, form })
    });
    let edit = prop_oneof![15 => file, 1 => (0_u8..3).prop_map(Edit::Days)];
    prop::collection::vec(prop::collection::vec(edit, 1..=3), 1..20)
}
