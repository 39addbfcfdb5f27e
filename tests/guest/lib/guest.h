/* SPDX-License-Identifier: MIT */
/* guest.h: what a test image is made of: a root task in init's place that runs a table of tests,
 * each on memory of its own, and tells the verdict over the serial line and by QEMU's exit status.
 *
 * Every test starts with all of `guest.memory` unused and the slots from `guest.first_slot` on
 * empty, and must leave them so; guest_run() revokes the memory and fails the test if anything is
 * left. */
#pragma once

#include <kozo/abi.h>
#include <kozo/sys.h>
#include <stdbool.h>
#include <stddef.h>

/* Root runs below the workers, so that a worker that was started has run until it blocked. */
enum guest_priority {
    PRIORITY_LOW = 50,
    PRIORITY_ROOT = 100,
    PRIORITY_WORKER = 110,
    PRIORITY_HIGH = 120,
    PRIORITY_WATCHDOG = 250,
};

#define QUANTUM_NS UINT64_C(10000000)
#define MILLISECOND_NS UINT64_C(1000000)

struct guest {
    const struct kozo_init_info *info;
    kozo_cnode_t cnode;
    kozo_aspace_t aspace;
    kozo_thread_t thread;
    kozo_budget_t budget;
    kozo_budget_t authority; /* its ceiling is the highest priority */
    kozo_untyped_t memory;   /* what a test uses and gives back */
    kozo_untyped_t lasting;  /* what the image itself uses: page tables, the watchdog */
    kozo_notification_t never; /* nobody signals it */
    kozo_debug_t debug;
    kozo_io_port_t ports;
    struct kozo_buffer *buffer; /* of root */
    uint32_t first_slot, next_slot, next_lasting_slot;
};
extern struct guest guest;

struct test {
    const char *name;
    void (*run)(void);
};

struct test_group {
    const char *name;
    const struct test *tests;
    unsigned count;
};

#define TEST_GROUP(title, table) {title, table, sizeof(table) / sizeof((table)[0])}

/* The image: called once root is set up; what it returns tells the verdict. */
bool guest_main(void);

/* Run all tests of all groups. Returns: all have passed. */
bool guest_run(const struct test_group *groups, unsigned count);

/* End QEMU. */
_Noreturn void guest_exit(bool passed);

/* Text on the serial line; formats as kozo_format(). */
__attribute__((format(printf, 1, 2))) void guest_print(const char *format, ...);

/* Expectations. A test goes on after one that failed; only the first is reported. */
void guest_expect(bool holds, const char *file, int line, const char *text);
void guest_expect_equal(uint64_t got, uint64_t wanted, const char *file, int line,
                        const char *text);
bool guest_failed(void);

/* A long test is told apart from one that hangs by calling this. */
void guest_goes_on(void);
#define CHECK(x) guest_expect((x), __FILE__, __LINE__, #x)
#define CHECK_EQUAL(got, wanted)                                                                   \
    guest_expect_equal((uint64_t)(got), (uint64_t)(wanted), __FILE__, __LINE__, #got)
#define CHECK_OK(x) CHECK_EQUAL(x, KOZO_OK)

/* What cannot go wrong unless the kernel is broken beyond testing: ends the image. */
void guest_need(kozo_err_t error, const char *file, int line, const char *text);
#define NEED(x) guest_need((x), __FILE__, __LINE__, #x)

/* Slots and objects of the running test; make_lasting() is for the image itself. */

kozo_handle_t make_lasting(kozo_object_t kind, uint8_t size_bits);
kozo_slot_index_t slot_next(void);
kozo_slot_index_t slots_next(uint32_t count);
kozo_handle_t make(kozo_object_t kind, uint8_t size_bits);
kozo_err_t make_at(kozo_object_t kind, uint8_t size_bits, kozo_slot_index_t slot,
                   kozo_handle_t *handle);
/* As many retypes as it takes. `last` is the handle of the last object; those before it have
 * consecutive smaller stamps and addresses. */
kozo_err_t make_many(kozo_untyped_t memory, kozo_object_t kind, uint8_t size_bits, unsigned count,
                     kozo_slot_index_t first, kozo_handle_t *last);
kozo_handle_t copy(kozo_handle_t source, kozo_rights_t mask);
kozo_handle_t mint(kozo_handle_t source, kozo_rights_t mask, kozo_badge_t badge);

#define MAKE(kind, type, bits) ((kozo_##type##_t){make(KOZO_OBJECT_##kind, bits).raw})
#define MAKE_ENDPOINT() MAKE(ENDPOINT, endpoint, KOZO_ENDPOINT_SIZE_BITS)
#define MAKE_NOTIFICATION() MAKE(NOTIFICATION, notification, KOZO_NOTIFICATION_SIZE_BITS)
#define MAKE_THREAD() MAKE(THREAD, thread, KOZO_THREAD_SIZE_BITS)
#define MAKE_BUDGET() MAKE(BUDGET, budget, KOZO_BUDGET_SIZE_BITS)
#define MAKE_ASPACE() MAKE(ASPACE, aspace, KOZO_ASPACE_SIZE_BITS)
#define MAKE_FRAME() MAKE(FRAME, frame, KOZO_PAGE_BITS)
#define MAKE_TABLE() MAKE(PAGE_TABLE, page_table, KOZO_PAGE_BITS)
#define MAKE_CNODE(bits) MAKE(CNODE, cnode, bits)
#define AS(type, handle) ((kozo_##type##_t){(handle).raw})
#define ALL_RIGHTS ((kozo_rights_t)KOZO_RIGHTS_MASK)

kozo_err_t identify(kozo_handle_t handle, kozo_info_t *info); /* without the badge */

uint64_t used_of(kozo_untyped_t untyped); /* bytes in use */

/* Time and memory */

uint64_t now_ns(void);

/* How long a cheap system call takes: very long where the kernel checks everything. */
uint64_t time_of_entry(void);

/* Map a frame into root's space; page tables that are missing come from the lasting memory. */
kozo_err_t map_here(kozo_frame_t frame, uint64_t at, kozo_map_flags_t flags);

/* As map_here, in any space; page tables come from the test's memory. */
kozo_err_t map_there(kozo_aspace_t aspace, kozo_frame_t frame, uint64_t at, kozo_map_flags_t flags);

/* Where tests map things in root's space; nothing else lies there. */
#define SCRATCH UINT64_C(0x40000000)
