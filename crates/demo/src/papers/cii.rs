//! A bill as UN/CEFACT Cross Industry Invoice (D16B) in the form of EN 16931.

use jiff::civil::Date;

use super::bill::{Bill, Item, Party, Share};
use super::ubl::escaped;

/// The document.
pub fn write(bill: &Bill) -> Vec<u8> {
    let lines: String = bill.items.iter().zip(1..).map(|(item, number)| line(bill, item, number)).collect();
    let order = bill.order.map(|id| {
        let id = tag("IssuerAssignedID", id);
        format!("<ram:BuyerOrderReferencedDocument>{id}</ram:BuyerOrderReferencedDocument>")
    });
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>{guideline}
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>{number}<ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime>{date}</ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
{lines}<ram:ApplicableHeaderTradeAgreement><ram:BuyerReference>Einkauf</ram:BuyerReference>
<ram:SellerTradeParty>{seller}</ram:SellerTradeParty><ram:BuyerTradeParty>{buyer}</ram:BuyerTradeParty>{order}
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>{date}
</ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement>{settlement}</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
"#,
        guideline = tag("ID", "urn:cen.eu:en16931:2017"),
        number = tag("ID", bill.number),
        date = day(bill.date),
        seller = party(&bill.seller),
        buyer = party(&bill.buyer),
        order = order.unwrap_or_default(),
        settlement = settlement(bill),
    );
    text.into_bytes()
}

fn tag(name: &str, text: &str) -> String {
    format!("<ram:{name}>{}</ram:{name}>", escaped(text))
}

/// `20260331`, the form that format code 102 names.
fn day(day: Date) -> String {
    format!(r#"<udt:DateTimeString format="102">{}</udt:DateTimeString>"#, day.strftime("%Y%m%d"))
}

fn party(party: &Party) -> String {
    let tax = party.tax_id.as_deref().map(|id| {
        format!(r#"<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{id}</ram:ID></ram:SpecifiedTaxRegistration>"#)
    });
    let address = [
        tag("PostcodeCode", party.postcode),
        tag("LineOne", party.street),
        tag("CityName", party.city),
        tag("CountryID", party.country),
    ];
    format!(
        "{}<ram:PostalTradeAddress>{}</ram:PostalTradeAddress>{}",
        tag("Name", party.name),
        address.concat(),
        tax.unwrap_or_default(),
    )
}

fn settlement(bill: &Bill) -> String {
    let account = bill.seller.iban.as_deref().map(|iban| {
        let account = tag("IBANID", iban);
        format!("<ram:PayeePartyCreditorFinancialAccount>{account}</ram:PayeePartyCreditorFinancialAccount>")
    });
    let terms = bill.due.map(|due| {
        let due = day(due);
        format!("<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>{due}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>")
    });
    let shares: String = bill.shares().into_iter().map(|share| tax(bill, share)).collect();
    let total = |name: &str, cents: i64| tag(name, &bill.plain(cents));
    let tax_total = format!(
        r#"<ram:TaxTotalAmount currencyID="{}">{}</ram:TaxTotalAmount>"#,
        bill.currency,
        bill.plain(bill.tax())
    );
    let sums = [
        total("LineTotalAmount", bill.net()),
        total("TaxBasisTotalAmount", bill.net()),
        tax_total,
        total("GrandTotalAmount", bill.gross()),
        total("DuePayableAmount", bill.gross()),
    ];
    format!(
        "{currency}<ram:SpecifiedTradeSettlementPaymentMeans>{code}{account}</ram:SpecifiedTradeSettlementPaymentMeans>\
         {shares}{terms}<ram:SpecifiedTradeSettlementHeaderMonetarySummation>{sums}\
         </ram:SpecifiedTradeSettlementHeaderMonetarySummation>",
        currency = tag("InvoiceCurrencyCode", bill.currency.code()),
        code = tag("TypeCode", "58"),
        account = account.unwrap_or_default(),
        terms = terms.unwrap_or_default(),
        sums = sums.concat(),
    )
}

fn category(rate: i64) -> String {
    tag("CategoryCode", if rate > 0 { "S" } else { "Z" }) + &tag("RateApplicablePercent", &rate.to_string())
}

fn tax(bill: &Bill, share: Share) -> String {
    format!(
        "<ram:ApplicableTradeTax>{}<ram:TypeCode>VAT</ram:TypeCode>{}{}</ram:ApplicableTradeTax>",
        tag("CalculatedAmount", &bill.plain(share.tax)),
        tag("BasisAmount", &bill.plain(share.base)),
        category(share.rate),
    )
}

fn line(bill: &Bill, item: &Item, number: usize) -> String {
    format!(
        r#"<ram:IncludedSupplyChainTradeLineItem>
<ram:AssociatedDocumentLineDocument>{number}</ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct>{name}</ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>{price}</ram:NetPriceProductTradePrice>
</ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">{quantity}</ram:BilledQuantity>
</ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>{category}
</ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation>{sum}
</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>
"#,
        number = tag("LineID", &number.to_string()),
        name = tag("Name", item.what),
        price = tag("ChargeAmount", &bill.plain(item.price)),
        quantity = item.quantity,
        category = category(item.rate),
        sum = tag("LineTotalAmount", &bill.plain(item.sum())),
    )
}
