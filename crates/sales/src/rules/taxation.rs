//! How lines should be taxed by the places, and what speaks against how they are.

use books::tax::{Advice, Contradiction, Sale as Sides, Supply, country_of_address, country_of_vat_number, is_eu};
use books::{TaxCode, TaxKind, Treatment};
use jiff::civil::Date;
use parties::Party;

use crate::computed::{Remark, Suggestion};
use crate::document::Content;
use crate::ground::Ground;
use crate::rules::lines::Resolved;

/// Where both sides are.
fn sides(ground: &Ground) -> Sides<'_> {
    let seller = ground.seller.jurisdiction.as_str();
    let customer = ground.customer.as_ref().and_then(country_of);
    Sides {
        seller,
        seller_registered: ground.seller.tax_id.as_deref().is_some_and(|id| !id.trim().is_empty()),
        customer,
        customer_registered: ground.customer.as_ref().is_some_and(|c| is_registered(c, seller, customer)),
    }
}

/// Where a customer is: as it is kept, else by its VAT number, else by its address.
fn country_of(party: &Party) -> Option<&str> {
    let by_number = || party.data.tax_ids.iter().find_map(|number| country_of_vat_number(number));
    let by_address = || party.data.address.as_deref().and_then(country_of_address);
    party.data.country.as_deref().or_else(by_number).or_else(by_address)
}

/// Inside the EU only a VAT number of the customer's own country shows a business; elsewhere any tax number does.
fn is_registered(party: &Party, seller: &str, customer: Option<&str>) -> bool {
    let inside = is_eu(seller) && customer.is_some_and(is_eu);
    match customer {
        Some(country) if inside && country != seller => {
            party.data.tax_ids.iter().any(|number| country_of_vat_number(number) == Some(country))
        }
        _ => !party.data.tax_ids.is_empty(),
    }
}

/// How each line should be taxed.
pub(super) fn suggestions(ground: &Ground, content: &Content, day: Date) -> Vec<Suggestion> {
    let sides = sides(ground);
    let suggest = |(index, supply): (usize, Option<Supply>)| {
        let (treatment, reason) = match advice(sides, supply) {
            Some(Advice { treatment, reason }) => (Some(treatment), reason),
            None => (None, "it hangs on whether the line is goods or services: say which".to_owned()),
        };
        let tax_code = treatment.and_then(|t| code_for(ground, t, day)).map(|code| code.code.clone());
        Suggestion { line: index + 1, treatment, tax_code, reason }
    };
    content.lines.iter().map(|line| line.supply).enumerate().map(suggest).collect()
}

/// What follows for goods, or services, or for both alike.
fn advice(sides: Sides<'_>, supply: Option<Supply>) -> Option<Advice> {
    if let Some(supply) = supply {
        return Some(sides.advice(supply));
    }
    let (goods, services) = (sides.advice(Supply::Goods), sides.advice(Supply::Services));
    (goods.treatment == services.treatment).then_some(goods)
}

/// The code of the business for a treatment; of its own tax that of the highest rate, which is the country's usual one.
fn code_for(ground: &Ground, treatment: Treatment, day: Date) -> Option<&TaxCode> {
    let fits = |code: &&TaxCode| code.kind == TaxKind::Output && code.treatment == treatment && code.in_force(day);
    ground.codes.iter().filter(fits).max_by_key(|code| code.rate)
}

/// What speaks against how the lines are taxed.
pub(super) fn contradictions(ground: &Ground, content: &Content, resolved: &[Resolved<'_>]) -> Vec<Remark> {
    let sides = sides(ground);
    let mut found: Vec<Remark> = Vec::new();
    for (index, (line, resolved)) in content.lines.iter().zip(resolved).enumerate() {
        let Some(code) = resolved.code else { continue };
        let against = |supply| sides.contradiction(code.treatment, supply);
        let contradiction = match line.supply {
            Some(supply) => against(supply),
            // not said: only what speaks against both
            None => against(Supply::Services).and(against(Supply::Goods)),
        };
        let remark = contradiction.map(|c| remark(&format!("lines[{index}].tax_code"), c));
        found.extend(remark.filter(|new| !found.iter().any(|known| known.message == new.message)));
    }
    found
}

fn remark(field: &str, contradiction: Contradiction) -> Remark {
    match contradiction {
        Contradiction::Places(why) => Remark::on("sales.tax_contradicts", field, why),
        Contradiction::CustomerNumber(why) => Remark::on("sales.customer_tax_id_missing", field, why),
        Contradiction::SellerNumber(why) => Remark::on("sales.seller_tax_id_missing", field, why),
    }
}
