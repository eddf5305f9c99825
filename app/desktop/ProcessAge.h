// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tabletalk::desktop {

/// Milliseconds since the system started this process, loading included, where the system
/// tells (Linux, to 10 ms); elsewhere since the first call.
qint64 processAgeMs();

} // namespace tabletalk::desktop
