// SPDX-License-Identifier: MIT
// Generated from idl/abi.yaml by template rust/trap.rs;
// change those and run `make generate`.
//! The instruction that enters the kernel. Host tests have a module of their own in its place.
use crate::abi::{Message, Status};
use core::arch::asm;

/// Arguments and results that an operation can have.
pub const ARGUMENTS: usize = 5;
pub const RESULTS: usize = 3;

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
            "syscall",
            inlateout("rax") op => status,
            inlateout("rdi") cap => r[2],
            inlateout("rsi") all[0] => r[1],
            inlateout("rdx") all[1] => r[0],
            inlateout("r10") all[2] => _,
            inlateout("r8") all[3] => _,
            inlateout("r9") all[4] => _,
            lateout("rcx") _,
            lateout("r11") _,
        );
    }
    (Status(status), r)
}

/// An operation on a message.
#[inline]
pub fn message(op: u64, cap: u64, m: &mut Message) -> Status {
    let status: u64;
    // SAFETY: as above. The compiler keeps rbx to itself, so r9 carries its word.
    unsafe {
        asm!(
            "push rbx",
            "mov rbx, r9",
            "syscall",
            "mov r9, rbx",
            "pop rbx",
            inlateout("rax") op => status,
            inlateout("rdi") cap => m.badge,
            inlateout("rsi") m.tag.0 => m.tag.0,
            inlateout("rdx") m.deadline => _,
            inlateout("r10") m.reply => _,
            inlateout("r9") m.words[0] => m.words[0],
            inlateout("r12") m.words[1] => m.words[1],
            inlateout("r13") m.words[2] => m.words[2],
            inlateout("r14") m.words[3] => m.words[3],
            inlateout("r15") m.words[4] => m.words[4],
            inlateout("r8") m.words[5] => m.words[5],
            lateout("rcx") _,
            lateout("r11") _,
        );
    }
    Status(status)
}
