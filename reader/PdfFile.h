// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

class QFile;

namespace tabletalk::reader {

class PictureReader;
class SectionWriter;

/// Page by page. Pages without text are given to pictures, which may be nothing.
Result<void> readPdf(QFile &file, PictureReader *pictures, SectionWriter &out);

/// Lines as they stand on a page made paragraphs: lines that fill the page's width go on in the next.
QString paragraphsOf(const QString &page);

} // namespace tabletalk::reader
