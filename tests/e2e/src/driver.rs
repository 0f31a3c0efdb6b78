//! A browser's driver as a process, and one session of the browser in it. Both end when dropped, also while a test panics.

use std::{
    env, fs,
    io::{self, BufRead, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::PathBuf,
    process::{self, Command},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{engine::Engine, leash::Leash};

/// How long the browser may take to close before it is killed.
const TO_CLOSE: Duration = Duration::from_secs(5);

/// How long a driver that does not say so may take to listen.
const TO_LISTEN: Duration = Duration::from_secs(20);

/// A running driver.
#[derive(Debug)]
pub(crate) struct Driver {
    port: u16,
    session: Option<String>,
    /// The profile of the browser, and what else it leaves.
    rubbish: PathBuf,
    process: Option<Leash>,
    // After the browser, which is on it.
    _screen: Option<Screen>,
}

impl Driver {
    /// Starts it, in a time zone.
    pub(crate) fn start(engine: Engine, zone: &str) -> Self {
        let (program, variable) = engine.program();
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        // Short, since there will be a socket in it.
        let rubbish = env::temp_dir().join(format!("e2e-{}-{number}", process::id()));
        fs::create_dir_all(&rubbish).expect("the directory for temporary files can be written");
        let screen = (engine == Engine::WebKit).then(Screen::start);
        let (mut command, port) = engine.command();
        if let Some(screen) = &screen {
            command
                .env("DISPLAY", &screen.display)
                .env("GDK_BACKEND", "x11")
                // There is no graphics card.
                .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
                .env("LIBGL_ALWAYS_SOFTWARE", "1")
                .env("GTK_A11Y", "none")
                .env("NO_AT_BRIDGE", "1")
                .env("GIO_USE_PROXY_RESOLVER", "dummy")
                .env("XDG_RUNTIME_DIR", &rubbish)
                .env("HOME", &rubbish);
        }
        command.env("TMPDIR", &rubbish).env("TZ", zone);
        let started = Leash::start(&command, Some(&rubbish), |output| match port {
            Some(port) => {
                listens(port).unwrap_or_else(|error| panic!("{program} does not listen: {error}"));
                port
            }
            None => said_port(engine, &program, output),
        });
        let (process, port) =
            started.unwrap_or_else(|error| panic!("cannot start {program} ({variable}): {error}"));
        Self { port, session: None, rubbish, process: Some(process), _screen: screen }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The session that is to be closed with it.
    pub(crate) fn holds(&mut self, session: String) {
        self.session = Some(session);
    }

    /// The session that it holds.
    pub(crate) fn session(&self) -> Option<&str> {
        self.session.as_deref()
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
        drop(self.process.take());
        // Its processes may still write for a moment while they die.
        for _ in 0..40 {
            if fs::remove_dir_all(&self.rubbish).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(25));
        }
    }
}

/// Waits until it says where it listens.
fn said_port(engine: Engine, program: &str, output: &mut dyn BufRead) -> u16 {
    let mut said = String::new();
    loop {
        let before = said.len();
        if output.read_line(&mut said).unwrap_or_default() == 0 {
            panic!("{program} named no port. It said:\n{said}");
        }
        if let Some(port) = engine.port_in(&said[before..]) {
            return port;
        }
    }
}

/// Waits until somebody listens.
fn listens(port: u16) -> io::Result<()> {
    let began = Instant::now();
    loop {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
            Ok(_) => return Ok(()),
            Err(error) if began.elapsed() > TO_LISTEN => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// A screen that nobody sees, for a browser that is never headless.
#[derive(Debug)]
struct Screen {
    display: String,
    _process: Leash,
}

impl Screen {
    fn start() -> Self {
        let program = env::var("XVFB").unwrap_or_else(|_| "Xvfb".into());
        let mut command = Command::new(&program);
        command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
        let started = Leash::start(&command, None, |output| {
            let mut number = String::new();
            output.read_line(&mut number).map(|_| number)
        });
        let (process, number) =
            started.unwrap_or_else(|error| panic!("cannot start {program} (XVFB): {error}"));
        let number = number.expect("it names its screen");
        Self { display: format!(":{}", number.trim()), _process: process }
    }
}
