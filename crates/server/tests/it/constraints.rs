//! Every rule of the database that has a name is told in words of its own, or cannot be reached by a caller.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Rules that no request can break, and what keeps it from doing so. A rule that is neither here nor named where a store
/// maps it would be told as `request.refused`, which helps nobody.
const BEHIND: &[(&str, &str)] = &[
    ("account_not_its_own_parent", "`ledger::accounts` refuses a ring"),
    ("account_parent", "`ledger::accounts` looks the heading up"),
    ("account_type_known", "the type is an enum"),
    ("allocation_difference", "`ledger` posts the entry of a difference itself"),
    ("allocation_undoes", "`ledger` looks the allocation up"),
    ("api_key_prefix_taken", "48 random bits"),
    ("bank_account_iban_once", "`ledger` keeps a number that is there"),
    ("bank_account_of", "the account is one of the chart that `ledger` makes"),
    ("budget_line_amount_too_large", "`budgets` adds within bounds"),
    ("budget_line_once", "`budgets` refuses a row that is there twice"),
    ("budget_version_once", "versions are counted under a lock"),
    ("content_tombstone_whole", "`documents` writes all three at once"),
    ("control_account_of", "the account is one of the chart that `ledger` makes"),
    ("control_account_once", "`ledger` writes them with the chart"),
    ("decision_once", "`approvals` looks for the person's vote under a lock"),
    ("decision_rejection_needs_reason", "`approvals` asks for it"),
    ("dimension_code_taken", "no request adds dimensions"),
    ("dimension_set_value_known", "`ledger` looks values up"),
    ("dimension_set_value_of", "`ledger` looks values up"),
    ("dimension_value_code_taken", "no request adds dimensions"),
    ("dimension_value_not_its_own_parent", "no request adds dimensions"),
    ("dimension_value_of", "no request adds dimensions"),
    ("dimension_value_parent", "no request adds dimensions"),
    ("document_stage_result", "a stage writes one or the other"),
    ("entry_by_date", "an index, not a rule"),
    ("entry_journal", "`ledger` looks the journal up"),
    ("entry_number_once", "numbers are counted under a lock"),
    ("entry_reversal_has_source", "a reversal is made by `ledger` alone"),
    ("entry_reverses", "`ledger` looks the entry up under a lock"),
    ("exchange_rate_between_two", "`money::Rate` has two currencies"),
    ("fiscal_period_once", "a year is opened under a lock"),
    ("fiscal_period_order", "`books` counts the months"),
    ("job_denied_when_dead", "`jobs` sets both at once"),
    ("job_entity_unknown", "a job is made beside a row of the business"),
    ("job_lease_while_running", "`jobs` sets both at once"),
    ("known_device_token_taken", "256 random bits"),
    ("line_not_nothing", "`books::Entry` has no line of nothing"),
    ("line_tax_base_of_tax", "`books` has a base for lines of tax alone"),
    ("line_tax_code", "`ledger` looks the code up"),
    ("line_tax_part", "the part is an enum"),
    ("line_tax_whole", "a tax tag has both parts"),
    ("membership_once", "`identity` refuses two roles in one business"),
    ("open_item_line", "an item is written with its line"),
    ("organisation_slug_taken", "a set-up looks for the slug under a lock"),
    ("party_is_something", "`parties` asks for it"),
    ("pending_entry_settled", "`manual` sets both at once"),
    ("sales_deduction_deposit", "`sales` looks the deposit up"),
    ("sales_deduction_document", "a row is written with its invoice"),
    ("sales_document_entry", "`sales` posts the entry first"),
    ("sales_document_quote", "`sales` looks the quote up"),
    ("sales_entry_whole", "`sales` posts whatever it numbers but quotes"),
    ("sales_number_once", "numbers are counted under a lock"),
    ("sales_number_whole", "`sales` writes all four at once"),
    ("sales_waits_for", "`sales` sets both at once"),
    ("sealed_once", "the sealer counts rows under a lock"),
    ("session_token_taken", "256 random bits"),
    ("tax_code_version_days", "no request adds tax codes"),
    ("tax_filing_by_day", "an index, not a rule"),
    ("tax_filing_line_of", "`returns` writes the filing with its lines"),
    ("tax_filing_permanent", "`returns` adds a withdrawal once"),
    ("tax_filing_withdrawal_whole", "`returns` writes all three at once"),
    ("tax_code_version_of", "no request adds tax codes"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn texts_below(folder: &Path, extension: &str, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts_below(&path, extension, texts);
        } else if path.extension().is_some_and(|e| e == extension) {
            texts.push(fs::read_to_string(&path).expect("a text"));
        }
    }
}

#[test]
fn every_constraint_is_told_in_words_or_cannot_be_reached() {
    let named = Regex::new(r"(?m)\bconstraint\s+([a-z_0-9]+)\s+(?:unique|foreign\s+key|check|exclude)").expect("valid");
    let mut migrations = Vec::new();
    texts_below(&root().join("migrations"), "sql", &mut migrations);
    let rules: BTreeSet<String> =
        migrations.iter().flat_map(|text| named.captures_iter(text)).map(|found| found[1].to_owned()).collect();
    assert!(rules.len() > 30, "only {} rules were found", rules.len());

    let mut sources = Vec::new();
    for slice in fs::read_dir(root().join("crates")).expect("the crates") {
        texts_below(&slice.expect("a crate").path().join("src"), "rs", &mut sources);
    }
    // Mapped to an error by its name, or taken for "it is there already".
    let told = |rule: &str| {
        let forms = [format!("\"{rule}\""), format!("on constraint {rule} ")];
        sources.iter().any(|text| forms.iter().any(|form| text.contains(form)))
    };
    let behind = |rule: &str| BEHIND.iter().any(|(name, _)| *name == rule);
    let open: Vec<&String> = rules.iter().filter(|rule| !told(rule) && !behind(rule)).collect();
    assert!(open.is_empty(), "map these to an error with a code of its own, or say what stands before them: {open:?}");
    let gone: Vec<&str> =
        BEHIND.iter().map(|(name, _)| *name).filter(|name| !migrations.iter().any(|m| m.contains(name))).collect();
    assert!(gone.is_empty(), "no such rules: {gone:?}");
}
