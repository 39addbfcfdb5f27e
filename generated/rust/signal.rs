// SPDX-License-Identifier: MIT
// Generated from idl/services/signal.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! Signals, to a thread that receives at an endpoint. The kernel sends them, with its flag in the
//! tag and the bits as the badge; a message without that flag comes from somebody else.
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0xc120ffab;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 1] = [
    [0xe1, 0xec, 0xf8, 0x3a, 0x35, 0x49, 0x08, 0x36],
];

message! {
    /// Bits of the bound notification were set; they are the badge, and are cleared. Nobody waits
    /// for an answer. Errors: none of its own.
    BitsRequest, caps 0, words 0, present None, {
    }
    unused []
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Bits of the bound notification were set; they are the badge, and are cleared. Nobody waits
    /// for an answer. Errors: none of its own.
    pub fn bits(&self, ipc: &mut Ipc, request: &BitsRequest) -> Result<()> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Bits of the bound notification were set; they are the badge, and are cleared. Nobody waits
    /// for an answer. Errors: none of its own.
    fn bits(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: BitsRequest,
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
            let done = request.open().and_then(|it| declared(server.bits(ipc, badge, it), &[], "signal_bits.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
