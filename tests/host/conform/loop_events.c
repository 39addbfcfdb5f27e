/* SPDX-License-Identifier: MIT */
/* loop_events.c: events of an interface, from the capability that stands for one to what the client
 * does at it. */
#include <loop_state.h>

enum { NOTIFICATION = 0x707, CNODE = 0xc0de, BADGE_BITS = 64, SHIFTS = BADGE_BITS + 2 };

/* Of the capability that was made last, and of the last signal. */
static uint64_t minted, signalled, happened;
static kozo_err_t trap_error;

kozo_notification_t loop_notification(void)
{
    return (kozo_notification_t){NOTIFICATION};
}

kozo_cnode_t loop_cnode(void)
{
    return (kozo_cnode_t){CNODE};
}

void loop_happened(void *context, uint64_t event)
{
    expect(context == &loop_client_buffer && (happened & event) == 0);
    happened |= event;
}

kozo_status_t loop_trap_event(uint64_t op, uint64_t self, const uint64_t *args, uint64_t *results)
{
    if (op == KOZO_OP_NOTIFICATION_SIGNAL) {
        signalled = self;
        return kozo_status_make(trap_error, 0, 0);
    }
    expect(self == CNODE && args[0] == loop_slot(0) && args[1] == NOTIFICATION);
    expect(args[2] == KOZO_NOTIFICATION_RIGHT_SIGNAL);
    minted = args[3];
    results[0] = loop_moved;
    return kozo_status_make(trap_error, 0, 0);
}

/* Each event by itself, wherever the client has its bit, and all of them at once. */
void loop_test_events(void **state)
{
    (void)state;
    for (unsigned i = 0; i < loop.interface->event_count; i++) {
        const struct loop_event *event = &loop.interface->events[i];
        for (unsigned failing = 0; failing < 2; failing++) {
            trap_error = failing ? KOZO_ERR_NO_SLOT : KOZO_OK;
            kozo_notification_t made = {0};
            minted = signalled = 0;
            expect(loop.interface->make_event(event->bit, i, &made) == trap_error);
            expect(minted == event->bit << i);
            expect(made.raw == (trap_error == KOZO_OK ? loop_moved : 0));
            expect(event->signal((kozo_notification_t){loop_moved + i}) == trap_error);
            expect(signalled == loop_moved + i);
        }
        for (unsigned shift = 0; shift < 2; shift++) {
            happened = 0;
            loop.interface->take_events(true, &loop_client_buffer, event->bit << shift, shift);
            expect(happened == event->bit);
            loop.interface->take_events(false, &loop_client_buffer, ~UINT64_C(0), shift);
            expect(happened == event->bit);
        }
    }
    happened = 0;
    loop.interface->take_events(true, &loop_client_buffer, 0, 0);
    expect(happened == 0);
    loop.interface->take_events(true, &loop_client_buffer, ~UINT64_C(0), 0);
    for (unsigned i = 0; i < loop.interface->event_count; i++)
        happened &= ~loop.interface->events[i].bit;
    expect(happened == 0);
}

/* A badge of 0 is none: its holder could choose any. */
void loop_test_shift(void)
{
    trap_error = KOZO_OK;
    for (unsigned i = 0; i <= loop.interface->event_count; i++) {
        const uint64_t bit = i == 0 ? 0 : loop.interface->events[i - 1].bit;
        for (unsigned shift = 0; shift < SHIFTS; shift++) {
            const bool fits = bit != 0 && shift < BADGE_BITS && bit <= UINT64_MAX >> shift;
            kozo_notification_t made;
            minted = 0;
            expect(loop.interface->make_event(bit, shift, &made) ==
                   (fits ? KOZO_OK : KOZO_ERR_RANGE));
            expect(minted == (fits ? bit << shift : 0));
        }
    }
}
