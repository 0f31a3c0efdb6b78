//! The browsers that tests can drive, and how each of their drivers is started.

use std::{env, net::TcpListener, path::PathBuf, process::Command};

use fantoccini::wd::Capabilities;
use serde_json::json;

/// A browser's engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, headless.
    Chromium,
    /// Firefox, headless.
    Firefox,
    /// WebKitGTK's MiniBrowser, on a screen that nobody sees.
    WebKit,
}

const CHROMIUM: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
    // Whatever a page asks for elsewhere fails, and the console says so.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1280,900",
];

/// Where Debian has it.
const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The one that `DEVELOPING_STORY_ENGINE` names, or Chromium.
    pub fn chosen() -> Self {
        let name = env::var("DEVELOPING_STORY_ENGINE").unwrap_or_default();
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.unwrap_or(Self::Chromium)
    }

    /// In the words of `DEVELOPING_STORY_ENGINE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    fn driver(self) -> (&'static str, &'static str) {
        match self {
            Self::Chromium => ("CHROMEDRIVER", "/usr/bin/chromedriver"),
            Self::Firefox => ("FIREFOX_DRIVER", "geckodriver"),
            Self::WebKit => ("WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver"),
        }
    }

    /// The program of its driver, and the variable that names another.
    pub(crate) fn program(self) -> (String, &'static str) {
        let (variable, usual) = self.driver();
        (env::var(variable).unwrap_or_else(|_| usual.into()), variable)
    }

    /// The driver, which listens on a port that it says or, where it cannot say one, on this one.
    pub(crate) fn command(self) -> (Command, Option<u16>) {
        let mut command = Command::new(self.program().0);
        match self {
            Self::Chromium => {
                command.args(["--port=0", "--allowed-ips=127.0.0.1"]);
                (command, None)
            }
            Self::Firefox => {
                command.args(["--port=0", "--host=127.0.0.1", "--websocket-port=0"]);
                (command, None)
            }
            Self::WebKit => {
                let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
                let port = free.expect("there is a free port").port();
                command.arg(format!("--port={port}"));
                (command, Some(port))
            }
        }
    }

    /// The port in a line of its driver's.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        let (_, port) = match self {
            Self::Chromium => line.split_once("successfully on port ")?,
            Self::Firefox => line.split_once("Listening on 127.0.0.1:")?,
            Self::WebKit => return None,
        };
        port.trim_end().trim_end_matches('.').parse().ok()
    }

    /// What a session of it asks for, with further flags (Chromium only).
    pub(crate) fn capabilities(self, flags: &[&str]) -> Capabilities {
        let mut wanted = Capabilities::new();
        let binary = |variable: &str, usual: &str| {
            env::var_os(variable).map_or_else(|| PathBuf::from(usual), PathBuf::from)
        };
        match self {
            Self::Chromium => {
                let flags = [&CHROMIUM, flags].concat();
                let chromium = binary("CHROMIUM", "/usr/bin/chromium");
                wanted.insert(
                    "goog:chromeOptions".into(),
                    json!({"binary": chromium, "args": flags}),
                );
                wanted.insert("goog:loggingPrefs".into(), json!({"browser": "ALL"}));
            }
            Self::Firefox => {
                let firefox = binary("FIREFOX", "/usr/bin/firefox-esr");
                // Nothing beyond this machine is asked, and nothing is asked of the reader.
                let prefs = json!({
                    "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
                    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9,
                    "network.proxy.no_proxies_on": "127.0.0.1", "network.proxy.allow_hijacking_localhost": false,
                });
                let options = json!({
                    "binary": firefox, "args": ["-headless", "--width=1280", "--height=900"], "prefs": prefs,
                });
                wanted.insert("moz:firefoxOptions".into(), options);
            }
            Self::WebKit => {
                let browser = binary("MINI_BROWSER", MINI_BROWSER);
                let options = json!({"binary": browser, "args": ["--automation"]});
                wanted.insert("webkitgtk:browserOptions".into(), options);
            }
        }
        wanted
    }
}

/// Ends a test, elsewhere than in these engines, of what the others have not, do otherwise for a good reason, or have no
/// driver for.
#[macro_export]
macro_rules! only_in {
    ($($engine:ident)|+, $why:literal) => {
        if !matches!($crate::Engine::chosen(), $($crate::Engine::$engine)|+) {
            println!("only in {}: {}", stringify!($($engine)|+), $why);
            return;
        }
    };
}
