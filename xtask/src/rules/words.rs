//! Words that do not belong in the project.

use regex::Regex;

use crate::source::{File, Tree, Verdict};

/// Pattern and what to do instead. Matched without regard to case.
const BANNED: &[(&str, &str)] = &[
    (r"\b(todo|dbg|unimplemented)!", "finish it, or return an error that says what is missing"),
    (r"\b(TODO|FIXME)\b", "do it, or open an issue"),
    (r"\bmod (utils?|helpers?|common|misc)\b", "name the module after what it knows"),
    (r"(^|[^\w.~])/(work|root|Users|home/\w+)/", "a path of one machine: make it relative, or an option"),
    (
        r"\b(chatgpt|copilot|claude|anthropic's|openai's|ai[- ]generated|as an ai|language model session)\b",
        "the project does not speak about the tools it was written with",
    ),
    (r"co-authored-by", "the project does not speak about the tools it was written with"),
];
const MODULE_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];
/// This file names them all; the lock files name packages.
const EXEMPT: &[&str] = &["xtask/src/rules/words.rs", "Cargo.lock", "web/package-lock.json"];

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    let banned: Vec<(Regex, &str)> = BANNED
        .iter()
        .map(|(pattern, instead)| {
            // marks and paths are only meant as they are written
            let flags = if pattern.contains("TODO") || pattern.contains("|Users") { "" } else { "(?i)" };
            (Regex::new(&format!("{flags}{pattern}")).expect("the pattern is valid"), *instead)
        })
        .collect();
    for file in tree.files.iter().filter(|f| !EXEMPT.contains(&f.path.as_str())) {
        module_name(file, verdict);
        for (i, line) in file.text.lines().enumerate() {
            for (pattern, instead) in &banned {
                if let Some(found) = pattern.find(line) {
                    verdict.error(&file.path, i + 1, format!("`{}`: {instead}", found.as_str().trim()));
                }
            }
        }
    }
}

fn module_name(file: &File, verdict: &mut Verdict) {
    let stem = file.name().split('.').next().unwrap_or_default();
    let is_code = ["rs", "ts", "tsx"].iter().any(|extension| file.is(extension));
    if is_code && MODULE_NAMES.contains(&stem) {
        verdict.error(&file.path, 1, format!("`{stem}` says nothing: name the module after what it knows"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn banned_words_are_found_with_their_line() {
        for (text, count) in [
            ("let x = dbg!(y);", 1),
            ("// TODO later", 1),
            ("the word todos is fine", 0),
            ("mod utils;", 1),
            ("read(\"/root/data\")", 1),
            ("cd ~/work/main and https://x.org/work/here", 0),
            ("Co-Authored-By: somebody", 1),
            ("get(\"/users/7\")", 0),
            ("cat /Users/anna/x", 1),
        ] {
            let found = found_by(check, &[("docs/a.md", text)]);
            assert_eq!(found.len(), count, "{text}: {found:?}");
        }
        assert_eq!(found_by(check, &[("crates/x/src/helpers.rs", "")]).len(), 1);
    }
}
