//! Dependencies are declared once, in the root Cargo.toml, each with its reason.

use crate::source::{File, Tree, Verdict};

/// One line of a dependency section.
pub struct Declared<'a> {
    /// `dependencies`, `dev-dependencies`, `build-dependencies`, `workspace.dependencies`.
    pub section: &'a str,
    /// The crate's name.
    pub name: &'a str,
    /// The whole line.
    pub text: &'a str,
    /// From 1.
    pub line: usize,
}

/// The dependencies a Cargo.toml names, one a line.
pub fn declared(file: &File) -> impl Iterator<Item = Declared<'_>> {
    let mut section = "";
    file.text.lines().enumerate().filter_map(move |(i, text)| {
        if let Some(rest) = text.strip_prefix('[') {
            section = rest.split(']').next().unwrap_or_default();
            return None;
        }
        let name = text.split(['.', ' ', '=']).next().filter(|name| !name.is_empty() && !name.starts_with('#'))?;
        section.ends_with("dependencies").then_some(Declared { section, name, text, line: i + 1 })
    })
}

pub fn check(tree: &Tree, verdict: &mut Verdict) {
    if let Some(root) = tree.file("Cargo.toml") {
        for dependency in declared(root).filter(|d| !d.text.contains("path = ")) {
            let reason = dependency.text.rsplit_once('#').map_or("", |(_, reason)| reason.trim());
            if reason.is_empty() {
                let why = format!("`{}` has no reason: say after `#` what it is for", dependency.name);
                verdict.error(&root.path, dependency.line, why);
            }
        }
    }
    let members =
        |f: &&File| f.name() == "Cargo.toml" && (f.path.starts_with("crates/") || f.path.starts_with("xtask/"));
    for file in tree.files.iter().filter(members) {
        for dependency in declared(file).filter(|d| !d.text.contains("workspace = true")) {
            let why = format!("`{}` is declared here: declare it in the root Cargo.toml", dependency.name);
            verdict.error(&file.path, dependency.line, why);
        }
        if !file.text.contains("[lints]\nworkspace = true") {
            verdict.error(
                &file.path,
                1,
                "the lints of the workspace are not inherited: add `[lints] workspace = true`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::found_by;

    #[test]
    fn a_dependency_needs_a_reason_and_one_place() {
        let root =
            "[workspace.dependencies]\nmoney = { path = \"crates/money\" }\nserde = \"1\" # wire forms\nrand = \"1\"\n";
        let member = "[package]\nname = \"x\"\n[dependencies]\nserde.workspace = true\nrand = \"0.9\"\n[lints]\nworkspace = true\n";
        let found = found_by(check, &[("Cargo.toml", root), ("crates/x/Cargo.toml", member)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("Cargo.toml:4: `rand` has no reason"), "{found:?}");
        assert!(found[1].starts_with("crates/x/Cargo.toml:5: `rand` is declared here"), "{found:?}");
    }

    #[test]
    fn lints_are_inherited() {
        assert_eq!(found_by(check, &[("crates/x/Cargo.toml", "[package]\n")]).len(), 1);
    }
}
