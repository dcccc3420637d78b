//! The plural of an English noun, as Hugo makes the titles of sections that have none.

/// Nouns whose plural follows no rule, and those that have none.
const IRREGULAR: &[(&str, &str)] = &[
    ("child", "children"),
    ("person", "people"),
    ("man", "men"),
    ("woman", "women"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("goose", "geese"),
    ("mouse", "mice"),
    ("ox", "oxen"),
    ("datum", "data"),
    ("medium", "media"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("index", "indices"),
    ("matrix", "matrices"),
    ("vertex", "vertices"),
    ("analysis", "analyses"),
    ("quiz", "quizzes"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("knife", "knives"),
    ("half", "halves"),
    ("self", "selves"),
    ("shelf", "shelves"),
    ("wolf", "wolves"),
    ("wife", "wives"),
    ("thief", "thieves"),
    ("calf", "calves"),
    ("loaf", "loaves"),
    ("scarf", "scarves"),
    ("focus", "foci"),
    ("radius", "radii"),
    ("alumnus", "alumni"),
    ("syllabus", "syllabi"),
    ("cactus", "cacti"),
    ("alias", "aliases"),
    ("axis", "axes"),
    ("photo", "photos"),
    ("piano", "pianos"),
    ("to", "tos"),
];

const UNCHANGED: &[&str] = &[
    "data",
    "media",
    "news",
    "series",
    "species",
    "sheep",
    "fish",
    "deer",
    "equipment",
    "information",
    "money",
    "rice",
    "people",
    "children",
    "men",
    "women",
    "feet",
    "teeth",
    "geese",
    "mice",
    "oxen",
    "criteria",
    "phenomena",
    "moose",
    "police",
];

/// The plural of the last word of a text. What is in the plural already stays.
///
/// ```
/// use site::locale::plural_of;
/// assert_eq!(plural_of("Story"), "Stories");
/// assert_eq!(plural_of("Docs"), "Docs");
/// ```
pub fn plural_of(text: &str) -> String {
    let start = text.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let start = text.ceil_char_boundary(start);
    let (before, word) = text.split_at(start);
    let lower = word.to_lowercase();
    if word.is_empty() || UNCHANGED.contains(&lower.as_str()) {
        return text.to_owned();
    }
    let irregular = IRREGULAR.iter().find(|(one, _)| *one == lower);
    let plural = match irregular {
        // The first letter stays as it is, and with it whether it is a capital.
        Some((one, many)) => {
            let kept: usize = one.chars().zip(many.chars()).take_while(|(a, b)| a == b).count();
            let kept: String = word.chars().take(kept.max(1)).collect();
            let rest: String = many.chars().skip(kept.chars().count()).collect();
            kept + &rest
        }
        None => regular(word, &lower),
    };
    format!("{before}{plural}")
}

fn regular(word: &str, lower: &str) -> String {
    let stem = |ending: usize| &word[..word.len() - ending];
    let before_y = lower.chars().rev().nth(1);
    if lower.ends_with('y') && before_y.is_some_and(|c| !"aeiou".contains(c)) {
        return format!("{}ies", stem(1));
    }
    if lower.ends_with("sis") {
        return format!("{}es", stem(2));
    }
    if ["ss", "sh", "ch", "x", "us", "zz"].iter().any(|ending| lower.ends_with(ending)) {
        return format!("{word}es");
    }
    if lower.ends_with('o') && !lower.ends_with("io") && !lower.ends_with("oo") {
        return format!("{word}es");
    }
    if lower.ends_with('s') { word.to_owned() } else { format!("{word}s") }
}

#[cfg(test)]
mod tests {
    use super::plural_of;

    #[test]
    fn nouns_have_the_plural_that_hugo_gives_them() {
        for (one, many) in [
            ("2024", "2024s"),
            ("Api", "Apis"),
            ("Blog", "Blogs"),
            ("Box", "Boxes"),
            ("Bus", "Buses"),
            ("Child", "Children"),
            ("City", "Cities"),
            ("Data", "Data"),
            ("Docs", "Docs"),
            ("Foo_bar", "Foo_bars"),
            ("Getting-Started", "Getting-Starteds"),
            ("Hero", "Heroes"),
            ("Logo", "Logoes"),
            ("Portfolio", "Portfolios"),
            ("How-To", "How-Tos"),
            ("Analysis", "Analyses"),
            ("About-Us", "About-Uses"),
            ("Kubernetes", "Kubernetes"),
            ("IOS-Tips", "IOS-Tips"),
            ("Leaf", "Leaves"),
            ("Man", "Men"),
            ("News", "News"),
            ("Person", "People"),
            ("Quiz", "Quizzes"),
            ("Series", "Series"),
            ("Status", "Statuses"),
            ("The-Art-of-War", "The-Art-of-Wars"),
            ("Über-Uns", "Über-Uns"),
            ("", ""),
        ] {
            assert_eq!(plural_of(one), many);
        }
    }
}
