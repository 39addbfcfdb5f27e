//% include "rust/banner.rs"
//! The instruction that enters the kernel. Host tests have a module of their own in its place.
use crate::abi::{Message, Status};
use core::arch::asm;

/// Arguments and results that an operation can have.
pub const ARGUMENTS: usize = ${arguments};
pub const RESULTS: usize = ${results};

/// An operation on values.
#[inline(always)]
pub fn method<const N: usize>(op: u64, cap: u64, args: [u64; N]) -> (Status, [u64; RESULTS]) {
    let all: [u64; ARGUMENTS] = core::array::from_fn(|i| if i < N { args[i] } else { 0 });
    let status: u64;
    let mut r = [0; RESULTS];
    // SAFETY: the kernel changes no register but these; what it writes to memory are frames that
    // nobody but `Ipc` refers to.
    unsafe {
        asm!(
            "${trap}",
//% for operand in method
            ${operand},
//% endfor
        );
    }
    (Status(status), r)
}

/// An operation on a message.
#[inline]
pub fn message(op: u64, cap: u64, m: &mut Message) -> Status {
    let status: u64;
//% if spare
    // SAFETY: as above. The compiler keeps ${kept} to itself, so ${spare} carries its word.
//% else
    // SAFETY: as above.
//% endif
    unsafe {
        asm!(
//% if spare
            "push ${kept}",
            "mov ${kept}, ${spare}",
//% endif
            "${trap}",
//% if spare
            "mov ${spare}, ${kept}",
            "pop ${kept}",
//% endif
//% for operand in message
            ${operand},
//% endfor
        );
    }
    Status(status)
}
