//! Pictures: decoded within limits, brought upright by what the camera noted, and encoded again for the screen.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Rgb, RgbImage, imageops};

use crate::sniff::Kind;
use crate::{Limits, PageImage, ReadError};

/// Quality of photographs sent to the screen, 1 to 100.
const JPEG_QUALITY: u8 = 82;

/// Decodes a picture, upright by its EXIF orientation, on white where it is transparent.
pub fn decode(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<RgbImage, ReadError> {
    let format = format(kind).ok_or_else(|| ReadError::UnknownType { what: format!("{kind:?}, no picture") })?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::default();
    // Decoders may hold the picture twice with up to eight bytes a pixel.
    bounds.max_alloc = Some(limits.max_pixels.saturating_mul(8));
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    limits.check_pixels(width, height)?;
    if width == 0 || height == 0 {
        return Err(ReadError::broken("the picture has no pixels"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(on_white(picture))
}

fn format(kind: Kind) -> Option<ImageFormat> {
    Some(match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Webp => ImageFormat::WebP,
        Kind::Tiff => ImageFormat::Tiff,
        Kind::Bmp => ImageFormat::Bmp,
        Kind::Gif => ImageFormat::Gif,
        Kind::Pdf | Kind::Xml | Kind::Mail | Kind::Text => return None,
    })
}

fn refused(error: image::ImageError) -> ReadError {
    match error {
        image::ImageError::Limits(limit) => {
            ReadError::Hostile { what: format!("the picture claims too much: {limit}") }
        }
        other => ReadError::broken(format!("the picture cannot be decoded ({other})")),
    }
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0.map(u32::from);
        let mix = |c: u32| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(255);
        Rgb([mix(r), mix(g), mix(b)])
    })
}

/// Turns by quarters clockwise.
pub fn turned(picture: RgbImage, quarters: u8) -> RgbImage {
    match quarters % 4 {
        1 => imageops::rotate90(&picture),
        2 => imageops::rotate180(&picture),
        3 => imageops::rotate270(&picture),
        _ => picture,
    }
}

/// Scales a picture down to at most `width` pixels across.
pub fn at_most(picture: RgbImage, width: u32) -> RgbImage {
    if picture.width() <= width {
        return picture;
    }
    let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width());
    imageops::resize(&picture, width, u32::try_from(height).unwrap_or(1).max(1), imageops::FilterType::CatmullRom)
}

/// Encodes for the screen: few colours as lossless WebP, photographs as JPEG, whichever suits.
pub fn encode(picture: &RgbImage) -> Result<PageImage, ReadError> {
    let (width, height) = picture.dimensions();
    let drawn = looks_drawn(picture);
    let mut bytes = Vec::new();
    let done = if drawn {
        WebPEncoder::new_lossless(&mut bytes).encode(picture, width, height, image::ExtendedColorType::Rgb8)
    } else {
        JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(picture)
    };
    done.map_err(|e| ReadError::broken(format!("a page could not be drawn ({e})")))?;
    let media_type = if drawn { "image/webp" } else { "image/jpeg" }.to_owned();
    Ok(PageImage { media_type, width, height, bytes })
}

/// Drawn pages are mostly of one exact colour; photographs are not.
fn looks_drawn(picture: &RgbImage) -> bool {
    let step = (picture.as_raw().len() / 3 / 4096).max(1);
    let samples: Vec<[u8; 3]> = picture.pixels().step_by(step).map(|p| p.0).collect();
    let white = samples.iter().filter(|p| p.iter().all(|&c| c == 255)).count();
    white * 2 > samples.len()
}

#[cfg(test)]
mod tests;
