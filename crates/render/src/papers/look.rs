use jiff::Timestamp;

use crate::Locale;

/// How a paper looks, and what goes along with it.
#[derive(Debug, Clone)]
pub struct Look {
    /// Language and habits of a region.
    pub locale: Locale,
    /// Size of the sheet.
    pub size: PageSize,
    /// Where the window of the envelope is.
    pub window: Window,
    /// Colour of title and rules.
    pub accent: Colour,
    /// PNG or JPEG.
    pub logo: Option<Vec<u8>>,
    /// The instant written into the file as that of its making.
    pub made_at: Timestamp,
    /// An e-invoice inside the file (a hybrid of Factur-X or ZUGFeRD).
    pub attachment: Option<Attachment>,
}

/// Size of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSize {
    /// 210 by 297 mm (ISO 216).
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// Where the window of the envelope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// On the left: DIN 5008 form B; on Letter the window of a number 10 envelope.
    Left,
    /// On the right, as in France (NF Z 11-001) and Switzerland.
    Right,
}

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The XML of an e-invoice that goes into the file as `factur-x.xml`.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Cross Industry Invoice in UTF-8.
    pub xml: Vec<u8>,
    /// The profile it follows, as Factur-X 1.0 names it: `MINIMUM`, `BASIC WL`, `BASIC`, `EN 16931`, `EXTENDED`.
    pub profile: String,
}
