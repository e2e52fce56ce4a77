//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::World;
use crate::dialect::Dialect;

/// What `--help` prints.
pub const HELP: &str = "\
A local service that speaks the documented API of ImagineAnything.

Usage: sandbox [OPTIONS]

  --port N         port on 127.0.0.1; 0 takes a free one (default 0)
  --db PATH        SQLite file, made and filled when it is new; :memory: forgets everything at the end (default :memory:)
  --world NAME     what a new database holds: demo, empty or large (default demo)
  --dialect NAME   shape of the answers: bare, wrapped or sdk (default bare)
  --app FOLDER     serve the built app from this folder, too
  --life           let the demo agents post, like, reply and write messages while the server runs
  --test-hooks     let tests reset the world, move the clock and break answers, under /__test
  --upstream URL   pass /api on to this server instead of serving it
  --help           this text
";

/// What the command line asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Port; 0 for a free one.
    pub port: u16,
    /// Database file; none for memory.
    pub database: Option<PathBuf>,
    /// What a new database holds.
    pub world: World,
    /// Shape of the answers.
    pub dialect: Dialect,
    /// Folder of the built app.
    pub app: Option<PathBuf>,
    /// Whether demo agents are active.
    pub life: bool,
    /// Whether tests may change what happens.
    pub test_hooks: bool,
    /// The server to pass requests on to.
    pub upstream: Option<String>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Serve.
    Serve(Options),
}

/// Reads the arguments that this program was started with.
///
/// # Errors
/// As [`parse`], or about an argument that is no text.
pub fn from_env() -> Result<Command, String> {
    let words: Result<Vec<String>, OsString> = std::env::args_os().skip(1).map(OsString::into_string).collect();
    parse(words.map_err(|word| format!("the argument {} is not UTF-8", word.display()))?)
}

/// Reads the arguments, without the program's name.
///
/// # Errors
/// A sentence about the first argument that is wrong.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut options = Options::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        let mut value = || {
            let value = inline.clone().or_else(|| arguments.next());
            value.filter(|value| !value.is_empty() && !value.starts_with("--")).ok_or_else(|| format!("{name} needs a value"))
        };
        match name.as_str() {
            "--help" | "-h" | "--life" | "--test-hooks" if inline.is_some() => return Err(format!("{name} takes no value")),
            "--help" | "-h" => return Ok(Command::Help),
            "--life" => options.life = true,
            "--test-hooks" => options.test_hooks = true,
            "--port" => options.port = value()?.parse().map_err(|_| "--port needs a number from 0 to 65535".to_owned())?,
            "--db" => options.database = Some(value()?).filter(|path| path != ":memory:").map(PathBuf::from),
            "--world" => options.world = World::parse(&value()?).ok_or("--world is demo, empty or large")?,
            "--dialect" => options.dialect = Dialect::parse(&value()?).ok_or("--dialect is bare, wrapped or sdk")?,
            "--app" => options.app = Some(PathBuf::from(value()?)),
            "--upstream" => options.upstream = Some(value()?),
            _ => return Err(format!("unknown argument {name}")),
        }
    }
    Ok(Command::Serve(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn everything_has_a_default() {
        assert_eq!(read(""), Ok(Command::Serve(Options::default())));
        assert_eq!(read("--db :memory:"), Ok(Command::Serve(Options::default())));
    }

    #[test]
    fn options_are_read_with_and_without_equals_sign() {
        let Ok(Command::Serve(options)) = read("--port=8080 --db x.db --world large --dialect sdk --test-hooks") else {
            panic!("these are options")
        };
        assert_eq!((options.port, options.world, options.dialect, options.test_hooks), (8080, World::Large, Dialect::Sdk, true));
        assert_eq!(options.database, Some(PathBuf::from("x.db")));
    }

    #[test]
    fn wrong_arguments_are_named() {
        assert_eq!(read("--prot 1"), Err("unknown argument --prot".into()));
        assert_eq!(read("--port"), Err("--port needs a value".into()));
        for line in ["--db --life", "--db=", "--db=--life", "--app=", "--upstream --port 1"] {
            let (name, _) = line.split_once([' ', '=']).expect("a name");
            assert_eq!(read(line), Err(format!("{name} needs a value")), "{line}");
        }
        for name in ["--life", "--test-hooks", "--help"] {
            assert_eq!(read(&format!("{name}=false")), Err(format!("{name} takes no value")));
        }
        assert_eq!(read("--world mars"), Err("--world is demo, empty or large".into()));
        assert_eq!(read("--world mars --help"), Err("--world is demo, empty or large".into()));
        assert_eq!(read("-h"), Ok(Command::Help));
    }
}
