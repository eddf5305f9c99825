// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <QDate>

#include <vector>

QT_BEGIN_NAMESPACE
class QTimeZone;
QT_END_NAMESPACE

namespace tabletalk {

/// One calendar day as the people of a time zone see it: 23, 24 or 25 hours.
struct LocalDay
{
    QDate date;
    Instant begin;
    Instant end; ///< the next day's begin
};

/// The count days that end with the one in which the moment lies, oldest first.
std::vector<LocalDay> lastDays(const QTimeZone &zone, Instant now, int count);

} // namespace tabletalk
