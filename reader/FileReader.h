// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/knowledge/DocumentText.h"
#include "core/knowledge/ReadingBounds.h"

#include <QString>
#include <QUrl>

class QFile;

namespace tabletalk::reader {

class PictureReader;

struct ReadingOptions
{
    knowledge::ReadingBounds bounds;
    QString name;                      ///< as people call the file; only tells kinds of plain text apart
    QUrl base;                         ///< of a web page: what its links are relative to
    QString charset;                   ///< of a web page: what its server said; may be empty
    PictureReader *pictures = nullptr; ///< reads pages that have no text; without it they are a problem
};

/// Reads the file, by what is in it, and gives header and sections one after the other. The file is open for reading,
/// and can be read from any place. Fails as FileReaderProcess says.
Result<knowledge::ReadingEnd> readFile(QFile &file, const ReadingOptions &options, knowledge::SectionSink &sink);

} // namespace tabletalk::reader
