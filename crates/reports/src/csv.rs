//! Reports as tables of comma-separated values, and the writer that keeps spreadsheets from computing names.

use crate::{BalanceSheetView, Figure, ProfitLossView, ReportError, SectionView, TrialBalanceView};

/// What a spreadsheet takes for the beginning of a formula, in its full-width forms too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// After these some spreadsheets begin another cell, whatever the comma says.
const SEPARATORS: [char; 5] = [';', '\t', '\r', '\n', '|'];

/// Rows of text as CSV (RFC 4180, comma, UTF-8). Cells that a spreadsheet would compute are written as text; the reader
/// gets them back by [`as_meant`].
///
/// # Errors
/// [`ReportError::Csv`].
pub fn table(rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, ReportError> {
    let failed = |e: &dyn std::fmt::Display| ReportError::Csv(e.to_string());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

/// A name that begins like a formula, wherever a spreadsheet may see its beginning, is shown as text and not computed.
/// Amounts may begin with a minus.
fn harmless(cell: &str) -> String {
    if cell.strip_prefix('-').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.')) {
        return cell.to_owned();
    }
    let mut text = String::with_capacity(cell.len());
    let mut at_beginning = true;
    for c in cell.chars() {
        if at_beginning && FORMULA.contains(&c) {
            text.push('\'');
        }
        at_beginning = SEPARATORS.contains(&c) || (at_beginning && c.is_whitespace());
        text.push(c);
    }
    text
}

/// A cell as it was before [`table`] kept it from being computed.
pub fn as_meant(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut at_beginning = true;
    let mut rest = cell.chars().peekable();
    while let Some(c) = rest.next() {
        if at_beginning && c == '\'' && rest.peek().is_some_and(|next| FORMULA.contains(next)) {
            at_beginning = false;
            continue;
        }
        at_beginning = SEPARATORS.contains(&c) || (at_beginning && c.is_whitespace());
        text.push(c);
    }
    text
}

fn shown(figure: Option<&Figure>) -> String {
    figure.map(|f| f.amount.to_decimal().to_string()).unwrap_or_default()
}

fn words(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

impl TrialBalanceView {
    /// As CSV with a header: code, name, type, debit, credit, currency.
    ///
    /// # Errors
    /// [`ReportError::Csv`].
    pub fn to_csv(&self) -> Result<String, ReportError> {
        let currency = self.currency.code();
        let header = words(&["code", "name", "type", "debit", "credit", "currency"]);
        let rows = self.rows.iter().map(|row| {
            let (code, name, kind) = match &row.account {
                Some(account) => (account.code.as_str(), account.name.as_str(), account.account_type.to_string()),
                None => ("", row.label.as_str(), String::new()),
            };
            let (debit, credit) = (shown(row.debit.as_ref()), shown(row.credit.as_ref()));
            words(&[code, name, &kind, &debit, &credit, currency])
        });
        let (debit, credit) = (shown(Some(&self.total_debit)), shown(Some(&self.total_credit)));
        let total = words(&["", "Total", "", &debit, &credit, currency]);
        table(std::iter::once(header).chain(rows).chain([total]))
    }
}

fn section_rows(section: &SectionView, currency: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for row in &section.rows {
        let (code, name) = match &row.account {
            Some(account) => (account.code.as_str(), account.name.as_str()),
            None => ("", row.label.as_str()),
        };
        let (figure, previous) = (shown(Some(&row.figure)), shown(row.previous.as_ref()));
        rows.push(words(&[section.code, code, name, &row.depth.to_string(), &figure, &previous, currency]));
    }
    let (total, previous) = (shown(Some(&section.total)), shown(section.previous_total.as_ref()));
    rows.push(words(&[section.code, "", &format!("Total {}", section.name), "", &total, &previous, currency]));
    rows
}

const STATEMENT: [&str; 7] = ["section", "code", "name", "depth", "amount", "previous", "currency"];

impl BalanceSheetView {
    /// As CSV with a header: section, code, name, depth, amount, previous, currency.
    ///
    /// # Errors
    /// [`ReportError::Csv`].
    pub fn to_csv(&self) -> Result<String, ReportError> {
        let rows = self.sections.iter().flat_map(|s| section_rows(s, self.currency.code()));
        table(std::iter::once(words(&STATEMENT)).chain(rows))
    }
}

impl ProfitLossView {
    /// As CSV with a header: section, code, name, depth, amount, previous, currency.
    ///
    /// # Errors
    /// [`ReportError::Csv`].
    pub fn to_csv(&self) -> Result<String, ReportError> {
        let currency = self.currency.code();
        let rows = self.sections.iter().flat_map(|s| section_rows(s, currency));
        let (result, previous) = (shown(Some(&self.result)), shown(self.previous_result.as_ref()));
        let last = words(&["result", "", "Result", "", &result, &previous, currency]);
        table(std::iter::once(words(&STATEMENT)).chain(rows).chain([last]))
    }
}

#[cfg(test)]
mod tests {
    use super::{as_meant, harmless};

    #[test]
    fn what_a_spreadsheet_would_compute_is_text_and_reads_back() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+49 30 1234", "'+49 30 1234"),
            ("\t=1", "\t'=1"),
            (";=1", ";'=1"),
            ("Kraus; =cmd|' /C calc'!A0", "Kraus; '=cmd|' /C calc'!A0"),
            ("  =1", "  '=1"),
            ("＝1+1", "'＝1+1"),
            ("-cmd", "'-cmd"),
            ("-12.50", "-12.50"),
            ("Müller & Söhne - Berlin", "Müller & Söhne - Berlin"),
            ("a=b", "a=b"),
        ];
        for (cell, written) in cases {
            assert_eq!(harmless(cell), written, "{cell:?}");
            assert_eq!(as_meant(written), cell, "{written:?}");
        }
    }
}
