// SPDX-License-Identifier: MIT
// Generated from idl/systems/check.yaml by template rust/grants.rs;
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

/// Reads address 0.
pub mod hostile_null {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Reads the kernel's memory.
pub mod hostile_kernel {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Writes to its own code.
pub mod hostile_code {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Runs bytes that it wrote to its stack.
pub mod hostile_execute {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Executes cli.
pub mod hostile_cli {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Executes hlt.
pub mod hostile_hlt {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Uses the FPU, which it was not given.
pub mod hostile_fpu {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Uses the FPU, which it was given.
pub mod floats {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
}

/// Reads an I/O port.
pub mod hostile_port {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Calls operations that do not exist.
pub mod hostile_operation {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Guesses handles.
pub mod hostile_handles {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Sends messages of forbidden shapes.
pub mod hostile_tags {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Sends from a thread without IPC buffer, and binds impossible ones.
pub mod hostile_buffer {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Recurses until its stack ends.
pub mod hostile_stack {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Never gives the processor up.
pub mod hostile_loop {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Faults in the handler of its own faults.
pub mod hostile_handler {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Deletes the capabilities that it lives on.
pub mod hostile_suicide {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Exits with threads, mappings and a pending message left behind.
pub mod hostile_exit {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Takes the console's input away from the shell, and vanishes.
pub mod hostile_reader {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Waits for the console's input where none can arrive.
pub mod hostile_deaf {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Wakes all the time, above whoever ends it, and runs for good once its parts are taken.
pub mod hostile_restless {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// What threads of one program can rely on.
pub mod crowd {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Threads that stay until it is stopped, one of which computes.
pub mod crowd_stays {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Has a quota that the machine cannot provide.
pub mod crowd_huge {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
}

/// Asks for another interface of a server that it may ask for one.
pub mod hostile_neighbour {
    pub fn console() -> kozo::console::Client {
        kozo::console::Client(kozo::Cap::new(runtime::start_info().grants[0]))
    }
    pub fn log() -> kozo::log::Client {
        kozo::log::Client(kozo::Cap::new(runtime::start_info().grants[1]))
    }
    pub fn tracing() -> kozo::tracing::Client {
        kozo::tracing::Client(kozo::Cap::new(runtime::start_info().grants[2]))
    }
}
