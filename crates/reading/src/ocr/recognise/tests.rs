use super::{batches, decode};

fn alphabet() -> Vec<String> {
    ["", "4", "2", " "].map(str::to_owned).to_vec()
}

/// One row of scores with `class` on top.
fn row(class: usize, score: f32) -> [f32; 4] {
    let mut row = [0.01; 4];
    row[class] = score;
    row
}

fn read(rows: &[[f32; 4]], share: f32) -> Vec<(String, f32, f32)> {
    let scores = rows.concat();
    let reading = decode(&scores, rows.len(), share, &alphabet());
    reading.marks.into_iter().map(|m| (m.text, m.at, m.certainty)).collect()
}

#[test]
fn repeats_are_one_character_unless_nothing_stands_between() {
    let once = read(&[row(1, 0.8), row(1, 0.9), row(0, 0.9), row(2, 0.7)], 1.0);
    assert_eq!(once, [("4".into(), 0.25, 0.9), ("2".into(), 0.875, 0.7)]);
    let twice = read(&[row(1, 0.8), row(0, 0.9), row(1, 0.9), row(0, 0.9)], 1.0);
    assert_eq!(twice.len(), 2, "44 has a gap between its digits");
}

#[test]
fn places_are_shares_of_the_line_without_its_padding() {
    let marks = read(&[row(1, 0.9), row(0, 0.9), row(0, 0.9), row(0, 0.9)], 0.5);
    assert_eq!(marks[0].1, 0.25);
}

#[test]
fn like_widths_go_together_the_widest_first() {
    let widths = [100, 1000, 95, 980, 40, 90];
    assert_eq!(batches(&widths), [vec![1, 3], vec![0, 2, 5], vec![4]]);
    let all: usize = batches(&[64; 20]).iter().map(Vec::len).sum();
    assert_eq!(all, 20);
}
