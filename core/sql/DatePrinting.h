// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "core/sql/Query.h"

namespace tabletalk::sql {

/// A date literal of the dialect that is the same date in every language of a session.
QString printDate(const QString &iso, Dialect dialect);

/// What a kind such as Month takes of a date that is printed already.
QString printPartOfDate(Expression::Kind kind, const QString &of, Dialect dialect);

/// A printed text that holds a date in an order such as "M/D/Y", read as a date.
QString printReadDate(const QString &text, const QString &order, Dialect dialect);

/// The days from one printed date to another; nothing for engines that are not known.
QString printDaysBetween(const QString &until, const QString &from, Dialect dialect);

} // namespace tabletalk::sql
