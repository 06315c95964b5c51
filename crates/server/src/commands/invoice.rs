//! `pacioli invoice`: quotes, invoices and credit notes written here.

use std::path::Path;

use books::SaleId;
use money::Amount;
use sales::{Filter, IssueOutcome, Looked, Row};
use serde_json::{Value, json};

use crate::acting::Acting;
use crate::cli::{Cli, Invoice};
use crate::error::CliError;
use crate::print::{self, Align};

/// Most documents that are looked through for the beginning of an id.
const LOOKED_THROUGH: u32 = 200;

/// Does what is asked.
pub async fn run(cli: &Cli, command: &Invoice) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let printed = text(cli, &acting, command).await;
    print!("{}", acting.close(printed).await?);
    Ok(())
}

async fn text(cli: &Cli, acting: &Acting, command: &Invoice) -> Result<String, CliError> {
    let (db, op, entity) = (&acting.app.db, &acting.op, acting.entity().await?);
    match command {
        Invoice::List { kind, state, only, from, to, search, limit } => {
            let filter = Filter {
                kind: *kind,
                state: *state,
                only: *only,
                from: *from,
                to: *to,
                text: search.clone(),
                ..Filter::default()
            };
            let page = sales::sales(db, op, entity, &filter, *limit).await?;
            Ok(if cli.json { as_text(&page.rows.iter().map(row_json).collect()) } else { list(&page.rows) })
        }
        Invoice::Show { document } => {
            let looked = sales::look(db, op, entity, find(acting, document).await?.id).await?;
            Ok(if cli.json { as_text(&looked_json(&looked)) } else { shown(&looked) })
        }
        Invoice::Issue { document } => {
            let row = find(acting, document).await?;
            let outcome = sales::issue(db, op, entity, row.id, row.version).await?;
            told(cli, acting, row.id, outcome).await
        }
        Invoice::Approve { document, note } => {
            let row = find(acting, document).await?;
            let outcome = sales::approve(db, op, entity, (row.id, row.version), note.as_deref()).await?;
            told(cli, acting, row.id, outcome).await
        }
        Invoice::Reject { document, reason } => {
            let row = find(acting, document).await?;
            sales::reject(db, op, entity, (row.id, row.version), reason).await?;
            Ok(format!("{} is a draft again.\n", row.id))
        }
        Invoice::Pdf { document, out } => {
            let id = find(acting, document).await?.id;
            written(&sales::pdf(db, op, entity, id).await?, out.as_deref())
        }
        Invoice::Electronic { document, format, out } => {
            let id = find(acting, document).await?.id;
            written(&sales::e_invoice(db, op, entity, id, *format).await?, out.as_deref())
        }
        Invoice::Credit { document } => {
            let of = find(acting, document).await?;
            let made = sales::credit_note_of(db, op, entity, of.id, &[]).await?;
            let looked = sales::look(db, op, entity, made).await?;
            Ok(if cli.json { as_text(&looked_json(&looked)) } else { shown(&looked) })
        }
    }
}

/// The document of that number, or of which that is the id or its beginning.
async fn find(acting: &Acting, name: &str) -> Result<Row, CliError> {
    let (db, op, entity) = (&acting.app.db, &acting.op, acting.entity().await?);
    let unknown = |why: String| Err(CliError::usage("sales.not_found", why));
    let numbered = Filter { text: Some(name.to_owned()), ..Filter::default() };
    let page = sales::sales(db, op, entity, &numbered, LOOKED_THROUGH).await?;
    let is_named = |row: &Row| row.number.as_ref().is_some_and(|n| n.to_string().eq_ignore_ascii_case(name));
    if let Some(row) = page.rows.into_iter().find(is_named) {
        return Ok(row);
    }
    let page = sales::sales(db, op, entity, &Filter::default(), LOOKED_THROUGH).await?;
    let mut fits = page.rows.into_iter().filter(|row| row.id.to_string().starts_with(name));
    match (fits.next(), fits.next()) {
        (Some(row), None) => Ok(row),
        (None, _) => match name.parse() {
            Ok(id) => Ok(sales::look(db, op, entity, SaleId(id)).await?.row),
            Err(_) => unknown(format!("nothing has the number or id `{name}`: see `invoice list`")),
        },
        (Some(_), Some(_)) => unknown(format!("several ids begin with `{name}`: write more of it")),
    }
}

/// Writes a file where it was asked for, or by its own name.
fn written(file: &sales::File, out: Option<&Path>) -> Result<String, CliError> {
    let path = out.unwrap_or(Path::new(&file.name));
    std::fs::write(path, &file.bytes).map_err(|source| CliError::file(path, source))?;
    Ok(format!("Written to {}.\n", path.display()))
}

async fn told(cli: &Cli, acting: &Acting, id: SaleId, outcome: IssueOutcome) -> Result<String, CliError> {
    let looked = sales::look(&acting.app.db, &acting.op, acting.entity().await?, id).await?;
    if cli.json {
        return Ok(as_text(&looked_json(&looked)));
    }
    Ok(match outcome {
        IssueOutcome::Issued => format!("Issued as {}.\n", looked.sale.name()),
        IssueOutcome::Waits => format!("{id} waits for a second person.\n"),
    })
}

fn list(rows: &[Row]) -> String {
    let head = [
        ("Number", Align::Left),
        ("Date", Align::Left),
        ("Customer", Align::Left),
        ("State", Align::Left),
        ("Gross", Align::Right),
        ("Open", Align::Right),
        ("Due", Align::Left),
        ("Id", Align::Left),
    ];
    let cells = |row: &Row| {
        vec![
            row.number.as_ref().map_or_else(|| row.kind.to_string(), ToString::to_string),
            row.dated.to_string(),
            print::cut(row.customer_name.as_deref().unwrap_or_default(), 30),
            if row.is_overdue { "overdue".to_owned() } else { row.state.to_string() },
            row.gross.to_string(),
            row.open.map(|open| open.to_decimal().to_string()).unwrap_or_default(),
            row.due.map(|day| day.to_string()).unwrap_or_default(),
            row.id.to_string(),
        ]
    };
    print::columns(&head, &rows.iter().map(cells).collect::<Vec<_>>())
}

fn shown(looked: &Looked) -> String {
    let (content, computed) = (&looked.sale.content, &looked.computed);
    let decimal = |amount: Amount| amount.to_decimal().to_string();
    let customer = looked.row.customer_name.as_deref().unwrap_or("nobody yet");
    let head = [
        ("Text", Align::Left),
        ("Quantity", Align::Right),
        ("Price", Align::Right),
        ("Tax", Align::Left),
        ("Net", Align::Right),
    ];
    let lines = content.lines.iter().zip(&computed.lines).map(|(line, total)| {
        vec![
            print::cut(&line.text, 50),
            line.quantity.normalize().to_string(),
            line.unit_price.normalize().to_string(),
            total.tax_code.clone().unwrap_or_default(),
            decimal(total.amounts.net),
        ]
    });
    let title = format!("{} {}, {}, {customer}", content.kind.word(), looked.sale.name(), looked.row.state);
    let columns = print::columns(&head, &lines.collect::<Vec<_>>());
    let mut text =
        format!("{title}\n\n{columns}\nNet {}, tax {}, gross {}", computed.net, computed.tax, computed.gross);
    text.push_str(&format!(", to be paid {}\n", computed.payable));
    for part in &computed.instalments {
        let due = part.due.map_or_else(|| "at once".to_owned(), |day| format!("by {day}"));
        text.push_str(&format!("{} {due}\n", part.amount));
    }
    let remarks = computed.problems.iter().map(|p| ("stands against it", p));
    for (what, remark) in remarks.chain(computed.warnings.iter().map(|w| ("look at it", w))) {
        text.push_str(&format!("{what}: {} ({})\n", remark.message, remark.field.as_deref().unwrap_or("all of it")));
    }
    text
}

fn row_json(row: &Row) -> Value {
    let decimal = |amount: Amount| amount.to_decimal().to_string();
    json!({
        "id": row.id, "kind": row.kind, "state": row.state, "number": row.number.as_ref().map(ToString::to_string),
        "customer": row.customer_name, "date": row.dated, "due": row.due, "currency": row.gross.currency(),
        "net": decimal(row.net), "tax": decimal(row.tax), "gross": decimal(row.gross),
        "payable": decimal(row.payable), "open": row.open.map(decimal), "version": row.version,
    })
}

fn looked_json(looked: &Looked) -> Value {
    let mut all = row_json(&looked.row);
    all["content"] = json!(looked.sale.content);
    all["problems"] = json!(looked.computed.problems);
    all["warnings"] = json!(looked.computed.warnings);
    all
}

fn as_text(value: &Value) -> String {
    format!("{value:#}\n")
}
