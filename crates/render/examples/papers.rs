//! Writes one paper of each kind into a folder, to be looked at: `cargo run -p render --example papers -- FOLDER`.

#[path = "../tests/it/samples.rs"]
#[allow(dead_code, missing_docs)]
mod samples;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    for (name, (document, look)) in samples::all() {
        let rendered = render::render(&document, &look)?;
        println!("{name}.pdf: {} pages, {} bytes {:?}", rendered.pages, rendered.pdf.len(), rendered.notes);
        std::fs::write(folder.join(format!("{name}.pdf")), rendered.pdf)?;
    }
    Ok(())
}
