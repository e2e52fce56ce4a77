//! The command line: a command, then `--name`, `--name VALUE` or `--name=VALUE`.

use anyhow::{Context as _, Result, bail, ensure};

/// The words after `cargo xtask`.
pub struct Args {
    words: Vec<String>,
}

impl Args {
    /// Reads the words that this program was started with.
    pub fn from_env() -> Self {
        Self::new(std::env::args().skip(1))
    }

    fn new(words: impl Iterator<Item = String>) -> Self {
        let words = words.flat_map(|word| match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
            _ => vec![word],
        });
        Self { words: words.collect() }
    }

    /// The words of a line.
    #[cfg(test)]
    pub fn of(line: &str) -> Self {
        Self::new(line.split(' ').map(str::to_owned))
    }

    /// The first word.
    pub fn command(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    /// Refuses words that a command does not know.
    ///
    /// # Errors
    /// Names the first unknown word.
    pub fn only(&self, flags: &[&str], valued: &[&str]) -> Result<()> {
        let mut words = self.words.iter().skip(1).map(String::as_str);
        while let Some(word) = words.next() {
            if valued.contains(&word) {
                words.next().with_context(|| format!("{word} needs a value"))?;
            } else if !flags.contains(&word) {
                bail!("unknown option: {word}");
            }
        }
        Ok(())
    }

    /// Whether a flag was given.
    pub fn has(&self, flag: &str) -> bool {
        self.words.iter().any(|word| word == flag)
    }

    /// The word after an option.
    pub fn value(&self, name: &str) -> Option<&str> {
        let at = self.words.iter().position(|word| word == name)?;
        self.words.get(at + 1).map(String::as_str)
    }

    /// The port that was asked for, else 0: the system chooses one.
    ///
    /// # Errors
    /// If it is not a port number.
    pub fn port(&self) -> Result<u16> {
        match self.value("--port") {
            Some(text) => text.parse().with_context(|| format!("{text} is not a port number")),
            None => Ok(0),
        }
    }

    /// The address of a server that was asked for.
    ///
    /// # Errors
    /// If it has no scheme or host, or holds what no address of a server holds.
    pub fn server(&self, name: &str) -> Result<Option<&str>> {
        let Some(address) = self.value(name) else { return Ok(None) };
        let lower = address.to_ascii_lowercase();
        let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or_default();
        let odd = |c: char| c.is_whitespace() || "?#".contains(c);
        ensure!(
            !host.is_empty() && !host.starts_with('/') && !host.contains(odd),
            "{name} wants an address such as https://imagineanything.com, not {address}"
        );
        Ok(Some(address))
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    #[test]
    fn reads_both_spellings_of_a_value() {
        assert_eq!(Args::of("run --port 80").value("--port"), Some("80"));
        assert_eq!(Args::of("run --port=80 --open").value("--port"), Some("80"));
        assert!(Args::of("run --port=80 --open").has("--open"));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(Args::of("run --prot 80").only(&["--open"], &["--port"]).is_err());
        assert!(Args::of("run --port").only(&["--open"], &["--port"]).is_err());
        assert!(Args::of("run --open --port 80").only(&["--open"], &["--port"]).is_ok());
    }

    #[test]
    fn a_port_is_a_number() {
        assert!(Args::of("run --port x").port().is_err());
        assert!(Args::of("run --port 99999").port().is_err());
        assert_eq!(Args::of("run").port().ok(), Some(0));
    }

    #[test]
    fn a_server_has_a_scheme_and_nothing_after_its_path() {
        for bad in ["imagineanything.com", "https://", "https:///api", "ftp://x", "https://x?y=1", "https://x/#y", ""] {
            assert!(Args::of(&format!("run --upstream {bad}")).server("--upstream").is_err(), "{bad}");
        }
        for good in ["https://imagineanything.com", "http://127.0.0.1:8081/api/"] {
            assert_eq!(Args::of(&format!("run --upstream {good}")).server("--upstream").ok(), Some(Some(good)));
        }
        assert_eq!(Args::of("run").server("--upstream").ok(), Some(None));
    }
}
