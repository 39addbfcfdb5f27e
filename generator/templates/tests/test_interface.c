//% include "banner.h"
/* test_${name}.c: every message of the interface `${name}`, for the driver in
 * tests/host/conform/loop.c. */
//% if kernel
#include <kozo/gen/${name}s.h>
//% else
#include <kozo/client/${name}.h>
//% endif
#include <kozo/server/${name}.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}
//% for element in leaves

static const struct loop_leaf leaves_of_${element.type}[] = {
//% for text in element.rows
    ${text},
//% endfor
};
//% endfor
//% for method in methods

/* ${method.name} */
//% for shape in method.shapes
//% if shape.fields
static const struct loop_field loop_${method.name}_${shape.side}[] = {
//% for field in shape.fields
    ${field},
//% endfor
};

//% endif
//% endfor
//% for detail in method.details
static const struct loop_field loop_${method.name}_${detail.name}[] = {
//% for field in detail.shape.fields
    ${field},
//% endfor
};

//% endfor
//% if method.details
static const struct loop_detail ${method.name}_details[] = {
//% for detail in method.details
    {.error = ${detail.error}, .shape = {${detail.shape.text}}},
//% endfor
};

static ${method.outcome} end_${method.name}(kozo_err_t error)
{
//% for detail in method.details
    if (error == ${detail.error})
        ${detail.made}
//% endfor
    return (${method.outcome}){.error = error};
}

//% endif
//% if method.chosen
//% for row in method.chosen.holds
static bool ${row.name}(const uint64_t *at)
{
    return ${row.text};
}

//% endfor
static const uint8_t ${method.name}_chosen_fields[] = {${method.chosen.fields}};
static const struct loop_chosen ${method.name}_chosen[] = {
//% for row in method.chosen.rows
    ${row},
//% endfor
};

//% endif
//% if method.deferred
static struct ${method.token} ${method.name}_later;

//% endif
${method.body}
{
    loop_enter(context, badge, ${method.label});
//% for line in method.received
    ${line}
//% endfor
//% if method.deferred
    if (loop_takes())
        loop_took(${method.interface}_take_${method.name}(call, &${method.name}_later));
//% endif
//% if not method.one_way
    return ${method.ended};
//% endif
}

static kozo_err_t call_${method.name}(const struct loop_values *in, struct loop_values *out)
{
//% for line in method.call
    ${line}
//% endfor
}
//% if method.deferred

static kozo_err_t reply_${method.name}(const struct loop_values *out)
{
    loop_waits(${method.interface}_waits_${method.name}(&${method.name}_later));
//% for line in method.reply
    ${line}
//% endfor
}
//% endif
//% endfor

static const struct loop_method methods[] = {
//% for method in methods
    {.name = "${method.name}", .label = ${method.label},
//% for shape in method.shapes
     .${shape.side} = {${shape.text}},
//% endfor
//% if method.chosen
     .chosen_fields = ${method.name}_chosen_fields, .chosen_field_count = ${method.chosen.count},
     .chosen = ${method.name}_chosen, .chosen_good = ${method.chosen.good},
     .chosen_count = sizeof(${method.name}_chosen) / sizeof(${method.name}_chosen[0]),
//% endif
//% if method.details
     .details = ${method.name}_details, .detail_count = ${method.details | length},
//% endif
     .errors = (const kozo_err_t[]){${method.errors}},
     .call = call_${method.name}${method.more}},
//% endfor
};

//% if events
//% for event in events
static void at_${event.name}(void *context)
{
    loop_happened(context, ${event.c_name});
}

//% endfor
static kozo_err_t make_event(uint64_t event, unsigned shift, kozo_notification_t *made)
{
    return ${name}_event(loop_notification(), (${events[0].c_type})event, shift, loop_cnode(),
                         loop_slot(0), made);
}

static void take_events(bool heard, void *context, uint64_t bits, unsigned shift)
{
    const struct ${name}_events deaf = {0}, events = {
//% for event in events
        .${event.name} = at_${event.name},
//% endfor
    };

    ${name}_events_take(heard ? &events : &deaf, context, bits, shift);
}

static const struct loop_event events[] = {
//% for event in events
    {${event.c_name}, ${name}_signal_${event.name}},
//% endfor
};

//% endif
static const struct loop_check checks[] = {
//% for text in checks
    ${text},
//% endfor
};

extern const struct loop_interface ${name}_messages;
const struct loop_interface ${name}_messages = {
    .name = "${name}", .id = ${id}, .kernel = ${kernel_flag},
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = ${name}_dispatch,
//% if events
    .events = events, .event_count = sizeof(events) / sizeof(events[0]),
    .make_event = make_event, .take_events = take_events,
//% endif
};

int main(void)
{
    return loop_main(&${name}_messages);
}
