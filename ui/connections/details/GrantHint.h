// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk::ui {

/// Statements that make an account which can only read, for an administrator of that kind of
/// database to run; empty for kinds without accounts. Names in capitals are to be replaced.
QString grantHint(const QString &kind, const QString &database);

} // namespace tabletalk::ui
