//! The program itself: how it starts and how it ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sandbox");

/// A running program that does not outlive its test.
struct Running {
    child: Child,
    /// Open for as long as the program may print.
    _output: BufReader<ChildStdout>,
}

impl Running {
    /// Starts it and waits until it listens: the program and its address.
    fn start(options: &[&str]) -> (Self, String) {
        let mut child = Command::new(PROGRAM).args(options).stdout(Stdio::piped()).spawn().expect("the program");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let address = line.trim().replace("listening on http://", "");
        (Self { child, _output: output }, address)
    }

    fn interrupt(&self) {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }

    fn ends_within(&mut self, limit: Duration) -> bool {
        let start = Instant::now();
        while start.elapsed() < limit {
            if self.child.try_wait().expect("its state").is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn half_a_request_does_not_keep_it_from_ending() {
    let (mut program, address) = Running::start(&["--world", "empty"]);
    let mut client = TcpStream::connect(address).expect("a connection");
    client.write_all(b"POST /api/auth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf").expect("sent");
    assert!(!program.ends_within(Duration::from_millis(200)), "nobody has asked it to end");
    program.interrupt();
    assert!(program.ends_within(Duration::from_secs(10)), "it runs on");
}

#[test]
fn a_folder_without_an_app_is_refused() {
    let output = Command::new(PROGRAM).args(["--world", "empty", "--app", "/nope"]).output().expect("the program");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("/nope holds no index.html"));
}

#[test]
fn a_world_whose_filling_was_interrupted_is_filled_at_the_next_start() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("interrupted-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("world.db");
    // The schema stands and nothing else: the filling was rolled back.
    drop(sandbox::database::Database::file(&path).expect("a database"));
    let options = ["--world", "empty", "--db", path.to_str().expect("a name")];
    for start in ["the filling one", "the next one"] {
        let (program, address) = Running::start(&options);
        let answer = ask(&address);
        assert!(answer.contains("nova_sketch"), "{start}: {answer}");
        drop(program);
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}

/// What the service says of the agents that one can sign in as.
fn ask(address: &str) -> String {
    let mut client = TcpStream::connect(address).expect("a connection");
    client.write_all(b"GET /sandbox.json HTTP/1.0\r\n\r\n").expect("sent");
    std::io::read_to_string(client).expect("an answer")
}
