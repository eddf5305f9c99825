// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <compare>
#include <optional>

namespace tabletalk {

/// A moment in time: milliseconds since 1970-01-01T00:00:00Z. On the wire it is
/// RFC 3339 in UTC; in the platform database it is the integer.
struct Instant
{
    qint64 msSinceEpoch = 0;

    static std::optional<Instant> fromRfc3339(QStringView text);
    QString toRfc3339() const;

    friend auto operator<=>(const Instant &, const Instant &) = default;
    friend Instant operator+(Instant at, std::chrono::milliseconds d) { return {at.msSinceEpoch + d.count()}; }
    friend Instant operator-(Instant at, std::chrono::milliseconds d) { return {at.msSinceEpoch - d.count()}; }
    friend std::chrono::milliseconds operator-(Instant a, Instant b)
    {
        return std::chrono::milliseconds(a.msSinceEpoch - b.msSinceEpoch);
    }
};

} // namespace tabletalk
