//! Budgets of a small business with known books, on a database of its own, told as what people do.

use std::collections::HashMap;

use books::{AccountId, AccountType, Entry, Header, Line};
use jiff::civil::Date;
use ledger::{AccountChange, AccountLinesFilter, NewEntity, NewEntry, account_lines, create_entity, post};
use money::{Amount, Currency};
use op::{EntityId, Op, Role};
use reports::{Figure, Span, profit_loss};
use test_kit::World;

use crate::{
    Budget, BudgetError, Comparison, NewBudget, NewRow, Planned, Question, budget, budgets, compare, rows_from_csv,
    set_budget,
};

const SALES: &str = "4010";
const RENT: &str = "6210";
const ENERGY: &str = "6220";

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

struct Books {
    world: World,
    op: Op,
    entity: EntityId,
    accounts: HashMap<String, AccountId>,
}

impl Books {
    /// A business whose fiscal year is the calendar year, on 10 May 2026.
    async fn new() -> Self {
        Self::starting_in(1).await
    }

    async fn starting_in(month: u8) -> Self {
        let world = World::at("2026-05-10T12:00:00Z").await;
        let new = NewEntity { fiscal_year_start: month, ..NewEntity::new("Werkbank GmbH", Currency::EUR, "DE") };
        let entity = create_entity(&world.db, &world.op_admin(), new).await.expect("founded");
        let op = world.op(Role::Accountant);
        let chart = ledger::accounts(&world.db, &op, entity, None).await.expect("chart");
        let accounts = chart.into_iter().map(|a| (a.account.code, a.account.id)).collect();
        Self { world, op, entity, accounts }
    }

    /// Sales of 1,900.00 and rent of 1,000.00 up to March; in April sales of 700.00 and energy of 80.00 that nobody
    /// planned. Half of the rent is the workshop's.
    async fn with_history() -> Self {
        let books = Self::new().await;
        for (day, debit, credit, cents, department) in [
            ("2025-12-31", "1610", SALES, 9_999_00, "Sales"),
            ("2026-01-15", "1610", SALES, 900_00, "Sales"),
            ("2026-02-01", RENT, "1610", 500_00, "Workshop"),
            ("2026-02-01", RENT, "1610", 500_00, "Office"),
            ("2026-03-31", "1610", SALES, 1_000_00, "Sales"),
            ("2026-04-20", "1610", SALES, 700_00, "Sales"),
            ("2026-04-30", ENERGY, "1610", 80_00, "Workshop"),
        ] {
            books.post(day, debit, credit, cents, department).await;
        }
        books
    }

    async fn post(&self, day: &str, debit: &str, credit: &str, cents: i64, department: &str) {
        let line = |code: &str, cents| Line {
            dimensions: books::Dimensions::department(Some(department)),
            ..Line::plain(self.accounts[code], eur(cents))
        };
        let header = Header::new(date(day), "Test");
        let entry =
            Entry::new(header, Currency::EUR, vec![line(debit, cents), line(credit, -cents)]).expect("balanced");
        post(&self.world.db, &self.op, &NewEntry::new(self.entity, "GEN", entry)).await.expect("posted");
    }

    fn row(&self, code: &str, department: &str, year: i64) -> NewRow {
        let department = Some(department.to_owned());
        NewRow { account: self.accounts[code], department, planned: Planned::Year(eur(year)) }
    }

    /// 600.00 of sales and 300.00 of rent a month, the rent by department.
    fn plan(&self) -> Vec<NewRow> {
        vec![self.row(SALES, "", 7_200_00), self.row(RENT, "Workshop", 2_400_00), self.row(RENT, "Office", 1_200_00)]
    }

    async fn set(&self, year: i32, expected_version: i32, rows: Vec<NewRow>) -> Result<Budget, BudgetError> {
        let reason = Some("the owners agreed".to_owned());
        set_budget(&self.world.db, &self.op, self.entity, NewBudget { year, expected_version, rows, reason }).await
    }

    async fn compared(&self, to: &str, department: Option<&str>) -> Comparison {
        let department = department.map(str::to_owned);
        let question = Question { year: None, to: Some(date(to)), department };
        compare(&self.world.db, &self.op, self.entity, &question).await.expect("compared")
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

/// Rows as an accountant reads them: account, actual, budget, variance, year, and a remark where it is unfavourable.
fn told(comparison: &Comparison) -> Vec<String> {
    let mut lines = Vec::new();
    let mut tell = |name: &str, c: &crate::Compared| {
        let figures = [&c.actual, &c.budget, &c.variance, &c.year_budget].map(|f| f.amount.to_decimal().to_string());
        let remark = if c.favourable { "" } else { " unfavourable" };
        lines.push(format!("{name} {}{remark}", figures.join(" ")));
    };
    for section in &comparison.sections {
        section.rows.iter().for_each(|row| tell(&row.account.code, &row.figures));
        tell(section.code, &section.total);
    }
    tell("result", &comparison.result);
    lines
}

#[tokio::test]
async fn the_report_tells_what_came_of_the_plan() {
    let books = Books::with_history().await;
    books.set(2026, 0, books.plan()).await.expect("set");
    // the budget counts to the end of the month, the books to the day
    let march = [
        "4010 1900.00 1800.00 100.00 7200.00",
        "income 1900.00 1800.00 100.00 7200.00",
        "6210 1000.00 900.00 100.00 3600.00 unfavourable",
        "expense 1000.00 900.00 100.00 3600.00 unfavourable",
        "result 900.00 900.00 0.00 3600.00",
    ];
    let april = [
        "4010 2600.00 2400.00 200.00 7200.00",
        "income 2600.00 2400.00 200.00 7200.00",
        "6210 1000.00 1200.00 -200.00 3600.00",
        "6220 80.00 0.00 80.00 0.00 unfavourable",
        "expense 1080.00 1200.00 -120.00 3600.00",
        "result 1520.00 1200.00 320.00 3600.00",
    ];
    for (day, expected) in [("2026-03-31", &march[..]), ("2026-04-30", &april[..])] {
        assert_eq!(told(&books.compared(day, None).await), expected, "{day}");
    }
    let early = books.compared("2026-03-30", None).await;
    assert_eq!(early.sections[0].total.actual.amount, eur(900_00));
    assert_eq!((early.span.from, early.budget_to, early.year_end), {
        (date("2026-01-01"), date("2026-03-31"), date("2026-12-31"))
    });
    let today = compare(&books.world.db, &books.op, books.entity, &Question::default()).await.expect("compared");
    assert_eq!((today.year, today.span.to, today.version), (2026, date("2026-05-10"), 1));
}

#[tokio::test]
async fn every_actual_figure_leads_to_its_lines_and_the_result_is_that_of_the_profit_and_loss() {
    let books = Books::with_history().await;
    books.set(2026, 0, books.plan()).await.expect("set");
    let comparison = books.compared("2026-04-30", None).await;
    for (section, sign) in comparison.sections.iter().zip([-1, 1]) {
        let rows = section.rows.iter().map(|row| &row.figures);
        for figures in rows.chain([&section.total]) {
            assert_eq!(books.drilled(&figures.actual).await, sign * figures.actual.amount.minor());
        }
    }
    let result = &comparison.result.actual;
    assert_eq!(books.drilled(result).await, -result.amount.minor());
    let span = Span { from: date("2026-01-01"), to: date("2026-04-30") };
    let statement = profit_loss(&books.world.db, &books.op, books.entity, span, None, None).await.expect("statement");
    assert_eq!((&statement.result, statement.sections.len()), (result, 2));
    for (ours, theirs) in comparison.sections.iter().zip(&statement.sections) {
        assert_eq!((ours.code, &ours.total.actual), (theirs.code, &theirs.total));
    }
}

#[tokio::test]
async fn a_department_is_compared_by_what_was_posted_under_its_name() {
    let books = Books::with_history().await;
    books.set(2026, 0, books.plan()).await.expect("set");
    for folded in [false, true] {
        if folded {
            ledger::fold(&books.world.db, &books.op, books.entity).await.expect("folded");
        }
        let workshop = books.compared("2026-04-30", Some("Workshop")).await;
        let expected = [
            "income 0.00 0.00 0.00 0.00",
            "6210 500.00 800.00 -300.00 2400.00",
            "6220 80.00 0.00 80.00 0.00 unfavourable",
            "expense 580.00 800.00 -220.00 2400.00",
            "result -580.00 -800.00 220.00 -2400.00",
        ];
        assert_eq!(told(&workshop), expected);
        assert_eq!(workshop.departments, ["Office", "Workshop"]);
        assert_eq!(workshop.result.actual.drill, None, "the lines of the account are not the workshop's alone");
    }
    // sales are planned for the whole business, and posted under a name
    let sales = told(&books.compared("2026-04-30", Some(" Sales ")).await);
    assert_eq!(sales[0], "4010 2600.00 0.00 2600.00 0.00");
}

#[tokio::test]
async fn months_are_those_of_the_fiscal_year() {
    let books = Books::starting_in(7).await;
    let mut months = [eur(0); 12];
    (months[0], months[9]) = (eur(100_00), eur(40_00));
    let rent = NewRow { account: books.accounts[RENT], department: None, planned: Planned::Months(months) };
    let set = books.set(2026, 0, vec![rent]).await.expect("set");
    assert_eq!((set.span.from, set.span.to), (date("2025-07-01"), date("2026-06-30")));
    books.post("2025-07-31", RENT, "1610", 90_00, "Office").await;
    for (day, expected) in [
        ("2025-07-01", "6210 0.00 100.00 -100.00 140.00"),
        ("2025-07-31", "6210 90.00 100.00 -10.00 140.00"),
        ("2026-03-31", "6210 90.00 100.00 -10.00 140.00"),
        ("2026-04-01", "6210 90.00 140.00 -50.00 140.00"),
    ] {
        assert_eq!(told(&books.compared(day, None).await)[1], expected, "{day}");
    }
}

#[tokio::test]
async fn a_budget_is_replaced_by_its_next_version_and_the_earlier_one_stays() {
    let books = Books::new().await;
    let first = books.set(2026, 0, books.plan()).await.expect("set");
    assert_eq!((first.version.version, first.income, first.expense), (1, eur(7_200_00), eur(3_600_00)));
    assert_eq!(first.result, eur(3_600_00));
    let second = books.set(2026, 1, vec![books.row(RENT, "", 100_00)]).await.expect("set again");
    books.set(2027, 0, vec![]).await.expect("an empty one");
    let (db, op, entity) = (&books.world.db, &books.op, books.entity);
    let read = |year, version| budget(db, op, entity, year, version);
    assert_eq!(read(2026, None).await.expect("the newest"), second);
    assert_eq!(read(2026, Some(1)).await.expect("the first"), first);
    let rent: Vec<i64> = second.rows[0].months.iter().map(|m| m.minor()).collect();
    assert_eq!((rent[0], rent[3], rent[4]), (8_34, 8_34, 8_33));
    for (year, version) in [(2025, None), (2026, Some(3))] {
        assert_eq!(read(year, version).await.expect_err("none").code(), "budget.unknown_budget");
    }
    let years = budgets(db, op, entity).await.expect("years");
    let listed: Vec<_> = years.iter().map(|y| (y.year, y.versions.iter().map(|v| v.version).collect())).collect();
    assert_eq!(listed, [(2027, vec![1]), (2026, vec![2, 1])]);
    assert_eq!(years[1].versions[0].created_by_name, "Anna Weber");
    assert_eq!(years[1].versions[0].reason.as_deref(), Some("the owners agreed"));
}

#[tokio::test]
async fn who_was_overtaken_repeats_his_change() {
    let books = Books::new().await;
    books.set(2026, 0, books.plan()).await.expect("set");
    for seen in [0, 2, -1] {
        let stale = books.set(2026, seen, vec![]).await.expect_err("stale");
        assert!(matches!(stale, BudgetError::Stale { found: 1, .. }), "{stale}");
        assert_eq!(stale.code(), "budget.stale");
    }
    let mut saving = tokio::task::JoinSet::new();
    for n in 0..8 {
        let (db, op, entity) = (books.world.db.clone(), books.op.clone(), books.entity);
        let rows = vec![books.row(SALES, "", 1_00 + n)];
        let new = NewBudget { year: 2026, expected_version: 1, rows, reason: None };
        saving.spawn(async move { set_budget(&db, &op, entity, new).await.map_err(|e| e.code()) });
    }
    let (saved, refused): (Vec<_>, Vec<_>) = saving.join_all().await.into_iter().partition(Result::is_ok);
    assert_eq!((saved.len(), refused.len()), (1, 7));
    assert!(refused.iter().all(|r| *r == Err("budget.stale")), "{refused:?}");
}

#[tokio::test]
async fn without_its_audit_row_or_news_no_budget_is_set() {
    let books = Books::new().await;
    let mut superuser = books.world.superuser().await;
    let mut count =
        async |sql: &'static str| -> i64 { sqlx::query_scalar(sql).fetch_one(&mut superuser).await.expect("a count") };
    let mut owner = books.world.superuser().await;
    for (revoke, grant) in [
        ("revoke insert on audit_event from pacioli_app", "grant insert on audit_event to pacioli_app"),
        ("revoke insert on outbox from pacioli_app", "grant insert on outbox to pacioli_app"),
    ] {
        sqlx::query(revoke).execute(&mut owner).await.expect("revoke");
        let refused = books.set(2026, 0, books.plan()).await.expect_err(revoke);
        assert_eq!(refused.code(), "database.failed", "{revoke}");
        assert_eq!(count("select count(*) from budget").await, 0, "{revoke}");
        sqlx::query(grant).execute(&mut owner).await.expect("grant");
    }
    books.set(2026, 0, books.plan()).await.expect("set");
    let trail = "select count(*) from audit_event a join budget b on a.subject_id = b.budget_id
                  where a.action = 'budget.set' and a.reason = 'the owners agreed'
                    and a.after->'rows'->0->>'account' = '4010'";
    assert_eq!(count(trail).await, 1);
    assert_eq!(count("select count(*) from outbox where topic = 'budget.set'").await, 1);
}

#[tokio::test]
async fn who_may_look_may_not_set_and_an_agent_sets_nothing() {
    let books = Books::new().await;
    books.set(2026, 0, books.plan()).await.expect("set");
    let new = || NewBudget { year: 2026, expected_version: 1, rows: vec![], reason: None };
    let (db, entity) = (&books.world.db, books.entity);
    let outsider = books.world.second_org().await.op;
    let neighbour = books.world.op_with(op::Grant { entity: Some(books.world.entity), role: Role::Admin });
    for (who, op, code) in [
        ("a viewer", books.world.op(Role::Viewer), "auth.denied"),
        ("an administrator of another business", neighbour, "auth.denied"),
        ("an agent", books.op.as_agent("proposer", "1"), "budget.agent_may_not_set"),
        ("a foreign administrator", outsider.clone(), "ledger.unknown_business"),
    ] {
        assert_eq!(set_budget(db, &op, entity, new()).await.expect_err(who).code(), code, "{who}");
    }
    let viewer = books.world.op(Role::Viewer);
    assert_eq!(rows_from_csv(db, &viewer, entity, "").await.expect_err("a viewer").code(), "auth.denied");
    compare(db, &viewer, entity, &Question::default()).await.expect("a viewer looks");
    assert_eq!(budgets(db, &viewer, entity).await.expect("a viewer looks").len(), 1);
    let codes = [
        budgets(db, &outsider, entity).await.map(|_| ()),
        budget(db, &outsider, entity, 2026, None).await.map(|_| ()),
        compare(db, &outsider, entity, &Question::default()).await.map(|_| ()),
    ];
    for seen in codes {
        assert_eq!(seen.expect_err("foreign").code(), "ledger.unknown_business");
    }
}

/// The rules stand in the tables too: no other road into them gets round them.
#[tokio::test]
async fn the_database_refuses_what_the_code_would_never_write() {
    let books = Books::new().await;
    let id = books.set(2026, 0, books.plan()).await.expect("set").version.id;
    let mut superuser = books.world.superuser().await;
    let mut tries = async |sql: &'static str, account: &str| {
        let done = sqlx::query(sql)
            .bind(books.world.org.0)
            .bind(books.entity.0)
            .bind(id.0)
            .bind(books.accounts[account].0)
            .execute(&mut superuser)
            .await;
        done.map(|_| ()).map_err(|e| {
            let code = e.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned();
            (pg::constraint_of(&e).unwrap_or_default().to_owned(), code)
        })
    };
    let another =
        "with b as (insert into budget select org_id, entity_id, gen_random_uuid(), fiscal_year, version + 1, 1,
                        created_at, null, 'x', null from budget where org_id = $1 and entity_id = $2 and budget_id = $3
                        returning *)
                   insert into budget_line select org_id, entity_id, budget_id, 1, $4, ";
    let bank: &'static str = format!("{another} 'asset', 1, null, 100 from b").leak();
    let lie: &'static str = format!("{another} 'expense', 1, null, 100 from b").leak();
    let later = "insert into budget_line values ($1, $2, $3, 99, $4, 'expense', 1, null, 100)";
    let table = [
        ("the bank", tries(bank, "1610").await, "budget_line_earns_or_spends", "23514"),
        ("the bank under another name", tries(lie, "1610").await, "budget_line_account", "23503"),
        ("a line later on", tries(later, ENERGY).await, "budget_complete", "PA030"),
    ];
    for (words, result, constraint, code) in table {
        assert_eq!(result, Err((constraint.to_owned(), code.to_owned())), "{words}");
    }
    for (words, sql) in [
        ("a change", "update budget_line set amount_minor = 0"),
        ("a removal", "delete from budget"),
        ("all of it", "truncate budget, budget_line"),
    ] {
        let error = sqlx::query(sql).execute(&mut superuser).await.expect_err(words);
        let code = error.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned();
        assert_eq!(code, "PA010", "{words}: {error}");
    }
    let retyped = AccountChange { account_type: Some(AccountType::Asset), parent: Some(None), ..Default::default() };
    let change = ledger::change_account(&books.world.db, &books.op, books.entity, books.accounts[RENT], 1, retyped);
    assert_eq!(change.await.expect_err("it is budgeted").code(), "ledger.account_in_use");
}

#[tokio::test]
async fn a_budget_written_as_csv_is_read_back() {
    let books = Books::new().await;
    let rows = vec![books.row(RENT, "=Werkstatt, hinten", 100_00), books.row(SALES, "", 7_200_00)];
    let set = books.set(2026, 0, rows).await.expect("set");
    let text = set.to_csv().expect("csv");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "code,name,department,1,2,3,4,5,6,7,8,9,10,11,12,year,currency");
    assert!(lines[1].starts_with("4010,Erlöse aus Warenverkauf,,600.00,600.00,"), "{text}");
    assert!(lines[2].contains("\"'=Werkstatt, hinten\",8.34,") && lines[2].ends_with(",8.33,100.00,EUR"), "{text}");
    let read = rows_from_csv(&books.world.db, &books.op, books.entity, &text).await.expect("read back");
    let again = books.set(2026, 1, read).await.expect("set again");
    assert_eq!(again.rows, set.rows);
    let report = books.compared("2026-01-31", None).await.to_csv().expect("csv");
    let last = report.lines().last();
    assert_eq!(last, Some("result,,Result,0.00,591.66,-591.66,false,7100.00,EUR"), "{report}");
}

#[tokio::test]
async fn files_of_people_are_read_and_what_is_wrong_is_named_with_its_line() {
    let books = Books::new().await;
    let (db, op, entity) = (&books.world.db, &books.op, books.entity);
    let read = async |text: &str| rows_from_csv(db, op, entity, text).await.map_err(|e| e.to_string());
    let plain = read("code,year\n6210,1200\n\n4010, 99.5 \n").await.expect("read");
    assert_eq!(plain[0].planned, Planned::Year(eur(1_200_00)));
    assert_eq!((plain[1].planned, &plain[1].department), (Planned::Year(eur(99_50)), &None));
    let german = read("\u{feff}Code;Department;Year;Name\n6210;Büro;1200,50;egal\n").await.expect("read");
    assert_eq!((german[0].planned, german[0].department.as_deref()), (Planned::Year(eur(1_200_50)), Some("Büro")));
    let header = "code,1,2,3,4,5,6,7,8,9,10,11,12,year";
    let months = read(&format!("{header}\n6210,,5,,,,,,,,,,,\n6210,,,,,,,,,,,,,7\n")).await.expect("read");
    assert!(matches!(months[0].planned, Planned::Months(m) if m[1] == eur(5_00) && m[0] == eur(0)));
    assert_eq!(months[1].planned, Planned::Year(eur(7_00)));

    let wide = |row: &str| format!("{header}\n{row}\n");
    for (text, line, words) in [
        ("".to_owned(), 1, "give the column `year`"),
        ("code,year\n".to_owned(), 1, "no rows"),
        ("code,year,departmnt\n6210,1,x\n".to_owned(), 1, "`departmnt` is not a column"),
        ("year\n1\n".to_owned(), 1, "`code` is missing"),
        ("code,1,2\n6210,1,1\n".to_owned(), 1, "all twelve months"),
        ("code,code,year\n6210,6210,1\n".to_owned(), 1, "twice"),
        ("code,year\n6210,1\n9999,1\n".to_owned(), 3, "no account `9999`"),
        ("code,year\n6210,1.234,50\n".to_owned(), 2, "found record with 3 fields"),
        ("code,year\n6210,1.005\n".to_owned(), 2, "more decimals"),
        ("code,year\n6210,\n".to_owned(), 2, "there is no amount"),
        ("code,year,currency\n6210,1,USD\n".to_owned(), 2, "the base currency EUR"),
        (wide("6210,1,1,1,1,1,1,1,1,1,1,1,1,13"), 2, "add up to 12.00 EUR, the year says 13.00 EUR"),
    ] {
        let refused = read(&text).await.expect_err(&text);
        assert!(
            refused.starts_with(&format!("line {line} of the file: ")) && refused.contains(words),
            "{text}: {refused}"
        );
    }
}

#[tokio::test]
async fn rows_that_cannot_stand_in_a_budget_are_named() {
    let books = Books::new().await;
    let rows = vec![books.row(SALES, "", 1_00), books.row("1610", "", 1_00)];
    let refused = books.set(2026, 0, rows).await.expect_err("the bank");
    assert_eq!(refused.code(), "budget.bad_row");
    assert_eq!(
        refused.to_string(),
        "row 2: account 1610 Bank is of type asset: a budget takes accounts of income and expense"
    );
    assert_eq!(books.set(3000, 0, vec![]).await.expect_err("no such year").code(), "ledger.calendar");
    assert!(budgets(&books.world.db, &books.op, books.entity).await.expect("years").is_empty());
}
