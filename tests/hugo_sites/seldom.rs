//! What few sites have, laid over a site of the usual kind: one or two things, so that what differs has a name.

use serde_json::{Value, json};

use super::both::Files;
use super::configuration::Plan;
use super::dice::Dice;
use super::format::{Format, Table};

/// Changes the configuration, and may add files.
type Thing = fn(&mut Dice, &mut Plan, &mut Files);

const THINGS: &[Thing] = &[
    outputs,
    outputs_of_pages,
    kinds,
    dates,
    ignored,
    content_directory,
    languages_off,
    theme,
    filtered_mounts,
    merged,
    tokens,
    resources,
    bundle_at_the_top,
    files_beside_pages,
    nested_bundles,
    inherited,
];

/// Lays some of them over the plan, and gives the files that belong to them.
pub fn add(dice: &mut Dice, plan: &mut Plan) -> Files {
    let mut files = Files::new();
    for _ in 0..dice.below(3) {
        dice.pick(THINGS)(dice, plan, &mut files);
    }
    files
}

/// A content file in the first language.
fn page(dice: &mut Dice, plan: &Plan, files: &mut Files, path: &str, front_matter: Value) {
    let Value::Object(mut table) = front_matter else { panic!("{front_matter} is no table") };
    table.entry("title").or_insert_with(|| json!(format!("Seldom {path}")));
    let text = Format::any(dice).front_matter(&table) + "\nText.\n";
    let language = &plan.languages[0];
    let (stem, extension) = path.rsplit_once('.').expect("an extension");
    files.insert(format!("{}/{stem}{}.{extension}", language.directory, language.suffix), text);
}

/// A file that is no page. Of files in a language that lacks the page beside them, nothing is drawn yet.
fn file(plan: &Plan, files: &mut Files, path: &str, text: &str) {
    if let [language] = plan.languages.as_slice() {
        files.insert(format!("{}/{path}", language.directory), text.to_owned());
    }
}

/// Formats of pages; not none at all, for then Hugo puts the files beside a page into the root.
fn formats(dice: &mut Dice) -> Value {
    let choices = [
        json!(["html"]),
        json!(["HTML", "RSS"]),
        json!(["rss"]),
        json!(["json"]),
        json!(["Html", "json"]),
    ];
    dice.pick(&choices)
}

fn outputs(dice: &mut Dice, plan: &mut Plan, _: &mut Files) {
    let kinds = dice.some(40, &["home", "page", "section", "taxonomy", "term"]);
    let table: Table = kinds.into_iter().map(|kind| (kind.to_owned(), formats(dice))).collect();
    plan.options.insert("outputs".into(), table.into());
}

fn outputs_of_pages(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let outputs = formats(dice);
    page(dice, plan, files, "outputs/one.md", json!({"outputs": outputs}));
    let rule =
        json!({"outputs": formats(dice), "target": {"kind": dice.pick(&["page", "section"])}});
    page(dice, plan, files, "outputs/_index.md", json!({"cascade": rule}));
    page(dice, plan, files, "outputs/deep/two.md", json!({}));
}

fn kinds(dice: &mut Dice, plan: &mut Plan, _: &mut Files) {
    let all = ["home", "page", "section", "taxonomy", "term", "RSS", "sitemap", "404", "robotsTXT"];
    plan.options.insert("disableKinds".into(), json!(dice.some(20, &all)));
}

fn dates(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let from_name = json!([":filename", ":default"]);
    let choices = [
        json!({"date": from_name}),
        json!({"date": ["written", ":default"], "publishDate": ["embargo"]}),
        json!({"date": ["lastmod", "date"]}),
        json!({"expiryDate": ["gone"]}),
    ];
    plan.options.insert("frontmatter".into(), dice.pick(&choices));
    let name = dice.pick(&[
        "2024-05-06-dated",
        "2024-05-06",
        "2024-05-06T10-11-12-exact",
        "2024-5-6-short",
    ]);
    page(dice, plan, files, &format!("news/{name}.md"), json!({}));
    page(dice, plan, files, "news/2023-01-02-bundle/index.md", json!({}));
    page(
        dice,
        plan,
        files,
        "news/written.md",
        json!({"written": "2022-02-03", "embargo": "2031-01-01"}),
    );
    page(dice, plan, files, "news/gone.md", json!({"gone": "2020-01-01", "lastmod": "2021-05-05"}));
}

fn ignored(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let pattern = dice.pick(&["one\\.md$", "manual/", "\\.html$", "_index\\..*$", "^news", "TWO"]);
    plan.options.insert("ignoreFiles".into(), json!([pattern]));
    page(dice, plan, files, "manual/two.md", json!({}));
    page(dice, plan, files, "news/one.md", json!({}));
}

fn content_directory(dice: &mut Dice, plan: &mut Plan, _: &mut Files) {
    if let [language] = plan.languages.as_mut_slice() {
        language.directory = dice.pick(&["text", "src/pages", "Content"]).to_owned();
        plan.options.insert("contentDir".into(), json!(language.directory));
    }
}

fn languages_off(dice: &mut Dice, plan: &mut Plan, _: &mut Files) {
    let default = plan.options.get("defaultContentLanguage").and_then(Value::as_str);
    let default = default.unwrap_or("en").to_owned();
    let others = plan.languages.iter().map(|language| language.code);
    let others: Vec<&str> = others.filter(|code| *code != default).collect();
    if !others.is_empty() {
        plan.options.insert("disableLanguages".into(), json!([dice.pick(&others)]));
    }
}

fn theme(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    plan.options.insert("theme".into(), dice.pick(&[json!("t"), json!(["t", "u"])]));
    let front_matter =
        Format::Yaml.front_matter(&Table::from_iter([("title".into(), json!("Of a theme"))]));
    for path in
        ["t/content/blog/of-theme.md", "t/content/themed/_index.md", "u/content/themed/more.md"]
    {
        files.insert(format!("themes/{path}"), front_matter.clone());
    }
    let options = json!({
        "taxonomies": {"word": "words"},
        "disableKinds": ["term"],
        "permalinks": {"themed": "/of/:slug/"},
        "params": {"a": 1},
    });
    let Value::Object(options) = options else { return };
    let options = options.into_iter().filter(|_| dice.percent(50)).collect::<Table>();
    files.insert("themes/t/hugo.toml".into(), Format::Toml.write(&options));
    files.insert("themes/u/hugo.toml".into(), String::new());
}

fn merged(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    theme(dice, plan, files);
    let how = dice.pick(&["deep", "shallow", "none"]);
    let key = dice.pick(&["permalinks", "taxonomies", ""]);
    match plan.options.get_mut(key) {
        Some(Value::Object(table)) => drop(table.insert("_merge".into(), json!(how))),
        // With it, Hugo merges tables of languages too, which is not done yet.
        _ if plan.languages.len() == 1 => drop(plan.options.insert("_merge".into(), json!(how))),
        _ => {}
    }
}

fn filtered_mounts(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    if plan.languages.len() > 1 {
        return;
    }
    let mut mount = Table::from_iter([
        ("source".to_owned(), json!("content")),
        ("target".to_owned(), json!(dice.pick(&["content", "content/moved"]))),
    ]);
    let globs = dice.pick(&[
        json!(["**.md"]),
        json!(["news/**"]),
        json!(["! manual/**"]),
        json!("**/one.md"),
    ]);
    let globs = if globs.is_string() { json!([globs]) } else { globs };
    mount.insert("files".into(), globs);
    plan.options.insert("module".into(), json!({"mounts": [mount]}));
    page(dice, plan, files, "news/one.md", json!({}));
    page(dice, plan, files, "manual/two.md", json!({}));
}

fn tokens(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let url = dice.pick(&[
        "/u/:year/:slug/",
        "u/:title.html",
        "/:section/x-:filename",
        "/:sections/:contentbasename/",
        "/\\:plain/",
        "/u/:nothing/",
    ]);
    page(dice, plan, files, "manual/tokens.md", json!({"url": url, "date": "2024-05-06"}));
    page(
        dice,
        plan,
        files,
        "manual/deep/more.md",
        json!({"url": url, "slug": "own", "date": "2023-05-06"}),
    );
}

fn resources(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let name = dice.pick(&["renamed", "renamed.txt", "file-:counter", "deep/renamed.txt"]);
    let meta = json!([{"src": "*.txt", "name": name, "title": "A file", "params": {"a": 1}}]);
    let build =
        dice.pick(&[json!({}), json!({"publishResources": false}), json!({"render": "never"})]);
    page(
        dice,
        plan,
        files,
        "manual/with-files/index.md",
        json!({"resources": meta, "build": build}),
    );
    page(dice, plan, files, "manual/with-files/inner.md", json!({}));
    for path in ["a.txt", "deep/b.txt", "Upper Case.txt", "data.json"] {
        file(plan, files, &format!("manual/with-files/{path}"), &format!("file {path}\n"));
    }
}

fn bundle_at_the_top(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let place = dice.pick(&["manual/", "news/2024/"]);
    page(dice, plan, files, &format!("{place}index.md"), json!({}));
    file(plan, files, &format!("{place}beside.txt"), "file beside\n");
}

fn files_beside_pages(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let path = dice.pick(&[
        "manual/free.txt",
        "free.txt",
        "nowhere/free.txt",
        "manual/deep/Free File.txt",
        "v1.2/a.b.txt",
    ]);
    file(plan, files, path, "file free\n");
    page(dice, plan, files, "manual/_index.md", json!({}));
}

fn nested_bundles(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    page(dice, plan, files, "manual/outer/index.md", json!({}));
    let inner = dice.pick(&[
        "manual/outer/inner/index.md",
        "manual/outer/inner/_index.md",
        "manual/outer/_index.md",
    ]);
    page(dice, plan, files, inner, json!({}));
    page(dice, plan, files, "manual/outer/inner/page.md", json!({}));
    file(plan, files, "manual/outer/inner/free.txt", "file inner\n");
}

/// Keys of a cascade. One of `params` that is a key of its own, such as `draft`, is not drawn yet.
fn inherited(dice: &mut Dice, plan: &mut Plan, files: &mut Files) {
    let value = dice.pick(&[
        json!({"slug": "inherited"}),
        json!({"url": "/inherited/:slug/"}),
        json!({"aliases": ["/by-cascade/"]}),
        json!({"tags": ["go"]}),
        json!({"type": "other"}),
        json!({"headless": true}),
        json!({"build": "never"}),
        json!({"isCJKLanguage": true, "linkTitle": "Short"}),
    ]);
    page(dice, plan, files, "heirs/_index.md", json!({"cascade": value}));
    page(dice, plan, files, "heirs/one.md", json!({}));
}
