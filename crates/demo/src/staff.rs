//! Wages: gross pay by department, the employer's share, what is withheld, and the two payments.

use jiff::ToSpan;
use jiff::civil::Date;

use super::company::DEPARTMENTS;
use super::plan::{Book, Purpose, euros};

/// Withheld from gross pay for tax and social security, in per mille.
const WITHHELD: i64 = 362;
/// The employer's share of social security, in per mille of gross pay.
const EMPLOYER: i64 = 208;

/// The payroll of a month: booked on the 25th, paid on the 28th, the authorities on the 10th of the next month.
pub fn run(book: &mut Book, month: Date) {
    let raise = 100 + i64::from(month.year() - book.first_day.year()) * 3;
    let gross: Vec<(&str, i64)> = DEPARTMENTS.iter().map(|(name, cents)| (*name, cents * raise / 100)).collect();
    let total: i64 = gross.iter().map(|g| g.1).sum();
    let (withheld, employer) = (total * WITHHELD / 1000, total * EMPLOYER / 1000);
    let mut lines: Vec<_> = gross.iter().map(|(name, cents)| euros(Purpose::Salaries, *cents).of(name)).collect();
    lines.push(euros(Purpose::SocialSecurity, employer).of("Office"));
    lines.push(euros(Purpose::EmployeePayable, -(total - withheld)));
    lines.push(euros(Purpose::PayrollLiabilities, -(withheld + employer)));
    let label = month.strftime("%m/%Y");
    book.enter(month.saturating_add(24.days()), "GEN", format!("Lohnlauf {label}"), None, lines);
    let net = vec![euros(Purpose::EmployeePayable, total - withheld), euros(Purpose::Bank, -(total - withheld))];
    book.enter(month.saturating_add(27.days()), "BNK", format!("Nettolöhne {label}"), None, net);
    let due =
        vec![euros(Purpose::PayrollLiabilities, withheld + employer), euros(Purpose::Bank, -(withheld + employer))];
    let next = month.saturating_add(1.month()).saturating_add(9.days());
    book.enter(next, "BNK", format!("Lohnsteuer und Sozialversicherung {label}"), None, due);
}
