//! A file holds one thing, a function fits a screen, a line fits the window.

use regex::Regex;

use crate::source::{File, Tree, Verdict};

/// Lines of a file that are not tests.
const FILE_LIMIT: usize = 500;
const FILE_WARNING: usize = 300;
/// Lines of a test file.
const TEST_FILE_LIMIT: usize = 900;
/// Lines of a function.
const FUNCTION_LIMIT: usize = 70;
/// Characters of a line.
const WIDTH: usize = 120;
/// Functions that are longer, with their length: it may only shrink. One a line: `path name lines`.
const RATCHET: &str = "xtask/long-functions.txt";

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    for file in tree.rust() {
        file_length(file, verdict);
    }
    for file in tree.files.iter().filter(|f| f.is("rs") || f.path.starts_with("migrations/") && f.is("sql")) {
        width(file, verdict);
    }
    functions(tree, verdict);
}

/// The formatter keeps code within the width; comments and SQL are ours to break.
fn width(file: &File, verdict: &mut Verdict) {
    let ours = |line: &str| file.is("sql") || line.trim_start().starts_with("//");
    for (i, line) in file.text.lines().enumerate() {
        let found = line.chars().count();
        if found > WIDTH && ours(line) && !line.contains("http") {
            verdict.warn(&file.path, i + 1, format!("{found} characters in a line; {WIDTH} are the limit"));
        }
    }
}

fn file_length(file: &File, verdict: &mut Verdict) {
    let lines = if file.is_test() { file.text.lines().count() } else { file.code().count() };
    let limit = if file.is_test() { TEST_FILE_LIMIT } else { FILE_LIMIT };
    if lines > limit {
        verdict.error(&file.path, 1, format!("{lines} lines; {limit} are the limit: split it by what it knows"));
    } else if lines > FILE_WARNING && !file.is_test() {
        verdict.warn(&file.path, 1, format!("{lines} lines; above {FILE_WARNING} it probably holds two things"));
    }
}

fn functions(tree: &Tree, verdict: &mut Verdict) {
    let allowed: Vec<(&str, &str, usize)> =
        tree.file(RATCHET).map(|f| f.text.lines().filter_map(parse_allowance).collect()).unwrap_or_default();
    let mut used = Vec::new();
    for file in tree.rust() {
        for function in functions_of(file).into_iter().filter(|f| f.lines > FUNCTION_LIMIT) {
            let allowance = allowed.iter().find(|(path, name, _)| *path == file.path && *name == function.name);
            let limit = allowance.map_or(FUNCTION_LIMIT, |(_, _, lines)| *lines);
            if function.lines > limit {
                let why = format!("`{}` has {} lines; {limit} are the limit", function.name, function.lines);
                verdict.error(&file.path, function.line, why);
            }
            used.extend(allowance);
        }
    }
    for unused in allowed.iter().filter(|allowance| !used.contains(allowance)) {
        let (path, name, _) = unused;
        verdict.error(RATCHET, 1, format!("`{name}` of {path} is no longer too long: take its line out"));
    }
}

fn parse_allowance(line: &str) -> Option<(&str, &str, usize)> {
    let mut words = line.split_whitespace();
    Some((words.next()?, words.next()?, words.next()?.parse().ok()?))
}

struct Function<'a> {
    name: &'a str,
    line: usize,
    lines: usize,
}

/// The functions of a formatted file: from `fn` to the closing brace at the same indentation.
fn functions_of(file: &File) -> Vec<Function<'_>> {
    let head =
        Regex::new(r"^( *)(?:pub(?:\([^)]*\))? )?(?:const |async |unsafe )*fn (\w+)").expect("the pattern is valid");
    let lines: Vec<&str> = file.text.lines().collect();
    let mut found = Vec::new();
    for (i, text) in lines.iter().enumerate() {
        let Some(captures) = head.captures(text) else { continue };
        let (indentation, name) =
            (captures.get(1).map_or("", |m| m.as_str()), captures.get(2).map_or("", |m| m.as_str()));
        let end = format!("{indentation}}}");
        let length = lines[i..].iter().position(|line| *line == end || line.ends_with(';') && line.starts_with(*text));
        let one_line = text.ends_with('}') || text.ends_with(';');
        found.push(Function { name, line: i + 1, lines: if one_line { 1 } else { length.map_or(1, |n| n + 1) } });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    fn function(lines: usize) -> String {
        format!("impl X {{\n    pub async fn long(&self) {{\n{}    }}\n}}\n", "        one();\n".repeat(lines - 2))
    }

    #[test]
    fn long_functions_are_found_and_the_ratchet_only_tightens() {
        let path = "crates/x/src/lib.rs";
        assert!(found_by(check, &[(path, &function(70))]).is_empty());
        let found = found_by(check, &[(path, &function(71))]);
        assert_eq!(found, [format!("{path}:2: `long` has 71 lines; 70 are the limit")]);
        let allow = |lines: usize| (RATCHET, format!("{path} long {lines}\n"));
        for (length, allowed, errors) in [(90, 90, 0), (91, 90, 1), (60, 90, 1)] {
            let (ratchet, text) = allow(allowed);
            let found = found_by(check, &[(path, &function(length)), (ratchet, &text)]);
            assert_eq!(found.len(), errors, "{length} lines, {allowed} allowed: {found:?}");
        }
    }

    #[test]
    fn files_are_measured_without_their_tests() {
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "    // t\n".repeat(300));
        let short = format!("{}{tests}", "x\n".repeat(500));
        let long = format!("{}{tests}", "x\n".repeat(501));
        assert!(found_by(check, &[("crates/x/src/a.rs", &short)]).is_empty());
        assert_eq!(found_by(check, &[("crates/x/src/a.rs", &long)]).len(), 1);
        assert!(found_by(check, &[("crates/x/src/tests.rs", &long)]).is_empty());
    }

    #[test]
    fn comments_wider_than_the_window_are_warned_about_except_for_addresses() {
        let mut verdict = Verdict::default();
        let wide = format!("// {}\n// https://{}\n", "ä".repeat(118), "a".repeat(120));
        check(&crate::source::tree_of(&[("crates/x/src/a.rs", &wide)]), &mut verdict);
        assert_eq!((verdict.errors().len(), verdict.warnings().len()), (0, 1));
    }
}
