//! Who issued the document and who it is addressed to.
//!
//! Blocks with a heading ("Verkäufer:", "Bill to") settle it. Without headings, the issuer is looked for in the
//! letterhead, the one-line sender above the address window, the footer and the mail domain, and the recipient in the
//! address blocks that are not the issuer's.

use std::collections::BTreeSet;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::scene::Scene;

mod blocks;
mod windows;

use blocks::headed_blocks;
use windows::address_blocks;

/// Blocks of parties that are looked at.
const BLOCKS_MOST: usize = 60;

/// A name with what speaks for it.
#[derive(Debug, Clone)]
pub struct Name {
    /// Cleaned of registration numbers and addresses.
    pub text: String,
    /// Where it is printed.
    pub spans: Vec<Span>,
    /// How surely it is the party, 0 to 1 and a little above.
    pub score: f32,
    /// Why.
    pub reason: String,
    /// The lines below it that make up the address.
    pub address: Option<String>,
}

/// The parties of a document, best candidate first.
#[derive(Debug, Clone, Default)]
pub struct Parties {
    /// Issuers.
    pub vendors: Vec<Name>,
    /// Recipients.
    pub customers: Vec<Name>,
    /// Segments that belong to the recipient's block, as line and first byte.
    pub customer_block: BTreeSet<(usize, usize)>,
}

/// A block under a heading.
struct Block {
    name: Option<Name>,
    segments: Vec<Span>,
    concept: C,
    /// The heading names a person's part, not a party's.
    person: bool,
}

/// Finds both parties.
pub fn find(scene: &Scene, receipt: bool) -> Parties {
    let mut blocks = headed_blocks(scene);
    if receipt {
        // "Sold by" on a till's slip names the cashier.
        blocks.retain(|b| b.concept != C::Seller || scene.layout.rect(&b.segments[0]).y0 < 0.25);
    }
    let mut parties = Parties::default();
    let mut excluded: BTreeSet<(usize, usize)> = BTreeSet::new();
    for block in &blocks {
        let keys = block.segments.iter().map(|s| (s.line, s.bytes.start));
        // "Attn: Ms Ross" stands inside an address, it heads none.
        if block.concept != C::Seller && !block.person {
            excluded.extend(keys.clone());
        }
        if block.concept == C::BillTo {
            parties.customer_block.extend(keys);
        }
        match (block.concept, &block.name) {
            (C::Seller, Some(name)) => parties.vendors.push(name.clone()),
            (C::BillTo, Some(name)) => parties.customers.push(name.clone()),
            _ => {}
        }
    }
    let letterhead = crate::letterhead::candidates(scene, receipt, &excluded);
    parties.vendors.extend(letterhead);
    merge(&mut parties.vendors);
    let customer_names: Vec<String> = parties.customers.iter().map(|c| names::core(&c.text)).collect();
    if !receipt && parties.customers.first().is_none_or(|c| c.score < 0.8) {
        let vendor = parties.vendors.iter().find(|v| !customer_names.contains(&names::core(&v.text)));
        let found = address_blocks(scene, vendor, &excluded);
        for (name, keys) in found {
            parties.customer_block.extend(keys);
            parties.customers.push(name);
        }
    }
    if parties.customers.is_empty() {
        parties.customers.extend(blocks.iter().filter(|b| receives_goods(scene, b)).filter_map(|b| b.name.clone()));
    }
    for customer in &mut parties.customers {
        let (name, titled) = names::without_title(&customer.text);
        if titled && names::legal_form(name) < 2 {
            customer.text = name.to_owned();
        }
    }
    merge(&mut parties.customers);
    let headed: Vec<String> =
        parties.customers.iter().filter(|c| c.score >= 0.8).map(|c| names::core(&c.text)).collect();
    for vendor in &mut parties.vendors {
        if headed.contains(&names::core(&vendor.text)) {
            vendor.score -= 0.6;
        }
    }
    parties.vendors.sort_by(|a, b| b.score.total_cmp(&a.score));
    if let Some(vendor) = parties.vendors.first() {
        let core = names::core(&vendor.text);
        parties.customers.retain(|c| names::core(&c.text) != core);
    }
    parties
}

/// A block of the consignee or the delivery: who is billed where nobody else is named.
fn receives_goods(scene: &Scene, block: &Block) -> bool {
    const HEADS: [&str; 14] = [
        "ship",
        "deliver",
        "consign",
        "notify",
        "liefer",
        "waren",
        "versand",
        "livr",
        "adressedelivr",
        "direcciondeenv",
        "entrega",
        "consegna",
        "destinazione",
        "aflever",
    ];
    let heading = crate::text::squeeze(scene.layout.text(&block.segments[0]));
    block.concept == C::OtherParty && HEADS.iter().any(|h| heading.starts_with(h))
}

/// One candidate for each name; the spelling with a legal form is kept, repetition makes it surer.
fn merge(names: &mut Vec<Name>) {
    let mut merged: Vec<Name> = Vec::new();
    for name in names.drain(..) {
        let core = names::core(&name.text);
        match merged.iter_mut().find(|m| names::core(&m.text) == core) {
            Some(known) => {
                // Two lines of one address that repeat a place name prove nothing.
                let apart = known.spans[0].line.abs_diff(name.spans[0].line) > 6 || names::legal_form(&name.text) == 2;
                let more = if apart { known.score.min(name.score).clamp(0.0, 0.12) } else { 0.0 };
                if name.score > known.score {
                    let address = name.address.clone().or(known.address.take());
                    *known = Name { score: name.score + more, address, ..name };
                } else {
                    known.score += more;
                    known.address = known.address.take().or(name.address);
                }
            }
            None => merged.push(name),
        }
    }
    merged.sort_by(|a, b| b.score.total_cmp(&a.score));
    *names = merged;
}
