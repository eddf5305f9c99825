// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFile;

namespace tabletalk::reader {

/// What a file is by its content.
struct FileKind
{
    enum Reads { Nothing, Pdf, Html, Markdown, PlainText, Csv, Docx } reads = Nothing;
    QString refusal = {}; ///< what it is instead, as a sentence
    QString hint = {};
};

/// name tells only kinds of text apart, which look the same.
FileKind kindOf(QFile &file, const QString &name);

} // namespace tabletalk::reader
