/* SPDX-License-Identifier: MIT */
/* fake_arch.c: the hardware layer on the host. Time stands still unless a test moves it, and
 * interrupts come when a test says so. Page tables are the real ones: see fake_paging.c. */
#include <fake.h>
#include <kozo/arch.h>
#include <kozo/boot.h>
#include <kozo/cpu.h>
#include <kozo/debug.h>
#include <kozo/symbols.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Alignas(FAKE_MEMORY_SIZE) unsigned char fake_memory[FAKE_MEMORY_SIZE];
struct fake fake;
void (*fake_last_words)(void);
void (*fake_idles)(void);

const struct kernel_symbol kernel_symbols[] = {{0, ""}};
const size_t kernel_symbol_count = 0;
const struct kernel_line_table kernel_lines = {.size = 0};
const char *const kernel_files[] = {NULL};

/* The last page of memory is the kernel's own root page table. */
static const uint64_t kernel_root = FAKE_MEMORY_BASE + FAKE_MEMORY_SIZE - PAGE_SIZE;

void fake_reset(void)
{
    fake_reset_memory(sizeof(fake_memory));
}

void fake_reset_memory(size_t size)
{
    fake = (struct fake){.timer_at_ns = KOZO_DEADLINE_NEVER};
    memset(fake_memory, 0xa5, size);
    memset(phys_to_ptr(paddr(kernel_root)), 0, PAGE_SIZE);
    memset(&kernel, 0, sizeof(kernel));
    memset(&kernel_state_lock, 0, sizeof(kernel_state_lock));
    memset(cpus, 0, sizeof(cpus));
}

struct cpu *this_cpu(void)
{
    return &cpus[0];
}

uint64_t arch_now_ns(void)
{
    return fake.now_ns;
}

void arch_timer_set(uint64_t at_ns)
{
    fake.timer_at_ns = at_ns;
    fake.timer_writes++;
}

bool arch_interrupt_waits(void)
{
    fake.interrupt_calls++;
    return fake.interrupt_period != 0 && fake.interrupt_calls % fake.interrupt_period == 0;
}

void arch_idle(void)
{
    if (fake_idles != NULL) {
        fake_idles();
        return;
    }
    fprintf(stderr, "the kernel idles: no thread can run\n");
    abort();
}

void arch_thread_redirect(struct thread *thread, vaddr_t ip, vaddr_t sp)
{
    thread->regs.rip = ip.raw;
    thread->regs.rsp = sp.raw;
}

void arch_thread_start(struct thread *thread, vaddr_t ip, vaddr_t sp, uint64_t argument)
{
    arch_thread_redirect(thread, ip, sp);
    regs_set_result(&thread->regs, 2, argument); /* the register is the same */
    thread->full_frame = false; /* as if it had left the kernel */
}

void arch_thread_read(const struct thread *thread, struct regs *out)
{
    *out = thread->regs;
}

bool arch_thread_write(struct thread *thread, const struct regs *regs)
{
    if (regs->rip >= KOZO_USER_TOP) {
        return false;
    }
    thread->regs = *regs;
    return true;
}

void arch_thread_rewind(struct thread *thread)
{
    thread->regs.rip -= 2;
}

void arch_thread_step(struct thread *thread, bool on)
{
    thread->regs.rflags = on;
}

void arch_fpu_begin(void *page)
{
    memset(page, 0x37, PAGE_SIZE);
}

void arch_fpu_lost(struct thread *thread)
{
    fake.fpu_lost = thread;
}

paddr_t arch_kernel_root(void)
{
    return paddr(kernel_root);
}

uint32_t arch_io_read(uint16_t port, uint8_t width)
{
    fake.io_port = port;
    fake.io_width = width;
    return fake.io_value;
}

void arch_io_write(uint16_t port, uint8_t width, uint32_t value)
{
    fake.io_port = port;
    fake.io_width = width;
    fake.io_value = value;
}

void arch_console_write(const char *text, size_t length)
{
    if (!fake.quiet) {
        fwrite(text, 1, length, stderr);
    }
}

bool arch_console_step(char character)
{
    if (++fake.console_steps % 3 == 0) {
        return false;
    }
    if (fake.console_length < sizeof(fake.console)) {
        fake.console[fake.console_length++] = character;
    }
    return true;
}

bool arch_trace_console(void)
{
    return fake.trace_console;
}

void arch_trace_write(const void *bytes, size_t length)
{
    (void)bytes;
    fake.trace_bytes += (unsigned)length;
}

void arch_general_entry(void)
{
    fake.traced = true;
}

void arch_power_off(void)
{
    fake.power_requests++;
}

void arch_reboot(void)
{
    fake.power_requests++;
}

void arch_check(void)
{
}

void arch_halt(void)
{
    if (fake_last_words != NULL) {
        fake_last_words();
    }
    fflush(stderr);
    _exit(FAKE_HALT_STATUS);
}

struct boot_clock arch_clock(void)
{
    return (struct boot_clock){.scale = UINT64_C(1) << 32, .start = 0};
}

void arch_dump_registers(const struct arch_frame *frame)
{
    (void)frame;
}

uint64_t arch_frame_ip(const struct arch_frame *frame)
{
    (void)frame;
    return 0;
}

uint64_t arch_frame_pointer(const struct arch_frame *frame)
{
    (void)frame;
    return 0;
}

bool arch_is_stack_frame(uint64_t address)
{
    (void)address;
    return false;
}

bool arch_is_text(uint64_t address)
{
    (void)address;
    return false;
}
