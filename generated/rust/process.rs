// SPDX-License-Identifier: MIT
// Generated from idl/services/process.yaml by template rust/interface.rs;
// change those and run `make generate`.
//! The programs of the system, as init knows them.
use crate::later::{self, later, Later};
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = 0x88b651b6;

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; 2] = [
    [0xb5, 0x4c, 0xd3, 0x1c, 0x3e, 0x39, 0x14, 0x72],
    [0x73, 0x22, 0xfe, 0xa9, 0xb2, 0x79, 0xb5, 0x48],
];

message! {
    /// Enumerate the programs. Idempotent: asked twice, it does no more than once. Errors:
    /// NOT_FOUND.
    ListRequest, caps 0, words 1, present None, {
        /// 0 for the first.
        position: u32 = scalar(0, 0, 64),
    }
    unused []
}

message! {
    /// The answer to `list`.
    ListReply<'a>, caps 0, words 6, present None, {
        /// Its name.
        name: &'a str = sized(scalar(0, 0, 64), 6, 0).within(0, 31),
        /// What became of it.
        state: crate::types::ProgramState = scalar(1, 0, 64),
        /// What its first thread is doing.
        activity: crate::types::ThreadState = scalar(2, 0, 64),
        /// Its priority.
        priority: crate::types::Priority = scalar(3, 0, 64),
        /// Processor time that its budget has spent.
        consumed: crate::types::Duration = scalar(4, 0, 64),
        /// Bytes given to it.
        memory: crate::types::Size = scalar(5, 0, 64),
    }
    unused []
}

message! {
    /// Enumerate the capabilities that a program holds, and where they come from. Idempotent: asked
    /// twice, it does no more than once. Errors: NOT_FOUND.
    CapabilityRequest<'a>, caps 0, words 6, present None, {
        /// Its name.
        program: &'a str = sized(scalar(0, 0, 64), 6, 0).within(1, 31),
        /// 0 for the first capability.
        position: u32 = scalar(1, 0, 64),
    }
    unused [(2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// The answer to `capability`.
    CapabilityReply<'a>, caps 0, words 6, present None, {
        /// Slot in the program's root CNode.
        index: u32 = scalar(0, 0, 64),
        /// As any_identify gives it.
        info: crate::types::Info = scalar(1, 0, 64).within(0, 33554431),
        /// The badge; 0 where there is none.
        badge: crate::types::Badge = scalar(2, 0, 64),
        /// Slot of the capability, of those in the same CNode, that this one was derived from; 0:
        /// of none.
        parent: u32 = scalar(3, 0, 64),
        /// Without a parent: the program that has the capability that this one was derived from;
        /// empty: nobody.
        origin: &'a str = sized(scalar(4, 0, 64), 6, 0).within(0, 31),
    }
    unused [(5, 0x0)]
}

message! {
    /// Tell how memory is used. Idempotent: asked twice, it does no more than once. Errors: none of
    /// its own.
    MemoryRequest, caps 0, words 0, present None, {
    }
    unused []
}

message! {
    /// The answer to `memory`.
    MemoryReply, caps 0, words 4, present None, {
        /// Bytes of usable memory in the machine.
        total: crate::types::Size = scalar(0, 0, 64),
        /// Bytes that nobody was given.
        free: crate::types::Size = scalar(1, 0, 64),
        /// Bytes of device memory.
        device: crate::types::Size = scalar(2, 0, 64),
        /// Regions that it lies in.
        regions: u32 = scalar(3, 0, 64),
    }
    unused []
}

message! {
    /// Start a program that is not running. Errors: NOT_FOUND: The manifest has no such program.
    /// RUNNING: It is running. DAMAGED: Its image is missing or damaged. EXHAUSTED: There is no
    /// block of memory for its quota, or something in that ran out. INCOMPATIBLE: It was built
    /// against an interface that its server does not keep.
    StartRequest<'a>, caps 0, words 6, present None, {
        /// Its name in the manifest.
        program: &'a str = sized(scalar(0, 0, 64), 6, 0).within(1, 31),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// What `start` tells with `EXHAUSTED`.
    StartExhausted, caps 0, words 2, present None, {
        /// Bytes that the manifest gives it.
        quota: crate::types::Size = scalar(0, 0, 64),
        /// Bytes that nobody was given, in blocks of any size.
        free: crate::types::Size = scalar(1, 0, 64),
    }
    unused []
}

message! {
    /// Switch the machine off. Errors: REFUSED.
    PowerOffRequest, caps 0, words 0, present None, {
    }
    unused []
}

message! {
    /// Restart the machine. Errors: REFUSED.
    RebootRequest, caps 0, words 0, present None, {
    }
    unused []
}

message! {
    /// End a program. All that it was given comes back. Errors: NOT_FOUND, EXHAUSTED.
    StopRequest<'a>, caps 0, words 6, present None, {
        /// The name of a running program.
        program: &'a str = sized(scalar(0, 0, 64), 6, 0).within(1, 31),
    }
    unused [(1, 0x0), (2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// Enumerate the threads that a running program holds in its root CNode: its own, and others'
    /// that it was given. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    ThreadRequest<'a>, caps 0, words 6, present None, {
        /// Its name.
        program: &'a str = sized(scalar(0, 0, 64), 6, 0).within(1, 31),
        /// 0 for its first thread.
        position: u32 = scalar(1, 0, 64),
    }
    unused [(2, 0x0), (3, 0x0), (4, 0x0), (5, 0x0)]
}

message! {
    /// The answer to `thread`.
    ThreadReply, caps 0, words 4, present None, {
        /// Slot of the thread in the program's root CNode.
        index: u32 = scalar(0, 0, 64),
        /// What the thread is doing.
        activity: crate::types::ThreadState = scalar(1, 0, 64),
        /// Priority of its own budget.
        priority: crate::types::Priority = scalar(2, 0, 64),
        /// Processor time that its own budget has spent.
        consumed: crate::types::Duration = scalar(3, 0, 64),
    }
    unused []
}

failure! {
    /// The errors of `start`.
    StartFailure {
        /// The manifest has no such program.
        NotFound = NOT_FOUND,
        /// It is running.
        Running = RUNNING,
        /// Its image is missing or damaged.
        Damaged = DAMAGED,
        /// It was built against an interface that its server does not keep.
        Incompatible = INCOMPATIBLE,
    } told {
        /// There is no block of memory for its quota, or something in that ran out.
        Exhausted(StartExhausted) = EXHAUSTED,
    }
}

later! {
    /// A call of `stop` whose body runs.
    StopCall,
    /// The right to answer a call of `stop` later.
    StopLater, (),
    &[Error::NOT_FOUND, Error::EXHAUSTED], "process_stop.result.undeclared\0"
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
    /// Enumerate the programs. Idempotent: asked twice, it does no more than once. Errors:
    /// NOT_FOUND.
    pub fn list<'a>(&self, ipc: &'a mut Ipc, request: &ListRequest) -> Result<ListReply<'a>> {
        wire::call(self.0, ipc, (INTERFACE, 1, &[Error::NOT_FOUND]), request, [])
    }
    /// Enumerate the capabilities that a program holds, and where they come from. Idempotent: asked
    /// twice, it does no more than once. Errors: NOT_FOUND.
    pub fn capability<'a>(
        &self,
        ipc: &'a mut Ipc,
        request: &CapabilityRequest<'_>,
    ) -> Result<CapabilityReply<'a>> {
        wire::call(self.0, ipc, (INTERFACE, 2, &[Error::NOT_FOUND]), request, [])
    }
    /// Tell how memory is used. Idempotent: asked twice, it does no more than once. Errors: none of
    /// its own.
    pub fn memory(&self, ipc: &mut Ipc, request: &MemoryRequest) -> Result<MemoryReply> {
        wire::call(self.0, ipc, (INTERFACE, 3, &[]), request, [])
    }
    /// Start a program that is not running. Errors: NOT_FOUND: The manifest has no such program.
    /// RUNNING: It is running. DAMAGED: Its image is missing or damaged. EXHAUSTED: There is no
    /// block of memory for its quota, or something in that ran out. INCOMPATIBLE: It was built
    /// against an interface that its server does not keep.
    pub fn start(
        &self,
        ipc: &mut Ipc,
        request: &StartRequest<'_>,
    ) -> core::result::Result<(), StartFailure> {
        wire::call(self.0, ipc, (INTERFACE, 4, &[Error::NOT_FOUND, Error::RUNNING, Error::DAMAGED, Error::INCOMPATIBLE]), request, [])
    }
    /// Switch the machine off. Errors: REFUSED.
    pub fn power_off(&self, ipc: &mut Ipc, request: &PowerOffRequest) -> Result<()> {
        wire::call(self.0, ipc, (INTERFACE, 5, &[Error::REFUSED]), request, [])
    }
    /// Restart the machine. Errors: REFUSED.
    pub fn reboot(&self, ipc: &mut Ipc, request: &RebootRequest) -> Result<()> {
        wire::call(self.0, ipc, (INTERFACE, 6, &[Error::REFUSED]), request, [])
    }
    /// End a program. All that it was given comes back. Errors: NOT_FOUND, EXHAUSTED.
    pub fn stop(&self, ipc: &mut Ipc, request: &StopRequest<'_>) -> Result<()> {
        wire::call(self.0, ipc, (INTERFACE, 7, &[Error::NOT_FOUND, Error::EXHAUSTED]), request, [])
    }
    /// Enumerate the threads that a running program holds in its root CNode: its own, and others'
    /// that it was given. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    pub fn thread(&self, ipc: &mut Ipc, request: &ThreadRequest<'_>) -> Result<ThreadReply> {
        wire::call(self.0, ipc, (INTERFACE, 8, &[Error::NOT_FOUND]), request, [])
    }
}

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
    /// Enumerate the programs. Idempotent: asked twice, it does no more than once. Errors:
    /// NOT_FOUND.
    fn list<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ListRequest,
    ) -> Result<ListReply<'a>>;
    /// Enumerate the capabilities that a program holds, and where they come from. Idempotent: asked
    /// twice, it does no more than once. Errors: NOT_FOUND.
    fn capability<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: CapabilityRequest<'a>,
    ) -> Result<CapabilityReply<'a>>;
    /// Tell how memory is used. Idempotent: asked twice, it does no more than once. Errors: none of
    /// its own.
    fn memory(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: MemoryRequest,
    ) -> Result<MemoryReply>;
    /// Start a program that is not running. Errors: NOT_FOUND: The manifest has no such program.
    /// RUNNING: It is running. DAMAGED: Its image is missing or damaged. EXHAUSTED: There is no
    /// block of memory for its quota, or something in that ran out. INCOMPATIBLE: It was built
    /// against an interface that its server does not keep.
    fn start(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: StartRequest<'_>,
    ) -> core::result::Result<(), StartFailure>;
    /// Switch the machine off. Errors: REFUSED.
    fn power_off(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: PowerOffRequest,
    ) -> Result<()>;
    /// Restart the machine. Errors: REFUSED.
    fn reboot(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: RebootRequest,
    ) -> Result<()>;
    /// End a program. All that it was given comes back. Errors: NOT_FOUND, EXHAUSTED.
    fn stop(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: StopRequest<'_>,
        call: StopCall<'_>,
    ) -> Result<()>;
    /// Enumerate the threads that a running program holds in its root CNode: its own, and others'
    /// that it was given. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND.
    fn thread(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ThreadRequest<'_>,
    ) -> Result<ThreadReply>;
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != 0 {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
        1 => {
            let done = request.open().and_then(|it| declared(server.list(ipc, badge, it), &[Error::NOT_FOUND], "process_list.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        2 => {
            let done = request.open().and_then(|it| declared(server.capability(ipc, badge, it), &[Error::NOT_FOUND], "process_capability.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        3 => {
            let done = request.open().and_then(|it| declared(server.memory(ipc, badge, it), &[], "process_memory.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        4 => {
            let done = request.open().map_err(StartFailure::from).and_then(|it| declared(server.start(ipc, badge, it), &[Error::NOT_FOUND, Error::RUNNING, Error::DAMAGED, Error::INCOMPATIBLE], "process_start.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        5 => {
            let done = request.open().and_then(|it| declared(server.power_off(ipc, badge, it), &[Error::REFUSED], "process_power_off.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        6 => {
            let done = request.open().and_then(|it| declared(server.reboot(ipc, badge, it), &[Error::REFUSED], "process_reboot.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        7 => {
            let mut taken = 0;
            let done = request.open().map(|it| server.stop(ipc, badge, it, StopCall(&mut taken)));
            later::defer(m, INTERFACE, done, taken, &[Error::NOT_FOUND, Error::EXHAUSTED], ["process_stop.result.untaken\0", "process_stop.result.taken\0", "process_stop.result.undeclared\0"])
        }
        8 => {
            let done = request.open().and_then(|it| declared(server.thread(ipc, badge, it), &[Error::NOT_FOUND], "process_thread.result.undeclared\0"));
            wire::answer(ipc, m, INTERFACE, done)
        }
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
