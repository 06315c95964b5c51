//! Whether a document says that it is paid, and by what: a till's "Girocard", a stamp, a sentence.
//!
//! Words of a means alone ("Visa") prove a payment on a till's slip only; a bill lists the means it would take. There a
//! sentence must say that it happened.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use road::facts::{Facts, Field, PaymentMeans as Means};
use rust_decimal::Decimal;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::phrases::{Hit, Phrases, Running};
use crate::scene::Scene;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// The name of a means.
    Means(Means),
    /// Paid by this means, all in one phrase.
    PaidBy(Means),
    /// It is paid.
    Paid,
    /// It is still to be paid, or would be.
    Unpaid,
    /// How payment is made; on a till's slip, was made.
    Terms,
}

static PHRASES: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    Phrases::new(&[
        (
            Word::Means(Means::Card),
            "card|card payment|credit card|debit card|bank card|visa|visa debit|mastercard|master card|maestro|amex|\
             american express|v pay|vpay|contactless|eftpos|apple pay|google pay|karte|kartenzahlung|kreditkarte|\
             girocard|giro card|ec karte|ec cash|ec zahlung|debitkarte|carte bancaire|carte bleue|\
             carte bancaire emv|cb|tarjeta|tarjeta de credito|tarjeta de debito|tarj|carta di credito|\
             carta di debito|bancomat|pagobancomat|pin|pinpas|pinnen|betaalpas|bankpas|bancontact|cartao|\
             cartao de credito|cartao de debito|multibanco|mb way|mbway|karta|karta platnicza",
        ),
        (
            Word::Means(Means::Cash),
            "cash|cash tendered|tendered|bar|gegeben|barzahlung|bar eur|espece|especes|efectivo|en efectivo|metalico|\
             contanti|contante|contant|kontant|numerario|dinheiro|gotowka",
        ),
        (Word::Means(Means::Online), "paypal|klarna|stripe|alipay|wechat pay|ideal|bizum|twint|payconiq|satispay|blik"),
        (
            Word::Means(Means::Bank),
            "bank transfer|direct debit|lastschrift|uberweisung|virement|prelevement|transferencia|bonifico|\
             domiciliacion|overschrijving|incasso|transferencia bancaria|debito direto|przelew",
        ),
        (
            Word::PaidBy(Means::Cash),
            "bar gegeben|gegeben bar|bar bezahlt|bar erhalten|betrag bar erhalten|betrag dankend bar erhalten|\
             paid cash|paid by cash|paid in cash|cash paid|cash received|paye en especes|regle en especes|\
             regle especes|pagado en efectivo|pagato in contanti|pagamento contante|\
             pagamento contanti|contant betaald|contant voldaan|pago em numerario|pago em dinheiro|\
             zaplacono gotowka",
        ),
        (
            Word::PaidBy(Means::Card),
            "paid by card|paid by credit card|paid by debit card|paid with card|paid with visa|paid by visa|\
             charged to your card|charged to your credit card|charged your card|mit karte bezahlt|\
             mit kreditkarte bezahlt|per kreditkarte bezahlt|bezahlt mit karte|bezahlt per karte|\
             bezahlt mit kreditkarte|bezahlt mit girocard|mit ec karte bezahlt|kreditkarte belastet|\
             paye par carte|payee par carte|regle par carte|reglee par carte|paye par cb|regle par cb|\
             pagado con tarjeta|pagada con tarjeta|pagato con carta|pagamento elettronico|pagamento con carta|\
             betaald met pin|betaald met pinpas|betaald per pin|betaald met creditcard|per creditcard betaald|\
             pago com cartao|paga com cartao|zaplacono karta",
        ),
        (
            Word::PaidBy(Means::Online),
            "paid by paypal|paid via paypal|paid with paypal|per paypal bezahlt|mit paypal bezahlt|bezahlt per paypal|\
             bezahlt mit paypal|paye par paypal|regle par paypal|pagado con paypal|pagato con paypal|\
             betaald met paypal|betaald via ideal|betaald met ideal|pago com paypal",
        ),
        (
            Word::PaidBy(Means::Bank),
            "paid by bank transfer|paid by direct debit|paid by transfer|per uberweisung bezahlt|\
             per lastschrift bezahlt|paye par virement|regle par virement|pagado por transferencia|\
             pagato con bonifico|betaald per bank",
        ),
        (
            Word::Paid,
            "paid|paid in full|payment received|received with thanks|bezahlt|bereits bezahlt|dankend erhalten|\
             betrag dankend erhalten|betrag erhalten|zahlung erhalten|beglichen|bereits beglichen|paye|payee|\
             acquitte|acquittee|facture acquittee|reglee|regle|pagado|pagada|factura pagada|cobrado|pagato|pagata|\
             saldato|saldata|quietanzata|betaald|voldaan|reeds betaald|pago|paga|liquidado|liquidada|zaplacono",
        ),
        (
            Word::Unpaid,
            "unpaid|not paid|to be paid|must be paid|if paid|if not paid|when paid|until paid|until fully paid|\
             amount paid|less paid|paid to date|paid by the|unbezahlt|nicht bezahlt|noch nicht|zu zahlen|zahlbar|\
             bezahlt werden|bis zur|bis zum|vollstandigen|impaye|non paye|a payer|sera|jusqu|no pagado|pendiente|\
             a pagar|hasta|non pagato|da pagare|fino|onbetaald|niet betaald|te betalen|nao pago|por pagar|\
             do zaplaty|niezaplacono|please|bitte|veuillez|will be|wird|wordt|kann|we accept|within|\
             innerhalb|binnen|sous|entro|payable",
        ),
        // "Forma de pago: transferencia" on a bill says how to pay.
        (Word::Terms, "forma de pago|formas de pago|metodo de pago|medio de pago|condiciones de pago|plazo de pago"),
    ])
});

/// What the phrases of one line say.
#[derive(Default)]
struct Line<'a> {
    means: Vec<(Means, &'a Hit<Word>)>,
    paid_by: Option<(Means, &'a Hit<Word>)>,
    paid: Option<&'a Hit<Word>>,
    unpaid: bool,
    terms: bool,
}

/// What speaks for a payment, and how surely.
struct Proof {
    means: Means,
    score: f32,
    spans: Vec<Span>,
}

/// Finds by what the document was paid.
pub(crate) fn read(
    scene: &Scene,
    running: &Running,
    facts: &Facts,
    receipt: bool,
    exact: impl Fn(f32, &[Span]) -> f32,
) -> Option<Field<Means>> {
    let hits = PHRASES.find(running);
    let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
    for hit in &hits {
        let Some(first) = hit.spans.first() else { continue };
        let line = lines.entry(first.line).or_default();
        match hit.meaning {
            Word::Means(means) => line.means.push((means, hit)),
            Word::PaidBy(means) => line.paid_by = line.paid_by.or(Some((means, hit))),
            // "Facture acquittée" and the "acquittée" in it: the longer phrase leaves nothing over.
            Word::Paid => line.paid = line.paid.filter(|kept| start(kept) <= start(hit)).or(Some(hit)),
            Word::Unpaid => line.unpaid = true,
            Word::Terms => line.terms = true,
        }
    }
    let total = facts.total.as_ref().map(|f| f.value);
    let mut best: Option<Proof> = nothing_due(facts);
    let proofs = lines
        .iter()
        .filter(|(_, l)| !l.unpaid)
        .filter_map(|(at, l)| if receipt { at_the_till(scene, *at, l, total) } else { on_a_bill(scene, *at, l) });
    for proof in proofs.chain(receipt.then(|| change(scene)).flatten()) {
        // Of equal proofs the one that names the means.
        let rank = |p: &Proof| p.score + if p.means == Means::Unspecified { 0.0 } else { 0.05 };
        if best.as_ref().is_none_or(|b| rank(&proof) > rank(b)) {
            best = Some(proof);
        }
    }
    let Proof { means, score, spans } = best?;
    let words = spans.iter().map(|s| scene.layout.text(s)).collect::<Vec<_>>().join(" ");
    let reason = match words.as_str() {
        "" => "derived: nothing is left to pay".to_owned(),
        words => format!("the words “{words}”"),
    };
    let spots = spans.iter().map(|s| scene.layout.spot(s)).collect();
    Some(Field { value: means, confidence: exact(score, &spans), spots, reason })
}

fn start(hit: &Hit<Word>) -> Option<usize> {
    hit.spans.first().map(|span| span.bytes.start)
}

/// A till names the means beside what was handed over, or on a line of its own.
fn at_the_till(scene: &Scene, at: usize, line: &Line, total: Option<Decimal>) -> Option<Proof> {
    let proof = |means, hit: &Hit<Word>, score| Some(Proof { means, score, spans: hit.spans.clone() });
    if let Some((means, hit)) = line.paid_by {
        return proof(means, hit, 0.95);
    }
    let named = line.means.first().copied();
    if let (Some(paid), Some((means, _))) = (line.paid, named) {
        return proof(means, paid, 0.93);
    }
    let handed = scene.amounts_on(at).iter().filter(|a| a.is_money()).map(|a| a.value.abs()).max();
    match (named, handed, total) {
        // Less than the total is a price, or a part of a payment.
        (Some((means, hit)), Some(sum), Some(total)) if sum >= total => proof(means, hit, 0.93),
        (Some((means, hit)), Some(_), None) => proof(means, hit, 0.8),
        (Some((means, hit)), None, _) if leads(scene, at, hit) && !scene.item_lines.contains(&at) => {
            proof(means, hit, 0.82)
        }
        _ => line.paid.and_then(|hit| proof(Means::Unspecified, hit, 0.8)),
    }
}

/// Whether a phrase opens its line and is no short word that also opens names ("Bar Centrale").
fn leads(scene: &Scene, at: usize, hit: &Hit<Word>) -> bool {
    let Some(span) = hit.spans.first() else { return false };
    let head = &scene.layout.lines[at].text[..span.bytes.start];
    head.chars().filter(|c| c.is_alphanumeric()).count() == 0 && span.bytes.len() >= 6
}

/// On a bill a sentence says it, or a stamp: the word alone in its cell.
fn on_a_bill(scene: &Scene, at: usize, line: &Line) -> Option<Proof> {
    let proof = |means, hit: &Hit<Word>, score| Some(Proof { means, score, spans: hit.spans.clone() });
    if let Some((means, hit)) = line.paid_by {
        return proof(means, hit, 0.93);
    }
    let paid = line.paid.filter(|_| !line.terms)?;
    if let Some((means, _)) = line.means.first() {
        return proof(*means, paid, 0.85);
    }
    let span = paid.spans.first()?;
    let segment = scene.layout.segment(span);
    let text = &scene.layout.lines[at].text;
    let rest = [&text[segment.start..span.bytes.start], &text[span.bytes.end.min(segment.end)..segment.end]];
    let alone = rest.iter().all(|part| !part.contains(|c: char| c.is_alphanumeric() || c == ':'));
    let figures = scene.amounts_on(at).iter().any(|a| a.is_money());
    (alone && !figures).then(|| proof(Means::Unspecified, paid, 0.85)).flatten()
}

/// Change handed back: it was paid in cash.
fn change(scene: &Scene) -> Option<Proof> {
    let label = scene.labels.iter().find(|l| {
        l.concept == C::Change && scene.amounts_on(l.line).iter().any(|a| a.is_money() && !a.value.is_zero())
    })?;
    let span = Span { line: label.line, bytes: label.bytes.clone() };
    Some(Proof { means: Means::Cash, score: 0.9, spans: vec![span] })
}

/// A bill whose printed rest is nothing, or whose payments printed make up the total.
fn nothing_due(facts: &Facts) -> Option<Proof> {
    let total = facts.total.as_ref().filter(|t| t.value > Decimal::ZERO)?.value;
    let due = facts.amount_due.as_ref().is_some_and(|d| d.value.is_zero() && !d.spots.is_empty());
    let paid = facts.prepaid.as_ref().is_some_and(|p| p.value == total);
    (due || paid).then_some(Proof { means: Means::Unspecified, score: 0.85, spans: Vec::new() })
}
