// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace tabletalk::test {

/// How long the built-in analyst takes with an invented schema of that many tables: to make it ready, in seconds, and
/// for a question, in milliseconds, both of the processor; and the memory of what it keeps, in megabytes.
QJsonObject questionTimes(int tables);

} // namespace tabletalk::test
