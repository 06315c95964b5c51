//! Dumps readings.
use std::time::Instant;
fn main() {
    let out = std::env::var("OUT").ok();
    let models = std::path::PathBuf::from(std::env::var("PACIOLI_MODELS").unwrap_or("/tmp/w/models".into()));
    let mut engine = None;
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file).unwrap();
        let limits = reading::Limits::default();
        let t = Instant::now();
        let kind = match reading::sniff(&bytes) { Ok(k) => k, Err(e) => { eprintln!("{file}: {e}"); continue } };
        let mut pages = Vec::new();
        let mut note = String::new();
        let mut ocr = |picture, number| {
            let engine = engine.get_or_insert_with(|| { let t = Instant::now(); let e = reading::ocr::Engine::load(&models).unwrap(); eprintln!("load {:?}", t.elapsed()); e });
            engine.read(picture, number).unwrap()
        };
        if kind == reading::Kind::Pdf {
            let doc = match reading::pdf::Document::open(&bytes, &limits) { Ok(d) => d, Err(e) => { eprintln!("{file}: {e}"); continue } };
            for (i, t) in doc.text().into_iter().enumerate() {
                if t.legible { pages.push(t.page) } else {
                    let pic = doc.render(i, 1600, 0, &limits).unwrap();
                    let r = ocr(pic, i as u32 + 1); note += &format!("ocr page {} turn {} ", i + 1, r.turn);
                    pages.push(r.page);
                }
            }
        } else if kind.is_picture() {
            let pic = reading::picture::decode(&bytes, kind, &limits).unwrap();
            note += &format!("{}x{} ", pic.width(), pic.height());
            let r = ocr(pic, 1); note += &format!("turn {} ", r.turn);
            pages.push(r.page);
        } else {
            pages = reading::plain::pages(&reading::decode_text(&bytes).unwrap(), 100);
        }
        let ms = t.elapsed().as_secs_f32() * 1000.0;
        eprintln!("{file}: {ms:.1} ms, {kind:?} words {} {note}", pages.iter().map(|p| p.words.len()).sum::<usize>());
        let json = serde_json::to_string(&pages).unwrap();
        match &out { Some(dir) => { let name = file.split("/corpus/").last().unwrap().replace('/', "__"); std::fs::write(format!("{dir}/{name}.json"), json).unwrap() }, None => println!("{json}") }
    }
}
