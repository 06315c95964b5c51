//! The job queue, schedules and the outbox, in PostgreSQL.
