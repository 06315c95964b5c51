//! DatiBeniServizi: lines, and the VAT by rate and nature.

use money::Amount;
use rust_decimal::Decimal;

use super::{amount, date, decimal, nature, text};
use crate::write::amounts::rate;
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf};
use crate::write::{Collectability, DocumentAllowanceCharge, Draft, Italy, Line, Vat, VatCategory};

/// Decimals of quantities and prices.
const FINE: u32 = 8;

/// How far a line may be from what its quantity and price make: the exchange system lets one cent pass.
const SLACK: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

pub(super) fn goods(draft: &Draft<'_>, italy: &Italy) -> Element {
    let withheld = !italy.withholdings.is_empty();
    let lines = draft.lines().map(|(item, net)| Detail::of_line(item, net, withheld));
    let allowances = draft.outgoing.allowances.iter().map(|item| Detail::of_document(item, false));
    let charges = draft.outgoing.charges.iter().map(|item| Detail::of_document(item, true));
    let details: Vec<Detail<'_>> = lines.chain(allowances).chain(charges).collect();
    let numbered = details.iter().zip(1..).map(|(detail, place)| detail.element(draft, place));
    group("DatiBeniServizi").all(numbered).all(summaries(draft, italy, &details))
}

/// One line of the document: an item, or an allowance or charge on the whole.
struct Detail<'a> {
    /// TipoCessionePrestazione: `SC` allowance, `AC` charge.
    kind: Option<&'static str>,
    line: Option<&'a Line>,
    description: String,
    net: Amount,
    vat: &'a Vat,
    withheld: bool,
}

impl<'a> Detail<'a> {
    fn of_line(line: &'a Line, net: Amount, withheld: bool) -> Self {
        let parts = [Some(line.name.trim()), filled(&line.description), filled(&line.note)];
        let description = parts.into_iter().flatten().collect::<Vec<_>>().join(" - ");
        // What is excluded from the taxable amount (art. 15 DPR 633/1972) is no income that tax is withheld from.
        let withheld = withheld && filled(&line.vat.nature) != Some("N1");
        Self { kind: None, line: Some(line), description, net, vat: &line.vat, withheld }
    }

    fn of_document(item: &'a DocumentAllowanceCharge, charge: bool) -> Self {
        let (kind, word) = if charge { ("AC", "Spesa accessoria") } else { ("SC", "Sconto") };
        let amount = item.item.amount;
        // The amounts were negated before, when they were added up.
        let net = if charge { amount } else { amount.checked_neg().unwrap_or(amount) };
        let description = filled(&item.item.reason).unwrap_or(word).to_owned();
        Self { kind: Some(kind), line: None, description, net, vat: &item.vat, withheld: false }
    }

    fn element(&self, draft: &Draft<'_>, place: u32) -> Element {
        let period = self.line.and_then(|line| line.period);
        let element = group("DettaglioLinee")
            .with(leaf("NumeroLinea", place.to_string().as_str()))
            .with(leaf("TipoCessionePrestazione", self.kind))
            .all(self.line.map(codes).unwrap_or_default())
            .with(text("Descrizione", self.description.as_str()));
        let counted = self.line.and_then(|line| Counted::of(line, self.net).map(|counted| (line, counted)));
        let element = match &counted {
            Some((line, counted)) => element
                .with(decimal("Quantita", counted.quantity, FINE))
                .with(leaf("UnitaMisura", unit(line.unit.trim()))),
            None => element,
        };
        let element = element
            .with(date("DataInizioPeriodo", period.map(|period| period.start)))
            .with(date("DataFinePeriodo", period.map(|period| period.end)));
        let element = match counted {
            Some((_, counted)) => element.with(decimal("PrezzoUnitario", counted.price, FINE)).all(counted.changes),
            None => element.with(amount("PrezzoUnitario", self.net)),
        };
        element
            .with(amount("PrezzoTotale", self.net))
            .with(decimal("AliquotaIVA", rate(self.vat), 2))
            .with(leaf("Ritenuta", self.withheld.then_some("SI")))
            .with(leaf("Natura", nature(draft, self.vat)))
    }
}

/// Quantity, price of one unit, and what a unit is less or more.
struct Counted {
    quantity: Decimal,
    price: Decimal,
    changes: Vec<Element>,
}

impl Counted {
    /// Nothing where a unit cannot be told with eight decimals so that the whole comes out right; the line then states
    /// its amount alone.
    fn of(line: &Line, net: Amount) -> Option<Self> {
        let quantity = line.quantity.abs().round_dp(FINE);
        let price = line.price.net.checked_div(line.price.base_quantity)?.round_dp(FINE);
        let price = if line.quantity.is_sign_negative() { -price } else { price };
        let mut unit = price;
        let mut changes = Vec::new();
        let less = line.allowances.iter().map(|item| (item, "SC"));
        for (item, kind) in less.chain(line.charges.iter().map(|item| (item, "MG"))) {
            let each = item.amount.to_decimal().checked_div(quantity)?.round_dp(FINE);
            unit = unit.checked_add(if kind == "SC" { -each } else { each })?;
            changes.push(group("ScontoMaggiorazione").with(leaf("Tipo", kind)).with(decimal("Importo", each, FINE)));
        }
        let makes = unit.checked_mul(quantity)?;
        let off = makes.checked_sub(net.to_decimal())?;
        (off.abs() <= SLACK).then_some(Self { quantity, price, changes })
    }
}

/// What people in Italy write for the usual units; others keep their code.
fn unit(code: &str) -> &str {
    match code {
        "C62" | "H87" => "pz",
        "MIN" => "min",
        "HUR" => "ore",
        "DAY" => "giorni",
        "MON" => "mesi",
        "GRM" => "g",
        "KGM" => "kg",
        "TNE" => "t",
        "LTR" => "l",
        "MTR" => "m",
        "KMT" => "km",
        "MTK" => "mq",
        "MTQ" => "mc",
        "KWH" => "kWh",
        other => other,
    }
}

/// What the seller, the buyer and the register call an item.
fn codes(line: &Line) -> Vec<Element> {
    let standard = line.standard_item_id.as_ref().map(|id| id.value.as_str());
    let codes = [("FORNITORE", filled(&line.seller_item_id)), ("CLIENTE", filled(&line.buyer_item_id))];
    let codes = codes.into_iter().chain([("EAN", standard)]).filter_map(|(kind, code)| Some((kind, code?)));
    codes
        .map(|(kind, code)| group("CodiceArticolo").with(leaf("CodiceTipo", kind)).with(text("CodiceValore", code)))
        .collect()
}

/// DatiRiepilogo: taxed groups as they were added up, the others by nature.
fn summaries(draft: &Draft<'_>, italy: &Italy, details: &[Detail<'_>]) -> Vec<Element> {
    let taxed = draft.totals.breakdown.iter().filter(|part| part.category == VatCategory::Standard).map(|part| {
        group("DatiRiepilogo")
            .with(decimal("AliquotaIVA", part.rate, 2))
            .with(amount("ImponibileImporto", part.base))
            .with(amount("Imposta", part.tax))
            .with(leaf("EsigibilitaIVA", italy.collectability.code()))
            .with(leaf("RiferimentoNormativo", (italy.collectability == Collectability::SplitPayment).then_some(SPLIT)))
    });
    let mut natures: Vec<(&str, VatCategory, Amount)> = Vec::new();
    for detail in details {
        let Some(nature) = nature(draft, detail.vat) else { continue };
        match natures.iter_mut().find(|row| row.0 == nature) {
            // Parts of a sum that did not overflow before.
            Some(row) => row.2 = row.2.checked_add(detail.net).unwrap_or(row.2),
            None => natures.push((nature, detail.vat.category, detail.net)),
        }
    }
    let untaxed = natures.into_iter().map(|(nature, category, base)| {
        let given = draft.outgoing.exemptions.iter().find(|exemption| exemption.category == category);
        let reason = given.and_then(|given| filled(&given.reason)).unwrap_or_else(|| usual_reason(nature));
        group("DatiRiepilogo")
            .with(decimal("AliquotaIVA", Decimal::ZERO, 2))
            .with(leaf("Natura", nature))
            .with(amount("ImponibileImporto", base))
            .with(amount("Imposta", Amount::zero(base.currency())))
            .with(text("RiferimentoNormativo", reason))
    });
    taxed.chain(untaxed).collect()
}

/// RiferimentoNormativo of a split payment.
const SPLIT: &str = "Art. 17-ter DPR 633/1972";

/// The usual RiferimentoNormativo of a nature, where no reason is given.
fn usual_reason(nature: &str) -> &'static str {
    match nature {
        "N1" => "Esclusa art. 15 DPR 633/1972",
        "N2.1" => "Non soggetta artt. da 7 a 7-septies DPR 633/1972",
        "N2.2" => "Non soggetta - altri casi",
        "N4" => "Esente art. 10 DPR 633/1972",
        "N5" => "Regime del margine",
        "N7" => "IVA assolta in altro stato UE",
        nature if nature.starts_with("N3") => "Non imponibile",
        _ => "Inversione contabile",
    }
}
