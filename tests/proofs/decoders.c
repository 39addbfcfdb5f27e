/* SPDX-License-Identifier: MIT */
/* decoders.c: the kernel's decoders behind their contracts, for Frama-C. */
#include <kozo/gen/decoder_contracts.h>

#include <kozo/gen/dispatch.c>
