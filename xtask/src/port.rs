//! Ports of this machine.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context as _, Result};

use crate::say;

/// Refuses a port that no program can listen on now.
///
/// # Errors
/// If another program listens there, or this one may not.
pub fn ensure_free(port: u16) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    listener.map(drop).with_context(|| format!("port {port} of 127.0.0.1 cannot be used: choose another one with --port"))
}

/// This port, or 0, for which the system takes a free one.
pub fn usual(port: u16) -> u16 {
    if ensure_free(port).is_ok() {
        return port;
    }
    say::line(&format!("port {port} is taken: a free one is used, where the browser does not have the sign-ins and drafts of {port}"));
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_ports_are_refused_and_the_usual_one_gives_way() -> Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let refusal = ensure_free(port).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(refusal.starts_with(&format!("port {port} of 127.0.0.1 ")), "{refusal}");
        assert_eq!(usual(port), 0);
        drop(listener);
        assert_eq!(usual(port), port);
        Ok(())
    }
}
