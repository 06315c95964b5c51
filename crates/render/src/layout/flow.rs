use super::grid::Grid;
use super::letterhead;
use super::styles::{BODY, HEADING};
use crate::Locale;
use crate::papers::{Colour, Letter, Look};
use crate::picture::Logo;
use crate::sheet::{Align, Purpose, Role, Sheets, Style};
use crate::words::Word;

/// A paper being laid out from top to bottom.
pub(crate) struct Flow<'a> {
    pub sheets: Sheets,
    pub look: &'a Look,
    pub letter: &'a Letter,
    pub logo: Option<&'a Logo>,
    pub grid: Grid,
    /// Where the next thing goes.
    pub y: f32,
    /// Where the room for text ends.
    pub bottom: f32,
    pub title: String,
    /// A page whose foot is taken, and where the number of the page stands instead.
    pub raised_foot: Option<(usize, f32)>,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(letter: &'a Letter, look: &'a Look, logo: Option<&'a Logo>, title: &str) -> Self {
        let grid = Grid::new(look.size, look.window);
        let sheets = Sheets::new(grid.width, grid.height);
        let mut flow = Self {
            sheets,
            look,
            letter,
            logo,
            grid,
            y: grid.body,
            bottom: grid.height,
            title: title.to_owned(),
            raised_foot: None,
        };
        flow.bottom = letterhead::foot_top(&mut flow) - 20.0;
        flow
    }

    pub(crate) fn locale(&self) -> &'a Locale {
        &self.look.locale
    }

    pub(crate) fn say(&self, word: Word) -> &'static str {
        self.look.locale.say(word)
    }

    pub(crate) fn accent(&self) -> Colour {
        super::styles::readable(self.look.accent)
    }

    /// What is left on this page.
    pub(crate) fn room(&self) -> f32 {
        self.bottom - self.y
    }

    /// Room of an empty page.
    pub(crate) fn page_room(&self) -> f32 {
        self.bottom - self.grid.next_body
    }

    /// Goes on with a new page when that height does not fit on this one.
    pub(crate) fn need(&mut self, height: f32) {
        if height > self.room() && self.y > self.grid.next_body {
            self.turn();
        }
    }

    /// Begins a new page.
    pub(crate) fn turn(&mut self) {
        self.sheets.add_page();
        letterhead::running_head(self);
        self.y = self.grid.next_body;
    }

    pub(crate) fn gap(&mut self, height: f32) {
        self.y = (self.y + height).min(self.bottom);
    }

    /// A paragraph over the whole measure.
    pub(crate) fn paragraph(&mut self, style: Style, text: &str) {
        self.block(Role::Paragraph, style, (self.grid.left, self.grid.measure()), text);
    }

    /// A heading, on the page of what follows it.
    pub(crate) fn heading(&mut self, text: &str) {
        self.need(HEADING.leading() + 3.0 * BODY.leading());
        let role = Role::Heading(text.to_owned());
        self.block(role, HEADING, (self.grid.left, self.grid.measure()), text);
        self.gap(2.0);
    }

    /// Lines of a text from `x` in that width, over as many pages as they need.
    pub(crate) fn block(&mut self, role: Role, style: Style, (x, width): (f32, f32), text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.sheets.begin(role);
        for line in self.sheets.lines(style, width, text) {
            self.need(style.leading());
            self.sheets.write(style, Align::Left, (x, self.y + style.size), &line);
            self.y += style.leading();
        }
        self.sheets.end();
    }

    /// Draws something as a part of a new node.
    pub(crate) fn tagged(&mut self, role: Role, draw: impl FnOnce(&mut Self)) {
        self.sheets.begin(role);
        draw(self);
        self.sheets.end();
    }

    /// Draws something that is not part of what is read.
    pub(crate) fn apart(&mut self, purpose: Purpose, draw: impl FnOnce(&mut Self)) {
        let before = self.sheets.set_apart(Some(purpose));
        draw(self);
        self.sheets.set_apart(before);
    }

    /// The pages, with head and foot.
    pub(crate) fn finish(mut self) -> Sheets {
        letterhead::feet(&mut self);
        self.sheets
    }
}
