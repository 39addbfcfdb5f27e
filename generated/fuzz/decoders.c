/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template fuzz/decoders.c;
 * change those and run `make generate`. */
/* decoders.c: the decoders that the harness in tests/fuzz tries. Those of the kernel's operations are in the
 * tables of test_decode.c; each method of an interface has one for its requests and one for its
 * replies. */
#include <fuzz.h>

extern const struct loop_interface calc_messages;
extern const struct loop_interface console_messages;
extern const struct loop_interface fault_messages;
extern const struct loop_interface log_messages;
extern const struct loop_interface names_messages;
extern const struct loop_interface process_messages;
extern const struct loop_interface service_messages;
extern const struct loop_interface signal_messages;
extern const struct loop_interface tracing_messages;

const struct loop_interface *const fuzz_interfaces[] = {
    &calc_messages,
    &console_messages,
    &fault_messages,
    &log_messages,
    &names_messages,
    &process_messages,
    &service_messages,
    &signal_messages,
    &tracing_messages,
    NULL,
};

const unsigned fuzz_decoders_wanted = 101, fuzz_checks_wanted = 405;
