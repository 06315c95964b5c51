//! Rates by country, with the days they are or were in force. Sources: the tax acts of each country (for example UStG
//! § 12 and § 28 for Germany, VATA 1994 s. 2 for the United Kingdom, CGI art. 278 ff. for France, LIVA art. 90-91 for
//! Spain, DPR 633/1972 art. 16 for Italy) and the Commission's list of VAT rates of the member states.

use crate::Treatment;

/// A country as tax sees it.
#[derive(Debug, Clone, Copy)]
pub struct Jurisdiction {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// Name in English.
    pub name: &'static str,
    /// What its tax is called in short.
    pub tax_name: &'static str,
    /// Usual currency, ISO 4217.
    pub currency: &'static str,
    /// Key of the chart template that fits best.
    pub chart: &'static str,
    /// Whether it is part of the EU's VAT area.
    pub eu: bool,
    pub(super) rates: &'static [RateRow],
}

/// A rate and when it is in force.
#[derive(Debug, Clone, Copy)]
pub(super) struct RateRow {
    pub treatment: Treatment,
    /// Per cent as a decimal.
    pub rate: &'static str,
    /// First day as ISO date, empty for ever.
    pub from: &'static str,
    /// Last day as ISO date, empty for no end.
    pub to: &'static str,
    /// Share of input tax that may be deducted, per cent.
    pub recoverable: u8,
}

const fn standard(rate: &'static str, from: &'static str, to: &'static str) -> RateRow {
    RateRow { treatment: Treatment::Standard, rate, from, to, recoverable: 100 }
}

const fn reduced(rate: &'static str, from: &'static str, to: &'static str) -> RateRow {
    RateRow { treatment: Treatment::Reduced, rate, from, to, recoverable: 100 }
}

/// A tax of one stage that the buyer cannot deduct.
const fn sales_tax(treatment: Treatment, rate: &'static str, from: &'static str, to: &'static str) -> RateRow {
    RateRow { treatment, rate, from, to, recoverable: 0 }
}

#[rustfmt::skip]
pub(super) const JURISDICTIONS: &[Jurisdiction] = &[
    Jurisdiction { code: "DE", name: "Germany", tax_name: "USt", currency: "EUR", chart: "de", eu: true, rates: &[
        standard("19", "2021-01-01", ""), standard("16", "2020-07-01", "2020-12-31"),
        standard("19", "2007-01-01", "2020-06-30"), standard("16", "1998-04-01", "2006-12-31"),
        reduced("7", "2021-01-01", ""), reduced("5", "2020-07-01", "2020-12-31"), reduced("7", "1983-07-01", "2020-06-30"),
    ] },
    Jurisdiction { code: "AT", name: "Austria", tax_name: "USt", currency: "EUR", chart: "de", eu: true, rates: &[
        standard("20", "1984-01-01", ""), reduced("13", "2016-01-01", ""), reduced("10", "1984-01-01", ""),
        reduced("5", "2020-07-01", "2021-12-31"),
    ] },
    Jurisdiction { code: "CH", name: "Switzerland", tax_name: "MWST", currency: "CHF", chart: "de", eu: false, rates: &[
        standard("8.1", "2024-01-01", ""), standard("7.7", "2018-01-01", "2023-12-31"),
        standard("8", "2011-01-01", "2017-12-31"),
        reduced("2.6", "2024-01-01", ""), reduced("2.5", "2011-01-01", "2023-12-31"),
        reduced("3.8", "2024-01-01", ""), reduced("3.7", "2018-01-01", "2023-12-31"),
        reduced("3.8", "2011-01-01", "2017-12-31"),
    ] },
    Jurisdiction { code: "GB", name: "United Kingdom", tax_name: "VAT", currency: "GBP", chart: "uk",
      eu: false, rates: &[
        standard("20", "2011-01-04", ""), standard("17.5", "2010-01-01", "2011-01-03"),
        standard("15", "2008-12-01", "2009-12-31"), standard("17.5", "1991-04-01", "2008-11-30"),
        reduced("5", "1997-09-01", ""),
    ] },
    Jurisdiction { code: "IE", name: "Ireland", tax_name: "VAT", currency: "EUR", chart: "uk", eu: true, rates: &[
        standard("23", "2021-03-01", ""), standard("21", "2020-09-01", "2021-02-28"),
        standard("23", "2012-01-01", "2020-08-31"), reduced("13.5", "2003-01-01", ""), reduced("9", "2011-07-01", ""),
        reduced("4.8", "2005-01-01", ""),
    ] },
    Jurisdiction { code: "FR", name: "France", tax_name: "TVA", currency: "EUR", chart: "fr", eu: true, rates: &[
        standard("20", "2014-01-01", ""), standard("19.6", "2000-04-01", "2013-12-31"),
        reduced("10", "2014-01-01", ""), reduced("7", "2012-01-01", "2013-12-31"),
        reduced("5.5", "1982-07-01", ""), reduced("2.1", "1986-07-01", ""),
    ] },
    Jurisdiction { code: "ES", name: "Spain", tax_name: "IVA", currency: "EUR", chart: "es", eu: true, rates: &[
        standard("21", "2012-09-01", ""), standard("18", "2010-07-01", "2012-08-31"),
        reduced("10", "2012-09-01", ""), reduced("8", "2010-07-01", "2012-08-31"), reduced("4", "1995-01-01", ""),
        reduced("5", "2021-06-26", "2024-12-31"),
    ] },
    Jurisdiction { code: "IT", name: "Italy", tax_name: "IVA", currency: "EUR", chart: "it", eu: true, rates: &[
        standard("22", "2013-10-01", ""), standard("21", "2011-09-17", "2013-09-30"),
        standard("20", "1997-10-01", "2011-09-16"),
        reduced("10", "1995-02-24", ""), reduced("5", "2016-01-01", ""), reduced("4", "1989-01-01", ""),
    ] },
    Jurisdiction { code: "NL", name: "Netherlands", tax_name: "btw", currency: "EUR", chart: "nl", eu: true, rates: &[
        standard("21", "2012-10-01", ""), standard("19", "2001-01-01", "2012-09-30"),
        reduced("9", "2019-01-01", ""), reduced("6", "1986-10-01", "2018-12-31"),
    ] },
    Jurisdiction { code: "PT", name: "Portugal", tax_name: "IVA", currency: "EUR", chart: "pt", eu: true, rates: &[
        standard("23", "2011-01-01", ""), standard("21", "2010-07-01", "2010-12-31"),
        reduced("13", "2010-07-01", ""), reduced("6", "2010-07-01", ""),
    ] },
    Jurisdiction { code: "BE", name: "Belgium", tax_name: "TVA/btw", currency: "EUR", chart: "fr", eu: true, rates: &[
        standard("21", "1996-01-01", ""), reduced("12", "1992-04-01", ""), reduced("6", "1992-04-01", ""),
    ] },
    Jurisdiction { code: "LU", name: "Luxembourg", tax_name: "TVA", currency: "EUR", chart: "fr", eu: true, rates: &[
        standard("17", "2024-01-01", ""), standard("16", "2023-01-01", "2023-12-31"),
        standard("17", "2015-01-01", "2022-12-31"),
        reduced("14", "2024-01-01", ""), reduced("13", "2023-01-01", "2023-12-31"),
        reduced("14", "2015-01-01", "2022-12-31"),
        reduced("8", "2024-01-01", ""), reduced("7", "2023-01-01", "2023-12-31"),
        reduced("8", "2015-01-01", "2022-12-31"), reduced("3", "1983-07-01", ""),
    ] },
    Jurisdiction { code: "DK", name: "Denmark", tax_name: "moms", currency: "DKK", chart: "standard",
      eu: true, rates: &[
        standard("25", "1992-01-01", ""),
    ] },
    Jurisdiction { code: "SE", name: "Sweden", tax_name: "moms", currency: "SEK", chart: "standard", eu: true, rates: &[
        standard("25", "1990-07-01", ""), reduced("12", "1996-01-01", ""), reduced("6", "1996-01-01", ""),
    ] },
    Jurisdiction { code: "NO", name: "Norway", tax_name: "mva", currency: "NOK", chart: "standard", eu: false, rates: &[
        standard("25", "2005-01-01", ""), reduced("15", "2012-01-01", ""), reduced("12", "2018-01-01", ""),
    ] },
    Jurisdiction { code: "FI", name: "Finland", tax_name: "ALV", currency: "EUR", chart: "standard", eu: true, rates: &[
        standard("25.5", "2024-09-01", ""), standard("24", "2013-01-01", "2024-08-31"),
        reduced("14", "2013-01-01", ""), reduced("10", "2013-01-01", ""),
    ] },
    Jurisdiction { code: "PL", name: "Poland", tax_name: "VAT", currency: "PLN", chart: "standard", eu: true, rates: &[
        standard("23", "2011-01-01", ""), reduced("8", "2011-01-01", ""), reduced("5", "2011-01-01", ""),
    ] },
    Jurisdiction { code: "CZ", name: "Czechia", tax_name: "DPH", currency: "CZK", chart: "standard", eu: true, rates: &[
        standard("21", "2013-01-01", ""), reduced("12", "2024-01-01", ""), reduced("15", "2013-01-01", "2023-12-31"),
        reduced("10", "2015-01-01", "2023-12-31"),
    ] },
    Jurisdiction { code: "MY", name: "Malaysia", tax_name: "SST", currency: "MYR", chart: "standard",
      eu: false, rates: &[
        sales_tax(Treatment::Standard, "8", "2024-03-01", ""), sales_tax(Treatment::Reduced, "6", "2018-09-01", ""),
        sales_tax(Treatment::Reduced, "10", "2018-09-01", ""), sales_tax(Treatment::Reduced, "5", "2018-09-01", ""),
        standard("6", "2015-04-01", "2018-05-31"),
    ] },
    Jurisdiction { code: "SG", name: "Singapore", tax_name: "GST", currency: "SGD", chart: "standard",
      eu: false, rates: &[
        standard("9", "2024-01-01", ""), standard("8", "2023-01-01", "2023-12-31"),
        standard("7", "2007-07-01", "2022-12-31"),
    ] },
    Jurisdiction { code: "AU", name: "Australia", tax_name: "GST", currency: "AUD", chart: "standard",
      eu: false, rates: &[
        standard("10", "2000-07-01", ""),
    ] },
    Jurisdiction { code: "NZ", name: "New Zealand", tax_name: "GST", currency: "NZD", chart: "standard",
      eu: false, rates: &[
        standard("15", "2010-10-01", ""),
    ] },
    Jurisdiction { code: "CA", name: "Canada", tax_name: "GST/HST", currency: "CAD", chart: "standard",
      eu: false, rates: &[
        standard("5", "2008-01-01", ""), standard("13", "2010-07-01", ""), standard("15", "2010-07-01", ""),
    ] },
    Jurisdiction { code: "JP", name: "Japan", tax_name: "consumption tax", currency: "JPY", chart: "standard",
      eu: false, rates: &[
        standard("10", "2019-10-01", ""), standard("8", "2014-04-01", "2019-09-30"), reduced("8", "2019-10-01", ""),
    ] },
    Jurisdiction { code: "ZA", name: "South Africa", tax_name: "VAT", currency: "ZAR", chart: "standard",
      eu: false, rates: &[
        standard("15", "2018-04-01", ""), standard("14", "1993-04-07", "2018-03-31"),
    ] },
    Jurisdiction { code: "AE", name: "United Arab Emirates", tax_name: "VAT", currency: "AED", chart: "standard",
      eu: false, rates: &[
        standard("5", "2018-01-01", ""),
    ] },
    Jurisdiction { code: "US", name: "United States", tax_name: "sales tax", currency: "USD", chart: "standard",
      eu: false, rates: &[] },
];
