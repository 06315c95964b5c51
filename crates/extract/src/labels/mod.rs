//! What the words around a value mean: the vocabulary of labels in many languages, and finding them in lines.
//!
//! Each language is a table of phrases by [`Concept`]; a `~` in a phrase stands for that language's ways to write
//! "number". Phrases are compared on folded letters and digits without spaces, so `USt.-Id.-Nr.` and `ustidnr` are one,
//! and an OCR that drops spaces does no harm. The longest phrase wins. Cost: one walk over a trie per word.

use std::ops::Range;
use std::sync::LazyLock;

use crate::layout::Layout;
use crate::text::{fold, fold_char};

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pl;
mod pt;

/// What a label says about the value beside or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concept {
    /// A total that is plainly after tax or the last word: "invoice total", "Bruttosumme".
    Gross,
    /// A bare "total".
    Total,
    /// Plainly the sum before tax.
    Net,
    /// A bare "subtotal".
    Subtotal,
    /// Plainly all tax.
    TaxTotal,
    /// The name of a tax.
    Tax,
    /// The amount a tax is computed on.
    TaxBase,
    /// What is still to be paid.
    Due,
    /// What was paid before.
    Prepaid,
    /// A deduction.
    Discount,
    /// An addition: freight, service.
    Charge,
    /// Rounding to the smallest coin.
    Rounding,
    /// Money handed over at the till, or the card charged.
    Tendered,
    /// Money handed back.
    Change,
    /// A total of something else: pieces, weight, savings, points.
    NotTotal,
    /// The number of the document.
    InvoiceNumber,
    /// A number of the document under a looser name: "document", "receipt", "bill".
    DocumentNumber,
    /// "No." alone.
    Number,
    /// The recipient's order number.
    PoNumber,
    /// An order number of either side.
    OrderNumber,
    /// The number of the document that is corrected.
    CorrectsNumber,
    /// A reference.
    Reference,
    /// The recipient's own reference, often the order number.
    YourReference,
    /// A number of something else: customer, article, delivery note, contract, register.
    OtherNumber,
    /// The date of the document.
    InvoiceDate,
    /// "Date" alone.
    Date,
    /// When payment is due.
    DueDate,
    /// When goods or services were supplied.
    SupplyDate,
    /// A date of something else: order, print, contract.
    OtherDate,
    /// The issuer's VAT or tax number.
    TaxId,
    /// The recipient's VAT number.
    CustomerTaxId,
    /// The issuer's number in a register of companies.
    Register,
    /// Bank account.
    Iban,
    /// Heading of the issuer's block.
    Seller,
    /// Heading of the recipient's block.
    BillTo,
    /// Heading of another party's block: delivery, payee, agent.
    OtherParty,
    /// "Name" inside a block.
    Name,
    /// "Address" inside a block.
    Address,
    /// Column of descriptions.
    ColDescription,
    /// Column of quantities.
    ColQuantity,
    /// Column of prices of one.
    ColUnitPrice,
    /// Column of amounts.
    ColAmount,
    /// Column of tax rates.
    ColRate,
    /// Any other column.
    ColOther,
    /// Title of an invoice.
    IsInvoice,
    /// Title of a credit note.
    IsCreditNote,
    /// Title or tell-tale of a till receipt.
    IsReceipt,
    /// Title of a reminder.
    IsReminder,
    /// Title of an order or its confirmation.
    IsOrder,
    /// Title of a delivery note.
    IsDeliveryNote,
    /// Title of a quotation.
    IsQuote,
    /// Title of a bank or account statement.
    IsStatement,
    /// Terms of payment.
    PaymentTerms,
    /// The currency of the document.
    Currency,
    /// The supply bears no tax.
    Exempt,
    /// Phone, fax, mail, web.
    Contact,
}

/// A language whose labels are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    /// ISO 639-1.
    pub code: &'static str,
    labels: &'static [(Concept, &'static str)],
    /// Frequent words of running text.
    pub common_words: &'static str,
    numbers: &'static str,
}

/// All languages, English first.
pub static LANGUAGES: [Language; 8] = [en::EN, de::DE, fr::FR, es::ES, it::IT, nl::NL, pt::PT, pl::PL];

/// A label found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What it means.
    pub concept: Concept,
    /// Index of the line.
    pub line: usize,
    /// Bytes of the line's text.
    pub bytes: Range<usize>,
    /// One bit for each of [`LANGUAGES`] that has the phrase.
    pub languages: u16,
    /// Letters of the phrase: longer is surer.
    pub length: usize,
}

#[derive(Default)]
struct Node {
    next: Vec<(u8, u32)>,
    ends: Vec<(Concept, u16)>,
}

struct Trie {
    nodes: Vec<Node>,
}

static TRIE: LazyLock<Trie> = LazyLock::new(Trie::of_all_languages);

impl Trie {
    fn of_all_languages() -> Self {
        let mut trie = Self { nodes: vec![Node::default()] };
        for (bit, language) in LANGUAGES.iter().enumerate() {
            for (concept, phrases) in language.labels {
                for phrase in phrases.split('|') {
                    trie.add_expanded(phrase, *concept, 1 << bit, language.numbers);
                }
            }
        }
        trie
    }

    fn add_expanded(&mut self, phrase: &str, concept: Concept, language: u16, numbers: &str) {
        if phrase.contains('~') {
            for number in numbers.split('|') {
                self.add(&phrase.replace('~', number), concept, language);
            }
        } else {
            self.add(phrase, concept, language);
        }
    }

    fn add(&mut self, phrase: &str, concept: Concept, language: u16) {
        let mut at = 0;
        for byte in fold(phrase).bytes().filter(|b| b.is_ascii_alphanumeric() || *b == b'#') {
            at = match self.step(at, byte) {
                Some(next) => next,
                None => {
                    let next = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].next.push((byte, u32::try_from(next).unwrap_or(u32::MAX)));
                    next
                }
            };
        }
        match self.nodes[at].ends.iter_mut().find(|(c, _)| *c == concept) {
            Some((_, languages)) => *languages |= language,
            None => self.nodes[at].ends.push((concept, language)),
        }
    }

    fn step(&self, at: usize, byte: u8) -> Option<usize> {
        self.nodes[at].next.iter().find(|(b, _)| *b == byte).map(|(_, n)| *n as usize)
    }
}

/// The letters and digits of a line, folded, each with its byte in the line and whether a word starts or ends there.
struct Squeezed {
    letters: Vec<u8>,
    bytes: Vec<Range<usize>>,
    starts: Vec<bool>,
    ends: Vec<bool>,
    /// A wide gap lies before this letter: no phrase runs across it.
    after_gap: Vec<bool>,
    /// A dash or slash and a digit follow this letter.
    codes: Vec<bool>,
}

fn squeeze(text: &str) -> Squeezed {
    let mut s = Squeezed { letters: vec![], bytes: vec![], starts: vec![], ends: vec![], after_gap: vec![], codes: vec![] };
    let (mut boundary, mut gap) = (true, false);
    let mut folded = String::new();
    let mut previous: Option<char> = None;
    for (i, c) in text.char_indices() {
        folded.clear();
        fold_char(c, &mut folded);
        let kept = folded.bytes().filter(|b| b.is_ascii_alphanumeric() || *b == b'#').collect::<Vec<_>>();
        if kept.is_empty() {
            boundary = true;
            gap |= c == '\t';
            if let Some(end) = s.ends.last_mut() {
                *end = true;
            }
        }
        let changes = previous.is_some_and(|p| p.is_ascii_digit() != c.is_ascii_digit() || (p.is_lowercase() && c.is_uppercase()));
        if changes && let Some(end) = s.ends.last_mut() {
            *end = true;
        }
        for (k, byte) in kept.into_iter().enumerate() {
            s.letters.push(byte);
            s.bytes.push(i..i + c.len_utf8());
            s.starts.push(k == 0 && (boundary || changes));
            s.ends.push(false);
            s.after_gap.push(k == 0 && gap);
            let mut next = text[i + c.len_utf8()..].chars();
            s.codes.push(matches!(next.next(), Some('-' | '/')) && next.next().is_some_and(|n| n.is_ascii_digit()));
            (boundary, gap) = (false, false);
        }
        previous = Some(c);
    }
    if let Some(end) = s.ends.last_mut() {
        *end = true;
    }
    s
}

/// Finds the labels of a layout, in reading order. Phrases found at one place under several concepts all count.
pub fn find(layout: &Layout) -> Vec<Label> {
    let mut labels = Vec::new();
    for (line, l) in layout.lines.iter().enumerate() {
        let squeezed = squeeze(&l.text);
        let mut at = 0;
        while at < squeezed.letters.len() {
            let start_ok = squeezed.starts[at];
            let glued_ok = layout.is_ocr() && at > 0;
            let exact = if start_ok || glued_ok { longest(&squeezed, at, layout.is_ocr(), start_ok) } else { None };
            let guess = if start_ok && layout.is_ocr() { misread(&squeezed, at) } else { None };
            let longer = guess.filter(|(end, _)| exact.is_none_or(|(e, _)| *end >= e + 5));
            let hit = longer.or(exact);
            let Some((end, node)) = hit else {
                at += 1;
                continue;
            };
            let bytes = squeezed.bytes[at].start..squeezed.bytes[end - 1].end;
            for (concept, languages) in &TRIE.nodes[node].ends {
                labels.push(Label {
                    concept: *concept,
                    line,
                    bytes: bytes.clone(),
                    languages: *languages,
                    length: end - at,
                });
            }
            at = end;
        }
    }
    join_wrapped(layout, &mut labels);
    labels
}

/// Headings broken over two lines of a narrow column ("Número de" over "factura"): if the two parts together are a
/// phrase, they are one label, placed at the lower part. On a line with figures, whose label may be whole, only a part
/// that plainly goes on ("Data de") is joined.
fn join_wrapped(layout: &Layout, labels: &mut Vec<Label>) {
    let mut joined = Vec::new();
    for upper in 0..layout.lines.len() {
        if layout.lines[upper].text.len() > 160 {
            continue;
        }
        for lower in upper + 1..(upper + 3).min(layout.lines.len()) {
            if layout.lines[lower].page == layout.lines[upper].page {
                joined.extend(wrapped_between(layout, upper, lower));
            }
        }
    }
    for (parts, found) in joined {
        let inside = |l: &Label| parts.iter().any(|(line, s)| l.line == *line && l.bytes.start >= s.start && l.bytes.end <= s.end);
        let longest = labels.iter().filter(|l| inside(l)).map(|l| l.length).max().unwrap_or(0);
        if found.first().is_some_and(|f| f.length > longest) {
            labels.retain(|l| !inside(l));
            labels.extend(found);
        }
    }
    labels.sort_by_key(|l| (l.line, l.bytes.start, l.bytes.end));
}

type Part = (usize, Range<usize>);

fn wrapped_between(layout: &Layout, upper: usize, lower: usize) -> Vec<([Part; 2], Vec<Label>)> {
    let (a, b) = (&layout.lines[upper], &layout.lines[lower]);
    let mut found = Vec::new();
    for head in &a.segments {
        for tail in &b.segments {
            let (over, under) = (a.rect_of(head), b.rect_of(tail));
            let gap = under.y0 - over.y1;
            let aligned = (over.x0 - under.x0).abs() < 0.008
                || (over.x1 - under.x1).abs() < 0.008
                || ((over.x0 + over.x1) - (under.x0 + under.x1)).abs() < 0.016;
            if !aligned || gap > 0.8 * over.height() || gap < -0.5 * over.height() {
                continue;
            }
            let figures = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
            let head_text = &a.text[head.clone()];
            let last = fold(head_text.rsplit(' ').next().unwrap_or(""));
            let goes_on = ["de", "da", "do", "di", "del", "della", "du", "des", "of", "no", "la", "d'", "n.", "n.o", "und", "/"].contains(&last.as_str()) || last.ends_with('-');
            let parts_are_words = !figures(head_text) && !figures(&b.text[tail.clone()]);
            if !parts_are_words || (figures(&a.text) || figures(&b.text)) && !goes_on {
                continue;
            }
            let text = format!("{} {}", &a.text[head.clone()], &b.text[tail.clone()]);
            let squeezed = squeeze(&text);
            let Some((end, node)) = longest(&squeezed, 0, false, true) else { continue };
            if end < squeezed.letters.len() || text.split_whitespace().count() > 5 {
                continue;
            }
            let labels = TRIE.nodes[node].ends.iter().map(|(concept, languages)| Label {
                concept: *concept,
                line: lower,
                bytes: tail.clone(),
                languages: *languages,
                length: end,
            });
            found.push(([(upper, head.clone()), (lower, tail.clone())], labels.collect()));
        }
    }
    found
}

/// The longest phrase from a letter on: the index after its last letter and its node. A recognised picture may glue
/// words, so there a phrase of five letters or more may also start or end inside a word.
fn longest(s: &Squeezed, from: usize, ocr: bool, starts_word: bool) -> Option<(usize, usize)> {
    let mut best = None;
    let mut node = 0;
    for at in from..s.letters.len() {
        if at > from && s.after_gap[at] {
            break;
        }
        let byte = s.letters[at];
        let next = TRIE.step(node, byte).or_else(|| if ocr { TRIE.step(node, look_alike(byte)?) } else { None });
        let Some(next) = next else { break };
        node = next;
        let length = at + 1 - from;
        // "Factura A-786151": the letter belongs to the number.
        let part_of_code = s.codes[at] && (at == from || s.starts[at]);
        if part_of_code {
            continue;
        }
        let glued_end = ocr && length >= 6 && starts_word;
        let glued_start = starts_word || length >= 6;
        if !TRIE.nodes[node].ends.is_empty() && glued_start && (s.ends[at] || glued_end) {
            best = Some((at + 1, node));
        }
    }
    best
}

/// The best phrase in which at most a sixth of the letters were read as others; letters that look alike count less.
/// Only whole words of six letters or more: shorter ones could be anything.
fn misread(s: &Squeezed, from: usize) -> Option<(usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    let mut open: Vec<(usize, usize, f32)> = vec![(from, 0, 0.0)];
    while let Some((at, node, cost)) = open.pop() {
        let length = at - from;
        if length >= 6 && s.ends[at - 1] && !TRIE.nodes[node].ends.is_empty() && cost <= 0.17 * length as f32 {
            let gain = length as f32 - 4.0 * cost;
            if best.is_none_or(|(g, ..)| gain > g) {
                best = Some((gain, at, node));
            }
        }
        if at >= s.letters.len() || at > from && s.after_gap[at] || cost > 3.0 {
            continue;
        }
        for (byte, next) in &TRIE.nodes[node].next {
            let step = difference(s.letters[at], *byte);
            // The first letters must be right, or the search would walk the whole trie.
            if step == 0.0 || (length >= 1 || step <= 0.5) && cost + step <= 0.5 + 0.17 * length as f32 {
                open.push((at + 1, *next as usize, cost + step));
            }
        }
    }
    best.map(|(_, end, node)| (end, node))
}

/// What it costs to take a printed letter for another.
fn difference(read: u8, meant: u8) -> f32 {
    if read == meant {
        return 0.0;
    }
    const ALIKE: [(u8, &[u8]); 16] = [
        (b'0', b"odq"), (b'1', b"lit"), (b'5', b"s"), (b'8', b"b"), (b'i', b"ltj"), (b'l', b"it"), (b'u', b"ovd"), (b'o', b"ucdq"), (b'r', b"nk"), (b'k', b"r"),
        (b'b', b"gh"), (b'e', b"c"), (b'c', b"eo"), (b'f', b"pt"), (b'm', b"n"), (b'h', b"nr"),
    ];
    let alike = ALIKE.iter().any(|(a, list)| *a == read && list.contains(&meant));
    if alike { 0.45 } else { 1.0 }
}

/// The letter a digit was probably meant to be.
fn look_alike(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0' => b'o',
        b'1' => b'l',
        b'5' => b's',
        b'8' => b'b',
        b'l' => b'i',
        b'i' => b'l',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use road::page::{Page, Rect, Route, Word};

    fn concepts(text: &str, route: Route) -> Vec<(Concept, String)> {
        let words = text.split(' ').enumerate().map(|(i, t)| Word {
            text: t.into(),
            rect: Rect { x0: i as f32 * 0.1, y0: 0.1, x1: i as f32 * 0.1 + 0.09, y1: 0.12 },
            certainty: 1.0,
            line: 0,
        });
        let page = Page { number: 1, width: 600.0, height: 800.0, words: words.collect() };
        let layout = Layout::new(&[page], route);
        let found = find(&layout);
        found.into_iter().map(|l| (l.concept, layout.lines[0].text[l.bytes].to_owned())).collect()
    }

    fn has(text: &str, route: Route, concept: Concept) -> bool {
        concepts(text, route).iter().any(|(c, _)| *c == concept)
    }

    #[test]
    fn labels_are_found_however_they_are_punctuated() {
        assert!(has("USt.-Id.-Nr.: DE123456788", Route::TextLayer, Concept::TaxId));
        assert!(has("Rechnungs-Nr. 4711", Route::TextLayer, Concept::InvoiceNumber));
        assert!(has("Facture n°562044387", Route::TextLayer, Concept::InvoiceNumber));
        assert!(has("Total TTC 12,00", Route::TextLayer, Concept::Gross));
        assert!(has("Net à payer 12,00", Route::TextLayer, Concept::Due));
        assert!(has("Importe total 12,00", Route::TextLayer, Concept::Gross));
        assert!(has("Data scadenza 01/02/2020", Route::TextLayer, Concept::DueDate));
        assert!(has("Te betalen 12,00", Route::TextLayer, Concept::Due));
        assert!(has("Total sem IVA 12,00", Route::TextLayer, Concept::Net));
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert!(!has("Subtotal 5.00", Route::TextLayer, Concept::Total));
        assert!(!has("Total excl. VAT 5.00", Route::TextLayer, Concept::Total));
    }

    #[test]
    fn glued_and_misread_words_are_labels_in_pictures_only() {
        assert!(has("TOTALSALES(INCLUSIVEGST)RM9.90", Route::Ocr, Concept::Gross));
        assert!(has("R0UNDING 0.02", Route::Ocr, Concept::Rounding));
        assert!(has("SUBIUIAL 2.28", Route::Ocr, Concept::Subtotal));
        assert!(has("Total Inel. GST 119.70", Route::Ocr, Concept::Gross));
        assert!(!has("SUBIUIAL 2.28", Route::TextLayer, Concept::Subtotal));
        assert!(!has("R0UNDING 0.02", Route::TextLayer, Concept::Rounding));
    }
}
