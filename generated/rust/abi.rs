// SPDX-License-Identifier: MIT
// Generated from idl/ by template rust/abi.rs;
// change those and run `make generate`.
//! Constants, errors, object types and words, as in the C headers; types and structures besides, of
//! which those that are called like something here are in `types`.
pub use crate::types::*;
use core::fmt;

/// Version of the whole ABI.
pub const ABI_VERSION: u32 = 3;
/// Address spaces that can live at the same time.
pub const ADDRESS_SPACES: u64 = 1024;
/// Bit of a badge: the kernel sends it on behalf of a thread that faulted.
pub const BADGE_FAULT: u64 = 0x20000;
/// The rest of a badge is the id of the interface that the manifest gives by that endpoint; 0 is
/// any that the server has.
pub const BADGE_INTERFACE_SHIFT: u64 = 32;
/// Part of a badge that is the sender's number in the manifest; 0 is init.
pub const BADGE_NUMBER_MASK: u64 = 0xffff;
/// Bit of a badge: the manifest lets the sender provide a service.
pub const BADGE_PROVIDER: u64 = 0x10000;
/// Bytes of the command line with its final NUL.
pub const BOOT_COMMAND_LINE: u64 = 256;
/// "BOOTKOZO" in memory order.
pub const BOOT_MAGIC: u64 = 0x4f5a4f4b544f4f42;
/// Entries of the memory map.
pub const BOOT_MEMORY_MAX: u64 = 512;
/// Bytes of an expression.
pub const CALC_TEXT_MAX: u64 = 80;
/// Threads that a chain of calls may run through.
pub const CALL_DEPTH: u64 = 16;
/// Bytes of the hash of a contract: of all that an interface promises.
pub const CONTRACT_BYTES: u64 = 8;
/// Processors that the kernel knows how to start.
pub const CPUS: u64 = 16;
/// CNodes that a handle may walk through at most.
pub const CSPACE_LEVELS: u64 = 4;
/// A deadline that is never reached.
pub const DEADLINE_NEVER: u64 = 0xffffffffffffffff;
/// A deadline in the past; the operation never waits.
pub const DEADLINE_POLL: u64 = 0;
/// I/O port of QEMU's isa-debug-exit; writing v there ends QEMU with status 2v + 1.
pub const DEBUG_EXIT_PORT: u64 = 244;
/// Grants of a program.
pub const GRANTS_MAX: u64 = 16;
/// Where init's first thread finds its IPC buffer.
pub const INIT_BUFFER_ADDRESS: u64 = 0x1fe000;
/// log2 of the bytes of init's root CNode.
pub const INIT_CNODE_BITS: u64 = 19;
/// Of these at most so many of device memory.
pub const INIT_DEVICE_MAX: u64 = 48;
/// Where init finds init_info.
pub const INIT_INFO_ADDRESS: u64 = 0x100000;
/// Where init finds the initial ramdisk, read-only.
pub const INIT_INITRD_ADDRESS: u64 = 0x100000000;
/// Pages of init's first stack.
pub const INIT_STACK_PAGES: u64 = 16;
/// Initial stack pointer of init.
pub const INIT_STACK_TOP: u64 = 0x3ff000;
/// Untyped regions handed to init.
pub const INIT_UNTYPED_MAX: u64 = 128;
/// log2 of the large page size in bytes.
pub const LARGE_PAGE_BITS: u64 = 21;
/// Lines that are kept.
pub const LOG_LINES: u64 = 128;
/// Bytes of a line.
pub const LOG_TEXT_MAX: u64 = 96;
/// Bytes of a service's name.
pub const NAME_MAX: u64 = 31;
/// Services that can be registered.
pub const NAMES_MAX: u64 = 32;
/// log2 of the small page size in bytes.
pub const PAGE_BITS: u64 = 12;
/// Number of priorities; 0 is the lowest.
pub const PRIORITIES: u64 = 256;
/// Bytes of a program's name.
pub const PROGRAM_NAME_MAX: u64 = 31;
/// Objects that one retype can make.
pub const RETYPE_COUNT: u64 = 256;
/// First I/O port of the serial line that the kernel reports on.
pub const SERIAL_PORT: u64 = 1016;
/// I/O ports of that serial line.
pub const SERIAL_PORT_COUNT: u64 = 8;
/// log2 of the size of a capability slot in bytes.
pub const SLOT_BITS: u64 = 6;
/// Where its first thread finds its IPC buffer.
pub const START_BUFFER_ADDRESS: u64 = 0x1fe000;
/// Where a program finds start_info.
pub const START_INFO_ADDRESS: u64 = 0x100000;
/// The four letters that KOZO's ELF notes have as their name, as a number.
pub const START_NOTE_OWNER: u64 = 0x4f5a4f4b;
/// Pages of the first stack.
pub const START_STACK_PAGES: u64 = 8;
/// Initial stack pointer.
pub const START_STACK_TOP: u64 = 0x3ff000;
/// What it writes there when one failed.
pub const TEST_EXIT_FAIL: u64 = 43;
/// What a test image writes to debug_exit_port when every test passed.
pub const TEST_EXIT_PASS: u64 = 42;
/// Bytes of a thread's name; a shorter one ends with a NUL.
pub const THREAD_NAME_BYTES: u64 = 24;
/// First word of trace_begin_event.
pub const TRACE_MAGIC: u64 = 0x4341525445435254;
/// What a record has for an operation where there is none.
pub const TRACE_OPERATION_NONE: u64 = 0xffff;
/// I/O port on which QEMU's isa-debugcon takes the records, byte by byte.
pub const TRACE_PORT: u64 = 233;
/// What a read of trace_port gives if something is there to take them.
pub const TRACE_PORT_SIGN: u64 = 233;
/// log2 of the bytes of memory that keep the newest records.
pub const TRACE_RING_BITS: u64 = 17;
/// Words of a record that depend on its kind.
pub const TRACE_WORDS: u64 = 6;
/// First address above what a program may map.
pub const USER_TOP: u64 = 0x7ffffffff000;

/// Why something was refused. One number space for kernel, transport and services; a number that
/// this list does not have yet is an error all the same.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Error(pub u32);
pub type Result<T> = core::result::Result<T, Error>;

impl Error {
    /// There is no operation with this number; call through the generated stubs of the running
    /// kernel's version
    pub const BAD_OPERATION: Error = Error(1);
    /// The handle names no capability; check that the slot was filled and that the handle is
    /// complete
    pub const NO_CAP: Error = Error(2);
    /// The handle names a capability that has been replaced; drop the old handle and obtain a new
    /// one
    pub const STALE: Error = Error(3);
    /// The capability's object is being destroyed; delete or revoke it to finish, or drop the
    /// handle
    pub const DYING: Error = Error(4);
    /// The capability is of another object type; pass a handle of the type that the operation names
    pub const WRONG_TYPE: Error = Error(5);
    /// The capability lacks a right that the operation needs; ask its grantor for a capability with
    /// that right
    pub const ACCESS_DENIED: Error = Error(6);
    /// The value is outside its permitted range; see detail for the limit, or, if it is 0, the
    /// operation's description
    pub const RANGE: Error = Error(7);
    /// The value is not aligned as required; see detail for the alignment in bytes, or, if it is 0,
    /// the operation's description
    pub const ALIGNMENT: Error = Error(8);
    /// A bit is set that has no meaning; set only the flags that the operation declares
    pub const UNKNOWN_FLAG: Error = Error(9);
    /// The message's shape is not permitted; build the tag with the generated stubs
    pub const MALFORMED: Error = Error(10);
    /// The untyped memory has no room left for the objects; use a larger untyped or revoke what was
    /// made from it
    pub const NO_MEMORY: Error = Error(11);
    /// The slot index lies outside the CNode; use an index below the CNode's size
    pub const NO_SLOT: Error = Error(12);
    /// The destination slot is occupied; delete its capability or choose an empty slot
    pub const SLOT_BUSY: Error = Error(13);
    /// Capabilities of this type cannot be copied; move it, or derive from it what the receiver
    /// needs
    pub const NOT_COPYABLE: Error = Error(14);
    /// This capability cannot be given a badge; mint from an unbadged endpoint or notification
    pub const NOT_BADGEABLE: Error = Error(15);
    /// The thread has no IPC buffer; bind a frame as its buffer first
    pub const NO_BUFFER: Error = Error(16);
    /// The receiver did not offer an empty slot for the capability; the receiver must name empty
    /// slots in its buffer
    pub const NO_RECEIVE_SLOT: Error = Error(17);
    /// The operation would have had to wait; try again later or give a deadline
    pub const NOT_READY: Error = Error(18);
    /// The deadline passed; try again with a later deadline
    pub const TIMED_OUT: Error = Error(19);
    /// The waiting thread was taken out of its wait; repeat the operation if it is still wanted
    pub const CANCELLED: Error = Error(20);
    /// The thread still owes a reply; reply, or save the reply right, before receiving again
    pub const REPLY_PENDING: Error = Error(21);
    /// There is no caller to reply to; reply once for each call received
    pub const NO_REPLY: Error = Error(22);
    /// The object is not in a state that permits this; see the operation's description
    pub const BAD_STATE: Error = Error(23);
    /// This capability or address is mapped already; unmap first, or copy the capability to map it
    /// twice
    pub const ALREADY_MAPPED: Error = Error(24);
    /// This capability is not mapped; nothing is left to unmap
    pub const NOT_MAPPED: Error = Error(25);
    /// A page table is missing on the way to the address; map page tables down to the wanted level
    /// first
    pub const NO_TABLE: Error = Error(26);
    /// Memory may not be writable and executable at once; map it twice with different rights, or
    /// change it in steps
    pub const WRITE_EXECUTE: Error = Error(27);
    /// The priority exceeds the ceiling of the authorising budget; ask for a priority at or below
    /// the ceiling
    pub const OVER_CEILING: Error = Error(28);
    /// A fixed limit of the system is reached; make or nest fewer, or try again when one has gone
    pub const NO_SPACE: Error = Error(29);
    /// The object is bound already; unbind it first, or use another
    pub const BOUND_ALREADY: Error = Error(30);
    /// The thread lacks something that it needs to run; bind a capability space, an address space
    /// and a budget
    pub const UNBOUND: Error = Error(31);
    /// This machine cannot do that; the firmware describes no way
    pub const UNSUPPORTED: Error = Error(32);
    /// Objects were destroyed too often while the kernel looked; try again
    pub const DISTURBED: Error = Error(33);
    /// Only frames and Untypeds can be made of device memory, and the kernel uses neither; use
    /// memory that is not a device's
    pub const DEVICE_MEMORY: Error = Error(34);
    /// The capability that the thread waited by was taken away; drop the handle and obtain a new
    /// one
    pub const REVOKED: Error = Error(35);
    /// The message itself goes by this capability; pass a copy, or send by another capability
    pub const IN_USE: Error = Error(36);
    /// The other side vanished before it answered; look the service up again
    pub const PEER_DIED: Error = Error(128);
    /// The reply does not have the shape of the method's results; the server violates its
    /// interface; report it
    pub const BAD_REPLY: Error = Error(129);
    /// The server does not know this method; check that client and server speak the same version
    pub const NO_METHOD: Error = Error(130);
    /// The server does not speak this interface or version; rebuild against the server's interface
    pub const WRONG_INTERFACE: Error = Error(131);
    /// The server refused the shape or a value of the request; call through the generated stubs
    pub const BAD_MESSAGE: Error = Error(132);
    /// Nothing has that name; check the spelling against the service's list
    pub const NOT_FOUND: Error = Error(256);
    /// The name is taken; choose another name
    pub const EXISTS: Error = Error(257);
    /// The service has no room for another entry; remove an entry, or raise the limit in the
    /// interface
    pub const FULL: Error = Error(258);
    /// The service refuses this to its caller; ask for a grant in the system manifest
    pub const REFUSED: Error = Error(259);
    /// The service is occupied by another request; try again
    pub const BUSY: Error = Error(260);
    /// The program is running already; wait until it has ended
    pub const RUNNING: Error = Error(261);
    /// The program's image is missing or damaged; rebuild the initial ramdisk
    pub const DAMAGED: Error = Error(262);
    /// Memory for the request ran out; raise the quota in the system manifest
    pub const EXHAUSTED: Error = Error(263);
    /// The program was built against an interface that its server does not keep; rebuild the
    /// program against the interfaces of the running system
    pub const INCOMPATIBLE: Error = Error(264);
    /// What services answer with besides those that refuse a message.
    pub const SERVICE: core::ops::RangeInclusive<u32> = 256..=1023;

    /// The name in the IDL, or "unknown".
    pub const fn name(self) -> &'static str {
        match self.0 {
            1 => "bad_operation",
            2 => "no_cap",
            3 => "stale",
            4 => "dying",
            5 => "wrong_type",
            6 => "access_denied",
            7 => "range",
            8 => "alignment",
            9 => "unknown_flag",
            10 => "malformed",
            11 => "no_memory",
            12 => "no_slot",
            13 => "slot_busy",
            14 => "not_copyable",
            15 => "not_badgeable",
            16 => "no_buffer",
            17 => "no_receive_slot",
            18 => "not_ready",
            19 => "timed_out",
            20 => "cancelled",
            21 => "reply_pending",
            22 => "no_reply",
            23 => "bad_state",
            24 => "already_mapped",
            25 => "not_mapped",
            26 => "no_table",
            27 => "write_execute",
            28 => "over_ceiling",
            29 => "no_space",
            30 => "bound_already",
            31 => "unbound",
            32 => "unsupported",
            33 => "disturbed",
            34 => "device_memory",
            35 => "revoked",
            36 => "in_use",
            128 => "peer_died",
            129 => "bad_reply",
            130 => "no_method",
            131 => "wrong_interface",
            132 => "bad_message",
            256 => "not_found",
            257 => "exists",
            258 => "full",
            259 => "refused",
            260 => "busy",
            261 => "running",
            262 => "damaged",
            263 => "exhausted",
            264 => "incompatible",
            _ => "unknown",
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str(self.name())
    }
}

crate::wire::wrapped! {
    /// A name in one's own capability space. It confers nothing: authority is in the slot. The low
    /// radix bits of `address` index the root CNode; `depth` further CNodes each consume their own
    /// radix bits from what is left; what remains after the last must be zero.
    Handle: u64
}

impl Handle {
    pub const fn new(stamp: u32, depth: u8, address: u32) -> Self {
        Handle(
            (stamp as u64 & 0xffffffff) << 32 |
            (depth as u64 & 0x3) << 30 |
            (address as u64 & 0x3fffffff) << 0,
        )
    }
    /// Which of the capabilities that the slot held in turn.
    pub const fn stamp(self) -> u32 {
        (self.0 >> 32 & 0xffffffff) as u32
    }
    /// How many CNodes come after the root CNode.
    pub const fn depth(self) -> u8 {
        (self.0 >> 30 & 0x3) as u8
    }
    /// Indices into the CNodes on the way, the root CNode's lowest.
    pub const fn address(self) -> u32 {
        (self.0 >> 0 & 0x3fffffff) as u32
    }
}

crate::wire::wrapped! {
    /// What any_identify and cnode_inspect tell of a capability: the type of its object, its
    /// rights, log2 of the object's size in bytes, 0 where it has none, and whether it is device
    /// memory. All zeroes is an empty slot.
    Info: u64
}

impl Info {
    pub const fn new(r#type: u8, rights: u8, size_bits: u8, device: u8) -> Self {
        Info(
            (r#type as u64 & 0xff) << 0 |
            (rights as u64 & 0xff) << 8 |
            (size_bits as u64 & 0xff) << 16 |
            (device as u64 & 0x1) << 24,
        )
    }
    /// Number of the object type; 0 is an empty slot.
    pub const fn r#type(self) -> u8 {
        (self.0 >> 0 & 0xff) as u8
    }
    /// The generic bits of its rights.
    pub const fn rights(self) -> u8 {
        (self.0 >> 8 & 0xff) as u8
    }
    /// log2 of the object's bytes; 0 where it has no size.
    pub const fn size_bits(self) -> u8 {
        (self.0 >> 16 & 0xff) as u8
    }
    /// 1 for device memory.
    pub const fn device(self) -> u8 {
        (self.0 >> 24 & 0x1) as u8
    }
}

crate::wire::wrapped! {
    /// How a capability travels in a message: 32 bits of the sender's IPC buffer for each. 0 is a
    /// copy with all rights. A capability that moves keeps its rights, because what is derived from
    /// it has no more than it: nothing may be withheld then.
    Pass: u64
}

impl Pass {
    pub const fn new(withheld: u8, r#move: u8) -> Self {
        Pass(
            (withheld as u64 & 0xff) << 0 |
            (r#move as u64 & 0x1) << 8,
        )
    }
    /// The generic bits of the rights that the copy lacks.
    pub const fn withheld(self) -> u8 {
        (self.0 >> 0 & 0xff) as u8
    }
    /// 1 empties the sender's slot and moves the capability itself.
    pub const fn r#move(self) -> u8 {
        (self.0 >> 8 & 0x1) as u8
    }
}

crate::wire::wrapped! {
    /// What a system call returns in its status register. `code` is a KOZO_ERR number, `argument`
    /// the position of the argument that was refused (0 is self, 1 the first argument), `detail`
    /// the limit that was exceeded where there is one.
    Status: u64
}

impl Status {
    pub const fn new(code: u16, argument: u8, detail: u32) -> Self {
        Status(
            (code as u64 & 0xffff) << 0 |
            (argument as u64 & 0xff) << 16 |
            (detail as u64 & 0xffffffff) << 32,
        )
    }
    /// A KOZO_ERR number; 0 is success.
    pub const fn code(self) -> u16 {
        (self.0 >> 0 & 0xffff) as u16
    }
    /// Position of the argument that was refused; 0 is self.
    pub const fn argument(self) -> u8 {
        (self.0 >> 16 & 0xff) as u8
    }
    /// The limit that was exceeded; 0 where there is none.
    pub const fn detail(self) -> u32 {
        (self.0 >> 32 & 0xffffffff) as u32
    }
}

crate::wire::wrapped! {
    /// Shape and meaning of a message. Bits 0 to 15 are the shape, so that "at most six words, no
    /// capabilities, no flags" is one comparison.
    Tag: u64
}

impl Tag {
    /// The deadline register holds an absolute time; without it the operation waits for ever.
    pub const DEADLINE: u8 = 1;
    /// The reply register holds the handle of a saved reply right.
    pub const SAVED_REPLY: u8 = 2;
    /// The answer has been given, and only the receiving is left: so says the kernel in the tag
    /// register of a reply_receive that it has interrupted between the two.
    pub const ANSWERED: u8 = 4;
    /// The kernel itself made this message. Refused in what a program sends.
    pub const KERNEL: u8 = 64;
    pub const fn new(interface: u32, label: u16, flags: u8, caps: u8, words: u8) -> Self {
        Tag(
            (interface as u64 & 0xffffffff) << 32 |
            (label as u64 & 0xffff) << 16 |
            (flags as u64 & 0x7f) << 9 |
            (caps as u64 & 0x7) << 6 |
            (words as u64 & 0x3f) << 0,
        )
    }
    /// Id of the interface and its version.
    pub const fn interface(self) -> u32 {
        (self.0 >> 32 & 0xffffffff) as u32
    }
    /// The method of a request, the error of an answer.
    pub const fn label(self) -> u16 {
        (self.0 >> 16 & 0xffff) as u16
    }
    /// The flags below.
    pub const fn flags(self) -> u8 {
        (self.0 >> 9 & 0x7f) as u8
    }
    /// Capabilities that it passes.
    pub const fn caps(self) -> u8 {
        (self.0 >> 6 & 0x7) as u8
    }
    /// Words of the message.
    pub const fn words(self) -> u8 {
        (self.0 >> 0 & 0x3f) as u8
    }
}

/// A type of objects, by which handles are told apart.
pub trait Object {
    /// Its number; 0 stands for any.
    const TYPE: u8;
}

/// What an object of any type is.
#[derive(Debug)]
pub enum Any {}
impl Object for Any {
    const TYPE: u8 = 0;
}

/// A power-of-two region of physical memory from which objects are made.
#[derive(Debug)]
pub enum Untyped {}
impl Object for Untyped {
    const TYPE: u8 = 1;
}
impl Untyped {
    /// To learn how much of it is in use.
    pub const INSPECT: crate::types::Rights = crate::types::Rights(0x1);
    /// To make objects of it.
    pub const RETYPE: crate::types::Rights = crate::types::Rights(0x2);
}

/// A table of capability slots. Slot 0 is its header; the rest hold capabilities.
#[derive(Debug)]
pub enum Cnode {}
impl Object for Cnode {
    const TYPE: u8 = 2;
}
impl Cnode {
    /// To find capabilities in it.
    pub const LOOKUP: crate::types::Rights = crate::types::Rights(0x1);
    /// To fill and empty its slots.
    pub const MODIFY: crate::types::Rights = crate::types::Rights(0x2);
}

/// A meeting point of senders and receivers.
#[derive(Debug)]
pub enum Endpoint {}
impl Object for Endpoint {
    const TYPE: u8 = 3;
}
impl Endpoint {
    /// To receive messages.
    pub const RECEIVE: crate::types::Rights = crate::types::Rights(0x1);
    /// To send and to call.
    pub const SEND: crate::types::Rights = crate::types::Rights(0x2);
    /// To pass capabilities along with messages.
    pub const GRANT: crate::types::Rights = crate::types::Rights(0x4);
}

/// The right to answer one caller, saved in a slot. It cannot be copied; losing it tells the
/// caller.
#[derive(Debug)]
pub enum Reply {}
impl Object for Reply {
    const TYPE: u8 = 4;
}
impl Reply {
    /// To answer the caller.
    pub const REPLY: crate::types::Rights = crate::types::Rights(0x2);
}

/// A word of 64 bits that signals set and a wait collects.
#[derive(Debug)]
pub enum Notification {}
impl Object for Notification {
    const TYPE: u8 = 5;
}
impl Notification {
    /// To collect its bits and to set its alarm.
    pub const WAIT: crate::types::Rights = crate::types::Rights(0x1);
    /// To set the badge's bits.
    pub const SIGNAL: crate::types::Rights = crate::types::Rights(0x2);
}

/// A flow of execution with its registers and bindings.
#[derive(Debug)]
pub enum Thread {}
impl Object for Thread {
    const TYPE: u8 = 6;
}
impl Thread {
    /// To read its state and registers.
    pub const OBSERVE: crate::types::Rights = crate::types::Rights(0x1);
    /// To bind, start, stop and change it.
    pub const CONTROL: crate::types::Rights = crate::types::Rights(0x2);
}

/// An address space, that is the root of a tree of page tables.
#[derive(Debug)]
pub enum Aspace {}
impl Object for Aspace {
    const TYPE: u8 = 7;
}
impl Aspace {
    /// To map into it and to unmap.
    pub const MAP: crate::types::Rights = crate::types::Rights(0x8);
}

/// A page of memory that can be mapped. Each capability holds one mapping at most.
#[derive(Debug)]
pub enum Frame {}
impl Object for Frame {
    const TYPE: u8 = 8;
}
impl Frame {
    /// To map it so that it can be read.
    pub const READ: crate::types::Rights = crate::types::Rights(0x1);
    /// To map it writable.
    pub const WRITE: crate::types::Rights = crate::types::Rights(0x2);
    /// To map it executable.
    pub const EXECUTE: crate::types::Rights = crate::types::Rights(0x4);
    /// To map it at all.
    pub const MAP: crate::types::Rights = crate::types::Rights(0x8);
}

/// An inner node of an address space.
#[derive(Debug)]
pub enum PageTable {}
impl Object for PageTable {
    const TYPE: u8 = 9;
}
impl PageTable {
    /// To make it part of an address space.
    pub const MAP: crate::types::Rights = crate::types::Rights(0x8);
}

/// Processor time with a priority. Threads run on budgets, and a call carries its budget along.
#[derive(Debug)]
pub enum Budget {}
impl Object for Budget {
    const TYPE: u8 = 10;
}
impl Budget {
    /// To read how much time was spent.
    pub const OBSERVE: crate::types::Rights = crate::types::Rights(0x1);
    /// To configure it and to let threads run on it.
    pub const CONTROL: crate::types::Rights = crate::types::Rights(0x2);
}

/// A range of I/O ports.
#[derive(Debug)]
pub enum IoPort {}
impl Object for IoPort {
    const TYPE: u8 = 11;
}
impl IoPort {
    /// To read from the ports.
    pub const IN: crate::types::Rights = crate::types::Rights(0x1);
    /// To write to the ports.
    pub const OUT: crate::types::Rights = crate::types::Rights(0x2);
}

/// Output on the kernel's serial line and tests of the kernel itself.
#[derive(Debug)]
pub enum Debug {}
impl Object for Debug {
    const TYPE: u8 = 12;
}
impl Debug {
    /// To read the trace.
    pub const TRACE: crate::types::Rights = crate::types::Rights(0x1);
    /// To write to the line and to run the tests.
    pub const USE: crate::types::Rights = crate::types::Rights(0x2);
}

/// The machine's power switch, and what of the processor is given by hand.
#[derive(Debug)]
pub enum Platform {}
impl Object for Platform {
    const TYPE: u8 = 13;
}
impl Platform {
    /// To let threads use the x87 and vector registers.
    pub const FPU: crate::types::Rights = crate::types::Rights(0x1);
    /// To switch the machine off and to restart it.
    pub const POWER: crate::types::Rights = crate::types::Rights(0x2);
}

/// The IPC buffer of a thread. Words 0 to 5 shadow the message registers and are not written by the
/// kernel. A sender names the capabilities it passes in `caps` and the receiver finds its new
/// handles there; `receive` holds, for each incoming capability, the index of an empty slot in the
/// receiver's root CNode, which must be bound with the right to modify it, or 0 to accept none.
/// `pass` says how each outgoing capability travels; the kernel never writes it.
#[repr(C)]
pub struct Buffer {
    pub words: [u64; 56],
    pub caps: [u64; 4],
    pub receive: [u32; 4],
    pub pass: [u32; 4],
}
const _: () = assert!(core::mem::size_of::<Buffer>() == 512);

impl Buffer {
    pub const WORDS: usize = 56;
    pub const CAPS: usize = 4;
}

/// A message and what goes with it through the message registers, in and out. `deadline` and
/// `reply` are read only if the tag's flags say so; `badge` is what the receiver learns of the
/// sender.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub tag: Tag,
    pub words: [u64; Message::WORDS],
    pub badge: crate::types::Badge,
    pub deadline: crate::types::Deadline,
    pub reply: u64,
}

impl Message {
    /// Words that travel in registers.
    pub const WORDS: usize = 6;
}
