// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QStringList>

namespace tabletalk::test {

/// Where databases for tuning lie: TABLETALK_TUNING_DATABASES, or the folder of that data
/// beside the checkout. Empty when there is none.
QString tuningFolder();

/// The SQLite files of a folder, sorted by name.
QStringList databasesIn(const QString &folder);

/// "hr_1" of ".../hr_1.sqlite".
QString databaseName(const QString &path);

/// True for the half of the databases that rules are tuned on; the other half says whether
/// the figures hold elsewhere. By a hash of the name.
bool isForTuning(const QString &name);

/// Catalogue and profiles of a SQLite file, as onboarding reads them; nothing of it is
/// understood yet.
Result<Understanding> readDatabase(const QString &path);

} // namespace tabletalk::test
