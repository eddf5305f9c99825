// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QString>

namespace tabletalk::ui {

/// How a database stands, in the words and drawings that all panels share.
enum class Health { Unknown, Ok, Failing };

Health healthOf(const api::Database &database);
/// "Reachable", "Not reachable", "Not checked yet"
QString healthText(Health health);

/// "Reading the tables, 3 of 12" and the like.
QString stateText(const api::Database &database);
/// "Reading the tables"
QString stageText(const QString &stage);

/// "PostgreSQL" for "postgresql".
QString kindName(const QString &kind);
/// The name of the drawing of a kind.
QString kindIcon(const QString &kind);

/// "about 2 minutes left"
QString timeLeftText(qint64 seconds);
/// "340 ms", "2.4 s", "3 min 20 s"
QString durationText(qint64 ms);
/// "just now", "5 minutes ago", or the date; as seen at `now`.
QString agoText(Instant at, Instant now);
/// "1 table", "1,200 tables"
QString tableCountText(qint64 count);
QString rowCountText(qint64 count);
QString columnCountText(qint64 count);

/// "University" for "university"; words of their own for a database of no kind.
QString organizationText(const QString &kind);

/// "schema.name", or the name alone where the schema says nothing.
QString tableTitle(const QString &schema, const QString &name);

/// A first question about a table, to be written over.
QString questionAbout(const QString &table);

} // namespace tabletalk::ui
