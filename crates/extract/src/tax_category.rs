//! Why a document charges no tax, by its own words: reverse charge, supply within the EU, export, exemption. The codes
//! are those of UNTDID 5305; the articles are those of Directive 2006/112/EC and of the national laws.

use std::sync::LazyLock;

use road::facts::{Facts, Field, TaxLine};
use rust_decimal::Decimal;

use crate::layout::Span;
use crate::phrases::{Hit, Phrases, Running};
use crate::scene::Scene;

/// Members of the EU by the first two letters of their VAT numbers.
const MEMBERS: &str = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI";

/// Reverse charge outranks the supply it is for, and both an exemption: the stronger phrase is the more exact one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Category {
    Exempt,
    Export,
    Within,
    Reverse,
}

static PHRASES: LazyLock<Phrases<Category>> = LazyLock::new(|| {
    Phrases::new(&[
        (
            Category::Reverse,
            "reverse charge|reverse charged|reverse charge applies|vat reverse|tax to be paid by the recipient|\
             customer to account for the vat|customer to account for vat|recipient is liable for vat|article 194|\
             art 194|article 196|art 196|articles 44 and 196|articles 194|article 199|art 199|\
             steuerschuldnerschaft des leistungsempfangers|steuerschuldner ist der leistungsempfanger|\
             leistungsempfanger ist steuerschuldner|ubergang der steuerschuld|umkehr der steuerschuld|\
             umkehr der steuerschuldnerschaft|steuerschuld geht auf den leistungsempfanger uber|13b ustg|\
             13b abs 1 ustg|13b abs 2 ustg|autoliquidation|auto liquidation|tva due par le preneur|\
             taxe due par le preneur|tva due par le client|283 2 du cgi|283 2 nonies|inversion del sujeto pasivo|\
             inversion sujeto pasivo|84 uno 2|inversione contabile|btw verlegd|verlegd|btw is verlegd|verlegde btw|\
             omzetbelasting verlegd|verleggingsregeling|autoliquidacao|iva autoliquidacao|iva devido pelo adquirente|\
             odwrotne obciazenie",
        ),
        (
            Category::Within,
            "intra community supply|intra community delivery|intra community supplies|intracommunity supply|\
             intra eu supply|intra eu delivery|article 138|art 138|innergemeinschaftliche lieferung|\
             innergemeinschaftlichen lieferung|innergemeinschaftliche lieferungen|6a ustg|4 nr 1b ustg|\
             livraison intracommunautaire|livraisons intracommunautaires|livraison intra communautaire|262 ter|\
             entrega intracomunitaria|entregas intracomunitarias|cessione intracomunitaria|\
             cessioni intracomunitarie|art 41 dl 331|art 41 d l 331|intracommunautaire levering|\
             intracommunautaire leveringen|transmissao intracomunitaria|transmissoes intracomunitarias|\
             art 14 do riti|artigo 14 do riti|wewnatrzwspolnotowa dostawa",
        ),
        (
            Category::Export,
            "export supply|zero rated export|export of goods|export outside the eu|article 146|art 146|\
             ausfuhrlieferung|steuerfreie ausfuhrlieferung|steuerfreie ausfuhr|262 i du cgi|\
             exoneration de tva a l export|tva 0 export|exportacion exenta|exenta por exportacion|\
             cessione all esportazione|esportazione non imponibile|art 8 dpr 633|art 8 d p r 633|exportlevering|\
             uitvoer buiten de eu|exportacao isenta|isento por exportacao|artigo 14 do civa|eksport towarow",
        ),
        (
            Category::Exempt,
            "vat exempt|exempt from vat|vat exemption|exempted from vat|umsatzsteuerfrei|umsatzsteuerbefreit|\
             mehrwertsteuerfrei|von der umsatzsteuer befreit|steuerfrei nach 4|kleinunternehmer|\
             kleinunternehmerregelung|19 ustg|19 abs 1 ustg|exoneration de tva|exonere de tva|exoneree de tva|\
             tva non applicable|293 b|franchise en base|exento de iva|exenta de iva|iva exento|operacion exenta|\
             esente iva|esente da iva|operazione esente|esenzione iva|regime forfettario|vrijgesteld van btw|\
             btw vrijgesteld|vrijgesteld van omzetbelasting|kleineondernemersregeling|isento de iva|iva isento|\
             isencao de iva|regime de isencao|zwolnione z vat|zwolniony z vat",
        ),
    ])
});

/// Words that take a phrase back when they stand right before it.
const DENIALS: [&str; 10] = ["no", "not", "non", "kein", "keine", "sans", "sin", "senza", "geen", "sem"];

/// Finds the category, and puts it into the rows of the tax summary that bear no tax.
pub(crate) fn read(scene: &Scene, running: &Running, facts: &mut Facts, exact: impl Fn(f32, &[Span]) -> f32) {
    if facts.tax.as_ref().is_some_and(|tax| !tax.value.is_zero()) {
        return;
    }
    let said = said(scene, running).map(|hit| {
        let words = hit.spans.iter().map(|s| scene.layout.text(s)).collect::<Vec<_>>().join(" ");
        Field {
            value: code(hit.meaning).to_owned(),
            confidence: exact(0.93, &hit.spans),
            spots: hit.spans.iter().map(|s| scene.layout.spot(s)).collect(),
            reason: format!("the words “{words}”"),
        }
    });
    let Some(field) = said.or_else(|| across_borders(facts)) else { return };
    mark(facts, &field);
    facts.tax_category = Some(field);
}

fn code(category: Category) -> &'static str {
    match category {
        Category::Exempt => "E",
        Category::Export => "G",
        Category::Within => "K",
        Category::Reverse => "AE",
    }
}

/// The strongest phrase that is not taken back; of equals the first.
fn said(scene: &Scene, running: &Running) -> Option<Hit<Category>> {
    let denied = |hit: &Hit<Category>| {
        let Some(first) = hit.spans.first() else { return true };
        let before = &scene.layout.lines[first.line].text[..first.bytes.start];
        crate::text::folded_words(before).last().is_some_and(|word| DENIALS.contains(&word.as_str()))
    };
    let hits = PHRASES.find(running).into_iter().filter(|hit| !denied(hit));
    hits.reduce(|best, hit| if hit.meaning > best.meaning { hit } else { best })
}

/// No tax, and VAT numbers of two members of the EU: the buyer owes it, though nothing says so.
fn across_borders(facts: &Facts) -> Option<Field<String>> {
    let printed_zero = facts.tax.as_ref().is_some_and(|tax| tax.value.is_zero());
    let country = |id: &Option<Field<String>>| {
        let id = id.as_ref()?.value.get(..2)?.to_owned();
        MEMBERS.split(' ').any(|member| member == id).then_some(id)
    };
    let (seller, buyer) = (country(&facts.vendor_tax_id)?, country(&facts.customer_tax_id)?);
    let reason = format!("derived: no tax between the VAT numbers of {seller} and {buyer}");
    let field = Field { value: "AE".to_owned(), confidence: 0.6, spots: Vec::new(), reason };
    (printed_zero && seller != buyer).then_some(field)
}

/// The rows without tax get the category; a document without a summary gets its one row.
fn mark(facts: &mut Facts, category: &Field<String>) {
    if let Some(rows) = &mut facts.tax_breakdown {
        for row in rows.value.iter_mut().filter(|row| row.tax.is_zero() && row.category.is_none()) {
            row.category = Some(category.value.clone());
        }
        return;
    }
    let base = facts.subtotal.as_ref().or(facts.total.as_ref()).map(|field| field.value);
    facts.tax_breakdown = base.map(|base| Field {
        value: vec![TaxLine { rate: Decimal::ZERO, base, tax: Decimal::ZERO, category: Some(category.value.clone()) }],
        confidence: category.confidence,
        spots: category.spots.clone(),
        reason: format!("derived: no tax, by {}", category.reason),
    });
}
