//! The rules. Each is a function over the sources.

mod decided;
mod dependencies;
mod migrations;
mod money;
mod purity;
mod ranks;
mod size;
mod sql;
mod words;

use crate::source::{Tree, Verdict};

/// A rule of the house.
pub type Rule = fn(&Tree, &mut Verdict);

/// All of them.
pub const ALL: &[Rule] = &[
    ranks::check,
    purity::check,
    size::check,
    words::check,
    sql::check,
    decided::check,
    money::check,
    migrations::check,
    dependencies::check,
];

/// What a rule finds in these files.
#[cfg(test)]
fn found_by(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
    let mut verdict = Verdict::default();
    rule(&crate::source::tree_of(files), &mut verdict);
    verdict.errors().to_vec()
}
