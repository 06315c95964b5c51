//! The append-only trail: who, when, before, after, origin, in the business transaction.
