// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

namespace tabletalk::sql {

/// Catalogue tables that hold secrets, other people's statements or raw pages of the file.
/// Names are compared without case, width and accents, as some engines do.
bool isSecretTable(const QString &name, Dialect dialect);

/// Whole schemas or databases of the same kind, as in "mysql.user".
bool isSecretSchema(const QString &name, Dialect dialect);

} // namespace tabletalk::sql
