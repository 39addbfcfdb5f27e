/* SPDX-License-Identifier: MIT */
/* instructions.c: every instruction that belongs to the kernel, or to nobody, one attack each.
 * See: Intel SDM volume 2 for the exception that each must raise. The second vector is QEMU's. */
#include "attack.h"
#include "tests.h"

#define UD INVALID_OPCODE, 0
#define GP PROTECTION, 0
#define GP_OR_UD PROTECTION, INVALID_OPCODE
#define UD_OR_GP INVALID_OPCODE, PROTECTION
#define NM_OR_UD NO_FPU, INVALID_OPCODE
#define UD_OR_NM INVALID_OPCODE, NO_FPU

/* rdi: a page of zeros. */
#define PRIVILEGED(X)                                                                              \
    X(hlt, "", "hlt", GP)                                                                          \
    X(cli, "", "cli", GP)                                                                          \
    X(sti, "", "sti", GP)                                                                          \
    X(clts, "", "clts", GP)                                                                        \
    X(invd, "", "invd", GP)                                                                        \
    X(wbinvd, "", "wbinvd", GP)                                                                    \
    X(invlpg, "", "invlpg (%rdi)", GP)                                                             \
    X(lgdt, "", "lgdt (%rdi)", GP)                                                                 \
    X(lidt, "", "lidt (%rdi)", GP)                                                                 \
    X(lldt, "xor %eax, %eax", "lldt %ax", GP)                                                      \
    X(ltr, "mov $0x28, %eax", "ltr %ax", GP)                                                       \
    X(lmsw, "mov $1, %eax", "lmsw %ax", GP)                                                        \
    X(swapgs, "", "swapgs", GP)                                                                    \
    X(sysretq, "mov %rsp, %rcx", "sysretq", GP_OR_UD)                                              \
    X(sysretl, "mov %rsp, %rcx", "sysretl", GP_OR_UD)                                              \
    X(sysexit, "mov %rsp, %rcx", ".byte 0x0f, 0x35", GP_OR_UD)                                     \
    X(sysenter, "", ".byte 0x0f, 0x34", GP_OR_UD)                                                  \
    X(rsm, "", "rsm", UD)                                                                          \
    X(monitor, "mov %rdi, %rax", "monitor", UD_OR_GP)                                              \
    X(mwait, "xor %eax, %eax; xor %ecx, %ecx", "mwait", UD_OR_GP)                                  \
    X(rdpmc, "xor %ecx, %ecx", "rdpmc", GP)                                                        \
    X(xsetbv, "xor %ecx, %ecx", "xsetbv", UD_OR_GP)                                                \
    X(xgetbv, "xor %ecx, %ecx", "xgetbv", UD)                                                      \
    X(stac, "", "stac", UD)                                                                        \
    X(clac, "", "clac", UD)                                                                        \
    X(invpcid, "xor %eax, %eax", "invpcid (%rdi), %rax", GP_OR_UD)                                 \
    X(getsec, "xor %eax, %eax", ".byte 0x0f, 0x37", UD)                                            \
    X(rdpkru, "xor %ecx, %ecx", "rdpkru", UD)                                                      \
    X(wrpkru, "xor %eax, %eax; xor %ecx, %ecx; xor %edx, %edx", "wrpkru", UD)                      \
    X(vmcall, "", "vmcall", UD)                                                                    \
    X(vmlaunch, "", "vmlaunch", UD)                                                                \
    X(vmxon, "", "vmxon (%rdi)", UD)                                                               \
    X(vmrun, "", ".byte 0x0f, 0x01, 0xd8", UD)                                                     \
    X(vmmcall, "", "vmmcall", UD)                                                                  \
    X(vmload, "", ".byte 0x0f, 0x01, 0xda", UD)                                                    \
    X(vmsave, "", ".byte 0x0f, 0x01, 0xdb", UD)                                                    \
    X(stgi, "", "stgi", UD)                                                                        \
    X(clgi, "", "clgi", UD)                                                                        \
    X(skinit, "", ".byte 0x0f, 0x01, 0xde", UD)                                                    \
    X(invlpga, "", ".byte 0x0f, 0x01, 0xdf", UD)                                                   \
    X(encls, "", ".byte 0x0f, 0x01, 0xcf", UD)                                                     \
    X(insb, "", "insb", GP)                                                                        \
    X(outsl, "mov %rdi, %rsi", "outsl", GP)                                                        \
    X(rep_insb_of_none, "xor %ecx, %ecx", "rep insb", GP)                                          \
    X(in_imm, "", "inb $0x60, %al", GP)                                                            \
    X(out_imm, "", "outl %eax, $0xf4", GP)                                                         \
    X(sgdt, "", "sgdt -64(%rsp)", GP)                                                              \
    X(sidt, "", "sidt -64(%rsp)", GP)                                                              \
    X(sldt, "", "sldt %eax", GP)                                                                   \
    X(sldt_memory, "", "sldt -64(%rsp)", GP)                                                       \
    X(str, "", "str %eax", GP)                                                                     \
    X(smsw, "", "smsw %rax", GP)                                                                   \
    X(smsw_memory, "", "smsw -64(%rsp)", GP)

/* Registers that only the kernel may see. */
#define CONTROL(X)                                                                                 \
    X(read_cr0, "", "mov %cr0, %rax", GP)                                                          \
    X(read_cr2, "", "mov %cr2, %rax", GP)                                                          \
    X(read_cr3, "", "mov %cr3, %rax", GP)                                                          \
    X(read_cr4, "", "mov %cr4, %rax", GP)                                                          \
    X(read_cr8, "", "mov %cr8, %rax", GP)                                                          \
    X(read_cr1, "", ".byte 0x0f, 0x20, 0xc8", UD_OR_GP)                                            \
    X(write_cr0, "xor %eax, %eax", "mov %rax, %cr0", GP)                                           \
    X(write_cr2, "xor %eax, %eax", "mov %rax, %cr2", GP)                                           \
    X(write_cr3, "xor %eax, %eax", "mov %rax, %cr3", GP)                                           \
    X(write_cr4, "xor %eax, %eax", "mov %rax, %cr4", GP)                                           \
    X(write_cr8, "xor %eax, %eax", "mov %rax, %cr8", GP)                                           \
    X(read_dr0, "", "mov %dr0, %rax", GP)                                                          \
    X(read_dr6, "", "mov %dr6, %rax", GP)                                                          \
    X(read_dr7, "", "mov %dr7, %rax", GP)                                                          \
    X(write_dr0, "mov %rdi, %rax", "mov %rax, %dr0", GP)                                           \
    X(write_dr1, "mov %rdi, %rax", "mov %rax, %dr1", GP)                                           \
    X(write_dr2, "mov %rdi, %rax", "mov %rax, %dr2", GP)                                           \
    X(write_dr3, "mov %rdi, %rax", "mov %rax, %dr3", GP)                                           \
    X(write_dr6, "xor %eax, %eax", "mov %rax, %dr6", GP)                                           \
    X(write_dr7, "mov $0x403, %eax", "mov %rax, %dr7", GP)

/* What is no instruction in 64-bit mode, or must trap anywhere. */
#define UNDEFINED(X)                                                                               \
    X(ud2, "", "ud2", UD)                                                                          \
    X(ud1, "", ".byte 0x0f, 0xb9, 0xc0", UD)                                                       \
    X(int1, "", ".byte 0xf1", DEBUG, INVALID_OPCODE)                                               \
    X(int3, "", "int3", BREAKPOINT, 0)                                                             \
    X(into, "", ".byte 0xce", UD)                                                                  \
    X(bound, "", ".byte 0x62, 0x07", UD)                                                           \
    X(pusha, "", ".byte 0x60", UD)                                                                 \
    X(push_es, "", ".byte 0x06", UD)                                                               \
    X(aaa, "", ".byte 0x37", UD)                                                                   \
    X(salc, "", ".byte 0xd6", UD)                                                                  \
    X(far_call_immediate, "", ".byte 0x9a, 0, 0, 0, 0, 8, 0", UD)                                  \
    X(far_jump_immediate, "", ".byte 0xea, 0, 0, 0, 0, 8, 0", UD)                                  \
    X(les, "", ".byte 0xc4, 0x07", UD)                                                             \
    X(lock_without_memory, "", ".byte 0xf0, 0x90", UD)                                             \
    X(mov_to_cs, "xor %eax, %eax", ".byte 0x8e, 0xc8", UD)                                         \
    X(too_long, "", ".fill 15, 1, 0x66; nop", GP)                                                  \
    X(divide, "xor %edx, %edx; xor %ecx, %ecx; mov $1, %eax", "div %ecx", DIVIDE, 0)               \
    X(divide_overflow, "mov $1, %ecx; mov $1, %edx", "div %ecx", DIVIDE, 0)

/* The FPU's state is nobody's to look at: CR0.EM and no CR4.OSFXSR or OSXSAVE. */
#define FPU(X)                                                                                     \
    X(fld, "", "fldpi", NM_OR_UD)                                                                  \
    X(fninit, "", "fninit", NM_OR_UD)                                                              \
    X(fwait, "", "fwait", NM_OR_UD)                                                                \
    X(fnsave, "", "fnsave (%rdi)", NM_OR_UD)                                                       \
    X(fxsave, "", "fxsave (%rdi)", NM_OR_UD)                                                       \
    X(fxrstor, "", "fxrstor (%rdi)", NM_OR_UD)                                                     \
    X(mmx, "", "movd %mm0, %eax", UD_OR_NM)                                                        \
    X(sse, "", "movups %xmm0, (%rdi)", UD)                                                         \
    X(sse2, "", "movq %xmm0, %rax", UD)                                                            \
    X(stmxcsr, "", "stmxcsr (%rdi)", UD)                                                           \
    X(ldmxcsr, "", "ldmxcsr (%rdi)", UD)                                                           \
    X(avx, "", "vmovups %ymm0, (%rdi)", UD)                                                        \
    X(xsave, "xor %eax, %eax; xor %edx, %edx", "xsave (%rdi)", UD)                                 \
    X(xrstor, "xor %eax, %eax; xor %edx, %edx", "xrstor (%rdi)", UD)

/* Selectors of the kernel's, of a TSS, of no LDT, beyond the table; what was pushed is still
 * there. */
/* QEMU 7.2 pops with the rights of the kernel, whom SMAP keeps from the stack. */
#define POPS(bytes) .below = (bytes), .or_stack_fault = true
#define FAR(X)                                                                                     \
    X(far_jump_tss, "push $0x28; push $0", "rex64 ljmp *(%rsp)", GP, .code = 0x28, .below = 16)    \
    X(far_jump_kernel, "push $8; push $0", "rex64 ljmp *(%rsp)", GP, .code = 8, .below = 16)       \
    X(far_call_kernel, "push $8; push $0", "rex64 lcall *(%rsp)", GP, .code = 8, .below = 16)      \
    X(far_call_ldt, "push $4; push $0", "rex64 lcall *(%rsp)", GP, .code = 4, .below = 16)         \
    X(far_return_kernel, "push $8; push $0", "lretq", GP, .code = 8, POPS(16))                     \
    X(far_return_data, "push $0x1b; push $0", "lretq", GP, .code = 0x18, POPS(16))                 \
    X(far_return_null, "push $0; push $0", "lretq", GP, POPS(16))                                  \
    X(far_return_ldt, "push $7; push $0", "lretq", GP, .code = 4, POPS(16))                        \
    X(far_return_beyond, "push $0x3b; push $0", "lretq", GP, .code = 0x38, POPS(16))               \
    X(iret_code, "push $0x1b; push %rsp; push $2; push $8; push $0",                               \
      "iretq", GP, .code = 8, POPS(40))                                                            \
    X(iret_stack, "push $0x10; push %rsp; push $2; push $0x23; push $0",                           \
      "iretq", GP, .code = 0x10, POPS(40))                                                         \
    X(iret_null, "push $0x1b; push %rsp; push $2; push $0; push $0", "iretq", GP, POPS(40))        \
    X(iret_nested, "pushfq; orq $0x4000, (%rsp); popfq", "iretq", GP, POPS(0))

PRIVILEGED(ATTACK_CODE)
CONTROL(ATTACK_CODE)
UNDEFINED(ATTACK_CODE)
FPU(ATTACK_CODE)
FAR(ATTACK_CODE)

static uint64_t zeros(void)
{
    CHECK_OK(map_here(MAKE_FRAME(), SCRATCH, KOZO_MAP_FLAGS_WRITE));
    return SCRATCH;
}

static void check_zeros(void)
{
    for (uint64_t at = SCRATCH; at < SCRATCH + PAGE; at += sizeof(uint64_t)) {
        CHECK_EQUAL(*(const volatile uint64_t *)at, 0);
    }
}

static void privileged_instructions(void)
{
    ATTACKS_RUN(PRIVILEGED, zeros());
    check_zeros();
}

static void control_registers(void)
{
    ATTACKS_RUN(CONTROL, zeros());
}

static void undefined_instructions(void)
{
    ATTACKS_RUN(UNDEFINED, zeros());
}

static void the_fpu(void)
{
    ATTACKS_RUN(FPU, zeros());
    check_zeros();
}

static void far_transfers(void)
{
    ATTACKS_RUN(FAR, zeros());
}

static void every_software_interrupt(void)
{
    struct fault_record record;

    sweep_begin();
    for (unsigned vector = 0; vector < 256; vector++) {
        SWEEP(0, &record, 0xcd, (uint8_t)vector);
        if (vector == BREAKPOINT) {
            expect_exception(&record, "int", vector, BREAKPOINT, 0);
            CHECK_EQUAL(record.ip, 2);
        } else {
            /* QEMU 7.2 counts the table in the entries of 64-bit mode; the manual does not. */
            expect_exception(&record, "int", vector, PROTECTION,
                             record.code == vector * 16 + 2 ? record.code : vector * 8 + 2);
            CHECK_EQUAL(record.ip, 0);
        }
    }
    sweep_end();
}

/* Those that the processor lays down, and their neighbours. */
static void model_specific_registers(void)
{
    static const uint32_t ranges[][2] = {
        {0, 0x20}, {0x1b, 0x1c}, {0x8b, 0x8c}, {0x174, 0x177}, {0x1d9, 0x1da}, {0x200, 0x210},
        {0x277, 0x278}, {0x6e0, 0x6e1}, {0x800, 0x840}, {0x40000000, 0x40000002},
        {0xc0000080, 0xc0000085}, {0xc0000100, 0xc0000104}, {0xc0010117, 0xc0010118},
        {0xfffffffe, 0xffffffff},
    };
    struct fault_record record;

    sweep_begin();
    for (unsigned i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        for (uint32_t msr = ranges[i][0]; msr < ranges[i][1]; msr++) {
            SWEEP(msr, &record, 0x89, 0xd1, 0x0f, 0x32); /* mov %edx, %ecx; rdmsr */
            expect_exception(&record, "rdmsr", msr, PROTECTION, 0);
            SWEEP(msr, &record, 0x89, 0xd1, 0x0f, 0x30); /* wrmsr */
            expect_exception(&record, "wrmsr", msr, PROTECTION, 0);
            CHECK_EQUAL(record.ip, 2);
        }
    }
    sweep_end();
}

static const struct test table[] = {
    {"privileged instructions", privileged_instructions},
    {"control and debug registers", control_registers},
    {"undefined and trapping instructions", undefined_instructions},
    {"the FPU", the_fpu},
    {"far jumps, calls and returns", far_transfers},
    {"int n, for every n", every_software_interrupt},
    {"model-specific registers", model_specific_registers},
};
TESTS(instruction_tests, "instructions", table);
