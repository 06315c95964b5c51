//! Where the text models lie, and how they are loaded.
//!
//! PP-OCRv6 small: a detector (9.9 MB) that marks lines of text, a recogniser (21 MB) that reads them, and a classifier
//! (0.6 MB) that tells upside-down lines; Apache-2.0, fetched by `scripts/fetch-models`. Loading takes about 0.1 s.

use std::path::{Path, PathBuf};

use rten::{Model, ModelOptions};

use crate::ReadError;

/// File names of the models.
pub const DETECTOR: &str = "PP-OCRv6_det_small.onnx";
/// See [`DETECTOR`].
pub const RECOGNISER: &str = "PP-OCRv6_rec_small.onnx";
/// See [`DETECTOR`].
pub const CLASSIFIER: &str = "ch_ppocr_mobile_v2.0_cls_mobile.onnx";

/// The folder with the models: `PACIOLI_MODELS`, else `models` in the data folder, else the user's cache. The first one
/// that holds them wins; without any, the last is named so that the message can tell where they were looked for.
pub fn locate(data: Option<&Path>) -> PathBuf {
    if let Some(folder) = std::env::var_os("PACIOLI_MODELS").filter(|v| !v.is_empty()) {
        return folder.into();
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .unwrap_or_else(std::env::temp_dir)
        .join("pacioli/models");
    match data.map(|folder| folder.join("models")) {
        Some(folder) if present(&folder) || !present(&cache) => folder,
        _ => cache,
    }
}

/// Whether `folder` holds the models.
pub fn present(folder: &Path) -> bool {
    [DETECTOR, RECOGNISER, CLASSIFIER].iter().all(|name| folder.join(name).is_file())
}

/// The loaded models with the recogniser's alphabet.
pub struct Models {
    pub(crate) detector: Model,
    pub(crate) recogniser: Model,
    pub(crate) classifier: Model,
    /// Characters by class; class 0 is "no character".
    pub(crate) alphabet: Vec<String>,
}

/// Loads the models from `folder`.
pub fn load(folder: &Path) -> Result<Models, ReadError> {
    if !present(folder) {
        return Err(ReadError::NoModels { dir: folder.display().to_string() });
    }
    let recogniser = open(&folder.join(RECOGNISER))?;
    let alphabet = alphabet(&recogniser)?;
    Ok(Models {
        detector: open(&folder.join(DETECTOR))?,
        classifier: open(&folder.join(CLASSIFIER))?,
        recogniser,
        alphabet,
    })
}

fn open(path: &Path) -> Result<Model, ReadError> {
    ModelOptions::with_all_ops()
        .load_file(path)
        .map_err(|error| ReadError::worker(format!("the model {} cannot be loaded ({error})", path.display())))
}

/// The recogniser carries its alphabet in the metadata key `character`, one entry a line; a blank follows the last.
fn alphabet(recogniser: &Model) -> Result<Vec<String>, ReadError> {
    let listed = recogniser
        .metadata()
        .get("character")
        .ok_or_else(|| ReadError::worker("the text model has no alphabet; fetch the models again"))?;
    let mut alphabet = vec![String::new()];
    alphabet.extend(listed.lines().map(str::to_owned));
    alphabet.push(" ".to_owned());
    Ok(alphabet)
}
