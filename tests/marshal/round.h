/* SPDX-License-Identifier: MIT */
/* round.h: what is marshalled, and the rules for who does it.
 *
 * A contender NAME has NAME_w1() to NAME_w5(). Each is one round: put the request into the channel,
 * CROSS, take it apart, check it, and tell the sum of all fields, SERVED; the same for the reply,
 * ANSWERED. Nothing but the channel leads from the one side to the other: what goes in is known to
 * this header alone by its types, and CROSS hides from the compiler what the channel holds. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { ROUND_WORKLOADS = 5, ROUND_PATH = 32, ROUND_DATA = 400, ROUND_ENTRIES = 8, ROUND_NAME = 20 };

struct round_entry {
    uint64_t inode;
    uint32_t kind;
    uint16_t length;
    char name[ROUND_NAME];
};

/* What client and server have to send, in memory of their own. */
struct round_values {
    uint64_t numbers[4], answers[2];
    char path[ROUND_PATH];
    size_t path_size;
    uint32_t flags, mode;
    uint64_t file, offset, cookie;
    int32_t status;
    uint8_t data[ROUND_DATA];
    size_t data_size;
    uint64_t written;
    struct round_entry entries[ROUND_ENTRIES];
    size_t entry_count;
};
extern struct round_values round_values;

/* Sums of what has been looked at. They are written and not read, or rounds would be as long as it
 * takes to read back what was just written. */
extern volatile struct round_sums {
    uint64_t served, answered;
} round_sums;
#define SERVED(sum) (round_sums.served = (uint64_t)(sum))
#define ANSWERED(sum) (round_sums.answered = (uint64_t)(sum))

#define CROSS(channel) __asm__ volatile("" : "+r"(channel) : : "memory")

/* Long data: a byte of each cache line, and the last. */
static inline uint64_t round_sum(const void *data, size_t size)
{
    const uint8_t *bytes = (const uint8_t *)data;
    uint64_t sum = 0;

    for (size_t i = 0; i < size; i += 64) {
        sum += bytes[i];
    }
    return size == 0 ? 0 : sum + bytes[size - 1];
}

/* With the bound in sight the compiler makes of this a string instruction, which is slower. */
static inline void round_copy(void *to, const void *from, size_t size)
{
    __asm__("" : "+r"(size));
    __builtin_memcpy(to, from, size);
}

/* Whether it was done: 0, or why not. */
typedef int round_fn(void);

#ifdef __cplusplus
}
#define ROUND_FUNCTION extern "C" int
#else
#define ROUND_FUNCTION int
#endif

#define ROUND_CONTENDER(name)                                                                      \
    ROUND_FUNCTION name##_w1(void);                                                                \
    ROUND_FUNCTION name##_w2(void);                                                                \
    ROUND_FUNCTION name##_w3(void);                                                                \
    ROUND_FUNCTION name##_w4(void);                                                                \
    ROUND_FUNCTION name##_w5(void);
