// SPDX-License-Identifier: MIT
// Generated from idl/services/console.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! The terminal on the serial line.
use crate::later::{self, later, Later};
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0x33dbf407;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 1] = [
    [0xc3, 0x15, 0xa2, 0x00, 0x2c, 0x67, 0xbd, 0x71],
];

message! {
    /// Write bytes to the terminal. Returns when the line has taken them. Errors: none of its own.
    WriteRequest<'a>, caps 0, words 6, present None, {
        /// Sent as it is.
        text: &'a [u8] = sized(scalar(0, 0, 64), 6, 0).within(0, 400),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// Wait for input. One reader at a time. Errors: BUSY.
    ReadRequest, caps 0, words 0, present None, {
    }
    unused []
}

message! {
    /// The answer to `read`.
    ReadReply<'a>, caps 0, words 6, present None, {
        /// At least one byte as the terminal sent it.
        text: &'a [u8] = sized(scalar(0, 0, 64), 6, 0).within(0, 64),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

later! {
    /// A call of `read` whose body runs.
    ReadCall,
    /// The right to answer a call of `read` later.
    ReadLater, ReadReply<'_>,
    &[Error::BUSY], "console_read.result.undeclared\0"
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Write bytes to the terminal. Returns when the line has taken them. Errors: none of its own.
    pub fn write(&self, ipc: &mut Ipc, request: &WriteRequest<'_>) -> Result<()> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[]), request, [])
    }
    /// Wait for input. One reader at a time. Errors: BUSY.
    pub fn read<'a>(&self, ipc: &'a mut Ipc, request: &ReadRequest) -> Result<ReadReply<'a>> {
        wire::call(self.0, ipc, (INTERFACE, 2, &[Error::BUSY]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Write bytes to the terminal. Returns when the line has taken them. Errors: none of its own.
    fn write(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: WriteRequest<'_>,
    ) -> Result<()>;
    /// Wait for input. One reader at a time. Errors: BUSY.
    fn read(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ReadRequest,
        call: ReadCall<'_>,
    ) -> Result<()>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != 0 {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.write(ipc, badge, it), &[], "console_write.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        2 => {
            let mut taken = 0;
            let done = request.open().map(|it| server.read(ipc, badge, it, ReadCall(&mut taken)));
            later::defer(m, INTERFACE, done, taken, &[Error::BUSY], ["console_read.result.untaken\0", "console_read.result.taken\0", "console_read.result.undeclared\0"])
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
