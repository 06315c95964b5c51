//! The embedded engine: words with boxes in, facts with confidence out.
