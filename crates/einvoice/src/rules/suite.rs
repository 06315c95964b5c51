//! Suites of test documents for rules, in the form the authors of the validation artefacts of EN 16931 and of Peppol
//! use: a `testSet` names rules and holds `test` elements, each with one document and the rules that the test is about.

use super::{Peppol, judge};
use crate::node::Node;
use crate::{EinvoiceError, Format, tree, unknown_format};

/// For each test of a suite, in order: whether the rules that the test is about stay silent on its document, whatever
/// the document says of the rules it follows. What the suite expects is not looked at.
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

/// A test is about the rules it asserts something of, as far as they are in the scope of the suite; a test that asserts
/// nothing of them is about the whole scope.
fn stays_silent(test: &Node, scope: &[&str]) -> bool {
    let mut rules = names(test.at("assert"), false);
    if rules.iter().any(|rule| scope.contains(rule)) {
        rules.retain(|rule| scope.contains(rule));
    } else if !scope.is_empty() {
        rules = scope.to_vec();
    }
    let documents = test.elements().iter();
    let mut found = documents.filter_map(|node| Format::of(node.name(), node.namespace()).map(|format| (format, node)));
    let Some((format, document)) = found.next() else { return true };
    let findings = judge(format, document, Peppol::Always);
    !findings.iter().any(|finding| rules.contains(&finding.rule.as_str()))
}
