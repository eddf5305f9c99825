#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes manual pages and bash completions from what the programs say of themselves.

  make_help.py man PROGRAM SECTION     a manual page on standard output
  make_help.py completion PROGRAM      a bash completion

PROGRAM is asked with --help, so that page and completion never differ from it.
"""

import os
import re
import subprocess
import sys

SUMMARIES = {
    "tabletalk": "ask your own tables in plain words (window)",
    "tabletalk-cli": "ask your own tables in plain words (terminal)",
    "tabletalkd": "the Tabletalk server",
    "tabletalk-reader": "reads one document for Tabletalk",
}
SEE_ALSO = {
    "tabletalk": ["tabletalk-cli(1)", "tabletalkd(8)"],
    "tabletalk-cli": ["tabletalk(1)", "tabletalkd(8)"],
    "tabletalkd": ["tabletalk(1)", "tabletalk-cli(1)"],
    "tabletalk-reader": ["tabletalk(1)", "tabletalkd(8)"],
}
DESCRIPTIONS = {
    "tabletalk": "Opens the window, with a server of its own in it. Nothing of it is reachable from other machines "
    "unless it is told to serve them.",
    "tabletalk-cli": "Asks a database in plain words, runs statements, shows what can be read and that nothing can be "
    "written, and calls servers. Databases are opened for reading only.",
    "tabletalkd": "Serves many organisations over HTTP and WebSocket. The service runs it with "
    "/etc/tabletalk/tabletalkd.conf.",
    "tabletalk-reader": "Reads a file of any kind that Tabletalk knows and writes its text as lines of JSON. Window and "
    "server start it for each document, with limits, so that a file which means harm can do none.",
}


def help_of(program):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR="/tmp", LC_ALL="C.UTF-8")
    answer = subprocess.run([program, "--help"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
                            timeout=60, check=False)
    text = answer.stdout.decode()
    if not text.strip():
        sys.exit(f"{program} --help says nothing")
    return text.replace(program, os.path.basename(program))


def escaped(line):
    line = line.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\\&" + line if line.startswith((".", "'")) else line


def manual(program, section):
    name = os.path.basename(program)
    text = help_of(program)
    lines = [f".TH {name.upper()} {section} \"\" Tabletalk", ".SH NAME", f"{escaped(name)} \\- {SUMMARIES[name]}",
             ".SH DESCRIPTION", escaped(DESCRIPTIONS[name]), ".SH USAGE", ".nf"]
    lines += [escaped(line) for line in text.rstrip().splitlines()]
    lines += [".fi", ".SH SEE ALSO", ", ".join(f"\\fB{escaped(other)}\\fR" for other in SEE_ALSO[name])]
    return "\n".join(lines) + "\n"


def commands_of(name, text):
    if name == "tabletalkd":
        block = text.split("Commands", 1)[1].split("Options", 1)[0]
        found = re.findall(r"^  ([a-z][a-z-]*) ", block, re.M)
    else:
        found = re.findall(rf"^  {re.escape(name)} ([a-z]+)", text, re.M)
    return list(dict.fromkeys(found))


def completion(program):
    name = os.path.basename(program)
    text = help_of(program)
    options = sorted(set(re.findall(r"--[a-z][a-z-]*", text)))
    commands = commands_of(name, text)
    function = "_" + name.replace("-", "_")
    return f"""# bash completion for {name}; made from its --help
{function}()
{{
    local current previous
    current=${{COMP_WORDS[COMP_CWORD]}}
    previous=${{COMP_WORDS[COMP_CWORD - 1]}}
    case $previous in
        --*-dir | --data-dir | --allow-files | --directory) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --config | --tls-* | --questions | --report | --vocabulary | --outbound-ca | --kept-heads | --db)
            COMPREPLY=($(compgen -f -- "$current")); return ;;
        --registration) COMPREPLY=($(compgen -W "open invite closed" -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W "table json csv markdown xlsx insert" -- "$current")); return ;;
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "{' '.join(options)}" -- "$current"))
    elif ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "{' '.join(commands)}" -- "$current"))
    else
        COMPREPLY=($(compgen -f -- "$current"))
    fi
}}
complete -F {function} {name}
"""


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "man":
        sys.stdout.write(manual(sys.argv[2], sys.argv[3]))
    elif len(sys.argv) == 3 and sys.argv[1] == "completion":
        sys.stdout.write(completion(sys.argv[2]))
    else:
        sys.exit(__doc__)


main()
