/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template tests/test_decode.c;
 * change those and run `make generate`. */
/* test_decode.c: every operation and every check of the kernel's decoder, for the driver in
 * tests/host/conform/decode.c. A check is tested under its id. */
#include <decode.h>
#include <kozo/cap.h>

#define VALUES(...) (const uint64_t[]){__VA_ARGS__}

kozo_err_t sys_endpoint_call(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ENDPOINT_CALL);

    decode_got_cap(0, self);
    decode_got_message(tag, deadline, 0);
    return outcome;
}

static kozo_status_t stub_endpoint_call(void)
{
    struct kozo_message m = decode_message();
    const kozo_err_t error = kozo_endpoint_call((kozo_endpoint_t){decode_value(0)}, &m);

    return kozo_status_make(error, 0, 0);
}

kozo_err_t sys_endpoint_reply_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                      kozo_deadline_t deadline, kozo_handle_t reply)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ENDPOINT_REPLY_RECEIVE);

    decode_got_cap(0, self);
    decode_got_message(tag, deadline, reply.raw);
    return outcome;
}

static kozo_status_t stub_endpoint_reply_receive(void)
{
    struct kozo_message m = decode_message();
    const kozo_err_t error = kozo_endpoint_reply_receive((kozo_endpoint_t){decode_value(0)}, &m);

    return kozo_status_make(error, 0, 0);
}

kozo_err_t sys_endpoint_send(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ENDPOINT_SEND);

    decode_got_cap(0, self);
    decode_got_message(tag, deadline, 0);
    return outcome;
}

static kozo_status_t stub_endpoint_send(void)
{
    struct kozo_message m = decode_message();
    const kozo_err_t error = kozo_endpoint_send((kozo_endpoint_t){decode_value(0)}, &m);

    return kozo_status_make(error, 0, 0);
}

kozo_err_t sys_endpoint_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                kozo_deadline_t deadline)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ENDPOINT_RECEIVE);

    decode_got_cap(0, self);
    decode_got_message(tag, deadline, 0);
    return outcome;
}

static kozo_status_t stub_endpoint_receive(void)
{
    struct kozo_message m = decode_message();
    const kozo_err_t error = kozo_endpoint_receive((kozo_endpoint_t){decode_value(0)}, &m);

    return kozo_status_make(error, 0, 0);
}

kozo_err_t sys_reply_send(struct thread *caller, kozo_tag_t tag, kozo_handle_t reply)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_REPLY_SEND);

    decode_got_message(tag, KOZO_DEADLINE_NEVER, reply.raw);
    return outcome;
}

static kozo_status_t stub_reply_send(void)
{
    struct kozo_message m = decode_message();
    const kozo_err_t error = kozo_reply_send(&m);

    return kozo_status_make(error, 0, 0);
}

kozo_err_t sys_notification_signal(struct thread *caller, struct cap_slot *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_NOTIFICATION_SIGNAL);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_notification_signal(void)
{
    return kozo_notification_signal_status((kozo_notification_t){decode_value(0)});
}

kozo_err_t sys_notification_wait(struct thread *caller, struct notification *self,
                                 kozo_deadline_t until, uint64_t *bits)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_NOTIFICATION_WAIT);

    decode_got_cap(0, self);
    decode_got_value(1, until);
    *bits = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_notification_wait(void)
{
    uint64_t bits;
    const kozo_status_t status = kozo_notification_wait_status((kozo_notification_t){decode_value(0)},
                                                               (kozo_deadline_t)decode_value(1), &bits);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, bits);
    }
    return status;
}

kozo_err_t sys_thread_park(struct thread *caller, struct thread *self, kozo_deadline_t until)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_PARK);

    decode_got_cap(0, self);
    decode_got_value(1, until);
    return outcome;
}

static kozo_status_t stub_thread_park(void)
{
    return kozo_thread_park_status((kozo_thread_t){decode_value(0)},
                                   (kozo_deadline_t)decode_value(1));
}

kozo_err_t sys_thread_unpark(struct thread *caller, struct thread *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_UNPARK);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_thread_unpark(void)
{
    return kozo_thread_unpark_status((kozo_thread_t){decode_value(0)});
}

kozo_err_t sys_notification_set_alarm(struct thread *caller, struct notification *self,
                                      kozo_deadline_t at, uint64_t bits)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_NOTIFICATION_SET_ALARM);

    decode_got_cap(0, self);
    decode_got_value(1, at);
    decode_got_value(2, bits);
    return outcome;
}

static kozo_status_t stub_notification_set_alarm(void)
{
    return kozo_notification_set_alarm_status((kozo_notification_t){decode_value(0)},
                                              (kozo_deadline_t)decode_value(1),
                                              (uint64_t)decode_value(2));
}

kozo_err_t sys_any_identify(struct thread *caller, struct cap_slot *self, kozo_info_t *info,
                            kozo_badge_t *badge)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ANY_IDENTIFY);

    decode_got_cap(0, self);
    *info = (kozo_info_t){decode_result(0)};
    *badge = (kozo_badge_t)decode_result(1);
    return outcome;
}

static kozo_status_t stub_any_identify(void)
{
    kozo_info_t info;
    kozo_badge_t badge;
    const kozo_status_t status = kozo_any_identify_status((kozo_handle_t){decode_value(0)}, &info,
                                                          &badge);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, info.raw);
        decode_stored(1, badge);
    }
    return status;
}

kozo_err_t sys_any_delete(struct thread *caller, struct cap_slot *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ANY_DELETE);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_any_delete(void)
{
    return kozo_any_delete_status((kozo_handle_t){decode_value(0)});
}

kozo_err_t sys_any_revoke(struct thread *caller, struct cap_slot *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ANY_REVOKE);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_any_revoke(void)
{
    return kozo_any_revoke_status((kozo_handle_t){decode_value(0)});
}

kozo_err_t sys_cnode_copy(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, uint64_t *handle)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_CNODE_COPY);

    decode_got_cap(0, self);
    decode_got_slot(1, index);
    decode_got_cap(2, source);
    decode_got_value(3, mask);
    *handle = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_cnode_copy(void)
{
    kozo_handle_t handle;
    const kozo_status_t status = kozo_cnode_copy_status((kozo_cnode_t){decode_value(0)},
                                                        (kozo_slot_index_t)decode_value(1),
                                                        (kozo_handle_t){decode_value(2)},
                                                        (kozo_rights_t)decode_value(3), &handle);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, handle.raw);
    }
    return status;
}

kozo_err_t sys_cnode_mint(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, kozo_badge_t badge,
                          uint64_t *handle)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_CNODE_MINT);

    decode_got_cap(0, self);
    decode_got_slot(1, index);
    decode_got_cap(2, source);
    decode_got_value(3, mask);
    decode_got_value(4, badge);
    *handle = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_cnode_mint(void)
{
    kozo_handle_t handle;
    const kozo_status_t status = kozo_cnode_mint_status((kozo_cnode_t){decode_value(0)},
                                                        (kozo_slot_index_t)decode_value(1),
                                                        (kozo_handle_t){decode_value(2)},
                                                        (kozo_rights_t)decode_value(3),
                                                        (kozo_badge_t)decode_value(4), &handle);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, handle.raw);
    }
    return status;
}

kozo_err_t sys_cnode_move(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, uint64_t *handle)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_CNODE_MOVE);

    decode_got_cap(0, self);
    decode_got_slot(1, index);
    decode_got_cap(2, source);
    *handle = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_cnode_move(void)
{
    kozo_handle_t handle;
    const kozo_status_t status = kozo_cnode_move_status((kozo_cnode_t){decode_value(0)},
                                                        (kozo_slot_index_t)decode_value(1),
                                                        (kozo_handle_t){decode_value(2)}, &handle);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, handle.raw);
    }
    return status;
}

kozo_err_t sys_cnode_inspect(struct thread *caller, struct cnode *self, kozo_slot_index_t index,
                             kozo_info_t *info, kozo_badge_t *badge, uint64_t *handle)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_CNODE_INSPECT);

    decode_got_cap(0, self);
    decode_got_value(1, index);
    *info = (kozo_info_t){decode_result(0)};
    *badge = (kozo_badge_t)decode_result(1);
    *handle = (uint64_t)decode_result(2);
    return outcome;
}

static kozo_status_t stub_cnode_inspect(void)
{
    kozo_info_t info;
    kozo_badge_t badge;
    kozo_handle_t handle;
    const kozo_status_t status = kozo_cnode_inspect_status((kozo_cnode_t){decode_value(0)},
                                                           (kozo_slot_index_t)decode_value(1), &info,
                                                           &badge, &handle);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, info.raw);
        decode_stored(1, badge);
        decode_stored(2, handle.raw);
    }
    return status;
}

kozo_err_t sys_cnode_save_reply(struct thread *caller, struct cnode *self, struct cap_slot *index,
                                uint64_t *handle)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_CNODE_SAVE_REPLY);

    decode_got_cap(0, self);
    decode_got_slot(1, index);
    *handle = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_cnode_save_reply(void)
{
    kozo_handle_t handle;
    const kozo_status_t status = kozo_cnode_save_reply_status((kozo_cnode_t){decode_value(0)},
                                                              (kozo_slot_index_t)decode_value(1),
                                                              &handle);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, handle.raw);
    }
    return status;
}

kozo_err_t sys_any_verify(struct thread *caller, struct cap_slot *self, struct cap_slot *other,
                          kozo_relation_t *relation)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ANY_VERIFY);

    decode_got_cap(0, self);
    decode_got_cap(1, other);
    *relation = (kozo_relation_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_any_verify(void)
{
    kozo_relation_t relation;
    const kozo_status_t status = kozo_any_verify_status((kozo_handle_t){decode_value(0)},
                                                        (kozo_handle_t){decode_value(1)}, &relation);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, relation);
    }
    return status;
}

kozo_err_t sys_untyped_retype(struct thread *caller, struct cap_slot *self, kozo_object_t kind,
                              uint8_t size_bits, uint16_t count, struct cnode *dest,
                              struct cap_slot *index, uint64_t *handle)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_UNTYPED_RETYPE);

    decode_got_cap(0, self);
    decode_got_value(1, kind);
    decode_got_value(2, size_bits);
    decode_got_value(3, count);
    decode_got_cap(4, dest);
    decode_got_slot(5, index);
    *handle = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_untyped_retype(void)
{
    kozo_handle_t handle;
    const kozo_status_t status = kozo_untyped_retype_status((kozo_untyped_t){decode_value(0)},
                                                            (kozo_object_t)decode_value(1),
                                                            (uint8_t)decode_value(2),
                                                            (uint16_t)decode_value(3),
                                                            (kozo_cnode_t){decode_value(4)},
                                                            (kozo_slot_index_t)decode_value(5),
                                                            &handle);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, handle.raw);
    }
    return status;
}

kozo_err_t sys_untyped_inspect(struct thread *caller, struct cap_slot *self, kozo_size_t *size,
                               kozo_size_t *used)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_UNTYPED_INSPECT);

    decode_got_cap(0, self);
    *size = (kozo_size_t)decode_result(0);
    *used = (kozo_size_t)decode_result(1);
    return outcome;
}

static kozo_status_t stub_untyped_inspect(void)
{
    kozo_size_t size;
    kozo_size_t used;
    const kozo_status_t status = kozo_untyped_inspect_status((kozo_untyped_t){decode_value(0)}, &size,
                                                             &used);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, size);
        decode_stored(1, used);
    }
    return status;
}

kozo_err_t sys_aspace_map_table(struct thread *caller, struct aspace *self, struct cap_slot *table,
                                vaddr_t at, uint64_t *level)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ASPACE_MAP_TABLE);

    decode_got_cap(0, self);
    decode_got_cap(1, table);
    decode_got_value(2, at.raw);
    *level = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_aspace_map_table(void)
{
    uint64_t level;
    const kozo_status_t status = kozo_aspace_map_table_status((kozo_aspace_t){decode_value(0)},
                                                              (kozo_page_table_t){decode_value(1)},
                                                              (vaddr_t){decode_value(2)}, &level);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, level);
    }
    return status;
}

kozo_err_t sys_aspace_map(struct thread *caller, struct aspace *self, struct cap_slot *frame,
                          vaddr_t at, kozo_map_flags_t flags)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_ASPACE_MAP);

    decode_got_cap(0, self);
    decode_got_cap(1, frame);
    decode_got_value(2, at.raw);
    decode_got_value(3, flags);
    return outcome;
}

static kozo_status_t stub_aspace_map(void)
{
    return kozo_aspace_map_status((kozo_aspace_t){decode_value(0)}, (kozo_frame_t){decode_value(1)},
                                  (vaddr_t){decode_value(2)}, (kozo_map_flags_t)decode_value(3));
}

kozo_err_t sys_frame_unmap(struct thread *caller, struct cap_slot *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_FRAME_UNMAP);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_frame_unmap(void)
{
    return kozo_frame_unmap_status((kozo_frame_t){decode_value(0)});
}

kozo_err_t sys_thread_bind(struct thread *caller, struct thread *self, struct cap_slot *cspace,
                           struct cap_slot *aspace, struct cap_slot *budget)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_BIND);

    decode_got_cap(0, self);
    decode_got_cap(1, cspace);
    decode_got_cap(2, aspace);
    decode_got_cap(3, budget);
    return outcome;
}

static kozo_status_t stub_thread_bind(void)
{
    return kozo_thread_bind_status((kozo_thread_t){decode_value(0)},
                                   (kozo_cnode_t){decode_value(1)},
                                   (kozo_aspace_t){decode_value(2)},
                                   (kozo_budget_t){decode_value(3)});
}

kozo_err_t sys_thread_bind_buffer(struct thread *caller, struct thread *self,
                                  struct cap_slot *frame, uint32_t offset)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_BIND_BUFFER);

    decode_got_cap(0, self);
    decode_got_cap(1, frame);
    decode_got_value(2, offset);
    return outcome;
}

static kozo_status_t stub_thread_bind_buffer(void)
{
    return kozo_thread_bind_buffer_status((kozo_thread_t){decode_value(0)},
                                          (kozo_frame_t){decode_value(1)},
                                          (uint32_t)decode_value(2));
}

kozo_err_t sys_thread_bind_faults(struct thread *caller, struct thread *self,
                                  struct cap_slot *handler)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_BIND_FAULTS);

    decode_got_cap(0, self);
    decode_got_cap(1, handler);
    return outcome;
}

static kozo_status_t stub_thread_bind_faults(void)
{
    return kozo_thread_bind_faults_status((kozo_thread_t){decode_value(0)},
                                          (kozo_endpoint_t){decode_value(1)});
}

kozo_err_t sys_thread_start(struct thread *caller, struct thread *self, vaddr_t ip, vaddr_t sp,
                            uint64_t argument)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_START);

    decode_got_cap(0, self);
    decode_got_value(1, ip.raw);
    decode_got_value(2, sp.raw);
    decode_got_value(3, argument);
    return outcome;
}

static kozo_status_t stub_thread_start(void)
{
    return kozo_thread_start_status((kozo_thread_t){decode_value(0)}, (vaddr_t){decode_value(1)},
                                    (vaddr_t){decode_value(2)}, (uint64_t)decode_value(3));
}

kozo_err_t sys_thread_suspend(struct thread *caller, struct thread *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_SUSPEND);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_thread_suspend(void)
{
    return kozo_thread_suspend_status((kozo_thread_t){decode_value(0)});
}

kozo_err_t sys_thread_resume(struct thread *caller, struct thread *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_RESUME);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_thread_resume(void)
{
    return kozo_thread_resume_status((kozo_thread_t){decode_value(0)});
}

kozo_err_t sys_thread_exit(struct thread *caller, struct thread *self, uint64_t code)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_EXIT);

    decode_got_cap(0, self);
    decode_got_value(1, code);
    return outcome;
}

static kozo_status_t stub_thread_exit(void)
{
    return kozo_thread_exit_status((kozo_thread_t){decode_value(0)}, (uint64_t)decode_value(1));
}

kozo_err_t sys_thread_inspect(struct thread *caller, struct thread *self,
                              kozo_thread_state_t *state, kozo_priority_t *priority,
                              kozo_duration_t *consumed)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_INSPECT);

    decode_got_cap(0, self);
    *state = (kozo_thread_state_t)decode_result(0);
    *priority = (kozo_priority_t)decode_result(1);
    *consumed = (kozo_duration_t)decode_result(2);
    return outcome;
}

static kozo_status_t stub_thread_inspect(void)
{
    kozo_thread_state_t state;
    kozo_priority_t priority;
    kozo_duration_t consumed;
    const kozo_status_t status = kozo_thread_inspect_status((kozo_thread_t){decode_value(0)}, &state,
                                                            &priority, &consumed);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, state);
        decode_stored(1, priority);
        decode_stored(2, consumed);
    }
    return status;
}

kozo_err_t sys_thread_name(struct thread *caller, struct thread *self, uint64_t text0,
                           uint64_t text1, uint64_t text2)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_NAME);

    decode_got_cap(0, self);
    decode_got_value(1, text0);
    decode_got_value(2, text1);
    decode_got_value(3, text2);
    return outcome;
}

static kozo_status_t stub_thread_name(void)
{
    return kozo_thread_name_status((kozo_thread_t){decode_value(0)}, (uint64_t)decode_value(1),
                                   (uint64_t)decode_value(2), (uint64_t)decode_value(3));
}

kozo_err_t sys_thread_bind_notification(struct thread *caller, struct thread *self,
                                        struct cap_slot *notification)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_BIND_NOTIFICATION);

    decode_got_cap(0, self);
    decode_got_cap(1, notification);
    return outcome;
}

static kozo_status_t stub_thread_bind_notification(void)
{
    return kozo_thread_bind_notification_status((kozo_thread_t){decode_value(0)},
                                                (kozo_notification_t){decode_value(1)});
}

kozo_err_t sys_budget_configure(struct thread *caller, struct budget *self,
                                struct budget *authority, kozo_priority_t priority,
                                kozo_duration_t capacity, kozo_duration_t period)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_BUDGET_CONFIGURE);

    decode_got_cap(0, self);
    decode_got_cap(1, authority);
    decode_got_value(2, priority);
    decode_got_value(3, capacity);
    decode_got_value(4, period);
    return outcome;
}

static kozo_status_t stub_budget_configure(void)
{
    return kozo_budget_configure_status((kozo_budget_t){decode_value(0)},
                                        (kozo_budget_t){decode_value(1)},
                                        (kozo_priority_t)decode_value(2),
                                        (kozo_duration_t)decode_value(3),
                                        (kozo_duration_t)decode_value(4));
}

kozo_err_t sys_budget_yield(struct thread *caller, struct budget *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_BUDGET_YIELD);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_budget_yield(void)
{
    return kozo_budget_yield_status((kozo_budget_t){decode_value(0)});
}

kozo_err_t sys_budget_inspect(struct thread *caller, struct budget *self, kozo_priority_t *ceiling,
                              kozo_duration_t *remaining, kozo_duration_t *consumed)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_BUDGET_INSPECT);

    decode_got_cap(0, self);
    *ceiling = (kozo_priority_t)decode_result(0);
    *remaining = (kozo_duration_t)decode_result(1);
    *consumed = (kozo_duration_t)decode_result(2);
    return outcome;
}

static kozo_status_t stub_budget_inspect(void)
{
    kozo_priority_t ceiling;
    kozo_duration_t remaining;
    kozo_duration_t consumed;
    const kozo_status_t status = kozo_budget_inspect_status((kozo_budget_t){decode_value(0)}, &ceiling,
                                                            &remaining, &consumed);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, ceiling);
        decode_stored(1, remaining);
        decode_stored(2, consumed);
    }
    return status;
}

kozo_err_t sys_thread_bind_fpu(struct thread *caller, struct thread *self, struct cap_slot *frame,
                               struct cap_slot *authority)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_BIND_FPU);

    decode_got_cap(0, self);
    decode_got_cap(1, frame);
    decode_got_cap(2, authority);
    return outcome;
}

static kozo_status_t stub_thread_bind_fpu(void)
{
    return kozo_thread_bind_fpu_status((kozo_thread_t){decode_value(0)},
                                       (kozo_frame_t){decode_value(1)},
                                       (kozo_platform_t){decode_value(2)});
}

kozo_err_t sys_thread_read_registers(struct thread *caller, struct thread *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_READ_REGISTERS);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_thread_read_registers(void)
{
    return kozo_thread_read_registers_status((kozo_thread_t){decode_value(0)});
}

kozo_err_t sys_thread_write_registers(struct thread *caller, struct thread *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_WRITE_REGISTERS);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_thread_write_registers(void)
{
    return kozo_thread_write_registers_status((kozo_thread_t){decode_value(0)});
}

kozo_err_t sys_thread_watch(struct thread *caller, struct thread *self, kozo_watch_flags_t flags)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_THREAD_WATCH);

    decode_got_cap(0, self);
    decode_got_value(1, flags);
    return outcome;
}

static kozo_status_t stub_thread_watch(void)
{
    return kozo_thread_watch_status((kozo_thread_t){decode_value(0)},
                                    (kozo_watch_flags_t)decode_value(1));
}

kozo_err_t sys_budget_watch(struct thread *caller, struct budget *self, kozo_budget_watch_t flags)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_BUDGET_WATCH);

    decode_got_cap(0, self);
    decode_got_value(1, flags);
    return outcome;
}

static kozo_status_t stub_budget_watch(void)
{
    return kozo_budget_watch_status((kozo_budget_t){decode_value(0)},
                                    (kozo_budget_watch_t)decode_value(1));
}

kozo_err_t sys_io_port_derive(struct thread *caller, struct cap_slot *self, uint16_t first,
                              uint32_t count, struct cnode *dest, struct cap_slot *index,
                              uint64_t *handle)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_IO_PORT_DERIVE);

    decode_got_cap(0, self);
    decode_got_value(1, first);
    decode_got_value(2, count);
    decode_got_cap(3, dest);
    decode_got_slot(4, index);
    *handle = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_io_port_derive(void)
{
    kozo_handle_t handle;
    const kozo_status_t status = kozo_io_port_derive_status((kozo_io_port_t){decode_value(0)},
                                                            (uint16_t)decode_value(1),
                                                            (uint32_t)decode_value(2),
                                                            (kozo_cnode_t){decode_value(3)},
                                                            (kozo_slot_index_t)decode_value(4),
                                                            &handle);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, handle.raw);
    }
    return status;
}

kozo_err_t sys_io_port_read(struct thread *caller, struct cap_slot *self, uint16_t offset,
                            kozo_io_width_t width, uint32_t *value)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_IO_PORT_READ);

    decode_got_cap(0, self);
    decode_got_value(1, offset);
    decode_got_value(2, width);
    *value = (uint32_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_io_port_read(void)
{
    uint32_t value;
    const kozo_status_t status = kozo_io_port_read_status((kozo_io_port_t){decode_value(0)},
                                                          (uint16_t)decode_value(1),
                                                          (kozo_io_width_t)decode_value(2), &value);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, value);
    }
    return status;
}

kozo_err_t sys_io_port_write(struct thread *caller, struct cap_slot *self, uint16_t offset,
                             kozo_io_width_t width, uint32_t value)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_IO_PORT_WRITE);

    decode_got_cap(0, self);
    decode_got_value(1, offset);
    decode_got_value(2, width);
    decode_got_value(3, value);
    return outcome;
}

static kozo_status_t stub_io_port_write(void)
{
    return kozo_io_port_write_status((kozo_io_port_t){decode_value(0)}, (uint16_t)decode_value(1),
                                     (kozo_io_width_t)decode_value(2), (uint32_t)decode_value(3));
}

kozo_err_t sys_debug_trace(struct thread *caller, struct cap_slot *self, uint64_t number,
                           uint64_t *found, uint64_t *count)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_DEBUG_TRACE);

    decode_got_cap(0, self);
    decode_got_value(1, number);
    *found = (uint64_t)decode_result(0);
    *count = (uint64_t)decode_result(1);
    return outcome;
}

static kozo_status_t stub_debug_trace(void)
{
    uint64_t found;
    uint64_t count;
    const kozo_status_t status = kozo_debug_trace_status((kozo_debug_t){decode_value(0)},
                                                         (uint64_t)decode_value(1), &found, &count);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, found);
        decode_stored(1, count);
    }
    return status;
}

kozo_err_t sys_debug_write(struct thread *caller, struct cap_slot *self, uint64_t length,
                           uint64_t text0, uint64_t text1, uint64_t text2, uint64_t text3)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_DEBUG_WRITE);

    decode_got_cap(0, self);
    decode_got_value(1, length);
    decode_got_value(2, text0);
    decode_got_value(3, text1);
    decode_got_value(4, text2);
    decode_got_value(5, text3);
    return outcome;
}

static kozo_status_t stub_debug_write(void)
{
    return kozo_debug_write_status((kozo_debug_t){decode_value(0)}, (uint64_t)decode_value(1),
                                   (uint64_t)decode_value(2), (uint64_t)decode_value(3),
                                   (uint64_t)decode_value(4), (uint64_t)decode_value(5));
}

kozo_err_t sys_debug_restart(struct thread *caller, struct cap_slot *self, uint64_t steps,
                             uint64_t *left)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_DEBUG_RESTART);

    decode_got_cap(0, self);
    decode_got_value(1, steps);
    *left = (uint64_t)decode_result(0);
    return outcome;
}

static kozo_status_t stub_debug_restart(void)
{
    uint64_t left;
    const kozo_status_t status = kozo_debug_restart_status((kozo_debug_t){decode_value(0)},
                                                           (uint64_t)decode_value(1), &left);

    if (kozo_status_code(status) == KOZO_OK) {
        decode_stored(0, left);
    }
    return status;
}

kozo_err_t sys_platform_power_off(struct thread *caller, struct cap_slot *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_PLATFORM_POWER_OFF);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_platform_power_off(void)
{
    return kozo_platform_power_off_status((kozo_platform_t){decode_value(0)});
}

kozo_err_t sys_platform_reboot(struct thread *caller, struct cap_slot *self)
{
    const kozo_err_t outcome = decode_enter(caller, KOZO_OP_PLATFORM_REBOOT);

    decode_got_cap(0, self);
    return outcome;
}

static kozo_status_t stub_platform_reboot(void)
{
    return kozo_platform_reboot_status((kozo_platform_t){decode_value(0)});
}

const struct decode_operation decode_operations[] = {
    {.name = "endpoint_call", .number = KOZO_OP_ENDPOINT_CALL, .stub = stub_endpoint_call,
     .message = true, .sends = true, .flags = 0x1, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ENDPOINT, .as_slot = true, .rights = 0x2},
     }},
    {.name = "endpoint_reply_receive", .number = KOZO_OP_ENDPOINT_REPLY_RECEIVE, .stub = stub_endpoint_reply_receive,
     .message = true, .sends = true, .flags = 0x7, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ENDPOINT, .rights = 0x1},
     }},
    {.name = "endpoint_send", .number = KOZO_OP_ENDPOINT_SEND, .stub = stub_endpoint_send,
     .message = true, .sends = true, .flags = 0x1, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ENDPOINT, .as_slot = true, .rights = 0x2},
     }},
    {.name = "endpoint_receive", .number = KOZO_OP_ENDPOINT_RECEIVE, .stub = stub_endpoint_receive,
     .message = true, .sends = false, .flags = 0x1, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ENDPOINT, .rights = 0x1},
     }},
    {.name = "reply_send", .number = KOZO_OP_REPLY_SEND, .stub = stub_reply_send,
     .message = true, .sends = true, .flags = 0x2, .result_count = 0,
     .arguments = {
     }},
    {.name = "notification_signal", .number = KOZO_OP_NOTIFICATION_SIGNAL, .stub = stub_notification_signal,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NOTIFICATION, .as_slot = true, .rights = 0x2},
     }},
    {.name = "notification_wait", .number = KOZO_OP_NOTIFICATION_WAIT, .stub = stub_notification_wait,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NOTIFICATION, .rights = 0x1},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(16)},
     }},
    {.name = "thread_park", .number = KOZO_OP_THREAD_PARK, .stub = stub_thread_park,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(16)},
     }},
    {.name = "thread_unpark", .number = KOZO_OP_THREAD_UNPARK, .stub = stub_thread_unpark,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
     }},
    {.name = "notification_set_alarm", .number = KOZO_OP_NOTIFICATION_SET_ALARM, .stub = stub_notification_set_alarm,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NOTIFICATION, .rights = 0x1},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(16)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(34)},
     }},
    {.name = "any_identify", .number = KOZO_OP_ANY_IDENTIFY, .stub = stub_any_identify,
     .message = false, .sends = false, .flags = 0x0, .result_count = 2,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true},
     }},
    {.name = "any_delete", .number = KOZO_OP_ANY_DELETE, .stub = stub_any_delete,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true, .path = 0x2, .dying = true},
     }},
    {.name = "any_revoke", .number = KOZO_OP_ANY_REVOKE, .stub = stub_any_revoke,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true, .path = 0x2, .dying = true},
     }},
    {.name = "cnode_copy", .number = KOZO_OP_CNODE_COPY, .stub = stub_cnode_copy,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
         [1] = {.kind = DECODE_SLOT, .cnode = 0, .count = 0, .good = 18},
         [2] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(15)},
     }},
    {.name = "cnode_mint", .number = KOZO_OP_CNODE_MINT, .stub = stub_cnode_mint,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
         [1] = {.kind = DECODE_SLOT, .cnode = 0, .count = 0, .good = 18},
         [2] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(15)},
         [4] = {.kind = DECODE_VALUE, .good = UINT64_C(67)},
     }},
    {.name = "cnode_move", .number = KOZO_OP_CNODE_MOVE, .stub = stub_cnode_move,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
         [1] = {.kind = DECODE_SLOT, .cnode = 0, .count = 0, .good = 18},
         [2] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true, .path = 0x2},
     }},
    {.name = "cnode_inspect", .number = KOZO_OP_CNODE_INSPECT, .stub = stub_cnode_inspect,
     .message = false, .sends = false, .flags = 0x0, .result_count = 3,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x1},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(18)},
     }},
    {.name = "cnode_save_reply", .number = KOZO_OP_CNODE_SAVE_REPLY, .stub = stub_cnode_save_reply,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
         [1] = {.kind = DECODE_SLOT, .cnode = 0, .count = 0, .good = 18},
     }},
    {.name = "any_verify", .number = KOZO_OP_ANY_VERIFY, .stub = stub_any_verify,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NULL, .as_slot = true},
     }},
    {.name = "untyped_retype", .number = KOZO_OP_UNTYPED_RETYPE, .stub = stub_untyped_retype,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_UNTYPED, .as_slot = true, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(10)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(40)},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(52)},
         [4] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
         [5] = {.kind = DECODE_SLOT, .cnode = 4, .count = 3, .good = 86},
     }},
    {.name = "untyped_inspect", .number = KOZO_OP_UNTYPED_INSPECT, .stub = stub_untyped_inspect,
     .message = false, .sends = false, .flags = 0x0, .result_count = 2,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_UNTYPED, .as_slot = true, .rights = 0x1},
     }},
    {.name = "aspace_map_table", .number = KOZO_OP_ASPACE_MAP_TABLE, .stub = stub_aspace_map_table,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ASPACE, .rights = 0x8},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_PAGE_TABLE, .as_slot = true, .rights = 0x8},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(34)},
     }},
    {.name = "aspace_map", .number = KOZO_OP_ASPACE_MAP, .stub = stub_aspace_map,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ASPACE, .rights = 0x8},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_FRAME, .as_slot = true, .rights = 0x9},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(0x2000)},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(3)},
     }},
    {.name = "frame_unmap", .number = KOZO_OP_FRAME_UNMAP, .stub = stub_frame_unmap,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_FRAME, .as_slot = true, .rights = 0x8},
     }},
    {.name = "thread_bind", .number = KOZO_OP_THREAD_BIND, .stub = stub_thread_bind,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .as_slot = true, .rights = 0x1},
         [2] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ASPACE, .as_slot = true, .rights = 0x8},
         [3] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_BUDGET, .as_slot = true, .rights = 0x2},
     }},
    {.name = "thread_bind_buffer", .number = KOZO_OP_THREAD_BIND_BUFFER, .stub = stub_thread_bind_buffer,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_FRAME, .as_slot = true, .rights = 0x3},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(1024)},
     }},
    {.name = "thread_bind_faults", .number = KOZO_OP_THREAD_BIND_FAULTS, .stub = stub_thread_bind_faults,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_ENDPOINT, .as_slot = true, .rights = 0x2},
     }},
    {.name = "thread_start", .number = KOZO_OP_THREAD_START, .stub = stub_thread_start,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(17)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(34)},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(50)},
     }},
    {.name = "thread_suspend", .number = KOZO_OP_THREAD_SUSPEND, .stub = stub_thread_suspend,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
     }},
    {.name = "thread_resume", .number = KOZO_OP_THREAD_RESUME, .stub = stub_thread_resume,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
     }},
    {.name = "thread_exit", .number = KOZO_OP_THREAD_EXIT, .stub = stub_thread_exit,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(16)},
     }},
    {.name = "thread_inspect", .number = KOZO_OP_THREAD_INSPECT, .stub = stub_thread_inspect,
     .message = false, .sends = false, .flags = 0x0, .result_count = 3,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x1},
     }},
    {.name = "thread_name", .number = KOZO_OP_THREAD_NAME, .stub = stub_thread_name,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(16)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(33)},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(50)},
     }},
    {.name = "thread_bind_notification", .number = KOZO_OP_THREAD_BIND_NOTIFICATION, .stub = stub_thread_bind_notification,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_NOTIFICATION, .as_slot = true, .rights = 0x1},
     }},
    {.name = "budget_configure", .number = KOZO_OP_BUDGET_CONFIGURE, .stub = stub_budget_configure,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(34)},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(0x2743)},
         [4] = {.kind = DECODE_VALUE, .good = UINT64_C(0x2754)},
     }},
    {.name = "budget_yield", .number = KOZO_OP_BUDGET_YIELD, .stub = stub_budget_yield,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
     }},
    {.name = "budget_inspect", .number = KOZO_OP_BUDGET_INSPECT, .stub = stub_budget_inspect,
     .message = false, .sends = false, .flags = 0x0, .result_count = 3,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x1},
     }},
    {.name = "thread_bind_fpu", .number = KOZO_OP_THREAD_BIND_FPU, .stub = stub_thread_bind_fpu,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_FRAME, .as_slot = true, .rights = 0x3},
         [2] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_PLATFORM, .as_slot = true, .rights = 0x1},
     }},
    {.name = "thread_read_registers", .number = KOZO_OP_THREAD_READ_REGISTERS, .stub = stub_thread_read_registers,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
     }},
    {.name = "thread_write_registers", .number = KOZO_OP_THREAD_WRITE_REGISTERS, .stub = stub_thread_write_registers,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
     }},
    {.name = "thread_watch", .number = KOZO_OP_THREAD_WATCH, .stub = stub_thread_watch,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(3)},
     }},
    {.name = "budget_watch", .number = KOZO_OP_BUDGET_WATCH, .stub = stub_budget_watch,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(1)},
     }},
    {.name = "io_port_derive", .number = KOZO_OP_IO_PORT_DERIVE, .stub = stub_io_port_derive,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_IO_PORT, .as_slot = true},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(17)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(35)},
         [3] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
         [4] = {.kind = DECODE_SLOT, .cnode = 3, .count = 0, .good = 69},
     }},
    {.name = "io_port_read", .number = KOZO_OP_IO_PORT_READ, .stub = stub_io_port_read,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_IO_PORT, .as_slot = true, .rights = 0x1},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(17)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(4)},
     }},
    {.name = "io_port_write", .number = KOZO_OP_IO_PORT_WRITE, .stub = stub_io_port_write,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_IO_PORT, .as_slot = true, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(17)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(4)},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(51)},
     }},
    {.name = "debug_trace", .number = KOZO_OP_DEBUG_TRACE, .stub = stub_debug_trace,
     .message = false, .sends = false, .flags = 0x0, .result_count = 2,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_DEBUG, .as_slot = true, .rights = 0x1},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(16)},
     }},
    {.name = "debug_write", .number = KOZO_OP_DEBUG_WRITE, .stub = stub_debug_write,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_DEBUG, .as_slot = true, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(18)},
         [2] = {.kind = DECODE_VALUE, .good = UINT64_C(33)},
         [3] = {.kind = DECODE_VALUE, .good = UINT64_C(50)},
         [4] = {.kind = DECODE_VALUE, .good = UINT64_C(67)},
         [5] = {.kind = DECODE_VALUE, .good = UINT64_C(84)},
     }},
    {.name = "debug_restart", .number = KOZO_OP_DEBUG_RESTART, .stub = stub_debug_restart,
     .message = false, .sends = false, .flags = 0x0, .result_count = 1,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_DEBUG, .as_slot = true, .rights = 0x2},
         [1] = {.kind = DECODE_VALUE, .good = UINT64_C(17)},
     }},
    {.name = "platform_power_off", .number = KOZO_OP_PLATFORM_POWER_OFF, .stub = stub_platform_power_off,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_PLATFORM, .as_slot = true, .rights = 0x2},
     }},
    {.name = "platform_reboot", .number = KOZO_OP_PLATFORM_REBOOT, .stub = stub_platform_reboot,
     .message = false, .sends = false, .flags = 0x0, .result_count = 0,
     .arguments = {
         [0] = {.kind = DECODE_CAP, .type = KOZO_OBJECT_PLATFORM, .as_slot = true, .rights = 0x2},
     }},
};

const unsigned decode_operation_count = sizeof(decode_operations) / sizeof(decode_operations[0]);
_Static_assert(sizeof(decode_operations) / sizeof(decode_operations[0]) == 50,
               "number of operations in the IDL");

const struct decode_check decode_checks[] = {
    {"endpoint_call.1.tag_words", &decode_operations[0],
     CHECK_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56), NULL, 0},
    {"endpoint_call.1.tag_caps", &decode_operations[0],
     CHECK_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4), NULL, 0},
    {"endpoint_call.1.tag_flags", &decode_operations[0],
     CHECK_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 1, UINT64_C(1), NULL, 0},
    {"endpoint_call.0.lookup", &decode_operations[0],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"endpoint_call.0.type", &decode_operations[0],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3), NULL, 0},
    {"endpoint_call.0.rights", &decode_operations[0],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"endpoint_reply_receive.1.tag_words", &decode_operations[1],
     CHECK_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56), NULL, 0},
    {"endpoint_reply_receive.1.tag_caps", &decode_operations[1],
     CHECK_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4), NULL, 0},
    {"endpoint_reply_receive.1.tag_flags", &decode_operations[1],
     CHECK_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 7, UINT64_C(7), NULL, 0},
    {"endpoint_reply_receive.0.lookup", &decode_operations[1],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"endpoint_reply_receive.0.type", &decode_operations[1],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3), NULL, 0},
    {"endpoint_reply_receive.0.rights", &decode_operations[1],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"endpoint_send.1.tag_words", &decode_operations[2],
     CHECK_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56), NULL, 0},
    {"endpoint_send.1.tag_caps", &decode_operations[2],
     CHECK_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4), NULL, 0},
    {"endpoint_send.1.tag_flags", &decode_operations[2],
     CHECK_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 1, UINT64_C(1), NULL, 0},
    {"endpoint_send.0.lookup", &decode_operations[2],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"endpoint_send.0.type", &decode_operations[2],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3), NULL, 0},
    {"endpoint_send.0.rights", &decode_operations[2],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"endpoint_receive.1.tag_words", &decode_operations[3],
     CHECK_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 0, UINT64_C(0), NULL, 0},
    {"endpoint_receive.1.tag_caps", &decode_operations[3],
     CHECK_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 0, UINT64_C(0), NULL, 0},
    {"endpoint_receive.1.tag_flags", &decode_operations[3],
     CHECK_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 1, UINT64_C(1), NULL, 0},
    {"endpoint_receive.0.lookup", &decode_operations[3],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"endpoint_receive.0.type", &decode_operations[3],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3), NULL, 0},
    {"endpoint_receive.0.rights", &decode_operations[3],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"reply_send.1.tag_words", &decode_operations[4],
     CHECK_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56), NULL, 0},
    {"reply_send.1.tag_caps", &decode_operations[4],
     CHECK_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4), NULL, 0},
    {"reply_send.1.tag_flags", &decode_operations[4],
     CHECK_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 2, UINT64_C(2), NULL, 0},
    {"notification_signal.0.lookup", &decode_operations[5],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"notification_signal.0.type", &decode_operations[5],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5), NULL, 0},
    {"notification_signal.0.rights", &decode_operations[5],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"notification_wait.0.lookup", &decode_operations[6],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"notification_wait.0.type", &decode_operations[6],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5), NULL, 0},
    {"notification_wait.0.rights", &decode_operations[6],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"thread_park.0.lookup", &decode_operations[7],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_park.0.type", &decode_operations[7],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_park.0.rights", &decode_operations[7],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_unpark.0.lookup", &decode_operations[8],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_unpark.0.type", &decode_operations[8],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_unpark.0.rights", &decode_operations[8],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"notification_set_alarm.0.lookup", &decode_operations[9],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"notification_set_alarm.0.type", &decode_operations[9],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5), NULL, 0},
    {"notification_set_alarm.0.rights", &decode_operations[9],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"notification_set_alarm.2.minimum", &decode_operations[9],
     CHECK_MINIMUM, 2, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"any_identify.0.lookup", &decode_operations[10],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"any_delete.0.lookup", &decode_operations[11],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"any_revoke.0.lookup", &decode_operations[12],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_copy.0.lookup", &decode_operations[13],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_copy.0.type", &decode_operations[13],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"cnode_copy.0.rights", &decode_operations[13],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"cnode_copy.1.minimum", &decode_operations[13],
     CHECK_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"cnode_copy.1.maximum", &decode_operations[13],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff), NULL, 0},
    {"cnode_copy.1.slot", &decode_operations[13],
     CHECK_SLOT, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_copy.2.lookup", &decode_operations[13],
     CHECK_LOOKUP, 2, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_copy.3.flags", &decode_operations[13],
     CHECK_FLAGS, 3, KOZO_ERR_UNKNOWN_FLAG, 15, UINT64_C(15), NULL, 0},
    {"cnode_mint.0.lookup", &decode_operations[14],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_mint.0.type", &decode_operations[14],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"cnode_mint.0.rights", &decode_operations[14],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"cnode_mint.1.minimum", &decode_operations[14],
     CHECK_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"cnode_mint.1.maximum", &decode_operations[14],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff), NULL, 0},
    {"cnode_mint.1.slot", &decode_operations[14],
     CHECK_SLOT, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_mint.2.lookup", &decode_operations[14],
     CHECK_LOOKUP, 2, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_mint.3.flags", &decode_operations[14],
     CHECK_FLAGS, 3, KOZO_ERR_UNKNOWN_FLAG, 15, UINT64_C(15), NULL, 0},
    {"cnode_move.0.lookup", &decode_operations[15],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_move.0.type", &decode_operations[15],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"cnode_move.0.rights", &decode_operations[15],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"cnode_move.1.minimum", &decode_operations[15],
     CHECK_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"cnode_move.1.maximum", &decode_operations[15],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff), NULL, 0},
    {"cnode_move.1.slot", &decode_operations[15],
     CHECK_SLOT, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_move.2.lookup", &decode_operations[15],
     CHECK_LOOKUP, 2, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_inspect.0.lookup", &decode_operations[16],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_inspect.0.type", &decode_operations[16],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"cnode_inspect.0.rights", &decode_operations[16],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"cnode_inspect.1.minimum", &decode_operations[16],
     CHECK_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"cnode_inspect.1.maximum", &decode_operations[16],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff), NULL, 0},
    {"cnode_save_reply.0.lookup", &decode_operations[17],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"cnode_save_reply.0.type", &decode_operations[17],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"cnode_save_reply.0.rights", &decode_operations[17],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"cnode_save_reply.1.minimum", &decode_operations[17],
     CHECK_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"cnode_save_reply.1.maximum", &decode_operations[17],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff), NULL, 0},
    {"cnode_save_reply.1.slot", &decode_operations[17],
     CHECK_SLOT, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"any_verify.0.lookup", &decode_operations[18],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"any_verify.1.lookup", &decode_operations[18],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"untyped_retype.0.lookup", &decode_operations[19],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"untyped_retype.0.type", &decode_operations[19],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(1), NULL, 0},
    {"untyped_retype.0.rights", &decode_operations[19],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"untyped_retype.1.object", &decode_operations[19],
     CHECK_ENUM, 1, KOZO_ERR_RANGE, 10, UINT64_C(2030), VALUES(1, 2, 3, 5, 6, 7, 8, 9, 10), 9},
    {"untyped_retype.2.minimum", &decode_operations[19],
     CHECK_MINIMUM, 2, KOZO_ERR_RANGE, 6, UINT64_C(6), NULL, 0},
    {"untyped_retype.2.maximum", &decode_operations[19],
     CHECK_MAXIMUM, 2, KOZO_ERR_RANGE, 46, UINT64_C(46), NULL, 0},
    {"untyped_retype.3.minimum", &decode_operations[19],
     CHECK_MINIMUM, 3, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"untyped_retype.3.maximum", &decode_operations[19],
     CHECK_MAXIMUM, 3, KOZO_ERR_RANGE, 256, UINT64_C(256), NULL, 0},
    {"untyped_retype.4.lookup", &decode_operations[19],
     CHECK_LOOKUP, 4, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"untyped_retype.4.type", &decode_operations[19],
     CHECK_TYPE, 4, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"untyped_retype.4.rights", &decode_operations[19],
     CHECK_RIGHTS, 4, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"untyped_retype.5.minimum", &decode_operations[19],
     CHECK_MINIMUM, 5, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"untyped_retype.5.maximum", &decode_operations[19],
     CHECK_MAXIMUM, 5, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff), NULL, 0},
    {"untyped_retype.5.slot", &decode_operations[19],
     CHECK_SLOT, 5, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"untyped_inspect.0.lookup", &decode_operations[20],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"untyped_inspect.0.type", &decode_operations[20],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(1), NULL, 0},
    {"untyped_inspect.0.rights", &decode_operations[20],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"aspace_map_table.0.lookup", &decode_operations[21],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"aspace_map_table.0.type", &decode_operations[21],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(7), NULL, 0},
    {"aspace_map_table.0.rights", &decode_operations[21],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8), NULL, 0},
    {"aspace_map_table.1.lookup", &decode_operations[21],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"aspace_map_table.1.type", &decode_operations[21],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(9), NULL, 0},
    {"aspace_map_table.1.rights", &decode_operations[21],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8), NULL, 0},
    {"aspace_map_table.2.below", &decode_operations[21],
     CHECK_BELOW, 2, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000), NULL, 0},
    {"aspace_map.0.lookup", &decode_operations[22],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"aspace_map.0.type", &decode_operations[22],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(7), NULL, 0},
    {"aspace_map.0.rights", &decode_operations[22],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8), NULL, 0},
    {"aspace_map.1.lookup", &decode_operations[22],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"aspace_map.1.type", &decode_operations[22],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8), NULL, 0},
    {"aspace_map.1.rights", &decode_operations[22],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 9, UINT64_C(9), NULL, 0},
    {"aspace_map.2.below", &decode_operations[22],
     CHECK_BELOW, 2, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000), NULL, 0},
    {"aspace_map.2.align", &decode_operations[22],
     CHECK_ALIGN, 2, KOZO_ERR_ALIGNMENT, 4096, UINT64_C(0x1000), NULL, 0},
    {"aspace_map.3.flags", &decode_operations[22],
     CHECK_FLAGS, 3, KOZO_ERR_UNKNOWN_FLAG, 3, UINT64_C(3), NULL, 0},
    {"frame_unmap.0.lookup", &decode_operations[23],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"frame_unmap.0.type", &decode_operations[23],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8), NULL, 0},
    {"frame_unmap.0.rights", &decode_operations[23],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8), NULL, 0},
    {"thread_bind.0.lookup", &decode_operations[24],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind.0.type", &decode_operations[24],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_bind.0.rights", &decode_operations[24],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_bind.1.lookup", &decode_operations[24],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind.1.type", &decode_operations[24],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"thread_bind.1.rights", &decode_operations[24],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"thread_bind.2.lookup", &decode_operations[24],
     CHECK_LOOKUP, 2, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind.2.type", &decode_operations[24],
     CHECK_TYPE, 2, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(7), NULL, 0},
    {"thread_bind.2.rights", &decode_operations[24],
     CHECK_RIGHTS, 2, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8), NULL, 0},
    {"thread_bind.3.lookup", &decode_operations[24],
     CHECK_LOOKUP, 3, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind.3.type", &decode_operations[24],
     CHECK_TYPE, 3, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10), NULL, 0},
    {"thread_bind.3.rights", &decode_operations[24],
     CHECK_RIGHTS, 3, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_bind_buffer.0.lookup", &decode_operations[25],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_buffer.0.type", &decode_operations[25],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_bind_buffer.0.rights", &decode_operations[25],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_bind_buffer.1.lookup", &decode_operations[25],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_buffer.1.type", &decode_operations[25],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8), NULL, 0},
    {"thread_bind_buffer.1.rights", &decode_operations[25],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 3, UINT64_C(3), NULL, 0},
    {"thread_bind_buffer.2.maximum", &decode_operations[25],
     CHECK_MAXIMUM, 2, KOZO_ERR_RANGE, 3584, UINT64_C(3584), NULL, 0},
    {"thread_bind_buffer.2.align", &decode_operations[25],
     CHECK_ALIGN, 2, KOZO_ERR_ALIGNMENT, 512, UINT64_C(512), NULL, 0},
    {"thread_bind_faults.0.lookup", &decode_operations[26],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_faults.0.type", &decode_operations[26],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_bind_faults.0.rights", &decode_operations[26],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_bind_faults.1.lookup", &decode_operations[26],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_faults.1.type", &decode_operations[26],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3), NULL, 0},
    {"thread_bind_faults.1.rights", &decode_operations[26],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_start.0.lookup", &decode_operations[27],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_start.0.type", &decode_operations[27],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_start.0.rights", &decode_operations[27],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_start.1.below", &decode_operations[27],
     CHECK_BELOW, 1, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000), NULL, 0},
    {"thread_start.2.below", &decode_operations[27],
     CHECK_BELOW, 2, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000), NULL, 0},
    {"thread_suspend.0.lookup", &decode_operations[28],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_suspend.0.type", &decode_operations[28],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_suspend.0.rights", &decode_operations[28],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_resume.0.lookup", &decode_operations[29],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_resume.0.type", &decode_operations[29],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_resume.0.rights", &decode_operations[29],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_exit.0.lookup", &decode_operations[30],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_exit.0.type", &decode_operations[30],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_exit.0.rights", &decode_operations[30],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_inspect.0.lookup", &decode_operations[31],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_inspect.0.type", &decode_operations[31],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_inspect.0.rights", &decode_operations[31],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"thread_name.0.lookup", &decode_operations[32],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_name.0.type", &decode_operations[32],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_name.0.rights", &decode_operations[32],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_bind_notification.0.lookup", &decode_operations[33],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_notification.0.type", &decode_operations[33],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_bind_notification.0.rights", &decode_operations[33],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_bind_notification.1.lookup", &decode_operations[33],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_notification.1.type", &decode_operations[33],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5), NULL, 0},
    {"thread_bind_notification.1.rights", &decode_operations[33],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"budget_configure.0.lookup", &decode_operations[34],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"budget_configure.0.type", &decode_operations[34],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10), NULL, 0},
    {"budget_configure.0.rights", &decode_operations[34],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"budget_configure.1.lookup", &decode_operations[34],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"budget_configure.1.type", &decode_operations[34],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10), NULL, 0},
    {"budget_configure.1.rights", &decode_operations[34],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"budget_configure.2.maximum", &decode_operations[34],
     CHECK_MAXIMUM, 2, KOZO_ERR_RANGE, 255, UINT64_C(255), NULL, 0},
    {"budget_configure.3.minimum", &decode_operations[34],
     CHECK_MINIMUM, 3, KOZO_ERR_RANGE, 10000, UINT64_C(0x2710), NULL, 0},
    {"budget_configure.3.maximum", &decode_operations[34],
     CHECK_MAXIMUM, 3, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0xe8d4a51000), NULL, 0},
    {"budget_configure.4.minimum", &decode_operations[34],
     CHECK_MINIMUM, 4, KOZO_ERR_RANGE, 10000, UINT64_C(0x2710), NULL, 0},
    {"budget_configure.4.maximum", &decode_operations[34],
     CHECK_MAXIMUM, 4, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0xe8d4a51000), NULL, 0},
    {"budget_yield.0.lookup", &decode_operations[35],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"budget_yield.0.type", &decode_operations[35],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10), NULL, 0},
    {"budget_yield.0.rights", &decode_operations[35],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"budget_inspect.0.lookup", &decode_operations[36],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"budget_inspect.0.type", &decode_operations[36],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10), NULL, 0},
    {"budget_inspect.0.rights", &decode_operations[36],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"thread_bind_fpu.0.lookup", &decode_operations[37],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_fpu.0.type", &decode_operations[37],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_bind_fpu.0.rights", &decode_operations[37],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_bind_fpu.1.lookup", &decode_operations[37],
     CHECK_LOOKUP, 1, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_fpu.1.type", &decode_operations[37],
     CHECK_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8), NULL, 0},
    {"thread_bind_fpu.1.rights", &decode_operations[37],
     CHECK_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 3, UINT64_C(3), NULL, 0},
    {"thread_bind_fpu.2.lookup", &decode_operations[37],
     CHECK_LOOKUP, 2, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_bind_fpu.2.type", &decode_operations[37],
     CHECK_TYPE, 2, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(13), NULL, 0},
    {"thread_bind_fpu.2.rights", &decode_operations[37],
     CHECK_RIGHTS, 2, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"thread_read_registers.0.lookup", &decode_operations[38],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_read_registers.0.type", &decode_operations[38],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_read_registers.0.rights", &decode_operations[38],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_write_registers.0.lookup", &decode_operations[39],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_write_registers.0.type", &decode_operations[39],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_write_registers.0.rights", &decode_operations[39],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_watch.0.lookup", &decode_operations[40],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"thread_watch.0.type", &decode_operations[40],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6), NULL, 0},
    {"thread_watch.0.rights", &decode_operations[40],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"thread_watch.1.flags", &decode_operations[40],
     CHECK_FLAGS, 1, KOZO_ERR_UNKNOWN_FLAG, 3, UINT64_C(3), NULL, 0},
    {"budget_watch.0.lookup", &decode_operations[41],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"budget_watch.0.type", &decode_operations[41],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10), NULL, 0},
    {"budget_watch.0.rights", &decode_operations[41],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"budget_watch.1.flags", &decode_operations[41],
     CHECK_FLAGS, 1, KOZO_ERR_UNKNOWN_FLAG, 1, UINT64_C(1), NULL, 0},
    {"io_port_derive.0.lookup", &decode_operations[42],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"io_port_derive.0.type", &decode_operations[42],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(11), NULL, 0},
    {"io_port_derive.1.maximum", &decode_operations[42],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 65535, UINT64_C(0xffff), NULL, 0},
    {"io_port_derive.2.minimum", &decode_operations[42],
     CHECK_MINIMUM, 2, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"io_port_derive.2.maximum", &decode_operations[42],
     CHECK_MAXIMUM, 2, KOZO_ERR_RANGE, 65536, UINT64_C(0x10000), NULL, 0},
    {"io_port_derive.3.lookup", &decode_operations[42],
     CHECK_LOOKUP, 3, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"io_port_derive.3.type", &decode_operations[42],
     CHECK_TYPE, 3, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2), NULL, 0},
    {"io_port_derive.3.rights", &decode_operations[42],
     CHECK_RIGHTS, 3, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"io_port_derive.4.minimum", &decode_operations[42],
     CHECK_MINIMUM, 4, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"io_port_derive.4.maximum", &decode_operations[42],
     CHECK_MAXIMUM, 4, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff), NULL, 0},
    {"io_port_derive.4.slot", &decode_operations[42],
     CHECK_SLOT, 4, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"io_port_read.0.lookup", &decode_operations[43],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"io_port_read.0.type", &decode_operations[43],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(11), NULL, 0},
    {"io_port_read.0.rights", &decode_operations[43],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"io_port_read.1.maximum", &decode_operations[43],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 65535, UINT64_C(0xffff), NULL, 0},
    {"io_port_read.2.enum", &decode_operations[43],
     CHECK_ENUM, 2, KOZO_ERR_RANGE, 4, UINT64_C(4), VALUES(1, 2, 4), 3},
    {"io_port_write.0.lookup", &decode_operations[44],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"io_port_write.0.type", &decode_operations[44],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(11), NULL, 0},
    {"io_port_write.0.rights", &decode_operations[44],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"io_port_write.1.maximum", &decode_operations[44],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 65535, UINT64_C(0xffff), NULL, 0},
    {"io_port_write.2.enum", &decode_operations[44],
     CHECK_ENUM, 2, KOZO_ERR_RANGE, 4, UINT64_C(4), VALUES(1, 2, 4), 3},
    {"io_port_write.3.maximum", &decode_operations[44],
     CHECK_MAXIMUM, 3, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0xffffffff), NULL, 0},
    {"debug_trace.0.lookup", &decode_operations[45],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"debug_trace.0.type", &decode_operations[45],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(12), NULL, 0},
    {"debug_trace.0.rights", &decode_operations[45],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1), NULL, 0},
    {"debug_write.0.lookup", &decode_operations[46],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"debug_write.0.type", &decode_operations[46],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(12), NULL, 0},
    {"debug_write.0.rights", &decode_operations[46],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"debug_write.1.minimum", &decode_operations[46],
     CHECK_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1), NULL, 0},
    {"debug_write.1.maximum", &decode_operations[46],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 32, UINT64_C(32), NULL, 0},
    {"debug_restart.0.lookup", &decode_operations[47],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"debug_restart.0.type", &decode_operations[47],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(12), NULL, 0},
    {"debug_restart.0.rights", &decode_operations[47],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"debug_restart.1.maximum", &decode_operations[47],
     CHECK_MAXIMUM, 1, KOZO_ERR_RANGE, 1000000, UINT64_C(0xf4240), NULL, 0},
    {"platform_power_off.0.lookup", &decode_operations[48],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"platform_power_off.0.type", &decode_operations[48],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(13), NULL, 0},
    {"platform_power_off.0.rights", &decode_operations[48],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
    {"platform_reboot.0.lookup", &decode_operations[49],
     CHECK_LOOKUP, 0, KOZO_OK, 0, UINT64_C(0), NULL, 0},
    {"platform_reboot.0.type", &decode_operations[49],
     CHECK_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(13), NULL, 0},
    {"platform_reboot.0.rights", &decode_operations[49],
     CHECK_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2), NULL, 0},
};

const unsigned decode_check_count = sizeof(decode_checks) / sizeof(decode_checks[0]);
_Static_assert(sizeof(decode_checks) / sizeof(decode_checks[0]) == 250,
               "number of checks in the IDL");

int main(void)
{
    return decode_main();
}
