//! Which printed date is the date of issue, which the due date, which the date of supply.

use jiff::civil::Date;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::relate::{self, Side, Tie};
use crate::scene::Scene;
use crate::tokens::DateToken;

mod sentences;

use sentences::{debited, for_discount, joins};

/// A date with what speaks for it.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The date.
    pub date: Date,
    /// Where it is printed; `None` if it was derived.
    pub span: Option<Span>,
    /// How surely, 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: String,
}

/// The dates of a document.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Date of issue.
    pub issue: Option<Dated>,
    /// Due date.
    pub due: Option<Dated>,
    /// Date of supply.
    pub supply: Option<Dated>,
}

/// The scores of one printed date.
struct Scored {
    date: Date,
    span: Span,
    issue: f32,
    due: f32,
    supply: f32,
    why: [String; 3],
    ambiguous: bool,
}

/// Assigns the dates.
pub fn find(scene: &Scene, receipt: bool) -> Calendar {
    let order = scene.locale.order;
    let mut scored: Vec<Scored> = Vec::new();
    for (i, token) in scene.dates.iter().enumerate() {
        if let Some(date) = token.parts.resolve(order) {
            scored.push(score(scene, i, date, receipt));
        }
    }
    let pick = |of: fn(&Scored) -> f32, why: usize, least: f32| -> Option<Dated> {
        let mut best: Option<&Scored> = None;
        for s in &scored {
            if of(s) >= least && best.is_none_or(|b| of(s) > of(b) + 1e-4) {
                best = Some(s);
            }
        }
        best.map(|s| {
            let doubt = if s.ambiguous { 0.85 } else { 1.0 };
            Dated {
                date: s.date,
                span: Some(s.span.clone()),
                score: of(s).min(1.05) * doubt,
                reason: s.why[why].clone(),
            }
        })
    };
    let issue = pick(|s| s.issue, 0, 0.02).or_else(|| only_date(&scored));
    let due = pick(|s| s.due, 1, 0.3).or_else(|| derived_due(scene, issue.as_ref()));
    Calendar { issue, due, supply: pick(|s| s.supply, 2, 0.3) }
}

/// A date beside numbers of something else is still the date of issue if nothing else can be.
fn only_date(scored: &[Scored]) -> Option<Dated> {
    let free = |s: &&Scored| s.due < 0.3 && s.supply < 0.3 && s.issue > -0.3;
    let best = scored.iter().filter(free).max_by(|a, b| a.issue.total_cmp(&b.issue))?;
    let span = Some(best.span.clone());
    Some(Dated { date: best.date, span, score: 0.05, reason: "the only date that may be it".into() })
}

fn score(scene: &Scene, index: usize, date: Date, receipt: bool) -> Scored {
    let token = &scene.dates[index];
    let ties = relate::ties(scene, &token.span);
    let weight = |c: C| relate::weight(&ties, c);
    let label = |c: C| {
        let tie = relate::closest(&ties, &[c]);
        tie.map_or(String::new(), |t| {
            format!("beside “{}”", scene.layout.lines[t.label.line].text[t.label.bytes.clone()].trim())
        })
    };
    let line = &scene.layout.lines[token.span.line];
    let (mut issue, foreign) = labelled_issue(scene, token, &ties, receipt);
    let mut why = label(C::InvoiceDate);
    if why.is_empty() {
        why = label(C::Date);
    }
    if why.is_empty() {
        why = "on the line of the document's number".into();
    }
    let others = [weight(C::DueDate), weight(C::SupplyDate), weight(C::OtherDate) * 1.05];
    let strongest = others.iter().copied().fold(0.0, f32::max);
    let mut due = weight(C::DueDate) - 0.7 * weight(C::OtherDate).max(weight(C::InvoiceDate)).min(1.0);
    let mut supply = weight(C::SupplyDate) - 0.5 * weight(C::OtherDate);
    if strongest > issue {
        issue -= 0.75 * strongest;
    } else if strongest > 0.3 {
        issue -= 0.15 * strongest;
    }
    if for_discount(scene, index) {
        due -= 0.6;
        issue -= 0.3;
    }
    if due < 0.42 && !receipt && issue < 0.3 && debited(scene, token) {
        due = 0.42;
        issue -= 0.3;
    }
    let base = unlabelled(scene, index, receipt);
    if issue < base && strongest < 0.45 && !foreign {
        issue = base;
        why = if receipt { "date with the time of sale".into() } else { "first date without another label".into() };
    }
    if strongest >= 0.45 && issue < 0.05 {
        issue = 0.05 + 0.02 * weight(C::SupplyDate);
        why = "only date of the document besides the due date".into();
    }
    if is_period(scene, index) {
        issue -= 0.3;
        due -= 0.2;
        supply = supply.max(0.35);
    }
    let page = if line.page == 1 { 0.03 } else { 0.0 };
    let ambiguous = matches!(token.parts, crate::dates::Parts::Either(a, b, _) if a != b)
        && !scene.locale.order_seen
        && scene.locale.country.is_none();
    let higher = 0.04 * (1.0 - line.rect.y0);
    if due > 0.3 {
        due += higher;
    }
    let [due_why, supply_why] = [label(C::DueDate), label(C::SupplyDate)];
    Scored {
        date,
        span: token.span.clone(),
        issue: issue + page + higher,
        due,
        supply,
        why: [why, due_why, supply_why],
        ambiguous,
    }
}

/// What the labels say for the date of issue, and whether they plainly speak of something else.
fn labelled_issue(scene: &Scene, token: &DateToken, ties: &[Tie], receipt: bool) -> (f32, bool) {
    let line = token.span.line;
    let weight = |c: C| relate::weight(ties, c);
    let number_on = |line: usize| {
        scene.line_has(line, &[C::InvoiceNumber]) && !scene.dates_on(line).iter().any(|d| d.span != token.span)
    };
    let wrapped = token.span.bytes.start == 0 && line > 0 && number_on(line - 1);
    let number_line = scene.line_has(line, &[C::InvoiceNumber, C::IsInvoice, C::IsCreditNote]) || wrapped;
    let dated = ties.iter().filter(|t| t.label.concept == C::Date);
    let plain = dated.map(|t| t.weight * if t.label.length <= 3 { 0.3 } else { 0.74 }).fold(0.0, f32::max);
    let plain = if number_line && plain > 0.1 { plain.max(0.85 * weight(C::Date)) } else { plain };
    // A column headed "Date" lists the dates of items.
    let in_items = relate::closest(ties, &[C::Date])
        .is_some_and(|t| t.side == Side::Above && scene.item_heads.contains(&t.label.line));
    let mut issue = weight(C::InvoiceDate).max(if in_items { 0.1 } else { plain });
    let numbers = |t: &Tie| t.side == Side::Left && t.label.concept == C::InvoiceNumber && joins(scene, token, t);
    if number_line && ties.iter().any(numbers) {
        issue = issue.max(0.5);
    }
    // "Version 2.1 vom 24.03.2020" is the date of something else.
    let short = |t: &Tie| t.label.concept != C::InvoiceDate && (t.label.concept != C::Date || t.label.length <= 3);
    let others = scene.line_has(line, &[C::OtherNumber, C::OrderNumber, C::PoNumber]);
    let foreign = !receipt && !number_line && ties.iter().all(short) && others;
    let numbered = scene.line_has(line, &[C::OtherNumber]) && !scene.line_has(line, &[C::InvoiceDate, C::Date]);
    if foreign || numbered && !receipt {
        issue -= 0.15;
    }
    (issue, foreign)
}

/// A date without a label: the first on the page, or the one printed with a time on a receipt.
fn unlabelled(scene: &Scene, index: usize, receipt: bool) -> f32 {
    let token = &scene.dates[index];
    let text = &scene.layout.lines[token.span.line].text;
    let after = &text[token.span.bytes.end..];
    let before = &text[..token.span.bytes.start];
    let is_time = |t: &str| {
        t.split(|c: char| !(c.is_ascii_digit() || c == ':'))
            .any(|w| w.len() >= 4 && w.contains(':') && w.starts_with(|c: char| c.is_ascii_digit()))
    };
    let time = is_time(after.get(..after.len().min(24)).unwrap_or(after)) || is_time(before);
    // Dates stand in reading order, so the first one of the first page is the first of all.
    let first = index == 0 && scene.page_of(token.span.line) == 1;
    let rank = 0.06 * (1.0 - index as f32 / scene.dates.len().max(1) as f32);
    match (receipt, time) {
        (true, true) => 0.5 + rank,
        (true, false) => 0.38 + rank,
        (false, _) if first => 0.34,
        (false, _) => 0.2 + rank,
    }
}

/// Two dates joined by a dash or "to" are a period.
fn is_period(scene: &Scene, index: usize) -> bool {
    let joined = |a: usize, b: usize| {
        let (Some(a), Some(b)) = (scene.dates.get(a), scene.dates.get(b)) else { return false };
        if a.span.line != b.span.line || a.span.bytes.end > b.span.bytes.start {
            return false;
        }
        let between = scene.layout.lines[a.span.line].text[a.span.bytes.end..b.span.bytes.start].trim().to_lowercase();
        matches!(
            between.as_str(),
            "-" | "–"
                | "to"
                | "bis"
                | "bis zum"
                | "au"
                | "al"
                | "a"
                | "tot"
                | "t/m"
                | "ate"
                | "até"
                | "until"
                | "through"
                | "/"
                | ""
        ) && between != "/"
            && !between.is_empty()
    };
    index > 0 && joined(index - 1, index) || joined(index, index + 1)
}

/// "Payable within 30 days": the due date follows from the date of issue. With several terms the longest is net.
fn derived_due(scene: &Scene, issue: Option<&Dated>) -> Option<Dated> {
    const DAYS: [&str; 9] = ["days", "day", "tage", "tagen", "jours", "dias", "giorni", "gg", "dagen"];
    let issue = issue?;
    let mut days: Vec<i64> = Vec::new();
    for (line, l) in scene.layout.lines.iter().enumerate() {
        let near = |at: usize| scene.line_has(at, &[C::PaymentTerms, C::DueDate]);
        let announced = near(line) || line > 0 && near(line - 1);
        if !announced {
            continue;
        }
        let words = crate::text::folded_words(&l.text);
        for pair in words.windows(2) {
            if DAYS.contains(&pair[1].as_str())
                && let Ok(n) = pair[0].parse::<i64>()
                && (1..=180).contains(&n)
            {
                days.push(n);
            }
        }
    }
    let days = days.into_iter().max()?;
    let date = issue.date.checked_add(jiff::Span::new().days(days)).ok()?;
    Some(Dated { date, span: None, score: 0.3, reason: format!("derived: {days} days after the date of issue") })
}
