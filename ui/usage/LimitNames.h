// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk::ui {

/// What a limit of a plan is called in the window.
QString limitName(const QString &limit);
/// An amount of it, in words of its unit.
QString limitAmount(const QString &limit, qint64 amount);

} // namespace tabletalk::ui
