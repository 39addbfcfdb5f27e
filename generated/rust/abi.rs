// SPDX-License-Identifier: MIT
// Generated from idl/ by template rust/abi.rs;
// change those and run `make generate`.
//! Constants, types, errors, object types, words and structures, as in the C headers.
use crate::wire::*;
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

/// A word that identifies the sender to the receiver.
pub type Badge = u64;

/// An absolute time on the kernel's monotonic clock. Unit: ns.
pub type Deadline = u64;

/// A length of time. Unit: ns.
pub type Duration = u64;

/// A scheduling priority; larger runs first.
pub type Priority = u8;

/// A number of bytes. Unit: bytes.
pub type Size = u64;

wrapped! {
    /// A virtual address. Unit: address.
    Vaddr: u64
}

ranged! {
    /// A slot of a CNode; slot 0 is the CNode's own header.
    SlotIndex: u32 = 1, 1073741823
}

flags! {
    /// What of a budget is a fault of the thread that it is bound to.
    BudgetWatch: u32 {
        /// That its time in the current period is used up.
        EXHAUSTION = 1,
    }
}

flags! {
    /// How a frame appears in an address space. Readable always; never writable and executable at
    /// once.
    MapFlags: u32 {
        /// The program may write to it; the capability needs the right to write.
        WRITE = 1,
        /// The program may run code in it; the capability needs the right to execute.
        EXECUTE = 2,
    }
}

flags! {
    /// How two capabilities are related. A capability for a part of something counts as derived
    /// from it, not as the same.
    Relation: u32 {
        /// Both designate the same object.
        SAME_OBJECT = 1,
        /// The one invoked descends from the other.
        SELF_DERIVED = 2,
        /// The other descends from the one invoked.
        OTHER_DERIVED = 4,
    }
}

flags! {
    /// What a capability permits. Each object type gives the bits names of its own.
    Rights: u8 {
        /// To look at what the object holds, or to receive from it.
        READ = 1,
        /// To change the object, or to send to it.
        WRITE = 2,
        /// To pass capabilities along; of a frame, to execute it.
        GRANT = 4,
        /// To make it part of an address space.
        MAP = 8,
    }
}

flags! {
    /// What is traced. `trace=` on the kernel's command line takes these names, separated by
    /// commas.
    TraceEvents: u8 {
        /// System calls, and how they end.
        CALLS = 1,
        /// Faults of threads.
        FAULTS = 2,
        /// Which thread runs.
        SWITCHES = 4,
    }
}

flags! {
    /// How a thread is watched: each system call instruction is a fault; or it has a debug
    /// exception after one instruction.
    WatchFlags: u32 {
        /// The thread makes system calls of another system; its handler answers each.
        FOREIGN = 1,
        /// The thread stops behind its next instruction.
        STEP = 2,
    }
}

/// What the kernel does with the thread: let it go on with the registers that it has, end it, or
/// let it go on at another instruction with another stack.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultAction {
    /// The thread goes on with the registers that it has.
    Resume = 0,
    /// The thread ends.
    Kill = 1,
    /// The thread goes on at another instruction with another stack.
    Redirect = 2,
}

impl Scalar for FaultAction {
    const BITS: usize = <u8>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(FaultAction::Resume),
            1 => Some(FaultAction::Kill),
            2 => Some(FaultAction::Redirect),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// Width of an I/O port access in bytes.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IoWidth {
    /// 8 bits.
    Byte = 1,
    /// 16 bits.
    Word = 2,
    /// 32 bits.
    Dword = 4,
}

impl Scalar for IoWidth {
    const BITS: usize = <u8>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            1 => Some(IoWidth::Byte),
            2 => Some(IoWidth::Word),
            4 => Some(IoWidth::Dword),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// Who loaded the kernel.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoaderKind {
    /// KOZO's own UEFI loader.
    Uefi = 1,
    /// A virtual machine monitor, through the PVH entry.
    Pvh = 2,
    /// A Multiboot2 loader such as GRUB.
    Multiboot2 = 3,
}

impl Scalar for LoaderKind {
    const BITS: usize = <u32>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            1 => Some(LoaderKind::Uefi),
            2 => Some(LoaderKind::Pvh),
            3 => Some(LoaderKind::Multiboot2),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// What a range of physical memory is.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemoryKind {
    /// Free memory.
    Usable = 1,
    /// Left alone; nobody knows what it is.
    Reserved = 2,
    /// ACPI tables, which could be reused once they are read.
    AcpiReclaim = 3,
    /// Memory that the firmware keeps for ACPI.
    AcpiNvs = 4,
    /// What the loader used for itself; usable once the kernel runs.
    Loader = 5,
    /// The kernel image.
    Kernel = 6,
    /// The initial ramdisk.
    Initrd = 7,
    /// What the screen shows.
    Framebuffer = 8,
    /// Registers and memory of devices.
    Device = 9,
}

impl Scalar for MemoryKind {
    const BITS: usize = <u32>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            1 => Some(MemoryKind::Usable),
            2 => Some(MemoryKind::Reserved),
            3 => Some(MemoryKind::AcpiReclaim),
            4 => Some(MemoryKind::AcpiNvs),
            5 => Some(MemoryKind::Loader),
            6 => Some(MemoryKind::Kernel),
            7 => Some(MemoryKind::Initrd),
            8 => Some(MemoryKind::Framebuffer),
            9 => Some(MemoryKind::Device),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// Order of the colour channels in a framebuffer pixel of 32 bits; text: cells of a PC's text mode,
/// a character and its colours, 16 bits each.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PixelFormat {
    /// There is no framebuffer.
    None = 0,
    /// Red in the lowest byte, then green and blue.
    Rgbx = 1,
    /// Blue in the lowest byte, then green and red.
    Bgrx = 2,
    /// Cells of text.
    Text = 3,
}

impl Scalar for PixelFormat {
    const BITS: usize = <u32>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(PixelFormat::None),
            1 => Some(PixelFormat::Rgbx),
            2 => Some(PixelFormat::Bgrx),
            3 => Some(PixelFormat::Text),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// What became of a program.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProgramState {
    /// It was not started, or was ended by request.
    Stopped = 0,
    /// It was started and has not ended.
    Running = 1,
    /// It ended itself.
    Exited = 2,
    /// A fault ended it, or it could not be started.
    Faulted = 3,
}

impl Scalar for ProgramState {
    const BITS: usize = <u8>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(ProgramState::Stopped),
            1 => Some(ProgramState::Running),
            2 => Some(ProgramState::Exited),
            3 => Some(ProgramState::Faulted),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// How much a line matters.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Severity {
    /// For who looks for a mistake.
    Debug = 0,
    /// What happens in the course of things.
    Info = 1,
    /// Something is amiss, but the service goes on.
    Warning = 2,
    /// Something that was to be done was not.
    Error = 3,
}

impl Scalar for Severity {
    const BITS: usize = <u8>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(Severity::Debug),
            1 => Some(Severity::Info),
            2 => Some(Severity::Warning),
            3 => Some(Severity::Error),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// What an ELF note says of the program.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StartNoteKind {
    /// A contract that its client code was built against.
    Uses = 1,
    /// One that its server code keeps. A server keeps all contracts that its version of the
    /// interface has had.
    Serves = 2,
}

impl Scalar for StartNoteKind {
    const BITS: usize = <u32>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            1 => Some(StartNoteKind::Uses),
            2 => Some(StartNoteKind::Serves),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// What a thread is doing.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ThreadState {
    /// It was never started.
    Inactive = 0,
    /// It runs, or is about to.
    Ready = 1,
    /// It waits for somebody who receives its message.
    Sending = 2,
    /// It waits for somebody who receives its call.
    Calling = 3,
    /// Its call was received; it waits for the answer.
    AwaitingReply = 4,
    /// It waits for a message.
    Receiving = 5,
    /// It waits for bits of a notification.
    Waiting = 6,
    /// It was stopped and can be resumed.
    Suspended = 7,
    /// It has ended for good.
    Dead = 8,
    /// It waits for its token.
    Parked = 9,
}

impl Scalar for ThreadState {
    const BITS: usize = <u8>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(ThreadState::Inactive),
            1 => Some(ThreadState::Ready),
            2 => Some(ThreadState::Sending),
            3 => Some(ThreadState::Calling),
            4 => Some(ThreadState::AwaitingReply),
            5 => Some(ThreadState::Receiving),
            6 => Some(ThreadState::Waiting),
            7 => Some(ThreadState::Suspended),
            8 => Some(ThreadState::Dead),
            9 => Some(ThreadState::Parked),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

/// What a record tells.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TraceKind {
    /// Tracing starts.
    Begin = 0,
    /// The thread makes a system call.
    Call = 1,
    /// The call has ended.
    Return = 2,
    /// The call does not end yet: the thread stops running.
    Wait = 3,
    /// The call was preempted, and will be made again.
    Restart = 4,
    /// The thread cannot go on.
    Fault = 5,
    /// The thread runs from now on.
    Switch = 6,
}

impl Scalar for TraceKind {
    const BITS: usize = <u8>::BITS as usize;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(TraceKind::Begin),
            1 => Some(TraceKind::Call),
            2 => Some(TraceKind::Return),
            3 => Some(TraceKind::Wait),
            4 => Some(TraceKind::Restart),
            5 => Some(TraceKind::Fault),
            6 => Some(TraceKind::Switch),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

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

wrapped! {
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

wrapped! {
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

wrapped! {
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

wrapped! {
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

wrapped! {
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
    pub const INSPECT: Rights = Rights(0x1);
    /// To make objects of it.
    pub const RETYPE: Rights = Rights(0x2);
}

/// A table of capability slots. Slot 0 is its header; the rest hold capabilities.
#[derive(Debug)]
pub enum Cnode {}
impl Object for Cnode {
    const TYPE: u8 = 2;
}
impl Cnode {
    /// To find capabilities in it.
    pub const LOOKUP: Rights = Rights(0x1);
    /// To fill and empty its slots.
    pub const MODIFY: Rights = Rights(0x2);
}

/// A meeting point of senders and receivers.
#[derive(Debug)]
pub enum Endpoint {}
impl Object for Endpoint {
    const TYPE: u8 = 3;
}
impl Endpoint {
    /// To receive messages.
    pub const RECEIVE: Rights = Rights(0x1);
    /// To send and to call.
    pub const SEND: Rights = Rights(0x2);
    /// To pass capabilities along with messages.
    pub const GRANT: Rights = Rights(0x4);
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
    pub const REPLY: Rights = Rights(0x2);
}

/// A word of 64 bits that signals set and a wait collects.
#[derive(Debug)]
pub enum Notification {}
impl Object for Notification {
    const TYPE: u8 = 5;
}
impl Notification {
    /// To collect its bits and to set its alarm.
    pub const WAIT: Rights = Rights(0x1);
    /// To set the badge's bits.
    pub const SIGNAL: Rights = Rights(0x2);
}

/// A flow of execution with its registers and bindings.
#[derive(Debug)]
pub enum Thread {}
impl Object for Thread {
    const TYPE: u8 = 6;
}
impl Thread {
    /// To read its state and registers.
    pub const OBSERVE: Rights = Rights(0x1);
    /// To bind, start, stop and change it.
    pub const CONTROL: Rights = Rights(0x2);
}

/// An address space, that is the root of a tree of page tables.
#[derive(Debug)]
pub enum Aspace {}
impl Object for Aspace {
    const TYPE: u8 = 7;
}
impl Aspace {
    /// To map into it and to unmap.
    pub const MAP: Rights = Rights(0x8);
}

/// A page of memory that can be mapped. Each capability holds one mapping at most.
#[derive(Debug)]
pub enum Frame {}
impl Object for Frame {
    const TYPE: u8 = 8;
}
impl Frame {
    /// To map it so that it can be read.
    pub const READ: Rights = Rights(0x1);
    /// To map it writable.
    pub const WRITE: Rights = Rights(0x2);
    /// To map it executable.
    pub const EXECUTE: Rights = Rights(0x4);
    /// To map it at all.
    pub const MAP: Rights = Rights(0x8);
}

/// An inner node of an address space.
#[derive(Debug)]
pub enum PageTable {}
impl Object for PageTable {
    const TYPE: u8 = 9;
}
impl PageTable {
    /// To make it part of an address space.
    pub const MAP: Rights = Rights(0x8);
}

/// Processor time with a priority. Threads run on budgets, and a call carries its budget along.
#[derive(Debug)]
pub enum Budget {}
impl Object for Budget {
    const TYPE: u8 = 10;
}
impl Budget {
    /// To read how much time was spent.
    pub const OBSERVE: Rights = Rights(0x1);
    /// To configure it and to let threads run on it.
    pub const CONTROL: Rights = Rights(0x2);
}

/// A range of I/O ports.
#[derive(Debug)]
pub enum IoPort {}
impl Object for IoPort {
    const TYPE: u8 = 11;
}
impl IoPort {
    /// To read from the ports.
    pub const IN: Rights = Rights(0x1);
    /// To write to the ports.
    pub const OUT: Rights = Rights(0x2);
}

/// Output on the kernel's serial line and tests of the kernel itself.
#[derive(Debug)]
pub enum Debug {}
impl Object for Debug {
    const TYPE: u8 = 12;
}
impl Debug {
    /// To read the trace.
    pub const TRACE: Rights = Rights(0x1);
    /// To write to the line and to run the tests.
    pub const USE: Rights = Rights(0x2);
}

/// The machine's power switch, and what of the processor is given by hand.
#[derive(Debug)]
pub enum Platform {}
impl Object for Platform {
    const TYPE: u8 = 13;
}
impl Platform {
    /// To let threads use the x87 and vector registers.
    pub const FPU: Rights = Rights(0x1);
    /// To switch the machine off and to restart it.
    pub const POWER: Rights = Rights(0x2);
}

structure! {
    /// A linear framebuffer; base 0 where there is none.
    BootFramebuffer, 24 {
        /// Physical address.
        0 base: u64;
        /// Visible pixels or cells of a line. Unit: pixels.
        8 width: u32;
        /// Lines. Unit: pixels.
        12 height: u32;
        /// Bytes from one line to the next. Unit: bytes.
        16 stride: u32;
        /// Order of the channels.
        20 format: PixelFormat;
    }
}
const _: () = assert!(core::mem::size_of::<BootFramebuffer>() == 24);

structure! {
    /// A range of physical memory.
    BootMemory, 24 {
        /// First byte.
        0 base: u64;
        /// Bytes.
        8 length: u64;
        /// What it is.
        16 kind: MemoryKind;
        /// Zero.
        20 reserved: u32;
    }
}
const _: () = assert!(core::mem::size_of::<BootMemory>() == 24);

structure! {
    /// What every loader fills in before it enters the kernel.
    BootInfo, 12632 {
        /// boot_magic.
        0 magic: u64;
        /// The ABI version.
        8 version: u32;
        /// Bytes of this structure.
        12 size: u32;
        /// Who filled it in.
        16 loader: LoaderKind;
        /// Entries used in memory.
        20 memory_count: u32;
        /// Physical address of the kernel image.
        24 kernel_base: u64;
        /// Bytes of it.
        32 kernel_size: u64;
        /// Physical address of the initial ramdisk. Page-aligned.
        40 initrd_base: u64;
        /// Bytes of it.
        48 initrd_size: u64;
        /// Physical address of the ACPI root pointer; 0 unknown.
        56 rsdp: u64;
        /// The screen.
        64 framebuffer: BootFramebuffer;
        /// NUL-terminated.
        88 command_line: [u8; 256];
        /// Sorted by base, not overlapping.
        344 memory: [BootMemory; 512];
    }
}
const _: () = assert!(core::mem::size_of::<BootInfo>() == 12632);

structure! {
    /// A region of free memory, or of device memory.
    InitUntyped, 24 {
        /// Handle of the Untyped.
        0 handle: u64;
        /// Of device memory, its physical address; otherwise 0.
        8 base: u64;
        /// log2 of its bytes.
        16 size_bits: u32;
        /// 1: device memory; 0: memory.
        20 device: u32;
    }
}
const _: () = assert!(core::mem::size_of::<InitUntyped>() == 24);

structure! {
    /// What init finds at init_info_address.
    InitInfo, 3464 {
        /// boot_magic.
        0 magic: u64;
        /// The ABI version.
        8 version: u32;
        /// Bytes of this structure.
        12 size: u32;
        /// Handle of init's root CNode.
        16 cnode: u64;
        /// Handle of its address space.
        24 aspace: u64;
        /// Handle of its first thread.
        32 thread: u64;
        /// Handle of its budget. Its ceiling is the highest priority.
        40 budget: u64;
        /// Handle of the Debug capability.
        48 debug: u64;
        /// Handle of the Platform capability.
        56 platform: u64;
        /// Handle of the range of all I/O ports.
        64 io_ports: u64;
        /// Handle of the frame with its IPC buffer.
        72 buffer: u64;
        /// First slot of the root CNode that is empty; all above are too.
        80 first_free: u32;
        /// Slots of the root CNode.
        84 slot_count: u32;
        /// Address of the initial ramdisk in init's address space.
        88 initrd_base: u64;
        /// Bytes of it.
        96 initrd_size: u64;
        /// Nanoseconds per counter tick, as a fraction of 2^32.
        104 clock_scale: u64;
        /// Value of the time-stamp counter at time 0.
        112 clock_start: u64;
        /// Bytes of usable memory in the machine.
        120 memory_size: u64;
        /// Entries used in untyped.
        128 untyped_count: u32;
        /// Zero.
        132 reserved: u32;
        /// NUL-terminated.
        136 command_line: [u8; 256];
        /// All free memory, then device memory.
        392 untyped: [InitUntyped; 128];
    }
}
const _: () = assert!(core::mem::size_of::<InitInfo>() == 3464);

structure! {
    /// A program's first knowledge of itself.
    StartInfo, 256 {
        /// boot_magic.
        0 magic: u64;
        /// The ABI version.
        8 version: u32;
        /// Bytes of this structure.
        12 size: u32;
        /// Handle of its root CNode.
        16 cnode: u64;
        /// Handle of its address space.
        24 aspace: u64;
        /// Handle of its first thread.
        32 thread: u64;
        /// Handle of its budget.
        40 budget: u64;
        /// Handle of its memory; 0 where it was given none.
        48 untyped: u64;
        /// Handle of the endpoint it serves; 0 where it serves none.
        56 endpoint: u64;
        /// First slot of the root CNode that is empty.
        64 first_free: u32;
        /// Slots of the root CNode.
        68 slot_count: u32;
        /// Nanoseconds per counter tick, as a fraction of 2^32.
        72 clock_scale: u64;
        /// Value of the time-stamp counter at time 0.
        80 clock_start: u64;
        /// Entries used in grants.
        88 grant_count: u32;
        /// Zero.
        92 reserved: u32;
        /// Handles in the order of the manifest, uses before grants.
        96 grants: [u64; 16];
        /// NUL-terminated.
        224 name: [u8; 32];
    }
}
const _: () = assert!(core::mem::size_of::<StartInfo>() == 256);

structure! {
    /// An ELF note of KOZO with its header.
    StartNote, 32 {
        /// Bytes of the name with the NUL behind it.
        0 name_size: u32;
        /// Bytes of what follows the name.
        4 data_size: u32;
        /// What it says.
        8 kind: StartNoteKind;
        /// start_note_owner, then zero.
        12 name: [u32; 2];
        /// Id of the interface and its version.
        20 interface: u32;
        /// The contract's hash.
        24 contract: [u8; 8];
    }
}
const _: () = assert!(core::mem::size_of::<StartNote>() == 32);

structure! {
    /// Everything that a thread has in its registers while it does not run.
    ThreadRegisters, 160 {
        /// General register.
        0 rax: u64;
        /// General register.
        8 rbx: u64;
        /// General register.
        16 rcx: u64;
        /// General register.
        24 rdx: u64;
        /// General register.
        32 rsi: u64;
        /// General register.
        40 rdi: u64;
        /// General register.
        48 rbp: u64;
        /// General register.
        56 r8: u64;
        /// General register.
        64 r9: u64;
        /// General register.
        72 r10: u64;
        /// General register.
        80 r11: u64;
        /// General register.
        88 r12: u64;
        /// General register.
        96 r13: u64;
        /// General register.
        104 r14: u64;
        /// General register.
        112 r15: u64;
        /// The next instruction.
        120 ip: u64;
        /// Stack pointer.
        128 sp: u64;
        /// Flags register.
        136 flags: u64;
        /// Base of segment FS.
        144 fs_base: u64;
        /// Base of segment GS.
        152 gs_base: u64;
    }
}
const _: () = assert!(core::mem::size_of::<ThreadRegisters>() == 160);

structure! {
    /// The first record: whether what follows can be read.
    TraceBeginEvent, 24 {
        /// trace_magic.
        0 magic: u64;
        /// The ABI version.
        8 version: u32;
        /// Bytes of a record.
        12 size: u32;
        /// The trace_events that are on.
        16 events: u32;
        /// Records that the kernel keeps.
        20 capacity: u32;
    }
}
const _: () = assert!(core::mem::size_of::<TraceBeginEvent>() == 24);

structure! {
    /// The fault message without what lies beyond.
    TraceFaultEvent, 48 {
        /// Tag of the message: interface fault.
        0 tag: u64;
        /// Its words.
        8 words: [u64; 5];
    }
}
const _: () = assert!(core::mem::size_of::<TraceFaultEvent>() == 48);

structure! {
    /// An operation of the message profile.
    TraceMessageCall, 32 {
        /// Handle of self.
        0 self_: u64;
        /// Tag of what it sends.
        8 tag: u64;
        /// How long it waits; deadline_never if the tag does not say.
        16 deadline: u64;
        /// Handle of the saved reply right that it uses, or 0.
        24 reply: u64;
    }
}
const _: () = assert!(core::mem::size_of::<TraceMessageCall>() == 32);

structure! {
    /// How it ended.
    TraceMessageReturn, 24 {
        /// Its status.
        0 status: u64;
        /// Badge of what was received, if anything was.
        8 badge: u64;
        /// Tag of what was received, likewise.
        16 tag: u64;
    }
}
const _: () = assert!(core::mem::size_of::<TraceMessageReturn>() == 24);

structure! {
    /// Follows trace_message_call in the same record.
    TraceMessageTarget, 8 {
        /// What self names, a number that no other object has at the time; 0 if it names nothing.
        0 object: u64;
    }
}
const _: () = assert!(core::mem::size_of::<TraceMessageTarget>() == 8);

structure! {
    /// An operation of the method profile with its operands. What is not declared or payload is 0.
    TraceMethodCall, 48 {
        /// Handle of self.
        0 self_: u64;
        /// Arguments.
        8 args: [u64; 5];
    }
}
const _: () = assert!(core::mem::size_of::<TraceMethodCall>() == 48);

structure! {
    /// How it ended.
    TraceMethodReturn, 32 {
        /// Its status.
        0 status: u64;
        /// Results, if the status is ok; payload is 0.
        8 results: [u64; 3];
    }
}
const _: () = assert!(core::mem::size_of::<TraceMethodReturn>() == 32);

structure! {
    /// One event.
    TraceRecord, 96 {
        /// On the kernel's monotonic clock. Unit: ns.
        0 time: u64;
        /// Number of the record; a gap says how many are missing.
        8 sequence: u32;
        /// Whose event it is, a number that no other living thread has; 0 the kernel's.
        12 thread: u32;
        /// The thread that awaits an answer from this one; of a wait for an answer, the thread that
        /// is to give it; of a switch, the thread that ran before. 0 there is none.
        16 partner: u32;
        /// Number of the operation; trace_operation_none if it has none or there is no such.
        20 operation: u16;
        /// What happened.
        22 kind: TraceKind;
        /// Where.
        23 cpu: u8;
        /// The thread's name, ended by a NUL if it is shorter.
        24 name: [u8; 24];
        /// What more there is to say.
        48 words: [u64; 6];
    }
}
const _: () = assert!(core::mem::size_of::<TraceRecord>() == 96);

structure! {
    /// Why a thread stops in a call.
    TraceWaitEvent, 8 {
        /// Its thread_state.
        0 state: u64;
    }
}
const _: () = assert!(core::mem::size_of::<TraceWaitEvent>() == 8);

/// What became of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CalcResult {
    /// Its value.
    Value(i64),
    /// Bytes before what does not belong there, or is missing.
    Misplaced(u32),
    /// A number on the way does not fit 64 bits, or something is divided by zero.
    NoValue,
}

impl Wire for CalcResult {
    const BYTES: usize = 16;
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.get(8..Self::BYTES)?;
        match u64::from_bytes(bytes)? {
            0 => zero(rest.get(<i64>::BYTES..)?)
                .and(Some(CalcResult::Value(Wire::from_bytes(rest)?))),
            1 => zero(rest.get(<u32>::BYTES..)?)
                .and(Some(CalcResult::Misplaced(Wire::from_bytes(rest)?))),
            2 => zero(rest).and(Some(CalcResult::NoValue)),
            _ => None,
        }
    }
    fn to_bytes(self, bytes: &mut [u8]) -> Option<()> {
        bytes.get_mut(..Self::BYTES)?.fill(0);
        match self {
            CalcResult::Value(value) => {
                value.to_bytes(bytes.get_mut(8..)?)?;
                0u64
            }
            CalcResult::Misplaced(value) => {
                value.to_bytes(bytes.get_mut(8..)?)?;
                1u64
            }
            CalcResult::NoValue => 2u64,
        }
        .to_bytes(bytes)
    }
}
fixed! { CalcResult }

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
    pub badge: Badge,
    pub deadline: Deadline,
    pub reply: u64,
}

impl Message {
    /// Words that travel in registers.
    pub const WORDS: usize = 6;
}
