/* SPDX-License-Identifier: MIT */
/* selectors.c: what may be loaded into segment registers, and what a selector tells.
 * See: Intel SDM volume 2, MOV, table "64-Bit Mode Exceptions". */
#include "attack.h"
#include "tests.h"

enum { USER_DATA = 0x18, USER_CODE = 0x20, TI = 4, RPL = 3 };

struct segment {
    const char *name;
    uint8_t modrm; /* mov %edx, %SEGMENT */
    bool is_stack;
};

static const struct segment segments[] = {
    {"es", 0xc2, false}, {"ss", 0xd2, true}, {"ds", 0xda, false},
    {"fs", 0xe2, false}, {"gs", 0xea, false},
};

/* The user's two segments with whatever privilege, or nothing; the stack's exactly. */
static bool selector_is_permitted(const struct segment *segment, uint16_t selector)
{
    if (segment->is_stack) {
        return selector == (USER_DATA | RPL);
    }
    return (selector & ~RPL) == 0 || (selector & ~RPL) == USER_DATA ||
           (selector & ~RPL) == USER_CODE;
}

static void try_selector(const struct segment *segment, uint16_t selector)
{
    struct fault_record record;

    SWEEP(selector, &record, 0x8e, segment->modrm);
    if (selector_is_permitted(segment, selector)) {
        expect_exception(&record, segment->name, selector, INVALID_OPCODE, 0);
        CHECK_EQUAL(record.ip, 2);
    } else {
        expect_exception(&record, segment->name, selector, PROTECTION,
                         (uint64_t)selector & ~(uint64_t)RPL);
        CHECK_EQUAL(record.ip, 0);
    }
}

static void every_selector(void)
{
    const uint32_t dense = effort(0x10000, 0x60, 0x40), step = effort(1, 509, 8191);

    sweep_begin();
    for (unsigned i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
        for (uint32_t selector = 0; selector < 0x10000; selector += selector < dense ? 1 : step) {
            try_selector(&segments[i], (uint16_t)selector);
        }
        try_selector(&segments[i], 0xffff);
    }
    sweep_end();
}

/* lar, lsl, verr and verw clear ZF for a selector of the kernel's. */
static void the_kernels_selectors_tell_nothing(void)
{
    static const uint16_t hidden[] = {0x08, 0x10, 0x28, 0x30, 0x38, 0x0c, 0xfffc};
    struct fault_record record;

    sweep_begin();
    for (unsigned i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
        /* INSTRUCTION; jnz to the end; hlt */
        SWEEP(hidden[i] | RPL, &record, 0x0f, 0x02, 0xc2, 0x75, 0x01, 0xf4);
        expect_exception(&record, "lar", hidden[i], INVALID_OPCODE, 0);
        SWEEP(hidden[i] | RPL, &record, 0x0f, 0x03, 0xc2, 0x75, 0x01, 0xf4);
        expect_exception(&record, "lsl", hidden[i], INVALID_OPCODE, 0);
        SWEEP(hidden[i] | RPL, &record, 0x0f, 0x00, 0xe2, 0x75, 0x01, 0xf4);
        expect_exception(&record, "verr", hidden[i], INVALID_OPCODE, 0);
        SWEEP(hidden[i] | RPL, &record, 0x0f, 0x00, 0xea, 0x75, 0x01, 0xf4);
        expect_exception(&record, "verw", hidden[i], INVALID_OPCODE, 0);
    }
    SWEEP(USER_DATA | RPL, &record, 0x0f, 0x02, 0xc2, 0x75, 0x01, 0xf4);
    expect_exception(&record, "lar of its own", USER_DATA, PROTECTION, 0);
    sweep_end();
}

/* No descriptor is of 32-bit code, so that there is no way into compatibility mode and to its
 * SYSCALL and SYSENTER: the type and the L bit of all that lar shows. */
static void no_32_bit_code(void)
{
    enum { TYPE_CODE = 1 << 11, TYPE_USER_OR_CODE = 1 << 12, LONG = 1 << 21 };
    unsigned found = 0;

    for (uint32_t selector = 0; selector < 0x10000; selector += TI) {
        uint32_t access = 0;
        bool visible;

        __asm__("lar %k2, %k1" : "=@ccz"(visible), "+r"(access) : "r"(selector | RPL));
        if (visible) {
            found++;
            CHECK((access & TYPE_USER_OR_CODE) != 0);
            CHECK((access & TYPE_CODE) == 0 || (access & LONG) != 0);
        }
    }
    CHECK_EQUAL(found, 2);
}

static const struct test table[] = {
    {"every selector in every segment register", every_selector},
    {"the kernel's selectors tell nothing", the_kernels_selectors_tell_nothing},
    {"no 32-bit code", no_32_bit_code},
};
TESTS(selector_tests, "selectors", table);
