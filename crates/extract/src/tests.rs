//! The engine on whole documents, in the accountant's words.
