//! chromedriver as a process, and one session of the browser in it. Both end when dropped, also while a test panics.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::PathBuf,
    process::{self, Child, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

/// How long the browser may take to close before it is killed.
const TO_CLOSE: Duration = Duration::from_secs(5);

/// A running chromedriver.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: Option<String>,
    /// The profile of the browser, and what else it leaves.
    rubbish: PathBuf,
    // Closed, it would end the driver at its next line.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts it on a port that it finds itself.
    pub(crate) fn start() -> Self {
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".into());
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        // Short, since there will be a socket in it.
        let rubbish = env::temp_dir().join(format!("e2e-{}-{number}", process::id()));
        fs::create_dir_all(&rubbish).expect("the directory for temporary files can be written");
        let mut process = Command::new(&program)
            .env("TMPDIR", &rubbish)
            .args(["--port=0", "--allowed-ips=127.0.0.1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {program} (CHROMEDRIVER): {error}"));
        let output = process.stdout.take().expect("it was asked for");
        let mut output = BufReader::new(output);
        let mut said = String::new();
        let port = loop {
            let before = said.len();
            let read = output.read_line(&mut said).unwrap_or_default();
            if read == 0 {
                panic!("{program} named no port. It said:\n{said}");
            }
            if let Some(port) = port_in(&said[before..]) {
                break port;
            }
        };
        Self { process, port, session: None, rubbish, _output: output }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The session that is to be closed with it.
    pub(crate) fn holds(&mut self, session: String) {
        self.session = Some(session);
    }

    /// Asks it to close the browser, without a runtime: a test that panics has none any more.
    fn close(&self, session: &str) -> std::io::Result<()> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut stream = TcpStream::connect_timeout(&address, TO_CLOSE)?;
        stream.set_read_timeout(Some(TO_CLOSE))?;
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        // The answer comes when the browser is gone; what it says is all the same.
        stream.read(&mut [0; 64]).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            let _ = self.close(&session);
        }
        // A browser that is still there dies with its driver.
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Its processes may still write for a moment while they die.
        for _ in 0..40 {
            if fs::remove_dir_all(&self.rubbish).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(25));
        }
    }
}

/// The port in "ChromeDriver was started successfully on port 34567."
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("successfully on port ")?;
    port.trim_end().trim_end_matches('.').parse().ok()
}
