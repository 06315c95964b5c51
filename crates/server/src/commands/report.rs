//! `pacioli report`: the statements as columns, JSON or CSV.

use budgets::Question;
use jiff::Zoned;
use jiff::civil::Date;
use reports::{BalanceSheetView, Figure, ProfitLossView, SectionView, Span, TrialBalanceView};
use serde::Serialize;

use super::budget;
use crate::acting::Acting;
use crate::cli::{AgainstBudget, AsOf, Between, Cli, Format, Report};
use crate::error::CliError;
use crate::print::{self, Align};

/// Prints the report asked for.
pub async fn run(cli: &Cli, report: &Report) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let printed = text(cli, &acting, report).await;
    print!("{}", acting.close(printed).await?);
    Ok(())
}

async fn text(cli: &Cli, acting: &Acting, report: &Report) -> Result<String, CliError> {
    let business = acting.business().await?;
    let (db, op, entity) = (&acting.app.db, &acting.op, business.id);
    match report {
        Report::TrialBalance(AsOf { as_of, format }) => {
            let view = reports::trial_balance(db, op, entity, day(*as_of), None).await?;
            match chosen(cli, *format) {
                Format::Table => Ok(trial_balance(&business.name, &view)),
                Format::Json => as_json(&view),
                Format::Csv => Ok(view.to_csv()?),
            }
        }
        Report::BalanceSheet(AsOf { as_of, format }) => {
            let view = reports::balance_sheet(db, op, entity, day(*as_of), None, None).await?;
            match chosen(cli, *format) {
                Format::Table => Ok(balance_sheet(&business.name, &view)),
                Format::Json => as_json(&view),
                Format::Csv => Ok(view.to_csv()?),
            }
        }
        Report::ProfitLoss(Between { from, to, format }) => {
            let to = day(*to);
            let year = business.calendar.span(business.calendar.year_of(to)).map_err(ledger::LedgerError::from)?;
            let span = Span::new(from.unwrap_or(year.0), to)?;
            let view = reports::profit_loss(db, op, entity, span, None, None).await?;
            match chosen(cli, *format) {
                Format::Table => Ok(profit_loss(&business.name, &view)),
                Format::Json => as_json(&view),
                Format::Csv => Ok(view.to_csv()?),
            }
        }
        Report::Budget(AgainstBudget { year, to, department, format }) => {
            // without a year the day decides, and today is this machine's
            let to = if year.is_none() { Some(day(*to)) } else { *to };
            let question = Question { year: *year, to, department: department.clone() };
            let view = budgets::compare(db, op, entity, &question).await?;
            match chosen(cli, *format) {
                Format::Table => Ok(budget::comparison(&business.name, &view)),
                Format::Json => as_json(&view),
                Format::Csv => Ok(view.to_csv()?),
            }
        }
    }
}

/// `--json` works here as everywhere.
pub(super) fn chosen(cli: &Cli, format: Format) -> Format {
    if cli.json { Format::Json } else { format }
}

/// The day asked for, or today on this machine's calendar.
pub(super) fn day(asked: Option<Date>) -> Date {
    asked.unwrap_or_else(|| Zoned::now().date())
}

/// JSON for people and programs.
pub(super) fn as_json(view: &impl Serialize) -> Result<String, CliError> {
    let text = serde_json::to_string_pretty(view).map_err(|e| CliError::refused("report.json", e))?;
    Ok(text + "\n")
}

/// The amount alone.
pub(super) fn plain(figure: &Figure) -> String {
    figure.amount.to_decimal().to_string()
}

fn trial_balance(business: &str, view: &TrialBalanceView) -> String {
    let side = |figure: &Option<Figure>| figure.as_ref().map(plain).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = view
        .rows
        .iter()
        .map(|row| {
            let (code, name) =
                row.account.as_ref().map_or(("", row.label.as_str()), |a| (a.code.as_str(), a.name.as_str()));
            vec![code.to_owned(), name.to_owned(), side(&row.debit), side(&row.credit)]
        })
        .collect();
    rows.push(vec![String::new(), "Total".to_owned(), plain(&view.total_debit), plain(&view.total_credit)]);
    let head = [("Account", Align::Left), ("Name", Align::Left), ("Debit", Align::Right), ("Credit", Align::Right)];
    let title = format!("{business}: trial balance at {}, {}\n\n", view.as_of, view.currency);
    title + &print::columns(&head, &rows)
}

const STATEMENT: [(&str, Align); 2] = [("", Align::Left), ("Amount", Align::Right)];

fn section(section: &SectionView, rows: &mut Vec<Vec<String>>) {
    rows.push(vec![section.name.to_uppercase(), String::new()]);
    for row in &section.rows {
        let indent = "  ".repeat(usize::from(row.depth) + 1);
        rows.push(vec![format!("{indent}{}", row.label), plain(&row.figure)]);
    }
    rows.push(vec![format!("Total {}", section.name.to_lowercase()), plain(&section.total)]);
    rows.push(vec![String::new(), String::new()]);
}

fn balance_sheet(business: &str, view: &BalanceSheetView) -> String {
    let mut rows = Vec::new();
    view.sections.iter().for_each(|part| section(part, &mut rows));
    rows.push(vec!["Total liabilities and equity".to_owned(), plain(&view.total_liabilities_and_equity)]);
    let title = format!("{business}: balance sheet at {}, {}\n\n", view.as_of, view.currency);
    title + &print::columns(&STATEMENT, &rows)
}

fn profit_loss(business: &str, view: &ProfitLossView) -> String {
    let mut rows = Vec::new();
    view.sections.iter().for_each(|part| section(part, &mut rows));
    rows.push(vec!["Result".to_owned(), plain(&view.result)]);
    let Span { from, to } = view.span;
    let title = format!("{business}: profit and loss from {from} to {to}, {}\n\n", view.currency);
    title + &print::columns(&STATEMENT, &rows)
}
