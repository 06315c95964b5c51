//! `pacioli owed`: open items, ageing, payments, and foreign items at the rate of a day.

use jiff::civil::Date;
use ledger::Entity;
use manual::Submitted;
use money::{Amount, Currency};
use serde_json::json;
use trade::{AgeingOf, Buckets, By, Item, NewPayment, Question, Taking, Trade};

use crate::acting::Acting;
use crate::cli::{Cli, Format, Owed, PayOptions};
use crate::error::CliError;
use crate::print::{self, Align};

/// As many items as are listed at once.
const MOST: u32 = 100_000;

/// Does what is asked.
pub async fn run(cli: &Cli, command: &Owed) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let printed = text(cli, &acting, command).await;
    print!("{}", acting.close(printed).await?);
    Ok(())
}

async fn text(cli: &Cli, acting: &Acting, command: &Owed) -> Result<String, CliError> {
    let business = acting.business().await?;
    let today = acting.op.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    match command {
        Owed::Items { side, as_of, format } => {
            let items = items(acting, &business, Question::all(*side, as_of.unwrap_or(today))).await?;
            Ok(match format {
                Format::Csv => trade::items_csv(&items)?,
                Format::Table if !cli.json => items_table(&business.name, &items),
                Format::Table | Format::Json => lines(&json!(items.iter().map(item_json).collect::<Vec<_>>())),
            })
        }
        Owed::Ageing { side, as_of, format } => {
            let of = AgeingOf { side: *side, as_of: as_of.unwrap_or(today), by: By::Due };
            let found = trade::ageing(&acting.app.db, &acting.op, business.id, of).await?;
            match format {
                Format::Table if !cli.json => ageing_table(&business, &found),
                Format::Json | Format::Table => ageing_json(&found),
                Format::Csv => Ok(found.to_csv()?),
            }
        }
        Owed::Pay(options) => pay(cli, acting, &business, options).await,
        Owed::Revalue { as_of, post, keep } => {
            let day = as_of.unwrap_or(today);
            if *post {
                let submitted = trade_of(acting).revalue(&acting.op, business.id, day, !keep, None).await?;
                return Ok(submitted_text(cli, &submitted));
            }
            revaluation(cli, acting, &business, day).await
        }
    }
}

fn trade_of(acting: &Acting) -> Trade {
    Trade::new(acting.app.db.clone(), crate::commands::pending::slice(acting))
}

async fn items(acting: &Acting, business: &Entity, question: Question) -> Result<Vec<Item>, CliError> {
    Ok(trade::open_items(&acting.app.db, &acting.op, business.id, &question, None, MOST).await?.items)
}

fn items_table(business: &str, items: &[Item]) -> String {
    let rows = items.iter().map(|item| {
        vec![
            item.number.to_string(),
            item.date.to_string(),
            item.due.map(|day| day.to_string()).unwrap_or_default(),
            item.days_overdue.max(0).to_string(),
            print::cut(item.party.as_ref().map_or("", |(_, name)| name), 30),
            item.reference.clone().unwrap_or_default(),
            item.open.to_string(),
        ]
    });
    let head = [
        ("Number", Align::Left),
        ("Date", Align::Left),
        ("Due", Align::Left),
        ("Late", Align::Right),
        ("Contact", Align::Left),
        ("Reference", Align::Left),
        ("Open", Align::Right),
    ];
    format!("{business}\n\n{}", print::columns(&head, &rows.collect::<Vec<_>>()))
}

fn item_json(item: &Item) -> serde_json::Value {
    json!({
        "entry_id": item.item.entry, "line": item.item.line, "side": item.side, "number": item.number.to_string(),
        "date": item.date, "due": item.due, "days_overdue": item.days_overdue,
        "contact": item.party.as_ref().map(|(_, name)| name), "reference": item.reference,
        "currency": item.amount.currency().code(), "amount": plain(item.amount), "open": plain(item.open),
        "open_base": plain(item.open_base),
    })
}

fn ageing_table(business: &Entity, found: &trade::Ageing) -> Result<String, CliError> {
    let row = |name: &str, buckets: &Buckets| -> Result<Vec<String>, CliError> {
        let total = plain(buckets.total()?);
        Ok([print::cut(name, 30)].into_iter().chain(buckets.0.map(plain)).chain([total]).collect())
    };
    let mut rows = Vec::with_capacity(found.parties.len() + 1);
    for party in &found.parties {
        rows.push(row(party.party.as_ref().map_or("(nobody)", |(_, name)| name), &party.buckets)?);
    }
    rows.push(row("Total", &found.buckets)?);
    let head = [
        ("Contact", Align::Left),
        ("Not due", Align::Right),
        ("1 to 30", Align::Right),
        ("31 to 60", Align::Right),
        ("61 to 90", Align::Right),
        ("Older", Align::Right),
        ("Total", Align::Right),
    ];
    let title = format!("{}, {} on {}, in {}", business.name, found.of.side, found.of.as_of, business.base_currency);
    let mut text = format!("{title}\n\n{}", print::columns(&head, &rows));
    if !found.control.difference.is_zero() {
        text.push_str(&format!("\nThe accounts hold {} more than the items.\n", found.control.difference));
    }
    Ok(text)
}

fn ageing_json(found: &trade::Ageing) -> Result<String, CliError> {
    let of = |buckets: &Buckets| -> serde_json::Map<String, serde_json::Value> {
        Buckets::NAMES.iter().zip(buckets.0).map(|(name, open)| ((*name).to_owned(), json!(plain(open)))).collect()
    };
    let parties: Vec<_> = found
        .parties
        .iter()
        .map(|p| json!({ "contact": p.party.as_ref().map(|(_, name)| name), "items": p.items, "open": of(&p.buckets) }))
        .collect();
    Ok(lines(&json!({
        "side": found.of.side, "as_of": found.of.as_of, "open": of(&found.buckets),
        "total": plain(found.buckets.total()?), "difference": plain(found.control.difference), "contacts": parties,
    })))
}

async fn pay(cli: &Cli, acting: &Acting, business: &Entity, options: &PayOptions) -> Result<String, CliError> {
    let own = match &options.currency {
        Some(code) => {
            Currency::from_code(code).map_err(|e| CliError::usage("money.unknown_currency", e.to_string()))?
        }
        None => business.base_currency,
    };
    let chart = ledger::accounts(&acting.app.db, &acting.op, business.id, None).await?;
    let account = chart.iter().find(|a| a.account.code == options.account).ok_or_else(|| {
        CliError::usage("ledger.unknown_account", format!("there is no account `{}`", options.account))
    })?;
    let mut settles = Vec::with_capacity(options.settle.len());
    for text in &options.settle {
        settles.push(taking(acting, business, options, text).await?);
    }
    let new = NewPayment {
        side: options.side,
        date: options.date,
        account: account.account.id,
        amount: amount(&options.amount, own)?,
        settles,
        party: None,
        fee: options.fee.as_deref().map(|fee| amount(fee, own)).transpose()?,
        fee_account: None,
        write_off_account: None,
        text: None,
        reference: options.reference.clone(),
        idempotency_key: None,
    };
    let trade = trade_of(acting);
    if !options.dry_run {
        return Ok(submitted_text(cli, &trade.pay(&acting.op, business.id, &new).await?));
    }
    let preview = trade.preview(&acting.op, business.id, &new).await?;
    let rows = preview.lines.iter().map(|(account, line)| {
        let (debit, credit) = if line.base.is_negative() {
            (String::new(), line.base.checked_neg().map(plain).unwrap_or_default())
        } else {
            (plain(line.base), String::new())
        };
        vec![format!("{} {}", account.code, print::cut(&account.name, 40)), debit, credit]
    });
    let head = [("Account", Align::Left), ("Debit", Align::Right), ("Credit", Align::Right)];
    Ok(print::columns(&head, &rows.collect::<Vec<_>>()))
}

/// `BNK-2026-7` takes the whole item, `BNK-2026-7=50.00` a part of it.
async fn taking(acting: &Acting, business: &Entity, options: &PayOptions, text: &str) -> Result<Taking, CliError> {
    let (number, part) = text.split_once('=').map_or((text, None), |(number, part)| (number, Some(part)));
    let question = Question { text: Some(number.to_owned()), ..Question::all(options.side, Date::MAX) };
    let found = items(acting, business, question).await?;
    let mut fits = found.iter().filter(|item| item.number.to_string() == number);
    let refuse = |why: String| CliError::usage("trade.unknown_item", why);
    let item = fits.next().ok_or_else(|| refuse(format!("nothing is open of `{number}`: see `owed items`")))?;
    if fits.next().is_some() {
        return Err(refuse(format!("several items are open of `{number}`: record it in the web app")));
    }
    let part = part.map(|part| amount(part, item.open.currency())).transpose()?;
    Ok(Taking { item: item.item, amount: part.unwrap_or(item.open), discount: None, write_off: None })
}

async fn revaluation(cli: &Cli, acting: &Acting, business: &Entity, day: Date) -> Result<String, CliError> {
    let found = trade::revaluation(&acting.app.db, &acting.op, business.id, day).await?;
    let rows: Vec<[String; 7]> = found
        .exposures
        .iter()
        .map(|one| {
            let value = one.value.map(plain).unwrap_or_default();
            let sums = [one.receivable, one.payable, one.money, one.net, one.book].map(plain);
            let [receivable, payable, money, net, book] = sums;
            [receivable, payable, money, net, book, value, one.net.currency().code().to_owned()]
        })
        .collect();
    if cli.json {
        let names = ["receivable", "payable", "money", "net", "book", "value", "currency"];
        let rows = rows.iter().map(|row| {
            names.iter().zip(row).map(|(n, v)| ((*n).to_owned(), json!(v))).collect::<serde_json::Map<_, _>>()
        });
        return Ok(lines(&json!({ "as_of": day, "by_currency": rows.collect::<Vec<_>>() })));
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|[receivable, payable, money, net, book, value, code]| {
            vec![code, receivable, payable, money, net, book, value]
        })
        .collect();
    let head = [
        ("Currency", Align::Left),
        ("Receivable", Align::Right),
        ("Payable", Align::Right),
        ("Money", Align::Right),
        ("Net", Align::Right),
        ("In the books", Align::Right),
        ("Worth", Align::Right),
    ];
    let missing: Vec<&str> = found.missing().into_iter().map(|c| c.code()).collect();
    let mut text = format!("{}, {day}, in {}\n\n{}", business.name, found.base, print::columns(&head, &rows));
    if !missing.is_empty() {
        text.push_str(&format!("\nNo rate is recorded for {}.\n", missing.join(", ")));
    }
    Ok(text)
}

fn submitted_text(cli: &Cli, submitted: &Submitted) -> String {
    match submitted {
        Submitted::Posted(posted) if cli.json => {
            lines(&json!({ "outcome": "posted", "number": posted.number.to_string(), "entry": posted.entry }))
        }
        Submitted::Posted(posted) => format!("Posted as {}.\n", posted.number),
        Submitted::Waits(pending) if cli.json => lines(&json!({ "outcome": "waiting", "pending": pending.id })),
        Submitted::Waits(pending) => format!("It waits for a second person: {}.\n", pending.id),
    }
}

fn amount(text: &str, currency: Currency) -> Result<Amount, CliError> {
    Amount::parse(text, currency).map_err(|e| CliError::usage("money.bad_amount", e.to_string()))
}

fn plain(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

fn lines(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
