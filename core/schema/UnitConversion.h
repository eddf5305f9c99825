// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tabletalk {

/// The unit that a word behind a number names ("hours", "hour", "km", "miles"), else empty. Lower case.
QString unitBehind(const QString &word);

/// An amount of one unit in another; nothing where they are not of one kind.
std::optional<double> converted(double amount, const QString &from, const QString &to);

} // namespace tabletalk
