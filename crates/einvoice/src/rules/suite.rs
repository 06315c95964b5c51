//! Suites of test documents for rules, in the form the authors of the EN 16931 validation artefacts use: a `testSet`
//! names a rule and holds `test` elements, each with one document.

use super::judge;
use crate::node::Node;
use crate::{EinvoiceError, Format, tree, unknown_format};

/// For each test of a suite, in order: whether the rule that the suite names stays silent on the test's document. What
/// the suite expects is not looked at.
///
/// # Errors
/// [`EinvoiceError`] when the bytes cannot be read or are no suite.
pub fn evaluate_suite(bytes: &[u8]) -> Result<Vec<bool>, EinvoiceError> {
    let suite = tree(bytes)?;
    if suite.name() != "testSet" {
        return Err(unknown_format(&suite));
    }
    let scope = names(suite.at("assert"), true);
    Ok(suite.children("test").map(|test| stays_silent(test, &scope)).collect())
}

/// The rules an `assert` element names: as its scope, or as the subjects of what it asserts.
fn names(assertion: Option<&Node>, scope: bool) -> Vec<&str> {
    let children = assertion.map(Node::elements).unwrap_or_default();
    let names = children.iter().filter(|child| child.name() != "description" && (child.name() == "scope") == scope);
    names.map(Node::text).collect()
}

fn stays_silent(test: &Node, scope: &[&str]) -> bool {
    let own = names(test.at("assert"), false);
    let rules = if scope.is_empty() { &own } else { scope };
    let documents = test.elements().iter();
    let mut found = documents.filter_map(|node| Format::of(node.name(), node.namespace()).map(|format| (format, node)));
    let Some((format, document)) = found.next() else { return true };
    let findings = judge(format, document);
    !findings.iter().any(|finding| rules.contains(&finding.rule.as_str()))
}
