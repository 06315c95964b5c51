//! The one binary: web app, API, background work and every verb of the command line.

mod cli;
mod commands;
mod config;
mod engine;
mod error;
mod journal;
mod print;
mod telemetry;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use serde_json::json;

use cli::{Cli, Command};
use error::CliError;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Before a thread or a file is opened: the reader's process confines itself first.
    if let Command::ReadWorker = cli.command {
        return match reading::worker::serve_stdin() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    if let Command::Completions { shell } = cli.command {
        clap_complete::generate(shell, &mut Cli::command(), "pacioli", &mut std::io::stdout());
        return ExitCode::SUCCESS;
    }
    let json_logs = matches!(&cli.command, Command::Serve(options) if options.log_json);
    telemetry::start(json_logs, matches!(cli.command, Command::Serve(_)));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads can be started");
    let ended = runtime.block_on(run(&cli));
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&cli, &error);
            ExitCode::from(error.exit_code())
        }
    }
}

async fn run(cli: &Cli) -> Result<(), CliError> {
    match &cli.command {
        Command::Extract(options) => commands::extract::run(&cli.place, options).await,
        Command::Eval(options) => commands::eval::run(&cli.place, options).await,
        _ => Err(CliError::usage("command.missing", "this command is not part of this build")),
    }
}

fn report(cli: &Cli, error: &CliError) {
    if cli.json {
        println!("{}", json!({ "error": { "code": error.code(), "message": error.to_string() } }));
    } else {
        eprintln!("pacioli: {error}");
    }
}
