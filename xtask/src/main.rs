//! `cargo xtask`: reads the arguments and starts what they name.

use std::process::ExitCode;

use xtask::command::Command;

fn main() -> ExitCode {
    match Command::read(std::env::args_os().skip(1)).and_then(Command::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
