//! Which way up a picture is: sideways pages show in the shape of their lines, upside-down ones by a small classifier;
//! either way the reader has the last word, because only the right way up reads well.

use std::f32::consts::FRAC_PI_2;

use rten::RunOptions;
use rten_tensor::NdTensor;

use super::Engine;
use super::canvas::{Canvas, Slab};
use crate::ReadError;

/// Lines that are looked at.
const SAMPLE: usize = 8;
/// Shape of the classifier's input.
const HEIGHT: usize = 48;
const WIDTH: usize = 192;

/// Quarter turns clockwise that bring the picture upright.
pub fn turn(engine: &Engine, canvas: &Canvas, slabs: &[Slab]) -> Result<u8, ReadError> {
    let wide = longest(slabs, |s| s.width > 2.0 * s.height, |s| s.width);
    let tall = longest(slabs, |s| s.height > 2.0 * s.width, |s| s.height);
    let length = |slabs: &[Slab]| slabs.iter().map(|s| s.width.max(s.height)).sum::<f32>();
    if length(&tall) > 1.5 * length(&wide) && tall.len() >= 3 {
        let down: Vec<Slab> = tall.iter().map(sideways).collect();
        let up: Vec<Slab> = down.iter().map(|s| s.upside_down()).collect();
        // Text that runs down needs three quarters clockwise, text that runs up one.
        return Ok(if worth(engine, canvas, &down)? >= worth(engine, canvas, &up)? { 3 } else { 1 });
    }
    if wide.len() < 2 || !seems_upside_down(engine, canvas, &wide)? {
        return Ok(0);
    }
    let turned: Vec<Slab> = wide.iter().map(|s| s.upside_down()).collect();
    Ok(if worth(engine, canvas, &turned)? > worth(engine, canvas, &wide)? { 2 } else { 0 })
}

fn longest(slabs: &[Slab], keep: fn(&Slab) -> bool, length: fn(&Slab) -> f32) -> Vec<Slab> {
    let mut kept: Vec<Slab> = slabs.iter().filter(|s| keep(s)).copied().collect();
    kept.sort_by(|a, b| length(b).total_cmp(&length(a)));
    kept.truncate(SAMPLE);
    kept
}

/// A tall slab taken as a line that runs down the page.
pub fn sideways(slab: &Slab) -> Slab {
    Slab { width: slab.height, height: slab.width, angle: slab.angle + FRAC_PI_2, ..*slab }
}

/// How well lines read: the sum of certainties, so that more characters count for more.
fn worth(engine: &Engine, canvas: &Canvas, slabs: &[Slab]) -> Result<f32, ReadError> {
    let readings = engine.recognise(canvas, slabs)?;
    Ok(readings.iter().map(|r| r.certainty().powi(2) * r.marks.len() as f32).sum())
}

/// Whether the classifier takes most of the lines to be upside down.
fn seems_upside_down(engine: &Engine, canvas: &Canvas, slabs: &[Slab]) -> Result<bool, ReadError> {
    let mut input = NdTensor::<f32, 4>::zeros([slabs.len(), 3, HEIGHT, WIDTH]);
    if let Some(data) = input.data_mut() {
        for (slab, planes) in slabs.iter().zip(data.chunks_exact_mut(3 * HEIGHT * WIDTH)) {
            let natural = (slab.width / slab.height.max(1.0) * HEIGHT as f32).ceil() as usize;
            canvas.strip(slab, natural.clamp(8, WIDTH), HEIGHT, WIDTH, planes);
        }
    }
    let options = RunOptions::default().with_thread_pool(Some(engine.together.clone()));
    let output = engine.models.classifier.run_one(input.into(), Some(options)).map_err(ReadError::worker)?;
    let scores: NdTensor<f32, 2> = output.try_into().map_err(|_| ReadError::worker("the classifier gave no scores"))?;
    let data = scores.into_data();
    let turned = data.chunks_exact(2).filter(|pair| pair[1] > pair[0]).count();
    Ok(turned * 2 > slabs.len())
}
