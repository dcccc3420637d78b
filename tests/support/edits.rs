//! Random edits of a small site that has a bit of everything: files, each of which is there in one of a
//! few forms or not at all.

use proptest::prelude::*;

/// A file and the forms that it takes.
type Slot = (&'static str, &'static [&'static str]);

/// Sites that are edited.
pub type Pool = &'static [Slot];

/// A site of which everything may change.
pub const EVERYTHING: Pool = &[
    (
        "site.toml",
        &[
            "baseURL = 'https://example.org/'\ntitle = 'A site'\n\
             [languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n\
             [permalinks]\nblog = '/blog/:year/:month/:slug/'\n[pagination]\npagerSize = 2\n\
             [taxonomies]\ntag = 'tags'\n[fallback]\npages = true\n[l10n]\nreport = true\n\
             [outputs]\nsection = ['html', 'rss', 'print']\n",
            "baseURL = 'https://example.org/below/'\ntitle = 'Another title'\n\
             [languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n\
             [permalinks]\nblog = '/:title/'\n[params]\nversion = 'v2'\n",
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
        "content/en/blog/fourth.md",
        &[
            "---\ntitle: Fourth\ndate: 2026-05-19\n---\nA {{< glossary_tooltip term_id=\"pod\" >}} of {{< param version >}}, {{< api-reference page=\"pod-v1\" >}}.\n",
            "---\ntitle: Fourth\ndate: 2026-05-19\n---\n{{< glossary_definition term_id=\"pod\" >}}\n\n{{< own >}} rest.\n",
            "---\ntitle: Fourth\ndate: 2026-05-19\n---\n{{< go >}} and {{< own >}}\n\n<!--more-->\n\nRest.\n",
        ],
    ),
    (
        "content/en/docs/reference/glossary/index.md",
        &["---\ntitle: Glossary\nlayout: glossary\n---\nAll words.\n"],
    ),
    (
        "content/en/docs/reference/glossary/pod.md",
        &[
            "---\ntitle: Pod\nid: pod\ntags: [core]\n---\nSmall, {{< param version >}}.\n\n<!--more-->\n\nRest.\n",
            "---\ntitle: Hull\nid: pod\nfull_link: /docs/two/\nshort_description: Large.\n---\nLarge.\n",
        ],
    ),
    (
        "content/en/docs/reference/kubernetes-api/pod-v1.md",
        &["---\ntitle: Pod v1\napi_metadata:\n  kind: Pod\n---\n", "---\ntitle: Pod v2\n---\n"],
    ),
    (
        "content/en/docs/three.md",
        &[
            "---\ntitle: Three\n---\n{{< cardpane >}}{{< card title=\"C\" url=\"/docs/one/\" >}}{{< glossary_definition term_id=\"pod\" length=\"all\" >}}{{< /card >}}{{< card code=true lang=\"sh\" >}}get {{< param version >}} {{< own >}}{{< /card >}}{{< /cardpane >}}\n",
            "---\ntitle: Three\n---\n{{< tabpane lang=\"sh\" >}}{{< tab \"A\" >}}{{< go >}}it{{< /go >}}{{< /tab >}}{{< /tabpane >}}\n",
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
            "---\ntitle: One\nweight: 2\n---\n[Two](two.md), {{< ref \"blog/third\" >}}\n\n{{< go >}}One *in*{{< /go >}}\n",
            "---\ntitle: One\nweight: 9\nlinkTitle: 1\n---\n{{< note >}}Mind.{{< /note >}}\n{{< own >}}\n",
            "---\ntitle: One\nweight: 9\n---\n## {{< go >}}\n\n{{< go >}}Mind *it*.{{< /go >}}\n",
        ],
    ),
    (
        "content/en/docs/two.md",
        &[
            "---\ntitle: Two\nweight: 4\ndate: 2025-06-04\n---\n[First](/blog/2024/01/first/)\n\n\
             {{< include \"part.md\" >}}\n",
            "---\ntitle: Two\nweight: 4\n---\n{{< go >}}two{{< /go >}}\n",
        ],
    ),
    ("content/en/includes/part.md", &["Shown in two.\n", "Shown [elsewhere](/blog/).\n"]),
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
            "---\ntitle: 둘째\ndate: 2025-03-04\n---\n글만\n",
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
        "layouts/shortcodes/go.html",
        &[
            "{{ range site.RegularPages }}{{ .Title }} {{ .RelPermalink }};{{ end }}{{ .Inner | markdownify }}",
            "{{ site.Data.numbers.one }}{{ T \"own\" }}{{ readFile \"data/numbers.yaml\" }}{{ now }}",
            "{{ with site.GetPage \"/docs/two\" }}{{ .Content }}{{ .RawContent }}{{ .Summary }}{{ end }}{{ partial \"p\" . }}",
            "{{ range .Page.Parent.Pages.ByTitle }}{{ .WordCount }}{{ end }}{{ range readDir \"data\" }}{{ .Name }}{{ end }}",
            "{{ .Page.Nothing }}",
            "{{ if }}",
        ],
    ),
    (
        "layouts/partials/p.html",
        &["part {{ .Page.Title }}", "{{ warnf \"careful\" }}{{ return 1 }}"],
    ),
    ("templates/shortcodes/own.html", &["{{ t(key=\"own\") }}", "{{ site.data.numbers.one }}"]),
    (
        "templates/page.html",
        &[
            "<title>{{ page.title }}</title>{{ t(key=\"own\") }}{{ age_years }}{{ content }}",
            "{{ age_years }}{{ t(key=\"asked\") }}{{ content }}",
        ],
    ),
    (
        "templates/blog/section.html",
        &["{% for other in list.pages %}{{ other.summary }}{% endfor %}"],
    ),
];

/// Pages that link to each other in every way that there is. What they find comes and goes.
pub const LINKED: Pool = &[
    (
        "site.toml",
        &[
            "baseURL = 'https://example.org/'\ntitle = 'Links'\n\
             [languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n\
             [fallback]\npages = true\n[outputs]\nsection = ['html', 'print']\n[pagination]\npagerSize = 2\n",
            "baseURL = 'https://example.org/below/'\ntitle = 'Links'\nuglyURLs = true\n\
             [languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n",
        ],
    ),
    (
        "content/en/docs/links.md",
        &[
            "---\ntitle: Links\n---\n[a](sub/) [b](sub/target.md) [c](../docs/sub/target/) [d](./) [e](..) [f](/docs/sub/TARGET.md)\n",
            "---\ntitle: Links\n---\n![](sub/bundle/map.png) ![](/docs/sub/bundle/map.png) [g](sub/bundle/map.png) [h](/docs/sub/target/index.html)\n",
            "---\ntitle: Links\n---\n{{< ref \"target\" >}} {{< relref \"sub/target.md#there\" >}} <a href=\"/ko/docs/sub/target/\">k</a> [l](sub/target/#there)\n",
            "---\ntitle: Links\n---\n[m](/docs/sub/index.md) [n](../sub/) [o](/docs/sub/target?a#there) [p](caf%C3%A9.md) [q](sub/bundle/) [r](/slug/)\n",
        ],
    ),
    (
        "content/ko/docs/links.md",
        &[
            "---\ntitle: 링크\n---\n[a](sub/) [b](/docs/sub/target/#there) [c](/ko/docs/sub/target/) [d](../) [e](/) [f](sub/target.md)\n",
            "---\ntitle: 링크\n---\n![](sub/bundle/map.png) ![](map.png) {{< ref \"target\" >}} [r](/docs/slug/)\n",
        ],
    ),
    ("content/en/docs/_index.md", &["---\ntitle: Manual\n---\n[a](sub/) [b](sub) [c](target)\n"]),
    ("content/ko/docs/_index.md", &["---\ntitle: 문서\n---\n[a](sub/target/)\n"]),
    ("content/en/docs/sub/_index.md", &["---\ntitle: Below\n---\n[up](..) [one](target/)\n"]),
    (
        "content/en/docs/sub/target.md",
        &[
            "---\ntitle: Target\n---\n## There\n",
            "---\ntitle: Target\nslug: slug\n---\n## There\n",
            "---\ntitle: Target\nurl: /slug/\nbuild:\n  render: never\n---\n",
            "---\ntitle: Target\nurl: /docs/caf\u{e9}/\n---\n## Elsewhere\n",
        ],
    ),
    ("content/en/docs/target.md", &["---\ntitle: Namesake\n---\n[self](target.md)\n"]),
    ("content/ko/docs/sub/target.md", &["---\ntitle: 목표\n---\n## 거기 {#there}\n"]),
    (
        "content/en/docs/sub/bundle/index.md",
        &["---\ntitle: Bundle\n---\n![](map.png) ![](../../map.png)\n"],
    ),
    ("content/ko/docs/sub/bundle/index.md", &["---\ntitle: 묶음\n---\n![](map.png)\n"]),
    ("content/en/docs/sub/bundle/map.png", &["no picture"]),
    ("content/en/docs/sub/bundle/map.ko.png", &["no picture"]),
    ("content/ko/docs/sub/bundle/map.png", &["no picture"]),
    ("content/en/docs/map.png", &["no picture"]),
    ("content/en/docs/cafe\u{301}.md", &["---\ntitle: Coffee\n---\n[back](links.md)\n"]),
    ("static/docs/sub/target/index.html", &["in the way"]),
    ("static/docs/sub/bundle/map.png", &["no picture"]),
];

/// What leaves little of a site to look at: mended in the next step.
const BREAKS: &[(&str, Option<&str>)] = &[
    ("site.toml", Some("baseURL = [")),
    ("site.toml", None),
    ("templates/shortcodes/own.html", Some("{% if %}")),
    ("templates/page.html", Some("{{ page.nothing.at.all }}")),
];

/// What is done to the site.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A file is written, or goes.
    File(&'static str, Option<&'static str>),
    /// Days pass.
    Days(i64),
}

impl Edit {
    /// The file's path and its bytes, if it is still there.
    pub fn file(&self) -> Option<(&'static str, Option<&'static [u8]>)> {
        let Edit::File(path, text) = self else { return None };
        Some((path, text.map(str::as_bytes)))
    }
}

/// The site before any edit: every file in its first form.
pub fn original(pool: Pool) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    pool.iter().map(|(path, forms)| (*path, forms[0].as_bytes()))
}

/// Steps of one to three edits (to move a file takes two), and now and then one that breaks the site and
/// one that mends it.
pub fn steps(pool: Pool) -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let file = (0..pool.len()).prop_flat_map(move |slot| {
        let (path, forms) = pool[slot];
        let form = prop::option::weighted(0.85, 0..forms.len());
        // Without a configuration there is nothing to compare: that is a break.
        let form =
            form.prop_map(move |form| if path == "site.toml" { form.or(Some(0)) } else { form });
        form.prop_map(move |form| Edit::File(path, form.map(|form| forms[form])))
    });
    let days = prop::sample::select(vec![1, 2, 200]).prop_map(Edit::Days);
    let step = prop::collection::vec(prop_oneof![12 => file, 1 => days], 1..=3);
    let broken = prop::sample::select(BREAKS).prop_map(move |(path, text)| {
        let mended = pool.iter().find(|slot| slot.0 == path).map(|slot| slot.1[0]);
        vec![vec![Edit::File(path, text)], vec![Edit::File(path, mended)]]
    });
    let steps = prop_oneof![9 => step.prop_map(|step| vec![step]), 1 => broken];
    prop::collection::vec(steps, 1..24).prop_map(|steps| steps.concat())
}
