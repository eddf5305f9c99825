// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "core/base/Problem.h"
#include "server/saved/SavedQuestionRunner.h"

class QTimeZone;

namespace tabletalk {

/// What a result looks like when it leaves as a mail: its sentence, why it is sent, its first rows, and what sent it.
QString mailTextOf(const SavedOutcome &outcome, const QString &why, const QString &sentBy);

/// The result as a file, "csv" or "xlsx"; TooLarge beyond mostFileBytes.
Result<QByteArray> fileOf(const SavedOutcome &outcome, const QString &format);
inline constexpr qint64 mostFileBytes = 8LL * 1024 * 1024;

/// "stock-below-ten-2026-11-27-0800.csv", by the organisation's clock.
QString fileNameOf(const SavedOutcome &outcome, const QString &format, const QTimeZone &zone);

} // namespace tabletalk
