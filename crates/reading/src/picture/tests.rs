use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{at_most, decode, encode, turned};
use crate::{Kind, Limits};

fn png(picture: &image::DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).expect("writes to memory");
    bytes
}

#[test]
fn transparent_pictures_lie_on_white() {
    let clear = RgbaImage::from_fn(2, 1, |x, _| if x == 0 { Rgba([0, 0, 0, 0]) } else { Rgba([10, 20, 30, 255]) });
    let picture = decode(&png(&clear.into()), Kind::Png, &Limits::default()).expect("a picture");
    assert_eq!((picture.get_pixel(0, 0).0, picture.get_pixel(1, 0).0), ([255; 3], [10, 20, 30]));
}

#[test]
fn the_cameras_orientation_is_followed() {
    let mut jpeg = Vec::new();
    RgbImage::new(16, 8).write_to(&mut std::io::Cursor::new(&mut jpeg), ImageFormat::Jpeg).expect("writes to memory");
    // An EXIF block with nothing but orientation 6: the camera was held a quarter clockwise.
    let exif = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    jpeg.splice(2..2, exif.iter().copied());
    let picture = decode(&jpeg, Kind::Jpeg, &Limits::default()).expect("a picture");
    assert_eq!(picture.dimensions(), (8, 16));
}

#[test]
fn too_many_pixels_are_refused() {
    let limits = Limits { max_pixels: 99, ..Limits::default() };
    let error = decode(&png(&RgbImage::new(10, 10).into()), Kind::Png, &limits).expect_err("100 pixels");
    assert_eq!(error.code(), "document.too_many_pixels");
}

#[test]
fn quarters_and_widths() {
    let picture = RgbImage::from_fn(3, 2, |x, y| if (x, y) == (0, 0) { Rgb([255; 3]) } else { Rgb([0; 3]) });
    let white = |p: &RgbImage| p.enumerate_pixels().find(|(_, _, c)| c.0[0] == 255).map(|(x, y, _)| (x, y));
    assert_eq!(white(&turned(picture.clone(), 1)), Some((1, 0)));
    assert_eq!(white(&turned(picture.clone(), 2)), Some((2, 1)));
    assert_eq!(white(&turned(picture, 3)), Some((0, 2)));
    assert_eq!(at_most(RgbImage::new(400, 200), 100).dimensions(), (100, 50));
    assert_eq!(at_most(RgbImage::new(40, 20), 100).dimensions(), (40, 20));
}

#[test]
fn drawn_pages_stay_sharp_and_photographs_small() {
    let drawn = RgbImage::from_fn(64, 64, |x, _| if x == 9 { Rgb([0; 3]) } else { Rgb([255; 3]) });
    let sharp = encode(&drawn).expect("encodes");
    assert_eq!(sharp.media_type, "image/webp");
    assert_eq!(image::load_from_memory(&sharp.bytes).expect("a picture").into_rgb8(), drawn);
    let photo = RgbImage::from_fn(64, 64, |x, y| Rgb([(x * 4) as u8, (y * 4) as u8, 90]));
    assert_eq!(encode(&photo).expect("encodes").media_type, "image/jpeg");
}
