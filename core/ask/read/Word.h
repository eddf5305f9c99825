// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::ask {

/// One piece of a question: a word, a number (in digits or words), a quoted text or a sign.
struct Word
{
    enum class Kind { Plain, Number, Quoted, Sign };

    Kind kind = Kind::Plain;
    QString text; ///< as written; without the quotes for Quoted
    QString lower;
    QString stem;
    std::optional<double> number; ///< for Number, also for ordinals ("third")
    bool ordinal = false;
    bool startsSentence = false;

    bool is(QStringView word) const { return kind != Kind::Quoted && lower == word; }
};

using Words = std::vector<Word>;

} // namespace tabletalk::ask
