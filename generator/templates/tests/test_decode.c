//% include "banner.h"
/* test_decode.c: every operation and every check of the kernel's decoder, for the driver in
 * tests/host/conform/decode.c. A check is tested under its id. */
#include <decode.h>
#include <kozo/cap.h>

#define VALUES(...) (const uint64_t[]){__VA_ARGS__}
//% for op in operations

${op.handler}
{
    const kozo_err_t outcome = decode_enter(caller, ${op.number});

//% for line in op.received
    ${line}
//% endfor
    return outcome;
}

static kozo_status_t stub_${op.name}(void)
{
${op.stub}
}
//% endfor

const struct decode_operation decode_operations[] = {
//% for op in operations
    {.name = "${op.name}", .number = ${op.number}, .stub = stub_${op.name},
     ${op.shape},
     .arguments = {
//% for argument in op.arguments
         ${argument},
//% endfor
     }},
//% endfor
};

const unsigned decode_operation_count = sizeof(decode_operations) / sizeof(decode_operations[0]);
_Static_assert(sizeof(decode_operations) / sizeof(decode_operations[0]) == ${operations | length},
               "number of operations in the IDL");

const struct decode_check decode_checks[] = {
//% for op in operations
//% for check in op.checks
    {"${check.id}", &decode_operations[${op.index}],
     ${check.text}},
//% endfor
//% endfor
};

const unsigned decode_check_count = sizeof(decode_checks) / sizeof(decode_checks[0]);
_Static_assert(sizeof(decode_checks) / sizeof(decode_checks[0]) == ${check_count},
               "number of checks in the IDL");

int main(void)
{
    return decode_main();
}
