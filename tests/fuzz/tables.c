/* SPDX-License-Identifier: MIT */
/* tables.c: all decoders and all their checks, from the tables of the generated tests. */
#include <fuzz.h>
#include <stdlib.h>

struct fuzz_decoder *fuzz_decoders;
struct fuzz_check *fuzz_checks;
unsigned fuzz_decoder_count, fuzz_check_count, fuzz_hole, fuzz_beyond;

static void add_decoder(struct fuzz_decoder decoder)
{
    if (fuzz_decoder_count < fuzz_decoders_wanted)
        fuzz_decoders[fuzz_decoder_count] = decoder;
    fuzz_decoder_count++;
}

static void add_check(struct fuzz_check check)
{
    if (fuzz_check_count < fuzz_checks_wanted)
        fuzz_checks[fuzz_check_count] = check;
    fuzz_check_count++;
}

unsigned fuzz_decoder_of(const struct loop_interface *interface, const struct loop_method *method,
                         bool request, const struct loop_detail *detail)
{
    unsigned decoder = 0;

    while (fuzz_decoders[decoder].interface != interface ||
           fuzz_decoders[decoder].method != method || fuzz_decoders[decoder].request != request ||
           fuzz_decoders[decoder].detail != detail)
        decoder++;
    return decoder;
}

static void collect_interface(const struct loop_interface *interface)
{
    for (unsigned i = 0; i < interface->method_count; i++) {
        const struct loop_method *method = &interface->methods[i];
        add_decoder((struct fuzz_decoder){.interface = interface, .method = method,
                                          .request = true});
        if (!method->one_way)
            add_decoder((struct fuzz_decoder){.interface = interface, .method = method});
        for (unsigned k = 0; k < method->detail_count; k++)
            add_decoder((struct fuzz_decoder){.interface = interface, .method = method,
                                              .detail = &method->details[k]});
    }
    for (unsigned i = 0; i < interface->check_count; i++) {
        const struct loop_check *check = &interface->checks[i];
        const bool request = check->place == LOOP_REQUEST;
        if (request || check->place == LOOP_REPLY)
            add_check((struct fuzz_check){
                .id = check->id,
                .decoder = fuzz_decoder_of(interface, check->method, request, fuzz_detail(check)),
                .message = check});
    }
}

void fuzz_collect(void)
{
    fuzz_decoders = calloc(fuzz_decoders_wanted, sizeof(*fuzz_decoders));
    fuzz_checks = calloc(fuzz_checks_wanted, sizeof(*fuzz_checks));
    if (fuzz_decoders == NULL || fuzz_checks == NULL)
        abort();
    for (unsigned i = 0; i < decode_operation_count; i++)
        add_decoder((struct fuzz_decoder){.operation = &decode_operations[i]});
    for (unsigned i = 0; i < decode_check_count; i++) {
        const struct decode_check *check = &decode_checks[i];
        add_check((struct fuzz_check){.id = check->id,
                                      .decoder = (unsigned)(check->operation - decode_operations),
                                      .operation = check});
    }
    fuzz_hole = fuzz_check_count;
    add_check((struct fuzz_check){.id = "operation.0.hole"});
    fuzz_beyond = fuzz_check_count;
    add_check((struct fuzz_check){.id = "operation.0.number"});
    for (const struct loop_interface *const *i = fuzz_interfaces; *i != NULL; i++)
        collect_interface(*i);
    if (fuzz_decoder_count != fuzz_decoders_wanted || fuzz_check_count != fuzz_checks_wanted)
        abort(); /* the tables are not those that the IR has */
}
