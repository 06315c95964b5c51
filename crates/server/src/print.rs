//! Columns on a terminal.

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Prints rows under a head as [`columns`] lays them out.
pub fn table(head: &[(&str, Align)], rows: &[Vec<String>]) {
    print!("{}", columns(head, rows));
}

/// Rows under a head, each column as wide as its widest cell, trailing blanks cut.
pub fn columns(head: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([head[column].0.chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let titles: Vec<String> = head.iter().map(|(title, _)| (*title).to_owned()).collect();
    let rule = widths.iter().map(|w| "─".repeat(*w)).collect::<Vec<_>>().join("  ");
    let body = rows.iter().map(|row| line(head, &widths, row));
    let mut text = [line(head, &widths, &titles), rule].into_iter().chain(body).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

fn line(head: &[(&str, Align)], widths: &[usize], cells: &[String]) -> String {
    let padded = head.iter().zip(widths).zip(cells).map(|(((_, align), width), cell)| {
        let blanks = " ".repeat(width.saturating_sub(cell.chars().count()));
        match align {
            Align::Left => format!("{cell}{blanks}"),
            Align::Right => format!("{blanks}{cell}"),
        }
    });
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// The text, cut to `most` characters with an ellipsis where it is longer.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_long_text_is_cut_between_characters_and_marked() {
        for (text, most, expected) in
            [("short", 5, "short"), ("Bäckerei Probekorn", 9, "Bäckerei…"), ("Überweisung", 4, "Übe…"), ("", 3, "")]
        {
            assert_eq!(cut(text, most), expected, "{text}");
        }
    }
}
