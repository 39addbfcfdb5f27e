//% include "banner.h"
/* decoders.c: the decoders that the harness in tests/fuzz tries. Those of the kernel's operations are in the
 * tables of test_decode.c; each method of an interface has one for its requests and one for its
 * replies. */
#include <fuzz.h>

//% for name in interfaces
extern const struct loop_interface ${name}_messages;
//% endfor

const struct loop_interface *const fuzz_interfaces[] = {
//% for name in interfaces
    &${name}_messages,
//% endfor
    NULL,
};

const unsigned fuzz_decoders_wanted = ${decoders}, fuzz_checks_wanted = ${checks};
