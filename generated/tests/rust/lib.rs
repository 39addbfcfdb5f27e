// SPDX-License-Identifier: MIT
// Generated from idl/services/ by template rust/test_lib.rs;
// change those and run `make generate`.
//! What a test in C calls: clients and servers in Rust of all interfaces.
#![allow(non_snake_case)] // as in the crate
use kozo::abi::Message;
#[allow(unused_imports)] // as the interfaces have it
use kozo::{abi, types};
use kozo::Served;
use pairs::{code, ipc, Values};
use std::ffi::c_void;
mod calc;
mod console;
mod fault;
mod log;
mod names;
mod process;
mod service;
mod signal;
mod tracing;

/// The server of every interface: its bodies tell the driver what they get, and give what it has.
pub struct Body(*const c_void);

#[no_mangle]
pub extern "C" fn pairs_call(id: u32, label: u16, input: &Values, output: &mut Values) -> u32 {
    code(match id {
        kozo::calc::INTERFACE => calc::call(label, input, output),
        kozo::console::INTERFACE => console::call(label, input, output),
        kozo::log::INTERFACE => log::call(label, input, output),
        kozo::names::INTERFACE => names::call(label, input, output),
        kozo::process::INTERFACE => process::call(label, input, output),
        kozo::service::INTERFACE => service::call(label, input, output),
        kozo::signal::INTERFACE => signal::call(label, input, output),
        kozo::tracing::INTERFACE => tracing::call(label, input, output),
        _ => unreachable!(),
    })
}

#[no_mangle]
pub extern "C" fn pairs_dispatch(id: u32, context: *const c_void, m: &mut Message) -> Served {
    let (server, ipc) = (&mut Body(context), &mut ipc());
    match id {
        kozo::calc::INTERFACE => kozo::calc::dispatch(server, ipc, m),
        kozo::console::INTERFACE => kozo::console::dispatch(server, ipc, m),
        kozo::fault::INTERFACE => kozo::fault::dispatch(server, ipc, m),
        kozo::log::INTERFACE => kozo::log::dispatch(server, ipc, m),
        kozo::names::INTERFACE => kozo::names::dispatch(server, ipc, m),
        kozo::process::INTERFACE => kozo::process::dispatch(server, ipc, m),
        kozo::service::INTERFACE => kozo::service::dispatch(server, ipc, m),
        kozo::signal::INTERFACE => kozo::signal::dispatch(server, ipc, m),
        kozo::tracing::INTERFACE => kozo::tracing::dispatch(server, ipc, m),
        _ => unreachable!(),
    }
}

#[no_mangle]
pub extern "C" fn pairs_reply(id: u32, label: u16, given: Option<&'static Values>) -> u32 {
    code(match id {
        kozo::calc::INTERFACE => calc::reply(label, given),
        kozo::console::INTERFACE => console::reply(label, given),
        kozo::fault::INTERFACE => fault::reply(label, given),
        kozo::log::INTERFACE => log::reply(label, given),
        kozo::names::INTERFACE => names::reply(label, given),
        kozo::process::INTERFACE => process::reply(label, given),
        kozo::service::INTERFACE => service::reply(label, given),
        kozo::signal::INTERFACE => signal::reply(label, given),
        kozo::tracing::INTERFACE => tracing::reply(label, given),
        _ => unreachable!(),
    })
}

#[no_mangle]
pub extern "C" fn pairs_make_event(id: u32, event: u64, shift: u32, made: &mut u64) -> u32 {
    code(match id {
        _ => unreachable!(),
    })
}

#[no_mangle]
pub extern "C" fn pairs_take_events(id: u32, context: *const c_void, bits: u64, shift: u32) {
    match id {
        _ => unreachable!(),
    }
}
