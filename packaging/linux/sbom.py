#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what the programs are made of as SPDX 2.3: each library that they load, with the package it came from.

  sbom.py VERSION PROGRAM...     on standard output

Licences are those that a package's machine-readable copyright file names; where it has none, NOASSERTION.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout


def libraries(program):
    return {Path(path).resolve() for path in re.findall(r"=> (/\S+)", output("ldd", program))}


def package_of(library):
    for name in (str(library), str(library).removeprefix("/usr")):
        owner = output("dpkg-query", "-S", name).split(":")[0].strip()
        if owner:
            return owner
    return None


def licences_of(package):
    try:
        text = Path(f"/usr/share/doc/{package}/copyright").read_text(errors="replace")
    except OSError:
        return []
    if "copyright-format/1.0" not in text:
        return []
    return sorted({match.strip() for match in re.findall(r"^License: *(\S[^\n]*)$", text, re.M)})


def identifier(text):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", text)


def described(package):
    fields = output("dpkg-query", "-W", "-f", "${Version}\t${source:Package}\t${Homepage}", package).split("\t")
    version, source, home = (fields + ["", "", ""])[:3]
    entry = {
        "SPDXID": identifier("package-" + package), "name": package, "versionInfo": version,
        "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": f"pkg:deb/debian/{package}@{version}"}],
        "comment": f"Source package {source}. Licences that it names: {', '.join(licences_of(package)) or 'see its own file'}",
    }
    if home:
        entry["homepage"] = home
    return entry


def moment():
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    at = datetime.fromtimestamp(seconds, timezone.utc) if seconds else datetime.now(timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    version, programs = sys.argv[1], sys.argv[2:]
    used = {}
    for program in programs:
        for library in libraries(program):
            package = package_of(library)
            if package:
                used.setdefault(package, set()).add(os.path.basename(program))
    digest = hashlib.sha256("".join(sorted(used)).encode() + version.encode()).hexdigest()[:16]
    own = [{
        "SPDXID": identifier("program-" + os.path.basename(program)), "name": os.path.basename(program),
        "versionInfo": version, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "licenseConcluded": "GPL-3.0-or-later", "licenseDeclared": "GPL-3.0-or-later", "copyrightText": "NOASSERTION",
        "checksums": [{"algorithm": "SHA256", "checksumValue": hashlib.sha256(Path(program).read_bytes()).hexdigest()}],
    } for program in programs]
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"tabletalk-{version}",
        "documentNamespace": f"urn:tabletalk:sbom:{version}:{digest}",
        "creationInfo": {"created": moment(), "creators": ["Tool: packaging/linux/sbom.py"]},
        "packages": own + [described(package) for package in sorted(used)],
        "relationships":
            [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": entry["SPDXID"]}
             for entry in own] +
            [{"spdxElementId": identifier("program-" + program), "relationshipType": "DYNAMIC_LINK",
              "relatedSpdxElement": identifier("package-" + package)}
             for package in sorted(used) for program in sorted(used[package])],
    }
    json.dump(document, sys.stdout, indent=1)
    print()


main()
