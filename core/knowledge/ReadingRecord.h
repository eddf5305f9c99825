// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/knowledge/DocumentText.h"

#include <QByteArray>

#include <variant>

namespace tabletalk::knowledge {

/// What the reader program tells of a file: a header, sections, and an end or a problem. One line of JSON each.
using ReadingRecord = std::variant<DocumentHeader, Section, ReadingEnd, Problem>;

/// With the line break.
QByteArray writtenRecord(const ReadingRecord &record);

/// InvalidRequest when the line is no record: whoever wrote it may have been taken over by a file.
/// No text of it holds a character that a database could not store.
Result<ReadingRecord> readRecord(QByteArrayView line);

/// No line is longer.
inline constexpr qsizetype mostRecordBytes = 8 * 1024 * 1024;

} // namespace tabletalk::knowledge
