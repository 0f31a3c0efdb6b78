//! `cargo xtask`: reads the arguments and starts what they name.

use std::process::ExitCode;

use xtask::command::Command;

/// What cannot be understood ends as it does in other programs, and apart from what went wrong.
const MISUSED: u8 = 2;

fn main() -> ExitCode {
    let (outcome, status) = match Command::read(std::env::args_os().skip(1)) {
        Ok(command) => (command.run(), ExitCode::FAILURE),
        Err(error) => (Err(error), ExitCode::from(MISUSED)),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        status
    })
}
