// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk {

/// The unit that a word stands for where it is surely one ("kg", "metres", "kwh"), else empty.
/// Lower case.
QString plainUnit(const QString &word);

/// The unit that a word stands for beside other words of a name: "min" is minutes in
/// {"duration", "min"}, "in" inches in {"height", "in"}. Empty when they do not fit.
QString unitInContext(const QString &word, const std::vector<QString> &others);

/// A span of time that a plural word counts ("days", "hours"), else empty.
QString countedTime(const QString &word);

/// The ISO code of a currency that the word names ("usd", "euros"), else empty.
QString currencyCode(const QString &word);

/// "thousand", "million" or "billion" for the words and plurals of them, else empty.
QString scaleWord(const QString &word);

} // namespace tabletalk
