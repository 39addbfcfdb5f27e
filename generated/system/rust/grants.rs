// SPDX-License-Identifier: MIT
// Generated from idl/systems/rust.yaml by template rust/grants.rs;
// change those and run `make generate`.
//! What the manifest gives to each program.
#![no_std]
#![allow(non_snake_case)] // names of the IDL may have more than one _ together

/// Knows the services by name.
pub mod names {
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
}

/// Owns the serial port.
pub mod console {
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn names() -> kozo::names::Client {
        kozo::names::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
    pub fn serial() -> kozo::Cap<kozo::abi::IoPort> {
        kozo::Cap::new(runtime::start_info().grants[2])
    }
}

/// The prompt.
pub mod shell {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
    pub fn names() -> kozo::names::Client {
        kozo::names::Client(kozo::Cap::new(runtime::start_info().grants[2]))
    }
    pub fn process() -> kozo::process::Client {
        kozo::process::Client(kozo::Cap::new(runtime::start_info().grants[3]))
    }
    pub fn tracing() -> kozo::tracing::Client {
        kozo::tracing::Client(kozo::Cap::new(runtime::start_info().grants[4]))
    }
}

/// Computes, for whoever asks.
pub mod calc {
    pub fn names() -> kozo::names::Client {
        kozo::names::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
}
