/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template tests/test_abi.c;
 * change those and run `make generate`. */
/* test_abi.c: layouts, packed words and names, with the IDL's numbers written out. */
#include <kozo/abi.h>
#include <kozo/abi/names.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_layout(void **state)
{
    (void)state;
    assert_int_equal(sizeof(struct kozo_buffer), 512);
    assert_int_equal(sizeof(struct kozo_boot_framebuffer), 24);
    assert_int_equal(sizeof(struct kozo_boot_memory), 24);
    assert_int_equal(sizeof(struct kozo_boot_info), 12632);
    assert_int_equal(sizeof(struct kozo_calc_result), 16);
    assert_int_equal(sizeof(struct kozo_init_untyped), 24);
    assert_int_equal(sizeof(struct kozo_init_info), 3464);
    assert_int_equal(sizeof(struct kozo_start_info), 256);
    assert_int_equal(sizeof(struct kozo_start_note), 32);
    assert_int_equal(sizeof(struct kozo_thread_registers), 160);
    assert_int_equal(sizeof(struct kozo_trace_begin_event), 24);
    assert_int_equal(sizeof(struct kozo_trace_fault_event), 48);
    assert_int_equal(sizeof(struct kozo_trace_message_call), 32);
    assert_int_equal(sizeof(struct kozo_trace_message_return), 24);
    assert_int_equal(sizeof(struct kozo_trace_message_target), 8);
    assert_int_equal(sizeof(struct kozo_trace_method_call), 48);
    assert_int_equal(sizeof(struct kozo_trace_method_return), 32);
    assert_int_equal(sizeof(struct kozo_trace_record), 96);
    assert_int_equal(sizeof(struct kozo_trace_wait_event), 8);
    assert_int_equal(offsetof(struct kozo_buffer, words), 0);
    assert_int_equal(offsetof(struct kozo_buffer, caps), 448);
    assert_int_equal(offsetof(struct kozo_buffer, receive), 480);
    assert_int_equal(offsetof(struct kozo_boot_framebuffer, base), 0);
    assert_int_equal(offsetof(struct kozo_boot_framebuffer, width), 8);
    assert_int_equal(offsetof(struct kozo_boot_framebuffer, height), 12);
    assert_int_equal(offsetof(struct kozo_boot_framebuffer, stride), 16);
    assert_int_equal(offsetof(struct kozo_boot_framebuffer, format), 20);
    assert_int_equal(offsetof(struct kozo_boot_memory, base), 0);
    assert_int_equal(offsetof(struct kozo_boot_memory, length), 8);
    assert_int_equal(offsetof(struct kozo_boot_memory, kind), 16);
    assert_int_equal(offsetof(struct kozo_boot_memory, reserved), 20);
    assert_int_equal(offsetof(struct kozo_boot_info, magic), 0);
    assert_int_equal(offsetof(struct kozo_boot_info, version), 8);
    assert_int_equal(offsetof(struct kozo_boot_info, size), 12);
    assert_int_equal(offsetof(struct kozo_boot_info, loader), 16);
    assert_int_equal(offsetof(struct kozo_boot_info, memory_count), 20);
    assert_int_equal(offsetof(struct kozo_boot_info, kernel_base), 24);
    assert_int_equal(offsetof(struct kozo_boot_info, kernel_size), 32);
    assert_int_equal(offsetof(struct kozo_boot_info, initrd_base), 40);
    assert_int_equal(offsetof(struct kozo_boot_info, initrd_size), 48);
    assert_int_equal(offsetof(struct kozo_boot_info, rsdp), 56);
    assert_int_equal(offsetof(struct kozo_boot_info, framebuffer), 64);
    assert_int_equal(offsetof(struct kozo_boot_info, command_line), 88);
    assert_int_equal(offsetof(struct kozo_boot_info, memory), 344);
    assert_int_equal(offsetof(struct kozo_calc_result, value), 8);
    assert_int_equal(offsetof(struct kozo_calc_result, misplaced), 8);
    assert_int_equal(offsetof(struct kozo_init_untyped, handle), 0);
    assert_int_equal(offsetof(struct kozo_init_untyped, base), 8);
    assert_int_equal(offsetof(struct kozo_init_untyped, size_bits), 16);
    assert_int_equal(offsetof(struct kozo_init_untyped, device), 20);
    assert_int_equal(offsetof(struct kozo_init_info, magic), 0);
    assert_int_equal(offsetof(struct kozo_init_info, version), 8);
    assert_int_equal(offsetof(struct kozo_init_info, size), 12);
    assert_int_equal(offsetof(struct kozo_init_info, cnode), 16);
    assert_int_equal(offsetof(struct kozo_init_info, aspace), 24);
    assert_int_equal(offsetof(struct kozo_init_info, thread), 32);
    assert_int_equal(offsetof(struct kozo_init_info, budget), 40);
    assert_int_equal(offsetof(struct kozo_init_info, debug), 48);
    assert_int_equal(offsetof(struct kozo_init_info, platform), 56);
    assert_int_equal(offsetof(struct kozo_init_info, io_ports), 64);
    assert_int_equal(offsetof(struct kozo_init_info, buffer), 72);
    assert_int_equal(offsetof(struct kozo_init_info, first_free), 80);
    assert_int_equal(offsetof(struct kozo_init_info, slot_count), 84);
    assert_int_equal(offsetof(struct kozo_init_info, initrd_base), 88);
    assert_int_equal(offsetof(struct kozo_init_info, initrd_size), 96);
    assert_int_equal(offsetof(struct kozo_init_info, clock_scale), 104);
    assert_int_equal(offsetof(struct kozo_init_info, clock_start), 112);
    assert_int_equal(offsetof(struct kozo_init_info, memory_size), 120);
    assert_int_equal(offsetof(struct kozo_init_info, untyped_count), 128);
    assert_int_equal(offsetof(struct kozo_init_info, reserved), 132);
    assert_int_equal(offsetof(struct kozo_init_info, command_line), 136);
    assert_int_equal(offsetof(struct kozo_init_info, untyped), 392);
    assert_int_equal(offsetof(struct kozo_start_info, magic), 0);
    assert_int_equal(offsetof(struct kozo_start_info, version), 8);
    assert_int_equal(offsetof(struct kozo_start_info, size), 12);
    assert_int_equal(offsetof(struct kozo_start_info, cnode), 16);
    assert_int_equal(offsetof(struct kozo_start_info, aspace), 24);
    assert_int_equal(offsetof(struct kozo_start_info, thread), 32);
    assert_int_equal(offsetof(struct kozo_start_info, budget), 40);
    assert_int_equal(offsetof(struct kozo_start_info, untyped), 48);
    assert_int_equal(offsetof(struct kozo_start_info, endpoint), 56);
    assert_int_equal(offsetof(struct kozo_start_info, first_free), 64);
    assert_int_equal(offsetof(struct kozo_start_info, slot_count), 68);
    assert_int_equal(offsetof(struct kozo_start_info, clock_scale), 72);
    assert_int_equal(offsetof(struct kozo_start_info, clock_start), 80);
    assert_int_equal(offsetof(struct kozo_start_info, grant_count), 88);
    assert_int_equal(offsetof(struct kozo_start_info, reserved), 92);
    assert_int_equal(offsetof(struct kozo_start_info, grants), 96);
    assert_int_equal(offsetof(struct kozo_start_info, name), 224);
    assert_int_equal(offsetof(struct kozo_start_note, name_size), 0);
    assert_int_equal(offsetof(struct kozo_start_note, data_size), 4);
    assert_int_equal(offsetof(struct kozo_start_note, kind), 8);
    assert_int_equal(offsetof(struct kozo_start_note, name), 12);
    assert_int_equal(offsetof(struct kozo_start_note, interface), 20);
    assert_int_equal(offsetof(struct kozo_start_note, contract), 24);
    assert_int_equal(offsetof(struct kozo_thread_registers, rax), 0);
    assert_int_equal(offsetof(struct kozo_thread_registers, rbx), 8);
    assert_int_equal(offsetof(struct kozo_thread_registers, rcx), 16);
    assert_int_equal(offsetof(struct kozo_thread_registers, rdx), 24);
    assert_int_equal(offsetof(struct kozo_thread_registers, rsi), 32);
    assert_int_equal(offsetof(struct kozo_thread_registers, rdi), 40);
    assert_int_equal(offsetof(struct kozo_thread_registers, rbp), 48);
    assert_int_equal(offsetof(struct kozo_thread_registers, r8), 56);
    assert_int_equal(offsetof(struct kozo_thread_registers, r9), 64);
    assert_int_equal(offsetof(struct kozo_thread_registers, r10), 72);
    assert_int_equal(offsetof(struct kozo_thread_registers, r11), 80);
    assert_int_equal(offsetof(struct kozo_thread_registers, r12), 88);
    assert_int_equal(offsetof(struct kozo_thread_registers, r13), 96);
    assert_int_equal(offsetof(struct kozo_thread_registers, r14), 104);
    assert_int_equal(offsetof(struct kozo_thread_registers, r15), 112);
    assert_int_equal(offsetof(struct kozo_thread_registers, ip), 120);
    assert_int_equal(offsetof(struct kozo_thread_registers, sp), 128);
    assert_int_equal(offsetof(struct kozo_thread_registers, flags), 136);
    assert_int_equal(offsetof(struct kozo_thread_registers, fs_base), 144);
    assert_int_equal(offsetof(struct kozo_thread_registers, gs_base), 152);
    assert_int_equal(offsetof(struct kozo_trace_begin_event, magic), 0);
    assert_int_equal(offsetof(struct kozo_trace_begin_event, version), 8);
    assert_int_equal(offsetof(struct kozo_trace_begin_event, size), 12);
    assert_int_equal(offsetof(struct kozo_trace_begin_event, events), 16);
    assert_int_equal(offsetof(struct kozo_trace_begin_event, capacity), 20);
    assert_int_equal(offsetof(struct kozo_trace_fault_event, tag), 0);
    assert_int_equal(offsetof(struct kozo_trace_fault_event, words), 8);
    assert_int_equal(offsetof(struct kozo_trace_message_call, self), 0);
    assert_int_equal(offsetof(struct kozo_trace_message_call, tag), 8);
    assert_int_equal(offsetof(struct kozo_trace_message_call, deadline), 16);
    assert_int_equal(offsetof(struct kozo_trace_message_call, reply), 24);
    assert_int_equal(offsetof(struct kozo_trace_message_return, status), 0);
    assert_int_equal(offsetof(struct kozo_trace_message_return, badge), 8);
    assert_int_equal(offsetof(struct kozo_trace_message_return, tag), 16);
    assert_int_equal(offsetof(struct kozo_trace_message_target, object), 0);
    assert_int_equal(offsetof(struct kozo_trace_method_call, self), 0);
    assert_int_equal(offsetof(struct kozo_trace_method_call, args), 8);
    assert_int_equal(offsetof(struct kozo_trace_method_return, status), 0);
    assert_int_equal(offsetof(struct kozo_trace_method_return, results), 8);
    assert_int_equal(offsetof(struct kozo_trace_record, time), 0);
    assert_int_equal(offsetof(struct kozo_trace_record, sequence), 8);
    assert_int_equal(offsetof(struct kozo_trace_record, thread), 12);
    assert_int_equal(offsetof(struct kozo_trace_record, partner), 16);
    assert_int_equal(offsetof(struct kozo_trace_record, operation), 20);
    assert_int_equal(offsetof(struct kozo_trace_record, kind), 22);
    assert_int_equal(offsetof(struct kozo_trace_record, cpu), 23);
    assert_int_equal(offsetof(struct kozo_trace_record, name), 24);
    assert_int_equal(offsetof(struct kozo_trace_record, words), 48);
    assert_int_equal(offsetof(struct kozo_trace_wait_event, state), 0);
}

/* A field that is full fills its own bits and no others. */
static void test_words(void **state)
{
    (void)state;
    assert_int_equal(kozo_handle_make(UINT64_C(0xffffffff), 0, 0).raw, UINT64_C(0xffffffff00000000));
    assert_int_equal(kozo_handle_stamp((kozo_handle_t){UINT64_MAX}), UINT64_C(0xffffffff));
    assert_int_equal(kozo_handle_stamp((kozo_handle_t){~UINT64_C(0xffffffff00000000)}), 0);
    assert_int_equal(kozo_handle_make(0, UINT64_C(3), 0).raw, UINT64_C(0xc0000000));
    assert_int_equal(kozo_handle_depth((kozo_handle_t){UINT64_MAX}), UINT64_C(3));
    assert_int_equal(kozo_handle_depth((kozo_handle_t){~UINT64_C(0xc0000000)}), 0);
    assert_int_equal(kozo_handle_make(0, 0, UINT64_C(0x3fffffff)).raw, UINT64_C(0x3fffffff));
    assert_int_equal(kozo_handle_address((kozo_handle_t){UINT64_MAX}), UINT64_C(0x3fffffff));
    assert_int_equal(kozo_handle_address((kozo_handle_t){~UINT64_C(0x3fffffff)}), 0);
    assert_int_equal(kozo_info_make(UINT64_C(255), 0, 0, 0).raw, UINT64_C(255));
    assert_int_equal(kozo_info_type((kozo_info_t){UINT64_MAX}), UINT64_C(255));
    assert_int_equal(kozo_info_type((kozo_info_t){~UINT64_C(255)}), 0);
    assert_int_equal(kozo_info_make(0, UINT64_C(255), 0, 0).raw, UINT64_C(0xff00));
    assert_int_equal(kozo_info_rights((kozo_info_t){UINT64_MAX}), UINT64_C(255));
    assert_int_equal(kozo_info_rights((kozo_info_t){~UINT64_C(0xff00)}), 0);
    assert_int_equal(kozo_info_make(0, 0, UINT64_C(255), 0).raw, UINT64_C(0xff0000));
    assert_int_equal(kozo_info_size_bits((kozo_info_t){UINT64_MAX}), UINT64_C(255));
    assert_int_equal(kozo_info_size_bits((kozo_info_t){~UINT64_C(0xff0000)}), 0);
    assert_int_equal(kozo_info_make(0, 0, 0, UINT64_C(1)).raw, UINT64_C(0x1000000));
    assert_int_equal(kozo_info_device((kozo_info_t){UINT64_MAX}), UINT64_C(1));
    assert_int_equal(kozo_info_device((kozo_info_t){~UINT64_C(0x1000000)}), 0);
    assert_int_equal(kozo_pass_make(UINT64_C(255), 0).raw, UINT64_C(255));
    assert_int_equal(kozo_pass_withheld((kozo_pass_t){UINT64_MAX}), UINT64_C(255));
    assert_int_equal(kozo_pass_withheld((kozo_pass_t){~UINT64_C(255)}), 0);
    assert_int_equal(kozo_pass_make(0, UINT64_C(1)).raw, UINT64_C(256));
    assert_int_equal(kozo_pass_move((kozo_pass_t){UINT64_MAX}), UINT64_C(1));
    assert_int_equal(kozo_pass_move((kozo_pass_t){~UINT64_C(256)}), 0);
    assert_int_equal(kozo_status_make(UINT64_C(0xffff), 0, 0).raw, UINT64_C(0xffff));
    assert_int_equal(kozo_status_code((kozo_status_t){UINT64_MAX}), UINT64_C(0xffff));
    assert_int_equal(kozo_status_code((kozo_status_t){~UINT64_C(0xffff)}), 0);
    assert_int_equal(kozo_status_make(0, UINT64_C(255), 0).raw, UINT64_C(0xff0000));
    assert_int_equal(kozo_status_argument((kozo_status_t){UINT64_MAX}), UINT64_C(255));
    assert_int_equal(kozo_status_argument((kozo_status_t){~UINT64_C(0xff0000)}), 0);
    assert_int_equal(kozo_status_make(0, 0, UINT64_C(0xffffffff)).raw, UINT64_C(0xffffffff00000000));
    assert_int_equal(kozo_status_detail((kozo_status_t){UINT64_MAX}), UINT64_C(0xffffffff));
    assert_int_equal(kozo_status_detail((kozo_status_t){~UINT64_C(0xffffffff00000000)}), 0);
    assert_int_equal(kozo_tag_make(UINT64_C(0xffffffff), 0, 0, 0, 0).raw, UINT64_C(0xffffffff00000000));
    assert_int_equal(kozo_tag_interface((kozo_tag_t){UINT64_MAX}), UINT64_C(0xffffffff));
    assert_int_equal(kozo_tag_interface((kozo_tag_t){~UINT64_C(0xffffffff00000000)}), 0);
    assert_int_equal(kozo_tag_make(0, UINT64_C(0xffff), 0, 0, 0).raw, UINT64_C(0xffff0000));
    assert_int_equal(kozo_tag_label((kozo_tag_t){UINT64_MAX}), UINT64_C(0xffff));
    assert_int_equal(kozo_tag_label((kozo_tag_t){~UINT64_C(0xffff0000)}), 0);
    assert_int_equal(kozo_tag_make(0, 0, UINT64_C(127), 0, 0).raw, UINT64_C(0xfe00));
    assert_int_equal(kozo_tag_flags((kozo_tag_t){UINT64_MAX}), UINT64_C(127));
    assert_int_equal(kozo_tag_flags((kozo_tag_t){~UINT64_C(0xfe00)}), 0);
    assert_int_equal(kozo_tag_make(0, 0, 0, UINT64_C(7), 0).raw, UINT64_C(448));
    assert_int_equal(kozo_tag_caps((kozo_tag_t){UINT64_MAX}), UINT64_C(7));
    assert_int_equal(kozo_tag_caps((kozo_tag_t){~UINT64_C(448)}), 0);
    assert_int_equal(kozo_tag_make(0, 0, 0, 0, UINT64_C(63)).raw, UINT64_C(63));
    assert_int_equal(kozo_tag_words((kozo_tag_t){UINT64_MAX}), UINT64_C(63));
    assert_int_equal(kozo_tag_words((kozo_tag_t){~UINT64_C(63)}), 0);
}

struct name {
    unsigned number;
    const char *name;
};

static const struct name operations[] = {
    {0, "endpoint_call"},
    {1, "endpoint_reply_receive"},
    {2, "endpoint_send"},
    {3, "endpoint_receive"},
    {4, "reply_send"},
    {5, "notification_signal"},
    {6, "notification_wait"},
    {7, "thread_park"},
    {8, "thread_unpark"},
    {9, "notification_set_alarm"},
    {10, "any_identify"},
    {11, "any_delete"},
    {12, "any_revoke"},
    {13, "cnode_copy"},
    {14, "cnode_mint"},
    {15, "cnode_move"},
    {16, "cnode_inspect"},
    {17, "cnode_save_reply"},
    {18, "any_verify"},
    {20, "untyped_retype"},
    {21, "untyped_inspect"},
    {24, "aspace_map_table"},
    {25, "aspace_map"},
    {26, "frame_unmap"},
    {30, "thread_bind"},
    {31, "thread_bind_buffer"},
    {32, "thread_bind_faults"},
    {33, "thread_start"},
    {34, "thread_suspend"},
    {35, "thread_resume"},
    {36, "thread_exit"},
    {37, "thread_inspect"},
    {38, "thread_name"},
    {39, "thread_bind_notification"},
    {40, "budget_configure"},
    {41, "budget_yield"},
    {42, "budget_inspect"},
    {43, "thread_bind_fpu"},
    {44, "thread_read_registers"},
    {45, "thread_write_registers"},
    {46, "thread_watch"},
    {47, "budget_watch"},
    {50, "io_port_derive"},
    {51, "io_port_read"},
    {52, "io_port_write"},
    {59, "debug_trace"},
    {60, "debug_write"},
    {61, "debug_restart"},
    {62, "platform_power_off"},
    {63, "platform_reboot"},
};

static const struct name errors[] = {
    {1, "bad_operation"},
    {2, "no_cap"},
    {3, "stale"},
    {4, "dying"},
    {5, "wrong_type"},
    {6, "access_denied"},
    {7, "range"},
    {8, "alignment"},
    {9, "unknown_flag"},
    {10, "malformed"},
    {11, "no_memory"},
    {12, "no_slot"},
    {13, "slot_busy"},
    {14, "not_copyable"},
    {15, "not_badgeable"},
    {16, "no_buffer"},
    {17, "no_receive_slot"},
    {18, "not_ready"},
    {19, "timed_out"},
    {20, "cancelled"},
    {21, "reply_pending"},
    {22, "no_reply"},
    {23, "bad_state"},
    {24, "already_mapped"},
    {25, "not_mapped"},
    {26, "no_table"},
    {27, "write_execute"},
    {28, "over_ceiling"},
    {29, "no_space"},
    {30, "bound_already"},
    {31, "unbound"},
    {32, "unsupported"},
    {33, "disturbed"},
    {34, "device_memory"},
    {35, "revoked"},
    {36, "in_use"},
    {128, "peer_died"},
    {129, "bad_reply"},
    {130, "no_method"},
    {131, "wrong_interface"},
    {132, "bad_message"},
    {256, "not_found"},
    {257, "exists"},
    {258, "full"},
    {259, "refused"},
    {260, "busy"},
    {261, "running"},
    {262, "damaged"},
    {263, "exhausted"},
    {264, "incompatible"},
};

static const struct name objects[] = {
    {1, "untyped"},
    {2, "cnode"},
    {3, "endpoint"},
    {4, "reply"},
    {5, "notification"},
    {6, "thread"},
    {7, "aspace"},
    {8, "frame"},
    {9, "page_table"},
    {10, "budget"},
    {11, "io_port"},
    {12, "debug"},
    {13, "platform"},
};

static const struct {
    unsigned object, right;
    const char *name;
} rights[] = {
    {1, 1, "inspect"},
    {1, 2, "retype"},
    {2, 1, "lookup"},
    {2, 2, "modify"},
    {3, 1, "receive"},
    {3, 2, "send"},
    {3, 4, "grant"},
    {4, 2, "reply"},
    {5, 1, "wait"},
    {5, 2, "signal"},
    {6, 1, "observe"},
    {6, 2, "control"},
    {7, 8, "map"},
    {8, 1, "read"},
    {8, 2, "write"},
    {8, 4, "execute"},
    {8, 8, "map"},
    {9, 8, "map"},
    {10, 1, "observe"},
    {10, 2, "control"},
    {11, 1, "in"},
    {11, 2, "out"},
    {12, 1, "trace"},
    {12, 2, "use"},
    {13, 1, "fpu"},
    {13, 2, "power"},
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Numbers of the table have their names, all others up to `limit` have none. */
static void expect_names(const struct name *table, size_t count, unsigned first, unsigned limit,
                         const char *name_of(unsigned))
{
    size_t known = 0;

    for (size_t i = 0; i < count; i++)
        assert_string_equal(name_of(table[i].number), table[i].name);
    for (unsigned number = first; number < limit; number++)
        known += strcmp(name_of(number), "unknown") != 0;
    assert_int_equal(known, count);
}

static void test_names(void **state)
{
    (void)state;
    expect_names(operations, COUNT(operations), 0, 4096, kozo_operation_name);
    expect_names(errors, COUNT(errors), 1, 4096, kozo_error_name);
    expect_names(objects, COUNT(objects), 1, 4096, kozo_object_name);
    for (size_t i = 0; i < COUNT(rights); i++)
        assert_string_equal(kozo_right_name(rights[i].object, rights[i].right), rights[i].name);
    for (size_t i = 0; i < COUNT(errors); i++) {
        assert_string_not_equal(kozo_error_text(errors[i].number), kozo_error_text(KOZO_OK));
        assert_string_not_equal(kozo_error_remedy(errors[i].number), kozo_error_remedy(KOZO_OK));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests_name("abi", tests, NULL, NULL);
}
