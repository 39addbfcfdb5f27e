// SPDX-License-Identifier: MIT
// Generated from idl/ by template rust/lib.rs;
// change those and run `make generate`.
//! What programs in Rust know of KOZO: the ABI, system calls, and the messages of all interfaces.
//! No heap, no panic; `unsafe` is where the kernel is entered and where the IPC buffer lies.
#![no_std]
#![allow(non_snake_case)] // names of the IDL may have more than one _ together
#![deny(unsafe_op_in_unsafe_fn)]

pub mod abi;
pub mod later;
pub mod note;
pub mod sys;
pub mod types;
pub mod wire;
pub mod calc;
pub mod console;
pub mod fault;
pub mod log;
pub mod names;
pub mod process;
pub mod service;
pub mod signal;
pub mod tracing;
#[cfg_attr(kozo_host, path = "../tests/rust/trap.rs")]
mod trap;

pub use abi::{Error, Result};
pub use sys::Cap;
pub use wire::{Ipc, List, Served, Text};
