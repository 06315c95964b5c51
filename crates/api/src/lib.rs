//! The HTTP contract: wire types, sign-in to Op, problem documents, OpenAPI. No rules.
