//! Legal forms and the words that businesses are called by.

use crate::text::{fold, folded_words};

/// Legal forms that leave no doubt, as folded words.
pub(super) const LEGAL: &[&str] = &[
    "gmbh",
    "mbh",
    "ohg",
    "ug",
    "gbr",
    "ek",
    "ev",
    "llc",
    "llp",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "plc",
    "pty",
    "pte",
    "ltd",
    "limited",
    "bhd",
    "sdn",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "snc",
    "spa",
    "srl",
    "srls",
    "slu",
    "bv",
    "nv",
    "vof",
    "lda",
    "ltda",
    "aps",
    "kft",
    "sro",
    "doo",
    "pvt",
    "eirl",
    "gesmbh",
    "partg",
    "kgaa",
    "eg",
    "cvba",
    "bvba",
    "sprl",
    "scop",
    "unipessoal",
    "oyj",
    "asa",
    "pllc",
    "lp",
    "sau",
    "slp",
    "sll",
    "slne",
    "scarl",
    "scrl",
    "selarl",
    "selas",
    "sccl",
    "vzw",
    "asbl",
    "commv",
];

/// Legal forms that are also other words: counted in capitals at the end of a name only.
const SHORT_LEGAL: &[&str] =
    &["AG", "KG", "SA", "SE", "SL", "AS", "AB", "OY", "CO", "SB", "CV", "SC", "EK", "UG", "GK", "SCA", "A/S", "S/B"];

/// Words of the names of businesses.
const BUSINESS: &[&str] = &[
    "enterprise",
    "enterprises",
    "trading",
    "restaurant",
    "restoran",
    "restaurants",
    "cafe",
    "hotel",
    "shop",
    "store",
    "stores",
    "market",
    "mart",
    "supermarket",
    "hypermarket",
    "hardware",
    "group",
    "holding",
    "services",
    "solutions",
    "consulting",
    "company",
    "industries",
    "international",
    "systems",
    "technologies",
    "software",
    "media",
    "studio",
    "agency",
    "bakery",
    "pharmacy",
    "farmasi",
    "apotheke",
    "kedai",
    "perniagaan",
    "syarikat",
    "stationery",
    "marketing",
    "supplies",
    "supply",
    "foods",
    "food",
    "bistro",
    "bar",
    "cash",
    "carry",
    "ristorante",
    "restaurante",
    "trattoria",
    "panaderia",
    "farmacia",
    "boulangerie",
    "pharmacie",
    "supermercado",
    "supermarkt",
    "backerei",
    "metzgerei",
    "verein",
    "versicherung",
    "stadtwerke",
    "energie",
    "logistics",
    "logistik",
    "handel",
    "bouw",
    "bau",
    "interior",
    "house",
    "kitchen",
    "electronics",
    "motors",
    "autohaus",
    "garage",
    "vermietung",
    "clinic",
    "praxis",
    "university",
    "college",
    "school",
    "foundation",
    "partners",
    "associates",
    "furniture",
    "mobel",
    "television",
    "radio",
    "broadcasting",
    "communications",
    "beauty",
    "spa",
    "seafood",
    "garden",
    "gallery",
    "centre",
    "center",
    "boutique",
    "printing",
    "wines",
    "runcit",
    "pasaraya",
    "kopitiam",
    "bengkel",
    "klinik",
    "gerai",
    "warung",
    "percetakan",
    "elektrik",
    "minimarket",
    "mini",
];

/// How surely a text ends in, or holds, a legal form: 0 none, 1 a word of business names, 2 a legal form.
pub fn legal_form(text: &str) -> u8 {
    let words = folded_words(&text.replace("S/B", "SB").replace("S.A.", "SA").replace("A/S", "AS"));
    let joined = joined_initials(text);
    if words.iter().any(|w| LEGAL.contains(&w.as_str())) || joined.iter().any(|w| LEGAL.contains(&w.as_str())) {
        return 2;
    }
    let raw: Vec<&str> = text.split([' ', ',', '\t', '(']).filter(|w| !w.is_empty()).collect();
    let short = raw.iter().skip(1).any(|w| {
        let plain: String = w.chars().filter(|c| c.is_alphanumeric() || *c == '/').collect();
        SHORT_LEGAL.contains(&plain.as_str())
    });
    if short || text.contains("a.G.") || text.contains("e.V.") || text.contains("& Co") {
        return 2;
    }
    let glued = |w: &String| w.len() >= 10 && BUSINESS.iter().any(|b| b.len() >= 4 && w.ends_with(b));
    u8::from(words.iter().any(|w| BUSINESS.contains(&w.as_str()) || glued(w)))
}

/// Whether the first word of a text is one of the words that businesses are called by: "ENTERPRISE (SETIA".
pub fn opens_with_business(text: &str) -> bool {
    folded_words(text).first().is_some_and(|w| BUSINESS.contains(&w.as_str()))
}

/// "S.p.A." and "B. V." as one word.
fn joined_initials(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for word in text.split([' ', '\t', ',']) {
        let parts: Vec<&str> = word.split('.').filter(|p| !p.is_empty()).collect();
        if !parts.is_empty() && word.contains('.') && parts.iter().all(|p| p.chars().count() == 1) {
            run.extend(parts.iter().map(|p| fold(p)));
        } else if !run.is_empty() {
            found.push(std::mem::take(&mut run));
        }
    }
    found.push(run);
    found
}

/// The words of a name that identify it, without legal forms.
pub fn core(name: &str) -> String {
    let mut words = folded_words(name);
    let short = |w: &String| ["kg", "ag", "sa", "se", "sl", "ab", "oy", "sb", "cb", "co"].contains(&w.as_str());
    while words.len() > 1 && words.last().is_some_and(short) {
        words.pop();
    }
    let kept: Vec<&String> = words.iter().filter(|w| !LEGAL.contains(&w.as_str()) && w.len() > 1).collect();
    if kept.is_empty() { words.concat() } else { kept.into_iter().map(String::as_str).collect() }
}

/// How many words are neither legal forms nor general words of business.
pub fn own_words(name: &str) -> usize {
    let words = folded_words(name);
    words.iter().filter(|w| w.len() > 1 && !LEGAL.contains(&w.as_str()) && !BUSINESS.contains(&w.as_str())).count()
}
