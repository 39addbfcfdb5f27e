// SPDX-License-Identifier: MIT
// Generated from idl/services/log.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! A short memory of what happened. The newest lines push out the oldest.
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0x79cf8300;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 3] = [
    [0xe1, 0x67, 0x3a, 0x55, 0xab, 0x53, 0x40, 0x19],
    [0x96, 0x1d, 0x47, 0x14, 0xb7, 0xe3, 0x7a, 0x4d],
    [0x9a, 0xc1, 0xfe, 0x74, 0x5a, 0x68, 0x37, 0xf7],
];

message! {
    /// Add a line under the caller's badge. Errors: none of its own.
    AppendRequest<'a>, caps 0, words 6, present None, {
        /// How much it matters.
        severity: crate::types::Severity = scalar(0, 0, 64),
        /// The line without its end.
        text: &'a str = sized(scalar(1, 0, 64), 6, 0).within(1, 96),
    }
    unused [(2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// Read a line. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    ReadRequest, caps 0, words 1, present None, {
        /// Number of the wanted line; an older one is answered with the oldest kept.
        sequence: u64 = scalar(0, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `read`.
    ReadReply<'a>, caps 0, words 6, present None, {
        /// Number of the line that is returned.
        sequence: u64 = scalar(0, 0, 64),
        /// When it was added.
        time: crate::types::Duration = scalar(1, 0, 64),
        /// Who added it.
        source: crate::types::Badge = scalar(2, 0, 64),
        /// How much it matters.
        severity: crate::types::Severity = scalar(3, 0, 64),
        /// The line.
        text: &'a str = sized(scalar(4, 0, 64), 6, 0).within(0, 96),
    }
    unused [(5, 0x0)]
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Add a line under the caller's badge. Errors: none of its own.
    pub fn append(&self, ipc: &mut Ipc, request: &AppendRequest<'_>) -> Result<()> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[]), request, [])
    }
    /// Read a line. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    pub fn read<'a>(&self, ipc: &'a mut Ipc, request: &ReadRequest) -> Result<ReadReply<'a>> {
        wire::call(self.0, ipc, (INTERFACE, 2, &[Error::NOT_FOUND]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Add a line under the caller's badge. Errors: none of its own.
    fn append(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: AppendRequest<'_>,
    ) -> Result<()>;
    /// Read a line. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    fn read<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ReadRequest,
    ) -> Result<ReadReply<'a>>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != 0 {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.append(ipc, badge, it), &[], "log_append.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        2 => {
            let done = request.open().and_then(|it| declared(server.read(ipc, badge, it), &[Error::NOT_FOUND], "log_read.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
