/* SPDX-License-Identifier: MIT */
/* compiler.h: the few words that we add to the language. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define NORETURN __attribute__((noreturn))
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
#define ALWAYS_INLINE inline __attribute__((always_inline))
#define COLD __attribute__((cold, noinline))
/* Also for functions that people and tests set breakpoints on. */
#define NOINLINE __attribute__((noinline))
/* Runs before the first program and never again; its memory is then init's. Whole files: kernel.mk.
 */
#define BOOT_ONLY __attribute__((section(".once.text")))
#define ALIGNED(n) __attribute__((aligned(n)))

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define container_of(pointer, type, member)                                                        \
    ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

/* A pointer into the caller's address space. Only sparse tells it from a kernel pointer. */
#ifdef __CHECKER__
#define __user __attribute__((noderef, address_space(1)))
#else
#define __user
#endif

/* Lock discipline, checked by clang -Wthread-safety and by sparse. */
#if defined(__clang__)
#define LOCK_TYPE(name) __attribute__((capability(name)))
#define GUARDED_BY(lock) __attribute__((guarded_by(lock)))
#define REQUIRES(lock) __attribute__((requires_capability(lock)))
#define ACQUIRES(lock) __attribute__((acquire_capability(lock)))
#define RELEASES(lock) __attribute__((release_capability(lock)))
#define ASSERTS_HELD(lock) __attribute__((assert_capability(lock)))
#define NO_LOCK_ANALYSIS __attribute__((no_thread_safety_analysis))
#else
#define LOCK_TYPE(name)
#define GUARDED_BY(lock)
#define REQUIRES(lock)
#define ACQUIRES(lock)
#define RELEASES(lock)
#define ASSERTS_HELD(lock)
#define NO_LOCK_ANALYSIS
#endif
