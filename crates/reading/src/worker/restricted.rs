//! What the kernel takes away from the reading process, where it can: the network, other programs and processes
//! (seccomp), all files but the text models (Landlock). A kernel that knows neither leaves the limits of `child`.

use std::path::Path;

/// Refuses the system calls that a reader never makes, in all threads and for good. Tells whether the kernel does.
#[cfg(target_os = "linux")]
pub(super) fn from_system_calls() -> bool {
    denied::program().is_some_and(|program| seccompiler::apply_filter_all_threads(&program).is_ok())
}

/// Leaves only what reading needs of the file system, and no network, to this thread and those it starts from now on.
/// Tells whether the kernel does.
#[cfg(target_os = "linux")]
pub(super) fn to_reading(models: &Path) -> bool {
    static HELD: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    *HELD.get_or_init(|| files::only(models).unwrap_or(false))
}

/// Elsewhere there is nothing of the kind.
#[cfg(not(target_os = "linux"))]
pub(super) fn from_system_calls() -> bool {
    false
}

/// Elsewhere there is nothing of the kind.
#[cfg(not(target_os = "linux"))]
pub(super) fn to_reading(_models: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
mod denied {
    use std::collections::BTreeMap;

    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

    /// Talking to the network, starting programs, touching other processes, changing the system or the file system.
    const CALLS: [i64; 38] = [
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept4,
        libc::SYS_sendmsg,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_open,
        libc::SYS_kill,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_pivot_root,
        libc::SYS_chroot,
        libc::SYS_setns,
        libc::SYS_unshare,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_delete_module,
        libc::SYS_userfaultfd,
        libc::SYS_io_uring_setup,
        libc::SYS_unlinkat,
        libc::SYS_renameat2,
        libc::SYS_mkdirat,
        libc::SYS_symlinkat,
        libc::SYS_linkat,
        libc::SYS_mknodat,
        libc::SYS_fchmodat,
        libc::SYS_truncate,
    ];

    /// The filter, or nothing on a processor it is not written for.
    pub(super) fn program() -> Option<BpfProgram> {
        let rules: BTreeMap<i64, Vec<seccompiler::SeccompRule>> = CALLS.into_iter().map(|c| (c, Vec::new())).collect();
        let refuse = SeccompAction::Errno(u32::try_from(libc::EPERM).ok()?);
        let arch = std::env::consts::ARCH.try_into().ok()?;
        SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch).ok()?.try_into().ok()
    }
}

#[cfg(target_os = "linux")]
mod files {
    use std::path::Path;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr,
        RulesetError, RulesetStatus, path_beneath_rules,
    };

    /// The models, and what the standard library asks the system about processors and memory.
    pub(super) fn only(models: &Path) -> Result<bool, RulesetError> {
        let abi = ABI::V4;
        let system = ["/proc/self", "/sys/fs/cgroup", "/sys/devices/system/cpu"].map(Path::new);
        let status = Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .create()?
            .add_rules(path_beneath_rules(system.into_iter().chain([models]), AccessFs::from_read(abi)))?
            .restrict_self()?;
        Ok(status.ruleset != RulesetStatus::NotEnforced)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::ErrorKind;
    use std::net::TcpListener;
    use std::process::Command;

    use super::{denied, files};

    /// Both hold for one thread here, so that the other tests keep their rights.
    #[test]
    fn a_restricted_thread_has_no_network_no_programs_and_no_files() {
        let folder = std::env::temp_dir();
        let tried = std::thread::spawn(move || {
            let calls = denied::program().is_some_and(|program| seccompiler::apply_filter(&program).is_ok());
            let network = TcpListener::bind("127.0.0.1:0").map(drop).map_err(|e| e.kind());
            let program = Command::new("/bin/true").spawn().map(drop).map_err(|e| e.kind());
            let files = files::only(std::path::Path::new("/nonexistent")).unwrap_or(false);
            let write = std::fs::write(folder.join("written-by-a-reader"), "x").map_err(|e| e.kind());
            let read = std::fs::read("/etc/passwd").map(drop).map_err(|e| e.kind());
            (calls, network, program, files, write, read)
        });
        let (calls, network, program, files, write, read) = tried.join().expect("tried");
        // A kernel without them is no fault of the program.
        if calls {
            assert_eq!(network, Err(ErrorKind::PermissionDenied));
            assert_eq!(program, Err(ErrorKind::PermissionDenied));
        }
        if files {
            assert_eq!(write, Err(ErrorKind::PermissionDenied));
            assert_eq!(read, Err(ErrorKind::PermissionDenied));
        }
    }
}
