use super::{levelled, mean_inside, regions};
use crate::ocr::canvas::Slab;

/// A map of 60 x 60 with 1 inside the slab.
fn map(slab: &Slab) -> Vec<f32> {
    let (sin, cos) = slab.angle.sin_cos();
    (0..60 * 60)
        .map(|i| {
            let (dx, dy) = ((i % 60) as f32 - slab.x, (i / 60) as f32 - slab.y);
            let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
            if u.abs() <= slab.width / 2.0 && v.abs() <= slab.height / 2.0 { 1.0 } else { 0.0 }
        })
        .collect()
}

#[test]
fn the_rectangle_follows_a_slanting_line_of_text() {
    for angle in [0.0, 0.3, -0.3, 0.7] {
        let line = Slab { x: 30.0, y: 30.0, width: 40.0, height: 8.0, angle };
        let map = map(&line);
        let found = regions(&map, 60, 60, 0.3, 10);
        assert_eq!(found.len(), 1);
        let slab = found[0].slab;
        assert!((slab.angle - angle).abs() < 0.06, "{angle}: {slab:?}");
        assert!((slab.width - 41.0).abs() < 2.5 && (slab.height - 9.0).abs() < 2.5, "{angle}: {slab:?}");
        assert!(mean_inside(&map, 60, 60, &line) > 0.8);
    }
}

#[test]
fn lines_apart_are_regions_apart_and_their_number_is_bounded() {
    let mut map = map(&Slab { x: 30.0, y: 10.0, width: 40.0, height: 6.0, angle: 0.0 });
    map[40 * 60 + 20..40 * 60 + 30].fill(0.9);
    assert_eq!(regions(&map, 60, 60, 0.3, 10).len(), 2);
    assert_eq!(regions(&map, 60, 60, 0.3, 1).len(), 1);
    assert!(regions(&[0.0; 100], 10, 10, 0.3, 10).is_empty());
}

#[test]
fn directions_stay_within_an_eighth_of_a_turn() {
    let upright = levelled(Slab { x: 0.0, y: 0.0, width: 10.0, height: 40.0, angle: 1.5 });
    assert!(upright.angle.abs() < 0.1 && upright.width > upright.height);
}
