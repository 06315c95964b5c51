//! `cargo xtask tidy`: checks the rules of the house that the compiler cannot.
//!
//! Prints `file:line: what is wrong` for each violation and ends with status 1 if there is any. Reads sources only;
//! builds nothing, needs no database and takes well under a second.

mod rules;
mod source;

use std::path::Path;
use std::process::ExitCode;

use source::{Tree, Verdict};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments != ["tidy"] {
        eprintln!("usage: cargo xtask tidy");
        return ExitCode::from(2);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace");
    let tree = match Tree::read(root) {
        Ok(tree) => tree,
        Err(error) => {
            eprintln!("the sources cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    let mut verdict = Verdict::default();
    for rule in rules::ALL {
        rule(&tree, &mut verdict);
    }
    verdict.print();
    if verdict.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
