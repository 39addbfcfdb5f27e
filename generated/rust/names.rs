// SPDX-License-Identifier: MIT
// Generated from idl/services/names.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! Names of services. Who may register is said by the badge that the manifest gives.
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0x8ad8fc56;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 3] = [
    [0x27, 0xc6, 0xd9, 0x24, 0x87, 0x13, 0x8d, 0x75],
    [0x01, 0xdb, 0x57, 0xd9, 0xcf, 0x7e, 0x57, 0x95],
    [0x34, 0xe9, 0x23, 0x9e, 0xe0, 0x1d, 0x6f, 0x85],
];

message! {
    /// Make a service known. Errors: EXISTS, FULL, REFUSED.
    RegisterRequest<'a>, caps 1, words 6, present None, {
        /// The name.
        name: &'a str = sized(scalar(0, 0, 64), 6, 0).within(1, 31),
        /// Handed out to whoever looks the name up.
        service: Cap<crate::abi::Endpoint> = capability(0, crate::abi::Endpoint::SEND.bits(), 0xfd),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// Find a service. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    LookupRequest<'a>, caps 0, words 6, present None, {
        /// The name.
        name: &'a str = sized(scalar(0, 0, 64), 6, 0).within(1, 31),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// The answer to `lookup`.
    LookupReply, caps 1, words 0, present None, {
        /// The endpoint that was registered.
        service: Cap<crate::abi::Endpoint> = capability(0, crate::abi::Endpoint::SEND.bits(), 0xfd),
    }
    unused []
}

message! {
    /// Enumerate the names. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    ListRequest, caps 0, words 1, present None, {
        /// 0 for the first.
        position: u32 = scalar(0, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `list`.
    ListReply<'a>, caps 0, words 6, present None, {
        /// The name at that position.
        name: &'a str = sized(scalar(0, 0, 64), 6, 0).within(0, 31),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Make a service known. Errors: EXISTS, FULL, REFUSED.
    pub fn register(&self, ipc: &mut Ipc, request: &RegisterRequest<'_>) -> Result<()> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[Error::EXISTS, Error::FULL, Error::REFUSED]), request, [])
    }
    /// Find a service. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    pub fn lookup(
        &self,
        ipc: &mut Ipc,
        request: &LookupRequest<'_>,
        slots: [crate::types::SlotIndex; 1],
    ) -> Result<LookupReply> {
        wire::call(self.0, ipc, (INTERFACE, 2, &[Error::NOT_FOUND]), request, slots)
    }
    /// Enumerate the names. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    pub fn list<'a>(&self, ipc: &'a mut Ipc, request: &ListRequest) -> Result<ListReply<'a>> {
        wire::call(self.0, ipc, (INTERFACE, 3, &[Error::NOT_FOUND]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Make a service known. Errors: EXISTS, FULL, REFUSED.
    fn register(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: RegisterRequest<'_>,
    ) -> Result<()>;
    /// Find a service. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    fn lookup(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: LookupRequest<'_>,
    ) -> Result<LookupReply>;
    /// Enumerate the names. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    fn list<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ListRequest,
    ) -> Result<ListReply<'a>>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != 0 {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.register(ipc, badge, it), &[Error::EXISTS, Error::FULL, Error::REFUSED], "names_register.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        2 => {
            let done = request.open().and_then(|it| declared(server.lookup(ipc, badge, it), &[Error::NOT_FOUND], "names_lookup.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        3 => {
            let done = request.open().and_then(|it| declared(server.list(ipc, badge, it), &[Error::NOT_FOUND], "names_list.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
