//! Policies that say who must approve what, and the decisions taken.
