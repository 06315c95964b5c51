//! Electronic invoices read as data: UBL 2.1, UN/CEFACT CII, FatturaPA.
