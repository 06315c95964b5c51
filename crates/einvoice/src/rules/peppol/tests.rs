//! Small valid invoices between two traders, in both syntaxes, and what changing one place of them breaks.

mod denmark;
mod everyone;
mod germany;
mod hostile;
mod identifiers;
mod lines;
mod lists;
mod netherlands;
mod north;
mod south;

use std::collections::BTreeSet;

use crate::rules::check;

/// A party to an invoice.
#[derive(Clone, Copy)]
struct Trader {
    country: &'static str,
    /// Scheme and electronic address.
    endpoint: (&'static str, &'static str),
    vat: &'static str,
    /// Scheme and number of the legal registration.
    registration: (&'static str, &'static str),
    /// Registration for a tax that is no VAT.
    tax: Option<&'static str>,
}

const AUSTRIAN: Trader = Trader {
    country: "AT",
    endpoint: ("0088", "4012345000009"),
    vat: "ATU12345675",
    registration: ("0088", "4012345000009"),
    tax: None,
};
const BELGIAN: Trader = Trader {
    country: "BE",
    endpoint: ("0208", "0123456749"),
    vat: "BE0123456749",
    registration: ("0208", "0123456749"),
    tax: None,
};

/// A change to a text, what it means, and the rules of Peppol that it breaks.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// Applies each change to a valid invoice and compares the rules that break with those of the row.
fn assert_rows(whole: &str, rows: &[Row]) {
    assert_eq!(broken(whole), BTreeSet::new(), "the invoice itself");
    for (case, from, to, rules) in rows {
        let text = whole.replacen(from, to, 1);
        assert!(whole.contains(from), "{case}: {from} is in the invoice");
        let expected: BTreeSet<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
        assert_eq!(broken(&text), expected, "{case}");
    }
}

/// The rules of Peppol that an invoice breaks.
fn broken(text: &str) -> BTreeSet<String> {
    let findings = check(text.as_bytes()).expect("the invoice is read").into_iter();
    let families = ["PEPPOL-", "DE-", "DK-", "GR-", "IS-", "IT-", "NL-", "NO-", "SE-"];
    findings.map(|finding| finding.rule).filter(|rule| families.iter().any(|family| rule.starts_with(family))).collect()
}

fn ubl_party(role: &str, trader: Trader) -> String {
    let Trader { country, endpoint, vat, registration, tax } = trader;
    let tax = tax.map_or_else(String::new, |number| {
        format!("<PartyTaxScheme><CompanyID>{number}</CompanyID><TaxScheme><ID>TAX</ID></TaxScheme></PartyTaxScheme>")
    });
    format!(
        "<Accounting{role}Party><Party><EndpointID schemeID='{}'>{}</EndpointID>\
         <PartyName><Name>{role} of {country}</Name></PartyName>\
         <PostalAddress><StreetName>Market 1</StreetName><CityName>Town</CityName><PostalZone>1000</PostalZone>\
         <Country><IdentificationCode>{country}</IdentificationCode></Country></PostalAddress>\
         <PartyTaxScheme><CompanyID>{vat}</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme></PartyTaxScheme>{tax}\
         <PartyLegalEntity><RegistrationName>{role} of {country}</RegistrationName>\
         <CompanyID schemeID='{}'>{}</CompanyID></PartyLegalEntity>\
         <Contact><Name>Ledger desk</Name><Telephone>+1 234</Telephone><ElectronicMail>ledger@example.org\
         </ElectronicMail></Contact></Party></Accounting{role}Party>",
        endpoint.0, endpoint.1, registration.0, registration.1,
    )
}

const CATEGORY: &str = "<ID>S</ID><Percent>25</Percent><TaxScheme><ID>VAT</ID></TaxScheme>";

/// An invoice in UBL: ten pieces at 10.00 with a tenth off, and VAT of 25 per cent.
fn ubl(seller: Trader, buyer: Trader) -> String {
    let (seller, buyer) = (ubl_party("Supplier", seller), ubl_party("Customer", buyer));
    format!(
        "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'>\
         <CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</CustomizationID>\
         <ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</ProfileID><ID>2026-17</ID>\
         <IssueDate>2026-03-31</IssueDate><DueDate>2026-04-30</DueDate><InvoiceTypeCode>380</InvoiceTypeCode>\
         <Note>Thank you</Note><DocumentCurrencyCode>EUR</DocumentCurrencyCode>\
         <BuyerReference>Cost centre 4</BuyerReference>\
         <InvoicePeriod><StartDate>2026-03-01</StartDate><EndDate>2026-03-31</EndDate></InvoicePeriod>{seller}{buyer}\
         <PaymentMeans><PaymentMeansCode>30</PaymentMeansCode>\
         <PayeeFinancialAccount><ID>AT611904300234573201</ID></PayeeFinancialAccount></PaymentMeans>\
         <AllowanceCharge><ChargeIndicator>false</ChargeIndicator>\
         <AllowanceChargeReasonCode>95</AllowanceChargeReasonCode>\
         <MultiplierFactorNumeric>10</MultiplierFactorNumeric><Amount currencyID='EUR'>10.00</Amount>\
         <BaseAmount currencyID='EUR'>100.00</BaseAmount><TaxCategory>{CATEGORY}</TaxCategory></AllowanceCharge>\
         <TaxTotal><TaxAmount currencyID='EUR'>22.50</TaxAmount><TaxSubtotal>\
         <TaxableAmount currencyID='EUR'>90.00</TaxableAmount><TaxAmount currencyID='EUR'>22.50</TaxAmount>\
         <TaxCategory>{CATEGORY}</TaxCategory></TaxSubtotal></TaxTotal>\
         <LegalMonetaryTotal><LineExtensionAmount currencyID='EUR'>100.00</LineExtensionAmount>\
         <TaxExclusiveAmount currencyID='EUR'>90.00</TaxExclusiveAmount>\
         <TaxInclusiveAmount currencyID='EUR'>112.50</TaxInclusiveAmount>\
         <AllowanceTotalAmount currencyID='EUR'>10.00</AllowanceTotalAmount>\
         <PayableAmount currencyID='EUR'>112.50</PayableAmount></LegalMonetaryTotal>\
         <InvoiceLine><ID>1</ID><InvoicedQuantity unitCode='H87'>10</InvoicedQuantity>\
         <LineExtensionAmount currencyID='EUR'>100.00</LineExtensionAmount>\
         <InvoicePeriod><StartDate>2026-03-01</StartDate><EndDate>2026-03-31</EndDate></InvoicePeriod>\
         <Item><Name>Chairs</Name><ClassifiedTaxCategory>{CATEGORY}</ClassifiedTaxCategory></Item>\
         <Price><PriceAmount currencyID='EUR'>10.00</PriceAmount><BaseQuantity unitCode='H87'>1</BaseQuantity>\
         </Price></InvoiceLine></Invoice>"
    )
}

/// The same as a credit note.
fn ubl_credit_note(seller: Trader, buyer: Trader) -> String {
    ubl(seller, buyer)
        .replace("<DueDate>2026-04-30</DueDate>", "")
        .replace("<InvoiceTypeCode>380</InvoiceTypeCode>", "<CreditNoteTypeCode>381</CreditNoteTypeCode>")
        .replace("InvoiceLine", "CreditNoteLine")
        .replace("InvoicedQuantity", "CreditedQuantity")
        .replace("xsd:Invoice-2", "xsd:CreditNote-2")
        .replace("<Invoice ", "<CreditNote ")
        .replace("</Invoice>", "</CreditNote>")
}

fn cii_party(role: &str, trader: Trader) -> String {
    let Trader { country, endpoint, vat, registration, tax } = trader;
    let tax = tax.map_or_else(String::new, |number| {
        format!("<SpecifiedTaxRegistration><ID schemeID='FC'>{number}</ID></SpecifiedTaxRegistration>")
    });
    format!(
        "<{role}TradeParty><Name>{role} of {country}</Name><SpecifiedLegalOrganization><ID schemeID='{}'>{}</ID>\
         </SpecifiedLegalOrganization><PostalTradeAddress><PostcodeCode>1000</PostcodeCode><LineOne>Market 1</LineOne>\
         <CityName>Town</CityName><CountryID>{country}</CountryID></PostalTradeAddress><URIUniversalCommunication>\
         <URIID schemeID='{}'>{}</URIID></URIUniversalCommunication>\
         <SpecifiedTaxRegistration><ID schemeID='VAT'>{vat}</ID></SpecifiedTaxRegistration>{tax}</{role}TradeParty>",
        registration.0, registration.1, endpoint.0, endpoint.1,
    )
}

/// The invoice of [`ubl`] in CII.
fn cii(seller: Trader, buyer: Trader) -> String {
    let (seller, buyer) = (cii_party("Seller", seller), cii_party("Buyer", buyer));
    let date = |day: &str| format!("<DateTimeString format='102'>{day}</DateTimeString>");
    let (first, last, due) = (date("20260301"), date("20260331"), date("20260430"));
    let period = format!(
        "<BillingSpecifiedPeriod><StartDateTime>{first}</StartDateTime><EndDateTime>{last}</EndDateTime>\
         </BillingSpecifiedPeriod>"
    );
    let tax = "<TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode><RateApplicablePercent>25</RateApplicablePercent>";
    format!(
        "<CrossIndustryInvoice xmlns='urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'>\
         <ExchangedDocumentContext><BusinessProcessSpecifiedDocumentContextParameter>\
         <ID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</ID></BusinessProcessSpecifiedDocumentContextParameter>\
         <GuidelineSpecifiedDocumentContextParameter>\
         <ID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</ID>\
         </GuidelineSpecifiedDocumentContextParameter></ExchangedDocumentContext>\
         <ExchangedDocument><ID>2026-17</ID><TypeCode>380</TypeCode><IssueDateTime>{last}</IssueDateTime>\
         <IncludedNote><Content>Thank you</Content></IncludedNote></ExchangedDocument><SupplyChainTradeTransaction>\
         <IncludedSupplyChainTradeLineItem><AssociatedDocumentLineDocument><LineID>1</LineID>\
         </AssociatedDocumentLineDocument><SpecifiedTradeProduct><Name>Chairs</Name></SpecifiedTradeProduct>\
         <SpecifiedLineTradeAgreement><NetPriceProductTradePrice><ChargeAmount>10.00</ChargeAmount>\
         <BasisQuantity unitCode='H87'>1</BasisQuantity></NetPriceProductTradePrice></SpecifiedLineTradeAgreement>\
         <SpecifiedLineTradeDelivery><BilledQuantity unitCode='H87'>10</BilledQuantity></SpecifiedLineTradeDelivery>\
         <SpecifiedLineTradeSettlement><ApplicableTradeTax>{tax}</ApplicableTradeTax>{period}\
         <SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>100.00</LineTotalAmount>\
         </SpecifiedTradeSettlementLineMonetarySummation></SpecifiedLineTradeSettlement>\
         </IncludedSupplyChainTradeLineItem>\
         <ApplicableHeaderTradeAgreement><BuyerReference>Cost centre 4</BuyerReference>{seller}{buyer}\
         </ApplicableHeaderTradeAgreement><ApplicableHeaderTradeDelivery/>\
         <ApplicableHeaderTradeSettlement><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>\
         <SpecifiedTradeSettlementPaymentMeans><TypeCode>30</TypeCode><PayeePartyCreditorFinancialAccount>\
         <IBANID>AT611904300234573201</IBANID></PayeePartyCreditorFinancialAccount>\
         </SpecifiedTradeSettlementPaymentMeans>\
         <ApplicableTradeTax><CalculatedAmount>22.50</CalculatedAmount><BasisAmount>90.00</BasisAmount>{tax}\
         </ApplicableTradeTax>{period}\
         <SpecifiedTradeAllowanceCharge><ChargeIndicator><Indicator>false</Indicator></ChargeIndicator>\
         <CalculationPercent>10</CalculationPercent><BasisAmount>100.00</BasisAmount>\
         <ActualAmount>10.00</ActualAmount><ReasonCode>95</ReasonCode><CategoryTradeTax>{tax}</CategoryTradeTax>\
         </SpecifiedTradeAllowanceCharge>\
         <SpecifiedTradePaymentTerms><DueDateDateTime>{due}</DueDateDateTime></SpecifiedTradePaymentTerms>\
         <SpecifiedTradeSettlementHeaderMonetarySummation><LineTotalAmount>100.00</LineTotalAmount>\
         <AllowanceTotalAmount>10.00</AllowanceTotalAmount><TaxBasisTotalAmount>90.00</TaxBasisTotalAmount>\
         <TaxTotalAmount currencyID='EUR'>22.50</TaxTotalAmount><GrandTotalAmount>112.50</GrandTotalAmount>\
         <DuePayableAmount>112.50</DuePayableAmount></SpecifiedTradeSettlementHeaderMonetarySummation>\
         </ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></CrossIndustryInvoice>"
    )
}

#[test]
fn invoices_and_credit_notes_between_traders_of_other_countries_break_no_rule_at_all() {
    for whole in [ubl(AUSTRIAN, BELGIAN), ubl_credit_note(AUSTRIAN, BELGIAN), cii(AUSTRIAN, BELGIAN)] {
        assert_eq!(check(whole.as_bytes()), Ok(Vec::new()));
    }
}
