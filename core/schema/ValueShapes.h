// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

/// What a single value looks like, whatever its column is called.
namespace tabletalk::shape {

/// 2024-05-31, 2024/5/31, 31.05.2024 or 5/31/2024, with or without a time after it; also with
/// the month's name ("May 31, 2024", "31 May", "Jul 1942").
bool isDate(const QString &text);

/// "4:24", "1:02:33.5", "00:03:12": hours, minutes and seconds, as long as they are no date.
bool isDuration(const QString &text);

/// A plain number; not one that is written with leading zeros, as codes are.
std::optional<double> number(const QString &text);

/// A number and a unit behind it ("3.78 MB", "12kg", "150 km/h"); gives the unit as written.
std::optional<QString> unitBehindNumber(const QString &text);

/// "$12.50", "12,50 €", "EUR 1,200": a number with a currency; gives its ISO code.
std::optional<QString> currencyOfAmount(const QString &text);

bool isUuid(const QString &text);
bool isYesOrNo(const QString &text); ///< also Y, N, T, F, 0 and 1
bool isEmail(const QString &text);
bool isUrl(const QString &text);
bool isPhone(const QString &text); ///< at least seven digits with the signs that phone numbers have
bool isIban(const QString &text);  ///< or another account number that starts like one
bool isPercent(const QString &text);
bool hasLetters(const QString &text);

/// The English name of a country, or "USA", "UK" and the like.
bool isCountry(const QString &text);

} // namespace tabletalk::shape
