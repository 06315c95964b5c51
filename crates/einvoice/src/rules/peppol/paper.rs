//! The document as the rules of Peppol look at it: its elements in either syntax, the parties and their countries.

use crate::model::{Invoice, Term, text};
use crate::node::Node;
use crate::rules::Syntax;

/// A document with what many rules ask for.
pub(super) struct Paper<'a> {
    /// The root element.
    pub root: &'a Node,
    /// The terms of the semantic model.
    pub invoice: &'a Invoice<'a>,
    /// The seller (BG-4).
    pub seller: Option<&'a Node>,
    /// The buyer (BG-7).
    pub buyer: Option<&'a Node>,
    /// The seller's tax representative (BG-11).
    pub representative: Option<&'a Node>,
    syntax: Syntax,
}

/// A number of a party for a tax, under the scheme that it names.
pub(super) struct TaxNumber<'a> {
    /// `VAT`, `TAX`, `FC` or another.
    pub scheme: &'a str,
    /// The number.
    pub number: Term<'a>,
}

impl TaxNumber<'_> {
    /// Whether it is a VAT number.
    pub fn is_vat(&self) -> bool {
        self.scheme == "VAT"
    }
}

const AGREEMENT: &str = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/";
const SETTLEMENT: &str = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/";
const LINE: &str = "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/";

impl<'a> Paper<'a> {
    pub fn new(root: &'a Node, syntax: Syntax, invoice: &'a Invoice<'a>) -> Self {
        let mut paper = Self { root, invoice, seller: None, buyer: None, representative: None, syntax };
        paper.seller = paper.at("AccountingSupplierParty/Party", "A:SellerTradeParty");
        paper.buyer = paper.at("AccountingCustomerParty/Party", "A:BuyerTradeParty");
        paper.representative = paper.at("TaxRepresentativeParty", "A:SellerTaxRepresentativeTradeParty");
        paper
    }

    /// Whether it is written in UBL.
    pub fn is_ubl(&self) -> bool {
        self.syntax == Syntax::Ubl
    }

    /// The path that counts in this syntax. In CII `A:` stands for the agreement, `S:` for the settlement and `L:` for
    /// each line; an empty path leads nowhere.
    fn path(&self, ubl: &str, cii: &str) -> String {
        if self.is_ubl() {
            return ubl.to_owned();
        }
        match cii.split_once(':') {
            Some(("A", rest)) => format!("{AGREEMENT}{rest}"),
            Some(("S", rest)) => format!("{SETTLEMENT}{rest}"),
            Some(("L", rest)) => format!("{LINE}{rest}"),
            _ => cii.to_owned(),
        }
    }

    /// Every element at a path, which is another one in each syntax.
    pub fn all(&self, ubl: &str, cii: &str) -> Vec<&'a Node> {
        self.root.all(&self.path(ubl, cii))
    }

    /// The first element at a path.
    pub fn at(&self, ubl: &str, cii: &str) -> Term<'a> {
        self.root.at(&self.path(ubl, cii))
    }

    /// The first element at a path below another one.
    pub fn below(&self, node: Option<&'a Node>, ubl: &str, cii: &str) -> Term<'a> {
        node?.at(if self.is_ubl() { ubl } else { cii })
    }

    /// The text of the first element at a path below another one.
    pub fn text_below(&self, node: &'a Node, ubl: &str, cii: &str) -> Option<&'a str> {
        text(self.below(Some(node), ubl, cii))
    }

    /// Every element with one of the names, in document order.
    pub fn named(&self, ubl: &[&str], cii: &[&str]) -> Vec<&'a Node> {
        let names = if self.is_ubl() { ubl } else { cii };
        let mut found = Vec::new();
        self.root.walk(&mut |node| {
            if names.contains(&node.name()) {
                found.push(node);
            }
        });
        found
    }

    /// The lines (BG-25), in the order of the model's.
    pub fn lines(&self) -> Vec<&'a Node> {
        let own = if self.invoice.is_credit_note { "CreditNoteLine" } else { "InvoiceLine" };
        self.all(own, "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem")
    }

    /// The payment instructions (BG-16).
    pub fn payment_means(&self) -> Vec<&'a Node> {
        self.all("PaymentMeans", "S:SpecifiedTradeSettlementPaymentMeans")
    }

    /// The tax numbers of a party.
    pub fn tax_numbers(&self, party: Option<&'a Node>) -> Vec<TaxNumber<'a>> {
        let Some(party) = party else { return Vec::new() };
        if self.is_ubl() {
            let schemes = party.children("PartyTaxScheme");
            let number = |node: &'a Node| TaxNumber {
                scheme: node.text_at("TaxScheme/ID").unwrap_or_default(),
                number: node.at("CompanyID"),
            };
            return schemes.map(number).collect();
        }
        let numbers = party.all("SpecifiedTaxRegistration/ID").into_iter();
        numbers.map(|id| TaxNumber { scheme: id.attribute("schemeID").unwrap_or_default(), number: Some(id) }).collect()
    }

    /// The VAT numbers of a party.
    pub fn vat_numbers(&self, party: Option<&'a Node>) -> Vec<&'a str> {
        self.tax_numbers(party).iter().filter(|number| number.is_vat()).filter_map(|n| text(n.number)).collect()
    }

    /// The legal registration of a party (BT-30, BT-47).
    pub fn registration(&self, party: Option<&'a Node>) -> Term<'a> {
        self.below(party, "PartyLegalEntity/CompanyID", "SpecifiedLegalOrganization/ID")
    }

    /// Whether a party's postal address is in a country.
    pub fn lives_in(&self, party: Option<&'a Node>, country: &str) -> bool {
        self.address_country(party).is_some_and(|code| code.eq_ignore_ascii_case(country))
    }

    fn address_country(&self, party: Option<&'a Node>) -> Option<&'a str> {
        text(self.below(party, "PostalAddress/Country/IdentificationCode", "PostalTradeAddress/CountryID"))
    }

    /// The country that a party's VAT number begins with.
    fn vat_country(&self, party: Option<&'a Node>) -> Option<String> {
        let number = *self.vat_numbers(party).first()?;
        Some(number.chars().take(2).collect::<String>().to_ascii_uppercase())
    }

    /// The country a seller is of: by its VAT number, else by its representative's, else by its address.
    pub fn seller_country(&self) -> String {
        let by_number = self.vat_country(self.seller).or_else(|| self.vat_country(self.representative));
        by_number.or_else(|| self.upper_address_country(self.seller)).unwrap_or_default()
    }

    /// The country a party is of: by its VAT number, else by its address.
    pub fn country(&self, party: Option<&'a Node>) -> String {
        self.vat_country(party).or_else(|| self.upper_address_country(party)).unwrap_or_default()
    }

    fn upper_address_country(&self, party: Option<&'a Node>) -> Option<String> {
        self.address_country(party).map(str::to_ascii_uppercase)
    }

    /// Whether seller and buyer have their addresses in a country.
    pub fn both_live_in(&self, country: &str) -> bool {
        self.lives_in(self.seller, country) && self.lives_in(self.buyer, country)
    }
}
