//! Who wrote a page, where its text begins by saying so: `**Author:** …`.
//!
//! Many posts have no `author` in their front matter. What lists show of them is the first paragraph that says
//! something else.

/// A longer paragraph says more than who wrote the page. In characters.
const LONGEST: usize = 600;

/// A longer label is a sentence. In characters.
const LONGEST_LABEL: usize = 24;

/// What authors are called before a colon, in lower case. The languages are those of the built-in theme.
const AUTHORS: &[&str] = &[
    "author",
    "authors",
    "author(s)",
    "written by",
    "posted by",
    "by",
    "作者",
    "撰文",
    "原文作者",
    "文",
    "著者",
    "執筆者",
    "投稿者",
    "저자",
    "글쓴이",
    "작성자",
    "autor",
    "autora",
    "autores",
    "autoras",
    "autor*innen",
    "autoren",
    "autorin",
    "autorinnen",
    "verfasser",
    "auteur",
    "auteurs",
    "auteure",
    "autore",
    "autori",
    "autrice",
    "autorzy",
    "autorka",
    "autoři",
    "författare",
    "yazar",
    "yazarlar",
    "penulis",
    "tác giả",
    "автор",
    "авторы",
    "автори",
    "लेखक",
    "লেখক",
    "المؤلف",
    "المؤلفون",
    "الكاتب",
    "بقلم",
    "نویسنده",
    "نویسندگان",
    "מחבר",
    "מחברים",
    "מאת",
];

/// What translators are called.
const TRANSLATORS: &[&str] = &[
    "translator",
    "translators",
    "translated by",
    "translation",
    "译者",
    "譯者",
    "翻译",
    "翻譯",
    "訳者",
    "翻訳者",
    "翻訳",
    "번역",
    "번역자",
    "옮긴이",
    "traductor",
    "traductora",
    "traductores",
    "traducteur",
    "traductrice",
    "traducteurs",
    "traduction",
    "übersetzer",
    "übersetzerin",
    "übersetzung",
    "tradutor",
    "tradutora",
    "tradução",
    "traduttore",
    "traduttrice",
    "traduzione",
    "traducción",
    "tłumacz",
    "tłumaczenie",
    "překladatel",
    "překlad",
    "översättare",
    "vertaler",
    "çeviren",
    "çevirmen",
    "penerjemah",
    "người dịch",
    "переводчик",
    "перевод",
    "перекладач",
    "переклад",
    "अनुवादक",
    "অনুবাদক",
    "المترجم",
    "ترجمة",
    "مترجم",
    "מתרגם",
    "תרגום",
];

/// What a paragraph says of those who wrote the page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names, as text.
    pub author: Option<String>,
}

/// The byline in a paragraph that is nothing else.
pub(super) fn of_text(text: &str) -> Option<Byline> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let (label, names) = text.split_once([':', '：'])?;
    if is_one_of(label, TRANSLATORS) {
        return Some(Byline::default());
    }
    let names = is_one_of(label, AUTHORS).then(|| up_to_translators(names).trim())?;
    Some(Byline { author: (!names.is_empty()).then(|| names.to_owned()) })
}

fn is_one_of(label: &str, known: &[&str]) -> bool {
    if label.chars().count() > LONGEST_LABEL {
        return false;
    }
    let label = label.trim().to_lowercase();
    known.contains(&label.as_str())
}

/// The names before the translators', who may stand in the same paragraph.
fn up_to_translators(names: &str) -> &str {
    let colons = names.match_indices([':', '：']).map(|(at, _)| at);
    for colon in colons {
        let before = &names[..colon];
        let ends = TRANSLATORS.iter().filter_map(|label| Some(colon - ends_with(before, label)?));
        if let Some(start) = ends.min() {
            return &names[..start];
        }
    }
    names
}

/// The bytes of a label at the end of a text, with the blanks after it.
fn ends_with(text: &str, label: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    let start = trimmed.char_indices().rev().nth(label.chars().count().checked_sub(1)?)?.0;
    (trimmed[start..].to_lowercase() == label).then(|| text.len() - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(text: &str) -> Option<Option<String>> {
        of_text(text).map(|byline| byline.author)
    }

    #[test]
    fn a_label_and_names_are_a_byline() {
        let ada = Some(Some("Ada Byron (Analytical Engines)".to_owned()));
        assert_eq!(author("Author: Ada Byron (Analytical Engines)"), ada);
        assert_eq!(author("作者：Ada Byron (Analytical Engines)"), ada);
        assert_eq!(author("Auteur : Ada Byron (Analytical Engines)"), ada);
        assert_eq!(author("作者: Ada Byron (Analytical Engines) 译者: Wei"), ada);
        assert_eq!(author("译者：Wei"), Some(None));
    }

    #[test]
    fn other_paragraphs_are_none() {
        assert_eq!(author("Note: this is an experiment."), None);
        assert_eq!(author("The author: a short portrait"), None);
        assert_eq!(author("Author"), None);
        assert_eq!(author(&format!("Author: {}", "long ".repeat(200))), None);
    }
}
