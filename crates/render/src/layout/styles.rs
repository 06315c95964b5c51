//! Sizes and colours of letters.

use crate::papers::Colour;
use crate::sheet::Style;
use crate::typeface::Weight::{Bold, Regular};

pub(crate) const INK: Colour = Colour(0x1f, 0x24, 0x29);
pub(crate) const GREY: Colour = Colour(0x5f, 0x66, 0x6d);
/// Rules between rows.
pub(crate) const HAIR: Colour = Colour(0xd9, 0xdd, 0xe1);

pub(crate) const BODY: Style = Style::new(9.0, Regular, INK);
pub(crate) const STRONG: Style = Style::new(9.0, Bold, INK);
pub(crate) const TITLE: Style = Style::new(18.0, Bold, INK);
pub(crate) const HEADING: Style = Style::new(10.0, Bold, INK);
pub(crate) const ADDRESS: Style = Style::new(10.0, Regular, INK);
/// The line of the sender in the window, names of rows, remarks.
pub(crate) const SMALL: Style = Style::new(7.5, Regular, GREY);
pub(crate) const FOOT: Style = Style::new(6.8, Regular, GREY);
pub(crate) const FOOT_STRONG: Style = Style::new(6.8, Bold, GREY);

/// The accent on white, so light that text on it stays readable.
pub(crate) fn tint(accent: Colour) -> Colour {
    let light = |channel: u8| u8::try_from((u32::from(channel) + 255 * 13) / 14).unwrap_or(u8::MAX);
    Colour(light(accent.0), light(accent.1), light(accent.2))
}

/// The accent as a colour of letters: darkened until it stands out from white (WCAG 2.2, 1.4.3).
pub(crate) fn readable(accent: Colour) -> Colour {
    let mut colour = accent;
    for _ in 0..24 {
        let Colour(red, green, blue) = colour;
        // weights of ITU-R BT.601, in thousandths
        if 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) <= 118_000 {
            break;
        }
        let darker = |channel: u8| u8::try_from(u32::from(channel) * 9 / 10).unwrap_or_default();
        colour = Colour(darker(red), darker(green), darker(blue));
    }
    colour
}
