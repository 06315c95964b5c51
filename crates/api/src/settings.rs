//! What whoever runs the program decides about its door.

use ipnet::IpNet;

/// What whoever runs the program decides about its door.
#[derive(Debug, Clone)]
pub struct Settings {
    /// It is reached over TLS that a proxy ends: cookies and answers insist on TLS.
    pub behind_tls: bool,
    /// Names it is reached by, beside addresses in digits and `localhost`.
    pub hosts: Vec<String>,
    /// Proxies whose word is taken for where a request comes from.
    pub trusted_proxies: Vec<IpNet>,
    /// Whoever carries this may read the metrics from afar.
    pub metrics_token: Option<String>,
    /// Requests of a person in a second, on average; five times as many at once.
    pub person_rate: u32,
    /// Requests of one API key in a second, on average; five times as many at once. All keys of one person together may
    /// make twice as many.
    pub key_rate: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            behind_tls: false,
            hosts: Vec::new(),
            trusted_proxies: Vec::new(),
            metrics_token: None,
            person_rate: 60,
            key_rate: 1_000,
        }
    }
}
