//! The command line: a command, then `--name`, `--name VALUE` or `--name=VALUE`.

use anyhow::{Context as _, Result, bail};

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
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(line: &str) -> Args {
        Args::new(line.split(' ').map(str::to_owned))
    }

    #[test]
    fn reads_both_spellings_of_a_value() {
        assert_eq!(args("run --port 80").value("--port"), Some("80"));
        assert_eq!(args("run --port=80 --open").value("--port"), Some("80"));
        assert!(args("run --port=80 --open").has("--open"));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(args("run --prot 80").only(&["--open"], &["--port"]).is_err());
        assert!(args("run --port").only(&["--open"], &["--port"]).is_err());
        assert!(args("run --open --port 80").only(&["--open"], &["--port"]).is_ok());
    }

    #[test]
    fn a_port_is_a_number() {
        assert!(args("run --port x").port().is_err());
        assert_eq!(args("run").port().ok(), Some(0));
    }
}
