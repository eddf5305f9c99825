// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk::search {

/// The languages whose words have stems here, by two letters; of others, words are found as they are.
const std::vector<QString> &stemmedLanguages();

/// A word that says nothing about what a text is about ("the", "oder"), in small letters.
bool isStopWord(QStringView word, QStringView language);

/// The language that most of a text's small words are of; empty when there are too few to tell.
QString languageOf(QStringView text);

/// The stem of a word in small letters, without accents, so that it is found however it is bent or typed. The word
/// itself, without accents, in a language that has no stems here.
QString stemOf(const QString &word, QStringView language);

} // namespace tabletalk::search
