//! Text recognition: a picture in, words with places and certainties out. Pure Rust, no network, no native library.
//!
//! Clean the picture where it is faded or speckled, find lines, bring the page upright, read the lines, lay the words out. Cost of a receipt: about 1.5 s of processor
//! time to find its lines and 2 s to read them, on all cores.

mod canvas;
mod clean;
mod detect;
mod layout;
pub mod models;
mod recognise;
mod regions;
mod upright;

use std::path::Path;
use std::sync::Arc;

use image::RgbImage;
use road::page::Page;
use rten::ThreadPool;

use crate::ReadError;
use canvas::Canvas;
pub use clean::Cleaned;
use detect::View;
use models::Models;

/// Name and version of this engine as noted in a reading.
pub const ENGINE: &str = "PP-OCRv6 small on rten 0.27";

/// Measured on receipts and printed invoices: with more pixels no more words are found, with fewer amounts are lost.
const VIEW: View = View { short: 736.0, area: 750_000.0, long: 2_000.0 };

/// The models with the threads they run on. Load once, use for many pages.
pub struct Engine {
    models: Models,
    /// All cores at one picture.
    together: Arc<ThreadPool>,
    /// One core each at a batch of lines.
    apart: Vec<Arc<ThreadPool>>,
}

/// A page read from a picture.
pub struct Recognised {
    /// The page, upright.
    pub page: Page,
    /// Quarter turns clockwise that brought it upright.
    pub turn: u8,
    /// What was done to the picture before.
    pub cleaned: Cleaned,
}

impl Engine {
    /// Loads the models from a folder.
    pub fn load(folder: &Path) -> Result<Self, ReadError> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from).min(8);
        Ok(Self {
            models: models::load(folder)?,
            together: Arc::new(ThreadPool::with_num_threads(cores)),
            apart: (0..cores).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect(),
        })
    }

    /// Reads a picture as page `number`.
    pub fn read(&self, picture: RgbImage, number: u32) -> Result<Recognised, ReadError> {
        let (picture, cleaned) = clean::clean(picture);
        let mut canvas = Canvas::new(picture);
        let mut slabs = detect::lines(&self.models.detector, &self.together, &canvas, VIEW)?;
        let turn = upright::turn(self, &canvas, &slabs)?;
        if turn != 0 {
            canvas = Canvas::new(crate::picture::turned(canvas.into_full(), turn));
            slabs = detect::lines(&self.models.detector, &self.together, &canvas, VIEW)?;
        }
        let slabs = layout::readable(slabs);
        let readings = self.recognise(&canvas, &slabs)?;
        let size = canvas.full().dimensions();
        Ok(Recognised { page: layout::page(number, size, &slabs, &readings), turn, cleaned })
    }

    fn recognise(&self, canvas: &Canvas, slabs: &[canvas::Slab]) -> Result<Vec<recognise::Reading>, ReadError> {
        recognise::read(&self.models.recogniser, &self.models.alphabet, &self.apart, canvas, slabs)
    }
}
