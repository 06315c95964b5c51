//! The program as a whole, from outside: the real binary, a real database, files as they come.

mod accuracy;
mod api;
mod budgets;
mod carried;
mod cli;
mod constraints;
mod door;
mod extract;
mod hostile;
mod hosts;
mod invariants;
mod keeping;
mod kill;
mod matrix;
mod papers;
mod person;
mod program;
mod road;
mod round_trips;
mod sales;
mod tax_returns;
mod together;
