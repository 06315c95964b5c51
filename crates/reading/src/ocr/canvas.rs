//! A picture at several sizes, and straight strips cut out of it at any angle.

use image::{RgbImage, imageops};

/// A rectangle at an angle: a line of text in a photograph. Pixels of the picture, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slab {
    /// Centre.
    pub x: f32,
    /// Centre.
    pub y: f32,
    /// Length along the text.
    pub width: f32,
    /// Across the text.
    pub height: f32,
    /// Direction of the text in radians, clockwise from pointing right.
    pub angle: f32,
}

impl Slab {
    /// The point `along` (0 left to 1 right) and `across` (0 top to 1 bottom) of the slab.
    pub fn point(&self, along: f32, across: f32) -> (f32, f32) {
        let (sin, cos) = self.angle.sin_cos();
        let (u, v) = ((along - 0.5) * self.width, (across - 0.5) * self.height);
        (self.x + u * cos - v * sin, self.y + u * sin + v * cos)
    }

    /// The same place read the other way round.
    pub fn upside_down(self) -> Self {
        Self { angle: self.angle + std::f32::consts::PI, ..self }
    }
}

/// A picture with halved copies of itself, so that strips can be cut at any scale without aliasing.
pub struct Canvas {
    levels: Vec<RgbImage>,
}

impl Canvas {
    /// Halves the picture until its longer side is below 400 pixels.
    pub fn new(picture: RgbImage) -> Self {
        let mut levels = vec![picture];
        while let Some(last) = levels.last()
            && last.width().max(last.height()) >= 800
        {
            let half = halved(last);
            levels.push(half);
        }
        Self { levels }
    }

    /// The picture itself.
    pub fn full(&self) -> &RgbImage {
        &self.levels[0]
    }

    /// Gives the picture back.
    pub fn into_full(mut self) -> RgbImage {
        self.levels.swap_remove(0)
    }

    /// The whole picture resized, out of the nearest larger copy.
    pub fn resized(&self, width: u32, height: u32) -> RgbImage {
        let level = self.levels.iter().rev().find(|l| l.width() >= width && l.height() >= height);
        imageops::resize(level.unwrap_or(self.full()), width, height, imageops::FilterType::Triangle)
    }

    /// Cuts a slab out as a strip `width` x `height` and writes it as the network wants it: planes of blue, green and
    /// red, each value -1 to 1. `planes` holds 3 * `height` rows of `stride` values.
    pub fn strip(&self, slab: &Slab, width: usize, height: usize, stride: usize, planes: &mut [f32]) {
        let shrink = slab.height / height as f32;
        let level = if shrink > 1.0 { (shrink.log2() + 0.4).floor().max(0.0) as usize } else { 0 };
        let level = level.min(self.levels.len() - 1);
        let source = &self.levels[level];
        let scale_x = source.width() as f32 / self.full().width() as f32;
        let scale_y = source.height() as f32 / self.full().height() as f32;
        for row in 0..height {
            let across = (row as f32 + 0.5) / height as f32;
            let (x0, y0) = slab.point(0.0, across);
            let (x1, y1) = slab.point(1.0, across);
            for column in 0..width {
                let along = (column as f32 + 0.5) / width as f32;
                let x = (x0 + (x1 - x0) * along) * scale_x - 0.5;
                let y = (y0 + (y1 - y0) * along) * scale_y - 0.5;
                let rgb = bilinear(source, x, y);
                for (plane, channel) in [2, 1, 0].into_iter().enumerate() {
                    planes[(plane * height + row) * stride + column] = rgb[channel] / 127.5 - 1.0;
                }
            }
        }
    }
}

/// Half as wide and high, each pixel the mean of four.
fn halved(picture: &RgbImage) -> RgbImage {
    let (width, height) = ((picture.width() / 2).max(1), (picture.height() / 2).max(1));
    let raw = picture.as_raw();
    let stride = picture.width() as usize * 3;
    let (right, down) = (if picture.width() > 1 { 3 } else { 0 }, if picture.height() > 1 { stride } else { 0 });
    let mut out = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height as usize {
        for x in 0..width as usize {
            let at = 2 * y * stride + 2 * x * 3;
            for c in at..at + 3 {
                let sum = u16::from(raw[c])
                    + u16::from(raw[c + right])
                    + u16::from(raw[c + down])
                    + u16::from(raw[c + right + down]);
                out.push(((sum + 2) / 4) as u8);
            }
        }
    }
    RgbImage::from_raw(width, height, out).unwrap_or_else(|| RgbImage::new(width, height))
}

fn bilinear(picture: &RgbImage, x: f32, y: f32) -> [f32; 3] {
    let (width, height) = (picture.width() as i32, picture.height() as i32);
    let (fx, fy) = (x.floor(), y.floor());
    let (dx, dy) = (x - fx, y - fy);
    let clamp = |v: f32, most: i32| (v as i32).clamp(0, most - 1) as usize;
    let (left, right) = (clamp(fx, width), clamp(fx + 1.0, width));
    let (top, bottom) = (clamp(fy, height), clamp(fy + 1.0, height));
    let raw = picture.as_raw();
    let at = |column: usize, row: usize| (row * width as usize + column) * 3;
    let (a, b, c, d) = (at(left, top), at(right, top), at(left, bottom), at(right, bottom));
    std::array::from_fn(|channel| {
        let value = |i: usize| f32::from(raw[i + channel]);
        let upper = value(a) + (value(b) - value(a)) * dx;
        let lower = value(c) + (value(d) - value(c)) * dx;
        upper + (lower - upper) * dy
    })
}
