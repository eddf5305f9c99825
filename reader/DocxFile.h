// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

class QFile;

namespace tabletalk::reader {

class SectionWriter;

/// Headings by style, paragraphs, lists and tables of a Word document, as its XML is unpacked.
Result<void> readDocx(QFile &file, SectionWriter &out);

} // namespace tabletalk::reader
