//! The private PostgreSQL server in the data folder.
