//! A bill as UBL 2.1 in the form of XRechnung 3.0.

use super::bill::{Bill, Item, Party, Share};

/// The document.
pub fn write(bill: &Bill) -> Vec<u8> {
    let order = bill.order.map(|id| format!("<cac:OrderReference>{}</cac:OrderReference>", tag("ID", id)));
    let due = bill.due.map(|day| tag("DueDate", &day.to_string()));
    let lines: String = bill.items.iter().zip(1..).map(|(item, number)| line(bill, item, number)).collect();
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
{head}{due}
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
{currency}
<cbc:BuyerReference>Einkauf</cbc:BuyerReference>
{order}
<cac:AccountingSupplierParty>{seller}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>{buyer}</cac:AccountingCustomerParty>
{payment}
{taxes}
{totals}
{lines}</Invoice>
"#,
        head = [
            tag("CustomizationID", "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"),
            tag("ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
            tag("ID", bill.number),
            tag("IssueDate", &bill.date.to_string()),
        ]
        .concat(),
        due = due.unwrap_or_default(),
        currency = tag("DocumentCurrencyCode", bill.currency.code()),
        order = order.unwrap_or_default(),
        seller = party(&bill.seller, true),
        buyer = party(&bill.buyer, false),
        payment = payment(&bill.seller),
        taxes = taxes(bill),
        totals = totals(bill),
    );
    text.into_bytes()
}

fn tag(name: &str, text: &str) -> String {
    format!("<cbc:{name}>{}</cbc:{name}>", escaped(text))
}

/// Text that may stand between tags.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn money(bill: &Bill, name: &str, cents: i64) -> String {
    format!(r#"<cbc:{name} currencyID="{}">{}</cbc:{name}>"#, bill.currency, bill.plain(cents))
}

fn party(party: &Party, with_contact: bool) -> String {
    let scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";
    let tax = party
        .tax_id
        .as_deref()
        .map(|id| format!("<cac:PartyTaxScheme>{}{scheme}</cac:PartyTaxScheme>", tag("CompanyID", id)));
    let contact = with_contact.then(|| {
        let (name, telephone) = (tag("Name", "Rechnungswesen"), tag("Telephone", "+49 999 000000"));
        format!("<cac:Contact>{name}{telephone}{}</cac:Contact>", tag("ElectronicMail", party.email))
    });
    format!(
        r#"<cac:Party><cbc:EndpointID schemeID="EM">{email}</cbc:EndpointID>
<cac:PartyName>{name}</cac:PartyName>
<cac:PostalAddress>{street}{city}{postcode}<cac:Country>{country}</cac:Country></cac:PostalAddress>
{tax}<cac:PartyLegalEntity>{legal}</cac:PartyLegalEntity>{contact}</cac:Party>"#,
        email = escaped(party.email),
        name = tag("Name", party.name),
        street = tag("StreetName", party.street),
        city = tag("CityName", party.city),
        postcode = tag("PostalZone", party.postcode),
        country = tag("IdentificationCode", party.country),
        tax = tax.unwrap_or_default(),
        legal = tag("RegistrationName", party.name),
        contact = contact.unwrap_or_default(),
    )
}

/// A SEPA credit transfer (code 58 of UNTDID 4461).
fn payment(seller: &Party) -> String {
    let account = seller
        .iban
        .as_deref()
        .map(|iban| format!("<cac:PayeeFinancialAccount>{}</cac:PayeeFinancialAccount>", tag("ID", iban)));
    format!("<cac:PaymentMeans>{}{}</cac:PaymentMeans>", tag("PaymentMeansCode", "58"), account.unwrap_or_default())
}

fn category(rate: i64, element: &str) -> String {
    let (code, rate) = (tag("ID", if rate > 0 { "S" } else { "Z" }), tag("Percent", &rate.to_string()));
    format!("<cac:{element}>{code}{rate}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{element}>")
}

fn taxes(bill: &Bill) -> String {
    let share = |share: Share| {
        let base = money(bill, "TaxableAmount", share.base);
        let tax = money(bill, "TaxAmount", share.tax);
        format!("<cac:TaxSubtotal>{base}{tax}{}</cac:TaxSubtotal>", category(share.rate, "TaxCategory"))
    };
    let shares: String = bill.shares().into_iter().map(share).collect();
    format!("<cac:TaxTotal>{}{shares}</cac:TaxTotal>", money(bill, "TaxAmount", bill.tax()))
}

fn totals(bill: &Bill) -> String {
    let amounts = [
        money(bill, "LineExtensionAmount", bill.net()),
        money(bill, "TaxExclusiveAmount", bill.net()),
        money(bill, "TaxInclusiveAmount", bill.gross()),
        money(bill, "PayableAmount", bill.gross()),
    ];
    format!("<cac:LegalMonetaryTotal>{}</cac:LegalMonetaryTotal>", amounts.concat())
}

fn line(bill: &Bill, item: &Item, number: usize) -> String {
    format!(
        r#"<cac:InvoiceLine>{id}<cbc:InvoicedQuantity unitCode="C62">{quantity}</cbc:InvoicedQuantity>{sum}
<cac:Item>{name}{category}</cac:Item><cac:Price>{price}</cac:Price></cac:InvoiceLine>
"#,
        id = tag("ID", &number.to_string()),
        quantity = item.quantity,
        sum = money(bill, "LineExtensionAmount", item.sum()),
        name = tag("Name", item.what),
        category = category(item.rate, "ClassifiedTaxCategory"),
        price = money(bill, "PriceAmount", item.price),
    )
}
