// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

/// Takes from this process and its children, for ever: new privileges, sockets, looking into other processes and
/// signalling them, changing files and their attributes, and seeing any but the system's own programs and fonts (what
/// is open stays open). Without startsPrograms other programs too. Does nothing where the system is not Linux, and
/// leaves out what an older kernel does not know.
void enterSandbox(bool startsPrograms);

} // namespace tabletalk
