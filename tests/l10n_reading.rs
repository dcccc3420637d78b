//! A survey that reads only the texts it needs says what one says that reads all of them.

#[path = "support/chance.rs"]
mod chance;

use std::collections::BTreeMap;
use std::sync::Arc;

use chance::Chance;
use site::discover::discover;
use site::l10n::comparisons::Comparisons;
use site::l10n::drifts::Drifts;
use site::l10n::reading::{Read, SiteReader};
use site::l10n::survey::Survey;
use site::memo::Memo;
use site::pipeline::configure;
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\n\
     [languages.en]\ncontentDir = 'content/en'\n\
     [languages.ko]\ncontentDir = 'content/ko'\n\
     [languages.pl]\ncontentDir = 'content/pl'\n";

type Files = BTreeMap<String, String>;

/// What a reading shows: everything of the survey, what could not be read, and how many texts were parsed.
#[derive(Debug)]
struct Shown {
    survey: String,
    found: String,
    texts: usize,
}

/// Reads a site as `read` does, and looks at its translations.
fn shown(
    files: &Files,
    memo: &Arc<Memo>,
    named: &[&str],
    read: impl Fn(&SiteReader<'_>) -> Read,
) -> Shown {
    let mut world = MemoryWorld::new("2026-01-01T00:00:00Z").file("site.toml", CONFIGURATION);
    for (path, text) in files {
        world = world.file(path, text.as_str());
    }
    let mut found = Vec::new();
    let settings = configure(&world, &Default::default(), &mut found);
    let settings = settings.unwrap_or_else(|problem| panic!("{:?}", problem.diagnostics));
    let sources = discover(&world, &settings, &mut found);
    let named = named.iter().map(|&path| path.into()).collect();
    let reader = SiteReader { world: &world, settings: &settings, memo, sources, named };
    let comparisons = Comparisons::in_memo(Arc::clone(memo));
    let drifts = Drifts::default();
    let read = reader.compared(read(&reader), &drifts, &comparisons);
    let survey = Survey::again(reader.input(&read, &drifts), &comparisons);
    let content = read.documents.content.iter();
    Shown {
        survey: format!("{survey:#?}"),
        found: format!("{:?}", read.found),
        texts: content.filter(|document| !document.body.nodes.is_empty()).count(),
    }
}

fn whole(files: &Files, named: &[&str]) -> Shown {
    shown(files, &Arc::new(Memo::in_memory()), named, |reader| reader.whole())
}

fn outlined(files: &Files, memo: &Arc<Memo>, named: &[&str]) -> Shown {
    shown(files, memo, named, |reader| reader.outlined())
}

/// Three languages with a few pages each.
fn site() -> Files {
    let mut files = Files::new();
    for language in ["en", "ko", "pl"] {
        files.insert(format!("content/{language}/_index.md"), "---\ntitle: Home\n---\n".into());
        for page in 0..4 {
            let text = format!("---\ntitle: A {page}\n---\n## One\n\nA text of {language}.\n");
            files.insert(format!("content/{language}/docs/{page}.md"), text);
        }
    }
    files
}

/// One edit of one file.
fn edit(files: &mut Files, chance: &mut Chance) {
    let language = ["en", "ko", "pl"][chance.below(3)];
    let path = format!("content/{language}/docs/{}.md", chance.below(5));
    let text = files.remove(&path).unwrap_or_else(|| "---\ntitle: New\n---\n".to_owned());
    let edited = match chance.below(8) {
        0 => return,
        1 => text + "\nA sentence more.\n",
        2 => text + "\n## Another\n",
        3 => text.replacen("title: ", "weight: 3\ntitle: ", 1),
        4 => text + "\n<!--\nThe source of a paragraph, kept by those who translate it.\n-->\n말\n",
        5 => text.replacen("---\n", "---\n:", 1),
        6 => text.replacen("## One", "### One `$x$`", 1),
        _ => text.replacen("---\n", "---\nmath: true\n", 1),
    };
    files.insert(path, edited);
}

#[test]
fn whatever_was_edited_what_is_remembered_of_texts_is_what_they_say() {
    for seed in 0..8 {
        let (mut chance, mut files) = (Chance(seed), site());
        let memo = Arc::new(Memo::in_memory());
        for step in 0..20 {
            let named: &[&str] = if step % 5 == 4 { &["content/en/docs/1.md"] } else { &[] };
            let (kept, fresh) = (outlined(&files, &memo, named), whole(&files, named));
            assert_eq!(kept.survey, fresh.survey, "seed {seed}, step {step}");
            assert_eq!(kept.found, fresh.found, "seed {seed}, step {step}");
            edit(&mut files, &mut chance);
        }
    }
}

#[test]
fn only_the_texts_that_something_new_is_asked_of_are_parsed() {
    let (mut files, memo) = (site(), Arc::new(Memo::in_memory()));
    assert_eq!(outlined(&files, &memo, &[]).texts, 12);
    assert_eq!(outlined(&files, &memo, &[]).texts, 0);
    let edited = files.get_mut("content/ko/docs/2.md").expect("it is there");
    edited.push_str("\nA sentence more.\n");
    // The translation and its source.
    assert_eq!(outlined(&files, &memo, &[]).texts, 2);
    assert_eq!(outlined(&files, &memo, &[]).texts, 0);
}

#[test]
fn of_a_site_that_nobody_has_read_a_named_page_is_read_in_all_languages() {
    let memo = Arc::new(Memo::in_memory());
    assert_eq!(outlined(&site(), &memo, &["content/pl/docs/3.md"]).texts, 3);
    assert_eq!(outlined(&site(), &memo, &["content/pl/docs/3.md"]).texts, 0);
}
