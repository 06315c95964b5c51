//! Natura: Italy's reason why no VAT is charged.

use crate::write::{Draft, Vat, VatCategory};

/// The natures in use since 2021; `N2`, `N3` and `N6` by themselves are refused.
const NATURES: [&str; 21] = [
    "N1", "N2.1", "N2.2", "N3.1", "N3.2", "N3.3", "N3.4", "N3.5", "N3.6", "N4", "N5", "N6.1", "N6.2", "N6.3", "N6.4",
    "N6.5", "N6.6", "N6.7", "N6.8", "N6.9", "N7",
];

/// Whether a code is one of the natures.
pub(in crate::write) fn is_nature(code: &str) -> bool {
    NATURES.contains(&code)
}

/// The nature of what is not taxed: the one given, or the usual one of its category. Reverse charge and the zero rate
/// have several and none that is usual.
pub(in crate::write) fn nature<'a>(draft: &Draft<'_>, vat: &'a Vat) -> Option<&'a str> {
    if vat.category == VatCategory::Standard {
        return None;
    }
    let given = vat.nature.as_deref().map(str::trim).filter(|nature| !nature.is_empty());
    given.or(match vat.category {
        VatCategory::Exempt => Some("N4"),
        VatCategory::IntraCommunity => Some("N3.2"),
        VatCategory::Export => Some("N3.1"),
        // Art. 7 to 7-septies DPR 633/1972 with a buyer abroad, other cases within Italy.
        VatCategory::OutOfScope => Some(if draft.outgoing.is_within("IT") { "N2.2" } else { "N2.1" }),
        VatCategory::Standard | VatCategory::ReverseCharge | VatCategory::ZeroRated => None,
    })
}
