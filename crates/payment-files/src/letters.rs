//! Letters and signs that have an agreed form in ASCII: German and Nordic letters as their countries write them without
//! them, Greek by ISO 843, Cyrillic by the usual Latin forms of Bulgaria, Serbia and Ukraine.
//!
//! Nothing stands for the signs of Chinese or Japanese: their reading depends on the language, and a bank compares
//! names.

/// Letters, and what each is written as; capitals follow.
const LATIN: &str = "äæöœüßøđðłħŧþıŋĸə";
const LATIN_FORMS: [&str; 17] =
    ["ae", "ae", "oe", "oe", "ue", "ss", "o", "d", "d", "l", "h", "t", "th", "i", "n", "k", "a"];
const GREEK: &str = "αβγδεζηθικλμνξοπρσςτυφχψω";
const GREEK_FORMS: [&str; 25] = [
    "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f",
    "ch", "ps", "o",
];
const CYRILLIC: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїґђјљњћџѓќ";
const CYRILLIC_FORMS: [&str; 45] = [
    "a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
    "h", "ts", "ch", "sh", "sht", "a", "y", "y", "e", "yu", "ya", "ye", "i", "yi", "g", "dj", "j", "lj", "nj", "c",
    "dz", "gj", "kj",
];

/// The form in ASCII of a character that is not made of a letter of ASCII and accents; a character of ASCII is its own.
pub(crate) fn latin(c: char) -> Option<String> {
    if c.is_ascii() {
        return (!c.is_ascii_control()).then(|| c.to_string());
    }
    if let Some(sign) = sign(c) {
        return Some(sign.to_owned());
    }
    if let Some(form) = letter(c) {
        return Some(form.to_owned());
    }
    let mut lower = c.to_lowercase();
    let form = lower.next().filter(|small| *small != c && lower.next().is_none()).and_then(letter)?;
    Some(capitalised(form))
}

fn letter(c: char) -> Option<&'static str> {
    let form = |letters: &str, forms: &[&'static str]| {
        letters.chars().position(|letter| letter == c).and_then(|at| forms.get(at).copied())
    };
    form(LATIN, &LATIN_FORMS).or_else(|| form(GREEK, &GREEK_FORMS)).or_else(|| form(CYRILLIC, &CYRILLIC_FORMS))
}

fn capitalised(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '•' | '·' => "-",
        '‘' | '’' | '‚' | '′' | 'ʼ' | '´' => "'",
        '“' | '”' | '„' | '«' | '»' | '″' => "\"",
        '⁄' => "/",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '§' => "Par.",
        '°' => ".",
        '×' => "x",
        // a break that is only wished for, and signs that say nothing but how to write
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => "",
        _ => return None,
    })
}
