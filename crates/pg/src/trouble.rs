//! What lies behind an error of the database, as far as it changes what a caller should do.

use std::error::Error;
use std::io::ErrorKind;

use crate::PgError;

/// What lies behind an error, from whatever depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No connection was free.
    Busy,
    /// The server does not answer, or is starting or stopping.
    Unavailable,
    /// A statement or a wait for a lock was ended for taking too long.
    Slow,
    /// Two transactions were in each other's way: the same request will succeed.
    InTheWay,
    /// There is no room on a disk.
    DiskFull,
    /// A value that its column cannot hold.
    Value,
    /// A constraint refused a row.
    Refused {
        /// Its name.
        constraint: String,
    },
}

/// Looks through an error and its causes for the trouble behind it.
pub fn trouble_of(error: &(dyn Error + 'static)) -> Option<Trouble> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let sql = match error.downcast_ref::<PgError>() {
            Some(PgError::Sql(sql)) => Some(sql),
            _ => error.downcast_ref::<sqlx::Error>(),
        };
        if let Some(found) = sql.and_then(of_sql) {
            return Some(found);
        }
        let io = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(io, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded)) {
            return Some(Trouble::DiskFull);
        }
        cause = error.source();
    }
    None
}

fn of_sql(error: &sqlx::Error) -> Option<Trouble> {
    match error {
        sqlx::Error::PoolTimedOut => Some(Trouble::Busy),
        sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::Protocol(_) => Some(Trouble::Unavailable),
        sqlx::Error::Database(refused) => {
            let state = refused.code()?;
            of_state(&state, refused.constraint())
        }
        _ => None,
    }
}

/// By SQLSTATE (PostgreSQL, appendix A).
fn of_state(state: &str, constraint: Option<&str>) -> Option<Trouble> {
    match state {
        "53100" => Some(Trouble::DiskFull),
        "53300" => Some(Trouble::Busy),
        "40001" | "40P01" => Some(Trouble::InTheWay),
        "57014" | "55P03" | "25P03" => Some(Trouble::Slow),
        "57P01" | "57P02" | "57P03" => Some(Trouble::Unavailable),
        _ => match &state[..2] {
            "08" => Some(Trouble::Unavailable),
            "22" => Some(Trouble::Value),
            "23" => Some(Trouble::Refused { constraint: constraint.unwrap_or("unnamed").to_owned() }),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_says_what_a_caller_should_do() {
        let cases = [
            ("53100", Some(Trouble::DiskFull)),
            ("53300", Some(Trouble::Busy)),
            ("40P01", Some(Trouble::InTheWay)),
            ("57014", Some(Trouble::Slow)),
            ("57P03", Some(Trouble::Unavailable)),
            ("08006", Some(Trouble::Unavailable)),
            ("22021", Some(Trouble::Value)),
            ("23514", Some(Trouble::Refused { constraint: "entity_name".to_owned() })),
            ("42501", None),
        ];
        for (state, expected) in cases {
            assert_eq!(of_state(state, Some("entity_name")), expected, "{state}");
        }
    }

    #[test]
    fn the_trouble_is_found_below_other_errors() {
        let busy = PgError::from(sqlx::Error::PoolTimedOut);
        assert_eq!(trouble_of(&busy), Some(Trouble::Busy));
        let full = std::io::Error::from(ErrorKind::StorageFull);
        assert_eq!(trouble_of(&full), Some(Trouble::DiskFull));
        let file = PgError::File { path: "x".to_owned(), source: ErrorKind::StorageFull.into() };
        assert_eq!(trouble_of(&file), Some(Trouble::DiskFull));
    }
}
