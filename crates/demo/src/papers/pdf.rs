//! One page of a PDF: text in the fonts every reader has, rules and filled boxes. Measured in points from the top left.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Three of the standard fonts of PDF (ISO 32000-1, 9.6.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    /// Helvetica.
    Plain,
    /// Helvetica-Bold.
    Bold,
    /// Courier.
    Typewriter,
}

impl Font {
    const ALL: [Self; 3] = [Self::Plain, Self::Bold, Self::Typewriter];

    fn key(self) -> &'static str {
        match self {
            Self::Plain => "F1",
            Self::Bold => "F2",
            Self::Typewriter => "F3",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Plain => "Helvetica",
            Self::Bold => "Helvetica-Bold",
            Self::Typewriter => "Courier",
        }
    }

    /// Width of a text in points. Bold letters count as plain ones, whose digits they share.
    fn width(self, text: &str, size: f32) -> f32 {
        let thousandths: u32 = text.chars().map(|c| if self == Self::Typewriter { 600 } else { helvetica(c) }).sum();
        thousandths as f32 / 1000.0 * size
    }
}

/// A colour: red, green and blue from 0 to 1.
pub type Colour = [f32; 3];

/// Black.
pub const BLACK: Colour = [0.0, 0.0, 0.0];

/// A page being drawn.
pub struct Sheet {
    width: f32,
    height: f32,
    drawn: Vec<Operation>,
}

impl Sheet {
    /// An empty page; A4 is 595 by 842.
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, drawn: Vec::new() }
    }

    /// A text that begins at `x` with its base line at `y`.
    pub fn text(&mut self, font: Font, size: f32, (x, y): (f32, f32), text: &str) {
        self.coloured(BLACK, font, size, (x, y), text);
    }

    /// A text that ends at `x`.
    pub fn text_to(&mut self, font: Font, size: f32, (x, y): (f32, f32), text: &str) {
        self.text(font, size, (x - font.width(text, size), y), text);
    }

    /// A text whose middle is at `x`.
    pub fn centred(&mut self, font: Font, size: f32, (x, y): (f32, f32), text: &str) {
        self.text(font, size, (x - font.width(text, size) / 2.0, y), text);
    }

    /// A text in a colour that ends at `x`.
    pub fn coloured_to(&mut self, colour: Colour, font: Font, size: f32, (x, y): (f32, f32), text: &str) {
        self.coloured(colour, font, size, (x - font.width(text, size), y), text);
    }

    /// A text in a colour.
    pub fn coloured(&mut self, colour: Colour, font: Font, size: f32, (x, y): (f32, f32), text: &str) {
        self.colour(colour);
        self.draw("BT", vec![]);
        self.draw("Tf", vec![font.key().into(), size.into()]);
        self.draw("Td", vec![x.into(), (self.height - y).into()]);
        self.draw("Tj", vec![Object::string_literal(win_ansi(text))]);
        self.draw("ET", vec![]);
    }

    /// A filled box whose top left corner is at `x`, `y`.
    pub fn fill(&mut self, colour: Colour, (x, y): (f32, f32), (width, height): (f32, f32)) {
        self.colour(colour);
        self.draw("re", vec![x.into(), (self.height - y - height).into(), width.into(), height.into()]);
        self.draw("f", vec![]);
    }

    /// A thin rule from `x` to `to` at `y`.
    pub fn rule(&mut self, x: f32, to: f32, y: f32) {
        self.fill([0.6, 0.6, 0.6], (x, y), (to - x, 0.6));
    }

    fn colour(&mut self, colour: Colour) {
        self.draw("rg", colour.map(Object::from).to_vec());
    }

    fn draw(&mut self, operator: &str, operands: Vec<Object>) {
        self.drawn.push(Operation::new(operator, operands));
    }

    /// The file. The same page always gives the same bytes.
    pub fn into_pdf(self) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let mut fonts = Dictionary::new();
        for font in Font::ALL {
            let object = dictionary! {
                "Type" => "Font",
                "Subtype" => "Type1",
                "BaseFont" => font.name(),
                "Encoding" => "WinAnsiEncoding",
            };
            fonts.set(font.key(), document.add_object(object));
        }
        let content = Content { operations: self.drawn }.encode().expect("operations made here can be written");
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let page = document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => pages,
            "MediaBox" => vec![0.into(), 0.into(), self.width.into(), self.height.into()],
            "Resources" => dictionary! { "Font" => fonts },
            "Contents" => content,
        });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(tree));
        let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalogue);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("memory can be written");
        bytes
    }
}

/// The text in WinAnsiEncoding (Windows code page 1252); what it lacks becomes a question mark.
fn win_ansi(text: &str) -> Vec<u8> {
    let code = |c: char| match c {
        '€' => 0x80,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '–' => 0x96,
        '—' => 0x97,
        'Œ' => 0x8C,
        'œ' => 0x9C,
        c => u8::try_from(u32::from(c)).ok().filter(|b| !(0x80..0xA0).contains(b)).unwrap_or(b'?'),
    };
    text.chars().map(code).collect()
}

/// Width of a character of Helvetica in thousandths of its size, as Adobe's metrics give it.
fn helvetica(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | '\'' => 222,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | 'f' | 't' | '[' | ']' | '|' => 278,
        '(' | ')' | '-' | 'r' | '°' => 333,
        '"' => 355,
        '*' => 389,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        '+' | '<' | '=' | '>' => 584,
        'F' | 'T' | 'Z' => 611,
        '&' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | 'Ä' | 'É' => 667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' | 'Ü' => 722,
        'G' | 'O' | 'Q' | 'Ö' => 778,
        'M' | 'm' => 833,
        '%' => 889,
        'W' => 944,
        _ => 556,
    }
}
