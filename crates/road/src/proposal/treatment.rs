//! How a supply without tax is taxed, and whose tax the tax on a document is: from the category it names, else from
//! where both sides are and what is supplied ([`across_border`]).

use books::tax::{Supply, across_border, country_of_address, country_of_vat_number, jurisdiction, jurisdictions};
use books::{TaxKind, Treatment};
use money::Currency;

use super::Settings;
use crate::facts::{DocumentKind, Facts};

/// Where the other side is, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// In words.
    pub by: String,
}

/// The answer to a supply without tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Untaxed {
    /// The document itself names it.
    Named(Treatment),
    /// It follows from the places and the kind of supply.
    Follows(Treatment, String),
    /// A domestic supplier charged none: nothing to deduct, nothing to owe.
    Domestic,
    /// It cannot be told; the reason says what is missing.
    Unclear(String),
}

/// Where the issuer of a purchase, or the customer of a sale, is: its VAT number first, then what is known of the party,
/// then its address.
pub(super) fn place_of(facts: &Facts, kind: TaxKind, settings: &Settings) -> Option<Place> {
    let (number, address) = match kind {
        TaxKind::Input => (&facts.vendor_tax_id, &facts.vendor_address),
        TaxKind::Output => (&facts.customer_tax_id, &facts.customer_address),
    };
    let who = if kind == TaxKind::Input { "issuer" } else { "customer" };
    let place = |country: &str, by: String| Place { country: country.to_owned(), by };
    let by_number = number.as_ref().and_then(|n| {
        country_of_vat_number(&n.value).map(|c| place(c, format!("the {who}'s VAT number {} is of {c}", n.value)))
    });
    let by_party = || {
        let country = settings.party_country.as_deref()?;
        Some(place(country, format!("the {who} is kept with the country {country}")))
    };
    let by_address = || {
        let country = country_of_address(&address.as_ref()?.value)?;
        Some(place(country, format!("the {who}'s address is in {country}")))
    };
    by_number.or_else(by_party).or_else(by_address)
}

/// The country whose tax a purchase carries, when that is not the entity's own. `explains`: whether a rate of that
/// country makes the tax of the net amount.
pub(super) fn foreign_tax(
    facts: &Facts,
    settings: &Settings,
    currency: Currency,
    explains: impl Fn(&str) -> bool,
) -> Option<Place> {
    let own = settings.country.as_deref()?;
    if let Some(place) = place_of(facts, TaxKind::Input, settings) {
        return (place.country != own).then_some(place);
    }
    let away = |country: &&str| *country != own;
    // A currency that one foreign country pays in, with a rate of that country or with none of ours.
    let currency = Some(currency).filter(|c| *c != settings.base);
    let by_currency = currency.and_then(|currency| {
        let users: Vec<&str> =
            jurisdictions().iter().filter(|j| j.currency == currency.code()).map(|j| j.code).collect();
        let country = users.first().copied().filter(|_| users.len() == 1).filter(away)?;
        (explains(country) || !explains(own)).then(|| Place {
            country: country.to_owned(),
            by: format!("it is in {currency}, the currency of {country}, and no tax number of {own} is on it"),
        })
    });
    by_currency.or_else(|| {
        // A bank abroad alone proves nothing: many keep accounts there. With a rate that only that country has, it does.
        let iban = &facts.vendor_iban.as_ref()?.value;
        let country = iban.get(..2).and_then(jurisdiction).map(|j| j.code).filter(away)?;
        (!explains(own) && explains(country)).then(|| Place {
            country: country.to_owned(),
            by: format!("the rate is one of {country}, where it is to be paid to, and none of {own}"),
        })
    })
}

/// How a supply without tax is taxed.
pub(super) fn untaxed(
    named: Option<Treatment>,
    supply: Option<Supply>,
    facts: &Facts,
    kind: TaxKind,
    settings: &Settings,
    document: DocumentKind,
) -> Untaxed {
    if let Some(treatment) = named.filter(|t| !matches!(t, Treatment::Standard | Treatment::Reduced)) {
        return Untaxed::Named(treatment);
    }
    let Some(own) = settings.country.as_deref() else { return Untaxed::Domestic };
    let Some(place) = place_of(facts, kind, settings) else {
        let iban_here = facts.vendor_iban.as_ref().is_some_and(|i| i.value.starts_with(own));
        // A till stands where one pays; a bank account at home makes a domestic issuer likely.
        if kind == TaxKind::Input && (document == DocumentKind::Receipt || iban_here) {
            return Untaxed::Domestic;
        }
        return Untaxed::Unclear("it does not say in which country the other side is".to_owned());
    };
    if place.country == own {
        return match kind {
            TaxKind::Input => Untaxed::Domestic,
            TaxKind::Output => Untaxed::Unclear(format!("{}, and the document does not say why", place.by)),
        };
    }
    let Some(supply) = supply else {
        return Untaxed::Unclear(format!("{}, and whether it is goods or services is not known", place.by));
    };
    let (treatment, rule) = across_border(kind, supply, own, &place.country);
    Untaxed::Follows(treatment, format!("{}; {rule}", place.by))
}
