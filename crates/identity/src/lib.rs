//! Organisations, users, sessions, API keys, roles.
