use image::{Rgb, RgbImage};

use super::{Cleaned, clean, grain, ink_and_paper};

/// Paper with bars of ink three pixels high, a tenth of the page.
fn page(ink: u8, paper: u8) -> RgbImage {
    RgbImage::from_fn(300, 300, |x, y| {
        let inked = y % 30 < 3 && x > 20 && x < 280;
        Rgb([if inked { ink } else { paper }; 3])
    })
}

/// Every seventh pixel or so black or white, always the same ones.
fn speckled(mut picture: RgbImage) -> RgbImage {
    for (index, pixel) in (0_u32..).zip(picture.pixels_mut()) {
        match index.wrapping_mul(2_654_435_761) >> 24 {
            0..=17 => *pixel = Rgb([0; 3]),
            238..=255 => *pixel = Rgb([255; 3]),
            _ => {}
        }
    }
    picture
}

#[test]
fn only_what_is_faded_is_stretched_and_only_what_is_noisy_is_smoothed() {
    let (stretched, denoised) =
        (Cleaned { stretched: true, denoised: false }, Cleaned { stretched: false, denoised: true });
    for (what, picture, expected) in [
        ("black on white", page(0, 255), Cleaned::default()),
        ("grey on cream", page(60, 220), Cleaned::default()),
        ("a worn thermal receipt", page(170, 230), stretched),
        ("a blank page", page(250, 250), Cleaned::default()),
        ("a page of grain so fine that it is no writing", page(245, 250), Cleaned::default()),
        ("a speckled copy", speckled(page(0, 230)), denoised),
    ] {
        assert_eq!(clean(picture).1, expected, "{what}");
    }
}

#[test]
fn a_faded_page_spans_from_black_to_white_afterwards() {
    let (clean, _) = clean(page(170, 230));
    assert_eq!(ink_and_paper(&clean), (0, 255));
}

#[test]
fn speckles_go_and_bars_stay() {
    let before = speckled(page(0, 230));
    let (after, _) = clean(before.clone());
    assert!(grain(&after) * 5.0 < grain(&before), "{} of {}", grain(&after), grain(&before));
    assert_eq!(after.get_pixel(150, 31).0, [0; 3], "the middle of a bar");
}

#[test]
fn the_smallest_pictures_do_not_break_it() {
    for (width, height) in [(1, 1), (1, 50), (2, 2), (3, 3)] {
        let (picture, _) = clean(RgbImage::from_pixel(width, height, Rgb([90; 3])));
        assert_eq!(picture.dimensions(), (width, height));
    }
}
