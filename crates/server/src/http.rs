//! Connections: how many there may be, how long a caller may take, and how they end.
//!
//! A caller who opens connections and says nothing must not keep others out: the head of a request, and the pause before
//! the next one, have a time-out, and one address holds only a part of all connections.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use ipnet::IpNet;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::error::CliError;

/// How long requests may take to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How long the head of a request may take, and a connection may rest between two requests.
const HEAD_WITHIN: Duration = Duration::from_secs(15);
/// Connections at once, if the system gives as many files.
const CONNECTIONS_MAX: usize = 4096;
/// Files that are needed for other things than connections.
const OTHER_FILES: usize = 256;
/// One address holds at most this part of all connections. The machine itself and trusted proxies may hold all.
const ONE_ADDRESS: usize = 8;
/// How long to wait when the system gives no connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers requests until the token is cancelled and those under way are done.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: Vec<IpNet>,
    stop: CancellationToken,
) -> Result<(), CliError> {
    let most = connections_max();
    let places = Arc::new(Semaphore::new(most));
    let addresses = Addresses { most: most / ONE_ADDRESS, proxies, ..Addresses::default() };
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = stop.cancelled() => break,
        };
        let (stream, peer, place) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        // Dropping the stream closes it.
        let Some(held) = addresses.hold(peer.ip()) else { continue };
        connect(stream, peer, router.clone(), &graceful, (place, held));
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(GRACE) => tracing::warn!("stopping with requests unfinished"),
    }
    Ok(())
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

/// Serves a connection in a task of its own, which keeps `held` until it ends.
fn connect<H: Send + 'static>(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    graceful: &GracefulShutdown,
    held: H,
) {
    // Answers are small and finished when they are written.
    let _nodelay = stream.set_nodelay(true);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request.map(Body::new))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        let _held = held;
        if let Err(error) = connection.await {
            tracing::debug!(%error, %peer, "a connection ended early");
        }
    });
}

/// As many connections as the system gives files for.
fn connections_max() -> usize {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    let wanted = rustix::process::Rlimit { current: limit.maximum, maximum: limit.maximum };
    let files = match rustix::process::setrlimit(rustix::process::Resource::Nofile, wanted) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let files = files.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX);
    files.saturating_sub(OTHER_FILES).clamp(ONE_ADDRESS, CONNECTIONS_MAX)
}

/// Connections by address.
#[derive(Clone, Default)]
struct Addresses {
    most: usize,
    proxies: Vec<IpNet>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Addresses {
    /// Counts a connection until the answer is dropped; none when the address holds too many.
    fn hold(&self, address: IpAddr) -> Option<Held> {
        let address = address.to_canonical();
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(address).or_default();
        let free = address.is_loopback() || self.proxies.iter().any(|net| net.contains(&address));
        if *count >= self.most && !free {
            return None;
        }
        *count += 1;
        Some(Held { address, all: self.clone() })
    }
}

/// A connection that is counted.
struct Held {
    address: IpAddr,
    all: Addresses,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.all.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_hold_all_connections_and_gives_back_what_it_leaves() {
        let addresses = Addresses { most: 2, ..Addresses::default() };
        let stranger: IpAddr = "192.0.2.1".parse().expect("an address");
        let first = addresses.hold(stranger);
        let _second = addresses.hold(stranger);
        assert!(addresses.hold(stranger).is_none());
        assert!(addresses.hold("192.0.2.2".parse().expect("an address")).is_some(), "others are not kept out");
        drop(first);
        assert!(addresses.hold(stranger).is_some());
    }
}
