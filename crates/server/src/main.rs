//! The one binary: web app, API, background work and every verb of the command line.

mod acting;
mod app;
mod calendar;
mod cli;
mod commands;
mod config;
mod demo;
mod document_file;
mod engine;
mod error;
mod http;
mod journal;
mod print;
mod prompt;
mod telemetry;
mod watch;
mod web;

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
        Command::Serve(options) => commands::serve::run(&cli.place, options).await,
        Command::Init(options) => commands::init::run(cli, options).await,
        Command::Demo(options) => commands::demo::run(cli, options).await,
        Command::Extract(options) => commands::extract::run(&cli.place, options).await,
        Command::Eval(options) => commands::eval::run(&cli.place, options).await,
        Command::Ingest(options) => commands::ingest::run(cli, options).await,
        Command::Inbox(options) => commands::inbox::run(cli, options).await,
        Command::Approve(options) => commands::approve::approve(cli, options).await,
        Command::Reject(options) => commands::approve::reject(cli, options).await,
        Command::Pending(options) => commands::pending::run(cli, options).await,
        Command::Invoice(options) => commands::invoice::run(cli, options).await,
        Command::Report(options) => commands::report::run(cli, options).await,
        Command::Owed(options) => commands::owed::run(cli, options).await,
        Command::Return(options) => commands::tax_return::run(cli, options).await,
        Command::Budget(options) => commands::budget::run(cli, options).await,
        Command::Ledger(options) => commands::ledger::run(cli, options).await,
        Command::Rate(options) => commands::rate::run(cli, options).await,
        Command::User(options) => commands::user::run(cli, options).await,
        Command::ApiKey(options) => commands::api_key::run(cli, options).await,
        Command::Doctor => commands::doctor::run(cli).await,
        Command::Openapi => {
            println!("{}", api::openapi().to_pretty_json().expect("the description has a JSON form"));
            Ok(())
        }
        Command::ReadWorker | Command::Completions { .. } => unreachable!("handled before the runtime starts"),
    }
}

fn report(cli: &Cli, error: &CliError) {
    // What a check has found is its output; a second object after it would break a reader of JSON.
    if cli.json && !matches!(error, CliError::CheckFailed(_)) {
        println!("{}", json!({ "error": { "code": error.code(), "message": error.to_string() } }));
    } else {
        eprintln!("pacioli: {error}");
    }
}
