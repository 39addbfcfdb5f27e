/* SPDX-License-Identifier: MIT */
/* kernel.pml: what the kernel does to the state, function by function, under the names of the C
 * code and in its order. What is chosen freely (does a message move? what is the deadline?) is an
 * argument. An inline is pasted in, hence each has hidden variables of its own. */
#include "budgets.pml"
#include "threads.pml"
#include "messages.pml"
