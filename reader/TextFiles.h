// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

class QFile;

namespace tabletalk::reader {

class SectionWriter;

/// Paragraphs are what stands between empty lines.
void readPlainText(QFile &file, SectionWriter &out);

/// Headings (both ways to write them) are headings; everything else stays as it is written.
void readMarkdown(QFile &file, SectionWriter &out);

/// Each row reads "column: value". The first row names the columns when its cells look like names.
Result<void> readCsv(QFile &file, SectionWriter &out);

} // namespace tabletalk::reader
