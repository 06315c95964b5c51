//! How a supply is taxed by where both sides are.
//!
//! The rules of place are those of Directive 2006/112/EC: goods that cross a border inside the EU are an acquisition
//! of the buyer (art. 20, 138, 200), goods that leave or enter it are exports and imports (art. 146, 30), services to
//! a business are taxed where the customer is, who owes the tax (art. 44, 196), those to a private person where the
//! supplier is (art. 45). Countries outside the EU take exports and services for businesses abroad out of their tax
//! likewise.

use super::{Supply, TaxKind, Treatment, is_eu};

/// The treatment of a supply between businesses of two countries, and the rule it follows. `own` is the country of the
/// one whose books it is in, `other` another country: the supplier's on purchases, the customer's on sales.
pub fn across_border(kind: TaxKind, supply: Supply, own: &str, other: &str) -> (Treatment, &'static str) {
    let inside = is_eu(own) && is_eu(other);
    match (kind, supply, inside) {
        (TaxKind::Input, Supply::Goods, true) => {
            (Treatment::IntraCommunity, "goods from another member state: the buyer owes the tax of the acquisition")
        }
        (TaxKind::Input, Supply::Services, _) => {
            (Treatment::ReverseCharge, "a service from abroad to a business: the buyer owes the tax")
        }
        (TaxKind::Input, Supply::Goods, false) => {
            (Treatment::OutOfScope, "goods from outside: import tax comes with a notice of its own")
        }
        (TaxKind::Output, Supply::Goods, true) => (Treatment::IntraCommunity, "goods to another member state"),
        (TaxKind::Output, Supply::Services, true) => {
            (Treatment::ReverseCharge, "a service to a business in another member state, which owes the tax")
        }
        (TaxKind::Output, Supply::Goods, false) => (Treatment::Export, "goods that leave the country"),
        (TaxKind::Output, Supply::Services, false) => {
            (Treatment::OutOfScope, "a service to a business abroad is taxed there")
        }
    }
}

/// Both sides of a sale as far as its taxation hangs on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sale<'a> {
    /// Where the seller is, ISO 3166-1 alpha-2.
    pub seller: &'a str,
    /// Whether the seller has a tax number.
    pub seller_registered: bool,
    /// Where the customer is; `None` when that is not known.
    pub customer: Option<&'a str>,
    /// Whether the customer has a number that shows it is a business: inside the EU a VAT number of its country.
    pub customer_registered: bool,
}

/// How a sale is taxed, and why in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The treatment; [`Treatment::Standard`] stands for the seller's own tax at whatever rate.
    pub treatment: Treatment,
    /// The reason, a sentence without its full stop.
    pub reason: String,
}

/// What speaks against a chosen treatment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contradiction {
    /// The places, or what is supplied, do not lead to it.
    Places(String),
    /// It needs the customer's VAT number, which is not known.
    CustomerNumber(String),
    /// It needs the seller's own VAT number, which is not set.
    SellerNumber(String),
}

impl Sale<'_> {
    /// How a sale between these two is taxed.
    pub fn advice(&self, supply: Supply) -> Advice {
        let advice = |treatment, reason: String| Advice { treatment, reason };
        let own = self.seller;
        let Some(other) = self.customer else {
            let reason = "where the customer is is not known, so it is taxed as at home".to_owned();
            return advice(Treatment::Standard, reason);
        };
        if other == own {
            return advice(Treatment::Standard, format!("seller and customer are both in {own}"));
        }
        let leaves = supply == Supply::Goods && !(is_eu(own) && is_eu(other));
        if !self.customer_registered && !leaves {
            let reason = format!("the customer in {other} has no VAT number, so it is taxed as at home");
            return advice(Treatment::Standard, reason);
        }
        let (treatment, rule) = across_border(TaxKind::Output, supply, own, other);
        advice(treatment, format!("the customer is in {other}: {rule}"))
    }

    /// What speaks against taxing it so. Nil, exempt and out of scope have reasons of their own that places do not
    /// tell.
    pub fn contradiction(&self, chosen: Treatment, supply: Supply) -> Option<Contradiction> {
        match chosen {
            Treatment::Standard | Treatment::Reduced => self.against_own_tax(supply),
            Treatment::IntraCommunity => self.against_intra_community(supply),
            Treatment::ReverseCharge => self.against_reverse_charge(supply),
            Treatment::Export => self.against_export(supply),
            Treatment::Zero | Treatment::Exempt | Treatment::OutOfScope => None,
        }
    }

    fn against_own_tax(&self, supply: Supply) -> Option<Contradiction> {
        let advice = self.advice(supply);
        let untaxed = advice.treatment != Treatment::Standard;
        untaxed.then(|| Contradiction::Places(format!("it charges tax of {}, but {}", self.seller, advice.reason)))
    }

    fn against_intra_community(&self, supply: Supply) -> Option<Contradiction> {
        if let Some(place) = self.outside_of_trade_in_the_eu("trade inside the EU") {
            return Some(place);
        }
        if supply == Supply::Services {
            let why = "services to a business in another member state go under reverse charge, not as goods";
            return Some(Contradiction::Places(why.to_owned()));
        }
        self.missing_number("a supply of goods inside the EU is free of tax only with the customer's VAT number")
    }

    fn against_reverse_charge(&self, supply: Supply) -> Option<Contradiction> {
        let abroad = self.customer.is_some_and(|other| other != self.seller);
        if abroad && supply == Supply::Goods {
            let why = "goods that cross the border are trade inside the EU or an export, not a reverse charge";
            return Some(Contradiction::Places(why.to_owned()));
        }
        self.missing_number("under reverse charge the customer owes the tax, and needs a VAT number for it")
    }

    fn against_export(&self, supply: Supply) -> Option<Contradiction> {
        let against = |why: String| Some(Contradiction::Places(why));
        match self.customer {
            None => against("where the customer is is not known, and an export leaves the country".to_owned()),
            Some(other) if other == self.seller => against(format!("the customer is in {other}, as the seller is")),
            Some(other) if is_eu(self.seller) && is_eu(other) => {
                against(format!("goods to {other} stay inside the EU: they are no export"))
            }
            Some(_) if supply == Supply::Services => {
                against("a service is not exported: to a business abroad it is outside the tax".to_owned())
            }
            Some(_) => None,
        }
    }

    fn outside_of_trade_in_the_eu(&self, what: &str) -> Option<Contradiction> {
        let against = |why: String| Some(Contradiction::Places(why));
        match self.customer {
            _ if !is_eu(self.seller) => against(format!("{} is not part of {what}", self.seller)),
            None => against(format!("where the customer is is not known, and {what} crosses a border")),
            Some(other) if other == self.seller => against(format!("the customer is in {other}, as the seller is")),
            Some(other) if !is_eu(other) => against(format!("{other} is not part of {what}")),
            Some(_) => None,
        }
    }

    fn missing_number(&self, why: &str) -> Option<Contradiction> {
        if !self.customer_registered {
            return Some(Contradiction::CustomerNumber(format!("{why}: add it to the customer")));
        }
        let own = "the seller's own VAT number must stand on it: add it to the business";
        (!self.seller_registered).then(|| Contradiction::SellerNumber(own.to_owned()))
    }
}
