// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QStringView>

namespace tabletalk {

/// What databases of the kind with this name speak, as ConnectionUrl::kindName() gives it; SQLite
/// for others.
Dialect dialectOfKind(QStringView kindName);

} // namespace tabletalk
