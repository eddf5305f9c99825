#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what the programs are made of as SPDX 2.3: each library that they load, with the package it came from; also the
Qt plugins that they cannot do without, and what is built into them from headers.

  sbom.py VERSION PROGRAM...     on standard output

Licences are those that a package's machine-readable copyright file names; where it has none, NOASSERTION.
"""

import glob
import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path


# Compiled into the programs, by the packages of their headers.
BUILT_IN = {
    "libboost*-dev": ["tabletalk", "tabletalkd", "tabletalk-cli", "tabletalk-reader"],
    "libhnswlib-dev": ["tabletalk", "tabletalkd"],
}
# Data of others that is in the programs: name, version, licence, home.
DATA = [("WordNet", "3.0", "LicenseRef-WordNet-3.0", "https://wordnet.princeton.edu")]
WITH_DATA = ["tabletalk", "tabletalkd", "tabletalk-cli"]
# Loaded when the program runs, so that the loader does not name them.
PLUGINS = {
    "sqldrivers/libqsqlite.so": ["tabletalk", "tabletalkd", "tabletalk-cli"],
    "platforms/libqxcb.so": ["tabletalk"],
    "imageformats/libqsvg.so": ["tabletalk"],
}


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout


def libraries(program):
    return {Path(path).resolve() for path in re.findall(r"=> (/\S+)", output("ldd", program))}


def owners(paths):
    """The package of each file, of which the list of files may know the name without /usr."""
    names = {name: path for path in paths for name in (str(path), str(path).removeprefix("/usr"))}
    found = {}
    for line in output("dpkg-query", "-S", *names).splitlines():
        package, _, name = line.partition(": ")
        if name in names:
            found[names[name]] = package.split(":")[0]
    return found


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


def described_data(name, version, licence, home):
    return {"SPDXID": identifier("data-" + name), "name": name, "versionInfo": version, "homepage": home,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": licence,
            "licenseDeclared": licence, "copyrightText": "2006 Princeton University"}


def folder_of_plugins():
    return output("qtpaths6", "--query", "QT_INSTALL_PLUGINS").strip()


def installed(pattern):
    """Packages of a pattern that have headers here."""
    names = output("dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Package}\n", pattern).splitlines()
    return [name[3:].strip() for name in names if name.startswith("ii")]


def contents(programs):
    """What each package is to each program: {package: {(program, kind)}}."""
    here = {os.path.basename(program) for program in programs}
    loaded = {}
    for program in programs:
        for library in libraries(program):
            loaded.setdefault(library, set()).add(os.path.basename(program))
    for plugin, names in PLUGINS.items():
        for path in glob.glob(os.path.join(folder_of_plugins(), plugin)):
            for library in {Path(path).resolve()} | libraries(path):
                loaded.setdefault(library, set()).update(here & set(names))
    used = {}
    for library, package in owners(loaded).items():
        used.setdefault(package, set()).update((name, "DYNAMIC_LINK") for name in loaded[library])
    for pattern, names in BUILT_IN.items():
        for package in installed(pattern):
            used.setdefault(package, set()).update((name, "CONTAINS") for name in here & set(names))
    return used


def moment():
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    at = datetime.fromtimestamp(seconds, timezone.utc) if seconds else datetime.now(timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    version, programs = sys.argv[1], sys.argv[2:]
    used = contents(programs)
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
        "packages": own + [described(package) for package in sorted(used)] + [described_data(*data) for data in DATA],
        "relationships":
            [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": entry["SPDXID"]}
             for entry in own] +
            [{"spdxElementId": identifier("program-" + program), "relationshipType": kind,
              "relatedSpdxElement": identifier("package-" + package)}
             for package in sorted(used) for program, kind in sorted(used[package])] +
            [{"spdxElementId": identifier("program-" + program), "relationshipType": "CONTAINS",
              "relatedSpdxElement": identifier("data-" + data[0])} for data in DATA for program in WITH_DATA],
        "hasExtractedLicensingInfos": [{
            "licenseId": "LicenseRef-WordNet-3.0", "name": "WordNet 3.0 license",
            "extractedText": "See /usr/share/doc/tabletalk-tools/copyright, which has it in full."}],
    }
    json.dump(document, sys.stdout, indent=1)
    print()


main()
