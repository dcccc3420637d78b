//! Makes a site of any size, to see what takes time in large ones:
//!
//! ```console
//! $ cargo run --example corpus -- --posts 10000 --languages 4 --seed 1 OUT
//! ```
//!
//! The same numbers make the same bytes. Half of the pages are posts of a blog, half are documentation in a tree.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "it writes a site")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 16] = [
    "en", "zh-cn", "ko", "ja", "fr", "it", "de", "es", "pt-br", "id", "hi", "vi", "ru", "pl", "uk",
    "bn",
];

/// Words of texts, of one script each.
const LATIN: &str = "cluster node pod service volume network policy release feature gate memory storage request \
    limit schedule controller object field version team update change security runtime image layer cache";
const HAN: &str = "集群 节点 服务 存储 网络 策略 版本 发布 特性 内存 请求 限制 调度 控制器 对象 字段 团队 更新 安全 镜像";

/// How many terms posts are sorted by.
const TAGS: usize = 200;

/// How many pages a directory of the documentation holds, and how many directories below it.
const PER_DIRECTORY: usize = 20;
const BRANCHES: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let order = Order::read(std::env::args().skip(1))?;
    write(&order.out.join("site.toml"), &configuration(order.languages))?;
    for (index, language) in LANGUAGES.iter().take(order.languages).enumerate() {
        let content = order.out.join("content").join(language);
        write(&content.join("OWNERS"), &format!("approvers: [team-{language}]\n"))?;
        write(&content.join("blog/_index.md"), "---\ntitle: Blog\n---\n")?;
        write(&content.join("docs/_index.md"), "---\ntitle: Documentation\n---\n")?;
        // Every language has fewer translations than the one before it.
        let pages = order.posts - order.posts * index / (2 * LANGUAGES.len());
        for number in 0..pages {
            let mut chance = Chance(order.seed ^ (number as u64) << 8 ^ index as u64);
            let words = if language.starts_with("zh") || *language == "ja" { HAN } else { LATIN };
            let text = Text { words: words.split_whitespace().collect(), pages };
            match number % 2 {
                0 => post(&content, number, &text, &mut chance)?,
                _ => page(&content, number, &text, &mut chance)?,
            }
        }
    }
    Ok(())
}

/// What was asked for.
struct Order {
    posts: usize,
    languages: usize,
    seed: u64,
    out: PathBuf,
}

impl Order {
    fn read(arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut order = Self { posts: 1000, languages: 2, seed: 1, out: PathBuf::new() };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or("a number is missing");
            match argument.as_str() {
                "--posts" => order.posts = value()?.parse()?,
                "--languages" => order.languages = value()?.parse()?,
                "--seed" => order.seed = value()?.parse()?,
                _ => order.out = argument.into(),
            }
        }
        if order.out.as_os_str().is_empty() || !(1..=LANGUAGES.len()).contains(&order.languages) {
            return Err("usage: corpus [--posts N] [--languages 1 to 16] [--seed S] OUT".into());
        }
        Ok(order)
    }
}

fn configuration(languages: usize) -> String {
    let mut text = "baseURL = 'https://example.org/'\ntitle = 'A large site'\n\n[taxonomies]\ntag = 'tags'\n\n\
                    [permalinks]\nblog = '/blog/:year/:month/:day/:slug/'\n"
        .to_owned();
    for (weight, language) in LANGUAGES.iter().take(languages).enumerate() {
        let _ = write!(
            text,
            "\n[languages.{language}]\ncontentDir = 'content/{language}'\nweight = {}\n",
            weight + 1
        );
    }
    text
}

/// What texts are made of.
struct Text {
    words: Vec<&'static str>,
    /// How many pages there are to link to.
    pages: usize,
}

fn post(content: &Path, number: usize, text: &Text, chance: &mut Chance) -> std::io::Result<()> {
    let (year, month, day) = (2005 + number / 2 % 20, 1 + number / 40 % 12, 1 + number / 480 % 28);
    let mut front = format!(
        "---\ntitle: {}\nslug: post-{number}\ndate: {year}-{month:02}-{day:02}\ntags: [",
        text.sentence(5, chance)
    );
    let _ = write!(front, "tag-{}, tag-{}]\n---\n", chance.below(TAGS), chance.below(TAGS));
    let path = content.join(format!("blog/{year}/post-{number}.md"));
    write(&path, &(front + &text.body(chance)))
}

fn page(content: &Path, number: usize, text: &Text, chance: &mut Chance) -> std::io::Result<()> {
    let mut directory = content.join("docs");
    let mut place = number / PER_DIRECTORY;
    while place > 0 {
        directory.push(format!("part-{}", place % BRANCHES));
        place /= BRANCHES;
        let section = directory.join("_index.md");
        if !section.exists() {
            write(&section, &format!("---\ntitle: {}\n---\n", text.sentence(2, chance)))?;
        }
    }
    let title = text.sentence(4, chance);
    let front = format!("---\ntitle: {title}\nweight: {}\n---\n", number % PER_DIRECTORY);
    write(&directory.join(format!("page-{number}.md")), &(front + &text.body(chance)))
}

impl Text {
    fn sentence(&self, words: usize, chance: &mut Chance) -> String {
        let words = (0..words).map(|_| self.words[chance.below(self.words.len())]);
        words.collect::<Vec<_>>().join(" ")
    }

    /// Paragraphs with a link in each, lists, a table, and code.
    fn body(&self, chance: &mut Chance) -> String {
        let mut body = String::new();
        for part in 0..4 + chance.below(6) {
            let _ = write!(body, "\n## {}\n\n", self.sentence(3, chance));
            for _ in 0..1 + chance.below(3) {
                let (before, after) = (self.sentence(30, chance), self.sentence(25, chance));
                let to = 1 + 2 * chance.below(self.pages.div_ceil(2));
                let _ =
                    write!(body, "{before} [{}](page-{to}) {after}.\n\n", self.sentence(2, chance));
            }
            match (part + chance.below(2)) % 4 {
                0 => body
                    .push_str("```yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: one\n```\n"),
                1 => body.push_str("- one\n- two, `code` in it\n- **three**\n"),
                2 => body.push_str("| a | b |\n| --- | --- |\n| 1 | 2 |\n"),
                _ => {}
            }
        }
        body
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(path, text)
}

/// Numbers that look like chance and are the same for the same seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or_default()
    }
}
