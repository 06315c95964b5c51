//! The web app, carried inside the binary: hashed files for ever, the page itself always fresh, a strict policy.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;

/// What a page may load: only itself. Styles are written into elements by the component library.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; \
     connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
struct Assets;

/// Whether the app was built before the program was.
pub fn is_embedded() -> bool {
    Assets::get("index.html").is_some()
}

/// Answers everything that is not the API: a file of the app, or the app's page for its own addresses.
pub async fn serve(request: Request) -> Response<Body> {
    let path = request.uri().path().trim_start_matches('/');
    let found = file(path, request.headers());
    let is_file_name = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match found {
        Some(response) => response,
        None if is_file_name => StatusCode::NOT_FOUND.into_response(),
        None => file("index.html", request.headers()).unwrap_or_else(|| {
            (StatusCode::NOT_FOUND, "The web app is not part of this build; the API is at /api/v1.").into_response()
        }),
    }
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let packed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| accepts.contains(name))
        .find_map(|(name, suffix)| Some((Some(name), Assets::get(&format!("{path}{suffix}"))?)));
    let (encoding, asset) = packed.or_else(|| Some((None, Assets::get(path)?)))?;
    let mut response = Response::new(Body::from(asset.data.into_owned()));
    let out = response.headers_mut();
    let media_type = mime_guess::from_path(path).first_or_octet_stream();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_str(media_type.as_ref()).ok()?);
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(name) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    let forever = path.starts_with("assets/");
    let caching = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if path.ends_with(".html") {
        out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        out.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    out.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    out.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    Some(response)
}
