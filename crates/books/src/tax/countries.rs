//! Which country a VAT number or an address is from, and which countries share the common system of VAT.

/// Members of the EU by ISO 3166-1 alpha-2. Greek VAT numbers begin with `EL`.
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Countries outside the EU whose VAT numbers begin with their letters too.
const OTHERS: [&str; 4] = ["GB", "NO", "CH", "IS"];

/// Fewest digits a VAT number has (Romania has down to two; so few would be taken for words).
const DIGITS_MIN: usize = 6;

/// Names of countries as addresses end with them: English, the country's own, and those of the languages documents are
/// read in. Lower case.
#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("AE", &["united arab emirates", "vereinigte arabische emirate"]),
    ("AT", &["austria", "österreich", "autriche", "oostenrijk", "áustria"]),
    ("AU", &["australia", "australien", "australie"]),
    ("BE", &["belgium", "belgien", "belgique", "belgië", "bélgica", "belgio"]),
    ("BG", &["bulgaria", "bulgarien", "bulgarie"]),
    ("CA", &["canada", "kanada", "canadá"]),
    ("CH", &["switzerland", "schweiz", "suisse", "svizzera", "suiza", "zwitserland", "suíça"]),
    ("CN", &["china", "chine", "p.r. china", "pr china"]),
    ("CY", &["cyprus", "zypern", "chypre", "chipre", "cipro"]),
    ("CZ", &["czech republic", "czechia", "tschechien", "tschechische republik", "česká republika", "république tchèque"]),
    ("DE", &["germany", "deutschland", "allemagne", "alemania", "germania", "duitsland", "alemanha"]),
    ("DK", &["denmark", "dänemark", "danmark", "danemark", "dinamarca", "danimarca", "denemarken"]),
    ("EE", &["estonia", "estland", "eesti", "estonie"]),
    ("ES", &["spain", "spanien", "españa", "espagne", "spagna", "spanje", "espanha"]),
    ("FI", &["finland", "finnland", "suomi", "finlande", "finlandia"]),
    ("FR", &["france", "frankreich", "francia", "frankrijk", "frança"]),
    ("GB", &["united kingdom", "great britain", "england", "scotland", "wales", "northern ireland", "uk", "u.k.",
        "vereinigtes königreich", "großbritannien", "royaume-uni", "reino unido", "regno unito",
        "verenigd koninkrijk"]),
    ("GR", &["greece", "griechenland", "grèce", "grecia", "griekenland", "grécia"]),
    ("HK", &["hong kong", "hongkong"]),
    ("HR", &["croatia", "kroatien", "hrvatska", "croatie"]),
    ("HU", &["hungary", "ungarn", "magyarország", "hongrie", "hungría", "ungheria"]),
    ("IE", &["ireland", "irland", "irlande", "irlanda", "ierland", "republic of ireland", "éire"]),
    ("IN", &["india", "indien", "inde"]),
    ("IS", &["iceland", "island"]),
    ("IT", &["italy", "italien", "italia", "italie", "italië", "itália"]),
    ("JP", &["japan", "japon", "japón", "giappone"]),
    ("LT", &["lithuania", "litauen", "lietuva", "lituanie"]),
    ("LU", &["luxembourg", "luxemburg", "luxemburgo", "lussemburgo"]),
    ("LV", &["latvia", "lettland", "latvija", "lettonie"]),
    ("MT", &["malta", "malte"]),
    ("MY", &["malaysia", "malaisie", "malasia"]),
    ("NL", &["netherlands", "the netherlands", "niederlande", "nederland", "pays-bas", "países bajos", "paesi bassi",
        "holland", "países baixos"]),
    ("NO", &["norway", "norwegen", "norge", "norvège", "noruega", "norvegia", "noorwegen"]),
    ("NZ", &["new zealand", "neuseeland"]),
    ("PL", &["poland", "polen", "polska", "pologne", "polonia", "polónia"]),
    ("PT", &["portugal", "portogallo"]),
    ("RO", &["romania", "rumänien", "românia", "roumanie", "rumanía"]),
    ("SE", &["sweden", "schweden", "sverige", "suède", "suecia", "svezia", "zweden", "suécia"]),
    ("SG", &["singapore", "singapur", "singapour"]),
    ("SI", &["slovenia", "slowenien", "slovenija", "slovénie"]),
    ("SK", &["slovakia", "slowakei", "slovensko", "slovaquie", "slovak republic"]),
    ("TR", &["turkey", "türkei", "türkiye", "turquie"]),
    ("US", &["united states", "united states of america", "usa", "u.s.a.", "vereinigte staaten", "états-unis",
        "estados unidos", "stati uniti", "verenigde staten"]),
    ("ZA", &["south africa", "südafrika", "afrique du sud"]),
];

/// Whether a country takes part in the common system of VAT (Directive 2006/112/EC).
pub fn is_eu(country: &str) -> bool {
    EU.contains(&country)
}

/// The country that gave a VAT number which begins with its letters; `None` for local tax numbers and for words.
/// Northern Ireland (`XI`) counts as the United Kingdom.
pub fn country_of_vat_number(number: &str) -> Option<&'static str> {
    let number: Vec<char> = number.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    if !(8..=16).contains(&number.len()) || number.iter().filter(|c| c.is_ascii_digit()).count() < DIGITS_MIN {
        return None;
    }
    let prefix: String = number.iter().take(2).collect();
    let country = match prefix.as_str() {
        "EL" => "GR",
        "XI" => "GB",
        other => other,
    };
    EU.iter().chain(&OTHERS).copied().find(|known| *known == country)
}

/// The country an address ends with, by its name, or by the letter before the postal code (`D-10115`).
pub fn country_of_address(address: &str) -> Option<&'static str> {
    let text = address.trim().trim_end_matches(['.', ',']).to_lowercase();
    let ends_with = |name: &str| {
        text.strip_suffix(name).is_some_and(|before| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
    };
    let named = || {
        let all = NAMES.iter().flat_map(|(code, names)| names.iter().map(move |name| (*code, *name)));
        all.filter(|(_, name)| ends_with(name)).max_by_key(|(_, name)| name.len()).map(|(code, _)| code)
    };
    named().or_else(|| text.split([' ', ',', '\n']).find_map(country_of_postal_code))
}

/// `d-10115`, `a-1010`, `ch-8001`: the sign of the country before the postal code (recommendation of CEPT).
fn country_of_postal_code(word: &str) -> Option<&'static str> {
    let (sign, code) = word.split_once('-')?;
    let digits = code.len() >= 4 && code.chars().all(|c| c.is_ascii_digit());
    let country = match sign {
        "a" | "at" => "AT",
        "b" | "be" => "BE",
        "ch" => "CH",
        "cz" => "CZ",
        "d" | "de" => "DE",
        "dk" => "DK",
        "e" | "es" => "ES",
        "f" | "fr" => "FR",
        "i" | "it" => "IT",
        "l" | "lu" => "LU",
        "nl" => "NL",
        "p" | "pt" => "PT",
        "pl" => "PL",
        "s" | "se" => "SE",
        _ => return None,
    };
    digits.then_some(country)
}
