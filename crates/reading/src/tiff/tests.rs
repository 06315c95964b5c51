use super::Pages;
use crate::{Kind, Limits, picture};

/// A grey TIFF with one 1 x 1 page for each value.
fn tiff(values: &[u8]) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    for (index, &value) in values.iter().enumerate() {
        let here = u32::try_from(out.len()).expect("small");
        let size = 2 + 8 * 12 + 4;
        let tag = |id: u16, kind: u16, value: u32| {
            [&id.to_le_bytes()[..], &kind.to_le_bytes(), &1_u32.to_le_bytes(), &value.to_le_bytes()].concat()
        };
        out.extend(8_u16.to_le_bytes());
        // Width, height, bits, no compression, black is zero, data, rows in a strip, bytes in a strip.
        for (id, kind, v) in [
            (256, 3, 1),
            (257, 3, 1),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, here + size),
            (278, 3, 1),
            (279, 4, 1),
        ] {
            out.extend(tag(id, kind, v));
        }
        let next = if index + 1 < values.len() { here + size + 2 } else { 0 };
        out.extend(next.to_le_bytes());
        out.extend([value, 0]);
    }
    out
}

#[test]
fn each_page_of_a_fax_is_a_picture_of_its_own() {
    let bytes = tiff(&[10, 20, 30]);
    let limits = Limits::default();
    let pages = Pages::of(&bytes, Kind::Tiff, &limits).expect("three pages");
    assert_eq!(pages.count(), 3);
    for (number, grey) in [(1, 10), (2, 20), (3, 30)] {
        let page = picture::decode(&pages.page(number).expect("there"), Kind::Tiff, &limits).expect("a picture");
        assert_eq!(page.get_pixel(0, 0).0, [grey; 3], "page {number}");
    }
    assert_eq!(pages.page(4).expect_err("three only").code(), "document.no_page");
}

#[test]
fn pages_in_a_circle_end_and_too_many_are_refused() {
    let mut circle = tiff(&[10, 20]);
    let last = circle.len() - 6;
    circle[last..last + 4].copy_from_slice(&8_u32.to_le_bytes());
    let limits = Limits { max_pages: 2, ..Limits::default() };
    assert_eq!(Pages::of(&circle, Kind::Tiff, &limits).expect("two pages").count(), 2);
    let three = tiff(&[1, 2, 3]);
    assert_eq!(Pages::of(&three, Kind::Tiff, &limits).err().expect("three pages").code(), "document.too_many_pages");
}
