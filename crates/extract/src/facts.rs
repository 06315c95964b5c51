//! Puts the facts together: every field chosen, scored, and turned into a confidence.

use road::facts::{DocumentKind, Facts, Field, LineItem, TaxLine};
use road::page::{Page, Route, Spot};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::calibrate::confidence;
use crate::decode::{self, Closing, Decoded, Evidence, Pick};
use crate::labels::Concept as C;
use crate::layout::Span;
use crate::parties::{self, Name};
use crate::phrases::Running;
use crate::roles;
use crate::scene::Scene;
use crate::tax_table::{self, Row};
use crate::{calendar, checks, identifiers, items, kind, owners, payment, several, tax_category};

/// Reads the facts of a document.
pub fn read(pages: &[Page], route: Route) -> Facts {
    let mut facts = Facts::empty(route);
    if pages.iter().all(|p| p.words.is_empty()) {
        return facts;
    }
    let scene = Scene::new(pages, route);
    facts.language = scene.locale.language.map(str::to_owned);
    let kind = kind::find(&scene);
    let receipt = kind.kind == DocumentKind::Receipt;
    let decoded = amounts(&scene, &mut facts, receipt);
    numbers(&scene, &mut facts, receipt);
    if kind.kind != DocumentKind::CreditNote && !decoded.negative {
        own_number(&mut facts);
    }
    dates(&scene, &mut facts, receipt);
    people(&scene, &mut facts, receipt);
    let credit = decoded.negative && kind.kind == DocumentKind::Invoice;
    let (value, reason) = if credit {
        (DocumentKind::CreditNote, "its amounts are negative".to_owned())
    } else {
        (kind.kind, kind.reason)
    };
    facts.kind = Some(field(&scene, "kind", value, kind.score, kind.span.as_slice(), reason));
    if let Some(found) = &scene.locale.currency {
        facts.currency =
            Some(field(&scene, "currency", found.currency, found.score, found.span.as_slice(), found.reason.clone()));
    }
    facts.payment_terms = payment_terms(&scene);
    let running = Running::of(&scene.layout);
    let as_read = |score: f32, spans: &[Span]| score * doubt(&scene, spans);
    tax_category::read(&scene, &running, &mut facts, as_read);
    facts.payment_means = payment::read(&scene, &running, &facts, receipt, as_read);
    facts.checks = checks::run(&scene, &facts, &decoded);
    facts.checks.extend(several::check(&scene));
    facts
}

/// A field with calibrated confidence; a printed value that the reader was unsure of is less sure.
fn field<T>(scene: &Scene, name: &str, value: T, score: f32, spans: &[Span], reason: String) -> Field<T> {
    let spots: Vec<Spot> = spans.iter().map(|s| scene.layout.spot(s)).collect();
    Field { value, confidence: confidence(name, score * doubt(scene, spans)), spots, reason }
}

/// What is left of a score when the reader was unsure of the print, as a factor.
fn doubt(scene: &Scene, spans: &[Span]) -> f32 {
    let read = spans.iter().map(|s| scene.layout.certainty(s)).fold(1.0, f32::min);
    if scene.layout.is_ocr() { (read - 0.5).clamp(0.0, 0.45) / 0.45 * 0.15 + 0.85 } else { 1.0 }
}

fn amounts(scene: &Scene, facts: &mut Facts, receipt: bool) -> Decoded {
    let rows = tax_table::rows(scene);
    let summary = tax_table::summary(scene, &rows);
    let lines = items::find(scene, receipt);
    let line_sum = (!lines.is_empty()).then(|| lines.iter().map(|l| l.amount).sum::<Decimal>().abs());
    let exempt = scene.labels.iter().any(|l| l.concept == C::Exempt);
    let evidence = Evidence::new(scene, &summary, line_sum, exempt, receipt);
    let candidates = roles::candidates(scene, receipt);
    let decoded = decode::decode(scene, &candidates, &evidence);
    let put = |name: &str, pick: &Option<Pick>| {
        let pick = pick.as_ref()?;
        let spans: Vec<Span> = pick.amounts.iter().map(|i| scene.amounts[*i].span.clone()).collect();
        Some(field(scene, name, pick.value, amount_score(pick, &decoded, name), &spans, pick.reason.clone()))
    };
    facts.subtotal = put("subtotal", &decoded.net);
    facts.tax = put("tax", &decoded.tax);
    facts.total = put("total", &decoded.gross);
    facts.rounding = put("rounding", &decoded.rounding);
    facts.withheld = put("withheld", &decoded.withheld);
    facts.prepaid = put("prepaid", &decoded.prepaid);
    facts.amount_due = put("amount_due", &decoded.due);
    facts.tax_breakdown = breakdown(scene, &summary, &decoded, &lines);
    facts.lines = lines;
    decoded
}

/// Labels, arithmetic and the lead over other readings make an amount sure.
fn amount_score(pick: &Pick, d: &Decoded, name: &str) -> f32 {
    let arithmetic = match d.closing {
        Closing::Closed => 0.45,
        Closing::Plausible => 0.32,
        Closing::Unchecked => 0.15,
        Closing::Contradicted => 0.0,
    };
    let labels = 0.4 * pick.score.clamp(0.0, 1.0);
    let lead = 0.15 * d.margin.clamp(0.0, 1.0);
    let total = arithmetic + labels + lead;
    match (pick.amounts.is_empty(), name) {
        (false, _) => total,
        // A derived value is as sure as what it is derived from, less a step.
        (true, "amount_due") => 0.6 * d.gross.as_ref().map_or(0.0, |g| amount_score(g, d, "total")),
        (true, _) => 0.7 * (arithmetic + lead + 0.2),
    }
}

/// The tax summary, if it agrees with the tax chosen; with one rate it follows from net and tax.
fn breakdown(scene: &Scene, summary: &[Row], d: &Decoded, items: &[LineItem]) -> Option<Field<Vec<TaxLine>>> {
    let value = |i: usize| scene.amounts[i].value.abs();
    let tax = d.tax.as_ref().map(|t| t.value);
    let sum: Decimal = summary.iter().map(|r| value(r.tax)).sum();
    if !summary.is_empty() && tax.is_none_or(|t| (t - sum).abs() <= Decimal::new(2, 2)) {
        let lines = summary
            .iter()
            .map(|r| TaxLine { rate: r.rate, base: value(r.base), tax: value(r.tax), category: None })
            .collect();
        let spans: Vec<Span> = summary
            .iter()
            .flat_map(|r| [scene.amounts[r.base].span.clone(), scene.amounts[r.tax].span.clone()])
            .collect();
        let base: Decimal = summary.iter().map(|r| value(r.base)).sum();
        let closes = d.net.as_ref().is_some_and(|n| n.value == base);
        let score = if closes { 0.95 } else { 0.6 };
        return Some(field(
            scene,
            "tax_breakdown",
            lines,
            score,
            &spans,
            "rows in which rate and base give the tax".into(),
        ));
    }
    let (net, tax) = (d.net.as_ref()?, d.tax.as_ref()?);
    let percent = scene.amounts.iter().filter(|a| a.percent && a.value >= Decimal::ZERO);
    let fits = |rate: &Decimal| (net.value * rate / Decimal::ONE_HUNDRED - tax.value).abs() <= Decimal::new(1, 2);
    let known = || tax_table::rate_between(net.value, tax.value);
    let rate = percent.map(|a| a.value).find(fits).or_else(known);
    let (lines, reason) = match rate {
        Some(rate) => (
            vec![TaxLine { rate, base: net.value, tax: tax.value, category: None }],
            format!("derived: {rate} % of the net total is the tax"),
        ),
        None => (by_items(items, net.value, tax.value)?, "derived: the items of each rate and their tax".to_owned()),
    };
    Some(Field { value: lines, confidence: confidence("tax_breakdown", 0.55), spots: Vec::new(), reason })
}

/// The bases of several rates from the items that carry them; only if they make up net and tax to a cent for each rate.
fn by_items(items: &[LineItem], net: Decimal, tax: Decimal) -> Option<Vec<TaxLine>> {
    let mut rates: Vec<Decimal> = items.iter().map(|i| i.tax_rate).collect::<Option<_>>()?;
    rates.sort();
    rates.dedup();
    let base =
        |rate: Decimal| items.iter().filter(|i| i.tax_rate == Some(rate)).map(|i| i.amount.abs()).sum::<Decimal>();
    let of = |rate: Decimal| {
        (base(rate) * rate / Decimal::ONE_HUNDRED).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
    };
    let lines: Vec<TaxLine> =
        rates.iter().map(|r| TaxLine { rate: *r, base: base(*r), tax: of(*r), category: None }).collect();
    let sums = (lines.iter().map(|l| l.base).sum::<Decimal>(), lines.iter().map(|l| l.tax).sum::<Decimal>());
    (lines.len() > 1 && sums == (net, tax)).then_some(lines)
}

fn numbers(scene: &Scene, facts: &mut Facts, receipt: bool) {
    let best = |name: &str, codes: Vec<identifiers::Code>, taken: &[&str]| {
        let second = codes.get(1).map_or(0.0, |c| c.score);
        let code = codes.into_iter().find(|c| !taken.contains(&c.text.as_str()))?;
        let lead = (code.score - second).clamp(0.0, 0.5) * 0.3;
        Some(field(scene, name, code.text, code.score + lead - 0.1, &[code.span], code.reason))
    };
    let corrects = identifiers::corrected_numbers(scene);
    facts.corrects_number = best("corrects_number", corrects, &[]);
    let corrected: Vec<&str> = facts.corrects_number.iter().map(|f| f.value.as_str()).collect();
    facts.invoice_number = best("invoice_number", identifiers::invoice_numbers(scene, receipt), &corrected);
    let own: Vec<&str> = facts.invoice_number.iter().map(|f| f.value.as_str()).collect();
    facts.po_number = best("po_number", identifiers::order_numbers(scene), &own);
}

/// "Re: invoice 25.1170" on an invoice without another plain number is its own.
fn own_number(facts: &mut Facts) {
    let weak = facts.invoice_number.as_ref().is_none_or(|n| n.confidence < 0.5);
    if weak && let Some(number) = facts.corrects_number.take() {
        let confidence = number.confidence.min(0.6);
        facts.invoice_number = Some(Field { confidence, ..number });
    }
}

fn dates(scene: &Scene, facts: &mut Facts, receipt: bool) {
    let calendar = calendar::find(scene, receipt);
    let put = |name: &str, dated: Option<calendar::Dated>| {
        dated.map(|d| field(scene, name, d.date, d.score, d.span.as_slice(), d.reason))
    };
    facts.date = put("date", calendar.issue);
    facts.due_date = put("due_date", calendar.due);
    facts.supply_date = put("supply_date", calendar.supply);
}

fn people(scene: &Scene, facts: &mut Facts, receipt: bool) {
    let parties = parties::find(scene, receipt);
    let put = |name: &str, list: &[Name]| {
        let best = list.first()?;
        let lead = (best.score - list.get(1).map_or(0.0, |n| n.score)).clamp(0.0, 0.6);
        Some(field(scene, name, best.text.clone(), 0.75 * best.score + 0.4 * lead, &best.spans, best.reason.clone()))
    };
    facts.vendor = put("vendor", &parties.vendors);
    facts.customer = put("customer", &parties.customers);
    facts.customer_address = parties.customers.first().and_then(|c| {
        let address = c.address.clone()?;
        Some(field(scene, "customer_address", address, c.score, &[], "below the name".into()))
    });
    facts.vendor_address = parties.vendors.first().and_then(|v| {
        let address = v.address.clone()?;
        Some(field(scene, "vendor_address", address, v.score, &[], "below the name".into()))
    });
    let numbers = owners::tax_numbers(scene, &parties);
    let vendor = numbers
        .iter()
        .max_by(|a, b| a.vendor.total_cmp(&b.vendor).then(b.span.line.cmp(&a.span.line)))
        .filter(|n| n.vendor > 0.15);
    facts.vendor_tax_id = vendor.map(|n| {
        field(scene, "vendor_tax_id", n.number.clone(), n.vendor, std::slice::from_ref(&n.span), n.reason.clone())
    });
    let other = numbers.iter().filter(|n| vendor.is_none_or(|v| v.number != n.number));
    let customer = other.max_by(|a, b| a.customer.total_cmp(&b.customer)).filter(|n| n.customer > 0.45);
    facts.customer_tax_id = customer.map(|n| {
        field(scene, "customer_tax_id", n.number.clone(), n.customer, std::slice::from_ref(&n.span), n.reason.clone())
    });
    let account = owners::accounts(scene, &parties).into_iter().next();
    facts.vendor_iban = account.map(|(iban, span, score, _)| {
        field(scene, "vendor_iban", iban, score, &[span], "bank account to pay to".into())
    });
}

/// The text behind or below the heading of the payment terms.
fn payment_terms(scene: &Scene) -> Option<Field<String>> {
    let label = scene.labels.iter().filter(|l| l.concept == C::PaymentTerms && l.length >= 8).min_by_key(|l| l.line)?;
    let line = &scene.layout.lines[label.line];
    let rest = line.text[label.bytes.end..].trim_start_matches([':', ' ', '\t', '.']).trim();
    let (text, span) = if rest.chars().filter(|c| c.is_alphanumeric()).count() >= 3 {
        let start = line.text.len() - line.text[label.bytes.end..].trim_start_matches([':', ' ', '\t', '.']).len();
        (rest.replace('\t', " "), Span { line: label.line, bytes: start..line.text.len() })
    } else {
        let next = scene.layout.lines.get(label.line + 1).filter(|l| l.page == line.page)?;
        (next.text.replace('\t', " "), Span { line: label.line + 1, bytes: 0..next.text.len() })
    };
    let printed = line.text[label.bytes.clone()].to_owned();
    Some(field(scene, "payment_terms", text, 0.7, &[span], format!("beside “{printed}”")))
}
