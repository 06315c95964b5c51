//! What a line of text says: strips of equal height through the recogniser in batches of like width, one batch per
//! core at a time; greedy reading of its output (connectionist temporal classification, Graves et al. 2006).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::canvas::{Canvas, Slab};
use crate::ReadError;

/// Height of a strip in pixels.
const HEIGHT: usize = 48;
/// Widths are rounded up to a multiple of this, so that few shapes occur.
const BUCKET: usize = 64;
/// Longest strip; longer lines are squeezed.
const LONGEST: usize = 2_400;
/// Strips per batch.
const BATCH: usize = 6;

/// One character as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The character; a blank separates words.
    pub text: String,
    /// Middle, as a share of the line's length.
    pub at: f32,
    /// 0 to 1.
    pub certainty: f32,
    /// For a blank: how much spoke for a decimal point or comma instead, and which.
    pub point: Option<(char, f32)>,
}

/// A line as read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Characters from left to right.
    pub marks: Vec<Mark>,
}

impl Reading {
    /// Mean certainty of the characters, 0 for none.
    pub fn certainty(&self) -> f32 {
        if self.marks.is_empty() {
            return 0.0;
        }
        self.marks.iter().map(|m| m.certainty).sum::<f32>() / self.marks.len() as f32
    }
}

/// Reads all slabs; the answers are in the order of the slabs.
pub fn read(
    model: &Model,
    alphabet: &[String],
    pools: &[Arc<ThreadPool>],
    canvas: &Canvas,
    slabs: &[Slab],
) -> Result<Vec<Reading>, ReadError> {
    let widths: Vec<usize> = slabs.iter().map(strip_width).collect();
    let batches = batches(&widths);
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Ok(vec![Reading::default(); slabs.len()]));
    std::thread::scope(|scope| {
        for pool in pools {
            scope.spawn(|| {
                while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let read = read_batch(model, alphabet, pool, canvas, slabs, &widths, batch);
                    let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                    match (read, answers.as_mut()) {
                        (Ok(read), Ok(all)) => {
                            for (reading, &index) in read.into_iter().zip(batch) {
                                all[index] = reading;
                            }
                        }
                        (Err(error), Ok(_)) => *answers = Err(error),
                        (_, Err(_)) => return,
                    }
                }
            });
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn strip_width(slab: &Slab) -> usize {
    let natural = (slab.width / slab.height.max(1.0) * HEIGHT as f32).ceil() as usize;
    natural.clamp(8, LONGEST)
}

/// Indices of strips that go through together, the widest first so that the cores finish at about the same time.
fn batches(widths: &[usize]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(widths[index]));
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for index in order {
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH && widths[index] * 4 > widths[batch[0]] * 3 => batch.push(index),
            _ => batches.push(vec![index]),
        }
    }
    batches
}

fn read_batch(
    model: &Model,
    alphabet: &[String],
    pool: &Arc<ThreadPool>,
    canvas: &Canvas,
    slabs: &[Slab],
    widths: &[usize],
    batch: &[usize],
) -> Result<Vec<Reading>, ReadError> {
    let widest = batch.iter().map(|&index| widths[index]).max().unwrap_or(BUCKET);
    let stride = widest.div_ceil(BUCKET) * BUCKET;
    let mut input = NdTensor::<f32, 4>::zeros([batch.len(), 3, HEIGHT, stride]);
    let size = 3 * HEIGHT * stride;
    if let Some(data) = input.data_mut() {
        for (&index, planes) in batch.iter().zip(data.chunks_exact_mut(size)) {
            canvas.strip(&slabs[index], widths[index], HEIGHT, stride, planes);
        }
    }
    let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
    let output = model.run_one(input.into(), Some(options)).map_err(ReadError::worker)?;
    let scores: NdTensor<f32, 3> = output.try_into().map_err(|_| ReadError::worker("the recogniser gave no scores"))?;
    let [count, steps, classes] = scores.shape();
    if count != batch.len() || classes != alphabet.len() || steps == 0 {
        return Err(ReadError::worker("the recogniser does not fit its alphabet; fetch the models again"));
    }
    let data = scores.into_data();
    let lines = data.chunks_exact(steps * classes).zip(batch);
    Ok(lines
        .map(|(line, &index)| {
            let share = widths[index] as f32 / stride as f32;
            decode(line, steps, share, alphabet)
        })
        .collect())
}

/// The best class at each step; repeats are one character, class 0 is none. `share` of the steps belongs to the line,
/// the rest is padding.
fn decode(scores: &[f32], steps: usize, share: f32, alphabet: &[String]) -> Reading {
    let class_of = |text: &str| alphabet.iter().position(|entry| entry == text);
    let points = ['.', ','].map(|c| (c, class_of(c.encode_utf8(&mut [0; 4]))));
    let mut marks: Vec<Mark> = Vec::new();
    let mut last = 0;
    let mut run = 0.0_f32;
    for (step, row) in scores.chunks_exact(alphabet.len()).enumerate() {
        let (class, score) = best(row);
        let at = ((step as f32 + 0.5) / steps as f32 / share).min(1.0);
        if class != 0 && class == last {
            // The character lasts over several steps: its middle moves on, its certainty is the best of them.
            run += 1.0;
            if let Some(mark) = marks.last_mut() {
                mark.at = (mark.at * run + at) / (run + 1.0);
                mark.certainty = mark.certainty.max(score);
            }
        } else if class != 0 {
            run = 0.0;
            let text = alphabet[class].clone();
            marks.push(Mark { text, at, certainty: score, point: None });
        }
        if let Some(mark) = marks.last_mut().filter(|mark| class != 0 && mark.text == " ") {
            for (point, class) in points {
                let score = class.map_or(0.0, |class| row[class]);
                if mark.point.is_none_or(|(_, most)| score > most) {
                    mark.point = Some((point, score));
                }
            }
        }
        last = class;
    }
    Reading { marks }
}

fn best(row: &[f32]) -> (usize, f32) {
    // Blocks first: the largest of a block is found many values at a time.
    let mut top = (0, f32::MIN);
    for (block, values) in row.chunks(64).enumerate() {
        let most = values.iter().copied().fold(f32::MIN, f32::max);
        if most > top.1 {
            top = (block, most);
        }
    }
    let start = top.0 * 64;
    let within = row[start..].iter().position(|&v| v >= top.1).unwrap_or(0);
    (start + within, top.1)
}

#[cfg(test)]
mod tests;
