// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Word.h"

namespace tabletalk::ask {

/// How many words of a question count; what comes after them is not read, so that
/// time stays bounded whatever is pasted in.
inline constexpr size_t mostWords = 120;

/// The words of a question: quotes kept together, numbers read, contractions taken
/// apart ("don't" -> "do", "not"), possessive endings as a word "'s" of their own.
Words readQuestion(QStringView question);

/// Folds a text for comparing: lower case, accents removed, runs of anything but
/// letters and digits made one space.
QString folded(QStringView text);

} // namespace tabletalk::ask
