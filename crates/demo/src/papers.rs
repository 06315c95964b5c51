//! The papers that wait in the demo inbox: one of each sort a reviewer meets, all drawn and written by this program.
//!
//! [`bill`] is what a paper says, [`ubl`] and [`cii`] write it as data, [`layouts`] draws it with [`pdf`] in the words of
//! [`words`].

mod bill;
mod cii;
mod layouts;
mod pdf;
#[cfg(test)]
mod tests;
mod ubl;
mod words;

use jiff::ToSpan;
use jiff::civil::Date;
use op::Origin;

use super::company::{AGENCY, CLOUD, MACHINES, SUPPLIERS, TELEPHONE, UTILITY, WHOLESALE};
use super::numbers;
use bill::{Bill, Kind, Party, item};
use money::Currency;
use words::{ENGLISH, FRENCH, GERMAN};

/// A paper at the door.
pub struct Paper {
    /// Its name as the sender gave it.
    pub file_name: String,
    /// Through which door it comes.
    pub door: Origin,
    /// What it is.
    pub content: Content,
}

/// What comes through the door.
pub enum Content {
    /// The file itself.
    File(Vec<u8>),
    /// A PDF page that is photographed first, so that it has no text of its own.
    Photograph(Vec<u8>),
}

fn paper(door: Origin, file_name: &str, bytes: Vec<u8>) -> Paper {
    Paper { file_name: file_name.to_owned(), door, content: Content::File(bytes) }
}

/// The papers of the days before `last_day`.
pub fn waiting(last_day: Date) -> Vec<Paper> {
    let ago = |days: i32| last_day.saturating_sub(days.days());
    let energy = energy(ago(6));
    let mut papers = vec![
        paper(Origin::Mail, "xrechnung_GB-48211.xml", ubl::write(&wholesale(ago(9)))),
        paper(Origin::Mail, "rechnung_MM-7730.xml", cii::write(&machine(ago(8)))),
        paper(Origin::Web, "Stadtwerke Abschlag.pdf", layouts::banner(&energy, &GERMAN)),
        // The same bill again, as the copy that comes with the reminder: other bytes, same number.
        paper(Origin::Folder, "Stadtwerke Zweitschrift.pdf", layouts::letter(&energy, &GERMAN)),
        paper(Origin::Mail, "Telefonrechnung.pdf", layouts::letter(&telephone(ago(5)), &GERMAN)),
        paper(Origin::Mail, "INV-20931.pdf", layouts::banner(&cloud(ago(4)), &ENGLISH)),
        paper(Origin::Web, "facture_2210.pdf", layouts::letter(&filters(ago(7)), &FRENCH)),
        paper(Origin::Web, "Gutschrift GB-48302.pdf", layouts::letter(&returned(ago(3)), &GERMAN)),
        paper(Origin::Folder, "Entwurf_Anzeigen.pdf", layouts::letter(&misprinted(ago(2)), &GERMAN)),
        paper(Origin::Mail, "Auftragsbestaetigung.pdf", layouts::banner(&ordered(ago(2)), &GERMAN)),
        paper(Origin::Web, "consulting-0117.pdf", layouts::letter(&consulting(ago(1)), &ENGLISH)),
    ];
    papers.push(Paper {
        file_name: "kassenbon.webp".to_owned(),
        door: Origin::Web,
        content: Content::Photograph(layouts::till_receipt(&groceries(ago(1)))),
    });
    papers
}

/// Papers of earlier weeks that are in the books by now, so that figures lead to a page from the first minute.
pub fn filed(last_day: Date) -> Vec<Paper> {
    let ago = |days: i32| last_day.saturating_sub(days.days());
    let letter = |file_name: &str, bill: Bill| paper(Origin::Mail, file_name, layouts::letter(&bill, &GERMAN));
    vec![
        letter("Entwurf_Plakate.pdf", Bill::new(known(AGENCY), "E-1169", ago(38), 21, posters())),
        letter("Ersatzteile MM-7688.pdf", Bill::new(known(MACHINES), "MM-7688", ago(31), 14, spare_parts())),
        letter("Rechnung GB-48102.pdf", Bill::new(known(WHOLESALE), "GB-48102", ago(24), 30, beans())),
    ]
}

fn posters() -> Vec<bill::Item> {
    vec![item("Plakate für die Hausmesse, Druck", 40, 6_20, 19), item("Gestaltung", 1, 180_00, 19)]
}

fn spare_parts() -> Vec<bill::Item> {
    vec![item("Dichtungssatz Espressomaschine", 12, 14_80, 19), item("Wasserfilter", 8, 21_50, 19)]
}

fn beans() -> Vec<bill::Item> {
    vec![item("Kaffeebohnen Hausmischung, Sack 10 kg", 6, 94_50, 7)]
}

/// A supplier of the story.
fn known(index: usize) -> Party {
    let who = &SUPPLIERS[index];
    Party {
        name: who.name,
        street: who.street,
        postcode: who.postcode,
        city: who.city,
        country: who.country,
        tax_id: who.tax_id(),
        iban: who.iban(),
        email: "rechnung@lieferant.example",
    }
}

fn wholesale(date: Date) -> Bill {
    let items = vec![
        item("Kaffeebohnen Hausmischung, Sack 10 kg", 12, 94_50, 7),
        item("Milchpulver, Karton", 4, 31_20, 7),
        item("Reinigungstabletten, Dose", 10, 14_90, 19),
    ];
    Bill::new(known(WHOLESALE), "GB-48211", date, 30, items).ordered("B-2207")
}

fn machine(date: Date) -> Bill {
    let items = vec![
        item("Espressomaschine Modell Muster 2", 1, 1_890_00, 19),
        item("Lieferung und Aufstellung", 1, 120_00, 19),
    ];
    Bill::new(known(MACHINES), "MM-7730", date, 14, items).ordered("B-2211")
}

fn energy(date: Date) -> Bill {
    let items = vec![item("Strom Gewerbetarif, Abschlag", 1, 318_40, 19), item("Erdgas, Abschlag", 1, 164_00, 19)];
    Bill::new(known(UTILITY), "SWM-660-3391", date, 14, items)
}

fn telephone(date: Date) -> Bill {
    let items = vec![
        item("Internetanschluss Glasfaser", 1, 79_90, 19),
        item("Telefonanlage, Nebenstellen", 8, 11_25, 19),
        item("Mobilfunk Datenkarten", 4, 5_00, 19),
    ];
    Bill::new(known(TELEPHONE), "4471-0093", date, 10, items)
}

fn cloud(date: Date) -> Bill {
    let items = vec![item("Cloud hosting, business plan", 1, 360_00, 0), item("Additional user seats", 8, 15_00, 0)];
    Bill { currency: Currency::USD, ..Bill::new(known(CLOUD), "INV-20931", date, 14, items) }
        .noting("Reverse charge: VAT to be accounted for by the recipient.")
}

/// A new supplier elsewhere in the Union.
fn filters(date: Date) -> Bill {
    let seller = Party {
        name: "Atelier Exemple SARL",
        street: "5 rue de l'Essai",
        postcode: "99000",
        city: "Ville-Modèle",
        country: "FR",
        tax_id: Some(numbers::french_tax_id("999000017")),
        iban: Some(numbers::iban("FR", "99999000019990000170155")),
        email: "facturation@atelier.example",
    };
    let items = vec![item("Filtres à café en inox", 60, 8_40, 0), item("Pièces de rechange", 5, 22_00, 0)];
    Bill::new(seller, "2210", date, 30, items).noting(
        "Livraison intracommunautaire exonérée de TVA, article 138 de la directive 2006/112/CE. Autoliquidation.",
    )
}

fn returned(date: Date) -> Bill {
    let items = vec![item("Rücksendung Reinigungstabletten, Dose", 2, 14_90, 19)];
    Bill { kind: Kind::CreditNote, ..Bill::new(known(WHOLESALE), "GB-48302", date, 0, items) }.correcting("GB-48211")
}

/// Its printed total is ninety cents too high; a person must find out why.
fn misprinted(date: Date) -> Bill {
    let items = vec![item("Anzeigengestaltung Frühjahr", 1, 780_00, 19), item("Druckvorlagen", 3, 45_00, 19)];
    Bill { misprint: 90, ..Bill::new(known(AGENCY), "E-1182", date, 21, items) }
}

fn ordered(date: Date) -> Bill {
    let items = vec![item("Mahlwerk, Ersatzteil", 6, 58_00, 19)];
    Bill { kind: Kind::Order, ..Bill::new(known(MACHINES), "AB-5519", date, 0, items) }.ordered("B-2219")
}

/// A new supplier with a bill in English and in euros.
fn consulting(date: Date) -> Bill {
    let seller = Party {
        name: "Sample Consulting Ltd",
        street: "14 Specimen Street",
        postcode: "D99 XX99",
        city: "Dublin",
        country: "IE",
        tax_id: None,
        iban: Some(numbers::iban("IE", "TEST99990099900017")),
        email: "accounts@consulting.example",
    };
    let items = vec![item("Process consulting, day rate", 2, 920_00, 0), item("Travel expenses", 1, 164_30, 0)];
    Bill::new(seller, "0117", date, 30, items).noting("Reverse charge: VAT to be accounted for by the recipient.")
}

fn groceries(date: Date) -> Bill {
    let seller = Party {
        name: "Kaufhalle Probe",
        street: "Marktplatz 4",
        postcode: "99998",
        city: "Musterstadt",
        country: "DE",
        tax_id: Some(numbers::german_tax_id("99930001")),
        iban: None,
        email: "",
    };
    let items = vec![
        item("H-Milch 3,5%", 6, 1_19, 7),
        item("Zucker 1kg", 2, 1_49, 7),
        item("Kuechenrolle", 1, 3_95, 19),
        item("Spuelmittel", 2, 1_85, 19),
    ];
    Bill { kind: Kind::Receipt, ..Bill::new(seller, "0042-7719", date, 0, items) }
}
