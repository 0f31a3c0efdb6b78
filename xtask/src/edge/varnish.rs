//! Varnish as a value: it answers from its start until it is dropped.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{self, Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// It compiles its configuration before it answers for the first time.
const TO_START: Duration = Duration::from_secs(60);

/// How long it may take to stop by itself.
const TO_STOP: Duration = Duration::from_secs(5);

/// The status of an answer of its command line that means yes.
const OK: u16 = 200;

/// A running Varnish, on a free port of 127.0.0.1, with all its files in a folder of its own.
#[derive(Debug)]
pub(super) struct Varnish {
    child: Child,
    /// Its command line. It stops when this is closed, so that it does not outlive this program, however that
    /// comes to its end.
    orders: Option<ChildStdin>,
    replies: Receiver<(u16, String)>,
    folder: PathBuf,
}

impl Varnish {
    /// Starts it with this configuration.
    pub(super) fn start(program: &Path, vcl: &str) -> Result<Self> {
        let folder = env::temp_dir().join(format!("developing-story-varnish-{}", process::id()));
        // What a killed process of the same number may have left.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let started = Self::spawn(program, vcl, &folder);
        if started.is_err() {
            // Nobody else would.
            let _ = fs::remove_dir_all(&folder);
        }
        let mut varnish = started?;
        varnish.reply().context("Varnish does not start")?;
        varnish.order("start")?;
        Ok(varnish)
    }

    fn spawn(program: &Path, vcl: &str, folder: &Path) -> Result<Self> {
        let configuration = folder.join("feed.vcl");
        fs::write(&configuration, vcl)?;
        let mut child = Command::new(program)
            // In the foreground, with its command line on the standard input and output and nowhere else.
            .args(["-d", "-T", "none"])
            // As the user who runs the bench: there is nothing here to be kept from it.
            .args(["-j", "none"])
            .arg("-n")
            .arg(folder.join("work"))
            .args(["-a", "127.0.0.1:0", "-s", "malloc,16m", "-f"])
            .arg(&configuration)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", program.display()))?;
        let orders = child.stdin.take();
        let replies = child.stdout.take().map(listen).context("Varnish has no output")?;
        Ok(Self { child, orders, replies, folder: folder.to_path_buf() })
    }

    /// Where it answers.
    pub(super) fn address(&mut self) -> Result<SocketAddr> {
        let told = self.order("debug.listen_address")?;
        let words: Vec<&str> = told.split_whitespace().collect();
        let [_, host, port, ..] = words[..] else {
            bail!("Varnish listens at {told:?}");
        };
        Ok(format!("{host}:{port}").parse()?)
    }

    fn order(&mut self, line: &str) -> Result<String> {
        let orders = self.orders.as_mut().context("Varnish was told to stop")?;
        writeln!(orders, "{line}")?;
        orders.flush()?;
        self.reply().with_context(|| format!("Varnish was told: {line}"))
    }

    fn reply(&self) -> Result<String> {
        let (status, text) = self.replies.recv_timeout(TO_START).context("it does not answer")?;
        ensure!(status == OK, "it answers {status}: {text}");
        Ok(text)
    }
}

impl Drop for Varnish {
    fn drop(&mut self) {
        drop(self.orders.take());
        let limit = Instant::now() + TO_STOP;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < limit {
            thread::sleep(Duration::from_millis(20));
        }
        // Where it has stopped, this does nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Reads replies until there are no more. In a thread, so that waiting for one has a limit.
fn listen(output: ChildStdout) -> Receiver<(u16, String)> {
    let (tell, replies) = mpsc::channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        while let Some(reply) = read(&mut output) {
            if tell.send(reply).is_err() {
                break;
            }
        }
    });
    replies
}

/// One reply: a line with status and length, so many bytes, and the end of a line.
fn read(output: &mut impl BufRead) -> Option<(u16, String)> {
    let mut head = String::new();
    output.read_line(&mut head).ok()?;
    let (status, length) = head.trim().split_once(' ')?;
    let mut text = vec![0; length.trim().parse::<usize>().ok()? + 1];
    output.read_exact(&mut text).ok()?;
    Some((status.parse().ok()?, String::from_utf8_lossy(&text).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn replies_are_read_by_their_length() {
        let mut output = &b"200 0       \n\n106 8       \nno\nsuch!\n200 5   "[..];
        assert_eq!(read(&mut output), Some((200, String::new())));
        assert_eq!(read(&mut output), Some((106, "no\nsuch!".to_owned())));
        assert_eq!(read(&mut output), None);
    }
}
