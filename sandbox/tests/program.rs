//! The program itself: how it starts and how it ends.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sandbox");

/// A running program that does not outlive its test.
struct Running {
    child: Child,
    /// Open for as long as the program may print.
    output: BufReader<ChildStdout>,
}

impl Running {
    /// Starts it and waits until it listens: the program and its address.
    fn start(options: &[&str]) -> (Self, String) {
        let mut child = Command::new(PROGRAM).args(options).stdout(Stdio::piped()).spawn().expect("the program");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let address = line.trim().replace("listening on http://", "");
        (Self { child, output }, address)
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
    assert!(refusal(&["--world", "empty", "--app", "/nope"], 1).contains("/nope holds no index.html"));
}

#[test]
fn a_taken_port_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let told = refusal(&["--world", "empty", "--port", &address.port().to_string()], 1);
    assert!(told.starts_with(&format!("sandbox: cannot listen on {address}: ")), "{told}");
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let told = refusal(&[OsStr::from_bytes(b"--db=\xff")], 2);
    assert!(told.starts_with("sandbox: the argument --db=\u{fffd} is not UTF-8"), "{told}");
}

#[test]
fn a_database_in_use_is_refused_until_its_user_is_dead() {
    let folder = folder("in-use");
    let options = ["--world", "empty", "--db", &folder.join("world.db").display().to_string()];
    let (program, _) = Running::start(&options);
    let told = refusal(&options, 1);
    assert!(told.contains(&format!("world.db is in use by process {}: ", program.child.id())), "{told}");
    // Killed, not asked to end.
    drop(program);
    drop(Running::start(&options));
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn what_waits_for_a_webhook_is_sent_at_the_next_start() {
    let folder = folder("deliveries");
    let path = folder.join("world.db");
    let options = ["--world", "empty", "--db", &path.display().to_string()];
    drop(Running::start(&options));
    let receiver = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/hook", receiver.local_addr().expect("an address"));
    let sql = "INSERT INTO webhook_deliveries (id, agent_id, event, url, body, created_at) SELECT 'waiting', id, 'LIKE', ?1, '{}', 0 FROM agents LIMIT 1";
    let noted = rusqlite::Connection::open(&path).and_then(|connection| connection.execute(sql, [url]));
    assert_eq!(noted, Ok(1));

    let (program, _) = Running::start(&options);
    receiver.set_nonblocking(true).expect("a receiver that does not wait for ever");
    let start = Instant::now();
    while receiver.accept().is_err() {
        assert!(start.elapsed() < Duration::from_secs(10), "nothing was sent");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(program);
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn a_world_whose_filling_was_interrupted_is_filled_at_the_next_start() {
    let folder = folder("interrupted");
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

/// A folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What the program says when it ends at once, with this status.
fn refusal(options: &[impl AsRef<OsStr>], status: i32) -> String {
    let mut child = Command::new(PROGRAM).args(options).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let (output, told) = (child.stdout.take().expect("its output"), child.stderr.take().expect("its words"));
    let mut program = Running { child, output: BufReader::new(output) };
    assert!(program.ends_within(Duration::from_secs(10)), "it runs");
    assert_eq!(program.child.wait().expect("its end").code(), Some(status));
    assert_eq!(std::io::read_to_string(&mut program.output).expect("its output"), "");
    std::io::read_to_string(told).expect("its words")
}

/// What the service says of the agents that one can sign in as.
fn ask(address: &str) -> String {
    let mut client = TcpStream::connect(address).expect("a connection");
    client.write_all(b"GET /sandbox.json HTTP/1.0\r\n\r\n").expect("sent");
    std::io::read_to_string(client).expect("an answer")
}
