//! Records of fixed width, field by field.

/// A record that grows.
#[derive(Default)]
pub(crate) struct Record(String);

impl Record {
    /// A record that begins with its mark.
    pub fn of(mark: &str) -> Self {
        Self(mark.to_owned())
    }

    /// Text at the left, blanks behind it; what is longer is cut.
    pub fn text(mut self, text: &str, width: usize) -> Self {
        let cut: String = text.chars().take(width).collect();
        self.0.push_str(&format!("{cut:<width$}"));
        self
    }

    /// Text at the right, blanks before it.
    pub fn right(mut self, text: &str, width: usize) -> Self {
        let cut: String = text.chars().take(width).collect();
        self.0.push_str(&format!("{cut:>width$}"));
        self
    }

    /// A number with zeros before it. Of one that is too large the last digits are kept, as hash totals want it; sums
    /// were checked before.
    pub fn number(mut self, number: u64, width: usize) -> Self {
        let digits = format!("{number:0width$}");
        self.0.push_str(&digits[digits.len() - width..]);
        self
    }

    /// Blanks.
    pub fn blank(self, width: usize) -> Self {
        self.text("", width)
    }

    /// The record as a line.
    pub fn line(self) -> String {
        self.0 + "\r\n"
    }
}
