// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Vocabulary.h"

#include <QByteArray>

namespace tabletalk {

inline constexpr qsizetype maxVocabularyFileBytes = 1'000'000;

/// A vocabulary as one file: JSON in UTF-8, made to be read and edited by people, with
/// everything in the same order each time. Holds no secret and no row of data.
QByteArray writeVocabularyFile(const Vocabulary &vocabulary);

/// Reads such a file. TooLarge, MalformedJson, or InvalidRequest with every bad field by
/// its path ("file.metrics[2].aggregate"); a field that the format does not know is an
/// error as well, since it is a misspelling whose entry would silently be lost.
Result<Vocabulary> readVocabularyFile(const QByteArray &bytes);

} // namespace tabletalk
