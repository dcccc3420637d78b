//! What a host lets programs ask, by its `robots.txt`: <https://www.rfc-editor.org/rfc/rfc9309>.

use std::time::Duration;

/// The name that a host may give rules to.
pub(super) const AGENT: &str = "site-check";

/// Rules that are read of one file. A file is somebody else's text.
const MOST_RULES: usize = 1000;

/// The longest pause between two questions that a host is granted.
const LONGEST_PAUSE: u64 = 5;

/// The rules of a host.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Robots {
    rules: Vec<Rule>,
    /// The pause between two questions that the host asks for.
    pub pause: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    pattern: String,
    allows: bool,
}

impl Robots {
    /// Lets nothing be asked.
    pub(super) fn closed() -> Self {
        Self { rules: vec![Rule { pattern: "/".to_owned(), allows: false }], pause: None }
    }

    /// Reads the group for this program, or else the one for all.
    pub(super) fn read(text: &str) -> Self {
        let own = Self::group(text, |agent| agent.eq_ignore_ascii_case(AGENT));
        own.or_else(|| Self::group(text, |agent| agent == "*")).unwrap_or_default()
    }

    /// The rules of all groups for an agent; `None` where there is no such group.
    fn group(text: &str, is_meant: impl Fn(&str) -> bool) -> Option<Self> {
        let mut found: Option<Self> = None;
        // Lines that name agents follow each other at the beginning of a group.
        let (mut applies, mut in_names) = (false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                let agent = value.split('/').next().unwrap_or_default().trim();
                applies = is_meant(agent) || in_names && applies;
                in_names = true;
                if applies {
                    found.get_or_insert_default();
                }
                continue;
            }
            in_names &= !matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
            if let Some(robots) = found.as_mut().filter(|_| applies) {
                robots.add(&key, value);
            }
        }
        found
    }

    fn add(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() && self.rules.len() < MOST_RULES => {
                self.rules.push(Rule { pattern: value.to_owned(), allows: key == "allow" });
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
                let pause = seconds.map(|seconds| seconds.min(LONGEST_PAUSE as f64));
                self.pause = pause.map(Duration::from_secs_f64);
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be asked for. The longest rule that fits decides, of two the milder.
    pub(super) fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

/// Whether a path begins as a pattern says, in which `*` stands for anything and `$` for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !to_end || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if to_end && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        // The first place leaves most for what follows.
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_fitting_rule_decides() {
        let robots =
            Robots::read("User-agent: *\nDisallow: /a\nAllow: /a/b # why\nDisallow: /*.pdf$\n");
        assert!(robots.allows("/") && robots.allows("/a/b/c") && robots.allows("/x.pdf?y"));
        assert!(!robots.allows("/a/c") && !robots.allows("/x/y.pdf"));
    }

    #[test]
    fn a_group_of_its_own_counts_before_that_for_all() {
        let text = "User-agent: *\nDisallow: /\n\nUser-Agent: Other\nUser-Agent: Site-Check/1\nDisallow: /x\nCrawl-delay: 99";
        let robots = Robots::read(text);
        assert!(robots.allows("/y") && !robots.allows("/x"));
        assert_eq!(robots.pause, Some(Duration::from_secs(LONGEST_PAUSE)));
        assert!(Robots::read("").allows("/") && Robots::read("Disallow: /").allows("/"));
        assert!(
            Robots::read("User-agent: *\nDisallow:").allows("/") && !Robots::closed().allows("/")
        );
    }

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, path, is_so) in [
            ("/a*b", "/axxb/c", true),
            ("/a*b$", "/axxb/c", false),
            ("/a*b*$", "/ab", true),
            ("/*?x=", "/p?x=1", true),
            ("/$", "/a", false),
            ("*", "/", true),
        ] {
            assert_eq!(fits(pattern, path), is_so, "{pattern} {path}");
        }
    }
}
