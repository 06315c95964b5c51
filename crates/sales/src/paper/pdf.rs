use books::Treatment;
use books::tax::Basis;
use jiff::tz::TimeZone;
use money::Currency;
use render::{
    AccountNumber, Attachment, BankAccount, CashDiscount, Colour, Document, GiroCode, Instalment, Item, Letter, Line,
    Locale, Look, Origin, PageSize, Paid, Party, PaymentCode, Reference, SalesDocument, SalesKind, Sender, Supply,
    TaxId, TaxInHome, TaxRow, TaxTreatment, Terms, Totals, Window, render,
};

use super::{Paper, address};
use crate::SalesError;
use crate::computed::{Customer, Seller};
use crate::document::Kind;

/// Colour of titles and rules.
const ACCENT: Colour = Colour(0x1f, 0x4e, 0x79);
/// The profile of Factur-X that an invoice is written in.
const PROFILE: &str = "EN 16931";
/// Countries that put the window of an envelope on the right.
const WINDOW_ON_THE_RIGHT: [&str; 2] = ["FR", "CH"];
/// Countries that print on Letter.
const LETTER: [&str; 3] = ["US", "CA", "PH"];
/// Languages of countries, for a document that names none.
const LANGUAGES: [(&str, &[&str]); 7] = [
    ("de", &["DE", "AT", "CH", "LI"]),
    ("fr", &["FR", "LU", "MC"]),
    ("es", &["ES", "MX", "AR", "CL", "CO"]),
    ("it", &["IT", "SM"]),
    ("nl", &["NL", "BE"]),
    ("pt", &["PT", "BR"]),
    ("pl", &["PL"]),
];

/// The bytes of the PDF.
pub(super) fn of(paper: &Paper<'_>, xml: Option<Vec<u8>>) -> Result<Vec<u8>, SalesError> {
    let issued = paper.issued;
    let country = issued.seller.country.as_str();
    let made_at = issued.computed.issue_date.to_zoned(TimeZone::UTC).map(|day| day.timestamp());
    let look = Look {
        locale: locale(paper)?,
        size: if LETTER.contains(&country) { PageSize::Letter } else { PageSize::A4 },
        window: if WINDOW_ON_THE_RIGHT.contains(&country) { Window::Right } else { Window::Left },
        accent: ACCENT,
        logo: None,
        made_at: made_at.unwrap_or(paper.sale.changed_at),
        attachment: xml.map(|xml| Attachment { xml, profile: PROFILE.to_owned() }),
    };
    Ok(render(&Document::Sales(Box::new(document(paper))), &look)?.pdf)
}

/// In the language of the document as the seller's country writes it; in the seller's own language where none is named.
fn locale(paper: &Paper<'_>) -> Result<Locale, SalesError> {
    let country = paper.issued.seller.country.as_str();
    let own =
        LANGUAGES.iter().find(|(_, countries)| countries.contains(&country)).map_or("en", |(language, _)| language);
    let language = paper.sale.content.language.as_deref().unwrap_or(own);
    Ok(Locale::from_tag(&format!("{language}-{country}"))?)
}

fn document(paper: &Paper<'_>) -> SalesDocument {
    let (content, computed) = (&paper.sale.content, &paper.issued.computed);
    let (seller, customer) = (&paper.issued.seller, &paper.issued.customer);
    let references = [&content.order_number, &content.buyer_reference].into_iter().flatten();
    SalesDocument {
        kind: kind(paper),
        number: paper.number(),
        letter: Letter {
            sender: sender(seller),
            recipient: recipient(customer, &seller.country),
            date: computed.issue_date,
            customer_number: None,
            references: references.map(|value| Reference { label: None, value: value.clone() }).collect(),
        },
        supply: (content.kind != Kind::Quote).then_some(Supply::On(computed.tax_point)),
        deliver_to: None,
        opening: content.title.iter().cloned().collect(),
        lines: lines(paper),
        totals: totals(paper),
        terms: terms(paper),
        pay_to: None,
        payment_reference: None,
        payment_code: giro_code(paper),
        notes: content.notes.iter().flat_map(|notes| notes.split("\n\n")).map(str::to_owned).collect(),
    }
}

fn kind(paper: &Paper<'_>) -> SalesKind {
    match paper.sale.content.kind {
        Kind::Quote => SalesKind::Quote { valid_until: paper.sale.content.valid_until, signature: false },
        Kind::Invoice => SalesKind::Invoice,
        Kind::CreditNote => SalesKind::CreditNote {
            corrects: paper.corrects.clone().map(|(number, day)| Origin { number, date: Some(day) }),
        },
    }
}

fn sender(seller: &Seller) -> Sender {
    let profile = &seller.profile;
    let place = &profile.address;
    let city = [place.post_code.as_deref(), place.city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let lines = [place.street.clone(), place.second.clone(), Some(city), place.region.clone()];
    let iban = profile.iban.clone().or_else(|| seller.ibans.first().cloned());
    let (bank, bic) = (profile.bank.clone(), profile.bic.clone());
    let account = iban.map(|iban| BankAccount { holder: None, bank, number: AccountNumber::Iban { iban, bic } });
    let vat = seller.tax_id.clone().map(TaxId::Vat);
    Sender {
        name: seller.name.clone(),
        address: lines.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
        phone: profile.phone.clone(),
        email: profile.email.clone(),
        web: profile.web.clone(),
        tax_ids: vat.into_iter().chain(profile.tax_number.clone().map(TaxId::Tax)).collect(),
        registration: profile.registration.clone(),
        accounts: account.into_iter().collect(),
    }
}

/// The customer's address, with its country when that is not the seller's.
fn recipient(customer: &Customer, home: &str) -> Party {
    let place = customer.address.as_deref().map(address::of_line).unwrap_or_default();
    let city = [place.post_code, place.city].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let abroad = customer.country.clone().filter(|country| country != home);
    let country = abroad.map(|code| books::tax::jurisdiction(&code).map_or(code, |known| known.name.to_owned()));
    let lines = [place.street, place.second, Some(city), country];
    Party {
        name: customer.name.clone(),
        address: lines.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
        tax_id: customer.tax_ids.first().cloned(),
    }
}

fn lines(paper: &Paper<'_>) -> Vec<Line> {
    let content = &paper.sale.content;
    let rows = content.lines.iter().zip(&paper.issued.computed.lines).zip(1..);
    rows.map(|((written, line), position)| {
        let (name, detail) = written.text.split_once('\n').unwrap_or((&written.text, ""));
        Line::Item(Box::new(Item {
            position: position.to_string(),
            name: name.to_owned(),
            detail: (!detail.trim().is_empty()).then(|| detail.to_owned()),
            quantity: Some(written.quantity.normalize()),
            unit: written.unit.as_deref().and_then(unit),
            unit_price: Some(written.unit_price.normalize()),
            discount: written.discount.filter(|discount| !discount.is_zero()).map(|discount| discount.normalize()),
            tax_rate: line.rate,
            amount: if content.prices == Basis::Gross { line.gross } else { line.amounts.net },
            running: None,
        }))
    })
    .collect()
}

/// The sign of a unit of UN/ECE Recommendation 20; pieces have none, others stand as their code.
fn unit(code: &str) -> Option<String> {
    let sign = match code {
        "C62" | "H87" | "EA" => return None,
        "HUR" => "h",
        "MIN" => "min",
        "DAY" => "d",
        "KGM" => "kg",
        "GRM" => "g",
        "TNE" => "t",
        "MTR" => "m",
        "KMT" => "km",
        "MTK" => "m²",
        "MTQ" => "m³",
        "LTR" => "l",
        "KWH" => "kWh",
        other => other,
    };
    Some(sign.to_owned())
}

fn totals(paper: &Paper<'_>) -> Totals {
    let computed = &paper.issued.computed;
    let taxes = computed.taxes.iter().map(|tax| TaxRow {
        treatment: treatment(tax.treatment),
        name: None,
        rate: tax.rate.normalize(),
        base: tax.net,
        tax: tax.tax,
        mention: None,
    });
    let paid = computed.deposits.iter().map(|deposit| Paid {
        date: computed.issue_date,
        method: Some(deposit.number.clone()),
        amount: deposit.gross,
    });
    let in_home = computed.base.as_ref().filter(|base| !base.tax.is_zero());
    Totals {
        lines: None,
        adjustments: Vec::new(),
        net: Some(computed.net),
        taxes: taxes.collect(),
        rounding: None,
        gross: computed.gross,
        paid: paid.collect(),
        due: (!computed.deposits.is_empty()).then_some(computed.payable),
        tax_in_home: in_home.map(|base| TaxInHome { amount: base.tax, rate: base.rate.value() }),
    }
}

fn treatment(treatment: Option<Treatment>) -> TaxTreatment {
    match treatment {
        Some(Treatment::Standard | Treatment::Reduced | Treatment::Zero) => TaxTreatment::Taxed,
        Some(Treatment::ReverseCharge) => TaxTreatment::ReverseCharge,
        Some(Treatment::IntraCommunity) => TaxTreatment::IntraCommunity,
        Some(Treatment::Export) => TaxTreatment::Export,
        Some(Treatment::Exempt) => TaxTreatment::Exempt,
        Some(Treatment::OutOfScope) | None => TaxTreatment::OutOfScope,
    }
}

fn terms(paper: &Paper<'_>) -> Terms {
    let (content, computed) = (&paper.sale.content, &paper.issued.computed);
    if content.kind != Kind::Invoice {
        return Terms { text: content.terms.text.clone(), ..Terms::default() };
    }
    let several = computed.instalments.len() > 1;
    let parts = computed.instalments.iter().filter_map(|part| Some(Instalment { due: part.due?, amount: part.amount }));
    let early = computed.discount.iter();
    Terms {
        due: computed.due().filter(|_| !several),
        at_once: false,
        discounts: early
            .map(|e| CashDiscount { percent: e.percent.normalize(), until: e.until, amount: e.payable })
            .collect(),
        instalments: parts.filter(|_| several).collect(),
        text: content.terms.text.clone(),
    }
}

/// A code for the payer's telephone, where it is a transfer in euro; none where a bank would not take it.
fn giro_code(paper: &Paper<'_>) -> Option<PaymentCode> {
    let (computed, seller) = (&paper.issued.computed, &paper.issued.seller);
    let wanted = paper.sale.content.kind == Kind::Invoice && computed.currency == Currency::EUR;
    let iban = paper.iban().filter(|_| wanted)?;
    let bic = seller.profile.bic.as_deref();
    GiroCode::new(&seller.name, iban, bic, computed.payable, &paper.number()).ok().map(PaymentCode::Giro)
}
