#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the programs the libraries and Qt plugins that they need.

  bundle.py STAGED APPDIR        makes an AppDir of what was installed below a folder
  bundle.py --packages STAGED    within the folders "tools", "desktop" and "server" below a folder, for packages of
                                 several distributions; prints the names of the libraries as a regular expression

Libraries that belong to the system (the C library, the graphics driver's side, the X server's, fonts) are not taken
along, since those of the machine it runs on must be used. Programs find theirs by their own position ($ORIGIN), so
that no variable of the environment leaks into programs that they start.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PLUGINS = [
    "platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqminimal.so", "platforms/libqwayland-*.so",
    "xcbglintegrations/*.so", "wayland-shell-integration/*.so", "wayland-decoration-client/*.so",
    "wayland-graphics-integration-client/*.so", "platforminputcontexts/*.so",
    "platformthemes/libqxdgdesktopportal.so", "iconengines/libqsvgicon.so", "imageformats/libqsvg.so",
    "imageformats/libqjpeg.so", "imageformats/libqico.so", "sqldrivers/libqsqlite.so", "sqldrivers/libqsqlpsql.so",
    "tls/*.so", "networkinformation/*.so",
]
OF_THE_SYSTEM = re.compile(
    r"^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|nsl|anl|BrokenLocale|nss_\w+|stdc\+\+|gcc_s"
    r"|GL|EGL|GLX|GLdispatch|OpenGL|GLESv2|drm|gbm|glapi|X11|X11-xcb|xcb|Xau|Xdmcp|fontconfig|freetype|expat))\.so")
# What the window alone needs is in its own package; the rest, with the server's, is in that of the tools.
FOR_ALL = ("sqldrivers/", "tls/", "networkinformation/")
RUN = """#!/bin/sh
# Opens the window; with the name of another program of the bundle as its first argument, runs that.
here=$(dirname "$(readlink -f "$0")")
case "${1:-}" in
    tabletalkd | tabletalk-cli) program=$1; shift ;;
    *) program=tabletalk ;;
esac
exec "$here/usr/bin/$program" "$@"
"""


def needed(binary):
    """Paths of the libraries that the loader finds for a binary, by name."""
    lines = subprocess.run(["ldd", str(binary)], stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()
    found = {}
    for line in lines:
        if "not found" in line:
            sys.exit(f"{binary} needs {line.strip()}")
        match = re.match(r"\s*(\S+) => (/\S+)", line)
        if match:
            found[match.group(1)] = Path(match.group(2))
    return found


def copy_staged(staged, usr):
    roots = [path for path in staged.rglob("usr") if path.is_dir() and path.parent.name != "usr"]
    if not roots:
        sys.exit(f"nothing was staged in {staged}")
    for root in roots:
        shutil.copytree(root, usr, dirs_exist_ok=True, symlinks=True)
    for superfluous in ("lib/systemd", "lib/sysusers.d"):
        shutil.rmtree(usr / superfluous, ignore_errors=True)


def plugin_folder():
    query = subprocess.run(["qtpaths6", "--query", "QT_INSTALL_PLUGINS"], stdout=subprocess.PIPE, check=True, text=True)
    return Path(query.stdout.strip())


def copy_plugins(home, patterns):
    source = plugin_folder()
    copied = []
    for pattern in patterns:
        for plugin in sorted(source.glob(pattern)):
            target = home / "plugins" / plugin.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(plugin, target)
            copied.append((plugin, target))
    return copied


def copy_translations(home):
    """What Qt says itself, of buttons and of the dialog for files, in each of its languages."""
    query = subprocess.run(["qtpaths6", "--query", "QT_INSTALL_TRANSLATIONS"], stdout=subprocess.PIPE, check=True, text=True)
    texts = sorted(Path(query.stdout.strip()).glob("qtbase_*.qm"))
    if not texts:
        sys.exit("Qt's translations are not installed (qt6-translations-l10n)")
    target = home / "translations"
    target.mkdir(parents=True)
    for text in texts:
        shutil.copy2(text, target)


def copy_libraries(binaries, folder, elsewhere=()):
    """Those that are `elsewhere` are not copied again."""
    folder.mkdir(parents=True, exist_ok=True)
    libraries = {}
    for binary in binaries:
        libraries.update(needed(binary))
    for name, path in sorted(libraries.items()):
        if not OF_THE_SYSTEM.match(name) and name not in elsewhere:
            shutil.copy2(path.resolve(), folder / name)
    return sorted(folder.iterdir())


def set_path(binary, path):
    subprocess.run(["patchelf", "--force-rpath", "--set-rpath", path, str(binary)], check=True)


def set_paths(plugins, libraries):
    for _, plugin in plugins:
        set_path(plugin, "$ORIGIN/../../lib")
    for library in libraries:
        os.chmod(library, 0o644)
        set_path(library, "$ORIGIN")


def write_configuration(folder, prefix):
    (folder / "qt.conf").write_text(f"[Paths]\nPrefix = {prefix}\nPlugins = plugins\nTranslations = translations\n")


def move_programs(usr):
    """To a folder of their own, where Qt finds its configuration beside them; links stay."""
    home = usr / "libexec" / "tabletalk"
    home.mkdir(parents=True)
    moved = []
    for program in sorted(path for path in (usr / "bin").iterdir() if path.is_file()):
        shutil.move(program, home / program.name)
        program.symlink_to(f"../libexec/tabletalk/{program.name}")
        moved.append(home / program.name)
    return moved


def make_packages(staged):
    usr = {name: staged / name / "usr" for name in ("tools", "desktop", "server")}
    programs = {name: move_programs(folder) for name, folder in usr.items()}
    homes = {name: folder / "lib" / "tabletalk" for name, folder in usr.items()}
    shared = copy_plugins(homes["tools"], [pattern for pattern in PLUGINS if pattern.startswith(FOR_ALL)])
    common = copy_libraries(programs["tools"] + programs["server"] + [source for source, _ in shared],
                            homes["tools"] / "lib")
    plugins = copy_plugins(homes["desktop"], [pattern for pattern in PLUGINS if not pattern.startswith(FOR_ALL)])
    more = copy_libraries(programs["desktop"] + [source for source, _ in plugins], homes["desktop"] / "lib",
                          {library.name for library in common})
    copy_translations(homes["desktop"])
    for program in sum(programs.values(), []):
        set_path(program, "$ORIGIN/../../lib/tabletalk/lib")
    set_paths(shared + plugins, common + more)
    write_configuration(usr["tools"] / "libexec" / "tabletalk", "../../lib/tabletalk")
    print("|".join(re.sub(r"([.+])", r"[\1]", library.name) for library in common + more))


def make_appdir(staged, appdir):
    shutil.rmtree(appdir, ignore_errors=True)
    usr = appdir / "usr"
    copy_staged(staged, usr)
    programs = [path for path in (usr / "bin").iterdir() if path.is_file()]
    plugins = copy_plugins(usr, PLUGINS)
    copy_translations(usr)
    libraries = copy_libraries(programs + [source for source, _ in plugins], usr / "lib")
    for program in programs:
        set_path(program, "$ORIGIN/../lib")
    set_paths(plugins, libraries)
    write_configuration(usr / "bin", "..")
    run = appdir / "AppRun"
    run.write_text(RUN)
    run.chmod(0o755)
    identifier = "org.tabletalk.Tabletalk"
    shutil.copy2(usr / "share/applications" / f"{identifier}.desktop", appdir)
    shutil.copy2(usr / "share/icons/hicolor/scalable/apps" / f"{identifier}.svg", appdir)
    (appdir / ".DirIcon").symlink_to(f"{identifier}.svg")


def main():
    if sys.argv[1] == "--packages":
        make_packages(Path(sys.argv[2]))
    else:
        make_appdir(Path(sys.argv[1]), Path(sys.argv[2]))


main()
