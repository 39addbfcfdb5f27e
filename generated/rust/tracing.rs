// SPDX-License-Identifier: MIT
// Generated from idl/services/tracing.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! The kernel's trace, for who looks at the system from inside. It has no payload, but all of who
//! talks to whom.
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0x9241606d;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 3] = [
    [0x3b, 0xe9, 0xe2, 0x01, 0xef, 0x1b, 0x94, 0xd4],
    [0x03, 0x4b, 0xb9, 0xcd, 0x24, 0x7f, 0x00, 0xe4],
    [0x33, 0x99, 0xae, 0x4d, 0xbc, 0x38, 0x5d, 0x33],
];

message! {
    /// Read a record. Errors: NOT_FOUND.
    ReadRequest, caps 0, words 1, present None, {
        /// Number of the wanted record; one that is gone is answered with the oldest kept.
        number: u64 = scalar(0, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `read`.
    ReadReply, caps 0, words 18, present None, {
        /// Number of the record that is returned.
        found: u64 = scalar(0, 0, 64),
        /// Number that the next record will have.
        count: u64 = scalar(1, 0, 64),
        /// The record.
        record: crate::types::TraceRecord = whole(6, 12),
    }
    unused [(2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// Read the newest record of a thread, of those before a number. What is looked at on the way
    /// leaves no records. Errors: NOT_FOUND.
    SearchRequest<'a>, caps 0, words 6, present None, {
        /// Number of the first record that is not looked at.
        before: u64 = scalar(0, 0, 64),
        /// Name of the thread whose record is wanted; empty if any is.
        thread: &'a str = sized(scalar(1, 0, 64), 6, 0).within(0, 24),
    }
    unused [(2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// The answer to `search`.
    SearchReply, caps 0, words 18, present None, {
        /// Number of the record that is returned.
        found: u64 = scalar(0, 0, 64),
        /// The record.
        record: crate::types::TraceRecord = whole(6, 12),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Read a record. Errors: NOT_FOUND.
    pub fn read(&self, ipc: &mut Ipc, request: &ReadRequest) -> Result<ReadReply> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[Error::NOT_FOUND]), request, [])
    }
    /// Read the newest record of a thread, of those before a number. What is looked at on the way
    /// leaves no records. Errors: NOT_FOUND.
    pub fn search(&self, ipc: &mut Ipc, request: &SearchRequest<'_>) -> Result<SearchReply> {
        wire::call(self.0, ipc, (INTERFACE, 2, &[Error::NOT_FOUND]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Read a record. Errors: NOT_FOUND.
    fn read(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ReadRequest,
    ) -> Result<ReadReply>;
    /// Read the newest record of a thread, of those before a number. What is looked at on the way
    /// leaves no records. Errors: NOT_FOUND.
    fn search(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: SearchRequest<'_>,
    ) -> Result<SearchReply>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != 0 {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.read(ipc, badge, it), &[Error::NOT_FOUND], "tracing_read.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        2 => {
            let done = request.open().and_then(|it| declared(server.search(ipc, badge, it), &[Error::NOT_FOUND], "tracing_search.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
