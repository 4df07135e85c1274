//! One request over HTTP(S): paced, retried, bounded, conditional; a token stays with its own host.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io::{self, Read};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use ureq::http::Response;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};

use super::address::{Origin, resolve, tidy};
use super::answer::excerpt;
use super::secret::Secrets;
use super::store::{Answer, Part, Refusal, Store};
use super::trouble::Trouble;
use crate::config::{Format, SourceSpec};

const MAX_REDIRECTS: usize = 10;
/// A server that asks for a longer wait than this is taken as failed.
const MAX_WAIT: Duration = Duration::from_secs(15 * 60);
/// The longest pause we choose ourselves.
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// What all sources of one run share: when each host was last asked, and which hosts do not answer.
#[derive(Default)]
pub(super) struct Hosts {
    asked: RefCell<HashMap<String, Instant>>,
    silent: RefCell<HashSet<Origin>>,
}

/// Fetches for one source.
pub(super) struct Client<'a> {
    pub spec: &'a SourceSpec,
    pub secrets: &'a Secrets,
    pub store: &'a Store,
    pub progress: &'a dyn Fn(&str),
    pub hosts: &'a Hosts,
    /// The first pause before a retry; each further one is twice as long.
    pub retry_pause: Duration,
    pub agent: Agent,
}

/// A good answer.
pub(super) enum Got {
    /// The server says that what we have still holds; the address is where redirects led.
    Unchanged(String),
    Bytes(Box<Bytes>),
}

pub(super) struct Bytes {
    pub part: Part,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Where redirects led; may hold secrets.
    pub address: String,
}

/// How one try ended, when not well.
enum Miss {
    /// Worth another try, after the wait that the server asked for.
    Again(String, Option<Duration>),
    Final(anyhow::Error),
}

/// Limits of time, and whom to trust; redirects are followed by hand, so that headers never go to another host.
pub(super) fn agent(spec: &SourceSpec) -> Result<Agent> {
    let patience = Some(Duration::from_secs(spec.limits.timeout_seconds.max(1)));
    let config = Agent::config_builder()
        .tls_config(TlsConfig::builder().root_certs(trusted()?).build())
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("pantau/", env!("CARGO_PKG_VERSION")))
        .timeout_global(Some(Duration::from_secs(spec.limits.whole_request_seconds())))
        .timeout_resolve(patience)
        .timeout_connect(patience)
        .timeout_recv_response(patience)
        .timeout_per_read(patience)
        .timeout_per_write(patience)
        .build();
    Ok(config.into())
}

/// Mozilla's list of authorities, or the one in the file that `SSL_CERT_FILE` names: offices have their own.
fn trusted() -> Result<RootCerts> {
    let Some(path) = std::env::var_os("SSL_CERT_FILE") else { return Ok(RootCerts::WebPki) };
    let pem = std::fs::read(&path).context("cannot read the certificates that SSL_CERT_FILE names")?;
    let authorities: Vec<Certificate> = parse_pem(&pem)
        .filter_map(|item| if let Ok(PemItem::Certificate(one)) = item { Some(one) } else { None })
        .collect();
    if authorities.is_empty() {
        bail!("the file that SSL_CERT_FILE names holds no certificate in PEM form");
    }
    Ok(RootCerts::new_with_certs(&authorities))
}

impl Client<'_> {
    /// Asks until there is an answer, a final no, or no try left. `address` is the filled-in one,
    /// `name` the one to show; `earlier` is what the store has of it.
    pub(super) fn get(&self, address: &str, name: &str, earlier: Option<&Answer>) -> Result<Got> {
        let address = tidy(address);
        let Some(origin) = usable(&address) else {
            let message = "is no usable web address: it must be http:// or https:// with a host and without a login";
            return Err(Trouble::new("address_invalid", name, message)
                .hint("write a login as a header, such as `Authorization = \"Basic ${LOGIN}\"`")
                .into());
        };
        let silent = self.hosts.silent.borrow().contains(&origin);
        let tries = if silent { 1 } else { self.spec.limits.retries.saturating_add(1) };
        let mut last = String::new();
        for number in 0..tries {
            match self.attempt(&address, name, &origin, earlier) {
                Ok(got) => return Ok(got),
                Err(Miss::Final(error)) => return Err(error),
                Err(Miss::Again(reason, wait)) => {
                    last = reason;
                    let wait = wait.unwrap_or_else(|| pause(self.retry_pause, number));
                    if wait > MAX_WAIT {
                        last = format!("{last}; it asks to come back in {} minutes", wait.as_secs() / 60);
                        break;
                    }
                    if number + 1 < tries {
                        (self.progress)(&format!("{name}: {last}; trying again in {} s", wait.as_secs()));
                        std::thread::sleep(wait);
                    }
                }
            }
        }
        let count = if tries == 1 { "1 try".to_string() } else { format!("{tries} tries") };
        Err(Trouble::new("fetch_failed", name, format!("{last} (after {count})")).into())
    }

    fn attempt(&self, address: &str, name: &str, home: &Origin, earlier: Option<&Answer>) -> Result<Got, Miss> {
        let mut at = address.to_string();
        for _ in 0..=MAX_REDIRECTS {
            let origin = usable(&at).ok_or_else(|| self.refuse(name, "is redirected to no usable address"))?;
            let trusted = home.trusts(&origin);
            if !trusted && self.secrets.redact(&at) != at {
                return Err(
                    self.refuse(name, "is redirected to another host with a secret in the address; not followed")
                );
            }
            self.pace(&origin);
            let response =
                self.send(&at, &origin, trusted, earlier).map_err(|error| self.no_answer(name, home, &error))?;
            match response.status().as_u16() {
                301 | 302 | 303 | 307 | 308 => {
                    let location = header(&response, "location").and_then(|link| resolve(&at, &link));
                    at = tidy(&location.ok_or_else(|| self.refuse(name, "is redirected to nowhere"))?);
                }
                304 if earlier.is_some() => return Ok(Got::Unchanged(at)),
                200..=299 => return self.take(response, name, at),
                _ => return Err(self.bad_status(response, name)),
            }
        }
        Err(self.refuse(name, &format!("is redirected more than {MAX_REDIRECTS} times")))
    }

    fn send(
        &self,
        at: &str,
        origin: &Origin,
        trusted: bool,
        earlier: Option<&Answer>,
    ) -> Result<Response<Body>, ureq::Error> {
        let mut request = self.agent.get(at);
        if matches!(self.spec.format, Format::Json | Format::JsonLines | Format::Ocds) {
            request = request.header("Accept", "application/json, */*;q=0.5");
        }
        for (name, template) in self.spec.headers.iter().filter(|_| trusted) {
            if name.eq_ignore_ascii_case("accept") {
                request.headers_mut().map(|headers| headers.remove("accept"));
            }
            request = request.header(name, self.secrets.fill(template));
        }
        if let Some(earlier) = earlier {
            for (name, value) in [("If-None-Match", &earlier.etag), ("If-Modified-Since", &earlier.last_modified)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        // A proxy cannot reach this machine's own addresses.
        if origin.is_loopback() { request.config().proxy(None).build().call() } else { request.call() }
    }

    /// Waits until the host may be asked again.
    fn pace(&self, origin: &Origin) {
        let rate = self.spec.limits.requests_per_second;
        let mut asked = self.hosts.asked.borrow_mut();
        if rate.is_finite() && rate > 0.0 {
            // One request in an hour is as slow as makes sense.
            let gap = Duration::from_secs_f64((1.0 / rate).min(3600.0));
            let wait = asked.get(&origin.host).map_or(Duration::ZERO, |last| gap.saturating_sub(last.elapsed()));
            std::thread::sleep(wait);
        }
        asked.insert(origin.host.clone(), Instant::now());
    }

    /// Takes the body of a good status in.
    fn take(&self, response: Response<Body>, name: &str, address: String) -> Result<Got, Miss> {
        let limit = self.spec.limits.max_bytes;
        let too_large = || {
            let message = format!("the answer is larger than `max_bytes` = {limit}");
            Miss::Final(Trouble::new("file_too_large", name, message).hint("raise `max_bytes` under `[limits]`").into())
        };
        let (etag, last_modified) = (self.validator(&response, "etag"), self.validator(&response, "last-modified"));
        let announced = response.body().content_length();
        if announced.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        // The limit counts in `receive`, where it can be told from a broken connection.
        let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
        match self.store.receive(reader, limit, self.secrets) {
            Ok(part) => Ok(Got::Bytes(Box::new(Bytes { part, etag, last_modified, address }))),
            Err(Refusal::TooLarge) => Err(too_large()),
            Err(Refusal::Store(error)) => Err(Miss::Final(error)),
            Err(Refusal::Read(error, count)) => {
                let whole = announced.map_or(String::new(), |length| format!(" of {length}"));
                let error = self.reason(&error);
                Err(Miss::Again(format!("the answer broke off after {count}{whole} bytes ({error})"), None))
            }
        }
    }

    /// A header to send back next time, unless it echoes a secret.
    fn validator(&self, response: &Response<Body>, name: &str) -> Option<String> {
        header(response, name).filter(|value| self.secrets.redact(value) == *value)
    }

    fn bad_status(&self, response: Response<Body>, name: &str) -> Miss {
        let status = response.status();
        let wait = header(&response, "retry-after").and_then(|value| retry_after(&value, Utc::now()));
        let mut text = Vec::new();
        // What can be read of the error's text is enough.
        let _ = response.into_body().into_reader().take(128 * 1024).read_to_end(&mut text);
        let mut reason = format!("the server answered {}", status.as_u16());
        if let Some(words) = status.canonical_reason() {
            reason = format!("{reason} {words}");
        }
        if !text.is_empty() {
            reason = format!("{reason}: {}", excerpt(&text, self.secrets));
        }
        match status.as_u16() {
            408 | 425 | 429 | 500..=599 => Miss::Again(reason, wait),
            401 | 403 => Miss::Final(
                Trouble::new("fetch_failed", name, reason).hint("is the key or token in `[headers]` right?").into(),
            ),
            _ => Miss::Final(Trouble::new("fetch_failed", name, reason).into()),
        }
    }

    /// An error below HTTP. A host that cannot be reached is asked only once for each further address.
    fn no_answer(&self, name: &str, home: &Origin, error: &ureq::Error) -> Miss {
        use ureq::Error as E;
        let text = self.reason(error);
        match error {
            E::Http(_) => self.refuse(name, "the address or a header holds characters that cannot be sent"),
            E::BadUri(_) | E::InvalidProxyUrl | E::Tls(_) => self.refuse(name, &format!("cannot be asked: {text}")),
            // Asking again does not make a stranger known.
            E::Io(error) if error.to_string().contains("invalid peer certificate") => {
                let host = self.secrets.redact(&home.host);
                let trouble =
                    Trouble::new("fetch_failed", name, format!("the certificate of {host} cannot be trusted: {text}"));
                Miss::Final(
                    trouble
                        .hint("if your office has its own authority, name its certificate file in SSL_CERT_FILE")
                        .into(),
                )
            }
            _ => {
                let unreachable = match error {
                    E::HostNotFound | E::ConnectionFailed => true,
                    E::Io(error) => error.kind() == io::ErrorKind::ConnectionRefused,
                    E::Timeout(phase) => *phase == ureq::Timeout::Connect,
                    _ => false,
                };
                if unreachable {
                    self.hosts.silent.borrow_mut().insert(home.clone());
                }
                let host = self.secrets.redact(&home.host);
                Miss::Again(format!("cannot reach {host}: {text}"), None)
            }
        }
    }

    /// An error in words, with the name of the setting that bounds a whole request.
    fn reason(&self, error: &dyn std::error::Error) -> String {
        let limit = self.spec.limits.whole_request_seconds();
        let text = self.secrets.redact(&error.to_string());
        text.replace("timeout: global", &format!("timeout: longer than `request_seconds` = {limit}"))
    }

    fn refuse(&self, name: &str, message: &str) -> Miss {
        Miss::Final(Trouble::new("fetch_failed", name, message).into())
    }
}

fn usable(address: &str) -> Option<Origin> {
    let host = address.split_once("://")?.1.split(['/', '?']).next()?;
    Origin::of(address).filter(|_| !host.contains('@'))
}

fn header(response: &Response<Body>, name: &str) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_string)
}

/// Twice as long each time.
fn pause(first: Duration, number: u32) -> Duration {
    first.saturating_mul(2_u32.saturating_pow(number)).min(MAX_PAUSE)
}

/// `Retry-After`: seconds, or a date.
fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(value).ok()?;
    Some((date.with_timezone(&Utc) - now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = DateTime::from_timestamp(1_445_412_470, 0).expect("a moment");
        assert_eq!(retry_after("0", now), Some(Duration::ZERO));
        assert_eq!(retry_after(" 12 ", now), Some(Duration::from_secs(12)));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT", now), Some(Duration::from_secs(10)));
        assert_eq!(retry_after("Wed, 21 Oct 2014 07:28:00 GMT", now), None);
        assert_eq!(retry_after("Tue, 21 Oct 2014 07:28:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn pauses_double_up_to_a_minute() {
        let first = Duration::from_secs(1);
        assert_eq!([0, 1, 2, 40].map(|number| pause(first, number).as_secs()), [1, 2, 4, 60]);
    }
}
