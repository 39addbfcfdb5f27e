// SPDX-License-Identifier: MIT
// Generated from idl/kernel/faults.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! Faults of a thread, as messages to its handler. The capability's badge says whose.
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0xeab617b9;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 2] = [
    [0xff, 0x43, 0x4d, 0x1e, 0x24, 0xbc, 0x55, 0x08],
    [0xf1, 0xd8, 0x88, 0x15, 0x98, 0x87, 0xb2, 0x7c],
];

message! {
    /// An access to memory that the address space does not permit. Errors: none of its own.
    PageRequest, caps 0, words 4, present None, {
        /// The address that was touched.
        address: crate::types::Vaddr = scalar(0, 0, 64),
        /// Page-fault error code, Intel SDM volume 3, section 4.7.
        code: u64 = scalar(1, 0, 64),
        /// The instruction.
        ip: crate::types::Vaddr = scalar(2, 0, 64),
        /// Its stack pointer.
        sp: crate::types::Vaddr = scalar(3, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `page`.
    PageReply, caps 0, words 3, present None, {
        /// What to do.
        action: crate::types::FaultAction = scalar(0, 0, 64),
        /// Where to go on, if redirected; below user_top.
        ip: crate::types::Vaddr = scalar(1, 0, 64),
        /// With which stack pointer, if redirected.
        sp: crate::types::Vaddr = scalar(2, 0, 64),
    }
    unused []
}

message! {
    /// Any other exception. Errors: none of its own.
    ExceptionRequest, caps 0, words 4, present None, {
        /// Exception vector, Intel SDM volume 3, table 6-1.
        vector: u8 = scalar(0, 0, 64),
        /// Its error code; 0 where it has none.
        code: u64 = scalar(1, 0, 64),
        /// The instruction.
        ip: crate::types::Vaddr = scalar(2, 0, 64),
        /// Its stack pointer.
        sp: crate::types::Vaddr = scalar(3, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `exception`.
    ExceptionReply, caps 0, words 3, present None, {
        /// What to do.
        action: crate::types::FaultAction = scalar(0, 0, 64),
        /// Where to go on, if redirected; below user_top.
        ip: crate::types::Vaddr = scalar(1, 0, 64),
        /// With which stack pointer, if redirected.
        sp: crate::types::Vaddr = scalar(2, 0, 64),
    }
    unused []
}

message! {
    /// The thread has ended itself. Errors: none of its own.
    ExitRequest, caps 0, words 1, present None, {
        /// What the thread passed to thread_exit.
        code: u64 = scalar(0, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `exit`.
    ExitReply, caps 0, words 3, present None, {
        /// Must be kill.
        action: crate::types::FaultAction = scalar(0, 0, 64),
        /// Where to go on, if redirected; below user_top.
        ip: crate::types::Vaddr = scalar(1, 0, 64),
        /// With which stack pointer, if redirected.
        sp: crate::types::Vaddr = scalar(2, 0, 64),
    }
    unused []
}

message! {
    /// A system call instruction of a foreign thread, which goes on behind it. Errors: none of its
    /// own.
    SystemCallRequest, caps 0, words 6, present None, {
        /// What the thread holds where an operation's number goes.
        number: u64 = scalar(0, 0, 64),
        /// Its first argument, by this kernel's convention, which is that of Linux, too.
        argument0: u64 = scalar(1, 0, 64),
        /// The second.
        argument1: u64 = scalar(2, 0, 64),
        /// The third.
        argument2: u64 = scalar(3, 0, 64),
        /// The fourth.
        argument3: u64 = scalar(4, 0, 64),
        /// The fifth; all others are in its registers.
        argument4: u64 = scalar(5, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `system_call`.
    SystemCallReply, caps 0, words 3, present None, {
        /// What to do.
        action: crate::types::FaultAction = scalar(0, 0, 64),
        /// Where to go on, if redirected; below user_top.
        ip: crate::types::Vaddr = scalar(1, 0, 64),
        /// With which stack pointer, if redirected.
        sp: crate::types::Vaddr = scalar(2, 0, 64),
    }
    unused []
}

message! {
    /// A watched budget has no time left in this period. A thread that is resumed waits for the
    /// next. Errors: none of its own.
    ExhaustedRequest, caps 0, words 2, present None, {
        /// Processor time that its budget has spent since it was made.
        consumed: crate::types::Duration = scalar(0, 0, 64),
        /// When the next period begins.
        until: crate::types::Deadline = scalar(1, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `exhausted`.
    ExhaustedReply, caps 0, words 3, present None, {
        /// What to do.
        action: crate::types::FaultAction = scalar(0, 0, 64),
        /// Where to go on, if redirected; below user_top.
        ip: crate::types::Vaddr = scalar(1, 0, 64),
        /// With which stack pointer, if redirected.
        sp: crate::types::Vaddr = scalar(2, 0, 64),
    }
    unused []
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// An access to memory that the address space does not permit. Errors: none of its own.
    fn page(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: PageRequest,
    ) -> Result<PageReply>;
    /// Any other exception. Errors: none of its own.
    fn exception(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ExceptionRequest,
    ) -> Result<ExceptionReply>;
    /// The thread has ended itself. Errors: none of its own.
    fn exit(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ExitRequest,
    ) -> Result<ExitReply>;
    /// A system call instruction of a foreign thread, which goes on behind it. Errors: none of its
    /// own.
    fn system_call(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: SystemCallRequest,
    ) -> Result<SystemCallReply>;
    /// A watched budget has no time left in this period. A thread that is resumed waits for the
    /// next. Errors: none of its own.
    fn exhausted(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ExhaustedRequest,
    ) -> Result<ExhaustedReply>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != Tag::KERNEL {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.page(ipc, badge, it), &[], "fault_page.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        2 => {
            let done = request.open().and_then(|it| declared(server.exception(ipc, badge, it), &[], "fault_exception.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        3 => {
            let done = request.open().and_then(|it| declared(server.exit(ipc, badge, it), &[], "fault_exit.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        4 => {
            let done = request.open().and_then(|it| declared(server.system_call(ipc, badge, it), &[], "fault_system_call.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        5 => {
            let done = request.open().and_then(|it| declared(server.exhausted(ipc, badge, it), &[], "fault_exhausted.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
