//! Whether changes of files are told, or have to be looked for.

use camino::Utf8Path;

/// How a server learns of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells of them.
    Events,
    /// Files are looked at every second.
    Polling,
}

impl Watching {
    /// What a directory needs. Disks of other machines, of the host of a container and of Windows below WSL do
    /// not tell of what was changed on the other side.
    pub fn needed_for(root: &Utf8Path) -> Self {
        if is_elsewhere(root) { Self::Polling } else { Self::Events }
    }
}

/// The numbers of file systems whose files may be changed without the kernel noticing.
///
/// Source: the manual page statfs(2), and `include/uapi/linux/magic.h` of Linux.
#[cfg(target_os = "linux")]
const ELSEWHERE: [u64; 6] = [
    0x6969,      // NFS
    0x517b,      // SMB
    0xff53_4d42, // CIFS
    0xfe53_4d42, // SMB 2
    0x0102_1997, // 9P: Windows below WSL, shares of virtual machines
    0x786f_4256, // shares of VirtualBox
];

#[cfg(target_os = "linux")]
fn is_elsewhere(root: &Utf8Path) -> bool {
    rustix::fs::statfs(root.as_std_path()).is_ok_and(|system| {
        u64::try_from(system.f_type).is_ok_and(|kind| ELSEWHERE.contains(&kind))
    })
}

#[cfg(not(target_os = "linux"))]
fn is_elsewhere(_: &Utf8Path) -> bool {
    false
}
