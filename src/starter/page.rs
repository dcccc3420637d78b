//! A new page: where its file stands, and what is in it.

use camino::{Utf8Path, Utf8PathBuf};
use jiff::civil::Date;

use super::quoted;

/// Which page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKindAsked {
    Post,
    Page,
}

/// What is known of a new page.
#[derive(Clone, Debug)]
pub struct NewPage {
    pub kind: PageKindAsked,
    pub title: String,
    /// The name of its file or directory, without date and extension.
    pub name: String,
    pub today: Date,
}

/// How the posts of a site are called and where they stand, by the newest one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    pub directory: Utf8PathBuf,
    has_date: bool,
    is_bundle: bool,
    /// What stands between the name and `.md`: the language, where file names tell it.
    language: String,
}

impl Placement {
    /// Posts that are files called by their title.
    pub fn plain(directory: Utf8PathBuf) -> Self {
        Self { directory, has_date: false, is_bundle: false, language: String::new() }
    }

    /// As the post at `path` stands. A directory for each year goes with the time.
    ///
    /// ```
    /// use site::starter::{NewPage, PageKindAsked, Placement};
    /// let today = jiff::civil::date(2026, 5, 12);
    /// let post = NewPage {
    ///     kind: PageKindAsked::Post, title: "Second".into(), name: "second".into(), today,
    /// };
    /// let file = |newest: &str| Placement::like(newest.into(), today).file(&post);
    /// assert_eq!(file("content/en/blog/first.md"), "content/en/blog/second.md");
    /// assert_eq!(
    ///     file("content/en/blog/_posts/2025-01-02-first.md"),
    ///     "content/en/blog/_posts/2026-05-12-second.md"
    /// );
    /// assert_eq!(file("content/blog/2025/first/index.de.md"), "content/blog/2026/second/index.de.md");
    /// ```
    pub fn like(path: &Utf8Path, today: Date) -> Self {
        let (stem, language) = split_language(path.file_stem().unwrap_or_default());
        let is_bundle = stem == "index";
        let here = path.parent().unwrap_or(Utf8Path::new(""));
        let (name, above) = if is_bundle {
            (here.file_name().unwrap_or_default(), here.parent().unwrap_or(here))
        } else {
            (stem, here)
        };
        let has_date = name
            .get(..11)
            .is_some_and(|start| start.ends_with('-') && start[..10].parse::<Date>().is_ok());
        Self {
            directory: this_year(above, today),
            has_date,
            is_bundle,
            language: language.to_owned(),
        }
    }

    /// The file of a new post.
    pub fn file(&self, page: &NewPage) -> Utf8PathBuf {
        let name =
            if self.has_date { format!("{}-{}", page.today, page.name) } else { page.name.clone() };
        let end = format!("{}.md", self.language);
        self.directory.join(if self.is_bundle { format!("{name}/index{end}") } else { name + &end })
    }
}

/// `index.de` as `index` and `.de`.
fn split_language(stem: &str) -> (&str, &str) {
    let is_code = |code: &str| {
        let mut parts = code.split('-');
        parts.next().is_some_and(|first| matches!(first.len(), 2 | 3))
            && code.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
    };
    match stem.rfind('.') {
        Some(dot) if is_code(&stem[dot + 1..]) => stem.split_at(dot),
        _ => (stem, ""),
    }
}

fn this_year(directory: &Utf8Path, today: Date) -> Utf8PathBuf {
    let is_year = |name: &str| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    match directory.file_name() {
        Some(name) if is_year(name) => directory.with_file_name(today.year().to_string()),
        _ => directory.to_owned(),
    }
}

impl NewPage {
    /// What the file says where the site has no archetype: a title, and of a post the day and that it is a
    /// draft.
    pub fn text(&self) -> String {
        let title = quoted(&self.title);
        match self.kind {
            PageKindAsked::Post => {
                format!("---\ntitle: {title}\ndate: {}\ndraft: true\n---\n\n", self.today)
            }
            PageKindAsked::Page => format!("---\ntitle: {title}\n---\n\n"),
        }
    }

    /// The archetypes that a new page may be made from, the first one first.
    pub fn archetypes(&self, section: &str) -> Vec<Utf8PathBuf> {
        let kind = match self.kind {
            PageKindAsked::Post => "post",
            PageKindAsked::Page => "page",
        };
        [section, kind, "default"]
            .into_iter()
            .filter(|name| !name.is_empty())
            .map(|name| format!("archetypes/{name}.md").into())
            .collect()
    }
}

/// A title as the name of a file: words in lower case, joined by hyphens.
///
/// ```
/// use site::starter::file_segment;
/// assert_eq!(file_segment("My second post!"), "my-second-post");
/// assert_eq!(file_segment("첫 글"), "첫-글");
/// ```
pub fn file_segment(title: &str) -> String {
    let words = title.to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
