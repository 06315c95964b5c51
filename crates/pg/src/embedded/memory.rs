//! How much memory the private server takes for its pages.

use std::fs;

/// PostgreSQL's own default: 128 MB, made for machines of long ago.
const LEAST: u64 = 128;
/// More than this helps only books that a server of their own should keep.
const MOST: u64 = 1024;

/// `shared_buffers` in MB: an eighth of the memory this process may use, within bounds. The server takes it page by page
/// as it needs it.
pub(super) fn shared_buffers() -> u64 {
    let meminfo = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").unwrap_or_default();
    share(&meminfo, &limit)
}

/// From the machine's memory, or a container's share of it. Where neither is told, the least.
fn share(meminfo: &str, limit: &str) -> u64 {
    let machine = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB"));
    let machine = machine.and_then(|kilobytes| kilobytes.trim().parse::<u64>().ok()).map(|kilobytes| kilobytes / 1024);
    let limit = limit.trim().parse::<u64>().ok().map(|bytes| bytes >> 20);
    let memory = machine.into_iter().chain(limit).min().unwrap_or_default();
    (memory / 8).clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn the_server_takes_an_eighth_of_the_memory_within_bounds() {
        let cases = [
            ("a small machine of 512 MB", "MemTotal:  524288 kB\n", "max\n", 128),
            ("a laptop of 4 GB", "MemFree: 1 kB\nMemTotal:        4194304 kB\n", "max\n", 512),
            ("a server of 64 GB", "MemTotal:       67108864 kB\n", "", 1024),
            ("a container of 2 GB on it", "MemTotal:       67108864 kB\n", "2147483648\n", 256),
            ("a system that tells nothing", "", "", 128),
        ];
        for (what, meminfo, limit, megabytes) in cases {
            assert_eq!(share(meminfo, limit), megabytes, "{what}");
        }
    }
}
