"""Runs Python scripts, one for each line `NAME SCRIPT ARGUMENT...` of stdin, in one process, since importing PyTorch takes longer than
most of them: each.py WORK.

What a script says is left in WORK/NAME.said, and its exit code in WORK/NAME.code.
"""

import contextlib
import os
import runpy
import shlex
import sys
import traceback

sys.dont_write_bytecode = True


def run(command: list[str]) -> int:
    sys.argv = command
    sys.path[0] = os.path.dirname(command[0])
    try:
        runpy.run_path(command[0], run_name="__main__")
    except SystemExit as exit:
        if isinstance(exit.code, str):
            print(exit.code)
        return exit.code if isinstance(exit.code, int) else exit.code is not None
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return 1
    return 0


work = sys.argv[1]
for line in sys.stdin:
    name, *command = shlex.split(line)
    with open(f"{work}/{name}.said", "w") as said, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = int(run(command))
    with open(f"{work}/{name}.code", "w") as file:
        file.write(str(code))
