// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/FileReader.h"

#include "reader/DocxFile.h"
#include "reader/FileKind.h"
#include "reader/HtmlFile.h"
#include "reader/PdfFile.h"
#include "reader/SectionWriter.h"
#include "reader/TextFiles.h"

#include <QCoreApplication>
#include <QFile>

namespace tabletalk::reader {

static QString tr(const char *text)
{
    return QCoreApplication::translate("FileReader", text);
}

static Problem refusalOf(const FileKind &kind)
{
    Problem refused = Problem::of(ProblemCode::UnsupportedMedia, kind.refusal, kind.hint);
    refused.title = tr("This kind of file is not read");
    return refused;
}

Result<knowledge::ReadingEnd> readFile(QFile &file, const ReadingOptions &options, knowledge::SectionSink &sink)
{
    if (file.size() > options.bounds.bytes)
        return failure(ProblemCode::TooLarge,
                       tr("The file has %1 MB; one may have %2 MB.")
                           .arg((file.size() + 1'048'575) / 1'048'576)
                           .arg(options.bounds.bytes / 1'048'576),
                       tr("Divide it into smaller files."));
    const FileKind kind = kindOf(file, options.name);
    SectionWriter out(sink, options.bounds);
    Result<void> done;
    switch (kind.reads) {
    case FileKind::Markdown:
        readMarkdown(file, out);
        break;
    case FileKind::PlainText:
        readPlainText(file, out);
        break;
    case FileKind::Csv:
        done = readCsv(file, out);
        break;
    case FileKind::Html:
        done = readHtml(file, options.base, options.charset, out);
        break;
    case FileKind::Docx:
        done = readDocx(file, out);
        break;
    case FileKind::Pdf:
        done = readPdf(file, options.pictures, out);
        break;
    case FileKind::Nothing:
        return std::unexpected(refusalOf(kind));
    }
    if (!done)
        return std::unexpected(std::move(done).error());
    return out.end();
}

} // namespace tabletalk::reader
