// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tabletalk::crypto {

/// How many guesses (as a power of two) somebody needs who knows what people choose: words,
/// names, keyboard runs, dates, substitutions, repetitions. known: what is known of the person,
/// such as their name; it counts as guessed. Needs no network. Thread-safe.
double passwordBits(const QString &password, const QStringList &known);

/// A hundred million guesses: beyond what a sign-in that slows down lets through in years, and
/// costly against hashes like ours.
inline constexpr double enoughPasswordBits = 26.6;

} // namespace tabletalk::crypto
