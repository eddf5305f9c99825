// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tabletalk::ask {

/// "seven" -> 7, "twelve" -> 12; nothing for other words.
std::optional<double> cardinalWord(QStringView lower);

/// "third" -> 3, "21st" -> 21. "second" is left to the context and not in here.
std::optional<double> ordinalWord(QStringView lower);

/// "thousand", "k", "million" …: what the number before is multiplied by.
std::optional<double> magnitudeWord(QStringView lower);

/// Digits as people write them: "1,000", "$3.50", "20%", "-4", "10k".
std::optional<double> writtenNumber(QStringView text);

} // namespace tabletalk::ask
