//! Collects the glyphs of a page with their places: a drawing device that draws nothing.

use hayro::hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};

/// Glyphs per page beyond which the rest is dropped: ten times the densest invoice.
const MAX_GLYPHS: usize = 200_000;

/// One glyph in page coordinates: points, y downwards.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// Its characters; more than one for a ligature, U+FFFD if unknown.
    pub text: String,
    /// Where the pen stands: the left end of the baseline.
    pub origin: Point,
    /// From there to where the next glyph begins.
    pub advance: Vec2,
    /// Height of the font in points.
    pub size: f64,
}

/// All that was drawn on a page.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// Glyphs in drawing order.
    pub glyphs: Vec<Glyph>,
    /// Glyphs without a known character.
    pub unknown: usize,
    /// Share of the page covered by its largest picture.
    pub picture_share: f64,
}

/// Interprets every page once.
pub fn collect(pdf: &Pdf, settings: &InterpreterSettings) -> Vec<Sheet> {
    let cache = InterpreterCache::new();
    let mut sheets = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let area = Rect::new(0.0, 0.0, width, height);
        let mut context = Context::new(transform, area, &cache, page.xref(), settings.clone());
        let mut collector = Collector { sheet: Sheet { width, height, ..Sheet::default() } };
        interpret_page(page, &mut context, &mut collector);
        sheets.push(collector.sheet);
    }
    sheets
}

struct Collector {
    sheet: Sheet,
}

impl Collector {
    fn add(&mut self, shape: &Shape<'_>, place: Place) {
        let Some(text) = characters(shape) else {
            self.sheet.unknown += 1;
            self.push("\u{FFFD}".into(), place);
            return;
        };
        if !text.is_empty() {
            self.push(text, place);
        }
    }

    fn push(&mut self, text: String, place: Place) {
        let middle = place.origin + place.advance / 2.0;
        let inside =
            middle.x >= 0.0 && middle.y >= 0.0 && middle.x <= self.sheet.width && middle.y <= self.sheet.height;
        let finite = place.size.is_finite() && place.advance.is_finite() && place.size > 0.5;
        if inside && finite && self.sheet.glyphs.len() < MAX_GLYPHS {
            self.sheet.glyphs.push(Glyph { text, origin: place.origin, advance: place.advance, size: place.size });
        }
    }
}

#[derive(Clone, Copy)]
struct Place {
    origin: Point,
    advance: Vec2,
    size: f64,
}

impl Device<'_> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        let glyphs = run.glyphs();
        for (index, glyph) in glyphs.iter().enumerate() {
            let matrix = props.transform * glyph.transform();
            let next = glyphs.get(index + 1).map(|g| (props.transform * g.transform()) * Point::ZERO);
            self.add(glyph, place(matrix, advance_width(glyph), next));
        }
    }

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let on_page = props.transform.transform_rect_bbox(size);
        let page = Rect::new(0.0, 0.0, self.sheet.width, self.sheet.height);
        let share = on_page.intersect(page).area() / page.area().max(1.0);
        if share.is_finite() {
            self.sheet.picture_share = self.sheet.picture_share.max(share);
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Advance in thousandths of the font size.
fn advance_width(glyph: &Shape<'_>) -> f64 {
    let width = match glyph {
        Shape::Outline(outline) => outline.advance_width(),
        Shape::Type3(drawn) => drawn.advance_width(),
    };
    f64::from(width.unwrap_or(500.0))
}

/// The matrix of a substituted font is stretched to the expected width, its advance is not: where the next glyph
/// stands decides whether the stretch counts.
fn place(matrix: Affine, advance: f64, next: Option<Point>) -> Place {
    let origin = matrix * Point::ZERO;
    let along = (matrix * Point::new(1.0, 0.0)) - origin;
    let up = (matrix * Point::new(0.0, 1.0)) - origin;
    let size = up.hypot() * 1000.0;
    let direction = along / along.hypot().max(f64::EPSILON);
    let stretched = along.hypot() * advance;
    let plain = up.hypot() * advance;
    let length = match next {
        Some(next) => {
            let distance = (next - origin).dot(direction);
            if (distance - plain).abs() < (distance - stretched).abs() { plain } else { stretched }
        }
        None => stretched,
    };
    Place { origin, advance: direction * length, size }
}

/// The characters of a glyph as they are compared later: ligatures taken apart, all blanks alike, marks of no width
/// gone. `None` if the file does not say which characters the glyph stands for.
fn characters(glyph: &Shape<'_>) -> Option<String> {
    let raw = match glyph.as_unicode()? {
        BfString::Char(c) => c.to_string(),
        BfString::String(s) => s,
    };
    if raw.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\u{FB00}' => text.push_str("ff"),
            '\u{FB01}' => text.push_str("fi"),
            '\u{FB02}' => text.push_str("fl"),
            '\u{FB03}' => text.push_str("ffi"),
            '\u{FB04}' => text.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => text.push_str("st"),
            '\u{AD}' | '\u{2010}' | '\u{2011}' | '\u{2212}' => text.push('-'),
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '\u{0}' => return None,
            c if c.is_whitespace() => text.push(' '),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    Some(text)
}
