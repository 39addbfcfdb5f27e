/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template user/sys.h;
 * change those and run `make generate`. */
/* sys.h: one stub per kernel operation. `_status` returns the whole status with the position of the
 * refused argument and the limit, the short form the error code alone. Results are written only on
 * success. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/trap.h>

/* Set the bits of the capability's badge, or bit 0 of an unbadged one, and wake a waiter. */
static inline kozo_status_t kozo_notification_signal_status(kozo_notification_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_NOTIFICATION_SIGNAL, self.raw);
    return status;
}

static inline kozo_err_t kozo_notification_signal(kozo_notification_t self)
{
    return kozo_status_code(kozo_notification_signal_status(self));
}

/* Take the bits that are set, waiting until there is one. */
static inline kozo_status_t kozo_notification_wait_status(kozo_notification_t self,
                                                          kozo_deadline_t until, uint64_t *bits)
{
    uint64_t bits_raw;
    const kozo_status_t status = kozo_trap_method_1_1(KOZO_OP_NOTIFICATION_WAIT, self.raw, until,
                                                      &bits_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *bits = bits_raw;
    }
    return status;
}

static inline kozo_err_t kozo_notification_wait(kozo_notification_t self, kozo_deadline_t until,
                                                uint64_t *bits)
{
    return kozo_status_code(kozo_notification_wait_status(self, until, bits));
}

/* Take the thread's token, waiting until there is one. A thread parks only itself. */
static inline kozo_status_t kozo_thread_park_status(kozo_thread_t self, kozo_deadline_t until)
{
    const kozo_status_t status = kozo_trap_method_1_0(KOZO_OP_THREAD_PARK, self.raw, until);
    return status;
}

static inline kozo_err_t kozo_thread_park(kozo_thread_t self, kozo_deadline_t until)
{
    return kozo_status_code(kozo_thread_park_status(self, until));
}

/* Give the thread its token, in which it goes on if it is parked. It has one or none, so a
 * second one changes nothing; it keeps it whatever it does meanwhile. */
static inline kozo_status_t kozo_thread_unpark_status(kozo_thread_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_THREAD_UNPARK, self.raw);
    return status;
}

static inline kozo_err_t kozo_thread_unpark(kozo_thread_t self)
{
    return kozo_status_code(kozo_thread_unpark_status(self));
}

/* Let the kernel signal the notification, once, not before the time `at`. A notification has one
 * alarm: the last call counts. It ends with the notification, and nobody else is told. */
static inline kozo_status_t kozo_notification_set_alarm_status(kozo_notification_t self,
                                                               kozo_deadline_t at, uint64_t bits)
{
    const kozo_status_t status = kozo_trap_method_2_0(KOZO_OP_NOTIFICATION_SET_ALARM, self.raw, at,
                                                      bits);
    return status;
}

static inline kozo_err_t kozo_notification_set_alarm(kozo_notification_t self, kozo_deadline_t at,
                                                     uint64_t bits)
{
    return kozo_status_code(kozo_notification_set_alarm_status(self, at, bits));
}

/* Tell what a handle designates. */
static inline kozo_status_t kozo_any_identify_status(kozo_handle_t self, kozo_info_t *info,
                                                     kozo_badge_t *badge)
{
    uint64_t info_raw;
    uint64_t badge_raw;
    const kozo_status_t status = kozo_trap_method_0_2(KOZO_OP_ANY_IDENTIFY, self.raw, &info_raw,
                                                      &badge_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *info = (kozo_info_t){info_raw};
        *badge = (kozo_badge_t)badge_raw;
    }
    return status;
}

static inline kozo_err_t kozo_any_identify(kozo_handle_t self, kozo_info_t *info,
                                           kozo_badge_t *badge)
{
    return kozo_status_code(kozo_any_identify_status(self, info, badge));
}

/* Empty the slot. Capabilities derived from this one stay and move up; with the last capability
 * its object is destroyed. Whoever waits by this capability is told `revoked`. */
static inline kozo_status_t kozo_any_delete_status(kozo_handle_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_ANY_DELETE, self.raw);
    return status;
}

static inline kozo_err_t kozo_any_delete(kozo_handle_t self)
{
    return kozo_status_code(kozo_any_delete_status(self));
}

/* Delete every capability derived from this one. Returns when none is left, and nobody waits by
 * one of them. */
static inline kozo_status_t kozo_any_revoke_status(kozo_handle_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_ANY_REVOKE, self.raw);
    return status;
}

static inline kozo_err_t kozo_any_revoke(kozo_handle_t self)
{
    return kozo_status_code(kozo_any_revoke_status(self));
}

/* Derive a copy with at most the source's rights. */
static inline kozo_status_t kozo_cnode_copy_status(kozo_cnode_t self, kozo_slot_index_t index,
                                                   kozo_handle_t source, kozo_rights_t mask,
                                                   kozo_handle_t *handle)
{
    uint64_t handle_raw;
    const kozo_status_t status = kozo_trap_method_3_1(KOZO_OP_CNODE_COPY, self.raw, index,
                                                      source.raw, mask, &handle_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *handle = (kozo_handle_t){handle_raw};
    }
    return status;
}

static inline kozo_err_t kozo_cnode_copy(kozo_cnode_t self, kozo_slot_index_t index,
                                         kozo_handle_t source, kozo_rights_t mask,
                                         kozo_handle_t *handle)
{
    return kozo_status_code(kozo_cnode_copy_status(self, index, source, mask, handle));
}

/* Derive a copy that carries a badge. A badge, once set, cannot be changed. */
static inline kozo_status_t kozo_cnode_mint_status(kozo_cnode_t self, kozo_slot_index_t index,
                                                   kozo_handle_t source, kozo_rights_t mask,
                                                   kozo_badge_t badge, kozo_handle_t *handle)
{
    uint64_t handle_raw;
    const kozo_status_t status = kozo_trap_method_4_1(KOZO_OP_CNODE_MINT, self.raw, index,
                                                      source.raw, mask, badge, &handle_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *handle = (kozo_handle_t){handle_raw};
    }
    return status;
}

static inline kozo_err_t kozo_cnode_mint(kozo_cnode_t self, kozo_slot_index_t index,
                                         kozo_handle_t source, kozo_rights_t mask,
                                         kozo_badge_t badge, kozo_handle_t *handle)
{
    return kozo_status_code(kozo_cnode_mint_status(self, index, source, mask, badge, handle));
}

/* Move a capability to another slot. Its place in the derivation tree goes with it, and threads
 * that wait by it go on waiting unless it goes to another CNode. */
static inline kozo_status_t kozo_cnode_move_status(kozo_cnode_t self, kozo_slot_index_t index,
                                                   kozo_handle_t source, kozo_handle_t *handle)
{
    uint64_t handle_raw;
    const kozo_status_t status = kozo_trap_method_2_1(KOZO_OP_CNODE_MOVE, self.raw, index,
                                                      source.raw, &handle_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *handle = (kozo_handle_t){handle_raw};
    }
    return status;
}

static inline kozo_err_t kozo_cnode_move(kozo_cnode_t self, kozo_slot_index_t index,
                                         kozo_handle_t source, kozo_handle_t *handle)
{
    return kozo_status_code(kozo_cnode_move_status(self, index, source, handle));
}

/* Tell what a slot holds, and by which handle those know it who use this CNode as their root. */
static inline kozo_status_t kozo_cnode_inspect_status(kozo_cnode_t self, kozo_slot_index_t index,
                                                      kozo_info_t *info, kozo_badge_t *badge,
                                                      kozo_handle_t *handle)
{
    uint64_t info_raw;
    uint64_t badge_raw;
    uint64_t handle_raw;
    const kozo_status_t status = kozo_trap_method_1_3(KOZO_OP_CNODE_INSPECT, self.raw, index,
                                                      &info_raw, &badge_raw, &handle_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *info = (kozo_info_t){info_raw};
        *badge = (kozo_badge_t)badge_raw;
        *handle = (kozo_handle_t){handle_raw};
    }
    return status;
}

static inline kozo_err_t kozo_cnode_inspect(kozo_cnode_t self, kozo_slot_index_t index,
                                            kozo_info_t *info, kozo_badge_t *badge,
                                            kozo_handle_t *handle)
{
    return kozo_status_code(kozo_cnode_inspect_status(self, index, info, badge, handle));
}

/* Save the pending caller's reply right, so that the thread can receive again and answer later.
 * A thread that has no budget but the caller's cannot. */
static inline kozo_status_t kozo_cnode_save_reply_status(kozo_cnode_t self, kozo_slot_index_t index,
                                                         kozo_handle_t *handle)
{
    uint64_t handle_raw;
    const kozo_status_t status = kozo_trap_method_1_1(KOZO_OP_CNODE_SAVE_REPLY, self.raw, index,
                                                      &handle_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *handle = (kozo_handle_t){handle_raw};
    }
    return status;
}

static inline kozo_err_t kozo_cnode_save_reply(kozo_cnode_t self, kozo_slot_index_t index,
                                               kozo_handle_t *handle)
{
    return kozo_status_code(kozo_cnode_save_reply_status(self, index, handle));
}

/* Tell whether two capabilities designate the same object, and which of them was derived from
 * the other, directly or through others. */
static inline kozo_status_t kozo_any_verify_status(kozo_handle_t self, kozo_handle_t other,
                                                   kozo_relation_t *relation)
{
    uint64_t relation_raw;
    const kozo_status_t status = kozo_trap_method_1_1(KOZO_OP_ANY_VERIFY, self.raw, other.raw,
                                                      &relation_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *relation = (kozo_relation_t)relation_raw;
    }
    return status;
}

static inline kozo_err_t kozo_any_verify(kozo_handle_t self, kozo_handle_t other,
                                         kozo_relation_t *relation)
{
    return kozo_status_code(kozo_any_verify_status(self, other, relation));
}

/* Make objects of cleared memory. Either all of them come into being or none, unless somebody
 * else fills a slot of the run, or takes the memory, before the operation, which is preemptible,
 * has come to its end; then the objects before that point exist. Device memory is not cleared. */
static inline kozo_status_t kozo_untyped_retype_status(kozo_untyped_t self, kozo_object_t kind,
                                                       uint8_t size_bits, uint16_t count,
                                                       kozo_cnode_t dest, kozo_slot_index_t index,
                                                       kozo_handle_t *handle)
{
    uint64_t handle_raw;
    const kozo_status_t status = kozo_trap_method_5_1(KOZO_OP_UNTYPED_RETYPE, self.raw, kind,
                                                      size_bits, count, dest.raw, index,
                                                      &handle_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *handle = (kozo_handle_t){handle_raw};
    }
    return status;
}

static inline kozo_err_t kozo_untyped_retype(kozo_untyped_t self, kozo_object_t kind,
                                             uint8_t size_bits, uint16_t count, kozo_cnode_t dest,
                                             kozo_slot_index_t index, kozo_handle_t *handle)
{
    return kozo_status_code(kozo_untyped_retype_status(self, kind, size_bits, count, dest, index,
                                                       handle));
}

/* Tell how much of a region is in use. */
static inline kozo_status_t kozo_untyped_inspect_status(kozo_untyped_t self, kozo_size_t *size,
                                                        kozo_size_t *used)
{
    uint64_t size_raw;
    uint64_t used_raw;
    const kozo_status_t status = kozo_trap_method_0_2(KOZO_OP_UNTYPED_INSPECT, self.raw, &size_raw,
                                                      &used_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *size = (kozo_size_t)size_raw;
        *used = (kozo_size_t)used_raw;
    }
    return status;
}

static inline kozo_err_t kozo_untyped_inspect(kozo_untyped_t self, kozo_size_t *size,
                                              kozo_size_t *used)
{
    return kozo_status_code(kozo_untyped_inspect_status(self, size, used));
}

/* Insert a page table at the highest level where one is missing. */
static inline kozo_status_t kozo_aspace_map_table_status(kozo_aspace_t self,
                                                         kozo_page_table_t table, vaddr_t at,
                                                         uint64_t *level)
{
    uint64_t level_raw;
    const kozo_status_t status = kozo_trap_method_2_1(KOZO_OP_ASPACE_MAP_TABLE, self.raw, table.raw,
                                                      at.raw, &level_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *level = level_raw;
    }
    return status;
}

static inline kozo_err_t kozo_aspace_map_table(kozo_aspace_t self, kozo_page_table_t table,
                                               vaddr_t at, uint64_t *level)
{
    return kozo_status_code(kozo_aspace_map_table_status(self, table, at, level));
}

/* Map a frame. Writing and executing need the frame's rights of that name. */
static inline kozo_status_t kozo_aspace_map_status(kozo_aspace_t self, kozo_frame_t frame,
                                                   vaddr_t at, kozo_map_flags_t flags)
{
    const kozo_status_t status = kozo_trap_method_3_0(KOZO_OP_ASPACE_MAP, self.raw, frame.raw,
                                                      at.raw, flags);
    return status;
}

static inline kozo_err_t kozo_aspace_map(kozo_aspace_t self, kozo_frame_t frame, vaddr_t at,
                                         kozo_map_flags_t flags)
{
    return kozo_status_code(kozo_aspace_map_status(self, frame, at, flags));
}

/* Undo the mapping that this capability holds. */
static inline kozo_status_t kozo_frame_unmap_status(kozo_frame_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_FRAME_UNMAP, self.raw);
    return status;
}

static inline kozo_err_t kozo_frame_unmap(kozo_frame_t self)
{
    return kozo_status_code(kozo_frame_unmap_status(self));
}

/* Give an inactive thread what it needs to run. The bindings are derived capabilities and can be
 * revoked. */
static inline kozo_status_t kozo_thread_bind_status(kozo_thread_t self, kozo_cnode_t cspace,
                                                    kozo_aspace_t aspace, kozo_budget_t budget)
{
    const kozo_status_t status = kozo_trap_method_3_0(KOZO_OP_THREAD_BIND, self.raw, cspace.raw,
                                                      aspace.raw, budget.raw);
    return status;
}

static inline kozo_err_t kozo_thread_bind(kozo_thread_t self, kozo_cnode_t cspace,
                                          kozo_aspace_t aspace, kozo_budget_t budget)
{
    return kozo_status_code(kozo_thread_bind_status(self, cspace, aspace, budget));
}

/* Give an inactive thread its IPC buffer. */
static inline kozo_status_t kozo_thread_bind_buffer_status(kozo_thread_t self, kozo_frame_t frame,
                                                           uint32_t offset)
{
    const kozo_status_t status = kozo_trap_method_2_0(KOZO_OP_THREAD_BIND_BUFFER, self.raw,
                                                      frame.raw, offset);
    return status;
}

static inline kozo_err_t kozo_thread_bind_buffer(kozo_thread_t self, kozo_frame_t frame,
                                                 uint32_t offset)
{
    return kozo_status_code(kozo_thread_bind_buffer_status(self, frame, offset));
}

/* Name the endpoint that receives the faults of an inactive thread. */
static inline kozo_status_t kozo_thread_bind_faults_status(kozo_thread_t self,
                                                           kozo_endpoint_t handler)
{
    const kozo_status_t status = kozo_trap_method_1_0(KOZO_OP_THREAD_BIND_FAULTS, self.raw,
                                                      handler.raw);
    return status;
}

static inline kozo_err_t kozo_thread_bind_faults(kozo_thread_t self, kozo_endpoint_t handler)
{
    return kozo_status_code(kozo_thread_bind_faults_status(self, handler));
}

/* Start an inactive thread. Its other registers are what thread_write_registers has made of
 * them, or 0. */
static inline kozo_status_t kozo_thread_start_status(kozo_thread_t self, vaddr_t ip, vaddr_t sp,
                                                     uint64_t argument)
{
    const kozo_status_t status = kozo_trap_method_3_0(KOZO_OP_THREAD_START, self.raw, ip.raw,
                                                      sp.raw, argument);
    return status;
}

static inline kozo_err_t kozo_thread_start(kozo_thread_t self, vaddr_t ip, vaddr_t sp,
                                           uint64_t argument)
{
    return kozo_status_code(kozo_thread_start_status(self, ip, sp, argument));
}

/* Stop a thread wherever it is. An operation in which it waited ends with KOZO_ERR_CANCELLED. */
static inline kozo_status_t kozo_thread_suspend_status(kozo_thread_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_THREAD_SUSPEND, self.raw);
    return status;
}

static inline kozo_err_t kozo_thread_suspend(kozo_thread_t self)
{
    return kozo_status_code(kozo_thread_suspend_status(self));
}

/* Let a suspended thread go on. */
static inline kozo_status_t kozo_thread_resume_status(kozo_thread_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_THREAD_RESUME, self.raw);
    return status;
}

static inline kozo_err_t kozo_thread_resume(kozo_thread_t self)
{
    return kozo_status_code(kozo_thread_resume_status(self));
}

/* End the thread. Its fault handler gets an exit message. */
static inline kozo_status_t kozo_thread_exit_status(kozo_thread_t self, uint64_t code)
{
    const kozo_status_t status = kozo_trap_method_1_0(KOZO_OP_THREAD_EXIT, self.raw, code);
    return status;
}

static inline kozo_err_t kozo_thread_exit(kozo_thread_t self, uint64_t code)
{
    return kozo_status_code(kozo_thread_exit_status(self, code));
}

/* Tell what a thread is doing. */
static inline kozo_status_t kozo_thread_inspect_status(kozo_thread_t self,
                                                       kozo_thread_state_t *state,
                                                       kozo_priority_t *priority,
                                                       kozo_duration_t *consumed)
{
    uint64_t state_raw;
    uint64_t priority_raw;
    uint64_t consumed_raw;
    const kozo_status_t status = kozo_trap_method_0_3(KOZO_OP_THREAD_INSPECT, self.raw, &state_raw,
                                                      &priority_raw, &consumed_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *state = (kozo_thread_state_t)state_raw;
        *priority = (kozo_priority_t)priority_raw;
        *consumed = (kozo_duration_t)consumed_raw;
    }
    return status;
}

static inline kozo_err_t kozo_thread_inspect(kozo_thread_t self, kozo_thread_state_t *state,
                                             kozo_priority_t *priority, kozo_duration_t *consumed)
{
    return kozo_status_code(kozo_thread_inspect_status(self, state, priority, consumed));
}

/* Give a thread the name by which traces and debuggers call it. It ends at a NUL; bytes that are
 * not printable ASCII become question marks. */
static inline kozo_status_t kozo_thread_name_status(kozo_thread_t self, uint64_t text0,
                                                    uint64_t text1, uint64_t text2)
{
    const kozo_status_t status = kozo_trap_method_3_0(KOZO_OP_THREAD_NAME, self.raw, text0, text1,
                                                      text2);
    return status;
}

static inline kozo_err_t kozo_thread_name(kozo_thread_t self, uint64_t text0, uint64_t text1,
                                          uint64_t text2)
{
    return kozo_status_code(kozo_thread_name_status(self, text0, text1, text2));
}

/* Let a thread that does not wait, and has not ended, hear of signals while it receives at an
 * endpoint, as a message of the interface `signal` from the kernel whose badge are the bits. The
 * binding is a derived capability and ends with the one it is derived from. */
static inline kozo_status_t kozo_thread_bind_notification_status(kozo_thread_t self,
                                                                 kozo_notification_t notification)
{
    const kozo_status_t status = kozo_trap_method_1_0(KOZO_OP_THREAD_BIND_NOTIFICATION, self.raw,
                                                      notification.raw);
    return status;
}

static inline kozo_err_t kozo_thread_bind_notification(kozo_thread_t self,
                                                       kozo_notification_t notification)
{
    return kozo_status_code(kozo_thread_bind_notification_status(self, notification));
}

/* Set priority and time. With capacity equal to period the capacity is the round-robin quantum. */
static inline kozo_status_t kozo_budget_configure_status(kozo_budget_t self,
                                                         kozo_budget_t authority,
                                                         kozo_priority_t priority,
                                                         kozo_duration_t capacity,
                                                         kozo_duration_t period)
{
    const kozo_status_t status = kozo_trap_method_4_0(KOZO_OP_BUDGET_CONFIGURE, self.raw,
                                                      authority.raw, priority, capacity, period);
    return status;
}

static inline kozo_err_t kozo_budget_configure(kozo_budget_t self, kozo_budget_t authority,
                                               kozo_priority_t priority, kozo_duration_t capacity,
                                               kozo_duration_t period)
{
    return kozo_status_code(kozo_budget_configure_status(self, authority, priority, capacity,
                                                         period));
}

/* Put the budget, if it is current or ready, behind the others of its priority. */
static inline kozo_status_t kozo_budget_yield_status(kozo_budget_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_BUDGET_YIELD, self.raw);
    return status;
}

static inline kozo_err_t kozo_budget_yield(kozo_budget_t self)
{
    return kozo_status_code(kozo_budget_yield_status(self));
}

/* Tell what is left of a budget. */
static inline kozo_status_t kozo_budget_inspect_status(kozo_budget_t self, kozo_priority_t *ceiling,
                                                       kozo_duration_t *remaining,
                                                       kozo_duration_t *consumed)
{
    uint64_t ceiling_raw;
    uint64_t remaining_raw;
    uint64_t consumed_raw;
    const kozo_status_t status = kozo_trap_method_0_3(KOZO_OP_BUDGET_INSPECT, self.raw,
                                                      &ceiling_raw, &remaining_raw, &consumed_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *ceiling = (kozo_priority_t)ceiling_raw;
        *remaining = (kozo_duration_t)remaining_raw;
        *consumed = (kozo_duration_t)consumed_raw;
    }
    return status;
}

static inline kozo_err_t kozo_budget_inspect(kozo_budget_t self, kozo_priority_t *ceiling,
                                             kozo_duration_t *remaining, kozo_duration_t *consumed)
{
    return kozo_status_code(kozo_budget_inspect_status(self, ceiling, remaining, consumed));
}

/* Give an inactive thread the FPU: x87, MMX and vector registers, in their initial state.
 * Without it their instructions are exceptions. */
static inline kozo_status_t kozo_thread_bind_fpu_status(kozo_thread_t self, kozo_frame_t frame,
                                                        kozo_platform_t authority)
{
    const kozo_status_t status = kozo_trap_method_2_0(KOZO_OP_THREAD_BIND_FPU, self.raw, frame.raw,
                                                      authority.raw);
    return status;
}

static inline kozo_err_t kozo_thread_bind_fpu(kozo_thread_t self, kozo_frame_t frame,
                                              kozo_platform_t authority)
{
    return kozo_status_code(kozo_thread_bind_fpu_status(self, frame, authority));
}

/* Copy the registers of a thread that is inactive, suspended or in a fault into the caller's IPC
 * buffer, as a thread_registers structure behind the words that travel in registers. They are
 * those with which the thread would go on. */
static inline kozo_status_t kozo_thread_read_registers_status(kozo_thread_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_THREAD_READ_REGISTERS, self.raw);
    return status;
}

static inline kozo_err_t kozo_thread_read_registers(kozo_thread_t self)
{
    return kozo_status_code(kozo_thread_read_registers_status(self));
}

/* Give a thread that is inactive, suspended or in a fault the registers that lie in the caller's
 * IPC buffer, as thread_read_registers leaves them there. Flags that are not the thread's own to
 * change keep the values that every program runs with. An instruction pointer or a segment base
 * that is not below user_top is refused. */
static inline kozo_status_t kozo_thread_write_registers_status(kozo_thread_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_THREAD_WRITE_REGISTERS, self.raw);
    return status;
}

static inline kozo_err_t kozo_thread_write_registers(kozo_thread_t self)
{
    return kozo_status_code(kozo_thread_write_registers_status(self));
}

/* Watch a thread that is inactive, suspended or in a fault. A foreign thread calls no operation
 * of the kernel: every system call instruction becomes a fault. A step ends with a debug
 * exception behind the next instruction, which clears the flag; a system call takes the
 * instruction behind it along. */
static inline kozo_status_t kozo_thread_watch_status(kozo_thread_t self, kozo_watch_flags_t flags)
{
    const kozo_status_t status = kozo_trap_method_1_0(KOZO_OP_THREAD_WATCH, self.raw, flags);
    return status;
}

static inline kozo_err_t kozo_thread_watch(kozo_thread_t self, kozo_watch_flags_t flags)
{
    return kozo_status_code(kozo_thread_watch_status(self, flags));
}

/* Choose whether the end of a period's time is told, once in each period, to the handler of
 * faults of the thread that the budget is bound to. The thread then waits for the answer before
 * it waits for its next period, and for nothing if the handler has configured the budget anew.
 * It is told when the thread itself would run: a server that works for it just waits, and so
 * does the thread if it has no handler. */
static inline kozo_status_t kozo_budget_watch_status(kozo_budget_t self, kozo_budget_watch_t flags)
{
    const kozo_status_t status = kozo_trap_method_1_0(KOZO_OP_BUDGET_WATCH, self.raw, flags);
    return status;
}

static inline kozo_err_t kozo_budget_watch(kozo_budget_t self, kozo_budget_watch_t flags)
{
    return kozo_status_code(kozo_budget_watch_status(self, flags));
}

/* Derive a capability for a part of the range. */
static inline kozo_status_t kozo_io_port_derive_status(kozo_io_port_t self, uint16_t first,
                                                       uint32_t count, kozo_cnode_t dest,
                                                       kozo_slot_index_t index,
                                                       kozo_handle_t *handle)
{
    uint64_t handle_raw;
    const kozo_status_t status = kozo_trap_method_4_1(KOZO_OP_IO_PORT_DERIVE, self.raw, first,
                                                      count, dest.raw, index, &handle_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *handle = (kozo_handle_t){handle_raw};
    }
    return status;
}

static inline kozo_err_t kozo_io_port_derive(kozo_io_port_t self, uint16_t first, uint32_t count,
                                             kozo_cnode_t dest, kozo_slot_index_t index,
                                             kozo_handle_t *handle)
{
    return kozo_status_code(kozo_io_port_derive_status(self, first, count, dest, index, handle));
}

/* Read a port. */
static inline kozo_status_t kozo_io_port_read_status(kozo_io_port_t self, uint16_t offset,
                                                     kozo_io_width_t width, uint32_t *value)
{
    uint64_t value_raw;
    const kozo_status_t status = kozo_trap_method_2_1(KOZO_OP_IO_PORT_READ, self.raw, offset, width,
                                                      &value_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *value = (uint32_t)value_raw;
    }
    return status;
}

static inline kozo_err_t kozo_io_port_read(kozo_io_port_t self, uint16_t offset,
                                           kozo_io_width_t width, uint32_t *value)
{
    return kozo_status_code(kozo_io_port_read_status(self, offset, width, value));
}

/* Write a port. */
static inline kozo_status_t kozo_io_port_write_status(kozo_io_port_t self, uint16_t offset,
                                                      kozo_io_width_t width, uint32_t value)
{
    const kozo_status_t status = kozo_trap_method_3_0(KOZO_OP_IO_PORT_WRITE, self.raw, offset,
                                                      width, value);
    return status;
}

static inline kozo_err_t kozo_io_port_write(kozo_io_port_t self, uint16_t offset,
                                            kozo_io_width_t width, uint32_t value)
{
    return kozo_status_code(kozo_io_port_write_status(self, offset, width, value));
}

/* Copy a record of the trace into the caller's IPC buffer, as a trace_record structure behind
 * the words that travel in registers. Refused if there is no trace, or no such record yet. */
static inline kozo_status_t kozo_debug_trace_status(kozo_debug_t self, uint64_t number,
                                                    uint64_t *found, uint64_t *count)
{
    uint64_t found_raw;
    uint64_t count_raw;
    const kozo_status_t status = kozo_trap_method_1_2(KOZO_OP_DEBUG_TRACE, self.raw, number,
                                                      &found_raw, &count_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *found = found_raw;
        *count = count_raw;
    }
    return status;
}

static inline kozo_err_t kozo_debug_trace(kozo_debug_t self, uint64_t number, uint64_t *found,
                                          uint64_t *count)
{
    return kozo_status_code(kozo_debug_trace_status(self, number, found, count));
}

/* Write text on the kernel's serial line and screen. */
static inline kozo_status_t kozo_debug_write_status(kozo_debug_t self, uint64_t length,
                                                    uint64_t text0, uint64_t text1, uint64_t text2,
                                                    uint64_t text3)
{
    const kozo_status_t status = kozo_trap_method_5_0(KOZO_OP_DEBUG_WRITE, self.raw, length, text0,
                                                      text1, text2, text3);
    return status;
}

static inline kozo_err_t kozo_debug_write(kozo_debug_t self, uint64_t length, uint64_t text0,
                                          uint64_t text1, uint64_t text2, uint64_t text3)
{
    return kozo_status_code(kozo_debug_write_status(self, length, text0, text1, text2, text3));
}

/* Exercise the restart of a preempted operation. */
static inline kozo_status_t kozo_debug_restart_status(kozo_debug_t self, uint64_t steps,
                                                      uint64_t *left)
{
    uint64_t left_raw;
    const kozo_status_t status = kozo_trap_method_1_1(KOZO_OP_DEBUG_RESTART, self.raw, steps,
                                                      &left_raw);

    if (kozo_status_code(status) == KOZO_OK) {
        *left = left_raw;
    }
    return status;
}

static inline kozo_err_t kozo_debug_restart(kozo_debug_t self, uint64_t steps, uint64_t *left)
{
    return kozo_status_code(kozo_debug_restart_status(self, steps, left));
}

/* Switch the machine off. Does not return. */
static inline kozo_status_t kozo_platform_power_off_status(kozo_platform_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_PLATFORM_POWER_OFF, self.raw);
    return status;
}

static inline kozo_err_t kozo_platform_power_off(kozo_platform_t self)
{
    return kozo_status_code(kozo_platform_power_off_status(self));
}

/* Restart the machine. Does not return. */
static inline kozo_status_t kozo_platform_reboot_status(kozo_platform_t self)
{
    const kozo_status_t status = kozo_trap_method_0_0(KOZO_OP_PLATFORM_REBOOT, self.raw);
    return status;
}

static inline kozo_err_t kozo_platform_reboot(kozo_platform_t self)
{
    return kozo_status_code(kozo_platform_reboot_status(self));
}

/* Send a message and wait for its answer. The caller's budget goes along and comes back with the
 * reply. */
static inline kozo_err_t kozo_endpoint_call(kozo_endpoint_t self, struct kozo_message *m)
{
    return kozo_status_code(kozo_trap_message(KOZO_OP_ENDPOINT_CALL, KOZO_ANY(self), m));
}

/* Answer the pending caller, or the saved one that the reply register names, and wait for the
 * next message. */
static inline kozo_err_t kozo_endpoint_reply_receive(kozo_endpoint_t self, struct kozo_message *m)
{
    return kozo_status_code(kozo_trap_message(KOZO_OP_ENDPOINT_REPLY_RECEIVE, KOZO_ANY(self), m));
}

/* Send a message that nobody answers. */
static inline kozo_err_t kozo_endpoint_send(kozo_endpoint_t self, struct kozo_message *m)
{
    return kozo_status_code(kozo_trap_message(KOZO_OP_ENDPOINT_SEND, KOZO_ANY(self), m));
}

/* Wait for a message. Refused while an earlier caller has neither been answered nor saved. */
static inline kozo_err_t kozo_endpoint_receive(kozo_endpoint_t self, struct kozo_message *m)
{
    /* What is left of an earlier message is no part of a request to receive. */
    m->tag = kozo_tag_make(0, 0, kozo_tag_flags(m->tag) & 0x1u, 0, 0);
    return kozo_status_code(kozo_trap_message(KOZO_OP_ENDPOINT_RECEIVE, KOZO_ANY(self), m));
}

/* Answer the pending caller, or the saved one that the reply register names, and go on. */
static inline kozo_err_t kozo_reply_send(struct kozo_message *m)
{
    return kozo_status_code(kozo_trap_message(KOZO_OP_REPLY_SEND, (kozo_handle_t){0}, m));
}
