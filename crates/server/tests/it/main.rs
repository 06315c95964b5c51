//! The program as a whole, from outside: the real binary, a real database, files as they come.

mod cli;
mod extract;
mod papers;
