//! The only writer of journal tables: entities, accounts, periods, posting, reversal, balances, verification.
