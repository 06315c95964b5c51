//! Faded and speckled pictures made readable before lines are looked for. A picture that is neither stays as it is: the
//! models were trained on photographs and read those best untouched.

use image::RgbImage;

/// Below this distance between ink and paper (of 255) a picture is faded: a worn thermal receipt, a carbon copy.
const FADED_BELOW: u8 = 110;
/// A picture without this much distance holds no writing; stretching it would only show its grain.
const BLANK_BELOW: u8 = 12;
/// Grain from here on is noise (standard deviation of brightness, of 255); camera pictures of paper stay below 10.
const NOISY_FROM: f32 = 14.0;
/// Brightness is judged by about so many pixels.
const SAMPLES: usize = 200_000;

/// What was done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// Speckles were taken out.
    pub denoised: bool,
    /// Ink and paper were drawn apart.
    pub stretched: bool,
}

/// Takes speckles out and draws ink and paper apart, each only where it is called for.
pub fn clean(mut picture: RgbImage) -> (RgbImage, Cleaned) {
    let mut done = Cleaned::default();
    if grain(&picture) >= NOISY_FROM {
        picture = without_speckles(&picture);
        done.denoised = true;
    }
    let (ink, paper) = ink_and_paper(&picture);
    let distance = paper.saturating_sub(ink);
    if (BLANK_BELOW..FADED_BELOW).contains(&distance) {
        stretch(&mut picture, ink, paper);
        done.stretched = true;
    }
    (picture, done)
}

fn brightness(rgb: [u8; 3]) -> i32 {
    (2 * i32::from(rgb[0]) + 5 * i32::from(rgb[1]) + i32::from(rgb[2])) / 8
}

/// The brightness that two pixels in a thousand stay below, and the one that nine in ten do: ink covers little of a page
/// and a receipt may lie on a dark table.
fn ink_and_paper(picture: &RgbImage) -> (u8, u8) {
    let step = (picture.as_raw().len() / 3 / SAMPLES).max(1);
    let mut count = [0_usize; 256];
    let mut all = 0;
    for pixel in picture.pixels().step_by(step) {
        count[brightness(pixel.0).clamp(0, 255) as usize] += 1;
        all += 1;
    }
    let below = |share: f32| {
        let mut seen = 0;
        let at = count.iter().position(|&n| {
            seen += n;
            seen as f32 >= all as f32 * share
        });
        at.unwrap_or(255) as u8
    };
    (below(0.002), below(0.9))
}

fn stretch(picture: &mut RgbImage, ink: u8, paper: u8) {
    let distance = i32::from(paper) - i32::from(ink);
    let table: [u8; 256] =
        std::array::from_fn(|v| (((v as i32 - i32::from(ink)) * 255 / distance).clamp(0, 255)) as u8);
    picture.iter_mut().for_each(|value| *value = table[usize::from(*value)]);
}

/// Standard deviation of the noise: the mean answer to a mask that is blind to edges and slopes (Immerkær, Fast Noise
/// Variance Estimation, 1996).
fn grain(picture: &RgbImage) -> f32 {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    if width < 3 || height < 3 {
        return 0.0;
    }
    let raw = picture.as_raw();
    let at = |x: usize, y: usize| {
        let i = (y * width + x) * 3;
        brightness([raw[i], raw[i + 1], raw[i + 2]])
    };
    let step = (width * height / SAMPLES).max(1);
    let (mut sum, mut count) = (0_u64, 0_u64);
    for i in (0..(width - 2) * (height - 2)).step_by(step) {
        let (x, y) = (i % (width - 2), i / (width - 2));
        let corners = at(x, y) + at(x + 2, y) + at(x, y + 2) + at(x + 2, y + 2);
        let sides = at(x + 1, y) + at(x, y + 1) + at(x + 2, y + 1) + at(x + 1, y + 2);
        sum += u64::from((corners - 2 * sides + 4 * at(x + 1, y + 1)).unsigned_abs());
        count += 1;
    }
    (std::f32::consts::FRAC_PI_2).sqrt() * sum as f32 / (6.0 * count as f32)
}

/// Each value the median of its nine neighbours: single specks vanish, strokes of two pixels stay.
fn without_speckles(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let mut channels = [[0_u8; 9]; 3];
        for (slot, (dx, dy)) in (0..9).map(|n| (n % 3, n / 3)).enumerate() {
            let near_x = (x + dx).saturating_sub(1).min(width - 1);
            let near_y = (y + dy).saturating_sub(1).min(height - 1);
            let rgb = picture.get_pixel(near_x, near_y).0;
            (0..3).for_each(|c| channels[c][slot] = rgb[c]);
        }
        image::Rgb(channels.map(|mut values| *values.select_nth_unstable(4).1))
    })
}

#[cfg(test)]
mod tests;
