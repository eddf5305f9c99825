// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace tabletalk {

/// Whether it is a name of the IANA time zone database that this machine has rules for:
/// "Europe/Berlin", also an older name such as "Asia/Calcutta", or "UTC". Offsets and POSIX
/// rules are refused: they know no daylight saving, or nobody can read them.
bool isTimeZoneName(QStringView name);

} // namespace tabletalk
