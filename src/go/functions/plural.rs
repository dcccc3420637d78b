//! English nouns, one and several of them.
//!
//! Source: the rules of `gobuffalo/flect`, as Hugo 0.168 shows them.

/// Nouns that are the same for one and for several.
const UNCHANGED: &[&str] = &[
    "aircraft",
    "bison",
    "chassis",
    "deer",
    "equipment",
    "fish",
    "hertz",
    "information",
    "jeans",
    "means",
    "money",
    "moose",
    "news",
    "offspring",
    "police",
    "price",
    "rice",
    "salmon",
    "series",
    "sheep",
    "shrimp",
    "species",
    "swine",
    "trout",
];

/// One and several, where no rule tells.
const IRREGULAR: &[(&str, &str)] = &[
    ("alias", "aliases"),
    ("alumna", "alumnae"),
    ("alumnus", "alumni"),
    ("analysis", "analyses"),
    ("antenna", "antennas"),
    ("appendix", "appendices"),
    ("axis", "axes"),
    ("bacillus", "bacilli"),
    ("bacterium", "bacteria"),
    ("basis", "bases"),
    ("beau", "beaus"),
    ("bus", "buses"),
    ("cactus", "cacti"),
    ("buffalo", "buffaloes"),
    ("child", "children"),
    ("codex", "codices"),
    ("cookie", "cookies"),
    ("corpus", "corpora"),
    ("crisis", "crises"),
    ("criterion", "criteria"),
    ("curriculum", "curriculums"),
    ("datum", "data"),
    ("diagnosis", "diagnoses"),
    ("die", "dice"),
    ("dwarf", "dwarfs"),
    ("echo", "echoes"),
    ("ellipsis", "ellipses"),
    ("erratum", "errata"),
    ("foot", "feet"),
    ("focus", "foci"),
    ("genesis", "geneses"),
    ("genus", "genera"),
    ("goose", "geese"),
    ("hero", "heroes"),
    ("hypothesis", "hypotheses"),
    ("human", "humans"),
    ("index", "indices"),
    ("knife", "knives"),
    ("larva", "larvae"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("louse", "lice"),
    ("man", "men"),
    ("latex", "latices"),
    ("matrix", "matrices"),
    ("medium", "media"),
    ("memorandum", "memoranda"),
    ("mouse", "mice"),
    ("movie", "movies"),
    ("nebula", "nebulae"),
    ("nucleus", "nuclei"),
    ("oasis", "oases"),
    ("octopus", "octupuses"),
    ("ox", "oxen"),
    ("parenthesis", "parentheses"),
    ("person", "people"),
    ("phenomenon", "phenomena"),
    ("photo", "photos"),
    ("quiz", "quizzes"),
    ("piano", "pianos"),
    ("potato", "potatoes"),
    ("prognosis", "prognoses"),
    ("radius", "radii"),
    ("scarf", "scarves"),
    ("self", "selves"),
    ("shoe", "shoes"),
    ("status", "statuses"),
    ("stratum", "strata"),
    ("syllabus", "syllabi"),
    ("synopsis", "synopses"),
    ("synthesis", "syntheses"),
    ("testis", "testes"),
    ("thesis", "theses"),
    ("thief", "thieves"),
    ("tomato", "tomatoes"),
    ("toe", "toes"),
    ("tooth", "teeth"),
    ("tornado", "tornadoes"),
    ("use", "uses"),
    ("vertebra", "vertebrae"),
    ("vertex", "vertices"),
    ("virus", "viruses"),
    ("vita", "vitae"),
    ("vortex", "vortices"),
    ("wharf", "wharves"),
    ("wife", "wives"),
    ("wolf", "wolves"),
    ("woman", "women"),
];

/// The endings of one and of several, in the order in which they are tried.
const TO_PLURAL: &[(&str, &str)] = &[
    ("ea", "ea"),
    ("bra", "bra"),
    ("ndum", "nda"),
    ("sis", "ses"),
    ("man", "men"),
    ("ch", "ches"),
    ("sh", "shes"),
    ("ss", "sses"),
    ("us", "uses"),
    ("tex", "tices"),
    ("trix", "trices"),
    ("x", "xes"),
    ("zz", "zzes"),
    ("ez", "ezzes"),
    ("z", "zes"),
    ("ay", "ays"),
    ("ey", "eys"),
    ("iy", "iys"),
    ("oy", "oys"),
    ("uy", "uys"),
    ("y", "ies"),
    ("lf", "lves"),
    ("rf", "rves"),
    ("eaf", "eaves"),
    ("fe", "ves"),
    ("to", "tos"),
    ("ano", "anos"),
    ("lo", "los"),
    ("io", "ios"),
    ("oo", "oos"),
    ("o", "oes"),
    ("opi", "opi"),
    ("s", "s"),
];

/// The endings of several and of one.
const TO_SINGULAR: &[(&str, &str)] = &[
    ("ea", "eum"),
    ("bra", "brum"),
    ("nda", "ndum"),
    ("men", "man"),
    ("lves", "lf"),
    ("eaves", "eaf"),
    ("ves", "fe"),
    ("aches", "ache"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("sses", "ss"),
    ("trices", "trix"),
    ("xes", "x"),
    ("ezzes", "ez"),
    ("zzes", "zz"),
    ("tzes", "tz"),
    ("ies", "y"),
    ("oes", "o"),
    ("ouses", "ouse"),
    ("auses", "ause"),
    ("uses", "us"),
    ("ss", "ss"),
    ("us", "us"),
    ("opi", "opus"),
    ("s", ""),
];

/// Several of a noun.
pub(super) fn plural(noun: &str) -> String {
    changed(noun, IRREGULAR.iter().copied(), TO_PLURAL)
        .unwrap_or_else(|| if noun.is_empty() { String::new() } else { format!("{noun}s") })
}

/// One of a noun.
pub(super) fn singular(noun: &str) -> String {
    // These are several of another noun.
    let of_others = [("bases", "base"), ("media", "media")];
    let turned =
        of_others.into_iter().chain(IRREGULAR.iter().map(|(one, several)| (*several, *one)));
    changed(noun, turned, TO_SINGULAR).unwrap_or_else(|| noun.to_owned())
}

fn changed<'w>(
    noun: &str,
    mut irregular: impl Iterator<Item = (&'w str, &'w str)>,
    endings: &[(&str, &str)],
) -> Option<String> {
    let small = noun.to_lowercase();
    // The last word counts.
    let start =
        small.rfind(|c: char| c.is_whitespace() || matches!(c, '_' | '-')).map_or(0, |at| at + 1);
    if small.len() != noun.len() || start >= noun.len() {
        return None;
    }
    let (before, word) = noun.split_at(start);
    let small = &small[start..];
    if UNCHANGED.contains(&small) {
        return Some(noun.to_owned());
    }
    if let Some((_, to)) = irregular.find(|(from, _)| *from == small) {
        return Some(format!("{before}{}", with_case_of(word, to)));
    }
    if IRREGULAR.iter().any(|(one, several)| [*one, *several].contains(&small)) {
        return Some(noun.to_owned());
    }
    let (from, to) = endings.iter().find(|(from, _)| small.ends_with(from))?;
    Some(format!("{before}{}{to}", &word[..word.len() - from.len()]))
}

/// A word that begins with a capital where another does.
fn with_case_of(model: &str, word: &str) -> String {
    if model.starts_with(|c: char| c.is_uppercase()) {
        let mut characters = word.chars();
        return characters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(characters.as_str().chars()).collect()
        });
    }
    word.to_owned()
}
