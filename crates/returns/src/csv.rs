//! A return as a table: one row for each box.

use crate::{TaxReturn, TaxReturnError};

impl TaxReturn {
    /// `box,label,local_label,declared,exact,lines`, amounts as decimals in the currency of the business.
    ///
    /// # Errors
    /// [`TaxReturnError::Report`].
    pub fn to_csv(&self) -> Result<String, TaxReturnError> {
        let head = ["box", "label", "local_label", "declared", "exact", "lines"].map(str::to_owned).to_vec();
        let rows = self.boxes.iter().map(|row| {
            let (english, local) = self.form.find(&row.id).map_or(("", ""), |b| (b.english, b.local));
            let (declared, exact) = (row.declared.to_decimal().to_string(), row.exact.to_decimal().to_string());
            vec![row.id.clone(), english.to_owned(), local.to_owned(), declared, exact, row.lines.to_string()]
        });
        Ok(reports::csv::table(std::iter::once(head).chain(rows))?)
    }
}
