// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/Statements.h"
#include "server/platform/Transaction.h"

namespace tabletalk {

/// The rules of a statement that hold on every engine. All throw Internal for a defect.

/// The statement of that name, which may be run with this scope and has a placeholder for
/// each of the bindings.
const Statement &boundStatement(const Statements &statements, const QString &name,
                                const std::optional<TenantId> &tenant, const Bindings &bindings);

/// What a placeholder is given.
QVariant valueOf(const std::optional<TenantId> &tenant, const Statement &statement, const QString &parameter,
                 const Bindings &bindings);

/// A null QString or QByteArray is empty, not NULL: NULL is said with an empty QVariant.
QVariant bindable(const QVariant &value);

/// Logs it and throws Internal.
[[noreturn]] void statementDefect(const QString &statement, const QString &what);

} // namespace tabletalk
