// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace tabletalk {

/// What a line of SHOW GRANTS allows beyond reading, as "INSERT on shop.*"; empty when it is
/// nothing. A privilege that is not known counts as one to write. The line may hold a
/// password's hash; what is given never does.
QStringList mySqlPrivilegesBeyondReading(const QString &grant);

} // namespace tabletalk
