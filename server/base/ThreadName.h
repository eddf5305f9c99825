// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

/// How debuggers and the system's monitors call the calling thread; Linux keeps fifteen bytes.
void nameThisThread(const char *name);

} // namespace tabletalk
