//! What holds for every document, whatever stands on it.

use std::collections::BTreeMap;

use books::tax::{Basis, Supply};
use books::{Account, AccountId, AccountRole, AccountType, FiscalCalendar, PartyId, SaleId, TaxPart};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use ledger::{Entity, RateRow};
use money::{Amount, Currency, Rate};
use op::EntityId;
use parties::{Party, PartyData};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Judged, judge};
use crate::document::{Content, ContentLine, Instalment, Issued, Kind, Number, Sale, State, Terms};
use crate::ground::{Credited, Ground};

const TODAY: Date = date(2026, 10, 20);

fn account(number: u128, code: &str, account_type: AccountType, role: Option<AccountRole>) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(number)),
        code: code.to_owned(),
        name: code.to_owned(),
        account_type,
        role,
        postable: true,
        parent: None,
        currency: None,
        active: true,
        default_tax_code: None,
    }
}

/// A business in a country, with a customer at home and a rate of the dollar.
fn ground(country: &str, rate: Decimal) -> Ground {
    let entity = EntityId(Uuid::from_u128(1));
    let seller = Entity {
        id: entity,
        name: "Werkbank".to_owned(),
        base_currency: Currency::EUR,
        jurisdiction: country.to_owned(),
        calendar: FiscalCalendar::starting_in(1).expect("January"),
        tax_id: Some("1".to_owned()),
        also_known_as: Vec::new(),
        ibans: Vec::new(),
        demo: false,
        version: 1,
    };
    let data = PartyData { name: "Hafen AG".to_owned(), country: Some(country.to_owned()), ..PartyData::default() };
    let rate = RateRow {
        id: None,
        from: Currency::USD,
        to: Currency::EUR,
        day: TODAY,
        rate: Rate::new(rate).expect("above nothing"),
        source: "test".to_owned(),
        recorded_at: Timestamp::UNIX_EPOCH,
        recorded_by: "test".to_owned(),
    };
    use AccountType::{Asset, Income, Liability};
    Ground {
        seller,
        profile: crate::Profile::default(),
        accounts: vec![
            account(10, "1200", Asset, Some(AccountRole::Receivable)),
            account(11, "2210", Liability, Some(AccountRole::OutputTax)),
            account(12, "4010", Income, Some(AccountRole::DefaultIncome)),
            account(13, "4020", Income, None),
        ],
        codes: books::tax::codes(country),
        customer: Some(Party {
            id: PartyId(Uuid::from_u128(2)),
            entity,
            data,
            active: true,
            created_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }),
        rate: Some(rate),
        credited: None,
        deposits: Vec::new(),
        deducted: Vec::new(),
        last_dated: None,
        today: TODAY,
    }
}

fn content(kind: Kind, currency: Currency, prices: Basis, lines: Vec<ContentLine>) -> Content {
    Content {
        kind,
        customer: Some(PartyId(Uuid::from_u128(2))),
        currency: Some(currency),
        issue_date: Some(TODAY),
        tax_point: None,
        valid_until: None,
        series: None,
        prices,
        terms: Terms::default(),
        buyer_reference: None,
        order_number: None,
        title: None,
        notes: None,
        language: None,
        lines,
        credits: None,
        is_deposit: false,
        deposits: Vec::new(),
    }
}

fn issued(id: u128, content: Content, judged: &Judged) -> Sale {
    let customer = crate::Customer {
        id: PartyId(Uuid::from_u128(2)),
        name: "Hafen AG".to_owned(),
        address: None,
        country: None,
        email: None,
        tax_ids: Vec::new(),
    };
    let seller = crate::Seller {
        name: "Werkbank".to_owned(),
        tax_id: None,
        country: "DE".to_owned(),
        ibans: Vec::new(),
        profile: crate::Profile::default(),
    };
    let (computed, posting) = (judged.computed.clone(), judged.posting.clone());
    Sale {
        id: SaleId(Uuid::from_u128(id)),
        entity: EntityId(Uuid::from_u128(1)),
        state: State::Issued,
        content,
        issued: Some(Issued { computed, customer, seller, posting }),
        number: Some(Number { series: "INV".to_owned(), year: 2026, number: 1 }),
        entry: None,
        from_quote: None,
        authors: Vec::new(),
        written_by: "test".to_owned(),
        written_at: Timestamp::UNIX_EPOCH,
        submitted_by: None,
        changed_at: Timestamp::UNIX_EPOCH,
        version: 2,
    }
}

fn a_line() -> impl Strategy<Value = ContentLine> {
    let code = prop_oneof![Just("O19"), Just("O7"), Just("O0")];
    let account = prop_oneof![Just(None), Just(Some(AccountId(Uuid::from_u128(13))))];
    let discount = prop_oneof![Just(None), (0_i64..=10_000).prop_map(|d| Some(Decimal::new(d, 2)))];
    (1_i64..20_000, 1_i64..100_000_000, discount, code, account).prop_map(
        |(quantity, price, discount, code, account)| ContentLine {
            text: "work".to_owned(),
            quantity: Decimal::new(quantity, 2),
            unit: None,
            unit_price: Decimal::new(price, 5),
            discount,
            account,
            tax_code: Some(code.to_owned()),
            supply: Some(Supply::Services),
            of_line: None,
        },
    )
}

fn a_case() -> impl Strategy<Value = (Vec<ContentLine>, Basis, Currency, Decimal)> {
    let basis = prop_oneof![Just(Basis::Net), Just(Basis::Gross)];
    let currency = prop_oneof![Just(Currency::EUR), Just(Currency::USD)];
    let rate = (1_i64..50_000).prop_map(|rate| Decimal::new(rate, 4));
    (prop::collection::vec(a_line(), 1..7), basis, currency, rate)
}

/// What is left on each account and in each tax code, in both currencies.
fn left<'a>(postings: impl IntoIterator<Item = &'a Judged>) -> BTreeMap<(AccountId, String), (i64, i64)> {
    let mut sums: BTreeMap<(AccountId, String), (i64, i64)> = BTreeMap::new();
    for line in postings.into_iter().flat_map(|judged| &judged.posting) {
        let code = line.tax.as_ref().map(|t| format!("{} {}", t.code, t.part)).unwrap_or_default();
        let sum = sums.entry((line.account, code)).or_default();
        *sum = (sum.0 + line.amount.minor(), sum.1 + line.base.minor());
    }
    sums.retain(|_, sum| *sum != (0, 0));
    sums
}

fn credits(of: &Content, part: impl Fn(usize, Decimal) -> Decimal) -> Content {
    let line = |(index, line): (usize, &ContentLine)| ContentLine {
        quantity: part(index, line.quantity),
        of_line: u32::try_from(index + 1).ok(),
        ..line.clone()
    };
    let lines: Vec<ContentLine> =
        of.lines.iter().enumerate().map(line).filter(|line| !line.quantity.is_zero()).collect();
    let credits = Some(SaleId(Uuid::from_u128(100)));
    Content { kind: Kind::CreditNote, lines, credits, terms: Terms::default(), ..of.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_posted_balances_and_owes_what_is_payable((lines, prices, currency, rate) in a_case(), parts in 1_u32..5) {
        let ground = ground("DE", rate);
        let share = (Decimal::ONE_HUNDRED / Decimal::from(parts)).round_dp(6);
        let last = Decimal::ONE_HUNDRED - share * Decimal::from(parts - 1);
        let part = |n: u32| Instalment { share: if n + 1 == parts { last } else { share }, days: Some(10), due: None };
        let terms = Terms { instalments: (0..parts).map(part).collect(), ..Terms::default() };
        let invoice = Content { terms, ..content(Kind::Invoice, currency, prices, lines) };
        let judged = judge(&ground, &invoice).expect("computed");
        let computed = &judged.computed;
        prop_assume!(computed.problems.is_empty());
        prop_assert_eq!(computed.net.checked_add(computed.tax).unwrap(), computed.gross);
        let owed: i64 = judged.posting.iter().filter(|l| l.is_receivable).map(|l| l.amount.minor()).sum();
        prop_assert_eq!(owed, computed.payable.minor());
        let sums = judged.posting.iter().fold((0, 0), |s, l| (s.0 + l.amount.minor(), s.1 + l.base.minor()));
        prop_assert_eq!(sums, (0, 0));
        for line in judged.posting.iter().filter(|l| l.tax.as_ref().is_some_and(|t| t.part == TaxPart::Tax)) {
            let fact = line.tax.as_ref().unwrap();
            let of_code = |l: &&crate::PostedLine| {
                l.tax.as_ref().is_some_and(|t| t.part == TaxPart::Base && t.code == fact.code)
            };
            let base: i64 = judged.posting.iter().filter(of_code).map(|l| l.base.minor()).sum();
            prop_assert_eq!(fact.base.map(Amount::minor), Some(base));
        }
    }

    #[test]
    fn credit_notes_of_everything_leave_nothing_on_any_account(
        (lines, prices, currency, rate) in a_case(),
        cut in prop::collection::vec(0_i64..=100, 7),
    ) {
        let mut ground = ground("DE", rate);
        let written = content(Kind::Invoice, currency, prices, lines);
        let invoice = judge(&ground, &written).expect("computed");
        prop_assume!(invoice.computed.problems.is_empty());
        let credited = |earlier| Some(Credited { invoice: issued(100, written.clone(), &invoice), earlier });
        let share = |index: usize, quantity: Decimal| (quantity * Decimal::new(cut[index], 2)).round_dp(2);
        ground.credited = credited(Vec::new());
        let first = credits(&written, share);
        let one = judge(&ground, &first).expect("computed");
        // a part may come to nothing, or to a cent too much where lines are tiny
        prop_assume!(one.computed.problems.is_empty());
        ground.credited = credited(vec![issued(101, first, &one)]);
        let other = judge(&ground, &credits(&written, |index, q| q - share(index, q))).expect("computed");
        prop_assume!(other.computed.problems.is_empty());
        prop_assert_eq!(left([&invoice, &one, &other]), BTreeMap::new());

        ground.credited = credited(Vec::new());
        let whole = judge(&ground, &credits(&written, |_, quantity| quantity)).expect("computed");
        prop_assert_eq!(&whole.computed.problems, &[]);
        prop_assert_eq!(left([&invoice, &whole]), BTreeMap::new());
        prop_assert_eq!((whole.computed.net, whole.computed.tax), (invoice.computed.net, invoice.computed.tax));
    }
}

#[test]
fn tax_is_rounded_as_the_country_does() {
    // three lines of 0.30, each with a part of a cent of tax
    let lines = |code: &str| {
        let line = ContentLine {
            text: "stamp".to_owned(),
            quantity: Decimal::ONE,
            unit: None,
            unit_price: Decimal::new(30, 2),
            discount: None,
            account: None,
            tax_code: Some(code.to_owned()),
            supply: Some(Supply::Goods),
            of_line: None,
        };
        vec![line.clone(), line.clone(), line]
    };
    for place in books::tax::jurisdictions() {
        let ground = ground(place.code, Decimal::ONE);
        let mut standard = ground.codes.iter().filter(|c| {
            c.kind == books::TaxKind::Output && c.treatment == books::Treatment::Standard && c.in_force(TODAY)
        });
        let Some(code) = standard.next() else { continue };
        let judged = judge(&ground, &content(Kind::Invoice, Currency::EUR, Basis::Net, lines(&code.code)));
        let computed = judged.expect("computed").computed;
        let rounding = place.habits.rounding;
        let exact = |net: i64| Decimal::new(net, 2) * code.rate / Decimal::ONE_HUNDRED;
        let round = |tax: Decimal| Amount::from_decimal(tax, Currency::EUR, rounding.mode).expect("small").minor();
        let expected = match rounding.scope {
            books::tax::Scope::PerLine => 3 * round(exact(30)),
            books::tax::Scope::PerRate | books::tax::Scope::PerDocument => round(exact(90)),
        };
        assert_eq!((computed.rounding, computed.tax.minor()), (rounding.scope, expected), "{}", place.code);
    }
}
