//! The sandbox's command.

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use sandbox::cli::{self, Command, Options};
use sandbox::host::{Host, HostError, Recipe};
use sandbox::server::{World, upstream_router};
use sandbox::upstream::Upstream;
use sandbox::{App, guest, life};
use tokio::net::TcpListener;

/// How long requests that are under way may take to end once the server is asked to stop.
const GRACE: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() -> ExitCode {
    let result = match cli::from_env() {
        Ok(Command::Help) => {
            print!("{}", cli::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(Command::Serve(options)) => serve(options).await,
        Err(message) => {
            eprintln!("sandbox: {message}\n\n{}", cli::HELP);
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: Options) -> Result<(), HostError> {
    if let Some(folder) = options.app.as_ref().filter(|folder| !folder.join("index.html").is_file()) {
        return Err(HostError::NoApp(folder.clone()));
    }
    let host = Arc::new(Host::new(options.app.clone(), options.test_hooks));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = TcpListener::bind(address).await.map_err(|error| HostError::Listen(address, error))?;
    if let Some(upstream) = &options.upstream {
        let upstream = Upstream::new(upstream).map_err(HostError::Upstream)?;
        announce(&listener, &[])?;
        let served = axum::serve(listener, upstream_router(host, upstream)).with_graceful_shutdown(asked_to_stop());
        return Ok(at_most_until_stopped(served.into_future()).await?);
    }
    let recipe = Recipe { world: options.world, now: None, dialect: options.dialect };
    let app = match &options.database {
        Some(path) => host.file(path, recipe)?,
        None => host.memory(recipe)?,
    };
    announce(&listener, &sign_in_lines(&app).await)?;
    if options.life {
        tokio::spawn(life::live(app.clone()));
    }
    Ok(at_most_until_stopped(World::new(host, app).serve(listener, asked_to_stop())).await?)
}

/// Serves to its end, and after a request to stop no longer than [`GRACE`]: a client that sends half a request may never send the rest.
async fn at_most_until_stopped(served: impl Future<Output = std::io::Result<()>>) -> std::io::Result<()> {
    let patience = async {
        asked_to_stop().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = served => result,
        () = patience => Ok(()),
    }
}

/// Says where the server listens, once it does, and whom one can sign in as.
fn announce(listener: &TcpListener, lines: &[String]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "listening on http://{}", listener.local_addr()?)?;
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

async fn sign_in_lines(app: &App) -> Vec<String> {
    let agents = guest::demo_agents(app).await.unwrap_or_default();
    let text = |agent: &serde_json::Value, name: &str| agent[name].as_str().unwrap_or_default().to_owned();
    agents
        .iter()
        .map(|agent| {
            format!(
                "@{:<16} client id {:<22} client secret {}",
                text(agent, "handle"),
                text(agent, "clientId"),
                text(agent, "clientSecret")
            )
        })
        .collect()
}

/// Ctrl-C, or the signal by which a service manager asks to stop.
async fn asked_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => _ = signal.recv().await,
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
