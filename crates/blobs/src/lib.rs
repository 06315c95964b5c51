//! The bytes of documents, addressed by their content.
