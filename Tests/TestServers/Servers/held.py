"""Runs a command until standard input ends, then ends it: so a server never outlives the test that started it."""

import shutil
import signal
import subprocess
import sys

folder, *command = sys.argv[1:]
process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
signal.signal(signal.SIGTERM, lambda *_: sys.stdin.close())
try:
    while sys.stdin.readline():
        pass
except ValueError:
    pass
process.terminate()
try:
    process.wait(5)
except subprocess.TimeoutExpired:
    process.kill()
shutil.rmtree(folder, ignore_errors=True)
