//! Reports of a small business with known books, on a database of its own.

use std::collections::HashMap;

use books::{AccountId, Entry, Header, Line};
use jiff::civil::Date;
use ledger::{AccountLinesFilter, NewEntity, NewEntry, account_lines, create_entity, post};
use money::{Amount, Currency};
use op::{EntityId, Op, Role};
use test_kit::World;

use crate::{Figure, SectionView, Span, TrialBalanceRow, balance_sheet, dashboard, part, profit_loss, trial_balance};

struct Books {
    world: World,
    op: Op,
    entity: EntityId,
    accounts: HashMap<String, AccountId>,
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

impl Books {
    /// Capital of 1,000.00 in 2024, a sale of 500.00 and rent of 200.00 then; in 2025 sales of 900.00, rent of 250.00.
    async fn new() -> Self {
        let world = World::at("2025-06-30T12:00:00Z").await;
        let admin = world.op_admin();
        let new = NewEntity::new("Werkbank GmbH", Currency::EUR, "DE");
        let entity = create_entity(&world.db, &admin, new).await.expect("founded");
        let op = world.op(Role::Accountant);
        let chart = ledger::accounts(&world.db, &op, entity, None).await.expect("chart");
        let accounts = chart.into_iter().map(|a| (a.account.code, a.account.id)).collect();
        let books = Self { world, op, entity, accounts };
        for (day, debit, credit, cents) in [
            ("2024-01-02", "1610", "3010", 1_000_00),
            ("2024-06-10", "1610", "4010", 500_00),
            ("2024-09-01", "6210", "1610", 200_00),
            ("2025-02-14", "1200", "4010", 600_00),
            ("2025-03-01", "6210", "2010", 250_00),
            ("2025-05-20", "1610", "1200", 400_00),
            ("2025-06-25", "1630", "4020", 300_00),
        ] {
            books.post(day, debit, credit, cents).await;
        }
        books
    }

    async fn post(&self, day: &str, debit: &str, credit: &str, cents: i64) {
        let lines =
            vec![Line::plain(self.accounts[debit], eur(cents)), Line::plain(self.accounts[credit], eur(-cents))];
        let header = Header::new(date(day), "Test");
        let entry = Entry::new(header, Currency::EUR, lines).expect("balanced");
        post(&self.world.db, &self.op, &NewEntry::new(self.entity, "GEN", entry)).await.expect("posted");
    }

    /// The lines behind a figure, added up by the ledger's own account page.
    async fn drilled(&self, figure: &Figure) -> i64 {
        let drill = figure.drill.as_ref().expect("a way to the lines");
        let filter = AccountLinesFilter {
            entity: self.entity,
            accounts: drill.account_ids.clone(),
            from: drill.from,
            to: Some(drill.to),
            known_at: None,
        };
        let page = account_lines(&self.world.db, &self.op, &filter, None, 1000).await.expect("lines");
        page.lines.iter().map(|l| l.base.minor()).sum()
    }
}

fn row<'a>(section: &'a SectionView, code: &str) -> &'a crate::StatementRow {
    let is = |r: &&crate::StatementRow| r.account.as_ref().is_some_and(|a| a.code == code);
    section.rows.iter().find(is).expect("the row is there")
}

#[tokio::test]
async fn the_trial_balance_shows_each_account_on_its_side() {
    let books = Books::new().await;
    for folded in [false, true] {
        if folded {
            ledger::fold(&books.world.db, &books.op, books.entity).await.expect("folded");
        }
        let view = trial_balance(&books.world.db, &books.op, books.entity, date("2025-06-30"), None).await;
        let view = view.expect("trial balance");
        let side = |f: &Option<Figure>| f.as_ref().map(|f| f.amount.minor());
        let name = |r: &TrialBalanceRow| r.account.as_ref().map_or(r.label.clone(), |a| a.code.clone());
        let rows: Vec<_> = view.rows.iter().map(|r| (name(r), side(&r.debit), side(&r.credit))).collect();
        let expected = [
            ("1200", Some(200_00), None),
            ("1610", Some(1_700_00), None),
            ("1630", Some(300_00), None),
            ("2010", None, Some(250_00)),
            ("3010", None, Some(1_000_00)),
            // income and expense since the year began; what 2024 earned has a row of its own
            ("4010", None, Some(600_00)),
            ("4020", None, Some(300_00)),
            ("6210", Some(250_00), None),
            ("Result of earlier years", None, Some(300_00)),
        ];
        let expected = expected.map(|(name, debit, credit)| (name.to_owned(), debit, credit));
        assert_eq!(rows, expected);
        assert!(view.balanced());
        assert_eq!((view.total_debit.amount, view.year_start), (eur(2_450_00), date("2025-01-01")));
        for row in &view.rows {
            let (figure, sign) = row.debit.as_ref().map_or((row.credit.as_ref(), -1), |debit| (Some(debit), 1));
            let figure = figure.expect("a side");
            assert_eq!(books.drilled(figure).await, sign * figure.amount.minor(), "{}", row.label);
        }
    }
}

#[tokio::test]
async fn the_balance_sheet_balances_and_tells_results_by_year() {
    let books = Books::new().await;
    let (day, before) = (date("2025-06-30"), date("2024-12-31"));
    let view = balance_sheet(&books.world.db, &books.op, books.entity, day, Some(before), None).await.expect("view");
    assert!(view.balanced);
    let [assets, liabilities, equity] = &view.sections[..] else { panic!("three sections") };
    assert_eq!(
        (assets.total.amount, assets.previous_total.as_ref().map(|f| f.amount)),
        (eur(2_200_00), Some(eur(1_300_00)))
    );
    assert_eq!((liabilities.total.amount, equity.total.amount), (eur(250_00), eur(1_950_00)));
    assert_eq!(view.total_liabilities_and_equity.amount, assets.total.amount);
    let result = |label: &str| {
        let row = equity.rows.iter().find(|r| r.label == label).expect(label);
        (row.figure.amount.minor(), row.previous.as_ref().map(|f| f.amount.minor()))
    };
    assert_eq!(result("Result of earlier years"), (300_00, Some(0)));
    assert_eq!(result("Result of this year"), (650_00, Some(300_00)));
    // a heading is what stands under it, and every figure leads to its lines
    assert_eq!(row(assets, "1600").figure.amount, eur(2_000_00));
    assert!(row(assets, "1600").heading);
    for figure in [&row(assets, "1600").figure, &assets.total] {
        assert_eq!(books.drilled(figure).await, figure.amount.minor());
    }
    for row in equity.rows.iter().filter(|r| r.account.is_none()) {
        assert_eq!(books.drilled(&row.figure).await, -row.figure.amount.minor(), "{}", row.label);
    }
    assert_eq!(books.drilled(&equity.total).await, -equity.total.amount.minor());
}

#[tokio::test]
async fn profit_and_loss_of_a_span_beside_another() {
    let books = Books::new().await;
    let span = Span::new(date("2025-01-01"), date("2025-06-30")).expect("span");
    let last = Span::new(date("2024-01-01"), date("2024-12-31")).expect("span");
    let view = profit_loss(&books.world.db, &books.op, books.entity, span, Some(last), None).await.expect("view");
    assert_eq!(view.result.amount, eur(650_00));
    assert_eq!(view.previous_result.as_ref().map(|f| f.amount), Some(eur(300_00)));
    let [income, expense] = &view.sections[..] else { panic!("two sections") };
    let sales = row(income, "4010");
    assert_eq!((sales.figure.amount, sales.previous.as_ref().map(|f| f.amount)), (eur(600_00), Some(eur(500_00))));
    assert_eq!(expense.total.amount, eur(250_00));
    assert_eq!(books.drilled(&sales.figure).await, -600_00);
    assert_eq!(books.drilled(sales.previous.as_ref().expect("previous")).await, -500_00);
    assert_eq!(books.drilled(&view.result).await, -650_00);
    assert_eq!(Span::new(date("2025-01-02"), date("2025-01-01")).expect_err("backwards").code(), "reports.bad_span");
}

/// INVARIANT 10: the same report as it was known before a back-dated entry.
#[tokio::test]
async fn reports_can_be_asked_as_they_were_known() {
    let books = Books::new().await;
    let known_at = books.op.now();
    // the clock of this world stands still: an instant before it knows nothing, the instant itself everything
    let earlier = known_at - jiff::SignedDuration::from_secs(1);
    let total = async |at| {
        let view = trial_balance(&books.world.db, &books.op, books.entity, date("2025-06-30"), Some(at)).await;
        view.expect("view").total_debit.amount
    };
    assert_eq!((total(known_at).await, total(earlier).await), (eur(2_450_00), eur(0)));
}

#[tokio::test]
async fn the_dashboard_shows_cash_at_month_ends_and_results_by_month() {
    let books = Books::new().await;
    // dated after the report's day: not at hand yet
    books.post("2025-06-30", "1610", "4010", 11_00).await;
    ledger::fold(&books.world.db, &books.op, books.entity).await.expect("folded");
    let view = dashboard(&books.world.db, &books.op, books.entity, date("2025-06-29")).await.expect("view");
    assert_eq!(view.cash.total.amount, eur(2_000_00));
    assert_eq!(view.months.len(), 12);
    let cash = |month: &str| {
        let point = view.cash.by_month.iter().find(|p| p.month == date(month)).expect("month");
        point.balance.amount.minor()
    };
    let at = ["2024-07-01", "2024-08-01", "2024-09-01", "2025-04-01", "2025-05-01", "2025-06-01"].map(cash);
    assert_eq!(at, [1_500_00, 1_500_00, 1_300_00, 1_300_00, 1_700_00, 2_000_00]);
    let month = view.months.iter().find(|m| m.month == date("2025-03-01")).expect("March");
    assert_eq!((month.income.amount, month.expense.amount), (eur(0), eur(250_00)));
    assert_eq!(books.drilled(&month.expense).await, 250_00);
}

#[tokio::test]
async fn csv_and_json_carry_plain_decimals_and_harmless_names() {
    let books = Books::new().await;
    let rent = books.accounts["6210"];
    let evil = ledger::AccountChange { name: Some("=HYPERLINK(1), \"Miete\"".to_owned()), ..Default::default() };
    ledger::change_account(&books.world.db, &books.op, books.entity, rent, 1, evil).await.expect("renamed");
    let view = trial_balance(&books.world.db, &books.op, books.entity, date("2025-06-30"), None).await.expect("view");
    let csv = view.to_csv().expect("csv");
    let line = csv.lines().find(|l| l.starts_with("6210")).expect("rent");
    assert_eq!(line, "6210,\"'=HYPERLINK(1), \"\"Miete\"\"\",expense,250.00,,EUR");
    assert_eq!(csv.lines().last(), Some(",Total,,2450.00,2450.00,EUR"));
    assert!(csv.contains("\n,Result of earlier years,,,300.00,EUR\n"), "{csv}");
    let json = serde_json::to_value(view.rows.last().expect("earlier years")).expect("json");
    assert_eq!((&json["credit"]["amount"], &json["credit"]["currency"]), (&"300.00".into(), &"EUR".into()));
    assert_eq!(json["credit"]["drill"]["to"], "2024-12-31");
    let span = Span::new(date("2025-01-01"), date("2025-06-30")).expect("span");
    let loss = profit_loss(&books.world.db, &books.op, books.entity, span, None, None).await.expect("view");
    assert_eq!(loss.to_csv().expect("csv").lines().last(), Some("result,,Result,,650.00,,EUR"));
}

#[tokio::test]
async fn only_who_may_see_reports_of_these_books_sees_them() {
    let books = Books::new().await;
    let day = date("2025-06-30");
    let elsewhere = op::Grant { entity: Some(books.world.entity), role: Role::Admin };
    let neighbour = books.world.op_with(elsewhere);
    let denied = trial_balance(&books.world.db, &neighbour, books.entity, day, None).await.expect_err("no role");
    assert_eq!(denied.code(), "auth.denied");
    let outsider = books.world.second_org().await.op;
    let foreign = balance_sheet(&books.world.db, &outsider, books.entity, day, None, None).await.expect_err("foreign");
    assert_eq!(foreign.code(), "ledger.unknown_business");
    let viewer = books.world.op(Role::Viewer);
    trial_balance(&books.world.db, &viewer, books.entity, day, None).await.expect("a viewer looks");
}

/// Every total is known again under its short name, account by account.
#[tokio::test]
async fn a_total_is_made_of_the_accounts_of_its_part() {
    let books = Books::new().await;
    let day = date("2025-06-30");
    let span = Span::new(date("2025-01-01"), day).expect("span");
    let sheet = balance_sheet(&books.world.db, &books.op, books.entity, day, None, None).await.expect("sheet");
    let loss = profit_loss(&books.world.db, &books.op, books.entity, span, None, None).await.expect("loss");
    let home = dashboard(&books.world.db, &books.op, books.entity, day).await.expect("home");
    let headings = sheet.sections.iter().chain(&loss.sections).flat_map(|s| &s.rows).filter(|r| r.heading);
    let totals = sheet.sections.iter().chain(&loss.sections).map(|s| &s.total);
    let figures = headings.map(|r| &r.figure).chain(totals).chain([&sheet.total_liabilities_and_equity, &loss.result]);
    for figure in figures.chain([&home.cash.total]) {
        let drill = figure.drill.as_ref().expect("a way to the lines");
        let name = drill.part.expect("a total has a short name").to_string();
        assert!(name.len() <= 36, "{name} is short");
        let again = name.parse().expect("a name that is read back");
        let view = part(&books.world.db, &books.op, books.entity, again, (drill.from, drill.to), None).await;
        let view = view.expect("the part");
        assert_eq!(view.total.minor().abs(), figure.amount.minor().abs(), "{name}");
        let sum: i64 = view.rows.iter().map(|r| r.figure.amount.minor()).sum();
        assert_eq!(sum, view.total.minor(), "{name}");
    }
    let wrong = "everything".parse::<crate::Part>().expect_err("no part");
    assert_eq!(wrong.code(), "reports.unknown_part");
}
