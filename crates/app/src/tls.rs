//! What TLS goes by where the site is a client of others.

/// Chooses the library of ciphers for the whole process. Clients of HTTP are made after it; choosing twice does no harm.
pub fn choose() {
    // The error says that somebody has chosen before; any choice is good.
    drop(rustls::crypto::ring::default_provider().install_default());
}
