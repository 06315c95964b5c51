//! What a document prints besides the candidates: rates, the sums of its tax summary and items.

use rust_decimal::Decimal;

use crate::scene::Scene;
use crate::tax_table::Row;

/// Words of a balance carried over from an older bill.
const BALANCES: &[&str] = &[
    "previous balance",
    "balance forward",
    "opening balance",
    "vorheriger saldo",
    "saldovortrag",
    "ubertrag",
    "offene zahlungen",
    "solde precedent",
    "saldo anterior",
    "saldo precedente",
    "past due",
    "vorig saldo",
    "brought forward",
    "unpaid balance",
    "prior balance",
    "last bill",
    "last invoice",
    "arrears",
    "solde anterieur",
    "report a nouveau",
    "alter saldo",
    "ruckstand",
    "vorperiode",
    "letzte rechnung",
    "deuda anterior",
    "importe pendiente anterior",
    "fatture precedenti",
    "faturas anteriores",
    "saldo vorig",
    "vorige factuur",
];

/// What the document prints besides the candidates.
pub struct Evidence {
    /// Rates printed with a per cent sign, and those of the tax summary.
    pub rates: Vec<Decimal>,
    /// Sum of the bases of the tax summary.
    pub summary_base: Option<Decimal>,
    /// Sum of the taxes of the tax summary.
    pub summary_tax: Option<Decimal>,
    /// Where the bases of the summary are printed.
    pub base_places: Vec<usize>,
    /// Where the taxes of the summary are printed.
    pub tax_places: Vec<usize>,
    /// Base and tax of each row of a summary of several rows.
    pub rows: Vec<(Decimal, Decimal)>,
    /// Sum of the taxes in the brackets behind a total.
    pub contained_tax: Option<Decimal>,
    /// Sum of the items.
    pub line_sum: Option<Decimal>,
    /// The document says that no tax is charged.
    pub exempt: bool,
    /// An older balance is carried over.
    pub balance: bool,
    /// Recognised in a picture.
    pub ocr: bool,
    /// Till receipt.
    pub receipt: bool,
}

impl Evidence {
    /// Collects the rates and the sums of the tax summary.
    pub fn new(scene: &Scene, summary: &[Row], line_sum: Option<Decimal>, exempt: bool, receipt: bool) -> Self {
        let value = |i: usize| scene.amounts[i].value.abs();
        let percents =
            scene.amounts.iter().filter(|a| a.percent && a.value > Decimal::ZERO && a.value < Decimal::from(35));
        let mut rates: Vec<Decimal> = percents.map(|a| a.value).collect();
        rates.extend(summary.iter().map(|r| r.rate));
        rates.sort();
        rates.dedup();
        let sum = |of: fn(&Row) -> usize| (!summary.is_empty()).then(|| summary.iter().map(|r| value(of(r))).sum());
        let rows = if summary.len() > 1 {
            summary.iter().map(|r| (value(r.base), value(r.tax))).collect()
        } else {
            Vec::new()
        };
        let contained = super::contained::in_brackets(scene);
        let contained_tax = (!contained.is_empty()).then(|| contained.iter().map(|i| value(*i)).sum());
        let tax_places = summary.iter().map(|r| r.tax).collect();
        let base_places = summary.iter().map(|r| r.base).collect();
        let balance = scene.layout.lines.iter().any(|l| {
            let text = crate::text::fold(&l.text);
            BALANCES.iter().any(|w| text.contains(w))
        });
        Self {
            contained_tax,
            ocr: scene.layout.is_ocr(),
            balance,
            base_places,
            tax_places,
            rows,
            rates,
            summary_base: sum(|r| r.base),
            summary_tax: sum(|r| r.tax),
            line_sum,
            exempt,
            receipt,
        }
    }

    pub(super) fn rate_fits(&self, net: Decimal, tax: Decimal) -> bool {
        let slack = Decimal::new(2, 2);
        self.rates.iter().any(|r| (net * r / Decimal::ONE_HUNDRED - tax).abs() <= slack)
    }
}
