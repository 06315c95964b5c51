//! Invoices of every category, with allowances, charges, periods, several rates, prepaid amounts and currencies:
//! whatever is written holds the rules and comes back as the same facts.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use money::{Amount, Currency};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::back::assert_same;
use super::{CORE, buyer, decimal, italian, seller, some};
use crate::write::{
    Account, Address, AllowanceCharge, Discount, DocumentAllowanceCharge, Exemption, Identifier, Kind, Line, Outgoing,
    OutgoingFormat, PaymentMeans, PaymentTerms, Period, Preceding, Price, Share, Vat, VatCategory, document,
    line_amounts, missing, totals,
};

/// Texts as people write them, with signs that XML has other uses for.
fn text() -> impl Strategy<Value = String> {
    "[A-Za-z0-9ÄÖÜäöüßéñłЖ東&<>\"'.,;:/ -]{0,40}[A-Za-z0-9]".prop_map(|text| text.trim().to_owned())
}

fn day() -> impl Strategy<Value = Date> {
    (0_i64..2000).prop_map(|days| date(2024, 1, 1).checked_add(days.days()).expect("a day of these years"))
}

fn period() -> impl Strategy<Value = Period> {
    (day(), 0_i64..400).prop_map(|(start, days)| Period { start, end: start.checked_add(days.days()).expect("a day") })
}

/// Currencies with two decimals; where there are none, few prices make whole amounts, as Peppol wants them (R120).
fn currency() -> impl Strategy<Value = Currency> {
    let codes = ["EUR", "CHF", "SEK", "USD", "PLN"];
    prop::sample::select(codes.to_vec()).prop_map(|code| Currency::from_code(code).expect("a currency"))
}

/// The VAT on one invoice: what is outside the scope stands alone, all else may be mixed.
fn vats() -> impl Strategy<Value = Vec<Vat>> {
    use VatCategory::{Exempt, Export, IntraCommunity, OutOfScope, ReverseCharge, ZeroRated};
    let rates = ["19", "7", "5.5", "2.1", "25", "8.1"].map(|rate| Vat::standard(decimal(rate)));
    let others = [ZeroRated, Exempt, ReverseCharge, IntraCommunity, Export].map(Vat::untaxed);
    let mixed = prop::sample::subsequence([rates.to_vec(), others.to_vec()].concat(), 1..=4);
    prop_oneof![9 => mixed, 1 => Just(vec![Vat::untaxed(OutOfScope)])]
}

fn change(currency: Currency) -> impl Strategy<Value = AllowanceCharge> {
    (0_i64..50_000, text()).prop_map(move |(minor, reason)| AllowanceCharge {
        amount: Amount::new(minor, currency),
        share: None,
        reason: Some(reason),
        code: None,
    })
}

fn document_changes(currency: Currency, vats: Vec<Vat>) -> impl Strategy<Value = Vec<DocumentAllowanceCharge>> {
    let item = (change(currency), prop::sample::select(vats));
    prop::collection::vec(item.prop_map(|(item, vat)| DocumentAllowanceCharge { item, vat }), 0..3)
}

fn price() -> impl Strategy<Value = Price> {
    let base = prop::sample::select(vec!["1", "1", "1", "10", "100", "12"]);
    (0_i64..500_000, 0_u32..5, base, prop::option::of(0_i64..1000)).prop_map(|(units, scale, base, discount)| {
        let net = Decimal::new(units, scale);
        Price { net, base_quantity: decimal(base), gross: discount.map(|more| net + Decimal::new(more, 3)) }
    })
}

fn line(currency: Currency, vats: Vec<Vat>) -> impl Strategy<Value = Line> {
    let quantity = (-1_000_i64..10_000, 0_u32..4).prop_map(|(units, scale)| Decimal::new(units, scale).normalize());
    let unit = prop::sample::select(vec!["C62", "HUR", "KGM", "LTR", "XPP"]);
    let changes = || prop::collection::vec(change(currency), 0..3);
    let words = (text(), prop::option::of(text()), prop::option::of(text()));
    (words, quantity, unit, price(), prop::sample::select(vats), changes(), changes()).prop_map(
        |((name, description, note), quantity, unit, price, vat, allowances, charges)| Line {
            description,
            note,
            price,
            allowances,
            charges,
            ..Line::new("", name, quantity, unit, Decimal::ZERO, vat)
        },
    )
}

/// What an invoice is about, beside its lines.
fn head() -> impl Strategy<Value = Outgoing> {
    let kind = prop::sample::select(vec![Kind::Invoice, Kind::Invoice, Kind::CreditNote]);
    let days = (day(), 0_i64..90, prop::option::of(day()), prop::option::of(day()), prop::option::of(period()));
    let words = (text(), prop::collection::vec(text(), 0..3), prop::option::of(text()), prop::option::of(text()));
    (kind, days, words, currency()).prop_map(|(kind, days, (number, notes, terms, project), currency)| {
        let (issued, due, delivered, tax_point, period) = days;
        let mut invoice = Outgoing::new(number, issued, currency, seller(), buyer());
        (invoice.kind, invoice.notes, invoice.references.project) = (kind, notes, project);
        invoice.due_date = Some(issued.checked_add(due.days()).expect("a day"));
        (invoice.delivery.date, invoice.delivery.period, invoice.tax_point_date) = (delivered, period, tax_point);
        invoice.terms = PaymentTerms { text: terms, discounts: Vec::new() };
        invoice.references.buyer = some("04011000-12345-34");
        invoice.preceding = vec![Preceding { number: "R-1".to_owned(), issue_date: delivered }];
        let account = Account { number: "DE89370400440532013000".to_owned(), ..Account::default() };
        invoice.payment = Some(PaymentMeans::Transfer(vec![account]));
        invoice
    })
}

fn invoice() -> impl Strategy<Value = Outgoing> {
    (head(), vats()).prop_flat_map(|(head, vats)| {
        let currency = head.currency;
        let lines = prop::collection::vec(line(currency, vats.clone()), 1..8);
        let changes = || document_changes(currency, vats.clone());
        let paid = prop::option::of(0_i64..100_000);
        let rounding = prop::option::of(-99_i64..100);
        (Just(head), lines, changes(), changes(), paid, rounding, any::<bool>()).prop_map(whole)
    })
}

type Parts =
    (Outgoing, Vec<Line>, Vec<DocumentAllowanceCharge>, Vec<DocumentAllowanceCharge>, Option<i64>, Option<i64>, bool);

/// Puts the parts together, with what the categories that came out need.
fn whole((mut invoice, lines, allowances, charges, paid, rounding, accounting): Parts) -> Outgoing {
    (invoice.lines, invoice.allowances, invoice.charges) = (lines, allowances, charges);
    invoice.lines.iter_mut().zip(1..).for_each(|(line, place)| line.id = place.to_string());
    let amount = |minor: i64| Amount::new(minor, invoice.currency);
    (invoice.prepaid, invoice.rounding) = (paid.map(amount), rounding.map(amount));
    let reason = Exemption { category: VatCategory::Exempt, reason: some("Art. 132"), code: some("VATEX-EU-132-1I") };
    invoice.exemptions = vec![reason];
    if invoice.has(VatCategory::IntraCommunity) {
        invoice.delivery.date = invoice.delivery.date.or(Some(invoice.issue_date));
        let street = (some("Rue 1"), some("75001"), some("Paris"));
        let (street, post_code, city) = street;
        invoice.delivery.address =
            Some(Address { street, post_code, city, country: "FR".to_owned(), ..Address::default() });
    }
    if accounting && invoice.currency != Currency::GBP {
        let sign = crate::write::totals(&invoice).map_or(0, |totals| totals.tax.minor().signum());
        invoice.accounting_tax = Some(Amount::new(sign * 12_345, Currency::GBP));
    }
    invoice
}

/// The same invoice between two businesses in Italy: in the characters that FatturaPA has, with natures.
fn within_italy(mut invoice: Outgoing) -> Outgoing {
    let latin = |text: &mut String| text.retain(|c| c <= 'ÿ');
    let model = italian();
    (invoice.seller, invoice.buyer, invoice.payment) = (model.seller, model.buyer, model.payment);
    (invoice.italy, invoice.delivery.address) = (model.italy, None);
    invoice.number.retain(|c| c.is_ascii());
    invoice.number.truncate(16);
    invoice.number.push_str("/17");
    invoice.notes.iter_mut().chain(&mut invoice.terms.text).for_each(latin);
    for line in &mut invoice.lines {
        line.name.push('.');
        [Some(&mut line.name), line.description.as_mut(), line.note.as_mut()].into_iter().flatten().for_each(latin);
        natured(&mut line.vat);
    }
    for item in invoice.allowances.iter_mut().chain(&mut invoice.charges) {
        item.item.reason.iter_mut().for_each(latin);
        natured(&mut item.vat);
    }
    invoice
}

fn natured(vat: &mut Vat) {
    vat.nature = match vat.category {
        VatCategory::ReverseCharge => some("N6.7"),
        VatCategory::ZeroRated => some("N3.5"),
        _ => None,
    };
}

/// What FatturaPA can hold comes back: the totals, and a line for each line, allowance and charge.
fn assert_same_in_italy(invoice: &Outgoing) {
    let bytes = document(invoice, OutgoingFormat::FatturaPrivate).unwrap_or_else(|refusal| panic!("{refusal}"));
    let facts = crate::parse(&bytes).expect("it is read");
    let failed: Vec<_> = facts.checks.iter().filter(|check| !check.holds).collect();
    assert!(failed.is_empty(), "{failed:?}\n{}", String::from_utf8_lossy(&bytes));
    let totals = totals(invoice).expect("they add up");
    let rounded = totals.gross.checked_add(totals.rounding).expect("an amount");
    for (read, amount) in [(facts.subtotal, totals.net), (facts.tax, totals.tax), (facts.total, rounded)] {
        assert_eq!(read.map(|field| field.value), Some(amount.to_decimal()));
    }
    let amounts = line_amounts(invoice).expect("they add up").into_iter().map(Amount::to_decimal);
    let less = invoice.allowances.iter().map(|item| -item.item.amount.to_decimal());
    let more = invoice.charges.iter().map(|item| item.item.amount.to_decimal());
    let read: Vec<Decimal> = facts.lines.iter().map(|line| line.amount).collect();
    assert_eq!(read, amounts.chain(less).chain(more).collect::<Vec<_>>());
}

/// Either what is written can be read and breaks no rule, or everything that is missing is told.
fn leaves_or_tells(invoice: &Outgoing, format: OutgoingFormat) {
    match document(invoice, format) {
        Ok(bytes) => {
            let facts = crate::parse(&bytes).expect("it is read");
            let can_be_written = |c: &char| *c == '\t' || !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
            let number: String = invoice.number.trim().chars().filter(can_be_written).collect();
            assert_eq!(facts.invoice_number.map(|field| field.value).as_deref(), Some(number.trim()));
            let broken = crate::rules::check(&bytes).expect("it is read");
            assert!(broken.iter().all(crate::rules::Finding::is_advice), "{broken:?}");
        }
        Err(refusal) => {
            assert!(refusal.obstacles.iter().all(|obstacle| !obstacle.message.is_empty()));
            assert_eq!(refusal.obstacles, missing(invoice, format));
            assert!(!refusal.obstacles.is_empty());
        }
    }
}

/// Puts any figures at all wherever there are some.
fn with_figures(mut invoice: Outgoing, figures: &[[i64; 2]], scale: u32, days: u32) -> Outgoing {
    let number = |[high, low]: [i64; 2]| Decimal::from_i128_with_scale(i128::from(high) << 32 | i128::from(low), scale);
    let amount = |place: usize| Amount::new(figures[place][0], invoice.currency);
    let share = Share { percent: number(figures[0]), base: amount(1) };
    let discount = Discount { days, percent: number(figures[5]), base: Some(amount(5)) };
    let change = AllowanceCharge { amount: amount(2), share: Some(share), reason: some("x"), code: None };
    let item = DocumentAllowanceCharge { item: change.clone(), vat: Vat::standard(number(figures[1])) };
    (invoice.prepaid, invoice.rounding) = (Some(amount(3)), Some(amount(4)));
    let line = &mut invoice.lines[0];
    (line.quantity, line.price.net, line.price.gross) =
        (number(figures[2]), number(figures[3]), Some(number(figures[4])));
    line.price.base_quantity = number(figures[5]);
    line.charges.push(change);
    invoice.allowances.push(item);
    invoice.terms.discounts = vec![discount];
    invoice
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_holds_the_rules_and_comes_back_as_it_was(invoice in invoice()) {
        for format in CORE {
            assert_same(&invoice, format);
        }
    }

    #[test]
    fn an_invoice_within_italy_comes_back_as_it_was(invoice in invoice()) {
        assert_same_in_italy(&within_italy(invoice));
    }

    #[test]
    fn an_invoice_leaves_exactly_when_nothing_is_missing(
        invoice in invoice(),
        number in ".{0,12}",
        name in ".{0,90}",
        scheme in prop::option::of("[0-9A-Z]{2,4}"),
        country in "[A-Z]{2}",
    ) {
        let mut invoice = invoice;
        (invoice.number, invoice.buyer.name) = (number, name);
        invoice.buyer.address.country = country;
        invoice.buyer.electronic_address = Some(Identifier { scheme, value: "1".to_owned() });
        for format in OutgoingFormat::ALL {
            leaves_or_tells(&invoice, format);
        }
    }

    #[test]
    fn no_figure_makes_it_panic(
        invoice in invoice(),
        figures in prop::collection::vec(any::<[i64; 2]>(), 6),
        scale in 0_u32..28,
        days in any::<u32>(),
    ) {
        let invoice = with_figures(within_italy(invoice), &figures, scale, days);
        for format in OutgoingFormat::ALL {
            leaves_or_tells(&invoice, format);
        }
    }
}
