/* SPDX-License-Identifier: MIT */
/* trap.h: how the generated stubs enter the kernel in a host test: by a call to its dispatcher, on
 * behalf of the thread that the test has chosen. */
#pragma once

#include <kozo/abi.h>
#include "../../../../generated/user/kozo/message.h"
#include <world.h>

static inline kozo_status_t kozo_trap_method_0_0(uint64_t op, uint64_t self)
{
    return world_trap(op, self, (uint64_t[5]){0}, NULL, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_0_2(uint64_t op, uint64_t self, uint64_t *r0,
                                                 uint64_t *r1)
{
    return world_trap(op, self, (uint64_t[5]){0}, r0, r1, NULL);
}

static inline kozo_status_t kozo_trap_method_0_3(uint64_t op, uint64_t self, uint64_t *r0,
                                                 uint64_t *r1, uint64_t *r2)
{
    return world_trap(op, self, (uint64_t[5]){0}, r0, r1, r2);
}

static inline kozo_status_t kozo_trap_method_1_0(uint64_t op, uint64_t self, uint64_t a1)
{
    return world_trap(op, self, (uint64_t[5]){a1}, NULL, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_1_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0)
{
    return world_trap(op, self, (uint64_t[5]){a1}, r0, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_1_2(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0, uint64_t *r1)
{
    return world_trap(op, self, (uint64_t[5]){a1}, r0, r1, NULL);
}

static inline kozo_status_t kozo_trap_method_2_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2}, NULL, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_2_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t *r0)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2}, r0, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_3_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2, a3}, NULL, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_3_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t *r0)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2, a3}, r0, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_4_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2, a3, a4}, NULL, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_4_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4,
                                                 uint64_t *r0)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2, a3, a4}, r0, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_5_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4,
                                                 uint64_t a5)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2, a3, a4, a5}, NULL, NULL, NULL);
}

static inline kozo_status_t kozo_trap_method_5_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4,
                                                 uint64_t a5, uint64_t *r0)
{
    return world_trap(op, self, (uint64_t[5]){a1, a2, a3, a4, a5}, r0, NULL, NULL);
}

static inline kozo_status_t kozo_trap_message(uint64_t op, kozo_handle_t self,
                                              struct kozo_message *message)
{
    return world_trap_message(op, self, message);
}
