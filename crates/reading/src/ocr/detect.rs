//! Where lines of text stand: the detector network and what is made of its map (differentiable binarisation, Liao et
//! al. 2020, with the settings the model was published with).

use std::sync::Arc;

use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::canvas::{Canvas, Slab};
use super::regions;
use crate::ReadError;

/// Cells above this are text.
const CELL_THRESHOLD: f32 = 0.3;
/// Regions whose mean is below this are dropped.
const REGION_THRESHOLD: f32 = 0.5;
/// The map marks the kernel of a line; this much of area over perimeter is added around it.
const UNCLIP: f32 = 1.6;
/// Regions with a side shorter than this many cells are dust.
const DUST: f32 = 3.0;
const MOST_REGIONS: usize = 1500;

/// How large the detector looks at a picture: as large as it is, within these bounds.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// A shorter side below this is enlarged to it.
    pub short: f32,
    /// Most pixels; wins over `short`.
    pub area: f32,
    /// Longest side; wins over both.
    pub long: f32,
}

/// Slabs of text in pixels of the picture, in no order.
pub fn lines(model: &Model, pool: &Arc<ThreadPool>, canvas: &Canvas, view: View) -> Result<Vec<Slab>, ReadError> {
    let (width, height) = (canvas.full().width() as f32, canvas.full().height() as f32);
    let scale = (view.short / width.min(height))
        .max(1.0)
        .min((view.area / (width * height)).sqrt())
        .min(view.long / width.max(height));
    let side = |length: f32| ((length * scale / 32.0).round().max(1.0) * 32.0) as usize;
    let (map_width, map_height) = (side(width), side(height));
    let map = probabilities(model, pool, canvas, map_width, map_height)?;
    let (to_x, to_y) = (width / map_width as f32, height / map_height as f32);
    let found = regions::regions(&map, map_width, map_height, CELL_THRESHOLD, MOST_REGIONS);
    let slabs = found.into_iter().filter_map(|region| {
        let slab = region.slab;
        if slab.width.min(slab.height) < DUST
            || regions::mean_inside(&map, map_width, map_height, &slab) < REGION_THRESHOLD
        {
            return None;
        }
        let grow = slab.width * slab.height * UNCLIP / (2.0 * (slab.width + slab.height));
        let grown = Slab { width: slab.width + 2.0 * grow, height: slab.height + 2.0 * grow, ..slab };
        (grown.width.min(grown.height) >= DUST + 2.0).then(|| stretched(&grown, to_x, to_y))
    });
    Ok(slabs.collect())
}

fn probabilities(
    model: &Model,
    pool: &Arc<ThreadPool>,
    canvas: &Canvas,
    width: usize,
    height: usize,
) -> Result<Vec<f32>, ReadError> {
    let picture = canvas.resized(width as u32, height as u32);
    let mut input = NdTensor::<f32, 4>::zeros([1, 3, height, width]);
    if let Some(planes) = input.data_mut() {
        for (at, pixel) in picture.pixels().enumerate() {
            for (plane, channel) in [2, 1, 0].into_iter().enumerate() {
                planes[plane * width * height + at] = f32::from(pixel.0[channel]) / 127.5 - 1.0;
            }
        }
    }
    let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
    let output = model.run_one(input.into(), Some(options)).map_err(ReadError::worker)?;
    let map: NdTensor<f32, 4> = output.try_into().map_err(|_| ReadError::worker("the detector gave no map"))?;
    if map.shape() != [1, 1, height, width] {
        return Err(ReadError::worker("the detector gave a map of another size"));
    }
    Ok(map.into_data())
}

/// A slab of the map in pixels of the picture; the two scales differ by a few per cent at most. Cells were grown to the
/// right and below, which makes up for their corners standing half a cell before their middles.
fn stretched(slab: &Slab, to_x: f32, to_y: f32) -> Slab {
    let place = |along, across| {
        let (x, y) = slab.point(along, across);
        (x * to_x, y * to_y)
    };
    let (left, right) = (place(0.0, 0.5), place(1.0, 0.5));
    let (top, bottom) = (place(0.5, 0.0), place(0.5, 1.0));
    Slab {
        x: (left.0 + right.0) / 2.0,
        y: (left.1 + right.1) / 2.0,
        width: (right.0 - left.0).hypot(right.1 - left.1),
        height: (bottom.0 - top.0).hypot(bottom.1 - top.1),
        angle: (right.1 - left.1).atan2(right.0 - left.0),
    }
}
