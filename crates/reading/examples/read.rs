//! Dumps readings.
use std::time::Instant;
fn main() {
    let out = std::env::var("OUT").ok();
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file).unwrap();
        let limits = reading::Limits::default();
        let t = Instant::now();
        let doc = match reading::pdf::Document::open(&bytes, &limits) { Ok(d) => d, Err(e) => { eprintln!("{file}: {e}"); continue } };
        let text = doc.text();
        let ms = t.elapsed().as_secs_f32() * 1000.0;
        let att = doc.attachments(&limits);
        eprintln!("{file}: {ms:.1} ms, pages {}, legible {:?} turn {:?} attachments {:?}", text.len(), text.iter().map(|t| t.legible).collect::<Vec<_>>(), text.iter().map(|t| t.turn).collect::<Vec<_>>(), att.iter().map(|a| (a.name.clone(), a.bytes.len())).collect::<Vec<_>>());
        let pages: Vec<_> = text.into_iter().map(|t| t.page).collect();
        let json = serde_json::to_string(&pages).unwrap();
        match &out { Some(dir) => { let name = file.split("/corpus/").last().unwrap().replace('/', "__"); std::fs::write(format!("{dir}/{name}.json"), json).unwrap() }, None => println!("{json}") }
    }
}
