/* SPDX-License-Identifier: MIT */
/* cpu_state.h: the processor as proofs see it: there is one. */
#pragma once

struct cpu;

struct arch_cpu {
    struct cpu *self;
};

extern struct cpu proof_cpu;

/*@ assigns \nothing;
    ensures \result == &proof_cpu; */
struct cpu *this_cpu(void);
