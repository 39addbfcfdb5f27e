/* SPDX-License-Identifier: MIT */
/* attack.c: see attack.h. */
#include "attack.h"

#include "trap_all.h"

#include <kozo/text.h>

enum { SITE_BYTES = 32, SITES = 2 };

#ifdef KOZO_PARANOID
#define IS_PARANOID true
#else
#define IS_PARANOID false
#endif

unsigned effort(unsigned all, unsigned check, unsigned paranoid)
{
    const char *line = (const char *)guest.info->command_line;

    if (strncmp(line, "-- soak", 7) == 0) {
        return all;
    }
    return IS_PARANOID ? paranoid : check;
}

/* The bystander: preempted with known values in all registers, it must find them again. */

static struct worker *bystander_start(void)
{
    struct worker *bystander = worker_run(PRIORITY_LOW, keep_registers, 0);

    rest_ns(MILLISECOND_NS);
    return bystander;
}

static void bystander_end(struct worker *bystander)
{
    bystander->argument = 1;
    CHECK(worker_finishes(bystander));
    CHECK(bystander->step > 0);
    CHECK_EQUAL(bystander->error, 0);
}

void attack_start(struct worker *worker, const uint8_t *at, uint64_t argument)
{
    NEED(kozo_thread_start(worker->thread, (vaddr_t){(uint64_t)at}, (vaddr_t){worker->stack_top},
                           argument));
}

static bool attack_is_as_wanted(const struct attack *attack, const struct fault_record *fault,
                                uint64_t stack_top, uint64_t argument)
{
    const uint64_t sp = attack->sp_moved ? argument : stack_top - attack->below;
    const bool vector_fits =
        fault->vector == attack->vector ||
        (attack->or_vector != 0 && fault->vector == attack->or_vector);

    if (fault->sp != sp) {
        return false;
    }
    if (attack->page_fault) {
        const uint64_t code = fault->code & ~(uint64_t)PAGE_PRESENT;

        return fault->kind == FAULT_PAGE && fault->address == argument &&
               fault->ip == (uint64_t)attack->at &&
               (code == attack->code || (attack->or_code != 0 && code == attack->or_code));
    }
    if (attack->or_stack_fault && fault->kind == FAULT_PAGE) {
        return fault->address == fault->sp && fault->code == PAGE_PRESENT &&
               fault->ip == (uint64_t)attack->at;
    }
    if (fault->kind != FAULT_EXCEPTION) {
        return false;
    }
    if (attack->passes ||
        (attack->or_passes && fault->ip == (uint64_t)attack->end)) {
        return fault->vector == INVALID_OPCODE && fault->ip == (uint64_t)attack->end;
    }
    return vector_fits && fault->code == (fault->vector == attack->vector ? attack->code : 0) &&
           fault->ip == (uint64_t)(attack->vector == BREAKPOINT ? attack->end : attack->at);
}

void attacks_run(const struct attack *attacks, unsigned count, uint64_t argument)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *bystander = bystander_start();

    for (unsigned i = 0; i < count; i++) {
        struct worker *worker = fault_worker(handler, i + 1);
        struct fault_record fault;

        attack_start(worker, attacks[i].start, argument);
        CHECK_OK(fault_receive(handler, &fault));
        if (fault.badge != i + 1 ||
            !attack_is_as_wanted(&attacks[i], &fault, worker->stack_top, argument)) {
            guest_print("# %s: kind %u vector %lu code 0x%lx ip %ld sp %ld\n", attacks[i].name,
                        fault.kind, (unsigned long)fault.vector, (unsigned long)fault.code,
                        (long)(fault.ip - (uint64_t)attacks[i].at),
                        (long)(fault.sp - worker->stack_top));
            guest_expect(false, __FILE__, __LINE__, attacks[i].name);
        }
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
        CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
        worker_forget(worker);
    }
    bystander_end(bystander);
}

/* The sweep: code in a page that root writes through a second mapping. Two sites take turns; the
 * instruction that faulted becomes a jump to the other. */

#define SWEEP_CODE UINT64_C(0x60000000)
#define SWEEP_ALIAS UINT64_C(0x60001000)
#define SWEEP_VALUE UINT64_C(0x60002000)

static struct {
    kozo_endpoint_t handler;
    struct worker *worker;
    unsigned site;     /* the one that runs next */
    uint64_t stuck_at; /* the instruction that has faulted */
} sweep;

/* mov (%rdi), %rdx; the code; ud2 */
static uint64_t sweep_write_site(const uint8_t *code, unsigned size)
{
    static const uint8_t load[] = {0x48, 0x8b, 0x17}, end[] = {0x0f, 0x0b};
    uint8_t *site = (uint8_t *)SWEEP_ALIAS + (size_t)sweep.site * SITE_BYTES;

    memcpy(site, load, sizeof(load));
    memcpy(site + sizeof(load), code, size);
    memcpy(site + sizeof(load) + size, end, sizeof(end));
    return SWEEP_CODE + (uint64_t)sweep.site * SITE_BYTES + sizeof(load);
}

void sweep_begin(void)
{
    const kozo_frame_t code = MAKE_FRAME(), value = MAKE_FRAME();

    NEED(map_here(code, SWEEP_ALIAS, KOZO_MAP_FLAGS_WRITE));
    NEED(map_here(AS(frame, copy(KOZO_ANY(code), ALL_RIGHTS)), SWEEP_CODE,
                  KOZO_MAP_FLAGS_EXECUTE));
    NEED(map_here(value, SWEEP_VALUE, KOZO_MAP_FLAGS_WRITE));
    sweep.handler = MAKE_ENDPOINT();
    sweep.worker = fault_worker(sweep.handler, 1);
    sweep.site = 0;
    sweep.stuck_at = 0;
}

void sweep_end(void)
{
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK_EQUAL(worker_state(sweep.worker), KOZO_THREAD_STATE_DEAD);
    worker_forget(sweep.worker);
}

void sweep_try(const uint8_t *code, unsigned size, uint64_t value, struct fault_record *record)
{
    const uint64_t base = sweep_write_site(code, size);
    const uint64_t site = SWEEP_CODE + (uint64_t)sweep.site * SITE_BYTES;

    *(volatile uint64_t *)SWEEP_VALUE = value;
    if (sweep.stuck_at == 0) {
        attack_start(sweep.worker, (const uint8_t *)site, SWEEP_VALUE);
    } else {
        uint8_t *patch = (uint8_t *)(sweep.stuck_at - SWEEP_CODE + SWEEP_ALIAS);

        patch[0] = 0xeb; /* jmp */
        patch[1] = (uint8_t)(site - (sweep.stuck_at + 2));
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
    }
    NEED(fault_receive(sweep.handler, record));
    NEED(record->ip - site < SITE_BYTES ? KOZO_OK : KOZO_ERR_RANGE);
    sweep.stuck_at = record->ip;
    sweep.site = (sweep.site + 1) % SITES;
    record->ip -= base;
}

void expect_exception(const struct fault_record *record, const char *what, uint64_t value,
                      unsigned vector, uint64_t code)
{
    if (guest_failed()) {
        return;
    }
    if (record->kind != FAULT_EXCEPTION || record->vector != vector || record->code != code) {
        guest_print("# %s 0x%lx: kind %u vector %lu code 0x%lx ip 0x%lx\n", what,
                    (unsigned long)value, record->kind, (unsigned long)record->vector,
                    (unsigned long)record->code, (unsigned long)record->ip);
        guest_expect(false, __FILE__, __LINE__, what);
    }
}

void expect_page_fault(const struct fault_record *record, const char *what, uint64_t address,
                       uint64_t code)
{
    if (guest_failed()) {
        return;
    }
    if (record->kind != FAULT_PAGE || record->address != address || record->code != code) {
        guest_print("# %s 0x%lx: kind %u vector %lu address 0x%lx code 0x%lx\n", what,
                    (unsigned long)address, record->kind, (unsigned long)record->vector,
                    (unsigned long)record->address, (unsigned long)record->code);
        guest_expect(false, __FILE__, __LINE__, what);
    }
}
