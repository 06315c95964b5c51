use money::Currency;

/// Why a paper cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// No text for that language.
    #[error(
        "no paper is written in `{tag}`: use one of en, de, fr, es, it, nl, pt, pl, with a region where it matters"
    )]
    UnknownLanguage {
        /// The tag asked for.
        tag: String,
    },
    /// A paper is in one currency.
    #[error("{place}: the amount is in {found}, the paper in {expected}")]
    MixedCurrencies {
        /// Where it stands.
        place: String,
        /// The currency of the paper.
        expected: Currency,
        /// The currency found.
        found: Currency,
    },
    /// The logo is no picture we can read.
    #[error("the logo cannot be used: {why}; give a PNG or JPEG of at most 4000 by 4000 points")]
    UnreadableLogo {
        /// Why not.
        why: String,
    },
    /// A GiroCode that no bank would take.
    #[error("{field} of the GiroCode: {why} (EPC069-12)")]
    BadGiroCode {
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A Swiss QR code that no bank would take.
    #[error("{field} of the Swiss QR code: {why} (Swiss Implementation Guidelines QR-bill 2.3)")]
    BadSwissCode {
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The attachment has no bytes.
    #[error("the attached e-invoice is empty: give the bytes of the XML")]
    EmptyAttachment,
    /// The file could not be put together: a fault of this program.
    #[error("the PDF could not be written: {why}")]
    Unwritten {
        /// What the writer said.
        why: String,
    },
}

impl RenderError {
    /// A name that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownLanguage { .. } => "render.unknown_language",
            Self::MixedCurrencies { .. } => "render.mixed_currencies",
            Self::UnreadableLogo { .. } => "render.unreadable_logo",
            Self::BadGiroCode { .. } => "render.bad_giro_code",
            Self::BadSwissCode { .. } => "render.bad_swiss_code",
            Self::EmptyAttachment => "render.empty_attachment",
            Self::Unwritten { .. } => "render.unwritten",
        }
    }
}

/// Something a person should know about a paper that was made all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The typeface has no such character; � stands in its place.
    NoGlyph {
        /// The character.
        character: char,
    },
}

impl Note {
    /// A name that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoGlyph { .. } => "render.no_glyph",
        }
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoGlyph { character } => {
                write!(f, "`{character}` (U+{:04X}) cannot be printed: � stands in its place", u32::from(*character))
            }
        }
    }
}
