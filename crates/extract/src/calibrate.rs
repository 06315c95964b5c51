//! From scores to probabilities.
//!
//! A score orders candidates; how often a field with that score is right was measured on labelled documents, each vendor
//! judged by a table learned from the others (`evals/README.md` says how). A confidence is read from that table.

/// Score and share of right fields, rising; between two points the line between them counts.
type Points = &'static [(f32, f32)];

include!("calibration.rs");

/// The probability that a field with a score is right.
pub fn confidence(field: &str, score: f32) -> f32 {
    let points = TABLE.iter().find(|(name, _)| *name == field).map_or(DEFAULT, |(_, points)| *points);
    let Some(first) = points.first() else { return score.clamp(0.0, 1.0) };
    if score <= first.0 {
        return first.1;
    }
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if score <= x1 {
            return y0 + (y1 - y0) * (score - x0) / (x1 - x0).max(1e-6);
        }
    }
    points[points.len() - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_score_never_means_less_confidence() {
        for (field, _) in TABLE {
            let values: Vec<f32> = (0..=130).map(|i| confidence(field, i as f32 / 100.0)).collect();
            assert!(values.windows(2).all(|w| w[0] <= w[1] + 1e-6), "{field}: {values:?}");
            assert!(values.iter().all(|v| (0.0..=1.0).contains(v)), "{field}");
        }
    }
}
