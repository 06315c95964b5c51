//! A page as a picture, for the reviewer's screen and for text recognition.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::RgbImage;

use crate::{Limits, ReadError};

/// A page as pixels.
pub type Picture = RgbImage;

/// Renders page `index` (from 0) `width` pixels wide after turning it by `turn` quarters clockwise.
pub fn render(
    pdf: &Pdf,
    settings: &InterpreterSettings,
    index: usize,
    width: u32,
    turn: u8,
    limits: &Limits,
) -> Result<Picture, ReadError> {
    let pages = pdf.pages();
    let page = pages.get(index).ok_or_else(|| ReadError::NoPage {
        page: u32::try_from(index + 1).unwrap_or(u32::MAX),
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
    })?;
    let (page_width, page_height) = page.render_dimensions();
    let across = if turn % 2 == 1 { page_height } else { page_width };
    let mut scale = width as f32 / across.max(1.0);
    // Very long strips are shown smaller rather than refused; 16 bits hold a side.
    let longest = page_width.max(page_height) * scale;
    scale *= (16_000.0 / longest).min(1.0);
    let (w, h) = ((page_width * scale).max(1.0), (page_height * scale).max(1.0));
    limits.check_pixels(w as u32, h as u32)?;
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        settings,
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale.max(1.0 / page_width),
            y_scale: scale.max(1.0 / page_height),
            bg_color: WHITE,
        },
    );
    let (w, h) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let rgb: Vec<u8> = pixmap.data().iter().flat_map(|p| [p.r, p.g, p.b]).collect();
    let picture = RgbImage::from_raw(w, h, rgb).ok_or_else(|| ReadError::broken("a page could not be drawn"))?;
    Ok(crate::picture::turned(picture, turn))
}
