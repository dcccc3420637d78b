//! What a new site begins with, and what a new page does.

mod configuration;
mod deploy;
mod home;
mod hugo_archetype;
mod page;
mod texts;

use camino::Utf8PathBuf;
use jiff::civil::Date;

pub use deploy::Deploy;
pub use hugo_archetype::{ArchetypeContext, fill_archetype};
pub use page::{NewPage, PageKindAsked, Placement, file_segment};
pub use texts::known_languages;

use texts::Texts;

/// What a new site is asked to be.
#[derive(Clone, Debug)]
pub struct Starter {
    pub title: String,
    /// Codes of languages such as `zh-cn`, the default language first. Never empty.
    pub languages: Vec<String>,
    pub parts: Parts,
    pub base_url: String,
    pub deploy: Option<Deploy>,
    /// The day on which the site is made.
    pub today: Date,
}

/// What a new site is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parts {
    Blog,
    Manual,
    #[default]
    Both,
}

impl Parts {
    pub(crate) fn has_blog(self) -> bool {
        self != Parts::Manual
    }

    pub(crate) fn has_manual(self) -> bool {
        self != Parts::Blog
    }
}

/// A file of a new site: its path relative to the root, and its text.
pub type StarterFile = (Utf8PathBuf, String);

impl Starter {
    /// All files, in the order of their paths.
    ///
    /// ```
    /// use site::starter::{Parts, Starter};
    /// let starter = Starter {
    ///     title: "Harbour".to_owned(),
    ///     languages: vec!["en".to_owned(), "ko".to_owned()],
    ///     parts: Parts::Blog,
    ///     base_url: "https://harbour.example/".to_owned(),
    ///     deploy: None,
    ///     today: jiff::civil::date(2026, 5, 12),
    /// };
    /// let files = starter.files();
    /// assert!(files.iter().any(|(path, _)| path == "content/ko/blog/hello.md"));
    /// ```
    pub fn files(&self) -> Vec<StarterFile> {
        let mut files = vec![
            ("site.toml".into(), configuration::site_toml(self)),
            (".gitignore".into(), "# What `site build` writes.\n/public/\n".to_owned()),
            ("OWNERS".into(), owners()),
            ("static/favicon.svg".into(), include_str!("files/favicon.svg").to_owned()),
        ];
        let default = &self.languages[0];
        files.extend(self.languages.iter().flat_map(|language| self.content(language)));
        files.push((format!("i18n/{default}.toml").into(), strings()));
        files.extend(self.deploy.map(Deploy::file));
        files.sort();
        files
    }

    fn content(&self, language: &str) -> Vec<StarterFile> {
        let texts = Texts::of(language);
        let page = |path: &str, front_matter: &str, text: &str| {
            let text = text.trim();
            let body = if text.is_empty() { String::new() } else { format!("\n{text}\n") };
            let path = format!("content/{language}/{path}");
            (path.into(), format!("---\n{front_matter}---\n{body}"))
        };
        let title = |title: &str| format!("title: {}\n", quoted(title));
        let mut files = vec![page("_index.md", &home::front_matter(self, &texts), "")];
        if self.parts.has_blog() {
            // The first post that somebody writes today is newer.
            let yesterday = self.today.yesterday().unwrap_or(self.today);
            let date = format!("date: {yesterday}\n");
            files.push(page("blog/_index.md", &(title(&texts.blog) + &menu("blog", 20)), ""));
            files.push(page("blog/hello.md", &(title(&texts.post_title) + &date), &texts.post));
        }
        if self.parts.has_manual() {
            let first = title(&texts.page_title) + "weight: 10\n";
            files.push(page("docs/_index.md", &(title(&texts.docs) + &menu("docs", 10)), ""));
            files.push(page("docs/first-steps.md", &first, &texts.page));
        }
        files
    }
}

/// A section's entry in the main menu.
fn menu(identifier: &str, weight: u32) -> String {
    format!("menu:\n  main:\n    identifier: {identifier}\n    weight: {weight}\n")
}

/// A text as a value of YAML.
pub(crate) fn quoted(text: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '，' | '-' | '\'');
    let reads_as_text = text.starts_with(char::is_alphabetic)
        && text.ends_with(|c: char| !c.is_whitespace())
        && !matches!(text.to_lowercase().as_str(), "true" | "false" | "null" | "yes" | "no");
    if reads_as_text && text.chars().all(is_plain) {
        return text.to_owned();
    }
    // Every string of JSON is one of YAML.
    serde_json::Value::from(text).to_string()
}

fn owners() -> String {
    "# Who reviews and approves changes of this folder and what is below it: logins, without `@`. A file OWNERS in\n\
     # a folder further down adds to this one. `site owners PATH` shows who that is, and why.\n\
     approvers: []\n\
     reviewers: []\n"
        .to_owned()
}

fn strings() -> String {
    "# Words of the theme that you want to say in another way; `site theme list` shows the files that they are in.\n\
     #\n\
     # [read_more]\n\
     # other = \"Go on reading\"\n"
        .to_owned()
}
