//! Where a request comes from and under which name it was asked for, as far as either can be trusted.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State as Extract};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ipnet::IpNet;

use crate::problem::ApiError;
use crate::state::State;

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of the caller: the socket's peer, or, behind proxies we trust, the last one they did not add themselves.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub Option<IpAddr>);

impl FromRequestParts<State> for ClientAddress {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        let peer = peer_of(parts);
        Ok(Self(peer.map(|peer| client(peer, &parts.headers, &state.settings.trusted_proxies))))
    }
}

fn peer_of(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical())
}

/// The caller behind `peer`. Each proxy appends the address it was asked from, so the list is read from the right for as
/// long as whoever appended is trusted; what stands further left anybody may have written.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let trusts = |address: IpAddr| trusted.iter().any(|net| net.contains(&address));
    let mut last = peer;
    if !trusts(peer) {
        return last;
    }
    for hop in hops(headers).into_iter().rev() {
        // Something unreadable: whoever is known so far is answered for.
        let Some(address) = hop else { return last };
        last = address;
        if !trusts(address) {
            break;
        }
    }
    last
}

/// The addresses of `X-Forwarded-For`, or without it of `Forwarded` (RFC 7239), from left to right.
fn hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let texts = |name: &str| -> Vec<String> {
        let values = headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
        values.flat_map(|v| v.split(',')).map(|part| part.trim().to_owned()).collect()
    };
    let simple = texts(X_FORWARDED_FOR);
    if !simple.is_empty() {
        return simple.iter().map(|text| address(text)).collect();
    }
    texts(header::FORWARDED.as_str()).iter().map(|hop| forwarded_for(hop)).collect()
}

/// `for=192.0.2.60;proto=https`: the address of the parameter `for`.
fn forwarded_for(hop: &str) -> Option<IpAddr> {
    let mut parameters = hop.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, node) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    // Without its quotation marks.
    address(node.trim_matches('\u{22}'))
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim().trim_start_matches('[').trim_end_matches(']');
    let found = bare.parse().ok().or_else(|| text.trim().parse::<SocketAddr>().ok().map(|a| a.ip()));
    found.map(|address: IpAddr| address.to_canonical())
}

/// Whether a proxy stands between the caller and us, by its own words.
fn is_forwarded(headers: &HeaderMap) -> bool {
    [X_FORWARDED_FOR, "x-forwarded-host", "x-real-ip", "forwarded", "via"]
        .iter()
        .any(|name| headers.contains_key(*name))
}

/// Whether the caller sits at this machine itself.
pub fn is_at_the_machine(peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
    peer.is_some_and(|peer| peer.to_canonical().is_loopback()) && !is_forwarded(headers)
}

/// Refuses requests for a host we do not answer for. A page of another site can let its own name point to this machine
/// and would then count as the same origin (DNS rebinding); an address in digits it cannot take for itself.
pub async fn known_host(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let named = request.uri().authority().map(ToString::to_string);
    let named = named.or_else(|| request.headers().get(header::HOST).and_then(|v| v.to_str().ok()).map(str::to_owned));
    let Some(host) = named else {
        let detail = "The request names no host: send the header `Host`.";
        return ApiError::new(StatusCode::BAD_REQUEST, "host.missing", detail).into_response();
    };
    if is_known(&host, &state.settings.hosts) {
        return next.run(request).await;
    }
    let name = host_name(&host);
    let detail = format!(
        "This program does not answer for the host `{name}`. Open it under its own address, or start it with \
         `--host {name}` if that is a name of yours."
    );
    ApiError::new(StatusCode::MISDIRECTED_REQUEST, "host.not_allowed", detail).into_response()
}

fn is_known(host: &str, ours: &[String]) -> bool {
    let name = host_name(host);
    let lower = name.trim_end_matches('.').to_ascii_lowercase();
    name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
        || lower == "localhost"
        || lower.ends_with(".localhost")
        || ours.iter().any(|known| known.trim_end_matches('.').eq_ignore_ascii_case(&lower))
}

/// A host without its port.
fn host_name(host: &str) -> &str {
    if let Some(end) = host.find(']') {
        return &host[..=end];
    }
    host.split(':').next().unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_caller_is_the_last_address_that_no_trusted_proxy_wrote() {
        let trusted: Vec<IpNet> = ["10.0.0.0/8", "2001:db8::/32"].iter().map(|n| n.parse().expect("a net")).collect();
        let cases: [(&str, &[(&str, &str)], &str); 11] = [
            // a stranger may write what he likes
            ("203.0.113.9", &[("x-forwarded-for", "10.1.1.1")], "203.0.113.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &[("x-forwarded-for", "198.51.100.7")], "198.51.100.7"),
            ("10.0.0.1", &[("x-forwarded-for", "1.2.3.4, 198.51.100.7, 10.0.0.2")], "198.51.100.7"),
            ("10.0.0.1", &[("x-forwarded-for", "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            ("10.0.0.1", &[("x-forwarded-for", "1.2.3.4, nonsense")], "10.0.0.1"),
            ("::ffff:10.0.0.1", &[("x-forwarded-for", "198.51.100.7:4711")], "198.51.100.7"),
            ("10.0.0.1", &[("forwarded", "for=1.2.3.4, for=\"[2001:db9::7]:80\";proto=https")], "2001:db9::7"),
            ("10.0.0.1", &[("forwarded", "For=198.51.100.7;by=10.0.0.1")], "198.51.100.7"),
            ("10.0.0.1", &[("forwarded", "for=unknown")], "10.0.0.1"),
            ("10.0.0.1", &[("forwarded", "for=1.2.3.4"), ("x-forwarded-for", "198.51.100.7")], "198.51.100.7"),
        ];
        for (peer, given, expected) in cases {
            let peer = peer.parse::<IpAddr>().expect("an address").to_canonical();
            let found = client(peer, &headers(given), &trusted);
            assert_eq!(found.to_string(), expected, "{peer} {given:?}");
        }
        let nobody = client("10.0.0.1".parse().expect("an address"), &headers(&[("x-forwarded-for", "1.2.3.4")]), &[]);
        assert_eq!(nobody.to_string(), "10.0.0.1", "no proxy is trusted unless it is named");
    }

    #[test]
    fn a_name_is_known_when_it_is_ours_and_digits_always() {
        let ours = ["books.example.com".to_owned()];
        for good in [
            "127.0.0.1:7225",
            "[::1]:7225",
            "192.0.2.1",
            "localhost",
            "localhost:1",
            "a.localhost",
            "Books.Example.com:443",
            "books.example.com.",
        ] {
            assert!(is_known(good, &ours), "{good}");
        }
        for bad in [
            "evil.example",
            "127.0.0.1.evil.example:7225",
            "localhost.evil.example",
            "books.example.com.evil.example",
            "",
        ] {
            assert!(!is_known(bad, &ours), "{bad}");
        }
    }
}
