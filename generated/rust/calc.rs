// SPDX-License-Identifier: MIT
// Generated from idl/services/calc.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! Computes with integers.
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0x85c9545e;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 1] = [
    [0xe8, 0x4a, 0xee, 0x2f, 0x9a, 0x79, 0x55, 0xc1],
];

message! {
    /// Compute the value of an expression. Errors: none of its own.
    EvaluateRequest<'a>, caps 0, words 6, present None, {
        /// Numbers, + - * / % and parentheses, as in C.
        text: &'a str = sized(scalar(0, 0, 64), 6, 0).within(1, 80),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// The answer to `evaluate`.
    EvaluateReply, caps 0, words 2, present None, {
        /// What became of it.
        result: crate::types::CalcResult = whole(0, 2),
    }
    unused []
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Compute the value of an expression. Errors: none of its own.
    pub fn evaluate(&self, ipc: &mut Ipc, request: &EvaluateRequest<'_>) -> Result<EvaluateReply> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Compute the value of an expression. Errors: none of its own.
    fn evaluate(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: EvaluateRequest<'_>,
    ) -> Result<EvaluateReply>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != 0 {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.evaluate(ipc, badge, it), &[], "calc_evaluate.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
