use crate::Treatment;
use crate::tax::{Contradiction, Sale, Supply};

/// Seller, whether it has a number; customer, whether it has one.
fn sale<'a>(seller: (&'a str, bool), customer: Option<(&'a str, bool)>) -> Sale<'a> {
    Sale {
        seller: seller.0,
        seller_registered: seller.1,
        customer: customer.map(|c| c.0),
        customer_registered: customer.is_some_and(|c| c.1),
    }
}

#[test]
fn how_a_sale_is_taxed() {
    use Supply::{Goods, Services};
    use Treatment::{Export, IntraCommunity, OutOfScope, ReverseCharge, Standard};
    #[rustfmt::skip]
    let rows: &[(&str, Option<(&str, bool)>, Supply, Treatment)] = &[
        ("DE", Some(("DE", true)), Goods, Standard),
        ("DE", Some(("DE", false)), Services, Standard),
        ("DE", Some(("FR", true)), Goods, IntraCommunity),
        ("DE", Some(("FR", true)), Services, ReverseCharge),
        ("DE", Some(("FR", false)), Goods, Standard),
        ("DE", Some(("FR", false)), Services, Standard),
        ("DE", Some(("CH", false)), Goods, Export),
        ("DE", Some(("CH", true)), Services, OutOfScope),
        ("DE", Some(("US", false)), Services, Standard),
        ("DE", None, Goods, Standard),
        ("GB", Some(("DE", true)), Goods, Export),
        ("GB", Some(("DE", true)), Services, OutOfScope),
        ("SG", Some(("MY", false)), Goods, Export),
    ];
    for (seller, customer, supply, expected) in rows {
        let advice = sale((seller, true), *customer).advice(*supply);
        assert_eq!(advice.treatment, *expected, "{seller} to {customer:?}, {supply}");
        assert!(advice.reason.contains(customer.map_or("is not known", |c| c.0)), "{}", advice.reason);
    }
}

#[test]
fn what_speaks_against_a_treatment() {
    use Supply::{Goods, Services};
    use Treatment::{Exempt, Export, IntraCommunity, OutOfScope, Reduced, ReverseCharge, Standard};
    let kind = |found: Option<Contradiction>| match found {
        None => "nothing",
        Some(Contradiction::Places(_)) => "places",
        Some(Contradiction::CustomerNumber(_)) => "customer's number",
        Some(Contradiction::SellerNumber(_)) => "seller's number",
    };
    #[rustfmt::skip]
    let rows: &[((&str, bool), Option<(&str, bool)>, Supply, Treatment, &str)] = &[
        (("DE", true), Some(("FR", true)), Goods, IntraCommunity, "nothing"),
        (("DE", true), Some(("FR", false)), Goods, IntraCommunity, "customer's number"),
        (("DE", false), Some(("FR", true)), Goods, IntraCommunity, "seller's number"),
        (("DE", true), Some(("FR", true)), Services, IntraCommunity, "places"),
        (("DE", true), Some(("DE", true)), Goods, IntraCommunity, "places"),
        (("DE", true), Some(("CH", true)), Goods, IntraCommunity, "places"),
        (("CH", true), Some(("DE", true)), Goods, IntraCommunity, "places"),
        (("DE", true), None, Goods, IntraCommunity, "places"),
        (("DE", true), Some(("FR", true)), Services, ReverseCharge, "nothing"),
        (("DE", true), Some(("FR", false)), Services, ReverseCharge, "customer's number"),
        (("DE", true), Some(("FR", true)), Goods, ReverseCharge, "places"),
        // building work at home goes under reverse charge too
        (("DE", true), Some(("DE", true)), Services, ReverseCharge, "nothing"),
        (("DE", true), Some(("DE", false)), Services, ReverseCharge, "customer's number"),
        (("DE", true), Some(("US", false)), Goods, Export, "nothing"),
        (("DE", true), Some(("FR", true)), Goods, Export, "places"),
        (("DE", true), Some(("DE", true)), Goods, Export, "places"),
        (("DE", true), Some(("US", true)), Services, Export, "places"),
        (("DE", true), Some(("FR", true)), Goods, Standard, "places"),
        (("DE", true), Some(("US", false)), Goods, Reduced, "places"),
        (("DE", true), Some(("FR", false)), Goods, Standard, "nothing"),
        (("DE", true), Some(("DE", false)), Goods, Reduced, "nothing"),
        (("DE", true), Some(("FR", true)), Goods, Exempt, "nothing"),
        (("DE", true), Some(("FR", true)), Services, OutOfScope, "nothing"),
    ];
    for (seller, customer, supply, chosen, expected) in rows {
        let found = sale(*seller, *customer).contradiction(*chosen, *supply);
        assert_eq!(kind(found), *expected, "{seller:?} to {customer:?}, {supply}, {chosen}");
    }
}
