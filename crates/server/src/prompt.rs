//! Asks for a password: hidden on a terminal, the first line of standard input otherwise.

use std::io::{BufRead, IsTerminal, Write};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::error::CliError;

/// The password given, or else the one typed.
pub fn password(given: Option<&str>) -> Result<String, CliError> {
    if let Some(password) = given {
        return Ok(password.to_owned());
    }
    let input = std::io::stdin();
    let typed = if input.is_terminal() { hidden_line() } else { line() };
    let typed = typed.map_err(|e| CliError::file("standard input", e))?;
    if typed.is_empty() {
        let why = "no password was given: type it, pipe it in, or set PACIOLI_PASSWORD";
        return Err(CliError::usage("password.missing", why));
    }
    Ok(typed)
}

fn line() -> std::io::Result<String> {
    let mut text = String::new();
    std::io::stdin().lock().read_line(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Reads a line that the terminal does not show. The terminal is put right again whatever happens.
fn hidden_line() -> std::io::Result<String> {
    struct Restore(Termios);
    impl Drop for Restore {
        fn drop(&mut self) {
            // Nothing more can be done for a terminal that refuses its own former state.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.0);
            eprintln!();
        }
    }
    eprint!("Password: ");
    std::io::stderr().flush()?;
    let before = Restore(tcgetattr(std::io::stdin())?);
    let mut hidden = before.0.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    tcsetattr(std::io::stdin(), OptionalActions::Now, &hidden)?;
    line()
}
