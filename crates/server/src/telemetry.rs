//! Logs: readable on a terminal, JSON lines for machines. `RUST_LOG` sets what is shown.

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error. A server tells what it does; a command only what goes wrong.
pub fn start(json: bool, server: bool) {
    let usual = if server { "info,sqlx=warn,hyper=warn" } else { "warn,sqlx=error" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    if json {
        builder.json().flatten_event(true).with_current_span(true).init();
    } else {
        builder.compact().with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init();
    }
}
