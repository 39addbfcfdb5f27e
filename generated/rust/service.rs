// SPDX-License-Identifier: MIT
// Generated from idl/services/service.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! Signs of life of any service.
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0x14d69238;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 1] = [
    [0x0e, 0x4a, 0x7b, 0x03, 0xb8, 0xbc, 0x97, 0xd5],
];

message! {
    /// Ask whether the service answers. Errors: none of its own.
    PingRequest, caps 0, words 1, present None, {
        /// Any value.
        cookie: u64 = scalar(0, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `ping`.
    PingReply, caps 0, words 2, present None, {
        /// The same value.
        cookie: u64 = scalar(0, 0, 64),
        /// Requests answered since the service started.
        served: u64 = scalar(1, 0, 64),
    }
    unused []
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Ask whether the service answers. Errors: none of its own.
    pub fn ping(&self, ipc: &mut Ipc, request: &PingRequest) -> Result<PingReply> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Ask whether the service answers. Errors: none of its own.
    fn ping(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: PingRequest,
    ) -> Result<PingReply>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != 0 {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.ping(ipc, badge, it), &[], "service_ping.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
