//! Pages as the bytes of a PDF.

mod hybrid;
mod tags;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, ValidationError};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::error::KrillaError;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use crate::RenderError;
use crate::layout::LaidOut;
use crate::papers::{Colour, Look};
use crate::picture::{Logo, unreadable};
use crate::sheet::{Area, Ink, Mark, Purpose};

const BLACK: Colour = Colour(0, 0, 0);
/// What is named as the program that made the file.
const PROGRAM: &str = "Pacioli";

/// Writes the file.
pub(crate) fn write(
    laid_out: &LaidOut,
    author: &str,
    look: &Look,
    logo: Option<&Logo>,
) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::new_with(settings()?);
    let sheets = &laid_out.sheets;
    let mut found: Vec<Vec<Option<Identifier>>> = Vec::with_capacity(sheets.pages.len());
    let size = PageSettings::from_wh(sheets.width, sheets.height).ok_or_else(|| unwritten("the page has no size"))?;
    for marks in &sheets.pages {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        found.push(draw(&mut surface, marks, logo));
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tags::tree(&sheets.nodes, &found).with_lang(Some(look.locale.tag().to_owned())));
    let made = date_time(look.made_at);
    document.set_metadata(
        Metadata::new()
            .title(laid_out.title.clone())
            .authors(vec![author.to_owned()])
            .creator(PROGRAM.to_owned())
            .producer(PROGRAM.to_owned())
            .language(look.locale.tag().to_owned())
            .creation_date(made),
    );
    let mut outline = Outline::new();
    let top = krilla::destination::XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(laid_out.title.clone(), top));
    document.set_outline(outline);
    let Some(attached) = &look.attachment else { return document.finish().map_err(failed) };
    document.embed_file(EmbeddedFile {
        path: hybrid::FILE_NAME.to_owned(),
        mime_type: MimeType::new("text/xml"),
        description: Some("Factur-X".to_owned()),
        association_kind: AssociationKind::Alternative,
        data: attached.xml.clone().into(),
        modification_date: Some(made),
        compress: Some(true),
        location: None,
    });
    hybrid::describe(&document.finish().map_err(failed)?, &attached.profile)
}

fn settings() -> Result<SerializeSettings, RenderError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|why| unwritten(&format!("{why:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

/// Draws the marks of a page; neighbours for the same purpose become one piece of content, named at its first mark.
fn draw(surface: &mut Surface, marks: &[Mark], logo: Option<&Logo>) -> Vec<Option<Identifier>> {
    let mut found = Vec::with_capacity(marks.len());
    for group in marks.chunk_by(|one, next| one.purpose == next.purpose) {
        let identifier = surface.start_tagged(tag(group));
        let readable = matches!(group[0].purpose, Purpose::Content(_));
        for (i, mark) in group.iter().enumerate() {
            ink(surface, &mark.ink, logo);
            found.push((i == 0 && readable).then_some(identifier));
        }
        surface.end_tagged();
    }
    found
}

fn tag(group: &[Mark]) -> ContentTag<'static> {
    let apart = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    match group[0].purpose {
        Purpose::Content(_) if group.iter().all(|mark| matches!(mark.ink, Ink::Text { .. })) => {
            ContentTag::Span(SpanTag::empty())
        }
        Purpose::Content(_) => ContentTag::Other,
        Purpose::Header => apart(ArtifactType::Header),
        Purpose::Footer => apart(ArtifactType::Footer),
        Purpose::Ornament => apart(ArtifactType::Layout),
    }
}

fn ink(surface: &mut Surface, ink: &Ink, logo: Option<&Logo>) {
    match ink {
        Ink::Text { x, y, size, colour, run } => {
            let Some(face) = run.weight.face() else { return };
            surface.set_fill(Some(fill(*colour)));
            surface.draw_glyphs(Point::from_xy(*x, *y), &run.glyphs, face.font.clone(), &run.text, *size, false);
        }
        Ink::Fill { area, colour } => {
            let Some(path) = rectangle(area) else { return };
            surface.set_fill(Some(fill(*colour)));
            surface.draw_path(&path);
        }
        Ink::Logo { area } => {
            let (Some(logo), Some(size)) = (logo, Size::from_wh(area.width, area.height)) else { return };
            surface.push_transform(&Transform::from_translate(area.x, area.y));
            surface.draw_image(logo.image.clone(), size);
            surface.pop();
        }
        Ink::Code { x, y, side, rows } => {
            let Some(path) = code(*x, *y, *side, rows) else { return };
            surface.set_fill(Some(fill(BLACK)));
            surface.draw_path(&path);
        }
    }
}

fn rectangle(area: &Area) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(area.x, area.y, area.width, area.height)?);
    path.finish()
}

/// The dark squares of a code as one path; neighbours in a row become one rectangle.
fn code(x: f32, y: f32, side: f32, rows: &[Vec<bool>]) -> Option<Path> {
    let module = side / rows.len().max(1) as f32;
    let mut path = PathBuilder::new();
    for (i, row) in rows.iter().enumerate() {
        let mut column = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] {
                let (left, top) = (x + module * column as f32, y + module * i as f32);
                path.push_rect(Rect::from_xywh(left, top, module * run.len() as f32, module)?);
            }
            column += run.len();
        }
    }
    path.finish()
}

fn fill(Colour(red, green, blue): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn date_time(instant: Timestamp) -> DateTime {
    let made = instant.to_zoned(TimeZone::UTC).datetime();
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    DateTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(small(made.month()))
        .day(small(made.day()))
        .hour(small(made.hour()))
        .minute(small(made.minute()))
        .second(small(made.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// What of the writer's errors the caller can mend: the logo is read only here.
fn failed(why: KrillaError) -> RenderError {
    match why {
        KrillaError::Image(_, _, why) => unreadable(&why),
        KrillaError::Validation(errors)
            if errors.iter().any(|(error, _)| *error == ValidationError::MissingCMYKProfile) =>
        {
            unreadable("it is made for print (CMYK): save it as RGB")
        }
        KrillaError::Validation(errors) => {
            unwritten(&format!("{:?}", errors.into_iter().map(|(e, _)| e).collect::<Vec<_>>()))
        }
        other => unwritten(&other.to_string()),
    }
}

fn unwritten(why: &str) -> RenderError {
    RenderError::Unwritten { why: why.to_owned() }
}
