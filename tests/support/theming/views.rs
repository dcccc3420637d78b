//! The types that templates see, read from their sources: structs that serde writes, each with its
//! fields and what is said of them. Also the names of the variables.

use std::collections::BTreeSet;

use super::{files, line, read};

/// A struct that templates see.
pub struct View {
    pub name: String,
    pub words: String,
    pub fields: Vec<Field>,
}

pub struct Field {
    pub name: String,
    /// As Rust writes it, without lifetimes.
    pub kind: String,
    pub words: String,
}

impl View {
    pub fn anchor(&self) -> String {
        self.name.to_lowercase()
    }
}

/// All views of the files below a directory, in the order of files and lines.
pub fn all(directory: &str) -> Vec<View> {
    let sources = sources(directory);
    sources.iter().flat_map(|(path, source)| of_source(path, source)).collect()
}

fn sources(directory: &str) -> Vec<(String, String)> {
    files(directory)
        .filter(|name| name.ends_with(".rs"))
        .map(|name| format!("{directory}/{name}"))
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

fn of_source(path: &str, source: &str) -> Vec<View> {
    let mut views = Vec::new();
    let mut lines = source.lines();
    let mut words = String::new();
    let mut is_view = false;
    while let Some(line) = lines.next() {
        if let Some(own) = line.strip_prefix("/// ") {
            words = format!("{words} {own}");
        } else if line.starts_with("#[derive(") {
            is_view = line.contains("Serialize");
        } else if let (true, Some(head)) = (is_view, head(line)) {
            let name = head.split(['<', ' ']).next().expect("a name").to_owned();
            assert!(line.ends_with('{'), "{path}: `{line}` is not a struct with named fields");
            let body = lines.by_ref().take_while(|line| *line != "}");
            let fields = fields(&format!("{path}: {name}"), body);
            views.push(View { name, words: required(path, &words, line), fields });
            (words, is_view) = (String::new(), false);
        } else {
            (words, is_view) = (String::new(), false);
        }
    }
    views
}

fn head(line: &str) -> Option<&str> {
    line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("struct "))
}

fn fields<'a>(place: &str, body: impl Iterator<Item = &'a str>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut words = String::new();
    for line in body.map(str::trim) {
        if let Some(own) = line.strip_prefix("/// ") {
            words = format!("{words} {own}");
            continue;
        }
        let declaration = line.strip_prefix("pub ").unwrap_or(line).trim_end_matches(',');
        let (name, kind) = declaration.split_once(": ").unwrap_or_else(|| {
            panic!("{place}: `{line}` is not a field: this reader does not know what it does")
        });
        let kind = kind.replace("&'a ", "").replace("&'static ", "").replace("<'a>", "");
        fields.push(Field { name: name.to_owned(), kind, words: required(place, &words, name) });
        words.clear();
    }
    fields
}

fn required(place: &str, words: &str, of: &str) -> String {
    assert!(!words.is_empty(), "{place}: `{of}` has no documentation");
    line(words).replace("[`", "`").replace("`]", "`")
}

/// A Rust type in the words of those who write templates.
pub fn typed(kind: &str, views: &[View]) -> String {
    let inside = |wrapper: &str| kind.strip_prefix(wrapper)?.strip_suffix('>');
    if let Some(kind) = inside("Option<") {
        return format!("{} or nothing", typed(kind, views));
    }
    if let Some(kind) = inside("Vec<") {
        return format!("list of {}", typed(kind, views));
    }
    if let Some(kind) = inside("BTreeMap<") {
        let (_, kind) = kind.split_once(", ").expect("key and value");
        return format!("map to {}", typed(kind, views));
    }
    match kind {
        "String" | "str" => "text".to_owned(),
        "Html" => "HTML".to_owned(),
        "Address" => "address".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "usize" | "u32" | "u8" | "i16" => "number".to_owned(),
        "Table" => "map".to_owned(),
        // A page that is in many lists is made into a value of the template engine once.
        "SummaryValue" => typed("PageSummary", views),
        name => {
            let view = views.iter().find(|view| view.name == name);
            let view = view.unwrap_or_else(|| panic!("`{name}` is not a type of a view"));
            format!("[{name}](#{})", view.anchor())
        }
    }
}

/// The names under which templates find something: what is inserted into their contexts by name,
/// and the fields of `PageContext`, which is inserted as a whole.
pub fn variables(directory: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, source) in sources(directory) {
        for call in ["context.insert(", "context.insert_value("] {
            let calls = source.split(call).skip(1);
            let named =
                calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
            names.extend(named.map(str::to_owned));
        }
    }
    let views = all(directory);
    for own in ["PageContext", "GuideContext"] {
        let view = views.iter().find(|view| view.name == own).expect("the page's own");
        names.extend(view.fields.iter().map(|field| field.name.clone()));
    }
    names
}
