//! What stands on the pages of a PDF, and where.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{BezPath, Point, Rect};

/// A piece of text: glyphs that follow each other on one base line.
#[derive(Debug, Clone)]
pub struct Piece {
    pub page: usize,
    pub text: String,
    /// From the top of capitals to the end of descenders; points from the top left.
    pub area: Rect,
    pub size: f64,
}

/// The pieces of all pages, from top to bottom and left to right.
pub fn pieces(pdf: &[u8]) -> Vec<Piece> {
    let pdf = Pdf::new(pdf.to_vec()).expect("the file opens");
    let cache = InterpreterCache::new();
    let mut found = Vec::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, area, &cache, page.xref(), settings);
        let mut collector = Collector { page: number, pieces: Vec::new(), pen: Point::ZERO };
        interpret_page(page, &mut context, &mut collector);
        found.extend(collector.pieces);
    }
    let order =
        |piece: &Piece| (piece.page, (piece.area.y1 * 10.0).round() as i64, (piece.area.x0 * 10.0).round() as i64);
    found.sort_by_key(order);
    found
}

/// The text of a page line by line; pieces on one line are told apart by ` | `.
pub fn text(pieces: &[Piece], page: usize) -> String {
    let mut lines: Vec<(f64, Vec<&str>)> = Vec::new();
    for piece in pieces.iter().filter(|piece| piece.page == page) {
        let base = piece.area.y1 - 0.22 * piece.size;
        match lines.last_mut() {
            Some((line, texts)) if (*line - base).abs() < 0.5 => texts.push(&piece.text),
            _ => lines.push((base, vec![&piece.text])),
        }
    }
    let lines: Vec<String> = lines.into_iter().map(|(_, texts)| texts.join(" | ")).collect();
    lines.join("\n")
}

/// Two pieces whose letters touch.
pub fn overlap(pieces: &[Piece]) -> Option<(&Piece, &Piece)> {
    pieces.iter().enumerate().find_map(|(i, one)| {
        let other = pieces[i + 1..].iter().find(|other| {
            let common = one.area.intersect(other.area);
            one.page == other.page && common.width() > 0.2 && common.height() > 0.2
        })?;
        Some((one, other))
    })
}

struct Collector {
    page: usize,
    pieces: Vec<Piece>,
    /// Where the last glyph ended.
    pen: Point,
}

impl Collector {
    fn add(&mut self, text: &str, origin: Point, width: f64, size: f64) {
        let area = Rect::new(origin.x, origin.y - 0.72 * size, origin.x + width, origin.y + 0.22 * size);
        let follows = (self.pen - origin).hypot() < 0.05;
        match self.pieces.last_mut() {
            Some(piece) if follows && piece.page == self.page && (piece.size - size).abs() < 0.01 => {
                piece.text.push_str(text);
                piece.area = piece.area.union(area);
            }
            _ => self.pieces.push(Piece { page: self.page, text: text.to_owned(), area, size }),
        }
        self.pen = Point::new(origin.x + width, origin.y);
    }
}

impl Device<'_> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let Glyph::Outline(outline) = glyph else { panic!("a glyph that is no outline") };
            let text = match glyph.as_unicode().expect("every glyph says its character") {
                BfString::Char(character) => character.to_string(),
                BfString::String(text) => text,
            };
            let matrix = props.transform * glyph.transform();
            let origin = matrix * Point::ZERO;
            let size = ((matrix * Point::new(0.0, 1.0)) - origin).hypot() * 1000.0;
            let width = f64::from(outline.advance_width().expect("every glyph has a width")) / 1000.0 * size;
            self.add(&text, origin, width, size);
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
