//! Counterparties: customers and suppliers, their tax and bank data, and what was booked for them before.
