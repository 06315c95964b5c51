//! Shows what the engine sees in one page dump: labels, amounts with their roles, parties, dates.
//!
//! `cargo run -p extract --example explain -- DUMP [ocr]`

use extract::{calendar, identifiers, kind, letterhead, parties, roles, scene::Scene, tax_table};
use road::facts::DocumentKind;
use road::page::{Page, Route};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&args[1]).expect("the dump can be read");
    let pages: Vec<Page> = serde_json::from_slice(&bytes).expect("a dump is a list of pages");
    let unsure = pages.iter().flat_map(|p| &p.words).any(|w| w.certainty < 0.9999);
    let scene = Scene::new(&pages, if unsure { Route::Ocr } else { Route::TextLayer });
    let kind = kind::find(&scene);
    let receipt = kind.kind == DocumentKind::Receipt;
    println!("kind {:?} {:.2} {}", kind.kind, kind.score, kind.reason);
    println!("locale {:?}", scene.locale);
    for (i, line) in scene.layout.lines.iter().enumerate() {
        let labels: Vec<String> =
            scene.labels_on(i).iter().map(|l| format!("{:?}[{}]", l.concept, &line.text[l.bytes.clone()])).collect();
        println!(
            "{i:3} {:.3} {:?}{}  {}",
            line.rect.y0,
            line.text,
            if scene.item_heads.contains(&i) { " HEAD" } else { "" },
            labels.join(" ")
        );
    }
    let rows = tax_table::rows(&scene);
    for row in &rows {
        println!(
            "row {} {} {} labelled {}",
            row.rate, scene.amounts[row.base].value, scene.amounts[row.tax].value, row.labelled
        );
    }
    for (role, list) in roles::candidates(&scene, receipt) {
        let shown: Vec<String> =
            list.iter().take(6).map(|c| format!("{} {:.2} ({})", c.value, c.score, c.label)).collect();
        println!("{role:?}: {}", shown.join(" | "));
    }
    let calendar = calendar::find(&scene, receipt);
    println!("issue {:?}\ndue {:?}", calendar.issue, calendar.due);
    let parties = parties::find(&scene, receipt);
    for name in parties.vendors.iter().take(8) {
        println!("vendor {:.2} {:?} {} | {:?}", name.score, name.text, name.reason, name.address);
    }
    for name in parties.customers.iter().take(5) {
        println!("customer {:.2} {:?} {}", name.score, name.text, name.reason);
    }
    for name in letterhead::candidates(&scene, receipt, &parties.customer_block).iter().take(6) {
        println!("letterhead {:.2} {:?}", name.score, name.text);
    }
    for code in identifiers::invoice_numbers(&scene, receipt).iter().take(4) {
        println!("number {:.2} {:?} {}", code.score, code.text, code.reason);
    }
}
