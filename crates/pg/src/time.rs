use jiff::Timestamp;

/// An instant as PostgreSQL keeps it, in microseconds: what is answered, hashed or compared must be what will be read.
pub fn stored_precision(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).expect("a timestamp cut to microseconds stays in range")
}
