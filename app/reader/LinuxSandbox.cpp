// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reader/LinuxSandbox.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <vector>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tabletalk {

namespace {

#if defined(__x86_64__)
constexpr unsigned architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned architecture = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned architecture = 0; // no filter of calls
#endif

/// A program of the kernel's that answers some system calls with an error.
class CallFilter
{
public:
    CallFilter()
    {
        load(offsetof(seccomp_data, arch));
        m_steps.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0));
        m_steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
        load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)
        constexpr unsigned otherNumbers = 0x40000000; // the same calls under the numbers of x32
        m_steps.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, otherNumbers, 0, 1));
        m_steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
#endif
    }

    void deny(std::initializer_list<long> calls, unsigned error)
    {
        for (const long call : calls) {
            m_steps.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, unsigned(call), 0, 1));
            m_steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error));
        }
    }

    /// Of those calls whose first argument is another one. Only its lower half is compared: ids of processes have no
    /// more.
    void denyUnless(long call, unsigned first, unsigned error)
    {
        m_steps.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, unsigned(call), 0, 4));
        load(offsetof(seccomp_data, args));
        m_steps.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, first, 1, 0));
        m_steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error));
        load(offsetof(seccomp_data, nr));
    }

    /// Of those calls whose first argument lacks the bit.
    void denyWithout(long call, unsigned bit, unsigned error)
    {
        m_steps.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, unsigned(call), 0, 4));
        load(offsetof(seccomp_data, args));
        m_steps.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bit, 1, 0));
        m_steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error));
        load(offsetof(seccomp_data, nr));
    }

    void apply()
    {
        m_steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
        sock_fprog program{static_cast<unsigned short>(m_steps.size()), m_steps.data()};
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    }

private:
    void load(size_t offset) { m_steps.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, unsigned(offset))); }

    std::vector<sock_filter> m_steps;
};

void filterCalls(bool startsPrograms)
{
    if (architecture == 0)
        return;
    CallFilter filter;
    filter.deny({SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4}, EACCES);
    filter.deny(
        {SYS_ptrace,      SYS_process_vm_readv, SYS_process_vm_writev, SYS_pidfd_getfd,     SYS_bpf,
         SYS_keyctl,      SYS_add_key,          SYS_request_key,       SYS_perf_event_open, SYS_userfaultfd,
         SYS_mount,       SYS_umount2,          SYS_unshare,           SYS_setns,           SYS_kexec_load,
         SYS_init_module, SYS_finit_module,     SYS_delete_module,     SYS_chroot,          SYS_pivot_root,
         SYS_reboot,      SYS_swapon,           SYS_swapoff,           SYS_io_uring_setup,  SYS_open_by_handle_at},
        EPERM);
    // What the rules of files do not cover: attributes, and what is shared by name or number.
    filter.deny({SYS_truncate, SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_setxattr,
                 SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr, SYS_shmget,
                 SYS_shmat, SYS_semget, SYS_msgget, SYS_mq_open},
                EPERM);
#ifdef SYS_chmod
    filter.deny({SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat}, EPERM);
#endif
    // The server runs as the same user: it is not to be signalled or slowed down.
    filter.deny({SYS_kill, SYS_tkill, SYS_pidfd_send_signal, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo,
                 SYS_setpriority, SYS_ioprio_set, SYS_sched_setscheduler, SYS_sched_setparam, SYS_sched_setattr,
                 SYS_sched_setaffinity, SYS_migrate_pages, SYS_move_pages},
                EPERM);
    filter.denyUnless(SYS_tgkill, unsigned(getpid()), EPERM); // abort() speaks to itself
    filter.denyUnless(SYS_prlimit64, 0, EPERM);
    if (!startsPrograms) {
        filter.deny({SYS_execve, SYS_execveat}, EPERM);
#ifdef SYS_fork
        filter.deny({SYS_fork, SYS_vfork}, EPERM);
#endif
        filter.deny({SYS_clone3}, ENOSYS); // its flags cannot be seen here; the C library goes back to clone
        filter.denyWithout(SYS_clone, CLONE_THREAD, EPERM);
    }
    filter.apply();
}

void allowBelow(int rules, const char *path, unsigned long long access)
{
    const int folder = open(path, O_PATH | O_CLOEXEC);
    if (folder < 0)
        return;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = folder;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(folder);
}

/// The file that is read is open already; of all others only the system's are seen.
void hideFiles()
{
    constexpr unsigned long long everything = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; // of the first version
    landlock_ruleset_attr handled{};
    handled.handled_access_fs = everything;
    const auto rules = int(syscall(SYS_landlock_create_ruleset, &handled, sizeof(handled.handled_access_fs), 0));
    if (rules < 0)
        return;
    constexpr unsigned long long reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    constexpr unsigned long long running = reading | LANDLOCK_ACCESS_FS_EXECUTE;
    for (const char *path : {"/usr", "/lib", "/lib64", "/bin", "/opt", "/nix/store"})
        allowBelow(rules, path, running);
    for (const char *path : {"/etc/fonts", "/proc/self", "/sys/devices/system/cpu"})
        allowBelow(rules, path, reading);
    for (const char *path : {"/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/proc/cpuinfo", "/proc/meminfo"})
        allowBelow(rules, path, LANDLOCK_ACCESS_FS_READ_FILE);
    allowBelow(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
    if (const char *languages = std::getenv("TESSDATA_PREFIX"))
        allowBelow(rules, languages, reading);
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

} // namespace

void enterSandbox(bool startsPrograms)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    prctl(PR_SET_DUMPABLE, 0);
    hideFiles();
    filterCalls(startsPrograms);
}

} // namespace tabletalk
#else
namespace tabletalk {
void enterSandbox(bool) {}
} // namespace tabletalk
#endif
