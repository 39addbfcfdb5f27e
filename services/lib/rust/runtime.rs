// SPDX-License-Identifier: MIT
//! runtime.rs: what a program in Rust has of libkozo: its start, its end, and the loop of a server.
//!
//! crt0.S and start.c call `main`, which a program exports; the loop is that of serve.c.
#![no_std]
#![deny(unsafe_op_in_unsafe_fn)]
use core::ffi::c_void;
use kozo::abi::{Buffer, Error, Message, Result, START_BUFFER_ADDRESS, START_INFO_ADDRESS};
use kozo::types::StartInfo;
use kozo::{names, Ipc, Served};

extern "C" {
    fn kozo_exit(code: u64) -> !;
    fn kozo_register(names: u64, name: *const u8) -> u32;
    fn kozo_serve_interface(
        endpoint: u64,
        dispatch: extern "C" fn(*mut c_void, &mut Message) -> Served,
        context: *mut c_void,
    ) -> u32;
}

/// What init wrote for this program.
pub fn start_info() -> &'static StartInfo {
    // SAFETY: init has mapped it there, for good and read-only, before the first instruction.
    unsafe { &*(START_INFO_ADDRESS as *const StartInfo) }
}

/// What a panic exits with.
const PANIC: u64 = 101;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    // SAFETY: it does not return, and nothing of this program runs afterwards.
    unsafe { kozo_exit(PANIC) }
}

fn outcome(code: u32) -> Result<()> {
    if code == 0 { Ok(()) } else { Err(Error(code)) }
}

/// Make the endpoint that the program serves known under a name, which ends with a NUL.
pub fn register(names: names::Client, name: &'static [u8]) -> Result<()> {
    if name.last() != Some(&0) {
        return Err(Error::BAD_MESSAGE);
    }
    // SAFETY: it reads up to the NUL.
    outcome(unsafe { kozo_register(names.0.raw(), name.as_ptr()) })
}

type Dispatch<S> = fn(&mut S, &mut Ipc, &mut Message) -> Served;

/// Serve an interface for ever, on the program's only thread. Returns only if the endpoint itself
/// cannot be received from, with the error.
pub fn serve<S>(server: &mut S, dispatch: Dispatch<S>) -> Result<()> {
    let mut context = (server, dispatch);
    // SAFETY: the loop gives the context to `take`, as it is, until it returns.
    outcome(unsafe {
        kozo_serve_interface(start_info().endpoint, take::<S>, (&mut context as *mut (_, _)).cast())
    })
}

extern "C" fn take<S>(context: *mut c_void, m: &mut Message) -> Served {
    // SAFETY: `serve` has made the context, and waits. The buffer is where init has mapped it, and
    // the loop does not look at it meanwhile.
    let (server, dispatch) = unsafe { &mut *context.cast::<(&mut S, Dispatch<S>)>() };
    let mut ipc = unsafe { Ipc::new(START_BUFFER_ADDRESS as *mut Buffer) };
    dispatch(server, &mut ipc, m)
}
