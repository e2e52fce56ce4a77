//! The command line: a command, then `--name`, `--name VALUE` or `--name=VALUE`.

use std::ffi::OsString;

use anyhow::{Context as _, Result, anyhow, ensure};

/// The words after `cargo xtask`.
pub struct Args {
    words: Vec<String>,
}

impl Args {
    /// Reads the words that this program was started with.
    ///
    /// # Errors
    /// Names a word that is no text.
    pub fn from_env() -> Result<Self> {
        Self::new(std::env::args_os().skip(1))
    }

    fn new(words: impl Iterator<Item = OsString>) -> Result<Self> {
        let words = words.map(|word| word.into_string().map_err(|word| anyhow!("the argument {} is not UTF-8", word.display())));
        Ok(Self { words: words.collect::<Result<_>>()? })
    }

    /// The words of a line.
    #[cfg(test)]
    pub fn of(line: &str) -> Self {
        Self { words: line.split(' ').map(str::to_owned).collect() }
    }

    /// The first word.
    pub fn command(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    /// Refuses words that a command does not know, values of flags, and options without a value.
    ///
    /// # Errors
    /// Names the first of them.
    pub fn only(&self, flags: &[&str], valued: &[&str]) -> Result<()> {
        let mut words = self.words.iter().skip(1).map(String::as_str);
        while let Some(word) = words.next() {
            let (name, inline) = named(word);
            if valued.contains(&name) {
                let value = inline.or_else(|| words.next());
                ensure!(value.is_some_and(|value| !value.starts_with("--")), "{name} needs a value");
            } else {
                ensure!(flags.contains(&name), "unknown option: {name}");
                ensure!(inline.is_none(), "{name} takes no value");
            }
        }
        Ok(())
    }

    /// Whether a flag was given.
    pub fn has(&self, flag: &str) -> bool {
        self.words.iter().any(|word| word == flag)
    }

    /// The word after an option or its equals sign.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut words = self.words.iter().map(String::as_str);
        let (_, inline) = words.by_ref().map(named).find(|(found, _)| *found == name)?;
        inline.or_else(|| words.next())
    }

    /// The port that was asked for.
    ///
    /// # Errors
    /// If it is not a port number.
    pub fn port(&self) -> Result<Option<u16>> {
        let port = |text: &str| text.parse().with_context(|| format!("{text} is not a port number"));
        self.value("--port").map(port).transpose()
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

/// An option's name, and the value after its equals sign.
fn named(word: &str) -> (&str, Option<&str>) {
    word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)))
}

#[cfg(test)]
mod tests {
    use super::Args;

    #[test]
    fn reads_both_spellings_of_a_value() {
        assert_eq!(Args::of("run --port 80").value("--port"), Some("80"));
        assert_eq!(Args::of("run --port=80 --open").value("--port"), Some("80"));
        assert!(Args::of("run --port=80 --open").has("--open"));
        assert_eq!(Args::of("dist --api= --public-url /a=b").value("--api"), Some(""));
        assert_eq!(Args::of("dist --api= --public-url /a=b").value("--public-url"), Some("/a=b"));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(Args::of("run --prot 80").only(&["--open"], &["--port"]).is_err());
        assert!(Args::of("run --port").only(&["--open"], &["--port"]).is_err());
        assert!(Args::of("run --open --port 80").only(&["--open"], &["--port"]).is_ok());
    }

    #[test]
    fn flags_have_no_value_and_options_have_one() {
        let refusal = |line: &str| Args::of(line).only(&["--open"], &["--port"]).err().map(|error| error.to_string());
        assert_eq!(refusal("run --open=false").as_deref(), Some("--open takes no value"));
        for line in ["run --port --open", "run --port=--open", "run --port"] {
            assert_eq!(refusal(line).as_deref(), Some("--port needs a value"), "{line}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn words_that_are_no_text_are_named() {
        use std::os::unix::ffi::OsStringExt as _;
        let refusal = Args::new([super::OsString::from_vec(vec![b'r', 0xff])].into_iter()).err().map(|error| error.to_string());
        assert_eq!(refusal.as_deref(), Some("the argument r\u{fffd} is not UTF-8"));
    }

    #[test]
    fn a_port_is_a_number() {
        assert!(Args::of("run --port x").port().is_err());
        assert!(Args::of("run --port 99999").port().is_err());
        assert_eq!(Args::of("run").port().ok(), Some(None));
        assert_eq!(Args::of("run --port=0").port().ok(), Some(Some(0)));
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
