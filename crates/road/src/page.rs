//! Pages with words and their places: the result of reading.

use serde::{Deserialize, Serialize};

/// How the text of a document was come by; accuracy is reported per route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Route {
    /// An electronic invoice, read as data.
    Xml,
    /// An electronic invoice found inside a PDF.
    Hybrid,
    /// The text layer of a PDF.
    TextLayer,
    /// Characters recognised in a picture.
    Ocr,
    /// Plain text, as in the body of a mail.
    PlainText,
}

/// A rectangle on a page in shares of its width and height: 0 is left or top, 1 is right or bottom.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Upper edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Lower edge.
    pub y1: f32,
}

impl Rect {
    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Width in shares of the page.
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in shares of the page.
    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }
}

/// One word as printed: no white space inside, with the place it was found at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The characters.
    pub text: String,
    /// Where on the page.
    pub rect: Rect,
    /// How sure the reader is of the characters, 0 to 1; 1 for a text layer.
    pub certainty: f32,
    /// Words of one printed line share this number; lines are numbered from the top of the page.
    pub line: u32,
}

/// A page of a document, upright.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// Width in points (1/72 inch) or pixels; only the ratio to `height` matters.
    pub width: f32,
    /// Height in the same unit.
    pub height: f32,
    /// Words in reading order: by line, then from left to right.
    pub words: Vec<Word>,
}

/// A place on a page that a value was read from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The page, counted from 1.
    pub page: u32,
    /// The rectangle on it.
    pub rect: Rect,
}
