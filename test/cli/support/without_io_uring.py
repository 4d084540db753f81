#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""usage: without_io_uring.py COMMAND...

Runs the command where the kernel refuses io_uring, as in many containers: behind a seccomp filter.
Exit code 77 where this system allows no filter.
"""

import ctypes
import errno
import os
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
IO_URING_SETUP = 425  # on all architectures that we build for
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def instruction(code, jump_true, jump_false, value):
    return struct.pack("=HBBI", code, jump_true, jump_false, value)


text = (
    instruction(0x20, 0, 0, 0)  # load the number of the system call
    + instruction(0x15, 0, 1, IO_URING_SETUP)  # if it is another one, skip the next
    + instruction(0x06, 0, 0, REFUSE)
    + instruction(0x06, 0, 0, ALLOW)
)
program = Program(len(text) // 8, text)
libc = ctypes.CDLL(None)
if (libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        or libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0):
    sys.exit(77)
os.execvp(sys.argv[1], sys.argv[1:])
