//! `site init`: a new site.

use std::io::{self, BufRead, IsTerminal};

use camino::Utf8Path;

use super::args::{DeployTarget, InitArguments, SiteParts};
use super::exit::Exit;
use super::global::GlobalArguments;
use super::open::{now, resolved};
use super::output::{say, tell};
use super::refusal::refuse;
use crate::config::is_site;
use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic, Severities, nearest};
use crate::emit::{CreateError, create_files};
use crate::locale::Locale;
use crate::starter::{Deploy, Parts, Starter, known_languages};
use crate::world::DiskWorld;

/// Makes the site, and says what to type next.
pub(super) fn run(global: &GlobalArguments, arguments: &InitArguments) -> Exit {
    let directory = arguments.directory.as_deref().unwrap_or(&global.root);
    if DiskWorld::open(directory, None).is_ok_and(|world| is_site(&world)) {
        let message = format!("there is a site already in `{directory}`");
        return refused(global, Diagnostic::new(Code::ArgumentValue, message));
    }
    let starter = match starter(arguments, directory) {
        Ok(starter) => starter,
        Err(diagnostic) => return refused(global, *diagnostic),
    };
    let files = starter.files();
    match create_files(directory, &files) {
        Ok(()) => {
            let made = format!(
                "{} in {} -> {directory}\n\n{}",
                counted(files.len(), "file"),
                counted(starter.languages.len(), "language"),
                next_steps(directory, &starter)
            );
            tell(global, &made);
            Exit::Fine
        }
        Err(CreateError::InTheWay(names)) => {
            let message = format!("`{directory}` already contains `{}`", names.join("`, `"));
            let hint = "name a directory of its own: `site init DIR`";
            refused(global, Diagnostic::new(Code::ArgumentValue, message).hint(hint))
        }
        Err(CreateError::Emit(error)) => {
            say(&format!("error: {error}\n"));
            Exit::Machine
        }
    }
}

/// What the arguments say; on a terminal, the user is asked for the rest.
fn starter(arguments: &InitArguments, directory: &Utf8Path) -> Result<Starter, Box<Diagnostic>> {
    let asks = !arguments.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
    let ask =
        |question: &str, usual: &str| if asks { answer(question, usual) } else { usual.to_owned() };
    let title = match &arguments.title {
        Some(title) => title.clone(),
        None => ask("Title of the site", &usual_title(directory)),
    };
    let languages = if arguments.languages.is_empty() {
        let known = "Languages, the default one first, such as `en,ko`";
        ask(known, "en").split([',', ' ']).map(str::to_owned).collect()
    } else {
        arguments.languages.clone()
    };
    let parts = match arguments.kind {
        Some(kind) => kind,
        None => match ask("A blog, a manual, or both", "both").to_lowercase().as_str() {
            "blog" => SiteParts::Blog,
            "manual" | "docs" => SiteParts::Manual,
            _ => SiteParts::Both,
        },
    };
    Ok(Starter {
        title,
        languages: checked(&languages)?,
        parts: match parts {
            SiteParts::Blog => Parts::Blog,
            SiteParts::Manual => Parts::Manual,
            SiteParts::Both => Parts::Both,
        },
        base_url: arguments.base_url.clone().unwrap_or("https://example.org/".to_owned()),
        deploy: arguments.deploy.map(deploy),
        today: now().date(),
    })
}

fn deploy(target: DeployTarget) -> Deploy {
    match target {
        DeployTarget::GithubPages => Deploy::GithubPages,
        DeployTarget::Gitlab => Deploy::Gitlab,
        DeployTarget::Netlify => Deploy::Netlify,
        DeployTarget::Cloudflare => Deploy::Cloudflare,
        DeployTarget::Container => Deploy::Container,
    }
}

/// What the user types, or the usual answer.
fn answer(question: &str, usual: &str) -> String {
    say(&format!("{question} [{usual}]: "));
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    let typed = line.trim();
    if read.is_err() || typed.is_empty() { usual.to_owned() } else { typed.to_owned() }
}

/// The codes in lower case, each once.
fn checked(codes: &[String]) -> Result<Vec<String>, Box<Diagnostic>> {
    let mut checked: Vec<String> = Vec::new();
    for code in codes.iter().map(|code| code.trim().to_lowercase().replace('_', "-")) {
        if code.is_empty() || checked.contains(&code) {
            continue;
        }
        let is_plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_plain || Locale::parse(&code).is_none() {
            let message = format!("`{code}` is not the code of a language");
            let known = known_languages();
            let hint = match nearest(&code, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write codes such as `en`, `zh-cn` or `pt-br`".to_owned(),
            };
            return Err(Box::new(Diagnostic::new(Code::ArgumentValue, message).hint(hint)));
        }
        checked.push(code);
    }
    if checked.is_empty() { Ok(vec!["en".to_owned()]) } else { Ok(checked) }
}

/// The name of the directory as a title: `my-notes` becomes `My notes`.
fn usual_title(directory: &Utf8Path) -> String {
    let path = resolved(directory);
    let words = path.file_name().unwrap_or_default().replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "My site".to_owned(),
    }
}

fn next_steps(directory: &Utf8Path, starter: &Starter) -> String {
    let enter = if directory == "." { String::new() } else { format!("  cd {directory}\n") };
    let new = match starter.parts {
        Parts::Manual => "  site new page docs/second-steps",
        Parts::Blog | Parts::Both => "  site new post \"My first post\"",
    };
    let filled_in = match starter.deploy {
        Some(_) => {
            "\nThe deployment needs to know where `site` comes from: its file says where to fill it in.\n"
        }
        None => "",
    };
    format!("{enter}  site serve --open\n{new}\n{filled_in}")
}

fn refused(global: &GlobalArguments, diagnostic: Diagnostic) -> Exit {
    refuse(global, None, &[diagnostic], &Severities::default())
}
