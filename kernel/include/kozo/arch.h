/* SPDX-License-Identifier: MIT */
/* arch.h: the contract with the hardware layer. Generic code knows the machine only through this
 * header; the host build has a second implementation of it, for tests.
 *
 * From <arch/memory.h>, inline:
 *   void *phys_to_ptr(paddr_t);  paddr_t ptr_to_phys(const void *);   all memory, at one offset
 * From <arch/cpu_state.h>:
 *   struct arch_cpu             what assembly keeps per CPU
 *   struct cpu *this_cpu(void)  inline; by GS
 *   void arch_relax(void)       inline; in a loop that waits for another CPU */
#pragma once

#include <arch/cpu_state.h>
#include <kozo/types.h>

struct thread;
struct regs;

/* Time */

/* Nanoseconds since the kernel started. Monotonic. */
uint64_t arch_now_ns(void);

/* Interrupt this CPU at `at_ns`, or as soon as possible if that has passed; KOZO_DEADLINE_NEVER
 * disarms. Replaces what was set before. */
void arch_timer_set(uint64_t at_ns);

/* Does an interrupt wait? Opens the interrupt window for an instant; once true, true until the
 * exit, where entry_interrupt() serves it. Context: preemption points. */
bool arch_interrupt_waits(void);

/* Wait, with interrupts open and the kernel lock released by the caller, until one has come. It is
 * the caller's to serve: it does not count as waiting any more. */
void arch_idle(void);

/* Threads */

/* Set the registers with which a thread begins; the others stay. An `ip` that no program can map
 * becomes the first such address, where the thread faults. */
void arch_thread_start(struct thread *thread, vaddr_t ip, vaddr_t sp, uint64_t argument);

/* Let a thread that stands still go on somewhere else. */
void arch_thread_redirect(struct thread *thread, vaddr_t ip, vaddr_t sp);

/* The registers with which a thread that stands still would go on. */
void arch_thread_read(const struct thread *thread, struct regs *out);

/* Let a thread that stands still go on with these, as far as they are its own to choose. Returns
 * false, and nothing has changed, if an address in them is none that a program can have. */
MUST_CHECK bool arch_thread_write(struct thread *thread, const struct regs *regs);

/* Set or clear the trap flag of a thread that stands still: it goes on for one instruction and then
 * has a debug exception. */
void arch_thread_step(struct thread *thread, bool on);

/* Make a page what the FPU holds when a thread begins: its first bytes say so. */
void arch_fpu_begin(void *page);

/* The page that a thread had for what the FPU holds is gone, and SPECIAL_FPU is clear: this CPU is
 * to forget what it holds of the thread. */
void arch_fpu_lost(struct thread *thread);

/* Step back to the system call instruction that brought the thread here, to run it again. */
void arch_thread_rewind(struct thread *thread);

/* Address spaces: `root` is the physical address of a root page table. */

/* Give a cleared root page table the kernel's half. It is the same in all and is complete. */
void arch_root_init(paddr_t root);

/* Physical address of the root page table that holds only the kernel. */
paddr_t arch_kernel_root(void);

/* `root` is about to be reused: stop this CPU's use of it. */
void arch_root_retire(paddr_t root);

/* Besides the ABI's flags of a mapping: not cached. */
#define MAP_FLAGS_DEVICE (UINT32_C(1) << 31)
_Static_assert(KOZO_MAP_FLAGS_MASK < MAP_FLAGS_DEVICE, "no flag of the ABI");

/* Enter a frame of 2^size_bits bytes. Returns: OK; NO_TABLE; ALREADY_MAPPED. */
MUST_CHECK kozo_err_t arch_map_frame(paddr_t root, vaddr_t at, paddr_t frame, uint8_t size_bits,
                                     kozo_map_flags_t flags);

/* Enter a page table at the highest level where one is missing; `*level` is 3, 2 or 1 (1 serves
 * 2 MiB). The table is cleared: nothing that it mapped elsewhere comes along.
 * Returns: OK; ALREADY_MAPPED. */
MUST_CHECK kozo_err_t arch_map_table(paddr_t root, vaddr_t at, paddr_t table, uint64_t *level);

/* Clear an entry if it still holds that frame or table, and invalidate what was cached of it. */
void arch_unmap_frame(paddr_t root, vaddr_t at, paddr_t frame, uint8_t size_bits);
void arch_unmap_table(paddr_t root, vaddr_t at, paddr_t table, uint64_t level);

/* I/O ports; width is 1, 2 or 4. */
uint32_t arch_io_read(uint16_t port, uint8_t width);
void arch_io_write(uint16_t port, uint8_t width, uint32_t value);

/* The trace */

/* Is there anything outside that takes trace records? */
bool arch_trace_console(void);

/* Hand it some bytes. */
void arch_trace_write(const void *bytes, size_t length);

/* From now on all system calls on this CPU come to entry_general(); or, but for messages that the
 * fast path takes, which then has the kernel lock. */
void arch_general_entry(void);
void arch_locked_entry(void);

/* The machine */

/* Put text on the serial line, a line feed as carriage return and line feed. */
void arch_console_write(const char *text, size_t length);

/* A little of the work of putting a character on the serial line and the screen, at most the time
 * of drawing four. Returns false if it has to be called again with the same character. */
bool arch_console_step(char character);

/* Switch off, restart. Return only if the machine cannot. */
void arch_power_off(void);
void arch_reboot(void);

/* Panic unless this CPU is as the kernel runs it, with all protections on. PARANOID builds. */
void arch_check(void);

/* Stop this CPU for ever. */
NORETURN void arch_halt(void);
