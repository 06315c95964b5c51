//! Where things are. Every setting has a default that works on one machine with nothing prepared.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

use blobs::{Address, BlobError, Blobs};
use ipnet::IpNet;

/// Where the program listens unless told otherwise: for this machine alone.
pub const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7225);

/// Options that every command understands.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// Folder with the private database, the documents and the keys.
    #[arg(long, env = "PACIOLI_DATA", default_value = "data", global = true, value_name = "FOLDER")]
    pub data: PathBuf,

    /// A PostgreSQL server to use instead of the private one (15 or newer; the user must be allowed to create roles).
    #[arg(long, env = "DATABASE_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// Where the bytes of documents are kept: a folder, by default `blobs` in the data folder, or s3://BUCKET/PREFIX with
    /// key and endpoint in the usual variables (AWS_…). Programs on one database share it.
    #[arg(long, env = "PACIOLI_BLOBS", global = true, value_name = "PLACE")]
    pub blobs: Option<Address>,

    /// Folder with the text recognition models; by default `models` in the data folder.
    #[arg(long, env = "PACIOLI_MODELS", global = true, value_name = "FOLDER")]
    pub models: Option<PathBuf>,
}

impl Place {
    /// The folder of the text recognition models.
    pub fn models_folder(&self) -> PathBuf {
        self.models.clone().unwrap_or_else(|| self.data.join("models"))
    }

    /// Makes the data folder on first use. Nobody else looks into it; as root the private server's user must be able to
    /// pass through.
    pub fn make_data_folder(&self) -> std::io::Result<()> {
        let mode = if rustix::process::geteuid().is_root() { 0o711 } else { 0o700 };
        std::fs::DirBuilder::new().recursive(true).mode(mode).create(&self.data)
    }

    /// Where the documents' bytes are kept unless a place was named.
    pub fn blobs_folder(&self) -> PathBuf {
        self.data.join("blobs")
    }

    /// Opens the place of the documents' bytes.
    pub fn open_blobs(&self) -> Result<Blobs, BlobError> {
        let address = self.blobs.clone().unwrap_or_else(|| Address::Folder(self.blobs_folder()));
        let readable =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Blobs::at(&address, readable.filter(|(name, _)| name.starts_with("AWS_")))
    }

    /// Lies in the data folder while the demo company is being made: after a crash it tells that only half of it is
    /// there.
    pub fn unfinished_demo_file(&self) -> PathBuf {
        self.data.join("demo.unfinished")
    }

    /// The key that signs tenant contexts.
    pub fn key_file(&self) -> PathBuf {
        self.data.join("context.key")
    }
}

/// Options of `pacioli serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct ServeOptions {
    /// Address to listen on; with port 0 the system chooses one, which is printed.
    #[arg(long, env = "PACIOLI_LISTEN", default_value_t = LISTEN)]
    pub listen: SocketAddr,

    /// Make a demo company when the database is empty.
    #[arg(long)]
    pub demo: bool,

    /// Take in every file that appears in this folder; taken files move to its subfolder `taken`.
    #[arg(long, env = "PACIOLI_WATCH", value_name = "FOLDER")]
    pub watch: Option<PathBuf>,

    /// Business that receives the files of the watched folder, by name; needed when there is more than one.
    #[arg(long, env = "PACIOLI_WATCH_BUSINESS", value_name = "NAME", requires = "watch")]
    pub watch_business: Option<String>,

    /// How many background jobs run at once.
    #[arg(long, env = "PACIOLI_WORKERS", default_value_t = 2)]
    pub workers: usize,

    /// The program is reached over TLS that a proxy ends: cookies are sent over TLS alone and browsers are told to insist
    /// on it.
    #[arg(long, env = "PACIOLI_BEHIND_TLS")]
    pub behind_tls: bool,

    /// A name the program is reached by, beside addresses in digits and localhost. Requests for other names are refused.
    #[arg(long = "host", env = "PACIOLI_HOST", value_name = "NAME", value_delimiter = ',')]
    pub hosts: Vec<String>,

    /// A proxy, or a network of them, whose X-Forwarded-For (or Forwarded) tells where a request comes from.
    #[arg(long = "trusted-proxy", env = "PACIOLI_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,

    /// Whoever sends this as a bearer token may read /metrics from another machine; without it only this machine may.
    #[arg(long, env = "PACIOLI_METRICS_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub metrics_token: Option<String>,

    /// Requests a person may make in a second, on average; five times as many at once.
    #[arg(long, env = "PACIOLI_PERSON_RATE", default_value_t = 60, value_name = "REQUESTS")]
    pub person_rate: u32,

    /// Requests an API key may make in a second, on average; five times as many at once. All keys of a person together
    /// may make twice as many.
    #[arg(long, env = "PACIOLI_KEY_RATE", default_value_t = 1000, value_name = "REQUESTS")]
    pub key_rate: u32,

    /// Write logs as JSON lines.
    #[arg(long, env = "PACIOLI_LOG_JSON")]
    pub log_json: bool,
}

impl ServeOptions {
    /// The door as these options want it.
    pub fn door(&self) -> api::Settings {
        api::Settings {
            behind_tls: self.behind_tls,
            hosts: self.hosts.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            metrics_token: self.metrics_token.clone().filter(|token| !token.is_empty()),
            person_rate: self.person_rate,
            key_rate: self.key_rate,
        }
    }
}

/// A network, or one address.
fn network(text: &str) -> Result<IpNet, String> {
    let one = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| one()).map_err(|_| format!("`{text}` is no address or network such as 10.0.0.0/8"))
}
