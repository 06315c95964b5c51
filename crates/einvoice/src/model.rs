//! The semantic model of EN 16931: what an invoice says, by business term (BT) and business group (BG), whatever the
//! syntax. The values are the elements themselves, so that nothing is interpreted here and a message can name them.
//!
//! Road: `node` → [`Invoice`] (by `ubl` or `cii`) → `facts` and `rules`.

use crate::node::Node;

/// An element of the document, if it is there.
pub(crate) type Term<'a> = Option<&'a Node>;

/// The text of a term, if the element is there and not empty.
pub(crate) fn text(term: Term<'_>) -> Option<&str> {
    term.map(Node::text).filter(|text| !text.is_empty())
}

/// An invoice or credit note.
#[derive(Debug, Default)]
pub(crate) struct Invoice<'a> {
    /// Whether the root element itself says that it is a credit note.
    pub is_credit_note: bool,
    /// BT-24 specification identifier.
    pub specification: Term<'a>,
    /// BT-1 number.
    pub number: Term<'a>,
    /// BT-2 issue date.
    pub issue_date: Term<'a>,
    /// BT-3 type code.
    pub type_code: Term<'a>,
    /// BT-5 currency.
    pub currency: Term<'a>,
    /// BT-6 VAT accounting currency.
    pub tax_currency: Term<'a>,
    /// BT-7 tax point date.
    pub tax_point_date: Term<'a>,
    /// BT-8 tax point date code.
    pub tax_point_code: Term<'a>,
    /// BT-9 due date.
    pub due_date: Term<'a>,
    /// BT-13 purchase order reference.
    pub order_number: Term<'a>,
    /// BT-20 payment terms, one element for each paragraph.
    pub payment_terms: Vec<&'a Node>,
    /// BG-3 preceding invoices.
    pub preceding: Vec<Preceding<'a>>,
    /// BG-4 seller.
    pub seller: Option<Party<'a>>,
    /// BG-7 buyer.
    pub buyer: Option<Party<'a>>,
    /// BG-10 payee, where it is not the seller.
    pub payee: Option<Party<'a>>,
    /// BG-11 seller's tax representative.
    pub representative: Option<Party<'a>>,
    /// BT-72 actual delivery date.
    pub delivery_date: Term<'a>,
    /// BG-15 deliver-to address.
    pub delivery_address: Option<Address<'a>>,
    /// BT-71 deliver-to location identifier.
    pub delivery_location: Term<'a>,
    /// BG-14 invoicing period.
    pub period: Option<Period<'a>>,
    /// BG-16 payment instructions.
    pub payments: Vec<Payment<'a>>,
    /// BG-20 document level allowances.
    pub allowances: Vec<AllowanceCharge<'a>>,
    /// BG-21 document level charges.
    pub charges: Vec<AllowanceCharge<'a>>,
    /// BG-22 document totals.
    pub totals: Option<Totals<'a>>,
    /// BT-110 and BT-111: the tax totals, each with its currency.
    pub tax_totals: Vec<&'a Node>,
    /// Amounts of third parties in the amount due (XRechnung extension, BT-DEX-002).
    pub third_party: Vec<&'a Node>,
    /// BG-23 VAT breakdown.
    pub breakdown: Vec<TaxGroup<'a>>,
    /// The tax total that the breakdown belongs to: BT-110.
    pub breakdown_total: Term<'a>,
    /// BG-24 additional supporting documents, and BT-18 the invoiced object.
    pub documents: Vec<Document<'a>>,
    /// BG-25 lines.
    pub lines: Vec<Line<'a>>,
}

/// BG-3: a reference to an earlier invoice.
#[derive(Debug)]
pub(crate) struct Preceding<'a> {
    /// BT-25 its number.
    pub number: Term<'a>,
}

/// A party: seller, buyer, payee or tax representative.
#[derive(Debug, Default)]
pub(crate) struct Party<'a> {
    /// BT-27, BT-44, BT-59, BT-62 name.
    pub name: Term<'a>,
    /// BT-28, BT-45 trading name.
    pub trading_name: Term<'a>,
    /// BT-29, BT-46, BT-60 identifiers.
    pub identifiers: Vec<&'a Node>,
    /// BT-30, BT-47, BT-61 legal registration.
    pub registration: Term<'a>,
    /// BT-31, BT-48, BT-63 VAT identifier.
    pub vat_id: Term<'a>,
    /// BT-32 tax registration that is no VAT identifier.
    pub tax_registration: Term<'a>,
    /// BT-34, BT-49 electronic address.
    pub endpoint: Term<'a>,
    /// BG-5, BG-8, BG-12 postal address.
    pub address: Option<Address<'a>>,
}

/// A postal address.
#[derive(Debug, Default)]
pub(crate) struct Address<'a> {
    /// Street, second and third line, as far as given.
    pub lines: Vec<&'a Node>,
    /// Post code.
    pub post_code: Term<'a>,
    /// City.
    pub city: Term<'a>,
    /// Country code (BT-40, BT-55, BT-69, BT-80).
    pub country: Term<'a>,
}

/// BG-14, BG-26: a span of time.
#[derive(Debug)]
pub(crate) struct Period<'a> {
    /// First day (BT-73, BT-134).
    pub start: Term<'a>,
    /// Last day (BT-74, BT-135).
    pub end: Term<'a>,
    /// BT-8 in UBL is written inside the period.
    pub code: Term<'a>,
}

/// BG-16: how to pay.
#[derive(Debug)]
pub(crate) struct Payment<'a> {
    /// BT-81 payment means code.
    pub code: Term<'a>,
    /// BG-17 accounts to pay to.
    pub accounts: Vec<Account<'a>>,
    /// BG-18 cards, at most one.
    pub cards: Vec<Card<'a>>,
    /// BG-19 direct debit mandates, at most one.
    pub mandates: usize,
}

/// BG-17: an account to pay to.
#[derive(Debug)]
pub(crate) struct Account<'a> {
    /// BT-84 IBAN or other account number.
    pub number: Term<'a>,
}

/// BG-18: a payment card.
#[derive(Debug)]
pub(crate) struct Card<'a> {
    /// BT-87 the last digits of its number.
    pub number: Term<'a>,
}

/// BG-20, BG-21, BG-27, BG-28: an allowance or charge.
#[derive(Debug)]
pub(crate) struct AllowanceCharge<'a> {
    /// Amount without VAT.
    pub amount: Term<'a>,
    /// Amount it is a percentage of.
    pub base: Term<'a>,
    /// Reason in words.
    pub reason: Term<'a>,
    /// Reason as a code.
    pub reason_code: Term<'a>,
    /// VAT category and rate.
    pub tax: TaxCategory<'a>,
}

/// A VAT category with its rate.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct TaxCategory<'a> {
    /// BT-118, BT-151, BT-95, BT-102 category code.
    pub code: Term<'a>,
    /// BT-119, BT-152, BT-96, BT-103 rate in per cent.
    pub rate: Term<'a>,
    /// Whether the tax is declared to be VAT; other taxes are outside the rules of EN 16931.
    pub is_vat: bool,
}

/// BG-22: the totals.
#[derive(Debug, Default)]
pub(crate) struct Totals<'a> {
    /// BT-106 sum of the lines.
    pub lines: Term<'a>,
    /// BT-107 sum of document level allowances.
    pub allowances: Term<'a>,
    /// BT-108 sum of document level charges.
    pub charges: Term<'a>,
    /// BT-109 total without VAT.
    pub net: Term<'a>,
    /// BT-112 total with VAT.
    pub gross: Term<'a>,
    /// BT-113 already paid.
    pub prepaid: Term<'a>,
    /// BT-114 rounding of the amount due.
    pub rounding: Term<'a>,
    /// BT-115 amount due.
    pub due: Term<'a>,
}

/// BG-23: one VAT category at one rate.
#[derive(Debug)]
pub(crate) struct TaxGroup<'a> {
    /// BT-116 taxable amount.
    pub base: Term<'a>,
    /// BT-117 tax.
    pub tax: Term<'a>,
    /// BT-118, BT-119.
    pub category: TaxCategory<'a>,
    /// BT-120 reason of an exemption in words.
    pub reason: Term<'a>,
    /// BT-121 reason of an exemption as a code.
    pub reason_code: Term<'a>,
}

/// BG-24: an additional document, or BT-18: the invoiced object.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    /// BT-122 or BT-18 its reference.
    pub reference: Term<'a>,
}

/// BG-25: a line.
#[derive(Debug, Default)]
pub(crate) struct Line<'a> {
    /// BT-126 identifier.
    pub id: Term<'a>,
    /// BT-127 note.
    pub note: Term<'a>,
    /// BT-129 quantity, with BT-130 its unit.
    pub quantity: Term<'a>,
    /// BT-131 net amount.
    pub amount: Term<'a>,
    /// BT-146 net price of `price_quantity` units.
    pub price: Term<'a>,
    /// BT-148 price before the discount.
    pub gross_price: Term<'a>,
    /// BT-149 number of units the price is for.
    pub price_quantity: Term<'a>,
    /// BT-153 name of the item.
    pub name: Term<'a>,
    /// BT-154 description of the item.
    pub description: Term<'a>,
    /// BT-157 standard identifier of the item.
    pub standard_id: Term<'a>,
    /// BT-158 classification codes of the item.
    pub classifications: Vec<&'a Node>,
    /// BG-32 attributes of the item: name and value.
    pub attributes: Vec<(Term<'a>, Term<'a>)>,
    /// BT-151, BT-152.
    pub tax: TaxCategory<'a>,
    /// BG-26 period.
    pub period: Option<Period<'a>>,
    /// BG-27 allowances.
    pub allowances: Vec<AllowanceCharge<'a>>,
    /// BG-28 charges.
    pub charges: Vec<AllowanceCharge<'a>>,
    /// Whether the line only groups or explains others, so that its amount does not count (Factur-X EXTENDED).
    pub is_group: bool,
}
