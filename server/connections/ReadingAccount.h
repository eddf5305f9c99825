// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

namespace tabletalk {

/// The statements with which an owner of a database makes an account that can only read, one
/// a line; for SQLite the command that takes the right to write a file.
QString readingAccountStatements(Dialect dialect);

} // namespace tabletalk
