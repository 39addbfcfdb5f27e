/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template tests/trap.h;
 * change those and run `make generate`. */
/* trap.h: how the generated stubs enter the kernel in a host test: by calls to the test. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>

/* Set by the test. `args` has a value for every argument register, of which `count` are used;
 * `results` has room for all result registers. */
typedef kozo_status_t host_trap_method_fn(uint64_t op, uint64_t self, const uint64_t *args,
                                          unsigned count, uint64_t *results);
typedef kozo_status_t host_trap_message_fn(uint64_t op, kozo_handle_t cap, struct kozo_message *m);
extern host_trap_method_fn *host_trap_method;
extern host_trap_message_fn *host_trap_message;

static inline kozo_status_t kozo_trap_method_0_0(uint64_t op, uint64_t self)
{
    const uint64_t args[5] = {0};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 0, results);

    return status;
}

static inline kozo_status_t kozo_trap_method_0_2(uint64_t op, uint64_t self, uint64_t *r0,
                                                 uint64_t *r1)
{
    const uint64_t args[5] = {0};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 0, results);

    *r0 = results[0];
    *r1 = results[1];
    return status;
}

static inline kozo_status_t kozo_trap_method_0_3(uint64_t op, uint64_t self, uint64_t *r0,
                                                 uint64_t *r1, uint64_t *r2)
{
    const uint64_t args[5] = {0};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 0, results);

    *r0 = results[0];
    *r1 = results[1];
    *r2 = results[2];
    return status;
}

static inline kozo_status_t kozo_trap_method_1_0(uint64_t op, uint64_t self, uint64_t a1)
{
    const uint64_t args[5] = {a1};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 1, results);

    return status;
}

static inline kozo_status_t kozo_trap_method_1_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0)
{
    const uint64_t args[5] = {a1};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 1, results);

    *r0 = results[0];
    return status;
}

static inline kozo_status_t kozo_trap_method_1_2(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0, uint64_t *r1)
{
    const uint64_t args[5] = {a1};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 1, results);

    *r0 = results[0];
    *r1 = results[1];
    return status;
}

static inline kozo_status_t kozo_trap_method_1_3(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0, uint64_t *r1, uint64_t *r2)
{
    const uint64_t args[5] = {a1};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 1, results);

    *r0 = results[0];
    *r1 = results[1];
    *r2 = results[2];
    return status;
}

static inline kozo_status_t kozo_trap_method_2_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2)
{
    const uint64_t args[5] = {a1, a2};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 2, results);

    return status;
}

static inline kozo_status_t kozo_trap_method_2_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t *r0)
{
    const uint64_t args[5] = {a1, a2};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 2, results);

    *r0 = results[0];
    return status;
}

static inline kozo_status_t kozo_trap_method_3_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3)
{
    const uint64_t args[5] = {a1, a2, a3};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 3, results);

    return status;
}

static inline kozo_status_t kozo_trap_method_3_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t *r0)
{
    const uint64_t args[5] = {a1, a2, a3};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 3, results);

    *r0 = results[0];
    return status;
}

static inline kozo_status_t kozo_trap_method_4_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4)
{
    const uint64_t args[5] = {a1, a2, a3, a4};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 4, results);

    return status;
}

static inline kozo_status_t kozo_trap_method_4_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4,
                                                 uint64_t *r0)
{
    const uint64_t args[5] = {a1, a2, a3, a4};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 4, results);

    *r0 = results[0];
    return status;
}

static inline kozo_status_t kozo_trap_method_5_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5)
{
    const uint64_t args[5] = {a1, a2, a3, a4, a5};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 5, results);

    return status;
}

static inline kozo_status_t kozo_trap_method_5_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5,
                                                 uint64_t *r0)
{
    const uint64_t args[5] = {a1, a2, a3, a4, a5};
    uint64_t results[3] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, 5, results);

    *r0 = results[0];
    return status;
}

static inline kozo_status_t kozo_trap_message(uint64_t op, kozo_handle_t cap,
                                              struct kozo_message *m)
{
    return host_trap_message(op, cap, m);
}

static inline struct kozo_message *host_trap_sent(struct kozo_message *m, unsigned sent)
{
    for (unsigned i = sent; i < sizeof(m->words) / sizeof(m->words[0]); i++) {
        m->words[i] = 0;
    }
    return m;
}

/* A macro, so that it goes where a test may have sent kozo_trap_message() by another one. */
#define kozo_trap_call(op, cap, m, sent) kozo_trap_message(op, cap, host_trap_sent(m, sent))
