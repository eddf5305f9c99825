#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a fragment for wixl with a component for each file below a folder: list_files.py FOLDER [LEFT_OUT]...

Identities of components are made from names, so that an upgrade knows a file again.
"""
import hashlib
import pathlib
import sys
import uuid

NAMESPACE = uuid.UUID("3b9df1c5-93a5-4a5a-8a53-0a2f30f7b0de")


def identity(prefix, path):
    return prefix + hashlib.sha1(str(path).encode()).hexdigest()[:24]


def written(folder, root, left_out, names, indent):
    lines = []
    for entry in sorted(folder.iterdir(), key=lambda each: (each.is_dir(), each.name)):
        path = entry.relative_to(root).as_posix()
        if entry.is_dir():
            lines.append(f'{indent}<Directory Id="{identity("dir", path)}" Name="{entry.name}">')
            lines += written(entry, root, left_out, names, indent + "  ")
            lines.append(f"{indent}</Directory>")
        elif path not in left_out:
            names.append(identity("cmp", path))
            guid = str(uuid.uuid5(NAMESPACE, path)).upper()
            lines.append(f'{indent}<Component Id="{names[-1]}" Guid="{guid}" Win64="yes">')
            lines.append(f'{indent}  <File Id="{identity("fil", path)}" Name="{entry.name}" KeyPath="yes" Source="$(var.Stage)/{path}"/>')
            lines.append(f"{indent}</Component>")
    return lines


def main():
    root = pathlib.Path(sys.argv[1])
    names = []
    files = written(root, root, set(sys.argv[2:]), names, "      ")
    print('<?xml version="1.0" encoding="utf-8"?>')
    print('<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">')
    print('  <Fragment>\n    <DirectoryRef Id="INSTALLDIR">')
    print("\n".join(files))
    print('    </DirectoryRef>\n  </Fragment>\n  <Fragment>\n    <ComponentGroup Id="Files">')
    for name in names:
        print(f'      <ComponentRef Id="{name}"/>')
    print("    </ComponentGroup>\n  </Fragment>\n</Wix>")


main()
