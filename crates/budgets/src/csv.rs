//! Budgets and comparisons as CSV (RFC 4180, UTF-8): written with comma and decimal point; read with comma, or with
//! semicolon and decimal comma as spreadsheets of half of Europe write it.

use ::csv::{ReaderBuilder, StringRecord, Trim};
use books::Account;
use money::{Amount, Currency};
use reports::csv::{as_meant, table};

use crate::rules::{self, Months};
use crate::{Budget, BudgetError, Compared, Comparison, NewRow, Planned};

/// Columns that are written for people and say nothing new when they are read.
const FOR_PEOPLE: [&str; 2] = ["name", "type"];

/// Why a text is no budget.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the file: {reason}")]
pub struct CsvFlaw {
    /// The line, from 1, the header included.
    pub line: u64,
    /// What is wrong and what to write instead.
    pub reason: String,
}

fn flaw<T>(line: u64, reason: impl Into<String>) -> Result<T, CsvFlaw> {
    Err(CsvFlaw { line, reason: reason.into() })
}

/// Where the columns of a file stand.
#[derive(Default)]
struct Columns {
    code: usize,
    department: Option<usize>,
    currency: Option<usize>,
    year: Option<usize>,
    months: [Option<usize>; 12],
}

impl Columns {
    /// A column nobody knows is refused: a misspelt `department` must not make a plan for the whole business.
    fn of(header: &StringRecord) -> Result<Self, CsvFlaw> {
        let (mut columns, mut code) = (Self::default(), None);
        for (at, name) in header.iter().enumerate() {
            let name = name.to_lowercase();
            let month = name.parse::<usize>().ok().filter(|month| (1..=12).contains(month));
            let place = match (name.as_str(), month) {
                ("code", _) => &mut code,
                ("department", _) => &mut columns.department,
                ("currency", _) => &mut columns.currency,
                ("year", _) => &mut columns.year,
                (_, Some(month)) => &mut columns.months[month - 1],
                (other, None) if FOR_PEOPLE.contains(&other) => continue,
                (other, None) => {
                    let known = "code, department, year, 1 to 12, currency, name, type";
                    return flaw(1, format!("`{other}` is not a column of a budget: there are {known}"));
                }
            };
            if place.replace(at).is_some() {
                return flaw(1, format!("the column `{name}` stands there twice"));
            }
        }
        let given = columns.months.iter().flatten().count();
        if given % 12 != 0 || (given == 0 && columns.year.is_none()) {
            return flaw(1, "give the column `year`, or all twelve months as columns `1` to `12`");
        }
        let Some(code) = code else { return flaw(1, "the column `code` is missing: it names the accounts") };
        Ok(Self { code, ..columns })
    }
}

/// The rows of a text in the order of its lines.
pub(crate) fn read(text: &str, chart: &[Account], base: Currency) -> Result<Vec<NewRow>, CsvFlaw> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let european = first.matches(';').count() > first.matches(',').count();
    let mut reader =
        ReaderBuilder::new().delimiter(if european { b';' } else { b',' }).trim(Trim::All).from_reader(text.as_bytes());
    let columns = Columns::of(reader.headers().map_err(|e| unreadable(&e))?)?;
    let file = File { columns, chart, base, european };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| unreadable(&e))?;
        if record.iter().any(|cell| !cell.is_empty()) {
            rows.push(file.row(&record)?);
        }
    }
    if rows.is_empty() {
        return flaw(1, "there are no rows under the header");
    }
    Ok(rows)
}

fn unreadable(error: &::csv::Error) -> CsvFlaw {
    CsvFlaw { line: error.position().map_or(1, ::csv::Position::line), reason: error.to_string() }
}

struct File<'a> {
    columns: Columns,
    chart: &'a [Account],
    base: Currency,
    european: bool,
}

impl File<'_> {
    fn row(&self, record: &StringRecord) -> Result<NewRow, CsvFlaw> {
        let line = record.position().map_or(1, ::csv::Position::line);
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).filter(|cell| !cell.is_empty());
        let code = cell(Some(self.columns.code)).unwrap_or_default();
        let Some(account) = self.chart.iter().find(|account| account.code == code) else {
            return flaw(line, format!("there is no account `{code}` in these books"));
        };
        if let Some(found) = cell(self.columns.currency).filter(|found| !found.eq_ignore_ascii_case(self.base.code())) {
            return flaw(line, format!("the amounts are in {found}: a budget is in the base currency {}", self.base));
        }
        let year = cell(self.columns.year).map(|text| self.amount(line, text)).transpose()?;
        let months = self.columns.months.map(cell);
        let planned = match (months.iter().any(Option::is_some).then_some(months), year) {
            (None, None) => return flaw(line, "there is no amount: give the year or its months"),
            (None, Some(year)) => Planned::Year(year),
            (Some(months), year) => Planned::Months(self.months(line, &months, year)?),
        };
        let department = cell(self.columns.department).map(as_meant);
        Ok(NewRow { account: account.id, department, planned })
    }

    /// A month left empty is nothing. A sum beside the months must be theirs.
    fn months(&self, line: u64, cells: &[Option<&str>; 12], year: Option<Amount>) -> Result<Months, CsvFlaw> {
        let mut months = [Amount::zero(self.base); 12];
        for (month, text) in months.iter_mut().zip(cells) {
            if let Some(text) = text {
                *month = self.amount(line, text)?;
            }
        }
        let sum = rules::total(&months).or_else(|e| flaw(line, e.to_string()))?;
        match year.filter(|year| *year != sum) {
            Some(year) => {
                flaw(line, format!("the months add up to {sum}, the year says {year}: leave one of them empty"))
            }
            None => Ok(months),
        }
    }

    fn amount(&self, line: u64, text: &str) -> Result<Amount, CsvFlaw> {
        let plain = if self.european && !text.contains('.') { text.replace(',', ".") } else { text.to_owned() };
        Amount::parse(&plain, self.base).or_else(|e| flaw(line, e.to_string()))
    }
}

fn decimal(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

impl Budget {
    /// As CSV with a header: code, name, department, 1 to 12 (the months of the fiscal year), year, currency.
    ///
    /// # Errors
    /// [`BudgetError::CsvWriting`].
    pub fn to_csv(&self) -> Result<String, BudgetError> {
        let months = (1..=12).map(|month: u8| month.to_string());
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let header = [words(&["code", "name", "department"]), months.collect(), words(&["year", "currency"])].concat();
        let rows = self.rows.iter().map(|row| {
            let department = row.department.clone().unwrap_or_default();
            let named = vec![row.account.code.clone(), row.account.name.clone(), department];
            let months = row.months.iter().map(|amount| decimal(*amount)).collect();
            [named, months, vec![decimal(row.year), self.currency.code().to_owned()]].concat()
        });
        Ok(table(std::iter::once(header).chain(rows))?)
    }
}

impl Comparison {
    /// As CSV with a header: section, code, name, actual, budget, variance, favourable, year_budget, currency.
    ///
    /// # Errors
    /// [`BudgetError::CsvWriting`].
    pub fn to_csv(&self) -> Result<String, BudgetError> {
        let header =
            ["section", "code", "name", "actual", "budget", "variance", "favourable", "year_budget", "currency"];
        let line = |section: &str, code: &str, name: &str, figures: &Compared| {
            let decimals = [&figures.actual, &figures.budget, &figures.variance].map(|figure| decimal(figure.amount));
            let judged = [figures.favourable.to_string(), decimal(figures.year_budget.amount)];
            let named = [section.to_owned(), code.to_owned(), name.to_owned()];
            let currency = self.currency.code().to_owned();
            named.into_iter().chain(decimals).chain(judged).chain([currency]).collect::<Vec<String>>()
        };
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        for section in &self.sections {
            let of = |row: &crate::ComparedRow| line(section.code, &row.account.code, &row.account.name, &row.figures);
            rows.extend(section.rows.iter().map(of));
            rows.push(line(section.code, "", &format!("Total {}", section.name.to_lowercase()), &section.total));
        }
        rows.push(line("result", "", "Result", &self.result));
        Ok(table(rows)?)
    }
}
