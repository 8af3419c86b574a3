//! Which addresses the site calls when others name them: of browsers to push to, of sellers' programs.
//!
//! Somebody who may name an address must not reach with it what only this machine reaches. A name is resolved by our own
//! [`Resolve`], so the address that was looked at is the one that is connected to: a name that says something else the second
//! time (DNS rebinding) gains nothing. Literal addresses never come to a resolver and are looked at before.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use domain::Lang;
use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use url::{Host, Url};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a connection is kept for the next call.
const KEPT: Duration = Duration::from_secs(30);
/// An address is at most this long.
const LENGTH: usize = 2_000;

/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It cannot be read as an address, or is too long.
    Unreadable,
    /// It is not `https`.
    Scheme,
    /// It carries a name or a password.
    UserInfo,
    /// It leads to a network that only this machine reaches.
    Private,
}

impl Refused {
    /// Why, in words that fit into a sentence.
    pub fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Unreadable, Lang::Ru) => "это не похоже на адрес",
            (Self::Unreadable, Lang::En) => "it does not look like an address",
            (Self::Scheme, Lang::Ru) => "он должен начинаться с https://",
            (Self::Scheme, Lang::En) => "it has to begin with https://",
            (Self::UserInfo, Lang::Ru) => "имя и пароль в адресе не нужны",
            (Self::UserInfo, Lang::En) => "it must not carry a name or a password",
            (Self::Private, Lang::Ru) => "он ведёт во внутреннюю сеть",
            (Self::Private, Lang::En) => "it leads into a private network",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words(Lang::En))
    }
}

impl std::error::Error for Refused {}

/// Reads an address and looks at what can be seen without asking anybody. Where private networks are allowed, `http` is too.
pub fn check(text: &str, allow_private: bool) -> Result<Url, Refused> {
    if text.len() > LENGTH {
        return Err(Refused::Unreadable);
    }
    let url = Url::parse(text).map_err(|_| Refused::Unreadable)?;
    match url.scheme() {
        "https" => {}
        "http" if allow_private => {}
        _ => return Err(Refused::Scheme),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::UserInfo);
    }
    let inside = match url.host() {
        None => return Err(Refused::Unreadable),
        Some(Host::Domain(name)) => is_inside(name),
        Some(Host::Ipv4(ip)) => !is_public(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => !is_public(IpAddr::V6(ip)),
    };
    if inside && !allow_private { Err(Refused::Private) } else { Ok(url) }
}

/// Names that mean nothing outside a machine or a house (RFC 6761, RFC 6762, RFC 8375; `internal` is kept free by ICANN), and those
/// without a point. What any other name leads to is looked at when it is called.
fn is_inside(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let ends = |end: &&str| name == *end || name.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    !name.contains('.') || ["localhost", "local", "internal", "home.arpa"].iter().any(ends)
}

/// Whether everybody in the world reaches the same machine under this address.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = match a {
        0 | 10 | 127 => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        198 => matches!(b, 18 | 19) || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        // Multicast, what is kept for later, broadcast.
        224.. => true,
        _ => false,
    };
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // What carries an IPv4 address leads where that one leads: mapped, by NAT64, by 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Protocols' own (Teredo among them) and examples.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        // All that is given to somebody is here.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// Says which addresses a name has.
pub type Names = Arc<dyn Fn(String) -> BoxFuture<'static, std::io::Result<Vec<IpAddr>>> + Send + Sync>;

/// The names of the machine's own resolver.
pub fn system() -> Names {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}

/// Resolves names, and says nothing of addresses that are not to be called.
struct Guarded {
    names: Names,
    allow_private: bool,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (found, allow_private) = ((self.names)(name.as_str().to_owned()), self.allow_private);
        Box::pin(async move {
            let mut good = found.await?;
            good.retain(|ip| allow_private || is_public(*ip));
            if good.is_empty() {
                return Err(Refused::Private.into());
            }
            Ok(Box::new(good.into_iter().map(|ip| SocketAddr::new(ip, 0))) as Addrs)
        })
    }
}

/// A client that connects to nothing else. It follows no redirects and goes through no proxy: both would lead elsewhere.
pub fn client(names: Names, allow_private: bool) -> Result<reqwest::Client, reqwest::Error> {
    app::tls::choose();
    reqwest::Client::builder()
        .dns_resolver(Arc::new(Guarded { names, allow_private }))
        .https_only(!allow_private)
        .redirect(Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT)
        .pool_idle_timeout(KEPT)
        .pool_max_idle_per_host(8)
        .user_agent(concat!("Otklik/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Whether an error came of an address that is not called.
pub fn refused(error: &(dyn std::error::Error + 'static)) -> Option<Refused> {
    let mut at = Some(error);
    while let Some(error) = at {
        if let Some(refused) = error.downcast_ref::<Refused>() {
            return Some(*refused);
        }
        at = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn only_what_all_the_world_reaches_is_public() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:53aa:64c::1",
            "2001:db8::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2a00:1450:4010::1", "::ffff:8.8.8.8"] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn an_address_is_https_names_nobody_and_leads_outside() {
        for text in ["https://shop.example/hook?a=1", "https://notlocal.example/", "https://local.example/"] {
            assert!(check(text, false).is_ok(), "{text}");
        }
        for (text, why) in [
            ("http://shop.example/hook", Refused::Scheme),
            ("ftp://shop.example/hook", Refused::Scheme),
            ("file:///etc/passwd", Refused::Scheme),
            ("https://anna:secret@shop.example/", Refused::UserInfo),
            ("https://127.0.0.1/", Refused::Private),
            ("https://2130706433/", Refused::Private),
            ("https://0x7f.1/", Refused::Private),
            ("https://[::1]/", Refused::Private),
            ("https://localhost/", Refused::Private),
            ("https://crm.localhost./", Refused::Private),
            ("https://printer.local/", Refused::Private),
            ("https://metadata.google.internal/", Refused::Private),
            ("https://crm/", Refused::Private),
            ("https://[::ffff:10.0.0.1]/", Refused::Private),
            ("shop.example", Refused::Unreadable),
            ("", Refused::Unreadable),
        ] {
            assert_eq!(check(text, false), Err(why), "{text}");
        }
        assert!(check("http://127.0.0.1:8080/hook", true).is_ok());
        assert_eq!(check("ftp://127.0.0.1/", true), Err(Refused::Scheme));
        assert_eq!(check(&format!("https://shop.example/{}", "a".repeat(2_000)), false), Err(Refused::Unreadable));
    }

    /// A name that is public when it is asked first and this machine ever after.
    fn rebinding(asked: &Arc<AtomicUsize>) -> Names {
        let asked = Arc::clone(asked);
        Arc::new(move |_| {
            let first = asked.fetch_add(1, Ordering::SeqCst) == 0;
            let ip = if first { Ipv4Addr::new(192, 0, 2, 1) } else { Ipv4Addr::LOCALHOST };
            Box::pin(async move { Ok(vec![IpAddr::V4(ip)]) })
        })
    }

    #[tokio::test]
    async fn a_name_that_turns_inwards_reaches_nobody() {
        let inside = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = inside.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(1));
        let client = client(rebinding(&asked), false).unwrap();
        let error = client.get(format!("https://rebound.example:{port}/")).send().await.unwrap_err();
        assert_eq!(refused(&error), Some(Refused::Private));
        assert!(asked.load(Ordering::SeqCst) > 1);
        assert!(futures::FutureExt::now_or_never(inside.accept()).is_none(), "nobody came");
    }

    #[tokio::test]
    async fn of_several_addresses_only_public_ones_are_left() {
        let names: Names =
            Arc::new(|_| Box::pin(async { Ok(vec!["10.0.0.1".parse().unwrap(), "8.8.8.8".parse().unwrap()]) }));
        let found = Guarded { names, allow_private: false }.resolve("shop.example".parse().unwrap()).await.unwrap();
        assert_eq!(found.map(|address| address.ip().to_string()).collect::<Vec<_>>(), ["8.8.8.8"]);
    }
}
