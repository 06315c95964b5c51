//! `pacioli budget`: what a business means to earn and spend, and the report that sets it beside the books.

use std::path::Path;

use budgets::{Budget, Compared, Comparison, NewBudget};

use super::report::{as_json, chosen, plain};
use crate::acting::Acting;
use crate::cli::{self, Cli, Format};
use crate::error::CliError;
use crate::print::{self, Align};

/// Does what is asked with budgets.
pub async fn run(cli: &Cli, command: &cli::Budget) -> Result<(), CliError> {
    match command {
        cli::Budget::Set { file, year, reason } => set(cli, file, *year, reason.clone()).await,
        cli::Budget::Show { year, budget_version, format } => show(cli, *year, *budget_version, *format).await,
    }
}

/// Reads the file and makes it the next version.
async fn set(cli: &Cli, file: &Path, year: i32, reason: Option<String>) -> Result<(), CliError> {
    let text = std::fs::read_to_string(file).map_err(|e| CliError::file(file, e))?;
    let acting = Acting::open(cli).await?;
    let set = set_from(&acting, &text, year, reason).await;
    let budget = acting.close(set).await?;
    if cli.json {
        print!("{}", as_json(&budget)?);
    } else {
        let (version, rows) = (budget.version.version, budget.rows.len());
        let [income, expense, result] = [budget.income, budget.expense, budget.result].map(|a| a.to_decimal());
        println!("The budget of {year} is at version {version}: {rows} rows.");
        println!("Income {income}, expense {expense}, result {result} {}.", budget.currency);
    }
    Ok(())
}

async fn set_from(acting: &Acting, text: &str, year: i32, reason: Option<String>) -> Result<Budget, CliError> {
    let (db, op, entity) = (&acting.app.db, &acting.op, acting.entity().await?);
    let rows = budgets::rows_from_csv(db, op, entity, text).await?;
    let known = budgets::budgets(db, op, entity).await?;
    let newest = known.iter().filter(|known| known.year == year).flat_map(|known| &known.versions).map(|v| v.version);
    let expected_version = newest.max().unwrap_or(0);
    Ok(budgets::set_budget(db, op, entity, NewBudget { year, expected_version, rows, reason }).await?)
}

async fn show(cli: &Cli, year: Option<i32>, version: Option<i32>, format: Format) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let shown = async {
        let business = acting.business().await?;
        let year = year.unwrap_or_else(|| business.calendar.year_of(super::report::day(None)));
        let budget = budgets::budget(&acting.app.db, &acting.op, business.id, year, version).await?;
        match chosen(cli, format) {
            Format::Table => Ok(table(&business.name, &budget)),
            Format::Json => as_json(&budget),
            Format::Csv => Ok(budget.to_csv()?),
        }
    };
    let shown = shown.await;
    print!("{}", acting.close(shown).await?);
    Ok(())
}

/// A year to a row: the months are for JSON and CSV, which have the room.
fn table(business: &str, budget: &Budget) -> String {
    let head = [
        ("Account", Align::Left),
        ("Name", Align::Left),
        ("Department", Align::Left),
        ("Type", Align::Left),
        ("Year", Align::Right),
    ];
    let mut rows: Vec<Vec<String>> = budget
        .rows
        .iter()
        .map(|row| {
            let department = row.department.clone().unwrap_or_default();
            let kind = row.account.account_type.to_string();
            vec![
                row.account.code.clone(),
                row.account.name.clone(),
                department,
                kind,
                row.year.to_decimal().to_string(),
            ]
        })
        .collect();
    for (name, sum) in [("Income", budget.income), ("Expense", budget.expense), ("Result", budget.result)] {
        let blank = String::new;
        rows.push(vec![blank(), name.to_owned(), blank(), blank(), sum.to_decimal().to_string()]);
    }
    let version = &budget.version;
    let by = format!("version {} by {}", version.version, version.created_by_name);
    let title = format!("{business}: budget of {}, {by}, {}\n\n", version.year, budget.currency);
    title + &print::columns(&head, &rows)
}

/// The comparison as columns.
pub fn comparison(business: &str, view: &Comparison) -> String {
    let head = [
        ("", Align::Left),
        ("Actual", Align::Right),
        ("Budget", Align::Right),
        ("Variance", Align::Right),
        ("", Align::Left),
        ("Whole year", Align::Right),
    ];
    let cells = |label: String, figures: &Compared| {
        let [actual, budget, variance, year] =
            [&figures.actual, &figures.budget, &figures.variance, &figures.year_budget].map(plain);
        let remark = if figures.favourable { "" } else { "unfavourable" };
        vec![label, actual, budget, variance, remark.to_owned(), year]
    };
    let mut rows = Vec::new();
    for section in &view.sections {
        rows.push(vec![section.name.to_uppercase()]);
        for row in &section.rows {
            rows.push(cells(format!("  {} {}", row.account.code, row.account.name), &row.figures));
        }
        rows.push(cells(format!("Total {}", section.name.to_lowercase()), &section.total));
        rows.push(Vec::new());
    }
    rows.push(cells("Result".to_owned(), &view.result));
    let whose = view.department.as_ref().map(|name| format!(", department {name}")).unwrap_or_default();
    let title = format!(
        "{business}: budget of {}{whose}, books to {}, budget to {}, {}\n\n",
        view.year, view.span.to, view.budget_to, view.currency
    );
    title + &print::columns(&head, &rows)
}
