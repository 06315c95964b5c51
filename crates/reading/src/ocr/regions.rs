//! Connected regions of a probability map and the smallest rectangle around each: what OpenCV's contours and
//! `minAreaRect` do for the detector's authors.

use super::canvas::Slab;

/// A region: its points on the outline and its smallest rectangle in map pixels.
pub struct Region {
    /// The rectangle; `width` along the side that is nearer to horizontal.
    pub slab: Slab,
}

/// Regions of cells above `threshold`, grown by one cell to the right and below as the authors do.
pub fn regions(map: &[f32], width: usize, height: usize, threshold: f32, most: usize) -> Vec<Region> {
    let mut mask = vec![false; width * height];
    for y in 0..height {
        for x in 0..width {
            if map[y * width + x] > threshold {
                for ny in y..=(y + 1).min(height - 1) {
                    mask[ny * width + x..=ny * width + (x + 1).min(width - 1)].fill(true);
                }
            }
        }
    }
    let mut found = Vec::new();
    for start in 0..mask.len() {
        if mask[start] && found.len() < most {
            let outline = flood(&mut mask, width, height, start);
            if let Some(slab) = smallest_rectangle(&hull(outline)) {
                found.push(Region { slab });
            }
        }
    }
    found
}

/// Clears the region that contains `start` and gives the ends of each of its rows.
fn flood(mask: &mut [bool], width: usize, height: usize, start: usize) -> Vec<(f32, f32)> {
    let mut rows: Vec<(usize, usize, usize)> = Vec::new();
    let mut index_of_row = std::collections::HashMap::new();
    let mut stack = vec![start];
    mask[start] = false;
    while let Some(cell) = stack.pop() {
        let (x, y) = (cell % width, cell / width);
        let slot = *index_of_row.entry(y).or_insert_with(|| {
            rows.push((y, x, x));
            rows.len() - 1
        });
        rows[slot].1 = rows[slot].1.min(x);
        rows[slot].2 = rows[slot].2.max(x);
        for ny in y.saturating_sub(1)..=(y + 1).min(height - 1) {
            for nx in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                let near = ny * width + nx;
                if mask[near] {
                    mask[near] = false;
                    stack.push(near);
                }
            }
        }
    }
    rows.into_iter().flat_map(|(y, x0, x1)| [(x0 as f32, y as f32), (x1 as f32, y as f32)]).collect()
}

/// The convex hull, counter-clockwise (Andrew's monotone chain).
fn hull(mut points: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let turn = |o: (f32, f32), a: (f32, f32), b: (f32, f32)| (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0);
    let half = |points: &mut dyn Iterator<Item = (f32, f32)>| {
        let mut chain: Vec<(f32, f32)> = Vec::new();
        for point in points {
            while chain.len() >= 2 && turn(chain[chain.len() - 2], chain[chain.len() - 1], point) <= 0.0 {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut lower = half(&mut points.iter().copied());
    lower.extend(half(&mut points.iter().rev().copied()));
    lower
}

/// The rectangle of least area around a convex hull: one of its sides lies on a side of the hull.
fn smallest_rectangle(hull: &[(f32, f32)]) -> Option<Slab> {
    let mut best: Option<(f32, Slab)> = None;
    for (index, &a) in hull.iter().enumerate() {
        let b = hull[(index + 1) % hull.len()];
        let length = (b.0 - a.0).hypot(b.1 - a.1);
        let (ux, uy) = if length > 0.0 { ((b.0 - a.0) / length, (b.1 - a.1) / length) } else { (1.0, 0.0) };
        let mut along = (f32::MAX, f32::MIN);
        let mut across = (f32::MAX, f32::MIN);
        for &(x, y) in hull {
            let (s, t) = (x * ux + y * uy, y * ux - x * uy);
            along = (along.0.min(s), along.1.max(s));
            across = (across.0.min(t), across.1.max(t));
        }
        let (w, h) = (along.1 - along.0, across.1 - across.0);
        let area = w * h;
        if best.is_none_or(|(least, _)| area < least - 1e-3) {
            let (s, t) = ((along.0 + along.1) / 2.0, (across.0 + across.1) / 2.0);
            let slab = Slab { x: s * ux - t * uy, y: s * uy + t * ux, width: w, height: h, angle: uy.atan2(ux) };
            best = Some((area, slab));
        }
    }
    best.map(|(_, slab)| levelled(slab))
}

/// The same rectangle with its direction between -45 and 45 degrees.
pub fn levelled(mut slab: Slab) -> Slab {
    use std::f32::consts::{FRAC_PI_2, FRAC_PI_4};
    while slab.angle > FRAC_PI_4 {
        slab = Slab { angle: slab.angle - FRAC_PI_2, width: slab.height, height: slab.width, ..slab };
    }
    while slab.angle <= -FRAC_PI_4 {
        slab = Slab { angle: slab.angle + FRAC_PI_2, width: slab.height, height: slab.width, ..slab };
    }
    slab
}

/// Mean of the map inside the slab.
pub fn mean_inside(map: &[f32], width: usize, height: usize, slab: &Slab) -> f32 {
    let corners = [slab.point(0.0, 0.0), slab.point(1.0, 0.0), slab.point(1.0, 1.0), slab.point(0.0, 1.0)];
    let low = |v: f32, most: usize| (v.floor().max(0.0) as usize).min(most - 1);
    let high = |v: f32, most: usize| (v.ceil().max(0.0) as usize).min(most - 1);
    let fold = |pick: fn(&(f32, f32)) -> f32, least: bool| {
        let values = corners.iter().map(pick);
        if least { values.fold(f32::MAX, f32::min) } else { values.fold(f32::MIN, f32::max) }
    };
    let (x0, x1) = (low(fold(|p| p.0, true), width), high(fold(|p| p.0, false), width));
    let (y0, y1) = (low(fold(|p| p.1, true), height), high(fold(|p| p.1, false), height));
    let (sin, cos) = slab.angle.sin_cos();
    let (mut sum, mut count) = (0.0, 0_u32);
    for y in y0..=y1 {
        for x in x0..=x1 {
            let (dx, dy) = (x as f32 - slab.x, y as f32 - slab.y);
            let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
            if u.abs() <= slab.width / 2.0 + 0.5 && v.abs() <= slab.height / 2.0 + 0.5 {
                sum += map[y * width + x];
                count += 1;
            }
        }
    }
    if count == 0 { 0.0 } else { sum / count as f32 }
}

#[cfg(test)]
mod tests;
