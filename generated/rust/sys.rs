// SPDX-License-Identifier: MIT
// Generated from idl/kernel/operations.yaml by template rust/sys.rs;
// change those and run `make generate`.
//! Handles by the type of their object, and the operations on them.
use crate::abi::{Any, Error, Result, Status};
use crate::trap;
use crate::wire::Scalar;
use core::marker::PhantomData;

/// A handle of a capability for an object of type `T`; one of another type does not compile. It
/// confers nothing: authority is in the slot that it names.
#[repr(transparent)]
#[derive(Debug)]
pub struct Cap<T> {
    raw: u64,
    object: PhantomData<fn() -> T>,
}

impl<T> Clone for Cap<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Cap<T> {}

impl<T> Cap<T> {
    /// The handle `raw`, said to be of that type; the kernel checks it whenever it is used.
    pub const fn new(raw: u64) -> Self {
        Cap { raw, object: PhantomData }
    }
    pub const fn raw(self) -> u64 {
        self.raw
    }
    pub const fn any(self) -> Cap<Any> {
        Cap::new(self.raw)
    }
}

fn outcome(status: Status) -> Result<()> {
    match status.code() {
        0 => Ok(()),
        code => Err(Error(code as u32)),
    }
}

/// A result, which the kernel gives as a word; one that its type does not have comes from a kernel
/// of another ABI.
fn result<T: Scalar>(word: u64) -> Result<T> {
    T::from_word(word).ok_or(Error::BAD_REPLY)
}

impl<T> Cap<T> {
    /// Tell what a handle designates.
    pub fn identify(self) -> Result<(crate::types::Info, crate::types::Badge)> {
        let args = [];
        let (status, r) = trap::method(10, self.raw, args);
        outcome(status)?;
        Ok((result(r[0])?, result(r[1])?))
    }
    /// Empty the slot. Capabilities derived from this one stay and move up; with the last
    /// capability its object is destroyed. Whoever waits by this capability is told `revoked`.
    pub fn delete(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(11, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Delete every capability derived from this one. Returns when none is left, and nobody waits
    /// by one of them.
    pub fn revoke(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(12, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Tell whether two capabilities designate the same object, and which of them was derived from
    /// the other, directly or through others.
    pub fn verify(self, other: Cap<crate::abi::Any>) -> Result<crate::types::Relation> {
        let args = [other.raw];
        let (status, r) = trap::method(18, self.raw, args);
        outcome(status)?;
        Ok(result(r[0])?)
    }
}

impl Cap<crate::abi::Aspace> {
    /// Insert a page table at the highest level where one is missing.
    pub fn map_table(
        self,
        table: Cap<crate::abi::PageTable>,
        at: crate::types::Vaddr,
    ) -> Result<u64> {
        let args = [table.raw, at.word()];
        let (status, r) = trap::method(24, self.raw, args);
        outcome(status)?;
        Ok(result(r[0])?)
    }
    /// Map a frame. Writing and executing need the frame's rights of that name.
    pub fn map(
        self,
        frame: Cap<crate::abi::Frame>,
        at: crate::types::Vaddr,
        flags: crate::types::MapFlags,
    ) -> Result<()> {
        let args = [frame.raw, at.word(), flags.word()];
        let (status, _) = trap::method(25, self.raw, args);
        outcome(status)?;
        Ok(())
    }
}

impl Cap<crate::abi::Budget> {
    /// Set priority and time. With capacity equal to period the capacity is the round-robin
    /// quantum.
    pub fn configure(
        self,
        authority: Cap<crate::abi::Budget>,
        priority: crate::types::Priority,
        capacity: crate::types::Duration,
        period: crate::types::Duration,
    ) -> Result<()> {
        let args = [authority.raw, priority.word(), capacity.word(), period.word()];
        let (status, _) = trap::method(40, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Put the budget, if it is current or ready, behind the others of its priority.
    pub fn r#yield(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(41, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Tell what is left of a budget.
    pub fn inspect(
        self,
    ) -> Result<(crate::types::Priority, crate::types::Duration, crate::types::Duration)> {
        let args = [];
        let (status, r) = trap::method(42, self.raw, args);
        outcome(status)?;
        Ok((result(r[0])?, result(r[1])?, result(r[2])?))
    }
    /// Choose whether the end of a period's time is told, once in each period, to the handler of
    /// faults of the thread that the budget is bound to. The thread then waits for the answer
    /// before it waits for its next period, and for nothing if the handler has configured the
    /// budget anew. It is told when the thread itself would run: a server that works for it just
    /// waits, and so does the thread if it has no handler.
    pub fn watch(self, flags: crate::types::BudgetWatch) -> Result<()> {
        let args = [flags.word()];
        let (status, _) = trap::method(47, self.raw, args);
        outcome(status)?;
        Ok(())
    }
}

impl Cap<crate::abi::Cnode> {
    /// Derive a copy with at most the source's rights.
    pub fn copy(
        self,
        index: crate::types::SlotIndex,
        source: Cap<crate::abi::Any>,
        mask: crate::types::Rights,
    ) -> Result<Cap<Any>> {
        let args = [index.word(), source.raw, mask.word()];
        let (status, r) = trap::method(13, self.raw, args);
        outcome(status)?;
        Ok(Cap::new(r[0]))
    }
    /// Derive a copy that carries a badge. A badge, once set, cannot be changed.
    pub fn mint(
        self,
        index: crate::types::SlotIndex,
        source: Cap<crate::abi::Any>,
        mask: crate::types::Rights,
        badge: crate::types::Badge,
    ) -> Result<Cap<Any>> {
        let args = [index.word(), source.raw, mask.word(), badge.word()];
        let (status, r) = trap::method(14, self.raw, args);
        outcome(status)?;
        Ok(Cap::new(r[0]))
    }
    /// Move a capability to another slot. Its place in the derivation tree goes with it, and
    /// threads that wait by it go on waiting unless it goes to another CNode.
    pub fn r#move(
        self,
        index: crate::types::SlotIndex,
        source: Cap<crate::abi::Any>,
    ) -> Result<Cap<Any>> {
        let args = [index.word(), source.raw];
        let (status, r) = trap::method(15, self.raw, args);
        outcome(status)?;
        Ok(Cap::new(r[0]))
    }
    /// Tell what a slot holds, and by which handle those know it who use this CNode as their root.
    pub fn inspect(
        self,
        index: crate::types::SlotIndex,
    ) -> Result<(crate::types::Info, crate::types::Badge, Cap<Any>)> {
        let args = [index.word()];
        let (status, r) = trap::method(16, self.raw, args);
        outcome(status)?;
        Ok((result(r[0])?, result(r[1])?, Cap::new(r[2])))
    }
    /// Save the pending caller's reply right, so that the thread can receive again and answer
    /// later. A thread that has no budget but the caller's cannot.
    pub fn save_reply(self, index: crate::types::SlotIndex) -> Result<Cap<Any>> {
        let args = [index.word()];
        let (status, r) = trap::method(17, self.raw, args);
        outcome(status)?;
        Ok(Cap::new(r[0]))
    }
}

impl Cap<crate::abi::Debug> {
    /// Copy a record of the trace into the caller's IPC buffer, as a trace_record structure behind
    /// the words that travel in registers. Refused if there is no trace, or no such record yet.
    pub fn trace(self, number: u64) -> Result<(u64, u64)> {
        let args = [number.word()];
        let (status, r) = trap::method(59, self.raw, args);
        outcome(status)?;
        Ok((result(r[0])?, result(r[1])?))
    }
    /// Write text on the kernel's serial line and screen.
    pub fn write(self, length: u64, text0: u64, text1: u64, text2: u64, text3: u64) -> Result<()> {
        let args = [length.word(), text0.word(), text1.word(), text2.word(), text3.word()];
        let (status, _) = trap::method(60, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Exercise the restart of a preempted operation.
    pub fn restart(self, steps: u64) -> Result<u64> {
        let args = [steps.word()];
        let (status, r) = trap::method(61, self.raw, args);
        outcome(status)?;
        Ok(result(r[0])?)
    }
}

impl Cap<crate::abi::Endpoint> {
    /// Send a message and wait for its answer. The caller's budget goes along and comes back with
    /// the reply.
    pub fn call(self, m: &mut crate::abi::Message) -> Result<()> {
        outcome(trap::message(0, self.raw, m))
    }
    /// Answer the pending caller, or the saved one that the reply register names, and wait for the
    /// next message.
    pub fn reply_receive(self, m: &mut crate::abi::Message) -> Result<()> {
        outcome(trap::message(1, self.raw, m))
    }
    /// Send a message that nobody answers.
    pub fn send(self, m: &mut crate::abi::Message) -> Result<()> {
        outcome(trap::message(2, self.raw, m))
    }
    /// Wait for a message. Refused while an earlier caller has neither been answered nor saved.
    pub fn receive(self, m: &mut crate::abi::Message) -> Result<()> {
        // What is left of an earlier message is no part of a request to receive.
        m.tag = crate::abi::Tag::new(0, 0, m.tag.flags() & 0x1, 0, 0);
        outcome(trap::message(3, self.raw, m))
    }
}

impl Cap<crate::abi::Frame> {
    /// Undo the mapping that this capability holds.
    pub fn unmap(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(26, self.raw, args);
        outcome(status)?;
        Ok(())
    }
}

impl Cap<crate::abi::IoPort> {
    /// Derive a capability for a part of the range.
    pub fn derive(
        self,
        first: u16,
        count: u32,
        dest: Cap<crate::abi::Cnode>,
        index: crate::types::SlotIndex,
    ) -> Result<Cap<Any>> {
        let args = [first.word(), count.word(), dest.raw, index.word()];
        let (status, r) = trap::method(50, self.raw, args);
        outcome(status)?;
        Ok(Cap::new(r[0]))
    }
    /// Read a port.
    pub fn read(self, offset: u16, width: crate::types::IoWidth) -> Result<u32> {
        let args = [offset.word(), width.word()];
        let (status, r) = trap::method(51, self.raw, args);
        outcome(status)?;
        Ok(result(r[0])?)
    }
    /// Write a port.
    pub fn write(self, offset: u16, width: crate::types::IoWidth, value: u32) -> Result<()> {
        let args = [offset.word(), width.word(), value.word()];
        let (status, _) = trap::method(52, self.raw, args);
        outcome(status)?;
        Ok(())
    }
}

impl Cap<crate::abi::Notification> {
    /// Set the bits of the capability's badge, or bit 0 of an unbadged one, and wake a waiter.
    pub fn signal(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(5, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Take the bits that are set, waiting until there is one.
    pub fn wait(self, until: crate::types::Deadline) -> Result<u64> {
        let args = [until.word()];
        let (status, r) = trap::method(6, self.raw, args);
        outcome(status)?;
        Ok(result(r[0])?)
    }
    /// Let the kernel signal the notification, once, not before the time `at`. A notification has
    /// one alarm: the last call counts. It ends with the notification, and nobody else is told.
    pub fn set_alarm(self, at: crate::types::Deadline, bits: u64) -> Result<()> {
        let args = [at.word(), bits.word()];
        let (status, _) = trap::method(9, self.raw, args);
        outcome(status)?;
        Ok(())
    }
}

impl Cap<crate::abi::Platform> {
    /// Switch the machine off. Does not return.
    pub fn power_off(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(62, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Restart the machine. Does not return.
    pub fn reboot(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(63, self.raw, args);
        outcome(status)?;
        Ok(())
    }
}

impl Cap<crate::abi::Reply> {
    /// Answer the pending caller, or the saved one that the reply register names, and go on.
    pub fn send(m: &mut crate::abi::Message) -> Result<()> {
        outcome(trap::message(4, 0, m))
    }
}

impl Cap<crate::abi::Thread> {
    /// Take the thread's token, waiting until there is one. A thread parks only itself.
    pub fn park(self, until: crate::types::Deadline) -> Result<()> {
        let args = [until.word()];
        let (status, _) = trap::method(7, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Give the thread its token, in which it goes on if it is parked. It has one or none, so a
    /// second one changes nothing; it keeps it whatever it does meanwhile.
    pub fn unpark(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(8, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Give an inactive thread what it needs to run. The bindings are derived capabilities and can
    /// be revoked.
    pub fn bind(
        self,
        cspace: Cap<crate::abi::Cnode>,
        aspace: Cap<crate::abi::Aspace>,
        budget: Cap<crate::abi::Budget>,
    ) -> Result<()> {
        let args = [cspace.raw, aspace.raw, budget.raw];
        let (status, _) = trap::method(30, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Give an inactive thread its IPC buffer.
    pub fn bind_buffer(self, frame: Cap<crate::abi::Frame>, offset: u32) -> Result<()> {
        let args = [frame.raw, offset.word()];
        let (status, _) = trap::method(31, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Name the endpoint that receives the faults of an inactive thread.
    pub fn bind_faults(self, handler: Cap<crate::abi::Endpoint>) -> Result<()> {
        let args = [handler.raw];
        let (status, _) = trap::method(32, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Start an inactive thread. Its other registers are what thread_write_registers has made of
    /// them, or 0.
    pub fn start(
        self,
        ip: crate::types::Vaddr,
        sp: crate::types::Vaddr,
        argument: u64,
    ) -> Result<()> {
        let args = [ip.word(), sp.word(), argument.word()];
        let (status, _) = trap::method(33, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Stop a thread wherever it is. An operation in which it waited ends with KOZO_ERR_CANCELLED.
    pub fn suspend(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(34, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Let a suspended thread go on.
    pub fn resume(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(35, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// End the thread. Its fault handler gets an exit message.
    pub fn exit(self, code: u64) -> Result<()> {
        let args = [code.word()];
        let (status, _) = trap::method(36, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Tell what a thread is doing.
    pub fn inspect(
        self,
    ) -> Result<(crate::types::ThreadState, crate::types::Priority, crate::types::Duration)> {
        let args = [];
        let (status, r) = trap::method(37, self.raw, args);
        outcome(status)?;
        Ok((result(r[0])?, result(r[1])?, result(r[2])?))
    }
    /// Give a thread the name by which traces and debuggers call it. It ends at a NUL; bytes that
    /// are not printable ASCII become question marks.
    pub fn name(self, text0: u64, text1: u64, text2: u64) -> Result<()> {
        let args = [text0.word(), text1.word(), text2.word()];
        let (status, _) = trap::method(38, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Let a thread that does not wait, and has not ended, hear of signals while it receives at an
    /// endpoint, as a message of the interface `signal` from the kernel whose badge are the bits.
    /// The binding is a derived capability and ends with the one it is derived from.
    pub fn bind_notification(self, notification: Cap<crate::abi::Notification>) -> Result<()> {
        let args = [notification.raw];
        let (status, _) = trap::method(39, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Give an inactive thread the FPU: x87, MMX and vector registers, in their initial state.
    /// Without it their instructions are exceptions.
    pub fn bind_fpu(
        self,
        frame: Cap<crate::abi::Frame>,
        authority: Cap<crate::abi::Platform>,
    ) -> Result<()> {
        let args = [frame.raw, authority.raw];
        let (status, _) = trap::method(43, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Copy the registers of a thread that is inactive, suspended or in a fault into the caller's
    /// IPC buffer, as a thread_registers structure behind the words that travel in registers. They
    /// are those with which the thread would go on.
    pub fn read_registers(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(44, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Give a thread that is inactive, suspended or in a fault the registers that lie in the
    /// caller's IPC buffer, as thread_read_registers leaves them there. Flags that are not the
    /// thread's own to change keep the values that every program runs with. An instruction pointer
    /// or a segment base that is not below user_top is refused.
    pub fn write_registers(self) -> Result<()> {
        let args = [];
        let (status, _) = trap::method(45, self.raw, args);
        outcome(status)?;
        Ok(())
    }
    /// Watch a thread that is inactive, suspended or in a fault. A foreign thread calls no
    /// operation of the kernel: every system call instruction becomes a fault. A step ends with a
    /// debug exception behind the next instruction, which clears the flag; a system call takes the
    /// instruction behind it along.
    pub fn watch(self, flags: crate::types::WatchFlags) -> Result<()> {
        let args = [flags.word()];
        let (status, _) = trap::method(46, self.raw, args);
        outcome(status)?;
        Ok(())
    }
}

impl Cap<crate::abi::Untyped> {
    /// Make objects of cleared memory. Either all of them come into being or none, unless somebody
    /// else fills a slot of the run, or takes the memory, before the operation, which is
    /// preemptible, has come to its end; then the objects before that point exist. Device memory is
    /// not cleared.
    pub fn retype(
        self,
        kind: u8,
        size_bits: u8,
        count: u16,
        dest: Cap<crate::abi::Cnode>,
        index: crate::types::SlotIndex,
    ) -> Result<Cap<Any>> {
        let args = [kind.word(), size_bits.word(), count.word(), dest.raw, index.word()];
        let (status, r) = trap::method(20, self.raw, args);
        outcome(status)?;
        Ok(Cap::new(r[0]))
    }
    /// Tell how much of a region is in use.
    pub fn inspect(self) -> Result<(crate::types::Size, crate::types::Size)> {
        let args = [];
        let (status, r) = trap::method(21, self.raw, args);
        outcome(status)?;
        Ok((result(r[0])?, result(r[1])?))
    }
}
