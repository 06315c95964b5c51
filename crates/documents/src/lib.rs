//! The road of a document: arrive, read, extract, classify, propose, review, post.
