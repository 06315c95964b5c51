//! Lines of an invoice, their prices, allowances and charges.

use money::Amount;
use rust_decimal::Decimal;

use super::{Identifier, Period, Vat};

/// BG-25: a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// BT-126: its identifier, such as its place.
    pub id: String,
    /// BT-127: a note.
    pub note: Option<String>,
    /// BT-132: the line of the buyer's order.
    pub order_line: Option<String>,
    /// BT-153: name of the item.
    pub name: String,
    /// BT-154: description of the item.
    pub description: Option<String>,
    /// BT-155: the seller's number of the item.
    pub seller_item_id: Option<String>,
    /// BT-156: the buyer's number of the item.
    pub buyer_item_id: Option<String>,
    /// BT-157: number of the item in a register, such as a GTIN (scheme 0160).
    pub standard_item_id: Option<Identifier>,
    /// BT-158: classes of the item.
    pub classifications: Vec<Classification>,
    /// BT-159: country the item is from (ISO 3166-1).
    pub origin: Option<String>,
    /// BG-32: properties of the item: name and value.
    pub attributes: Vec<(String, String)>,
    /// BT-129: how many; below zero for what is taken back.
    pub quantity: Decimal,
    /// BT-130: the unit (UN/ECE Recommendation 20 or 21), such as `C62` for one piece, `HUR` for an hour.
    pub unit: String,
    /// BG-29.
    pub price: Price,
    /// BG-27.
    pub allowances: Vec<AllowanceCharge>,
    /// BG-28.
    pub charges: Vec<AllowanceCharge>,
    /// BT-131: the net amount, where it stands in the books already; else it is worked out.
    pub net: Option<Amount>,
    /// BG-30.
    pub vat: Vat,
    /// BG-26: the span of time it is for.
    pub period: Option<Period>,
}

impl Line {
    /// So many units of an item at a price each.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        quantity: Decimal,
        unit: impl Into<String>,
        price: Decimal,
        vat: Vat,
    ) -> Self {
        Self {
            id: id.into(),
            note: None,
            order_line: None,
            name: name.into(),
            description: None,
            seller_item_id: None,
            buyer_item_id: None,
            standard_item_id: None,
            classifications: Vec::new(),
            origin: None,
            attributes: Vec::new(),
            quantity,
            unit: unit.into(),
            price: Price { net: price, base_quantity: Decimal::ONE, gross: None },
            allowances: Vec::new(),
            charges: Vec::new(),
            net: None,
            vat,
            period: None,
        }
    }
}

/// BG-29: the price of an item, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// BT-146: price without VAT of `base_quantity` units, not below zero.
    pub net: Decimal,
    /// BT-149: so many units the price is for; mostly one.
    pub base_quantity: Decimal,
    /// BT-148: the price before the discount on it, which is the difference (BT-147).
    pub gross: Option<Decimal>,
}

/// BG-27, BG-28: an allowance or charge on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowanceCharge {
    /// BT-136, BT-141: the amount without VAT.
    pub amount: Amount,
    /// What it is a percentage of.
    pub share: Option<Share>,
    /// BT-139, BT-144: why, in words.
    pub reason: Option<String>,
    /// BT-140, BT-145: why, as a code of UNTDID 5189 (allowances) or 7161 (charges).
    pub code: Option<String>,
}

/// A percentage and the amount it is of: BT-138 and BT-137, BT-94 and BT-93.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// In per cent.
    pub percent: Decimal,
    /// The amount it is of.
    pub base: Amount,
}

/// BG-20, BG-21: an allowance or charge on the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentAllowanceCharge {
    /// Amount and reason.
    pub item: AllowanceCharge,
    /// How it is taxed.
    pub vat: Vat,
}

/// BT-158: a class of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// The list (UNTDID 7143), such as `STI` for CPV.
    pub list: String,
    /// Which version of it.
    pub version: Option<String>,
    /// The class.
    pub code: String,
}
