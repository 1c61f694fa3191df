"""What only Linux or POSIX has of Python's library, and the toolkit uses in `operating_system.py` alone or not at all."""

from __future__ import annotations

MODULES = ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog")

OS_NAMES = (
    "fork", "forkpty", "setsid", "killpg", "getpgid", "setpgid", "nice", "getloadavg", "sched_getaffinity",
    "sched_setaffinity", "geteuid", "getgid", "getegid", "chown", "lchown", "fchown", "fchmod", "statvfs", "fstatvfs",
    "mkfifo", "O_DIRECTORY", "O_NOFOLLOW", "pidfd_open", "posix_spawn", "sysconf",
)  # fmt: skip

SIGNALS = ("SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGALRM", "SIGQUIT")
