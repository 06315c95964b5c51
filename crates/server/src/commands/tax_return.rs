//! `pacioli return`: periods, figures and filings of tax returns.

use money::{Amount, Currency};
use returns::{Filing, NewFiling, PeriodOfReturn, Question, TaxReturn};
use serde_json::json;

use crate::acting::Acting;
use crate::cli::{Cli, Format, Return, ReturnSpan};
use crate::error::CliError;
use crate::print::{self, Align};

/// Does what is asked.
pub async fn run(cli: &Cli, command: &Return) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let printed = text(cli, &acting, command).await;
    print!("{}", acting.close(printed).await?);
    Ok(())
}

async fn text(cli: &Cli, acting: &Acting, command: &Return) -> Result<String, CliError> {
    let business = acting.business().await?;
    let (db, op, entity, base) = (&acting.app.db, &acting.op, business.id, business.base_currency);
    match command {
        Return::Periods { every } => {
            let calendar = returns::calendar(db, op, entity, *every).await?;
            if cli.json {
                let periods: Vec<_> = calendar.periods.iter().map(period_json).collect();
                return Ok(as_text(&json!({ "form": calendar.form.key, "every": calendar.every, "periods": periods })));
            }
            let rows: Vec<Vec<String>> = calendar.periods.iter().map(period_row).collect();
            let head = [("Period", Align::Left), ("Due", Align::Left), ("State", Align::Left), ("Filing", Align::Left)];
            Ok(format!("{}, {}\n\n{}", business.name, calendar.form.english, print::columns(&head, &rows)))
        }
        Return::Show { span, format } => {
            let question = Question { from: span.from, to: span.to, entered: entered(span, base)? };
            let filled = returns::tax_return(db, op, entity, &question).await?;
            match format {
                Format::Csv => Ok(filled.to_csv()?),
                Format::Table if !cli.json => Ok(table(&business.name, &filled)),
                Format::Table | Format::Json => Ok(as_text(&figures_json(&filled))),
            }
        }
        Return::File { span, reference, accept_left_out } => {
            let new = NewFiling {
                from: span.from,
                to: span.to,
                entered: entered(span, base)?,
                seen: Vec::new(),
                reference: reference.clone(),
                accept_left_out: *accept_left_out,
            };
            let (filing, filled) = returns::file(db, op, entity, new).await?;
            if cli.json {
                return Ok(as_text(&json!(filing)));
            }
            Ok(format!("{}\nRecorded as filed: {}\n", table(&business.name, &filled), filing.id))
        }
        Return::Withdraw { filing, reason } => {
            let id = find(acting, filing).await?.id;
            let withdrawn = returns::withdraw(db, op, entity, id, reason).await?;
            if cli.json {
                return Ok(as_text(&json!(withdrawn)));
            }
            Ok(format!("The filing for {} to {} does not count any more.\n", withdrawn.from, withdrawn.to))
        }
    }
}

/// The filing of which that is the id or its beginning.
async fn find(acting: &Acting, id: &str) -> Result<Filing, CliError> {
    let calendar = returns::calendar(&acting.app.db, &acting.op, acting.entity().await?, None).await?;
    let mut found = calendar.periods.into_iter().filter_map(|period| period.filing);
    let mut fits = found.by_ref().filter(|filing| filing.id.to_string().starts_with(id));
    match (fits.next(), fits.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(CliError::usage(
            "returns.unknown_filing",
            format!("no filing begins with `{id}`: see `return periods`"),
        )),
        (Some(_), Some(_)) => Err(CliError::usage(
            "returns.unknown_filing",
            format!("several filings begin with `{id}`: write more of it"),
        )),
    }
}

fn entered(span: &ReturnSpan, base: Currency) -> Result<Vec<(String, Amount)>, CliError> {
    let one = |text: &String| {
        let wrong = |why: String| CliError::usage("returns.invalid", format!("`{text}`: {why}"));
        let (id, amount) = text.split_once('=').ok_or_else(|| wrong("write BOX=AMOUNT, as 62=120.00".to_owned()))?;
        let amount = Amount::parse(amount.trim(), base).map_err(|e| wrong(e.to_string()))?;
        Ok((id.trim().to_owned(), amount))
    };
    span.entered.iter().map(one).collect()
}

fn state_of(period: &PeriodOfReturn) -> &'static str {
    match &period.filing {
        Some(filing) if filing.withdrawn.is_some() => "withdrawn",
        Some(_) => "filed",
        None if period.is_over => "to file",
        None => "running",
    }
}

fn period_row(period: &PeriodOfReturn) -> Vec<String> {
    vec![
        format!("{} to {}", period.from, period.to),
        period.due.map(|day| day.to_string()).unwrap_or_default(),
        state_of(period).to_owned(),
        period.filing.as_ref().map(|filing| filing.id.to_string()).unwrap_or_default(),
    ]
}

fn period_json(period: &PeriodOfReturn) -> serde_json::Value {
    json!({
        "from": period.from, "to": period.to, "due": period.due, "state": state_of(period), "filing": period.filing,
    })
}

fn table(business: &str, filled: &TaxReturn) -> String {
    let rows = filled.boxes.iter().map(|row| {
        let words = filled.form.find(&row.id).map_or("", |b| b.english);
        let exact = if row.exact == row.declared { String::new() } else { row.exact.to_decimal().to_string() };
        vec![row.id.clone(), print::cut(words, 60), row.declared.to_decimal().to_string(), exact, row.lines.to_string()]
    });
    let head = [
        ("Box", Align::Left),
        ("What it holds", Align::Left),
        ("Declared", Align::Right),
        ("Books", Align::Right),
        ("Lines", Align::Right),
    ];
    let (title, columns) = (filled.form.english, print::columns(&head, &rows.collect::<Vec<_>>()));
    let mut text = format!("{business}, {title}, {} to {} in {}\n\n{columns}", filled.from, filled.to, filled.currency);
    if let Some(filing) = &filled.filing {
        text.push_str(&format!("\nFiled by {} on {}.\n", filing.filed_by, filing.filed_at.strftime("%Y-%m-%d")));
    }
    if filled.late > 0 {
        text.push_str(&format!("\n{} lines belong to periods that were filed without them.\n", filled.late));
    }
    if filled.left_out > 0 {
        text.push_str(&format!("\n{} lines have no box that is known: look at them.\n", filled.left_out));
    }
    text
}

fn figures_json(filled: &TaxReturn) -> serde_json::Value {
    let decimal = |amount: Amount| amount.to_decimal().to_string();
    let boxes = filled.boxes.iter().map(|row| {
        json!({ "id": row.id, "declared": decimal(row.declared), "exact": decimal(row.exact), "lines": row.lines })
    });
    json!({
        "form": filled.form.key, "from": filled.from, "to": filled.to, "due": filled.due,
        "currency": filled.currency, "late": filled.late, "left_out": filled.left_out,
        "rounding": decimal(filled.rounding), "filing": filled.filing, "boxes": boxes.collect::<Vec<_>>(),
    })
}

fn as_text(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
