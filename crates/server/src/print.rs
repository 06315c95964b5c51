//! Columns on a terminal.

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Prints rows under a head, each column as wide as its widest cell, trailing blanks cut.
pub fn table(head: &[(&str, Align)], rows: &[Vec<String>]) {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([head[column].0.chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let titles: Vec<String> = head.iter().map(|(title, _)| (*title).to_owned()).collect();
    println!("{}", line(head, &widths, &titles));
    println!("{}", widths.iter().map(|w| "─".repeat(*w)).collect::<Vec<_>>().join("  "));
    for row in rows {
        println!("{}", line(head, &widths, row));
    }
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
