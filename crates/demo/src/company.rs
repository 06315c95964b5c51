//! Who appears in the story. Every name is invented and says so by its kind.

use money::Currency;

use super::numbers;

/// Someone the company deals with.
pub struct Counterparty {
    pub name: &'static str,
    pub street: &'static str,
    pub postcode: &'static str,
    pub city: &'static str,
    pub country: &'static str,
    pub currency: Currency,
    /// Eight digits that the tax number and the bank account are made of; only suppliers in Germany have them.
    digits: &'static str,
}

impl Counterparty {
    /// Its VAT number.
    pub fn tax_id(&self) -> Option<String> {
        (!self.digits.is_empty()).then(|| numbers::german_tax_id(self.digits))
    }

    /// Its bank account, at a bank that does not exist.
    pub fn iban(&self) -> Option<String> {
        (!self.digits.is_empty()).then(|| numbers::iban("DE", &format!("9991000000{}", self.digits)))
    }
}

const fn customer(name: &'static str) -> Counterparty {
    supplier(name, "", "")
}

const fn supplier(name: &'static str, street: &'static str, digits: &'static str) -> Counterparty {
    let (postcode, city, country) = ("99999", "Musterstadt", "DE");
    Counterparty { name, street, postcode, city, country, currency: Currency::EUR, digits }
}

const fn american(name: &'static str) -> Counterparty {
    let (street, postcode, city, country) = ("1 Placeholder Plaza", "00000", "Sampleton", "US");
    Counterparty { name, street, postcode, city, country, currency: Currency::USD, digits: "" }
}

/// Name of the organisation and of its one business.
pub const COMPANY: &str = "Beispiel Kaffeegeräte GmbH";
/// Where it is: street, postcode, city.
pub const COMPANY_ADDRESS: (&str, &str, &str) = ("Probestraße 12", "99998", "Musterstadt");

/// Its VAT number.
pub fn company_tax_id() -> String {
    numbers::german_tax_id("99910001")
}

/// Its bank account.
pub fn company_iban() -> String {
    numbers::iban("DE", "999100000099910001")
}

/// Those who buy.
pub const CUSTOMERS: [Counterparty; 12] = [
    customer("Café Musterhaus"),
    customer("Hotel Beispielhof"),
    customer("Bäckerei Probekorn"),
    customer("Kantine Testfeld"),
    customer("Rösterei Demobohne"),
    customer("Bistro Platzhalter"),
    customer("Tagungshaus Exempel"),
    customer("Bürogemeinschaft Vorlage"),
    customer("Eisdiele Schablone"),
    customer("Kiosk Nullserie"),
    american("Sample Street Coffee Inc."),
    american("Placeholder Roasters LLC"),
];

/// Those who sell.
pub const SUPPLIERS: [Counterparty; 9] = [
    supplier("Maschinenbau Mustermann GmbH", "Werkring 7", "99920001"),
    supplier("Großhandel Beispielwaren AG", "Lagerallee 40", "99920002"),
    supplier("Immobilien Platzhalter KG", "Am Grundstück 1", "99920003"),
    supplier("Stadtwerke Musterstadt", "Kraftwerksweg 5", "99920004"),
    supplier("Telefon Probenetz GmbH", "Leitungsgasse 3", "99920005"),
    supplier("Versicherung Exempla AG", "Policenplatz 2", "99920006"),
    supplier("Werbeagentur Entwurf", "Skizzenstraße 9", "99920007"),
    supplier("Reisebüro Teststrecke", "Bahnsteig 11", "99920008"),
    american("Sample Cloud Software Inc."),
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

/// Departments with their monthly gross pay in cents.
pub const DEPARTMENTS: [(&str, i64); 3] = [("Sales", 5_950_00), ("Workshop", 7_800_00), ("Office", 4_100_00)];
