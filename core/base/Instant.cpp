// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Instant.h"

#include <QDateTime>
#include <QTimeZone>

namespace tabletalk {

std::optional<Instant> Instant::fromRfc3339(QStringView text)
{
    const QDateTime at = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return Instant{at.toMSecsSinceEpoch()};
}

QString Instant::toRfc3339() const
{
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace tabletalk
