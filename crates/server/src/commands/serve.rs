//! `pacioli serve`: the web app, the API and the background work, until it is told to stop.
//!
//! Road of a stop (SIGINT or SIGTERM): no new connections, requests finish, live streams end, jobs finish or are given
//! back, the private PostgreSQL stops.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;

use api::{DemoSignIn, State};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, header};
use axum::middleware::{self, Next};
use futures::StreamExt;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::calendar::Calendar;
use crate::config::{Place, ServeOptions};
use crate::error::CliError;
use crate::{demo, http, watch, web};

/// Upper bounds of the buckets of a request's seconds.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Serves until SIGINT or SIGTERM.
pub async fn run(place: &Place, options: &ServeOptions) -> Result<(), CliError> {
    let stop = stop_on_signal()?;
    // Before anything is started: a taken port should not cost a database's start.
    let listener = listen(options.listen).await?;
    let metrics = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|e| CliError::refused("metrics.failed", e))?;
    let app = if options.demo && demo::is_unfinished(place) {
        eprintln!("The demo company was left half made; making it anew …");
        demo::reset(place, demo::SEED).await?
    } else {
        App::open(place).await?
    };
    let served = serve(place, &app, options, listener, metrics, stop).await;
    app.close_after(served).await
}

async fn listen(address: SocketAddr) -> Result<TcpListener, CliError> {
    TcpListener::bind(address).await.map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                format!("{address} is in use: stop what listens there, or choose another address with --listen")
            }
            _ => format!("{address} cannot be listened on: {error}"),
        };
        CliError::usage("listen.failed", why)
    })
}

/// A token that is cancelled by SIGINT or SIGTERM.
fn stop_on_signal() -> Result<CancellationToken, CliError> {
    let failed = |e| CliError::file("the signal handler", e);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        told.cancel();
    });
    Ok(stop)
}

async fn serve(
    place: &Place,
    app: &App,
    options: &ServeOptions,
    listener: TcpListener,
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> Result<(), CliError> {
    if options.demo && !identity::is_set_up(&app.db).await? {
        eprintln!("Making the demo company …");
        demo::load(place, app, demo::SEED).await?;
    }
    let sign_in = demo::exists(app)
        .await?
        .then(|| DemoSignIn { email: demo::DEMO_EMAIL.to_owned(), password: demo::DEMO_PASSWORD.to_owned() });
    let (db, documents, clock) = (app.db.clone(), app.documents.clone(), Arc::clone(&app.clock));
    let state = State::new(db, documents, clock, metrics, options.door(), sign_in.clone());

    let mut background = JoinSet::new();
    background.spawn(app.runner(options.workers).run(stop.clone()));
    let calendar = Calendar { db: app.db.clone(), documents: app.documents.clone(), clock: Arc::clone(&app.clock) };
    background.spawn(calendar.keep(stop.clone()));
    if let Some(folder) = &options.watch {
        let inbox = watch::Inbox::open(app, folder, options.watch_business.clone()).await?;
        background.spawn(inbox.watch(stop.clone()));
    }
    let address = listener.local_addr().map_err(|e| CliError::file("the listening socket", e))?;
    welcome(address, sign_in.as_ref());
    let served = answer(state, listener, stop.clone()).await;
    stop.cancel();
    while background.join_next().await.is_some() {}
    served
}

/// Answers requests until the token is cancelled and those under way are done.
async fn answer(state: State, listener: TcpListener, stop: CancellationToken) -> Result<(), CliError> {
    let streams_end = stop.clone();
    let proxies = state.settings.trusted_proxies.clone();
    let router = api::router(state, axum::routing::any(web::serve))
        .layer(middleware::from_fn(move |request, next| end_streams(streams_end.clone(), request, next)));
    http::serve(listener, router, proxies, stop).await
}

/// A stream of news never ends by itself; it must not keep the program from stopping.
async fn end_streams(stop: CancellationToken, request: Request, next: Next) -> Response<Body> {
    let response = next.run(request).await;
    let is_stream = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/event-stream"));
    if !is_stream {
        return response;
    }
    response.map(|body| Body::from_stream(body.into_data_stream().take_until(stop.cancelled_owned())))
}

/// Tells where to go, in a box that stands out from the log.
fn welcome(address: SocketAddr, demo: Option<&DemoSignIn>) {
    let mut lines = vec!["Pacioli is ready.".to_owned(), String::new(), format!("Open      http://{address}")];
    if let Some(demo) = demo {
        lines.push(format!("E-mail    {}", demo.email));
        lines.push(format!("Password  {}", demo.password));
    }
    lines.extend([String::new(), "Stop it with Ctrl-C.".to_owned()]);
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let edge = "─".repeat(width + 4);
    let rows = lines.iter().map(|line| format!("│  {line}{}  │\n", " ".repeat(width - line.chars().count())));
    let told = format!("┌{edge}┐\n{}└{edge}┘\n", rows.collect::<String>());
    // whoever started it may have stopped reading: that is no reason to stop serving
    let _written = std::io::stdout().lock().write_all(told.as_bytes());
}
