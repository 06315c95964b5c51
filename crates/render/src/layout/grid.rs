//! Where things stand on a sheet.
//!
//! A4 follows DIN 5008 form B: margins of 25 and 20 mm, the address 45 mm from the top in a field of 85 by 45 mm, marks
//! for folding at 105 and 210 mm and for punching in the middle. With the window on the right the address stands where
//! NF Z 11-001 and the Swiss Post want it. On Letter it stands in the window of a number 10 envelope when the sheet is
//! folded in thirds.

use crate::papers::{PageSize, Window};

/// Points of a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;

/// The places of a sheet, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    /// Top of the head with logo and sender.
    pub head: f32,
    /// Bottom of the head.
    pub head_end: f32,
    /// Left edge and top of the address, without the line of the sender above it.
    pub address: (f32, f32),
    /// Width of the address.
    pub address_width: f32,
    /// Left edge and top of the rows of reference.
    pub facts: (f32, f32),
    pub facts_width: f32,
    /// Where the text of the first page begins.
    pub body: f32,
    /// Where the text of the other pages begins.
    pub next_body: f32,
    /// Marks at the left edge: how far down, how long.
    pub marks: &'static [(f32, f32)],
}

const A4_MARKS: &[(f32, f32)] = &[(105.0 * MM, 5.0 * MM), (148.5 * MM, 7.0 * MM), (210.0 * MM, 5.0 * MM)];

impl Grid {
    pub(crate) fn new(size: PageSize, window: Window) -> Self {
        match size {
            PageSize::A4 => Self::a4(window),
            PageSize::Letter => Self::letter(window),
        }
    }

    fn a4(window: Window) -> Self {
        let (left, right) = (25.0 * MM, 190.0 * MM);
        let (address, facts) = match window {
            Window::Left => ((25.0 * MM, 62.7 * MM), (125.0 * MM, 50.0 * MM)),
            Window::Right => ((118.0 * MM, 60.0 * MM), (25.0 * MM, 50.0 * MM)),
        };
        Self {
            width: 210.0 * MM,
            height: 297.0 * MM,
            left,
            right,
            head: 14.0 * MM,
            head_end: 40.0 * MM,
            address,
            address_width: 80.0 * MM - if window == Window::Right { 8.0 * MM } else { 0.0 },
            facts,
            facts_width: 65.0 * MM,
            body: 102.0 * MM,
            next_body: 30.0 * MM,
            marks: A4_MARKS,
        }
    }

    fn letter(window: Window) -> Self {
        let (left, right) = (63.0, 612.0 - 54.0);
        let (address, facts) = match window {
            Window::Left => ((left, 184.0), (372.0, 144.0)),
            Window::Right => ((345.0, 184.0), (left, 144.0)),
        };
        Self {
            width: 612.0,
            height: 792.0,
            left,
            right,
            head: 40.0,
            head_end: 116.0,
            address,
            address_width: 213.0,
            facts,
            facts_width: 186.0,
            body: 284.0,
            next_body: 84.0,
            marks: &[],
        }
    }

    /// Width of the text.
    pub(crate) fn measure(&self) -> f32 {
        self.right - self.left
    }
}
