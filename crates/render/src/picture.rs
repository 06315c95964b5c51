use krilla::image::Image;

use crate::RenderError;

/// Points along one side, at most.
const LARGEST: u32 = 4000;

/// A logo that can be drawn.
pub(crate) struct Logo {
    pub image: Image,
    pub width: f32,
    pub height: f32,
}

impl Logo {
    /// Opens a PNG or JPEG; its content is read when the file is written.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, RenderError> {
        let data = || bytes.to_vec().into();
        let image = match bytes {
            [0x89, b'P', b'N', b'G', ..] => Image::from_png(data(), false),
            [0xff, 0xd8, 0xff, ..] => Image::from_jpeg(data(), false),
            _ => return Err(unreadable("it is neither PNG nor JPEG")),
        };
        let image = image.map_err(|why| unreadable(&why))?;
        match image.size() {
            (0, _) | (_, 0) => Err(unreadable("it is empty")),
            (width, height) if width > LARGEST || height > LARGEST => {
                Err(unreadable(&format!("it has {width} by {height} points")))
            }
            (width, height) => Ok(Self { image, width: width as f32, height: height as f32 }),
        }
    }
}

pub(crate) fn unreadable(why: &str) -> RenderError {
    RenderError::UnreadableLogo { why: why.to_owned() }
}
