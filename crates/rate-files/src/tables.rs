//! Rates in tables of comma-separated values.

use csv::StringRecord;
use money::Currency;

use crate::{Codes, PublishedRate, RateFile, RateFileError, day, rate};

/// What publishers write where there is no rate.
const MISSING: [&str; 4] = ["", "N/A", "NaN", "-"];

/// Where the values of a row stand.
enum Columns {
    /// A day and one rate for each currency, as the history of the ECB: the euro in each of them.
    Wide(Vec<Option<Currency>>),
    /// One rate a row.
    Long { day: usize, from: usize, to: usize, rate: usize, source: &'static str },
}

pub(crate) fn read(text: &str) -> Result<RateFile, RateFileError> {
    let semicolons = text.lines().next().is_some_and(|head| head.contains(';') && !head.contains(','));
    let delimiter = if semicolons { b';' } else { b',' };
    let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let head = rows.headers().map_err(|e| row_fault(&e))?.clone();
    let mut codes = Codes::default();
    let columns = columns(&head, &mut codes)?;
    let mut rates = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|e| row_fault(&e))?;
        let line = row.position().map_or(0, csv::Position::line);
        match &columns {
            Columns::Wide(currencies) => wide(&row, line, currencies, &mut rates)?,
            Columns::Long { day: at_day, from, to, rate: at_rate, .. } => {
                let cell = |at: usize| row.get(at).map(str::trim).unwrap_or_default();
                if MISSING.contains(&cell(*at_rate)) {
                    continue;
                }
                let pair = (codes.currency(cell(*from), line)?, codes.currency(cell(*to), line)?);
                let (day, rate) = (day(cell(*at_day), line)?, rate(cell(*at_rate), line)?);
                let (Some(from), Some(to)) = pair else { continue };
                if from == to {
                    return Err(RateFileError::BadRow { line, why: format!("a rate from {from} to itself") });
                }
                rates.push(PublishedRate { day, from, to, rate });
            }
        }
    }
    let source = match columns {
        Columns::Wide(_) => "ecb",
        Columns::Long { source, .. } => source,
    };
    Ok(RateFile { source, rates, retired: codes.retired })
}

fn columns(head: &StringRecord, codes: &mut Codes) -> Result<Columns, RateFileError> {
    let names: Vec<String> = head.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
    let at = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
    // the data service of the ECB: units of `currency` for one unit of `currency_denom`
    if let (Some(from), Some(to), Some(day), Some(rate)) =
        (at(&["currency_denom"]), at(&["currency"]), at(&["time_period"]), at(&["obs_value"]))
    {
        return Ok(Columns::Long { day, from, to, rate, source: "ecb" });
    }
    if let (Some(day), Some(from), Some(to), Some(rate)) =
        (at(&["day", "date"]), at(&["from"]), at(&["to"]), at(&["rate"]))
    {
        return Ok(Columns::Long { day, from, to, rate, source: "file" });
    }
    let unknown = || RateFileError::UnknownColumns { found: head.iter().take(8).collect::<Vec<_>>().join(",") };
    if names.first().map(String::as_str) != Some("date") || names.len() < 2 {
        return Err(unknown());
    }
    // a comma at the end of the row makes an empty column
    let named =
        head.iter().skip(1).map(str::trim).map(|code| if code.is_empty() { Ok(None) } else { codes.currency(code, 1) });
    Ok(Columns::Wide(named.collect::<Result<_, _>>().map_err(|_| unknown())?))
}

fn wide(
    row: &StringRecord,
    line: u64,
    currencies: &[Option<Currency>],
    rates: &mut Vec<PublishedRate>,
) -> Result<(), RateFileError> {
    let of = day(row.get(0).unwrap_or_default(), line)?;
    for (currency, cell) in currencies.iter().zip(row.iter().skip(1)) {
        let Some(currency) = currency.filter(|_| !MISSING.contains(&cell.trim())) else { continue };
        rates.push(PublishedRate { day: of, from: Currency::EUR, to: currency, rate: rate(cell, line)? });
    }
    Ok(())
}

fn row_fault(error: &csv::Error) -> RateFileError {
    RateFileError::BadRow { line: error.position().map_or(0, csv::Position::line), why: error.to_string() }
}
