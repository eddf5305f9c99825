// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QString>

namespace tabletalk::sql {

/// The first of the layers that keep a tenant's database as it is: passes exactly one
/// SELECT, WITH … SELECT or VALUES (a semicolon may end it) that writes nothing, locks
/// nothing and calls only functions known to be harmless. Everything it does not know is
/// refused with StatementRefused, naming the word and the reason. It does not check that
/// the statement is correct SQL; that is left to the engine.
Result<void> checkReadOnly(QStringView statement, Dialect dialect);

/// True when a function of this (lower-case) name may be called.
bool isHarmlessFunction(const QString &name, Dialect dialect);

} // namespace tabletalk::sql
