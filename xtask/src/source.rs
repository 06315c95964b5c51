//! The files of the workspace, and what was found wrong in them.

use std::fs;
use std::io;
use std::path::Path;

/// Folders that hold nothing of ours.
const FOREIGN: &[&str] = &["target", "node_modules", "dist", "data", ".git", ".sqlx", "test-results"];
/// Larger files are data.
const LARGEST: u64 = 2_000_000;

/// One text file.
pub struct File {
    /// From the root of the workspace: `crates/money/src/amount.rs`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// `crates/money/src/amount.rs` belongs to `money`; `None` outside `crates/`.
    pub fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// The name without folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether it ends so: `rs`, `sql`.
    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }

    /// Whether the whole file is a test, an example or a benchmark.
    pub fn is_test(&self) -> bool {
        let name = self.name();
        let in_folder = ["/tests/", "/examples/", "/benches/", "/e2e/"].iter().any(|f| self.path.contains(f));
        in_folder || name == "tests.rs" || name.contains(".test.") || name.contains(".spec.")
    }

    /// The lines up to the tests at the end of the file, numbered from 1; none when the whole file is a test.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let inline_tests = lines.windows(2).position(|pair| {
            pair[0].trim() == "#[cfg(test)]" && pair[1].trim_start().starts_with("mod ") && pair[1].ends_with('{')
        });
        let end = if self.is_test() { 0 } else { inline_tests.unwrap_or(lines.len()) };
        lines.into_iter().take(end).enumerate().map(|(i, line)| (i + 1, line))
    }

    /// As [`File::code`], without what follows `//`.
    pub fn code_without_comments(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().map(|(n, line)| (n, line.find("//").map_or(line, |at| &line[..at])))
    }
}

/// All text files of the workspace.
pub struct Tree {
    /// In the order of their paths.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads everything below `root` that is ours.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        walk(root, root, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// Rust files of the crates and of this program.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|f| f.is("rs") && (f.path.starts_with("crates/") || f.path.starts_with("xtask/")))
    }

    /// The file with this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|f| f.path == path)
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let name = entry.file_name().to_string_lossy().into_owned();
        if kind.is_dir() && !FOREIGN.contains(&name.as_str()) {
            walk(root, &path, files)?;
        } else if kind.is_file() && entry.metadata()?.len() <= LARGEST {
            // what is no UTF-8 is no text
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            files.push(File { path, text });
        }
    }
    Ok(())
}

/// What was found.
#[derive(Default)]
pub struct Verdict {
    errors: Vec<String>,
    warnings: Vec<String>,
}

impl Verdict {
    /// A violation.
    pub fn error(&mut self, path: &str, line: usize, what: impl AsRef<str>) {
        self.errors.push(format!("{path}:{line}: {}", what.as_ref()));
    }

    /// Something to mend soon.
    pub fn warn(&mut self, path: &str, line: usize, what: impl AsRef<str>) {
        self.warnings.push(format!("{path}:{line}: warning: {}", what.as_ref()));
    }

    /// Whether there is no violation.
    pub fn passed(&self) -> bool {
        self.errors.is_empty()
    }

    /// Prints everything, warnings first.
    pub fn print(&self) {
        for line in self.warnings.iter().chain(&self.errors) {
            println!("{line}");
        }
    }

    #[cfg(test)]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    #[cfg(test)]
    pub fn errors(&self) -> &[String] {
        &self.errors
    }
}

/// A tree of one file, for tests of rules.
#[cfg(test)]
pub fn tree_of(files: &[(&str, &str)]) -> Tree {
    let files = files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() }).collect();
    Tree { files }
}
