//! Who appears in the story. Every name is invented and says so by its kind.

use money::Currency;

/// Someone the company deals with.
pub struct Counterparty {
    pub name: &'static str,
    pub country: &'static str,
    pub currency: Currency,
    pub tax_id: Option<&'static str>,
}

const fn domestic(name: &'static str) -> Counterparty {
    Counterparty { name, country: "DE", currency: Currency::EUR, tax_id: None }
}

const fn abroad(name: &'static str, country: &'static str, currency: Currency) -> Counterparty {
    Counterparty { name, country, currency, tax_id: None }
}

/// Name of the organisation and of its one business.
pub const COMPANY: &str = "Beispiel Kaffeegeräte GmbH";
/// Its VAT number; the check digit is right, the number belongs to nobody known.
pub const COMPANY_TAX_ID: &str = "DE136695976";

/// Those who buy.
pub const CUSTOMERS: [Counterparty; 12] = [
    domestic("Café Musterhaus"),
    domestic("Hotel Beispielhof"),
    domestic("Bäckerei Probekorn"),
    domestic("Kantine Testfeld"),
    domestic("Rösterei Demobohne"),
    domestic("Bistro Platzhalter"),
    domestic("Tagungshaus Exempel"),
    domestic("Bürogemeinschaft Vorlage"),
    domestic("Eisdiele Schablone"),
    domestic("Kiosk Nullserie"),
    abroad("Sample Street Coffee Inc.", "US", Currency::USD),
    abroad("Placeholder Roasters LLC", "US", Currency::USD),
];

/// Those who sell.
pub const SUPPLIERS: [Counterparty; 9] = [
    domestic("Maschinenbau Mustermann GmbH"),
    domestic("Großhandel Beispielwaren AG"),
    domestic("Immobilien Platzhalter KG"),
    domestic("Stadtwerke Musterstadt"),
    domestic("Telefon Probenetz GmbH"),
    domestic("Versicherung Exempla AG"),
    domestic("Werbeagentur Entwurf"),
    domestic("Reisebüro Teststrecke"),
    abroad("Sample Cloud Software Inc.", "US", Currency::USD),
];

/// Index of the landlord and the others with a regular bill.
pub const MACHINES: usize = 0;
pub const WHOLESALE: usize = 1;
pub const LANDLORD: usize = 2;
pub const UTILITY: usize = 3;
pub const TELEPHONE: usize = 4;
pub const INSURER: usize = 5;
pub const AGENCY: usize = 6;
pub const TRAVEL_AGENT: usize = 7;
pub const CLOUD: usize = 8;

/// Departments that pay and costs are split by.
pub const DEPARTMENTS: [(&str, i64); 3] = [("Sales", 8_450_00), ("Workshop", 11_200_00), ("Office", 5_900_00)];
