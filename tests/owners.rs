//! The rules of `OWNERS` files, one test each, named after its number in the list that the manual's
//! page about owners links to: what Prow does, and not what is written about it.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use camino::Utf8Path;
use site::diagnostic::Diagnostic;
use site::owners::{Owners, Ownership, Role, Statement};
use site::structured::Format;
use site::world::MemoryWorld;

/// A repository of files in memory.
struct Repository {
    world: MemoryWorld,
}

impl Repository {
    fn new(files: &[(&str, &str)]) -> Self {
        let world = MemoryWorld::new("2026-01-01T00:00:00Z");
        let world = files.iter().fold(world, |world, (path, text)| world.file(path, *text));
        Self { world }
    }

    fn read(&self) -> (Owners, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let owners = Owners::read(&self.world, Utf8Path::new("public"), &mut found);
        (owners, found)
    }

    fn of(&self, path: &str) -> Ownership {
        (*self.read().0.of(Utf8Path::new(path), None)).clone()
    }

    /// What is wrong, by code.
    fn codes(&self) -> Vec<&'static str> {
        self.read().1.iter().map(|own| own.code.name()).collect()
    }
}

fn names(ownership: &Ownership, role: Role) -> Vec<&str> {
    ownership.of(role).names().collect()
}

fn approvers(repository: &Repository, path: &str) -> Vec<String> {
    names(&repository.of(path), Role::Approver).into_iter().map(str::to_owned).collect()
}

fn labels(repository: &Repository, path: &str) -> Vec<String> {
    names(&repository.of(path), Role::Label).into_iter().map(str::to_owned).collect()
}

#[test]
fn rule_1_lists_at_the_top_make_the_filters_dead() {
    let simple = Repository::new(&[(
        "a/OWNERS",
        "approvers: [ann]\noptions:\n  no_parent_owners: true\nfilters:\n  '.*':\n    labels: [x]\n",
    )]);
    assert_eq!(approvers(&simple, "a/b"), ["ann"]);
    assert!(labels(&simple, "a/b").is_empty());
    assert_eq!(simple.codes(), ["owners-filters"]);
}

#[test]
fn rule_1_without_lists_the_filters_apply() {
    let full = Repository::new(&[(
        "OWNERS",
        "approvers: []\nfilters:\n  '\\.md$':\n    approvers: [ann]\n  '\\.txt$':\n    approvers: [bob]\n",
    )]);
    assert_eq!(approvers(&full, "a.md"), ["ann"]);
    assert_eq!(approvers(&full, "x/a.txt"), ["bob"]);
    assert!(approvers(&full, "a.go").is_empty());
}

#[test]
fn rule_1_options_hold_in_both_forms_and_alone() {
    let options = "options:\n  no_parent_owners: true\n";
    for own in ["labels: [own]\n", "filters:\n  '.*':\n    labels: [own]\n", ""] {
        let own = format!("{own}{options}");
        let repository = Repository::new(&[
            ("OWNERS", "labels: [root]\n"),
            ("a/OWNERS", &own),
            ("a/b/OWNERS", "labels: [below]\n"),
        ]);
        assert!(!labels(&repository, "a/b/c").contains(&"root".to_owned()), "{own}");
        assert_eq!(repository.codes(), [""; 0]);
    }
}

#[test]
fn rule_2_filters_see_the_path_below_their_directory() {
    let repository = Repository::new(&[(
        "a/OWNERS",
        "filters:\n  '^b/c\\.md$': {labels: [whole]}\n  '^c': {labels: [name]}\n  'c\\.': {labels: [part]}\n",
    )]);
    assert_eq!(labels(&repository, "a/b/c.md"), ["part", "whole"]);
}

#[test]
fn rule_2_everything_matches_the_directory_itself_too() {
    let repository = Repository::new(&[(
        "a/OWNERS",
        "filters:\n  '.*': {labels: [all]}\n  '\\.$': {labels: [dot]}\n  'a': {labels: [name]}\n",
    )]);
    assert_eq!(labels(&repository, "a"), ["all", "dot"]);
    assert_eq!(labels(&repository, "a/"), ["all", "dot"]);
}

#[test]
fn rule_2_a_pattern_that_does_not_compile_drops_its_filter_only() {
    let repository = Repository::new(&[(
        "OWNERS",
        "filters:\n  '(?!x)': {labels: [lost]}\n  'x': {labels: [kept]}\n",
    )]);
    assert_eq!(labels(&repository, "x"), ["kept"]);
    assert_eq!(repository.codes(), ["owners-pattern"]);
}

#[test]
fn rule_3_a_scalar_for_a_list_makes_the_file_silent() {
    let repository = Repository::new(&[
        ("OWNERS", "approvers: [root]\n"),
        ("a/OWNERS", "approvers: ann\nlabels: [x]\n"),
        ("b/OWNERS", "filters:\n  '.*':\n    approvers: bob\n  'c': {labels: [x]}\n"),
    ]);
    assert_eq!(approvers(&repository, "a/x"), ["root"]);
    assert!(labels(&repository, "a/x").is_empty());
    assert_eq!(approvers(&repository, "b/c"), ["root"]);
    assert!(labels(&repository, "b/c").is_empty());
    assert_eq!(repository.codes(), ["owners-type", "owners-type"]);
}

#[test]
fn rule_4_broken_yaml_is_silent_and_the_parents_still_apply() {
    let repository = Repository::new(&[
        ("OWNERS", "labels: [root]\n"),
        ("a/OWNERS", "labels: [x\napprovers:\n"),
        ("b/OWNERS", "labels: [own]\n"),
    ]);
    assert_eq!(labels(&repository, "a/x"), ["root"]);
    assert_eq!(labels(&repository, "b/x"), ["own", "root"]);
    assert_eq!(repository.codes(), ["owners-syntax"]);
}

#[test]
fn rule_5_keys_have_no_case_and_may_stand_twice_and_yes_is_true() {
    let repository = Repository::new(&[(
        "OWNERS",
        "Approvers: [first]\nAPPROVERS: [second]\nLabels: [lost]\nLabels: [yes, 'yes', no, 7]\n\
         Options: {No_Parent_Owners: yes}\n",
    )]);
    // In the order of bytes `Approvers` comes after `APPROVERS`.
    assert_eq!(approvers(&repository, "x"), ["first"]);
    assert_eq!(labels(&repository, "x"), ["7", "false", "true", "yes"]);
    assert_eq!(repository.codes(), [""; 0]);
}

#[test]
fn rule_6_an_empty_list_is_no_key_and_some_directories_are_passed_over() {
    let own = "approvers: []\nreviewers:\nlabels: [own]\n";
    let repository = Repository::new(&[
        ("OWNERS", "approvers: [root]\n"),
        ("a/OWNERS", own),
        ("vendor/x/y/OWNERS", own),
        ("vendor/x/OWNERS", own),
        ("my_output/OWNERS", own),
        ("a.git/OWNERS", own),
        ("public/OWNERS", own),
    ]);
    assert_eq!(approvers(&repository, "a/x"), ["root"]);
    assert_eq!(labels(&repository, "vendor/x/z"), ["own"]);
    for passed_over in ["vendor/x/y/z", "my_output/z", "a.git/z", "public/z"] {
        let expected: &[&str] = if passed_over.starts_with("vendor") { &["own"] } else { &[] };
        assert_eq!(labels(&repository, passed_over), expected, "{passed_over}");
    }
    assert_eq!(repository.read().0.statements.len(), 3);
}

#[test]
fn rule_7_a_login_is_lower_case_without_one_at_sign_and_labels_stay() {
    let repository = Repository::new(&[(
        "OWNERS",
        "approvers: ['@Ann', BOB, '@@cid']\nlabels: [area/HA, '@x']\n",
    )]);
    assert_eq!(approvers(&repository, "x"), ["@cid", "ann", "bob"]);
    assert_eq!(labels(&repository, "x"), ["@x", "area/HA"]);
}

#[test]
fn rule_8_aliases_stand_at_the_root_and_are_expanded_once() {
    let repository = Repository::new(&[
        (
            "OWNERS_ALIASES",
            "aliases:\n  Team: [Ann, inner]\n  inner: [bob]\n  map: {cid, dan}\n  none:\n  empty: {}\n",
        ),
        ("a/OWNERS_ALIASES", "aliases:\n  local: [eve]\n"),
        ("a/OWNERS", "approvers: [TEAM, map, none, empty, local]\n"),
    ]);
    assert_eq!(approvers(&repository, "a/x"), ["ann", "cid", "dan", "inner", "local"]);
    let ownership = repository.of("a/x");
    let reason = |name: &str| {
        let holding = ownership.approvers.iter().find(|own| own.grant.name == name);
        holding.expect(name).grant.alias.clone()
    };
    assert_eq!(reason("ann").as_deref(), Some("team"));
    assert_eq!(reason("local"), None);
}

#[test]
fn rule_8_a_wrong_alias_is_named_and_the_others_hold() {
    let repository = Repository::new(&[
        (
            "OWNERS_ALIASES",
            "aliases:\n  bad: ann\n  worse: [bob, 7]\n  yes-man: [yes]\n  good: [cid]\n",
        ),
        ("OWNERS", "approvers: [bad, worse, good]\n"),
    ]);
    assert_eq!(approvers(&repository, "x"), ["bad", "cid", "worse"]);
    let (_, found) = repository.read();
    assert_eq!(found.len(), 3);
    for alias in ["`bad`", "`worse`", "`yes-man`"] {
        assert!(found.iter().any(|own| own.message.contains(alias)), "{alias}");
    }
}

#[test]
fn rule_9_the_levels_are_joined_and_a_name_is_the_nearest_levels() {
    let repository = Repository::new(&[
        ("OWNERS", "approvers: [ann, bob]\nlabels: [root]\n"),
        ("a/b/OWNERS", "approvers: [bob, cid]\nlabels: [deep]\n"),
    ]);
    let ownership = repository.of("a/b/c/d.md");
    assert_eq!(names(&ownership, Role::Approver), ["ann", "bob", "cid"]);
    assert_eq!(names(&ownership, Role::Label), ["deep", "root"]);
    let bob = &ownership.approvers.iter().find(|own| own.grant.name == "bob").expect("there").grant;
    assert_eq!((bob.file.as_str(), bob.line), ("a/b/OWNERS", 1));
}

#[test]
fn rule_9_all_filters_of_a_level_that_match_are_joined() {
    let repository = Repository::new(&[(
        "OWNERS",
        "filters:\n  'a': {labels: [x]}\n  'b': {labels: [w]}\n  'z': {labels: [z]}\n",
    )]);
    assert_eq!(labels(&repository, "ab"), ["w", "x"]);
}

#[test]
fn rule_10_no_parent_owners_stops_only_what_has_begun() {
    let repository = Repository::new(&[
        ("OWNERS", "approvers: [root]\nlabels: [root]\n"),
        ("a/OWNERS", "labels: [own]\noptions: {no_parent_owners: true}\n"),
    ]);
    assert_eq!(labels(&repository, "a/x"), ["own"]);
    assert_eq!(approvers(&repository, "a/x"), ["root"]);
}

#[test]
fn rule_10_a_filter_that_does_not_match_stops_nothing() {
    let repository = Repository::new(&[
        ("OWNERS", "labels: [root]\n"),
        ("a/OWNERS", "filters:\n  '\\.md$': {labels: [own]}\noptions: {no_parent_owners: true}\n"),
    ]);
    assert_eq!(labels(&repository, "a/x.md"), ["own"]);
    assert_eq!(labels(&repository, "a/x.txt"), ["root"]);
}

#[test]
fn rule_11_leaf_owners_are_those_of_the_first_level_that_has_any() {
    let repository = Repository::new(&[
        ("OWNERS", "approvers: [root]\nreviewers: [rex]\n"),
        ("a/OWNERS", "approvers: [ann, root]\n"),
        ("a/b/OWNERS", "labels: [x]\n"),
    ]);
    let ownership = repository.of("a/b/c");
    assert_eq!(ownership.approvers.leaf_names().collect::<Vec<_>>(), ["ann", "root"]);
    assert_eq!(ownership.reviewers.leaf_names().collect::<Vec<_>>(), ["rex"]);
    assert_eq!(ownership.required_reviewers.leaf_names().count(), 0);
}

#[test]
fn rule_12_what_does_not_exist_belongs_to_the_directories_that_do() {
    let repository =
        Repository::new(&[("OWNERS", "labels: [root]\n"), ("a/OWNERS", "labels: [own]\n")]);
    assert_eq!(labels(&repository, "a/new/deep/file.md"), ["own", "root"]);
    for root in ["", ".", "./", "./x", "x"] {
        assert_eq!(labels(&repository, root), ["root"], "{root}");
    }
}

/// What a page's own front matter adds.
fn page(repository: &Repository, path: &str, text: &str) -> (Ownership, Vec<&'static str>) {
    let mut found = Vec::new();
    let start = text.find("---\n").expect("a header") + 4;
    let end = start + text[start..].find("---").expect("an end");
    // A comment of the fence's length keeps the spans.
    let header = format!("#{}\n{}", " ".repeat(start - 2), &text[start..end]);
    let parsed = Format::Yaml.parse(&header).expect("YAML");
    let table = parsed.value.as_table().expect("keys").clone();
    let own = Statement::of_front_matter(Utf8Path::new(path), text, &table, &mut found);
    let ownership = repository.read().0.of(Utf8Path::new(path), own.as_ref());
    ((*ownership).clone(), found.iter().map(|own| own.code.name()).collect())
}

#[test]
fn rule_13_front_matter_is_a_level_of_its_own() {
    let repository = Repository::new(&[
        ("OWNERS_ALIASES", "aliases: {team: [cid]}\n"),
        ("OWNERS", "approvers: [root]\nlabels: [root]\n"),
    ]);
    let text = "---\ntitle: x\napprovers: ['@Ann', team]\nlabels: [own]\n---\n";
    let (ownership, found) = page(&repository, "a/x.md", text);
    assert_eq!(names(&ownership, Role::Approver), ["ann", "cid", "root"]);
    assert_eq!(ownership.approvers.leaf_names().collect::<Vec<_>>(), ["ann", "cid"]);
    assert_eq!(names(&ownership, Role::Label), ["own", "root"]);
    let ann = &ownership.approvers.iter().next().expect("there").grant;
    assert_eq!((ann.file.as_str(), ann.line), ("a/x.md", 3));
    assert!(found.is_empty());

    let text = "---\nlabels: [own]\noptions: {no_parent_owners: true}\n---\n";
    let (ownership, _) = page(&repository, "x.md", text);
    assert_eq!(names(&ownership, Role::Label), ["own"]);
    assert_eq!(names(&ownership, Role::Approver), ["root"]);
}

#[test]
fn rule_13_only_a_header_that_prow_sees_counts() {
    let repository = Repository::new(&[("OWNERS", "labels: [root]\n")]);
    for text in ["\u{feff}---\nlabels: [own]\n---\n", "\n---\nlabels: [own]\n---\n"] {
        let (ownership, found) = page(&repository, "x.md", text);
        assert_eq!(names(&ownership, Role::Label), ["root"]);
        assert_eq!(found, ["owners-unread"]);
    }
    let (_, found) = page(&repository, "x.html", "---\nlabels: [own]\n---\n");
    assert_eq!(found, ["owners-unread"]);
}

#[test]
fn rule_13_a_wrong_type_drops_the_files_own_entries() {
    let repository = Repository::new(&[("OWNERS", "labels: [root]\n")]);
    let text = "---\nlabels: [own]\nreviewers: ann\n---\n";
    let (ownership, found) = page(&repository, "x.md", text);
    assert_eq!(names(&ownership, Role::Label), ["root"]);
    assert!(ownership.reviewers.is_empty());
    assert_eq!(found, ["owners-type"]);
}

#[test]
fn what_is_in_a_directory_below_may_be_approved_unasked() {
    let repository = Repository::new(&[(
        "a/OWNERS",
        "approvers: [ann]\noptions: {auto_approve_unowned_subfolders: true}\n",
    )]);
    assert!(!repository.of("a/x.md").is_approved_unasked);
    assert!(repository.of("a/b/x.md").is_approved_unasked);
}

#[test]
fn a_long_file_is_read_in_one_pass() {
    let members: String = (0..50_000).map(|n| format!("- login{n}\n")).collect();
    let repository = Repository::new(&[("OWNERS", &format!("approvers:\n{members}"))]);
    assert_eq!(approvers(&repository, "x").len(), 50_000);
}
