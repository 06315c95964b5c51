//! What is drawn on which page, and what each mark means to a reader who hears the paper. Points from the top left.

use crate::Note;
use crate::papers::Colour;
use crate::typeface::{self, Run, Weight};

/// Lines of text follow each other at this many times their size.
pub(crate) const LEADING: f32 = 1.36;

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub size: f32,
    pub weight: Weight,
    pub colour: Colour,
}

impl Style {
    pub(crate) const fn new(size: f32, weight: Weight, colour: Colour) -> Self {
        Self { size, weight, colour }
    }

    pub(crate) fn leading(&self) -> f32 {
        self.size * LEADING
    }
}

/// On which side of its place a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// It begins there.
    Left,
    /// It ends there.
    Right,
}

/// A rectangle: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// What is drawn.
#[derive(Debug, Clone)]
pub(crate) enum Ink {
    /// A text whose base line begins at the place.
    Text { x: f32, y: f32, size: f32, colour: Colour, run: Run },
    /// A filled rectangle.
    Fill { area: Area, colour: Colour },
    /// The logo.
    Logo { area: Area },
    /// Black squares of a code, row by row from the top; the second is the side of all.
    Code { x: f32, y: f32, side: f32, rows: Vec<Vec<bool>> },
}

/// What a mark is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be read, as a part of that node.
    Content(usize),
    /// Repeated at the head of pages.
    Header,
    /// Repeated at their foot.
    Footer,
    /// Ornament: rules, backgrounds.
    Ornament,
}

/// A mark on a page.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub ink: Ink,
    pub purpose: Purpose,
}

/// What a node of the structure is (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone)]
pub(crate) enum Role {
    Section,
    /// The title of the paper.
    Title(String),
    Heading(String),
    Paragraph,
    Table,
    Row,
    HeadCell,
    /// The first cell of a row that names it.
    RowHead,
    /// Over so many columns.
    Cell(usize),
    /// With the text that stands for it.
    Figure(String),
}

/// A node of the structure.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub role: Role,
    pub children: Vec<Child>,
}

/// A node below, or a mark.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Child {
    Node(usize),
    /// Page and number on it.
    Mark(usize, usize),
}

/// The pages.
#[derive(Debug)]
pub(crate) struct Sheets {
    pub width: f32,
    pub height: f32,
    pub pages: Vec<Vec<Mark>>,
    /// The first is the paper.
    pub nodes: Vec<Node>,
    pub notes: Vec<Note>,
    open: Vec<usize>,
    furniture: Option<Purpose>,
    page: usize,
}

impl Sheets {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        let paper = Node { role: Role::Section, children: Vec::new() };
        let (pages, nodes, open) = (vec![Vec::new()], vec![paper], vec![0]);
        Self { width, height, pages, nodes, notes: Vec::new(), open, furniture: None, page: 0 }
    }

    /// Goes on with a new page.
    pub(crate) fn add_page(&mut self) {
        self.pages.push(Vec::new());
        self.page = self.pages.len() - 1;
    }

    /// The page that is drawn on, from 0.
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// Draws on a page that is there.
    pub(crate) fn go_to(&mut self, page: usize) {
        self.page = page.min(self.pages.len() - 1);
    }

    /// Begins a node; what follows is part of it until [`Self::end`].
    pub(crate) fn begin(&mut self, role: Role) {
        let node = self.nodes.len();
        self.nodes.push(Node { role, children: Vec::new() });
        let parent = self.open.last().copied().unwrap_or_default();
        self.nodes[parent].children.push(Child::Node(node));
        self.open.push(node);
    }

    pub(crate) fn end(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// What follows is for that purpose, until it is set back to what was before.
    pub(crate) fn set_apart(&mut self, purpose: Option<Purpose>) -> Option<Purpose> {
        std::mem::replace(&mut self.furniture, purpose)
    }

    /// Writes one line; `y` is the base line.
    pub(crate) fn write(&mut self, style: Style, align: Align, (x, y): (f32, f32), text: &str) {
        let text = typeface::clean(text, &mut self.notes).replace('\n', " ");
        if text.trim().is_empty() {
            return;
        }
        let run = Run::set(&text, style.weight);
        let x = if align == Align::Right { x - run.width * style.size } else { x };
        self.mark(Ink::Text { x, y, size: style.size, colour: style.colour, run });
    }

    /// The lines of a text in that width.
    pub(crate) fn lines(&mut self, style: Style, width: f32, text: &str) -> Vec<String> {
        typeface::wrap(&typeface::clean(text, &mut self.notes), style.weight, width / style.size)
    }

    pub(crate) fn fill(&mut self, area: Area, colour: Colour) {
        let before = self.set_apart(Some(Purpose::Ornament));
        self.mark(Ink::Fill { area, colour });
        self.set_apart(before);
    }

    /// A level rule whose middle is at `y`.
    pub(crate) fn rule(&mut self, (x, y): (f32, f32), width: f32, thickness: f32, colour: Colour) {
        self.fill(Area { x, y: y - thickness / 2.0, width, height: thickness }, colour);
    }

    pub(crate) fn mark(&mut self, ink: Ink) {
        let node = self.open.last().copied().unwrap_or_default();
        let purpose = self.furniture.unwrap_or(Purpose::Content(node));
        if let Purpose::Content(node) = purpose {
            self.nodes[node].children.push(Child::Mark(self.page, self.pages[self.page].len()));
        }
        self.pages[self.page].push(Mark { ink, purpose });
    }
}

/// Width of a line in points.
pub(crate) fn width(style: Style, text: &str) -> f32 {
    typeface::width(&typeface::clean(text, &mut Vec::new()), style.weight) * style.size
}
