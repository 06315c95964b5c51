//! Names and numbers in the form in which they are compared.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Legal forms: they are printed here and left out there, so they say nothing about who it is. Written as they look
/// after [`words`] and [`join_initials`].
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "as",
    "asa",
    "bhd",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "doo",
    "ead",
    "eg",
    "ek",
    "ev",
    "eurl",
    "gbr",
    "gesellschaft",
    "gmbh",
    "haftungsbeschrankt",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "lda",
    "limited",
    "limitada",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "sdn",
    "se",
    "sl",
    "slu",
    "snc",
    "spa",
    "sprl",
    "sro",
    "srl",
    "srls",
    "ug",
    "unipessoal",
    "zoo",
];

/// Mail providers whose domain says nothing about who writes.
const FREE_MAIL: &[&str] = &[
    "aol.com",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "mail.com",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "proton.me",
    "protonmail.com",
    "sapo.pt",
    "t-online.de",
    "web.de",
    "wanadoo.fr",
    "yahoo.com",
    "yahoo.de",
    "yahoo.fr",
    "ymail.com",
];

/// Lower-case words without accents and punctuation: `Müller & Söhne GmbH` gives `muller`, `sohne`, `gmbh`.
pub fn words(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' => plain.push('d'),
            '\'' | '’' | '`' => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Joins single letters that stand together: `s a r l` (from `S.A.R.L.`) becomes `sarl`.
fn join_initials(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut last_was_initial = false;
    for word in words {
        let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        match joined.last_mut() {
            Some(last) if initial && last_was_initial => last.push_str(&word),
            _ => joined.push(word),
        }
        last_was_initial = initial;
    }
    joined
}

/// A company or personal name as it is compared: without accents, punctuation, legal form and article.
/// `""` for a name that has no letters or digits.
pub fn normal_name(name: &str) -> String {
    let tells = |word: &&String| !LEGAL_FORMS.contains(&word.as_str()) && *word != "the";
    let mut all = join_initials(words(name));
    loop {
        let telling: Vec<String> = all.iter().filter(tells).cloned().collect();
        // A company that is called like a legal form keeps its name.
        if telling.is_empty() || telling.len() == all.len() {
            return all.join(" ");
        }
        // initials that a legal form stood between stand together now
        all = join_initials(telling);
    }
}

/// The three-letter pieces of a normal name; a space at both ends makes the beginnings of words count.
pub fn grams(normal_name: &str) -> BTreeSet<String> {
    let mut grams = BTreeSet::new();
    for word in normal_name.split(' ').filter(|word| !word.is_empty()) {
        let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' ')).collect();
        grams.extend(letters.windows(3).map(|three| three.iter().collect::<String>()));
    }
    grams
}

/// How alike two normal names are, 0 to 1: the mean of Dice's coefficient of their pieces, which forgives another order
/// of words, and of the edit distance, which forgives a misread letter.
pub fn similarity(left: &str, right: &str) -> f32 {
    if left == right && !left.is_empty() {
        return 1.0;
    }
    let edits = strsim::normalized_levenshtein(left, right);
    let (left, right) = (grams(left), grams(right));
    let shared = left.intersection(&right).count();
    let all = left.len() + right.len();
    if all == 0 { 0.0 } else { (2.0 * shared as f32 / all as f32 + edits as f32) / 2.0 }
}

/// Letters and digits of a tax or account number, in capitals.
pub fn number(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether two numbers differ in at most two characters, as a misread one does.
pub fn nearly_equal(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.bytes().zip(right.bytes()).filter(|(l, r)| l != r).count() <= 2
}

/// The letters a tax number begins with: numbers of different kinds (VAT number, local tax number) do not contradict
/// each other.
pub fn number_prefix(number: &str) -> &str {
    let end = number.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(number.len());
    &number[..end]
}

/// The domain of a mail address or web site, `None` when it belongs to a mail provider or is no domain.
pub fn domain(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let host = text.rsplit_once('@').map_or(text.as_str(), |(_, host)| host);
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', ':', '>']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host).trim_matches('.');
    let is_domain = host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.');
    (is_domain && !FREE_MAIL.contains(&host)).then(|| host.to_owned())
}
