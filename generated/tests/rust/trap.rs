// SPDX-License-Identifier: MIT
// Generated from idl/abi.yaml by template rust/trap_host.rs;
// change those and run `make generate`.
//! How operations enter the kernel in a host test: by calls to the test, like those of C.
use crate::abi::{Message, Status};

pub const RESULTS: usize = 3;

extern "C" {
    static host_trap_method: extern "C" fn(u64, u64, *const u64, u32, *mut u64) -> Status;
    static host_trap_message: extern "C" fn(u64, u64, *mut Message) -> Status;
}

pub fn method<const N: usize>(op: u64, cap: u64, args: [u64; N]) -> (Status, [u64; RESULTS]) {
    let mut all = [0; 5];
    all[..N].copy_from_slice(&args);
    let mut r = [0; RESULTS];
    // SAFETY: the test has set both, and keeps to the lengths.
    (unsafe { host_trap_method(op, cap, all.as_ptr(), N as u32, r.as_mut_ptr()) }, r)
}

pub fn message(op: u64, cap: u64, m: &mut Message) -> Status {
    // SAFETY: as above.
    unsafe { host_trap_message(op, cap, m) }
}
