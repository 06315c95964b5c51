use books::Treatment;
use books::tax::{Basis, country_of_vat_number};
use einvoice::write::{
    Account, Address, AllowanceCharge, Contact, Delivery, Discount, Exemption, Identifier, Italy, Kind as Sort, Line,
    Outgoing, OutgoingFormat, Party, PaymentMeans, PaymentTerms, Preceding, Price, Recipient, Refusal, Share, TaxGroup,
    Totals, Vat, VatCategory, document as write,
};
use money::{Amount, Rounding};
use rust_decimal::Decimal;

use super::{Paper, address};
use crate::computed::{ComputedLine, Customer, Seller};
use crate::document::{ContentLine, Kind};

/// Code of the electronic address scheme of mail, which XRechnung knows and Peppol does not.
const MAIL: &str = "EM";
/// Codes of the schemes in which a VAT number is an electronic address, by its country (EAS, the code list of CEN).
#[rustfmt::skip]
const BY_VAT_NUMBER: [(&str, &str); 27] = [
    ("AT", "9914"), ("BE", "9925"), ("BG", "9926"), ("CH", "9927"), ("CY", "9928"), ("CZ", "9929"), ("DE", "9930"),
    ("EE", "9931"), ("ES", "9920"), ("FI", "0213"), ("FR", "9957"), ("GB", "9932"), ("GR", "9933"), ("HR", "9934"),
    ("HU", "9910"), ("IE", "9935"), ("IT", "0211"), ("LT", "9937"), ("LU", "9938"), ("LV", "9939"), ("MT", "9943"),
    ("NL", "9944"), ("PL", "9945"), ("PT", "9946"), ("RO", "9947"), ("SI", "9949"), ("SK", "9950"),
];

/// The document in a format.
pub(super) fn document(paper: &Paper<'_>, format: OutgoingFormat) -> Result<Vec<u8>, Refusal> {
    write(&outgoing(paper), format)
}

fn outgoing(paper: &Paper<'_>) -> Outgoing {
    let (content, computed) = (&paper.sale.content, &paper.issued.computed);
    let (seller, buyer) = (seller(&paper.issued.seller), buyer(&paper.issued.customer));
    let mut out = Outgoing::new(paper.number(), computed.issue_date, computed.currency, seller, buyer);
    out.kind = if content.kind == Kind::CreditNote { Sort::CreditNote } else { Sort::Invoice };
    out.due_date = computed.due();
    out.accounting_tax = computed.base.as_ref().map(|base| base.tax);
    let deposits = computed.deposits.iter().map(|d| Preceding { number: d.number.clone(), issue_date: None });
    let corrects =
        paper.corrects.iter().map(|(number, day)| Preceding { number: number.clone(), issue_date: Some(*day) });
    out.preceding = corrects.chain(deposits).collect();
    out.references.buyer.clone_from(&content.buyer_reference);
    out.references.order.clone_from(&content.order_number);
    out.notes = [&content.title, &content.notes].into_iter().flatten().cloned().collect();
    out.terms = PaymentTerms {
        text: content.terms.text.clone().or_else(|| paper.parts()),
        discounts: content
            .terms
            .discount
            .iter()
            .map(|early| Discount { days: u32::from(early.days), percent: early.percent, base: None })
            .collect(),
    };
    // Germany asks for it on credit notes too (BG-16)
    out.payment = paper.iban().map(|iban| {
        let (name, bic) = (Some(paper.issued.seller.name.clone()), paper.issued.seller.profile.bic.clone());
        PaymentMeans::Transfer(vec![Account { number: iban.to_owned(), name, bic }])
    });
    out.remittance = Some(paper.number());
    out.delivery = Delivery { date: Some(computed.tax_point), ..Delivery::default() };
    let lines = content.lines.iter().zip(&computed.lines).enumerate();
    out.lines = lines.map(|(index, (written, line))| item(paper, index, written, line)).collect();
    out.exemptions = exemptions(paper);
    let prepaid = sum(computed.gross, computed.deposits.iter().map(|d| d.gross));
    out.prepaid = Some(prepaid).filter(|prepaid| !prepaid.is_zero());
    out.stated = Some(totals(paper, prepaid));
    out.italy = italy(paper);
    out
}

fn sum(like: Amount, amounts: impl Iterator<Item = Amount>) -> Amount {
    // parts of an amount that was computed before
    Amount::sum(like.currency(), amounts).unwrap_or(Amount::zero(like.currency()))
}

fn seller(seller: &Seller) -> Party {
    let profile = &seller.profile;
    let place = &profile.address;
    let vat_id = seller.tax_id.clone().filter(|id| country_of_vat_number(id).is_some());
    let tax_number = profile.tax_number.clone().or_else(|| seller.tax_id.clone().filter(|_| vat_id.is_none()));
    let mail = profile.email.clone();
    let electronic = profile.electronic_address.as_ref().map(|at| Identifier::of(&at.scheme, &at.value));
    Party {
        name: seller.name.clone(),
        vat_id,
        tax_number,
        legal_information: Some(profile.registration.join("\n")).filter(|text| !text.is_empty()),
        electronic_address: electronic.or_else(|| reached_at(seller.tax_id.as_deref(), mail.as_deref())),
        address: Address {
            street: place.street.clone(),
            second: place.second.clone(),
            third: None,
            post_code: place.post_code.clone(),
            city: place.city.clone(),
            subdivision: place.region.clone(),
            country: seller.country.clone(),
        },
        contact: Some(Contact { name: profile.contact.clone(), phone: profile.phone.clone(), mail }),
        ..Party::default()
    }
}

fn buyer(customer: &Customer) -> Party {
    let vat_id = customer.tax_ids.iter().find(|id| country_of_vat_number(id).is_some()).cloned();
    let place = customer.address.as_deref().map(address::of_line).unwrap_or_default();
    let by_number = vat_id.as_deref().and_then(country_of_vat_number).map(str::to_owned);
    Party {
        name: customer.name.clone(),
        electronic_address: reached_at(vat_id.as_deref(), customer.email.as_deref()),
        address: Address {
            street: place.street,
            second: place.second,
            third: None,
            post_code: place.post_code,
            city: place.city,
            subdivision: None,
            country: customer.country.clone().or(by_number).unwrap_or_default(),
        },
        vat_id,
        ..Party::default()
    }
}

/// Where electronic documents reach somebody who has not told: under the VAT number, else by mail.
fn reached_at(vat_id: Option<&str>, mail: Option<&str>) -> Option<Identifier> {
    let scheme = |country: &str| BY_VAT_NUMBER.iter().find(|(known, _)| *known == country).map(|(_, code)| *code);
    let by_number = vat_id.and_then(|id| Some(Identifier::of(scheme(country_of_vat_number(id)?)?, id)));
    by_number.or_else(|| mail.map(|mail| Identifier::of(MAIL, mail)))
}

fn category(treatment: Option<Treatment>) -> VatCategory {
    match treatment {
        Some(Treatment::Standard | Treatment::Reduced) => VatCategory::Standard,
        Some(Treatment::Zero) => VatCategory::ZeroRated,
        Some(Treatment::Exempt) => VatCategory::Exempt,
        Some(Treatment::ReverseCharge) => VatCategory::ReverseCharge,
        Some(Treatment::IntraCommunity) => VatCategory::IntraCommunity,
        Some(Treatment::Export) => VatCategory::Export,
        Some(Treatment::OutOfScope) | None => VatCategory::OutOfScope,
    }
}

fn vat(paper: &Paper<'_>, code: Option<&str>) -> Vat {
    let tax = paper.issued.computed.taxes.iter().find(|tax| tax.code.as_deref() == code);
    let category = category(tax.and_then(|tax| tax.treatment));
    Vat { category, rate: tax.map(|tax| tax.rate).unwrap_or_default(), nature: None }
}

/// A line. Prices with tax, and what is taken back, are told as the net amount for so many units: no price is rounded.
fn item(paper: &Paper<'_>, index: usize, written: &ContentLine, line: &ComputedLine) -> Line {
    let unit = written.unit.clone().unwrap_or_else(|| "C62".to_owned());
    let vat = vat(paper, line.tax_code.as_deref());
    let net = line.amounts.net;
    let mut name = written.text.lines();
    let title = name.next().unwrap_or_default();
    let rest = name.collect::<Vec<_>>().join("\n");
    let mut item = Line::new((index + 1).to_string(), title, written.quantity, unit, written.unit_price, vat);
    item.description = Some(rest).filter(|rest| !rest.trim().is_empty());
    item.net = Some(net);
    let plain = paper.sale.content.prices == Basis::Net && !written.quantity.is_sign_negative();
    let undiscounted = written.quantity.checked_mul(written.unit_price);
    let undiscounted = undiscounted.and_then(|a| Amount::from_decimal(a, net.currency(), Rounding::default()).ok());
    match undiscounted.filter(|_| plain) {
        Some(whole) if whole == net => {}
        Some(whole) if written.discount.is_some() => {
            item.allowances = allowance(written, whole, net).into_iter().collect()
        }
        _ if written.quantity.is_zero() => {}
        _ => item.price = Price { net: net.to_decimal().abs(), base_quantity: written.quantity.abs(), gross: None },
    }
    item
}

fn allowance(written: &ContentLine, whole: Amount, net: Amount) -> Option<AllowanceCharge> {
    let amount = whole.checked_sub(net).ok().filter(|amount| !amount.is_zero())?;
    let percent = written.discount?;
    let exact = whole.checked_mul(percent / Decimal::ONE_HUNDRED, Rounding::default()).ok()?;
    // where rounding parts them by a cent the amount stands alone
    let share = (exact == amount).then_some(Share { percent, base: whole });
    Some(AllowanceCharge { amount, share, reason: None, code: Some("95".to_owned()) })
}

/// Of a seller in Italy: the number of the transmission is that of the document, and a customer at home of whom no
/// code is known finds the document in its drawer at the authority.
fn italy(paper: &Paper<'_>) -> Option<Italy> {
    const LONGEST: usize = 10;
    if paper.issued.seller.country != "IT" {
        return None;
    }
    let signs: Vec<char> = paper.number().chars().filter(char::is_ascii_alphanumeric).collect();
    let number: String = signs[signs.len().saturating_sub(LONGEST)..].iter().collect();
    let at_home = paper.issued.customer.country.as_deref() == Some("IT");
    Some(Italy::new(number, if at_home { Recipient::Drawer } else { Recipient::Abroad }))
}

fn exemptions(paper: &Paper<'_>) -> Vec<Exemption> {
    let exempt = |tax: &&crate::CodeTax| tax.treatment == Some(Treatment::Exempt);
    let taxes = paper.issued.computed.taxes.iter().filter(exempt).take(1);
    taxes.map(|tax| Exemption { category: VatCategory::Exempt, reason: tax.name.clone(), code: None }).collect()
}

fn totals(paper: &Paper<'_>, prepaid: Amount) -> Totals {
    let computed = &paper.issued.computed;
    let zero = Amount::zero(computed.currency);
    let mut breakdown: Vec<TaxGroup> = Vec::new();
    for line in &computed.lines {
        let Vat { category, rate, .. } = vat(paper, line.tax_code.as_deref());
        if !breakdown.iter().any(|group| group.category == category && group.rate == rate) {
            let same = computed.taxes.iter().filter(|tax| {
                let of = vat(paper, tax.code.as_deref());
                of.category == category && of.rate == rate
            });
            let base = sum(zero, same.clone().map(|tax| tax.net));
            breakdown.push(TaxGroup { category, rate, base, tax: sum(zero, same.map(|tax| tax.tax)) });
        }
    }
    Totals {
        lines: computed.net,
        allowances: zero,
        charges: zero,
        net: computed.net,
        tax: computed.tax,
        gross: computed.gross,
        prepaid,
        rounding: zero,
        due: computed.payable,
        breakdown,
    }
}
