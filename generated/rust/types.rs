// SPDX-License-Identifier: MIT
// Generated from idl/ by template rust/types.rs;
// change those and run `make generate`.
//! Types and structures, as in the C headers. They may have any name, so what is not theirs is
//! found by its whole path.
pub use crate::abi::Handle;
pub use crate::abi::Info;
pub use crate::abi::Pass;
pub use crate::abi::Status;
pub use crate::abi::Tag;

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

crate::wire::wrapped! {
    /// A virtual address. Unit: address.
    Vaddr: u64
}

crate::wire::ranged! {
    /// A slot of a CNode; slot 0 is the CNode's own header.
    SlotIndex: u32 = 1, 1073741823
}

crate::wire::flags! {
    /// What of a budget is a fault of the thread that it is bound to.
    BudgetWatch: u32 {
        /// That its time in the current period is used up.
        EXHAUSTION = 1,
    }
}

crate::wire::flags! {
    /// How a frame appears in an address space. Readable always; never writable and executable at
    /// once.
    MapFlags: u32 {
        /// The program may write to it; the capability needs the right to write.
        WRITE = 1,
        /// The program may run code in it; the capability needs the right to execute.
        EXECUTE = 2,
    }
}

crate::wire::flags! {
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

crate::wire::flags! {
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

crate::wire::flags! {
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

crate::wire::flags! {
    /// How a thread is watched: each system call instruction is a fault; or it has a debug
    /// exception after one instruction.
    WatchFlags: u32 {
        /// The thread makes system calls of another system; its handler answers each.
        FOREIGN = 1,
        /// The thread stops behind its next instruction.
        STEP = 2,
    }
}

crate::wire::enumeration! {
    /// What the kernel does with the thread: let it go on with the registers that it has, end it,
    /// or let it go on at another instruction with another stack.
    FaultAction: u8 {
        /// The thread goes on with the registers that it has.
        Resume = 0,
        /// The thread ends.
        Kill = 1,
        /// The thread goes on at another instruction with another stack.
        Redirect = 2,
    }
}

crate::wire::enumeration! {
    /// Width of an I/O port access in bytes.
    IoWidth: u8 {
        /// 8 bits.
        Byte = 1,
        /// 16 bits.
        Word = 2,
        /// 32 bits.
        Dword = 4,
    }
}

crate::wire::enumeration! {
    /// Who loaded the kernel.
    LoaderKind: u32 {
        /// KOZO's own UEFI loader.
        Uefi = 1,
        /// A virtual machine monitor, through the PVH entry.
        Pvh = 2,
        /// A Multiboot2 loader such as GRUB.
        Multiboot2 = 3,
    }
}

crate::wire::enumeration! {
    /// What a range of physical memory is.
    MemoryKind: u32 {
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
}

crate::wire::enumeration! {
    /// Order of the colour channels in a framebuffer pixel of 32 bits; text: cells of a PC's text
    /// mode, a character and its colours, 16 bits each.
    PixelFormat: u32 {
        /// There is no framebuffer.
        None = 0,
        /// Red in the lowest byte, then green and blue.
        Rgbx = 1,
        /// Blue in the lowest byte, then green and red.
        Bgrx = 2,
        /// Cells of text.
        Text = 3,
    }
}

crate::wire::enumeration! {
    /// What became of a program.
    ProgramState: u8 {
        /// It was not started, or was ended by request.
        Stopped = 0,
        /// It was started and has not ended.
        Running = 1,
        /// It ended itself.
        Exited = 2,
        /// A fault ended it, or it could not be started.
        Faulted = 3,
    }
}

crate::wire::enumeration! {
    /// How much a line matters.
    Severity: u8 {
        /// For who looks for a mistake.
        Debug = 0,
        /// What happens in the course of things.
        Info = 1,
        /// Something is amiss, but the service goes on.
        Warning = 2,
        /// Something that was to be done was not.
        Error = 3,
    }
}

crate::wire::enumeration! {
    /// What an ELF note says of the program.
    StartNoteKind: u32 {
        /// A contract that its client code was built against.
        Uses = 1,
        /// One that its server code keeps. A server keeps all contracts that its version of the
        /// interface has had.
        Serves = 2,
    }
}

crate::wire::enumeration! {
    /// What a thread is doing.
    ThreadState: u8 {
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
}

crate::wire::enumeration! {
    /// What a record tells.
    TraceKind: u8 {
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
}

crate::wire::structure! {
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
        20 format: crate::types::PixelFormat;
    }
}
const _: () = assert!(core::mem::size_of::<BootFramebuffer>() == 24);

crate::wire::structure! {
    /// A range of physical memory.
    BootMemory, 24 {
        /// First byte.
        0 base: u64;
        /// Bytes.
        8 length: u64;
        /// What it is.
        16 kind: crate::types::MemoryKind;
        /// Zero.
        20 reserved: u32;
    }
}
const _: () = assert!(core::mem::size_of::<BootMemory>() == 24);

crate::wire::structure! {
    /// What every loader fills in before it enters the kernel.
    BootInfo, 12632 {
        /// boot_magic.
        0 magic: u64;
        /// The ABI version.
        8 version: u32;
        /// Bytes of this structure.
        12 size: u32;
        /// Who filled it in.
        16 loader: crate::types::LoaderKind;
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
        64 framebuffer: crate::types::BootFramebuffer;
        /// NUL-terminated.
        88 command_line: [u8; 256];
        /// Sorted by base, not overlapping.
        344 memory: [crate::types::BootMemory; 512];
    }
}
const _: () = assert!(core::mem::size_of::<BootInfo>() == 12632);

crate::wire::structure! {
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

crate::wire::structure! {
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
        392 untyped: [crate::types::InitUntyped; 128];
    }
}
const _: () = assert!(core::mem::size_of::<InitInfo>() == 3464);

crate::wire::structure! {
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

crate::wire::structure! {
    /// An ELF note of KOZO with its header.
    StartNote, 32 {
        /// Bytes of the name with the NUL behind it.
        0 name_size: u32;
        /// Bytes of what follows the name.
        4 data_size: u32;
        /// What it says.
        8 kind: crate::types::StartNoteKind;
        /// start_note_owner, then zero.
        12 name: [u32; 2];
        /// Id of the interface and its version.
        20 interface: u32;
        /// The contract's hash.
        24 contract: [u8; 8];
    }
}
const _: () = assert!(core::mem::size_of::<StartNote>() == 32);

crate::wire::structure! {
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

crate::wire::structure! {
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

crate::wire::structure! {
    /// The fault message without what lies beyond.
    TraceFaultEvent, 48 {
        /// Tag of the message: interface fault.
        0 tag: u64;
        /// Its words.
        8 words: [u64; 5];
    }
}
const _: () = assert!(core::mem::size_of::<TraceFaultEvent>() == 48);

crate::wire::structure! {
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

crate::wire::structure! {
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

crate::wire::structure! {
    /// Follows trace_message_call in the same record.
    TraceMessageTarget, 8 {
        /// What self names, a number that no other object has at the time; 0 if it names nothing.
        0 object: u64;
    }
}
const _: () = assert!(core::mem::size_of::<TraceMessageTarget>() == 8);

crate::wire::structure! {
    /// An operation of the method profile with its operands. What is not declared or payload is 0.
    TraceMethodCall, 48 {
        /// Handle of self.
        0 self_: u64;
        /// Arguments.
        8 args: [u64; 5];
    }
}
const _: () = assert!(core::mem::size_of::<TraceMethodCall>() == 48);

crate::wire::structure! {
    /// How it ended.
    TraceMethodReturn, 32 {
        /// Its status.
        0 status: u64;
        /// Results, if the status is ok; payload is 0.
        8 results: [u64; 3];
    }
}
const _: () = assert!(core::mem::size_of::<TraceMethodReturn>() == 32);

crate::wire::structure! {
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
        22 kind: crate::types::TraceKind;
        /// Where.
        23 cpu: u8;
        /// The thread's name, ended by a NUL if it is shorter.
        24 name: [u8; 24];
        /// What more there is to say.
        48 words: [u64; 6];
    }
}
const _: () = assert!(core::mem::size_of::<TraceRecord>() == 96);

crate::wire::structure! {
    /// Why a thread stops in a call.
    TraceWaitEvent, 8 {
        /// Its thread_state.
        0 state: u64;
    }
}
const _: () = assert!(core::mem::size_of::<TraceWaitEvent>() == 8);

crate::wire::tagged! {
    /// What became of an expression.
    CalcResult, 16 {
        /// Its value.
        Value(i64) = 0,
        /// Bytes before what does not belong there, or is missing.
        Misplaced(u32) = 1,
        /// A number on the way does not fit 64 bits, or something is divided by zero.
        NoValue = 2,
    }
}
