//! The advance return of a German business, on a database of its own, told in its book-keeper's words.

use std::collections::HashMap;

use books::returns::Interval;
use books::{AccountId, Entry, Header, Line, PartyId, TaxFact, TaxPart};
use jiff::civil::Date;
use ledger::{NewEntity, NewEntry, create_entity, post};
use money::{Amount, Currency};
use op::{Actor, EntityId, Op, Role};
use parties::{PartyData, add_party};
use sqlx::Executor as _;
use test_kit::World;

use crate::{
    Filing, FilingId, NewFiling, Question, TaxReturn, TaxReturnError, Which, box_lines, calendar, file, tax_return,
    withdraw,
};

const BANK: &str = "1610";
const INPUT: &str = "1400";
const OUTPUT: &str = "2210";
const SALES: &str = "4010";
const ADVERTISING: &str = "6610";

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

/// A line: account, cents (debit positive), tax code and part.
type Row<'a> = (&'a str, i64, Option<(&'a str, TaxPart)>);

struct Books {
    world: World,
    op: Op,
    entity: EntityId,
    accounts: HashMap<String, AccountId>,
}

impl Books {
    /// A German business on 20 October 2026.
    async fn new() -> Self {
        let world = World::at("2026-10-20T12:00:00Z").await;
        let new = NewEntity::new("Werkbank GmbH", Currency::EUR, "DE");
        let entity = create_entity(&world.db, &world.op_admin(), new).await.expect("founded");
        let op = world.op(Role::Accountant);
        let chart = ledger::accounts(&world.db, &op, entity, None).await.expect("chart");
        let accounts = chart.into_iter().map(|a| (a.account.code, a.account.id)).collect();
        Self { world, op, entity, accounts }
    }

    async fn posts(&self, day: &str, party: Option<PartyId>, rows: &[Row<'_>]) {
        let lines = rows.iter().map(|(code, cents, tax)| Line {
            tax: tax.map(|(code, part)| TaxFact::new(code, part)),
            ..Line::plain(self.accounts[*code], eur(*cents))
        });
        let header = Header::new(date(day), "Test").with_party(party);
        let entry = Entry::new(header, Currency::EUR, lines.collect()).expect("balanced");
        post(&self.world.db, &self.op, &NewEntry::new(self.entity, "GEN", entry)).await.expect("posted");
    }

    /// Booked on one day, with its tax arising on another.
    async fn sells_late(&self, booked: &str, tax_point: &str, net: i64, tax: i64) {
        let fact = |part| Some(TaxFact { point: Some(date(tax_point)), ..TaxFact::new("O19", part) });
        let plain = |code: &str, cents| Line::plain(self.accounts[code], eur(cents));
        let lines = vec![
            plain(BANK, net + tax),
            Line { tax: fact(TaxPart::Base), ..plain(SALES, -net) },
            Line { tax: fact(TaxPart::Tax), ..plain(OUTPUT, -tax) },
        ];
        let entry = Entry::new(Header::new(date(booked), "Late"), Currency::EUR, lines).expect("balanced");
        post(&self.world.db, &self.op, &NewEntry::new(self.entity, "GEN", entry)).await.expect("posted");
    }

    async fn sells(&self, day: &str, net: i64, tax: i64) {
        use TaxPart::{Base, Tax};
        self.posts(
            day,
            None,
            &[(BANK, net + tax, None), (SALES, -net, Some(("O19", Base))), (OUTPUT, -tax, Some(("O19", Tax)))],
        )
        .await;
    }

    /// The third quarter: sales of 1,000.90 and a credit note of 100.00, advertising for 200.00, and the same for
    /// 50.00 from a supplier abroad, of which the buyer owes the tax.
    async fn with_a_quarter(&self) {
        use TaxPart::{Base, Tax};
        self.sells("2026-07-03", 1_000_90, 190_17).await;
        self.sells("2026-08-10", -100_00, -19_00).await;
        let bought =
            [(ADVERTISING, 200_00, Some(("I19", Base))), (INPUT, 38_00, Some(("I19", Tax))), (BANK, -238_00, None)];
        self.posts("2026-08-11", None, &bought).await;
        let data = PartyData {
            name: "Ad House Inc.".to_owned(),
            is_supplier: true,
            country: Some("US".to_owned()),
            ..PartyData::default()
        };
        let abroad = add_party(&self.world.db, &self.op, self.entity, &data).await.expect("a supplier");
        let owed = [
            (ADVERTISING, 50_00, Some(("IRC", Base))),
            (INPUT, 9_50, Some(("IRC", Tax))),
            (OUTPUT, -9_50, Some(("IRC", Tax))),
            (BANK, -50_00, None),
        ];
        self.posts("2026-09-30", Some(abroad), &owed).await;
        // outside of the quarter
        self.sells("2026-06-30", 77_00, 14_63).await;
        self.sells("2026-10-01", 88_00, 16_72).await;
    }

    async fn of(&self, from: &str, to: &str) -> Result<TaxReturn, TaxReturnError> {
        let question = Question { from: date(from), to: date(to), entered: Vec::new() };
        tax_return(&self.world.db, &self.op, self.entity, &question).await
    }

    async fn third_quarter(&self) -> TaxReturn {
        self.of("2026-07-01", "2026-09-30").await.expect("a return")
    }

    async fn files(&self, from: &str, to: &str) -> Result<Filing, TaxReturnError> {
        let new = NewFiling {
            from: date(from),
            to: date(to),
            entered: Vec::new(),
            seen: Vec::new(),
            reference: Some(" et-2026-3 ".to_owned()),
            accept_left_out: false,
        };
        Ok(file(&self.world.db, &self.op, self.entity, new).await?.0)
    }
}

/// Declared figures and counts of lines by box.
fn figures(filled: &TaxReturn, boxes: &[&str]) -> Vec<(String, String, i64)> {
    let of = |id: &&str| {
        let b = filled.find(id).unwrap_or_else(|| panic!("box {id}"));
        (b.id.clone(), b.declared.to_decimal().to_string(), b.lines)
    };
    boxes.iter().map(of).collect()
}

fn expected(rows: &[(&str, &str, i64)]) -> Vec<(String, String, i64)> {
    rows.iter().map(|(id, figure, lines)| ((*id).to_owned(), (*figure).to_owned(), *lines)).collect()
}

#[tokio::test]
async fn the_boxes_are_what_the_books_say() {
    let books = Books::new().await;
    books.with_a_quarter().await;
    let filled = books.third_quarter().await;
    assert_eq!(
        figures(&filled, &["81", "81.t", "84", "85", "66", "67", "83"]),
        expected(&[
            // 1,000.90 less 100.00, whole euros
            ("81", "900.00", 2),
            // what the form computes from 900; the books owe 171.17
            ("81.t", "171.00", 2),
            ("84", "50.00", 1),
            ("85", "9.50", 1),
            ("66", "38.00", 1),
            ("67", "9.50", 1),
            // 171.00 + 9.50 - 38.00 - 9.50
            ("83", "133.00", 0),
        ])
    );
    assert_eq!(filled.find("81.t").map(|b| b.exact), Some(eur(171_17)));
    assert_eq!((filled.rounding, filled.late, filled.left_out), (eur(-17), 0, 0));
    assert_eq!(filled.due, Some(date("2026-10-10")));
    let entered = Question { entered: vec![("62".to_owned(), eur(3_00))], ..of_quarter() };
    let with_import = tax_return(&books.world.db, &books.op, books.entity, &entered).await.expect("a return");
    assert_eq!(figures(&with_import, &["83"]), expected(&[("83", "130.00", 0)]));
    let wrong = Question { entered: vec![("81".to_owned(), eur(3_00))], ..of_quarter() };
    let refused =
        tax_return(&books.world.db, &books.op, books.entity, &wrong).await.expect_err("a figure of the books");
    assert_eq!(refused.code(), "returns.not_entered");
}

fn of_quarter() -> Question {
    Question { from: date("2026-07-01"), to: date("2026-09-30"), entered: Vec::new() }
}

#[tokio::test]
async fn every_box_opens_to_its_lines() {
    let books = Books::new().await;
    books.with_a_quarter().await;
    let span = (date("2026-07-01"), date("2026-09-30"));
    let lines = async |which: Which, after, limit| {
        box_lines(&books.world.db, &books.op, books.entity, span, &which, after, limit).await
    };
    let box_81 = || Which::Box("81".to_owned());
    let all = lines(box_81(), None, 50).await.expect("lines");
    let told: Vec<_> = all.iter().map(|l| (l.place.tax_point.to_string(), l.minor, l.account_code.as_str())).collect();
    assert_eq!(told, [("2026-07-03".to_owned(), 1_000_90, SALES), ("2026-08-10".to_owned(), -100_00, SALES)]);
    let first = lines(box_81(), None, 1).await.expect("a page");
    let rest = lines(box_81(), Some(first[0].place), 50).await.expect("the next page");
    assert_eq!([first, rest].concat(), all, "page by page is the whole");
    assert_eq!(lines(Which::Box("85".to_owned()), None, 50).await.expect("lines")[0].minor, 9_50);
    let unknown = lines(Which::Box("999".to_owned()), None, 50).await.expect_err("no such box");
    assert_eq!(unknown.code(), "returns.unknown_box");
}

#[tokio::test]
async fn what_comes_late_is_in_the_next_return() {
    let books = Books::new().await;
    books.with_a_quarter().await;
    let filing = books.files("2026-07-01", "2026-09-30").await.expect("filed");
    assert_eq!((filing.reference.as_deref(), filing.form.as_str()), (Some("et-2026-3"), "UStVA"));
    books.sells_late("2026-10-05", "2026-09-15", 10_00, 1_90).await;

    let filed = books.third_quarter().await;
    assert_eq!(figures(&filed, &["81"]), expected(&[("81", "900.00", 2)]), "what was filed stays");
    assert_eq!(filed.filing, Some(filing.clone()));
    let next = books.of("2026-10-01", "2026-12-31").await.expect("a return");
    assert_eq!((next.late, figures(&next, &["81"])), (2, expected(&[("81", "98.00", 2)])), "88.00 and the late 10.00");
    let (span, which) = ((date("2026-10-01"), date("2026-12-31")), Which::Box("81".to_owned()));
    let late = box_lines(&books.world.db, &books.op, books.entity, span, &which, None, 50).await.expect("lines");
    let late: Vec<(i64, bool)> = late.iter().map(|l| (l.minor, l.late)).collect();
    assert_eq!(late, [(10_00, true), (88_00, false)]);

    let only_late =
        box_lines(&books.world.db, &books.op, books.entity, span, &Which::Late, None, 50).await.expect("lines");
    assert_eq!(only_late.iter().map(|l| l.minor).collect::<Vec<_>>(), [10_00, 1_90]);

    let again = books.files("2026-09-01", "2026-09-30").await.expect_err("days that were filed");
    assert_eq!(again.code(), "returns.filed_before");
}

#[tokio::test]
async fn a_withdrawn_filing_gives_its_lines_back() {
    let books = Books::new().await;
    books.with_a_quarter().await;
    let (db, op, entity) = (&books.world.db, &books.op, books.entity);
    let first = books.files("2026-07-01", "2026-09-30").await.expect("filed");
    assert_eq!(withdraw(db, op, entity, first.id, " ").await.expect_err("without a reason").code(), "returns.invalid");
    let withdrawn = withdraw(db, op, entity, first.id, "wrong quarter").await.expect("withdrawn");
    assert!(withdrawn.withdrawn.is_some());
    let twice = withdraw(db, op, entity, first.id, "again").await.expect_err("once");
    assert_eq!(twice.code(), "returns.withdrawn_before");
    let nobody = withdraw(db, op, entity, FilingId(op.new_id()), "which").await.expect_err("no such filing");
    assert_eq!(nobody.code(), "returns.unknown_filing");

    books.sells("2026-09-29", 100_00, 19_00).await;
    assert_eq!(figures(&books.third_quarter().await, &["81"]), expected(&[("81", "1000.00", 3)]));
    let second = books.files("2026-07-01", "2026-09-30").await.expect("filed anew");
    let shown = calendar(db, op, entity, None).await.expect("periods");
    assert_eq!(shown.every, Interval::Quarter, "as it was filed last");
    let quarter = shown.periods.iter().find(|p| p.from == date("2026-07-01")).expect("the quarter");
    assert_eq!(quarter.filing.as_ref().map(|f| f.id), Some(second.id));
    assert!(shown.periods[0].from == date("2026-10-01") && !shown.periods[0].is_over, "{:?}", shown.periods[0]);
}

#[tokio::test]
async fn a_line_the_form_does_not_place_waits_for_a_person() {
    use TaxPart::Base;
    let books = Books::new().await;
    // a sale under reverse charge is told by the buyer's country; outside of tax it has no box at home
    books.posts("2020-07-03", None, &[(BANK, 10_00, None), (SALES, -10_00, Some(("O16", Base)))]).await;
    books.posts("2021-07-03", None, &[(BANK, 10_00, None), (SALES, -10_00, Some(("O0", Base)))]).await;
    let refused = books.of("2020-07-01", "2020-09-30").await.expect_err("no form of that year");
    assert_eq!(refused.code(), "returns.no_form");
    let filled = books.of("2021-07-01", "2021-09-30").await.expect("a return");
    assert_eq!(filled.left_out, 1);
    let new = |accept_left_out| NewFiling {
        from: date("2021-07-01"),
        to: date("2021-09-30"),
        entered: Vec::new(),
        seen: Vec::new(),
        reference: None,
        accept_left_out,
    };
    let (db, op, entity) = (&books.world.db, &books.op, books.entity);
    let asked = file(db, op, entity, new(false)).await.expect_err("somebody must look");
    assert_eq!(asked.code(), "returns.left_out");
    let (_, filed) = file(db, op, entity, new(true)).await.expect("looked at");
    assert_eq!(filed.left_out, 1);
}

#[tokio::test]
async fn who_may_not_does_not_file_and_a_running_period_waits() {
    let books = Books::new().await;
    books.with_a_quarter().await;
    let running = books.files("2026-10-01", "2026-10-31").await.expect_err("not over");
    assert_eq!(running.code(), "returns.not_over");
    assert_eq!(books.files("2026-09-30", "2026-07-01").await.expect_err("backwards").code(), "returns.bad_span");
    let viewer = Books { op: books.world.op(Role::Viewer), ..books };
    assert_eq!(viewer.files("2026-07-01", "2026-09-30").await.expect_err("looks only").code(), "auth.denied");
    assert_eq!(figures(&viewer.third_quarter().await, &["66"]), expected(&[("66", "38.00", 1)]), "but sees it");
    let agent = Actor::Agent { name: "proposer".to_owned(), version: "1".to_owned(), on_behalf_of: None };
    let mut op = viewer.world.op_admin();
    op.actor = agent;
    let agent = Books { op, ..viewer };
    let refused = agent.files("2026-07-01", "2026-09-30").await.expect_err("an agent");
    assert_eq!(refused.code(), "returns.agent_may_not_file");
}

#[tokio::test]
async fn what_was_filed_elsewhere_must_be_what_is_recorded() {
    let books = Books::new().await;
    books.with_a_quarter().await;
    let seen = |cents| NewFiling {
        from: date("2026-07-01"),
        to: date("2026-09-30"),
        entered: Vec::new(),
        seen: vec![("83".to_owned(), eur(cents))],
        reference: None,
        accept_left_out: false,
    };
    let (db, op, entity) = (&books.world.db, &books.op, books.entity);
    books.sells("2026-09-29", 100_00, 19_00).await;
    let changed = file(db, op, entity, seen(133_00)).await.expect_err("posted since it was looked at");
    assert_eq!(changed.code(), "returns.changed");
    file(db, op, entity, seen(152_00)).await.expect("as it was seen");
}

#[tokio::test]
async fn periods_begin_with_the_books() {
    let books = Books::new().await;
    let (db, op, entity) = (&books.world.db, &books.op, books.entity);
    let of = async |every| calendar(db, op, entity, Some(every)).await.expect("periods").periods;
    assert_eq!(of(Interval::Month).await.len(), 1, "nothing is posted: the present one");
    books.sells("2026-08-10", 100_00, 19_00).await;
    let months: Vec<String> = of(Interval::Month).await.iter().map(|p| p.from.to_string()).collect();
    assert_eq!(months, ["2026-10-01", "2026-09-01", "2026-08-01"]);
    let refused = calendar(db, op, entity, Some(Interval::HalfYear)).await.expect_err("not in Germany");
    assert_eq!(refused.code(), "returns.no_such_periods");
}

/// Not even a superuser's careless statement changes what was filed, or files a day twice.
#[tokio::test]
async fn what_was_filed_stays_as_it_was() {
    let books = Books::new().await;
    books.with_a_quarter().await;
    books.files("2026-07-01", "2026-09-30").await.expect("filed");
    let mut root = books.world.superuser().await;
    for (code, statement) in [
        ("PA010", "update tax_filing set figures = '{}'"),
        ("PA010", "delete from tax_filing"),
        ("PA010", "delete from tax_filing_line"),
        (
            "PA070",
            "insert into tax_filing (org_id, entity_id, filing_id, form, first_day, last_day, figures, filed_at,
                                     filed_by_name)
             select org_id, entity_id, gen_random_uuid(), form, last_day, last_day, figures, filed_at, filed_by_name
               from tax_filing",
        ),
    ] {
        let refused = root.execute(statement).await.expect_err(statement);
        let refused = refused.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned();
        assert_eq!(refused, code, "{statement}");
    }
}
