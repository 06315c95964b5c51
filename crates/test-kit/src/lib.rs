//! Fresh databases, organisations and users as values, for tests.
